"""Do parts stay within the counts that are delivered beside them: who ended with a result is at most who ended."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipelines.coded import Bools
from pipelines.findings import figure_text
from pipelines.sources.table import Tidy
from schemas.indicators.catalogue import CATALOGUE
from schemas.quarter import Month, parse_period
from schemas.vocabulary import Combination, Severity

_BOUNDED = {code: item.bounded for code, item in CATALOGUE.items() if item.bounded}
_COUNTS = {name for bounds in _BOUNDED.values() for _, name in bounds}
_SERIES = ["sub_agreement_id", "indicator", "period"]


def check_bounds(tidy: Tidy, where: Bools) -> None:
    """Warn where a numerator or denominator is larger than the count that bounds it, in the same sub-agreement and
    period. Only the rows of `where` are compared; breakdowns are not."""
    frame = tidy.frame
    whole = where & frame["breakdown"].isna().to_numpy() & frame["period"].notna().to_numpy()
    here = frame["indicator"].isin(_BOUNDED).to_numpy() & whole
    if not here.any():
        return
    known = _counts(frame[whole & frame["indicator"].isin(_COUNTS).to_numpy()])
    numbers, names = pd.factorize(frame["indicator"].array)
    number_of = {str(name): number for number, name in enumerate(names)}
    for code, bounds in _BOUNDED.items():
        if code not in number_of:
            continue
        own = here & (numbers == number_of[code])
        for part, count in bounds:
            most = np.full(len(frame), np.nan)
            places = zip(*(frame[name].array[own].tolist() for name in ("sub_agreement_id", "period")), strict=True)
            most[own] = [known.get((sub, count, period), np.nan) for sub, period in places]
            above = own & (frame[part].to_numpy() > most)
            tidy.add_rows(
                "part_exceeds_count", above, part, severity=Severity.WARNING,
                detail=lambda index, count=count, most=most: f"{count} is {figure_text(most[index])}",
            )  # fmt: skip


def _counts(rows: pd.DataFrame) -> dict[tuple[str, str, str], float]:
    """Each count as delivered, and of what adds up the quarter that its three months make."""
    known: dict[tuple[str, str, str], float] = {}
    for *series, value in zip(*(rows[name].tolist() for name in (*_SERIES, "value")), strict=True):
        if not np.isnan(value):
            known.pop(key := tuple(series), None)  # the last one counts, and stands last
            known[key] = value
    months: dict[tuple[str, str, str], list[float]] = {}
    for (sub, code, word), value in known.items():
        period = parse_period(word)
        if isinstance(period, Month) and CATALOGUE[code].combination is Combination.SUM:
            months.setdefault((sub, code, str(period.quarter)), []).append(value)
    made = {key: sum(values) for key, values in months.items() if len(values) == 3}
    return made | known
