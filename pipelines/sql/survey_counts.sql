-- one row is: one answer to one question, with how many gave it for one provider in one district (w: their weights)
-- decimals add up to the same sum in any order: two threads give the same figure to the last digit
with respondents as (select * from survey_voice where not by_organisation),
counted as (
    select
        survey_answer.wave_id, item, option, provider_id, district, answer, score, missing,
        count(*)::double as n, count(weight)::double as weighted_n,
        coalesce(sum(weight::decimal(38, 15)), 0)::double as w,
        coalesce(sum((weight * weight)::decimal(38, 15)), 0)::double as w2
    from survey_answer
    join respondents using (delivery_id, wave_id, respondent)
    group by all
)
select * from counted
order by wave_id, item, option, provider_id, district, answer, missing
