"""The SQL of the questions about vacancies and placements: no arithmetic, $parameters only."""

LABOUR_QUESTIONS = {
    "labour_figures": """
        select l.*, i.title, i.unit from sr_labour as l join indicators as i using (indicator)
        where l.quarter = $quarter order by l.position
    """,
    "labour_counts": """
        select * from sr_labour_counts
        where quarter = $quarter and (number is null or number > 0 or kind in ('vacancies', 'steps'))
        order by kind, position
    """,
    "goals": "select * from sr_goals where quarter = $quarter order by position",
}
