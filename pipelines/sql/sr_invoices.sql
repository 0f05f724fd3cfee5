-- one row: what was invoiced for an obligation in one quarter, as known at the end of another, of a delivery that holds its slot
with held as (
    select delivery_id, provider_id, quarter from active_slot where data_set = 'social_return'
)
select sr_invoice.*
from sr_invoice
join held using (delivery_id, provider_id, quarter)
order by provider_id, quarter, sheet, "row", delivered_in
