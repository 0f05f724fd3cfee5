"""Reading back what was published about sustained changes: the signals of a quarter and how many to expect by chance."""

from __future__ import annotations

from typing import Any

from pipelines.errors import NotFound
from pipelines.meant import published
from pipelines.place import Home
from pipelines.publishing import published_rows
from schemas.quarter import Quarter

_NEWEST = "select max(quarter) as quarter from quarters"
_KNOWN = "select quarter from quarters"
_SIGNALS = """
select s.provider_id, p.provider, s.sub_agreement_id, s.grain, s.indicator, i.title, s.quarter, s.theme, s.method,
    s.variation, s.since, s.points, s.sentence
from signals as s
join providers as p using (provider_id)
join indicators as i using (indicator)
where s.quarter = $quarter
order by i.position, p.position, s.sub_agreement_id nulls first
"""
_COUNTS = """
select method, series, signals, false_expected, sentence from signal_counts where quarter = $quarter order by method
"""


def signals(home: Home, quarter: Quarter | None) -> dict[str, Any]:
    """`quarter` (the newest when none is given), `signals` in the order of indicators and providers, and `counts` per
    method. Raises NotFound and NothingPublished."""
    asked = str(quarter) if quarter else published_rows(home, _NEWEST, {})[0]["quarter"]
    known = [row["quarter"] for row in published_rows(home, _KNOWN, {})]
    if asked not in known:
        raise NotFound(f'"{asked}" komt niet voor in de publicatie. {published(known)}')
    given = {"quarter": asked}
    return {
        "quarter": asked,
        "signals": published_rows(home, _SIGNALS, given),
        "counts": published_rows(home, _COUNTS, given),
    }
