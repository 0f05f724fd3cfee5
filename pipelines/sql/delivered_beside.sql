-- one row is: a sub-agreement x quarter that counts in a data set beside the monitor (a volunteers' sheet or a case list)
with slots as (select provider_id, quarter, data_set, delivery_id from active_slot),
volunteers as (
    select volunteer_count.sub_agreement_id, quarter, slots.data_set
    from volunteer_count
    join slots using (provider_id, quarter, delivery_id)
    where slots.data_set = 'vrijwilligers'
),
case_lists as (
    select lead_time_case.sub_agreement_id, quarter, slots.data_set
    from lead_time_case
    join slots using (provider_id, quarter, delivery_id)
    where slots.data_set = 'zakenlijst'
),
beside as (select * from volunteers union select * from case_lists)
select * from beside
order by sub_agreement_id, quarter, data_set
