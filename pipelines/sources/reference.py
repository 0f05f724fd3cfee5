"""Kengetallen: our own form for figures from outside, and what every source of them has in common."""

from __future__ import annotations

import pandas as pd

from pipelines.findings import Finding
from pipelines.reading.cells import FileCells
from pipelines.sources.headers import find_header
from pipelines.sources.table import Tidy, read_table, together
from schemas.reference import REFERENCE
from schemas.vocabulary import DataSet, Severity

TABLE = "reference_figure"
COLUMNS = [*(item.name for item in REFERENCE.fields), "sheet", "row", "value_cell"]
_NAMED = 80  # characters of source and period that name a slot


def tidy(cells: FileCells) -> Tidy | None:
    """Rows of every visible sheet with our header row; None when there is no such sheet."""
    found = [(sheet, find_header(sheet, REFERENCE)) for sheet in cells.sheets]
    parts = [read_table(sheet, REFERENCE, header) for sheet, header in found if header is not None]
    if not parts:
        return None
    result = together(parts)
    result.findings += [Finding("hidden_sheet", Severity.WARNING, detail=name) for name in cells.hidden]
    complete(result)
    return result


def complete(tidy: Tidy) -> None:
    """Add the address of each value, and make an empty group nothing."""
    frame = tidy.frame
    frame["subgroup"] = frame["subgroup"].where(frame["subgroup"] != "")
    addresses = [
        place.cell(row) if (place := tidy.places.get((origin, "value"))) else None
        for origin, row in zip(frame["origin"] if "origin" in frame else frame["sheet"], frame["row"], strict=True)
    ]
    frame["value_cell"] = pd.Series(addresses, index=frame.index, dtype="str")


def check(tidy: Tidy, *, blame_all: bool = False) -> None:
    """A value that is no number has its finding already; a figure stands there once. With `blame_all` the first of
    the same figures is at fault too: where rows are left out, nobody can tell which of them was right."""
    if tidy.frame.empty:
        return
    tidy.add_rows("bound_not_allowed", tidy.frame["value_below"].notna().to_numpy(), "value")
    repeated = tidy.frame[tidy.frame.duplicated(list(REFERENCE.key), keep=False)]
    for _, group in repeated.groupby(list(REFERENCE.key), dropna=False, sort=False):
        first, second, *others = group.index
        for index in (second, *others):
            tidy.add("duplicate_figure", int(index), "value", detail=str(group.at[first, "row"]))
        if blame_all:
            tidy.add("duplicate_figure", int(first), "value", detail=str(group.at[second, "row"]))


def slots(tidy: Tidy) -> list[tuple[str, str, str]]:
    """One slot per source and period: a new edition of the same table replaces the one before."""
    found = tidy.frame[["source", "period"]].dropna().drop_duplicates()
    names = {f"{row.source} {row.period}"[:_NAMED] for row in found.itertuples()}
    return [("*", name, DataSet.REFERENCE.value) for name in sorted(names)]


def stored(tidy: Tidy) -> dict[str, pd.DataFrame]:
    """The rows for the warehouse."""
    return {TABLE: tidy.frame[COLUMNS]}
