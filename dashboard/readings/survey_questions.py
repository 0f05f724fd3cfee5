"""The questions about surveys to a published file, by name: SQL with $parameters, no arithmetic."""

from __future__ import annotations

SURVEY_QUESTIONS: dict[str, str] = {
    "waves": "select * from survey_waves order by quarter desc, starts_on desc nulls last, wave_id",
    "survey_responses": """
        select r.* from survey_response as r left join providers as p using (provider_id)
        where r.wave_id = $wave_id order by p.position nulls first
    """,
    "survey_items": "select * from survey_items where wave_id = $wave_id order by position",
    "survey_results": """
        select r.* from survey_results as r
        left join survey_items as i on i.wave_id = r.wave_id and i.item = r.item
        where r.district is null and r.provider_id is not distinct from $provider_id
        order by r.wave_id, i.position nulls last, r.item, r.measure, r.option, r.weighted
    """,
    "surveyed_providers": """
        select distinct provider_id from survey_results where wave_id = $wave_id and provider_id is not null
    """,
    "item_per_provider": """
        select r.*, p.provider from survey_results as r join providers as p using (provider_id)
        where r.wave_id = $wave_id and r.item = $item and r.measure not in ('share', 'theme') and r.district is null
        order by p.position, r.measure, r.weighted
    """,
    "item_per_district": """
        select * from survey_results
        where wave_id = $wave_id and item = $item and measure not in ('share', 'theme') and provider_id is null
          and district is not null
        order by district, measure, weighted
    """,
    "item_over_waves": """
        select r.*, w.title, w.quarter, w.starts_on, i.text, i.comparability, i.compared_with, i.comparability_reason
        from survey_results as r
        join survey_waves as w using (wave_id)
        join survey_items as i on i.wave_id = r.wave_id and i.item = r.item
        where w.kind = $kind and r.item = $item and r.measure = $measure and r.district is null
          and r.provider_id is not distinct from $provider_id
        qualify row_number() over (partition by r.wave_id order by r.value is null, r.weighted desc) = 1
        order by w.quarter, w.starts_on, r.wave_id
    """,
    "survey_answers": """
        select * from survey_answers
        where wave_id = $wave_id and provider_id is not distinct from $provider_id
          and district is not distinct from $district
        order by item, weighted, position
    """,
    "answers_per_provider": """
        select a.* from survey_answers as a join providers as p using (provider_id)
        where a.wave_id = $wave_id and a.item = $item and a.district is null
        order by p.position, a.weighted, a.position
    """,
    "answers_per_district": """
        select * from survey_answers
        where wave_id = $wave_id and item = $item and provider_id is null and district is not null
        order by district, weighted, position
    """,
    "survey_margins": "select * from survey_margins where wave_id = $wave_id order by margin, position",
    "survey_quotes": """
        select * from survey_quotes
        where wave_id = $wave_id and ($provider_id is null or provider_id = $provider_id)
        order by item, position
    """,
}
