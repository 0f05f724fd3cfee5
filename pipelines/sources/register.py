"""The contract side: the stamgegevens workbook, one sheet per form."""

from __future__ import annotations

from pipelines.findings import Finding
from pipelines.reading.cells import FileCells
from pipelines.sources.headers import find_header
from pipelines.sources.rows import normal
from pipelines.sources.table import Tidy, read_table
from schemas.register import SHEETS
from schemas.vocabulary import DaysKind, TargetPeriod

# sheet form -> warehouse table
TABLES = {
    "koepelovereenkomst": "umbrella_agreement",
    "aanbieders": "provider",
    "deelovereenkomsten": "sub_agreement",
    "deelname": "participation",
    "prestatieafspraken": "agreed_target",
}
_PERIODS = {word.label: word.value for word in TargetPeriod}
_DAYS = {word.label: word.value for word in DaysKind}


def recognised(cells: FileCells) -> bool:
    """Whether at least three of the five sheets are there by name."""
    return len({normal(sheet.name) for sheet in cells.sheets} & set(TABLES)) >= 3


def tidy(cells: FileCells) -> tuple[dict[str, Tidy], list[Finding]]:
    """Warehouse table name -> its rows; a missing sheet or header row is a finding."""
    sheets = {normal(sheet.name): sheet for sheet in cells.sheets}
    found: dict[str, Tidy] = {}
    findings: list[Finding] = []
    for form in SHEETS:
        sheet = sheets.get(form.name)
        header = find_header(sheet, form) if sheet else None
        if sheet is None:
            findings.append(Finding("missing_sheet", detail=form.name))
        elif header is None:
            findings += [
                Finding("missing_column", sheet=form.name, detail=item.header) for item in form.fields if item.required
            ]
        else:
            found[TABLES[form.name]] = read_table(sheet, form, header)
    if "agreed_target" in found:
        frame = found["agreed_target"].frame
        frame["target_period"] = frame["target_period"].map(_PERIODS).astype("str")
        frame["days_kind"] = frame["days_kind"].map(_DAYS).astype("str")
    return found, findings
