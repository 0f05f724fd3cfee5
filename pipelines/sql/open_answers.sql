-- one row is: one open answer of a survey whose slot is held by its delivery now; slot: delivery_id, provider_id (* for none)
with answers as (select * from survey_open_answer),
waves as (select * from survey_wave),
slots as (select * from slot)
select
    answers.delivery_id, answers.wave_id, waves.kind, waves.title, waves.quarter, answers.provider_id, answers.respondent,
    answers.item, answers.question, answers.text, answers.marks, answers."row"
from answers
join waves using (delivery_id, wave_id)
where exists (
    select 1 from slots
    where slots.delivery_id = answers.delivery_id and slots.provider_id in ('*', coalesce(answers.provider_id, '*'))
)
order by answers.wave_id, answers.item, answers.delivery_id, answers."row"
