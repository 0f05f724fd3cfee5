-- one row: a vacancy, as it stood at the end of a quarter, of a delivery that holds its slot
with held as (
    select delivery_id, provider_id, quarter from active_slot where data_set = 'vacatures'
)
select labour_vacancy.*
from labour_vacancy
join held using (delivery_id, provider_id, quarter)
order by provider_id, quarter, sheet, "row"
