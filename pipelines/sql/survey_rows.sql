-- one row is: one row of the table, of a delivery that holds a slot now
with slots as (select distinct delivery_id from survey_slot)
select * from $table
where delivery_id in (select delivery_id from slots)
order by all
