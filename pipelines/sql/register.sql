-- one row is: one row of a register table whose delivery counts now; `placeholder` tells those that a recipe registered
-- $table is replaced from a closed list of table names by the warehouse, never by a user's text
with counting as (select delivery_id, data_set from active_delivery),
rows_that_count as (
    select t.*, counting.data_set <> 'stamgegevens' as placeholder
    from $table as t
    join counting using (delivery_id)
)
select * from rows_that_count
