"""The volunteers' sheet: our own form for a provider's pool, its checks by itself, and its rows for the warehouse."""

from __future__ import annotations

import pandas as pd

from pipelines.findings import Finding
from pipelines.reading.cells import FileCells, SheetCells
from pipelines.sources.headers import find_header
from pipelines.sources.table import Tidy, filled, read_table, together, with_columns
from schemas.quarter import parse_period
from schemas.reciprocity import PREPARED, QUANTITIES, VOLUNTEERS
from schemas.vocabulary import Severity

TABLE = "volunteer_count"
COLUMNS = ["provider_id", "sub_agreement_id", "quarter", "quantity", "amount", "below", "note", "sheet", "row", "cell"]
_TYPES = {**dict.fromkeys(COLUMNS, "str"), "amount": "float64", "below": "float64", "row": "int64"}
_SAYING = tuple(item.name for item in VOLUNTEERS.fields if item.name not in PREPARED)


def tidy(cells: FileCells) -> Tidy | None:
    """Rows of every visible sheet with our header row; None when there is no such sheet. A row in which nothing was
    filled in but what we prepared is no row."""
    found = [(sheet, find_header(sheet, VOLUNTEERS)) for sheet in cells.sheets]
    parts = [_read(sheet, header) for sheet, header in found if header is not None]
    if not parts:
        return None
    result = together(parts)
    complete(result)
    return result


def complete(tidy: Tidy) -> None:
    """Add what follows from the delivered columns: the quarter, and no note where it is empty."""
    frame = tidy.frame
    quarters = [str(parse_period(text).quarter) if isinstance(text, str) else None for text in frame["period"].tolist()]
    tidy.frame = with_columns(
        frame, {"quarter": pd.Series(quarters, index=frame.index, dtype="str"), "note": filled(frame["note"])}
    )


def _read(sheet: SheetCells, header: int) -> Tidy:
    result = read_table(sheet, VOLUNTEERS, header, saying=_SAYING)
    for text in result.totals.to_dict("records"):
        result.findings.append(Finding("summary_row", sheet=text["sheet"] or None, row=text["row"], detail="totaal"))
    return result


def hidden_sheets(cells: FileCells) -> list[Finding]:
    return [Finding("hidden_sheet", Severity.WARNING, detail=name) for name in cells.hidden]


def stored(tidy: Tidy) -> dict[str, pd.DataFrame]:
    """The rows for the warehouse: one per filled cell."""
    rows = tidy.frame.assign(origin=_origin(tidy.frame)).to_dict("records")  # a handful: quicker than columns
    filled = [
        {**{part: row[part] for part in COLUMNS if part in row}, "quantity": name, "amount": row[name],
         "below": row[f"{name}_below"], "cell": place.cell(row["row"]) if place else None}
        for name in QUANTITIES
        for row in rows
        if pd.notna(row[name]) or pd.notna(row[f"{name}_below"])
        for place in [tidy.places.get((row["origin"], name))]
    ]  # fmt: skip
    return {TABLE: pd.DataFrame(filled, columns=COLUMNS).astype(_TYPES)}


def _origin(frame: pd.DataFrame) -> pd.Series:
    return frame["origin"] if "origin" in frame else frame["sheet"]
