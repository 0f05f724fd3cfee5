"""The SQL of the questions about the quarterly talk: no arithmetic, $parameters only."""

TALK_QUESTIONS = {
    "talk": "select * from talks where provider_id = $provider_id and quarter = $quarter",
    "talk_points": """
        select * from talk_points where provider_id = $provider_id and quarter = $quarter order by position
    """,
    "commentary": """
        select t.* from talk_commentary as t left join indicators as i using (indicator)
        where t.provider_id = $provider_id and t.quarter = $quarter
        order by i.position, t.sub_agreement_id nulls first, t.written_at, t.side
    """,
    "talk_notes": """
        select * from talk_notes where provider_id = $provider_id and quarter = $quarter order by note_id
    """,
    "talk_actions": """
        select a.*, p.provider from talk_actions as a join providers as p using (provider_id)
        where a.quarter = $quarter and ($provider_id is null or a.provider_id = $provider_id)
        order by p.position, a.action_id
    """,
}
