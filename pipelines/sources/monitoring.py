"""Quarterly monitoring: our template's rows, and what every source of measurements has in common."""

from __future__ import annotations

import pandas as pd

from pipelines.findings import Finding
from pipelines.reading.cells import FileCells
from pipelines.sources.table import Tidy, find_header, read_table, together
from schemas.monitoring import MONITORING
from schemas.quarter import Month, parse_period
from schemas.vocabulary import Breakdown, PeriodKind, Severity, Unit

PARTS = ("value", "numerator", "denominator")
_UNITS = {word.label: word.value for word in Unit}
_BREAKDOWNS = {word.label: word.value for word in Breakdown}


def tidy(cells: FileCells) -> Tidy | None:
    """Rows of every visible sheet with our header row; None when there is no such sheet."""
    found = [(sheet, find_header(sheet, MONITORING)) for sheet in cells.sheets]
    parts = [read_table(sheet, MONITORING, header) for sheet, header in found if header is not None]
    if not parts:
        return None
    result = together(parts)
    result.findings += [Finding("hidden_sheet", Severity.WARNING, detail=name) for name in cells.hidden]
    complete(result)
    _drop_unfilled(result)
    return result


def complete(tidy: Tidy) -> None:
    """Add what follows from the delivered columns: quarter, codes for words, addresses."""
    frame = tidy.frame
    periods = {text: parse_period(text) for text in frame["period"].dropna().unique()}
    frame["quarter"] = frame["period"].map({key: str(period.quarter) for key, period in periods.items()}).astype("str")
    kinds = {
        key: (PeriodKind.MONTH if isinstance(period, Month) else PeriodKind.QUARTER).value
        for key, period in periods.items()
    }
    frame["period_kind"] = frame["period"].map(kinds).astype("str")
    frame["unit"] = frame["unit"].map(_UNITS).astype("str")
    frame["breakdown"] = frame["breakdown"].map(_BREAKDOWNS).astype("str")
    frame["breakdown_value"] = frame["breakdown_value"].where(frame["breakdown_value"] != "")
    frame["note"] = frame["note"].where(frame["note"] != "")
    for part in PARTS:
        frame[f"{part}_cell"] = _addresses(tidy, part)
    if "recipe_note" not in frame:
        frame["recipe_note"] = pd.Series(None, index=frame.index, dtype="str")


def _addresses(tidy: Tidy, part: str) -> pd.Series:
    """Address of each part's cell where it was filled in."""
    filled = tidy.texts[part].str.strip() != "" if part in tidy.texts else pd.Series(False, index=tidy.frame.index)
    addresses = [
        place.cell(row) if keep and (place := tidy.places.get((sheet, part))) else None
        for sheet, row, keep in zip(tidy.frame["sheet"], tidy.frame["row"], filled, strict=True)
    ]
    return pd.Series(addresses, index=tidy.frame.index, dtype="str")


def _drop_unfilled(tidy: Tidy) -> None:
    """A prefilled row without figures and without a note was not filled in: it says nothing, also no fault."""
    frame = tidy.frame
    said = pd.Series(False, index=frame.index)
    for part in (*PARTS, "note"):
        if part in tidy.texts:
            said |= tidy.texts[part].str.strip() != ""
    dropped = {(str(frame.at[i, "sheet"]), int(frame.at[i, "row"])) for i in frame.index[~said]}
    tidy.frame = frame[said].reset_index(drop=True)
    tidy.texts = tidy.texts[said].reset_index(drop=True)
    tidy.findings = [item for item in tidy.findings if (item.sheet or "", item.row) not in dropped]
    tidy.rows_read = len(tidy.frame)
