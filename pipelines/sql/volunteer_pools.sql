-- one row is: the volunteers of one sub-agreement in one quarter, what stood on one row of the sheet beside each other.
-- reasons of leaving and medians stay in the delivered file: no figure is made of them
with counting as (select * from counted),
pools as (
    select
        provider_id, sub_agreement_id, quarter,
        max(amount) filter (where quantity = 'stock_begin') as stock_begin,
        max(amount) filter (where quantity = 'recruited') as recruited,
        max(amount) filter (where quantity = 'former_clients') as former_clients,
        max(amount) filter (where quantity = 'returned') as returned,
        max(amount) filter (where quantity = 'departed') as departed,
        max(amount) filter (where quantity = 'stock_end') as stock_end,
        max(amount) filter (where quantity = 'active') as active,
        max(amount) filter (where quantity = 'hours') as hours,
        max(amount) filter (where quantity = 'registered') as registered,
        max(amount) filter (where quantity = 'matches') as matches,
        max(amount) filter (where quantity = 'reported_vacancies') as reported_vacancies,
        max(amount) filter (where quantity = 'filled_vacancies') as filled_vacancies,
        max(amount) filter (where quantity = 'cohort_started') as cohort_started,
        max(amount) filter (where quantity = 'cohort_active') as cohort_active,
        coalesce(string_agg(quantity, ' ' order by quantity) filter (where below is not null), '') as censored,
        max(note) as note
    from counting
    group by provider_id, sub_agreement_id, quarter
)
select * from pools
order by provider_id, sub_agreement_id, quarter
