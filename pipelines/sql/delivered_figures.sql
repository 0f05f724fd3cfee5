-- one row is: one figure as delivered: provider x sub-agreement x period x indicator x breakdown.
-- several rows for one figure exist only where a recipe says that its parts add up (such as departments).
with counting as (select * from delivered_row),
figures as (
    select
        provider_id, sub_agreement_id, quarter, period, period_kind, indicator, breakdown, breakdown_value,
        case when count(value) = count(*) then sum(value) end as value,
        case when count(numerator) = count(*) then sum(numerator) end as numerator,
        case when count(denominator) = count(*) then sum(denominator) end as denominator,
        count(value_below) + count(numerator_below) + count(denominator_below) > 0 as censored,
        max(coalesce(value_below, numerator_below, denominator_below)) as below,
        string_agg(distinct note, ' / ' order by note) as note
    from counting
    group by provider_id, sub_agreement_id, quarter, period, period_kind, indicator, breakdown, breakdown_value
)
select * from figures
order by provider_id, sub_agreement_id, indicator, quarter, period_kind, period, breakdown, breakdown_value
