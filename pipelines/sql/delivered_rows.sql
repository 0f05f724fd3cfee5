-- one row is: one delivered measurement row (a row of a file x indicator) whose slot is held by its delivery now
with slots as (
    select provider_id, quarter, delivery_id, version from active_slot where data_set in ('kwartaalmonitor', 'clientenquete')
),
counting as (
    select measurement.*, slots.version
    from measurement
    join slots
      on slots.provider_id = measurement.provider_id
     and slots.quarter = measurement.quarter
     and slots.delivery_id = measurement.delivery_id
)
select * from counting
order by provider_id, sub_agreement_id, indicator, quarter, period, breakdown, breakdown_value, delivery_id, sheet, "row", value_cell, numerator_cell
