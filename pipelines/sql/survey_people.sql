-- one row is: how many respondents one delivery of a survey has about one provider (null: about none)
with respondents as (select * from survey_respondent)
select delivery_id, wave_id, provider_id, count(*) as people
from respondents
group by delivery_id, wave_id, provider_id
order by delivery_id, wave_id, provider_id nulls first
