"""All indicators by code, in the order in which a reader meets them."""

from __future__ import annotations

from schemas.indicators import lead_times, reach
from schemas.indicators.declaration import Indicator

CATALOGUE: dict[str, Indicator] = {item.code: item for item in (*reach.INDICATORS, *lead_times.INDICATORS)}

if len(CATALOGUE) != len(reach.INDICATORS) + len(lead_times.INDICATORS):
    raise ValueError("two indicators share a code")
