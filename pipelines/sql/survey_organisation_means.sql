-- one row is: one mean that organisations gave to one question about one provider, with how many organisations did
with means as (
    select survey_answer.wave_id, item, provider_id, voice, sum(score::decimal(38, 15))::double / count(*) as score
    from survey_answer
    join survey_voice using (delivery_id, wave_id, respondent)
    where by_organisation and option is null and missing is null and score is not null
    group by all
),
counted as (
    select wave_id, item, provider_id, null::varchar as district, score, count(*)::double as n
    from means
    group by all
)
select * from counted
order by wave_id, item, provider_id, score
