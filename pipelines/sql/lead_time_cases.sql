-- one row is: one request for help in a case list whose delivery holds its slot (provider x quarter) now
with slots as (select provider_id, quarter, delivery_id, version from active_slot where data_set = 'zakenlijst'),
counting as (
    select lead_time_case.*, slots.version
    from lead_time_case
    join slots using (provider_id, quarter, delivery_id)
)
select * from counting
order by provider_id, sub_agreement_id, quarter, delivery_id, sheet, "row"
