-- one row is: one total as delivered (provider x sub-agreement x period x indicator), or all its parts together where
-- `total` is false (then without a meaning), by a delivery that holds its slot. `deliveries` are those asked for, `slots`
-- their provider, quarter and delivery as one text: a joined table costs a handful of rows twice the time.
-- As delivered_figures, for few providers, without notes or order.
with counting as (
    select provider_id, sub_agreement_id, quarter, period, indicator, value, numerator, denominator,
        breakdown is null as total
    from measurement
    where list_contains($deliveries, delivery_id)
      and list_contains($slots, concat_ws(chr(31), provider_id, quarter, delivery_id))
),
figures as (
    select
        provider_id, sub_agreement_id, quarter, period, indicator, total,
        case when count(value) = count(*) then sum(value) end as value,
        case when count(numerator) = count(*) then sum(numerator) end as numerator,
        case when count(denominator) = count(*) then sum(denominator) end as denominator
    from counting
    group by provider_id, sub_agreement_id, quarter, period, indicator, total
)
select * from figures
