-- one row is: one total as delivered (provider x sub-agreement x period x indicator), or all its parts together where
-- `total` is false (then without a meaning), by a delivery that holds its slot; `slot` are the slots asked for.
-- As delivered_figures, for few providers, without notes or order.
with wanted as (select distinct delivery_id from slot),
counting as (
    select provider_id, sub_agreement_id, quarter, period, indicator, value, numerator, denominator, delivery_id,
        breakdown is null as total
    from measurement
    where delivery_id in (select delivery_id from wanted)
),
figures as (
    select
        provider_id, sub_agreement_id, quarter, period, indicator, total,
        case when count(value) = count(*) then sum(value) end as value,
        case when count(numerator) = count(*) then sum(numerator) end as numerator,
        case when count(denominator) = count(*) then sum(denominator) end as denominator
    from counting join slot using (provider_id, quarter, delivery_id)
    group by provider_id, sub_agreement_id, quarter, period, indicator, total
)
select * from figures
