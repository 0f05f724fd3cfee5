-- one row is: one filled cell of a volunteers' sheet (a number of one sub-agreement x quarter) whose slot is held by its delivery now
with slots as (select provider_id, quarter, delivery_id, version from active_slot where data_set = 'vrijwilligers'),
counting as (
    select volunteer_count.*, slots.version
    from volunteer_count
    join slots
      on slots.provider_id = volunteer_count.provider_id
     and slots.quarter = volunteer_count.quarter
     and slots.delivery_id = volunteer_count.delivery_id
)
select * from counting
order by provider_id, sub_agreement_id, quarter, quantity, delivery_id, sheet, "row"
