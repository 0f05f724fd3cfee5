-- one row is: one filled-in form that counts, by a delivery that holds its slot now
with slots as (select delivery_id, provider_id from survey_slot),
counting as (
    select survey_respondent.*
    from survey_respondent
    semi join slots
        on slots.delivery_id = survey_respondent.delivery_id
        and slots.provider_id = coalesce(survey_respondent.provider_id, '*')
)
select * from counting
order by wave_id, delivery_id, respondent
