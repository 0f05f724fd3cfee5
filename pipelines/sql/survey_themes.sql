-- one row is: how many gave favourable answers to the same share of the questions of one theme; one voice per person, or
-- per organisation
-- decimals add up to the same sum in any order: two threads give the same figure to the last digit
with shares as (
    select
        survey_answer.wave_id, topic, survey_voice.provider_id,
        case when not by_organisation then district end as district, voice, min(weight) as weight,
        avg(favourable::integer) as share
    from survey_answer
    join survey_voice using (delivery_id, wave_id, respondent)
    join survey_side using (wave_id, item, answer)
    where option is null and missing is null
    group by all
),
counted as (
    select
        wave_id, topic, provider_id, district, share, count(*)::double as n, count(weight)::double as weighted_n,
        coalesce(sum(weight::decimal(38, 15)), 0)::double as w,
        coalesce(sum((weight * weight)::decimal(38, 15)), 0)::double as w2
    from shares
    group by all
)
select * from counted
order by wave_id, topic, provider_id, district, share
