"""Find a form's header row on a sheet, and which of its columns are ours, missing, double or unknown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from weakref import WeakKeyDictionary

from pipelines.findings import Finding, safe
from pipelines.reading.cells import SheetCells, column_letters
from pipelines.reading.facts import NOT_CALCULATED
from pipelines.sources.parsers import clean, parse_cell
from pipelines.sources.rows import normal
from schemas.dimensions import Field, Kind, SheetForm
from schemas.vocabulary import Severity

IGNORED_HEADERS = frozenset({"omschrijving", "vorige waarde", "norm"})  # information columns of our template
_TRIED = 100  # distinct texts of an unknown column that are tried as one of our fields


def no_column(findings: Iterable[Finding]) -> bool:
    """Whether one of our columns is not there; then cells may stand under a wrong header."""
    return any(item.code in ("missing_column", "lost_column") for item in findings)


def find_header(sheet: SheetCells, form: SheetForm) -> int | None:
    """Index of the first row that holds most of the required headers, or half of all we know; else None."""
    required, known = _headers_of(form)
    for index, headers in enumerate(headings(sheet)):
        if 3 * len(headers & required) >= 2 * len(required) or 2 * len(headers & known) >= len(known):
            return index
    return None


def headings(sheet: SheetCells) -> list[frozenset[str]]:
    """What stands in each of the first rows, as headers compare: taken out once, for one form after another."""
    if (found := _HEADINGS.get(sheet)) is None:
        found = _HEADINGS[sheet] = [frozenset(map(normal, row)) for row in sheet.beginning]
    return found


_HEADINGS: WeakKeyDictionary[SheetCells, list[frozenset[str]]] = WeakKeyDictionary()


@cache
def _headers_of(form: SheetForm) -> tuple[frozenset[str], frozenset[str]]:
    """The headers that a form requires, and all those that it knew from its beginning."""
    return (
        frozenset(normal(item.header) for item in form.fields if item.required),
        frozenset(normal(item.header) for item in form.fields if not item.later),
    )


def match_columns(sheet: SheetCells, form: SheetForm, header_row: int) -> tuple[dict[str, int], list[Finding]]:
    """Field name -> column index, and findings for columns that are missing, double or unknown."""
    names = {normal(name): item for item in form.fields for name in (item.header, *item.aliases)}
    columns: dict[str, int] = {}
    unknown: list[int] = []
    findings: list[Finding] = []
    headers = sheet.row(header_row)
    width = max((index + 1 for index, header in enumerate(headers) if header.strip()), default=0)
    for index, header in enumerate(headers[:width]):  # cells beyond the last header are told by row
        item = names.get(normal(header))
        if item is None:
            unknown += [index] if normal(header) not in IGNORED_HEADERS else []
        elif item.name in columns:
            findings.append(_at_header(sheet, header_row, index, code="duplicate_column", detail=item.header))
        else:
            columns[item.name] = index
    absent = [item for item in form.fields if item.name not in columns]
    findings += [
        Finding("missing_column", sheet=sheet.name or None, row=header_row + 1, detail=item.header)
        for item in absent
        if item.required
    ]
    lost = [item for item in absent if not item.later]
    found = (_unknown(sheet, header_row, index, absent=lost) for index in unknown)
    return columns, findings + [item for item in found if item]


def _unknown(sheet: SheetCells, header_row: int, index: int, *, absent: Sequence[Field]) -> Finding | None:
    """A column that is not read may be one of ours under another header, or under none; then it would be lost."""
    header = clean(sheet.row(header_row)[index])
    named = bool(header) and header != NOT_CALCULATED
    texts = [text for text in sheet.column(index).iloc[header_row + 1 :].unique() if text.strip()]
    told = safe(header).strip('"') if named else column_letters(index)
    if not named and not texts:
        return None
    lost = [item.header for item in absent if _could_be(texts, item, named=named)]
    if not lost or any(item.required for item in absent):  # a missing column is said already
        code = "unknown_column" if named else "nameless_column"
        return _at_header(sheet, header_row, index, code=code, detail=told, severity=Severity.WARNING)
    missing = " of ".join(f'"{name}"' for name in lost)
    return _at_header(
        sheet, header_row, index, code="lost_column", detail=missing, received=safe(header) if named else None
    )


def _could_be(texts: Sequence[str], item: Field, *, named: bool) -> bool:
    """Whether what stands in a column could be this field. Under its own header, free text is somebody's remark."""
    if named and item.kind is Kind.TEXT:
        return False
    return any(parse_cell(text, item).value is not None for text in texts[:_TRIED])


def _at_header(
    sheet: SheetCells,
    header_row: int,
    index: int,
    *,
    code: str,
    detail: str,
    severity: Severity = Severity.ERROR,
    received: str | None = None,
) -> Finding:
    cell = f"{column_letters(index)}{header_row + 1}"
    return Finding(code, severity, sheet.name or None, header_row + 1, None, cell, received, detail)
