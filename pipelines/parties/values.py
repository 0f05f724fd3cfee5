"""NET-1 to NET-3 as they are published, for who asks for values."""

from __future__ import annotations

from typing import Any

from pipelines.place import Home
from pipelines.publishing import published_rows
from schemas.indicators.catalogue import CATALOGUE

_NETWORK = """
select umbrella_agreement_id, quarter, quarter as period, indicator, value, unit, 'quarter' as period_kind,
    'umbrella_agreement' as grain, false as headline, false as indicative, false as provisional, sentence as note,
    (select value from meta where key = 'id') as publication
from network_figures
where ($indicator is null or indicator = $indicator) and ($quarter is null or quarter = $quarter)
order by umbrella_agreement_id, indicator, quarter
"""


def network_values(
    home: Home,
    *,
    provider_id: str | None,
    indicator: str | None,
    quarter: str | None,
) -> list[dict[str, Any]]:
    """Figures of an umbrella agreement as a whole (NET-1 to NET-3), as rows of `values` without a provider, with the
    umbrella_agreement_id. Of one provider there are none."""
    if provider_id is not None:
        return []
    given = {"indicator": indicator, "quarter": quarter}
    return [
        {
            **row,
            "direction": CATALOGUE[row["indicator"]].direction.value,
            "theme": CATALOGUE[row["indicator"]].theme.value,
        }
        for row in published_rows(home, _NETWORK, given)
    ]
