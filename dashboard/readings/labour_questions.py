"""The SQL of the questions about vacancies and placements: no arithmetic, $parameters only."""

LABOUR_QUESTIONS = {
    "labour_figures": """
        select l.*, i.title, i.unit from sr_labour as l join indicators as i using (indicator)
        where l.quarter = $quarter order by l.position
    """,
    "labour_counts": """
        select * from sr_labour_counts
        where quarter = $quarter and provider_id is null and (number is null or number > 0 or kind in ('vacancies', 'steps'))
        order by kind, position
    """,
    "vacancy_counts": """
        select * from sr_labour_counts where quarter = $quarter and provider_id = $provider_id order by position
    """,
    "vacancies": """
        select * from sr_vacancies where quarter = $quarter and provider_id = $provider_id
        order by filled_on is not null, reported_on desc, vacancy
    """,
    "sr_forms": """
        select * from sr_forms where quarter = $quarter and provider_id = $provider_id order by approved desc, form
    """,
    "goals": "select * from sr_goals where quarter = $quarter order by position",
}
