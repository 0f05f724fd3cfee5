"""All indicators by code, in the order in which a reader meets them."""

from __future__ import annotations

from schemas.indicators import (
    deliveries,
    labour,
    lead_times,
    network,
    outcomes,
    reach,
    reciprocity,
    satisfaction,
    social_return,
)
from schemas.indicators.declaration import Indicator

_ALL = (
    *reach.INDICATORS,
    *lead_times.INDICATORS,
    *lead_times.FROM_CASES,
    *satisfaction.INDICATORS,
    *reciprocity.INDICATORS,
    *outcomes.INDICATORS,
    *social_return.INDICATORS,
    *labour.INDICATORS,
    *deliveries.INDICATORS,
    *network.INDICATORS,
)
CATALOGUE: dict[str, Indicator] = {item.code: item for item in _ALL}

if len(CATALOGUE) != len(_ALL):
    raise ValueError("two indicators share a code")
