"""The SQL of the questions about social return: no arithmetic, $parameters only."""

SOCIAL_RETURN_QUESTIONS = {
    "sr_promised": """
        select o.provider_id, p.provider, o.obligation_id, s.title as sub_agreement, o.quarter, o.source, o.starts_on,
            o.ends_on, o.table_title, o.table_source, o.table_note, o.formula, f.position, f.obligation, f.approved,
            f.submitted, f.expected, f.forecast, f.shortfall, f.share, f.status, f.sentence, f.caution
        from sr_obligations as o join providers as p using (provider_id)
        left join sub_agreements as s on s.sub_agreement_id = o.sub_agreement_id
        left join sr_fulfilment as f using (provider_id, quarter, obligation_id)
        where o.quarter = $quarter and ($provider_id is null or o.provider_id = $provider_id)
        order by f.position nulls first, p.position, o.obligation_id
    """,
    "sr_efforts": """
        select obligation_id, line, form, target_group, block, starts_on, ends_on, hours, state, amount, formula,
            planned_amount, planned_formula, why
        from sr_lines where quarter = $quarter and provider_id = $provider_id order by obligation_id, line
    """,
    "sr_over_time": """
        select o.quarter, o.obligation_id, o.estimate, o.invoiced_share, o.gross, o.net, f.approved
        from sr_obligations as o left join sr_fulfilment as f using (provider_id, quarter, obligation_id)
        where o.provider_id = $provider_id and o.quarter <= $quarter order by o.obligation_id, o.quarter
    """,
    "sr_together": "select quarter, sentence from sr_totals where quarter = $quarter",
}
