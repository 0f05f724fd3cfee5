"""Every question to a published file, by name: SQL with $parameters, no arithmetic. Nowhere else in this wing is SQL."""

from __future__ import annotations

from dashboard.readings.labour_questions import LABOUR_QUESTIONS
from dashboard.readings.party_questions import PARTY_QUESTIONS
from dashboard.readings.social_return_questions import SOCIAL_RETURN_QUESTIONS
from dashboard.readings.survey_questions import SURVEY_QUESTIONS
from dashboard.readings.talk_questions import TALK_QUESTIONS

QUESTIONS: dict[str, str] = (
    {
        "meta": "select key, value from meta",
        "quarters": "select * from quarters order by quarter",
        "providers": "select * from providers order by position",
        "sub_agreements": """
        select * from sub_agreements where provider_id = $provider_id order by sub_agreement_id
    """,
        "definitions": "select * from indicators order by position",
        "overview": "select * from overview where quarter = $quarter order by position, theme",
        "status_counts": "select * from status_counts where quarter = $quarter order by theme, status",
        "completeness": "select * from completeness where quarter = $quarter order by provider_id, data_set",
        "headline": """
        select v.* from "values" as v join indicators as i using (indicator)
        where v.provider_id = $provider_id and v.quarter = $quarter and v.headline
        order by i.position, v.sub_agreement_id nulls first
    """,
        "everything": """
        select v.* from "values" as v join indicators as i using (indicator)
        where v.provider_id = $provider_id and v.quarter = $quarter
        order by i.position, v.breakdown nulls first, v.breakdown_value, v.sub_agreement_id nulls first,
            v.period_kind desc, v.period, v.grain
    """,
        "trend": """
        select * from (
            select * from "values"
            where provider_id = $provider_id and indicator = $indicator and headline
              and sub_agreement_id is not distinct from $sub_agreement_id
              and period_kind = 'quarter' and quarter <= $until
            order by quarter desc limit $length
        ) order by quarter
    """,
        "history": """
        select v.* from "values" as v join indicators as i using (indicator)
        where v.provider_id = $provider_id and v.headline and v.period_kind = 'quarter'
          and v.quarter between $since and $until
        order by i.position, v.sub_agreement_id nulls first, v.quarter
    """,
        "parts": """
        select * from "values"
        where provider_id = $provider_id and indicator = $indicator and quarter = $quarter
          and period_kind = 'quarter' and breakdown is null and grain = 'sub_agreement' and not headline
        order by sub_agreement_id
    """,
        "months": """
        select * from "values"
        where provider_id = $provider_id and indicator = $indicator and quarter = $quarter
          and period_kind = 'month' and breakdown is null
          and sub_agreement_id is not distinct from $sub_agreement_id
        order by period, grain
    """,
        "breakdown": """
        select * from "values"
        where provider_id = $provider_id and indicator = $indicator and quarter = $quarter
          and period_kind = 'quarter' and breakdown is not null
          and ($sub_agreement_id is null or sub_agreement_id = $sub_agreement_id)
        order by breakdown, breakdown_value, sub_agreement_id nulls first
    """,
        "breakdown_values": """
        select distinct breakdown, breakdown_value from "values"
        where breakdown is not null order by breakdown, breakdown_value
    """,
        "control_phases": """
        select * from control_limits
        where provider_id = $provider_id and indicator = $indicator and quarter = $quarter
          and sub_agreement_id is not distinct from $sub_agreement_id
        order by phase
    """,
        "special_causes": """
        select * from control_points
        where provider_id = $provider_id and indicator = $indicator and quarter = $quarter
          and sub_agreement_id is not distinct from $sub_agreement_id
        order by period
    """,
        "series": """
        select * from "values"
        where provider_id = $provider_id and indicator = $indicator and breakdown is null
          and sub_agreement_id is not distinct from $sub_agreement_id
          and period_kind = $period_kind and period between $since and $until
        order by period
    """,
        "remarks": """
        select distinct annotation_id, starts_on, ends_on, "text", written_by, indicator, provider_id, sub_agreement_id
        from annotations order by starts_on, annotation_id
    """,
        "across": """
        select v.* from "values" as v join providers as p using (provider_id)
        where v.indicator = $indicator and v.quarter = $quarter and v.period_kind = 'quarter' and v.headline
          and v.breakdown is null and p.position between $first and $last
        order by p.position, v.sub_agreement_id nulls first
    """,
        "across_part": """
        select v.* from "values" as v join providers as p using (provider_id)
        where v.indicator = $indicator and v.quarter = $quarter and v.period_kind = 'quarter'
          and v.breakdown = $breakdown and v.breakdown_value = $breakdown_value
          and p.position between $first and $last
        order by p.position, v.sub_agreement_id nulls first
    """,
        "standings": """
        select * from status_counts where theme = $theme and quarter <= $until order by quarter desc, status
    """,
        "pools": """
        select o.*, a.title from pools as o
        left join sub_agreements as a on a.sub_agreement_id = o.sub_agreement_id
        where o.provider_id = $provider_id and o.quarter <= $until
        order by o.quarter desc, o.sub_agreement_id nulls first
    """,
        "pools_across": """
        select o.*, a.title from pools as o join providers as p using (provider_id)
        left join sub_agreements as a on a.sub_agreement_id = o.sub_agreement_id
        where o.quarter = $quarter and p.position between $first and $last
        order by p.position, o.sub_agreement_id nulls first
    """,
        "trail": """
        select c.*, d.file_name, d.sha256, d.delivered_by, d.received_at, d.accepted_by, d.accepted_at
        from delivered_cells as c join deliveries as d using (delivery_id)
        where c.provider_id = $provider_id and c.indicator = $indicator and c.quarter = $quarter
          and ($sub_agreement_id is null or c.sub_agreement_id = $sub_agreement_id)
        order by c.breakdown nulls first, c.breakdown_value, c.sub_agreement_id, c.period, c.sheet, c.row, c.delivery_id
    """,
        "trails": """
        select c.*, d.file_name, d.sha256, d.delivered_by, d.received_at, d.accepted_by, d.accepted_at
        from delivered_cells as c join deliveries as d using (delivery_id)
        where c.provider_id = $provider_id and c.quarter = $quarter
        order by c.indicator, c.breakdown nulls first, c.breakdown_value, c.sub_agreement_id, c.period, c.sheet, c.row, c.delivery_id
    """,
        "deliveries": """
        select * from deliveries where delivery_id in (
            select delivery_id from completeness where provider_id = $provider_id and quarter = $quarter
        ) order by received_at
    """,
        "funnel": "select * from funnels where indicator = $indicator and quarter = $quarter",
        "funnel_points": """
        select f.*, v.lower, v.upper
        from funnel_points as f left join "values" as v
          on v.provider_id = f.provider_id and v.indicator = f.indicator and v.quarter = f.quarter
          and v.period_kind = 'quarter' and v.breakdown is null and v.numerator = f.numerator and v.n = f.n
        where f.indicator = $indicator and f.quarter = $quarter
        qualify row_number() over (partition by f.provider_id order by v.grain) = 1
        order by f.position
    """,
        "funnel_limits": """
        select * from funnel_limits where indicator = $indicator and quarter = $quarter order by n
    """,
        "compared_places": """
        select distinct p.provider_id, p.provider, p.position
        from "values" as v join providers as p using (provider_id)
        where v.indicator = $indicator and v.headline and v.period_kind = 'quarter'
          and v.quarter between $since and $until and v.status not in ('left', 'not_yet_joined')
        order by p.position
    """,
        "side_by_side": """
        select v.* from "values" as v join providers as p using (provider_id)
        where v.indicator = $indicator and v.headline and v.period_kind = 'quarter'
          and v.quarter between $since and $until and p.position between $first and $last
        order by p.position, v.sub_agreement_id nulls first, v.quarter
    """,
        "compared_indicators": """
        select distinct i.* from indicators as i join "values" as v using (indicator)
        where v.headline and v.quarter = $quarter order by i.position
    """,
        "signals": """
        select s.*, p.provider, p.position, a.title as sub_agreement, i.title
        from signals as s join providers as p using (provider_id) join indicators as i using (indicator)
        left join sub_agreements as a on a.sub_agreement_id = s.sub_agreement_id
        where s.quarter = $quarter and ($theme is null or s.theme = $theme)
          and ($provider_id is null or s.provider_id = $provider_id)
        order by p.position, i.position, s.sub_agreement_id nulls first
    """,
        "editions": """
        select * from editions where quarter = $quarter order by provider_id, number
    """,
        "signal_counts": "select * from signal_counts where quarter = $quarter order by method",
    }
    | SURVEY_QUESTIONS
    | LABOUR_QUESTIONS
    | SOCIAL_RETURN_QUESTIONS
    | TALK_QUESTIONS
    | PARTY_QUESTIONS
)
