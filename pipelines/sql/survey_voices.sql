-- one row is: as survey_counts, where each organisation has one voice about a provider, divided over its valid answers;
-- added up in a fixed order, so that it is the same to the last digit each time
with given as (
    select
        survey_answer.*, provider_id, voice, weight,
        count(*) filter (option is null and missing is null) over about as valid,
        count(*) filter (option is null) over about as asked
    from survey_answer
    join survey_voice using (delivery_id, wave_id, respondent)
    where by_organisation
    window about as (partition by survey_answer.wave_id, item, provider_id, voice)
),
voted as (
    select *, case when missing is null then 1 / nullif(valid, 0) when valid = 0 then 1 / nullif(asked, 0) end as vote
    from given
),
counted as (
    select
        wave_id, item, option, provider_id, null::varchar as district, answer, score, missing,
        sum(vote order by voice, delivery_id, respondent) as n,
        coalesce(sum(vote order by voice, delivery_id, respondent) filter (weight is not null), 0) as weighted_n,
        coalesce(sum(vote * weight order by voice, delivery_id, respondent), 0) as w,
        coalesce(sum(vote * weight * weight order by voice, delivery_id, respondent), 0) as w2
    from voted
    where vote is not null
    group by all
)
select * from counted
order by wave_id, item, option, provider_id, answer, missing
