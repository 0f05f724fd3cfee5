"""Quarterly monitoring: our template's rows, and what every source of measurements has in common."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pipelines.findings import Finding
from pipelines.reading.cells import FileCells
from pipelines.sources.headers import find_header
from pipelines.sources.rows import any_of
from pipelines.sources.table import Place, Tidy, read_table, together
from pipelines.sources.totals import check_totals
from schemas.monitoring import MONITORING
from schemas.quarter import Month, parse_period
from schemas.vocabulary import Breakdown, PeriodKind, Severity, Unit

PARTS = ("value", "numerator", "denominator")
_UNITS = {word.label: word.value for word in Unit}
_BREAKDOWNS = {word.label: word.value for word in Breakdown}


def tidy(cells: FileCells) -> Tidy | None:
    """Rows of every visible sheet with our header row; None when there is no such sheet."""
    found = [(sheet, find_header(sheet, MONITORING)) for sheet in cells.sheets]
    parts = [
        read_table(sheet, MONITORING, header, saying=(*PARTS, "note")) for sheet, header in found if header is not None
    ]
    if not parts:
        return None
    result = together(parts)
    result.findings += [Finding("hidden_sheet", Severity.WARNING, detail=name) for name in cells.hidden]
    complete(result)
    check_totals(result)
    return result


def complete(tidy: Tidy) -> None:
    """Add what follows from the delivered columns: quarter, codes for words, addresses."""
    frame = tidy.frame
    periods = {str(text): parse_period(str(text)) for text in frame["period"].dropna().unique()}
    kinds = {True: PeriodKind.MONTH.value, False: PeriodKind.QUARTER.value}
    frame["quarter"] = translated(frame["period"], {key: str(period.quarter) for key, period in periods.items()})
    frame["period_kind"] = translated(
        frame["period"], {key: kinds[isinstance(period, Month)] for key, period in periods.items()}
    )
    frame["unit"] = translated(frame["unit"], _UNITS)
    frame["breakdown"] = translated(frame["breakdown"], _BREAKDOWNS)
    frame["breakdown_value"] = frame["breakdown_value"].where(frame["breakdown_value"] != "")
    frame["note"] = frame["note"].where(frame["note"] != "")
    for part in PARTS:
        frame[f"{part}_cell"] = _addresses(tidy, part)
    if "recipe_note" not in frame:
        frame["recipe_note"] = pd.Series(None, index=frame.index, dtype="str")


def translated(words: pd.Series, table: Mapping[str, str]) -> pd.Series:
    """Each word by another; nothing for a word that is not in the table. Each distinct word is looked up once."""
    codes, distinct = pd.factorize(words)
    found = pd.Series([table.get(word) for word in distinct] + [None], index=range(len(distinct) + 1), dtype="str")
    return pd.Series(found.array.take(codes), index=words.index)


def _addresses(tidy: Tidy, part: str) -> pd.Series:
    """Address of each part's cell where it was filled in."""
    filled = any_of(tidy.texts, [part] if part in tidy.texts else [], lambda text: bool(text.strip()))
    # where a recipe made wide long, a row's place is that of the column it came from
    numbers, origins = pd.factorize(tidy.frame["origin" if "origin" in tidy.frame else "sheet"])
    rows = tidy.frame["row"].astype("str")
    addresses = pd.Series(None, index=tidy.frame.index, dtype="str")
    for number, origin in enumerate(origins):
        if place := tidy.places.get((origin, part)):
            here = filled & (numbers == number)
            addresses[here] = _cells(place, rows[here])
    return addresses


def _cells(place: Place, rows: pd.Series) -> pd.Series:
    """As place.cell, for many rows at once: a million are made in this way in a tenth of the time."""
    first, *others = place.letters
    cells = first + rows
    for letter in others:
        cells = cells + "; " + letter + rows
    return cells
