-- one row is: one answer to one question, with how many gave it for one provider in one district (w: their weights)
with respondents as (select * from survey_voice where not by_organisation),
counted as (
    select
        survey_answer.wave_id, item, option, provider_id, district, answer, score, missing,
        count(*)::double as n, count(weight)::double as weighted_n,
        coalesce(sum(weight), 0) as w, coalesce(sum(weight * weight), 0) as w2
    from survey_answer
    join respondents using (delivery_id, wave_id, respondent)
    group by all
)
select * from counted
order by wave_id, item, option, provider_id, district, answer, missing
