"""The SQL of the questions about parties and agreements: no arithmetic, $parameters only."""

PARTY_QUESTIONS = {
    "umbrellas": "select * from umbrella_agreements order by starts_on, umbrella_agreement_id",
    "umbrella_rules": "select * from umbrella_rules order by umbrella_agreement_id, position",
    "participants": """
        select m.*, p.provider from participations as m join providers as p using (provider_id)
        where $provider_id is null or m.provider_id = $provider_id
        order by p.position, m.joined_on
    """,
    "requirements": """
        select * from admissions where provider_id = $provider_id order by requirement, since desc
    """,
    "proposal_steps": """
        select s.*, p.provider from proposal_steps as s join providers as p using (provider_id)
        where $provider_id is null or s.provider_id = $provider_id
        order by s.proposal_id desc, s.position
    """,
    "network_meetings": "select * from network_meetings order by held_on desc, meeting_id",
    "consultation_decisions": "select * from consultation_decisions order by decided_on desc, decision_id",
    "agreement_versions": """
        select v.*, s.title, d.subject as decided from agreement_versions as v
        join sub_agreements as s using (sub_agreement_id)
        left join consultation_decisions as d using (decision_id)
        where s.provider_id = $provider_id order by v.sub_agreement_id, v.version
    """,
    "predecessors": """
        select * from predecessors
        where $provider_id is null or provider_id = $provider_id or predecessor_id = $provider_id
        order by since, provider_id
    """,
    "stitches": """
        select s.*, p.provider as predecessor from stitches as s
        join providers as p on p.provider_id = s.predecessor_id
        where s.provider_id = $provider_id order by s.sub_agreement_id nulls first
    """,
    "comparable_trend": """
        select * from (
            select v.* from "values" as v left join stitches as s
              on s.provider_id = v.provider_id and s.sub_agreement_id is not distinct from v.sub_agreement_id
            where v.provider_id = $provider_id and v.indicator = $indicator and v.headline
              and v.sub_agreement_id is not distinct from $sub_agreement_id
              and v.period_kind = 'quarter' and v.quarter <= $until and (s.until is null or v.quarter > s.until)
            union all by name
            select v.* from "values" as v join stitches as s
              on s.predecessor_id = v.provider_id
              and s.predecessor_sub_agreement_id is not distinct from v.sub_agreement_id
            where s.provider_id = $provider_id and s.sub_agreement_id is not distinct from $sub_agreement_id
              and v.indicator = $indicator and v.headline and v.period_kind = 'quarter'
              and v.quarter <= least(s.until, $until)
            order by quarter desc limit $length
        ) order by quarter
    """,
    "network_events": """
        select * from network_events
        where $provider_id is null or provider_id is null or provider_id = $provider_id
        order by position
    """,
    "published_questions": "select * from umbrella_questions where number is not null order by number",
    "network_figures": """
        select n.*, i.title from network_figures as n join indicators as i using (indicator)
        where n.quarter <= $until order by n.umbrella_agreement_id, n.quarter, i.position
    """,
}
