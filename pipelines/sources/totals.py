"""A totals row is a checksum: the rows above it must add up to it. It is no figure itself and is left out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from pipelines.findings import Finding, figure_text, safe
from pipelines.sources.parsers import clean, parse_number
from pipelines.sources.table import Tidy
from schemas.indicators.catalogue import CATALOGUE
from schemas.quarter import NotAPeriod, parse_period
from schemas.vocabulary import Combination, Severity, Unit

_PARTS = ("value", "numerator", "denominator")
_NAMED = ("provider_id", "sub_agreement_id", "period", "indicator")
_ROUNDING = 0.005


def check_totals(tidy: Tidy) -> None:
    """Compare each totals row with the rows above it: those since the totals row before it, or all of them."""
    before: dict[str, int] = {}
    for total in tidy.totals.to_dict("records"):
        sheet, row = str(total["sheet"]), int(total["row"])
        above = (tidy.frame["sheet"] == sheet) & (tidy.frame["row"] < row) & _named(tidy.frame, total)
        blocks = (above & (tidy.frame["row"] > before.get(sheet, 0)), above)
        for part in _PARTS:
            _compare(tidy, total, part, blocks=[block.to_numpy() for block in blocks])
        before[sheet] = row
        tidy.findings.append(Finding("totals_row", Severity.WARNING, sheet or None, row))


def _named(frame: pd.DataFrame, total: dict) -> pd.Series:
    """The rows with the words that the totals row has beside the word total."""
    found = pd.Series(True, index=frame.index)
    for name in _NAMED:
        word = clean(str(total.get(name, "")))
        if name == "period":
            try:
                word = str(parse_period(word))
            except NotAPeriod:
                continue
        if word and (frame[name] == word).any():
            found &= frame[name] == word
    return found


def _compare(tidy: Tidy, total: dict, part: str, *, blocks: Sequence[np.ndarray]) -> None:
    text = str(total.get(part, "")).strip()
    wanted = parse_number(text).value if text else None
    sums = [found for block in blocks if (found := _sum(tidy.frame[block], part)) is not None]
    if not isinstance(wanted, float) or not sums:
        return
    if any(low - _ROUNDING <= wanted <= high + _ROUNDING for low, high in sums):
        return
    sheet, row = str(total["sheet"]), int(total["row"])
    place = tidy.places[(sheet, part)]
    tidy.findings.append(
        Finding("totals_mismatch", sheet=sheet or None, row=row, column=place.header, cell=place.cell(row),
                received=safe(text), detail=figure_text(sums[0][1]))
    )  # fmt: skip


def _sum(rows: pd.DataFrame, part: str) -> tuple[float, float] | None:
    """The least and most that the total may be. Unique persons of parts may overlap, so their total may be less than
    their sum, never less than the largest. None where a bound (`<5`) or a share keeps it from being known."""
    kinds = [CATALOGUE.get(code) for code in rows["indicator"].dropna().unique()]
    if rows.empty or rows[f"{part}_below"].notna().any() or not rows[part].notna().any():
        return None
    if part == "value" and any(item and item.unit is not Unit.COUNT for item in kinds):
        return None
    total = float(rows[part].sum())
    unique = any(item and item.combination is Combination.NEVER for item in kinds)
    return (float(rows[part].max()) if unique else total), total
