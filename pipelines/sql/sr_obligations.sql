-- one row: what was promised, as it stood at the end of a quarter, of a delivery that holds its slot
with held as (
    select delivery_id, provider_id, quarter from active_slot where data_set = 'social_return'
)
select sr_obligation.*
from sr_obligation
join held using (delivery_id, provider_id, quarter)
order by provider_id, quarter, sheet, "row", delivered_in
