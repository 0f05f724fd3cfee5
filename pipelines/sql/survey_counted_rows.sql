-- one row is: one result that came already counted, of a delivery that holds its slot now
with slots as (select delivery_id, provider_id from survey_slot),
counting as (
    select survey_counted.*
    from survey_counted
    semi join slots
        on slots.delivery_id = survey_counted.delivery_id
        and slots.provider_id = coalesce(survey_counted.provider_id, '*')
)
select * from counting
order by wave_id, item, provider_id, district, option, answer, missing
