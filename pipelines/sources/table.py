"""Find a form's header row on a sheet and read the rows below it into a typed frame."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

import pandas as pd

from pipelines.findings import Finding, safe
from pipelines.reading.cells import SheetCells, column_letters
from pipelines.sources.parsers import Parsed, parse_cell
from schemas.dimensions import DTYPES, Field, Kind, SheetForm
from schemas.vocabulary import Severity

HEADER_SEARCH = 30
IGNORED_HEADERS = frozenset({"omschrijving", "vorige waarde", "norm"})  # information columns of our template


@dataclass(frozen=True)
class Place:
    """Where a field stands in the sender's file: its header there, and its column letters."""

    header: str
    letters: tuple[str, ...]

    def cell(self, row: int) -> str:
        return "; ".join(f"{letter}{row}" for letter in self.letters)


@dataclass
class Tidy:
    """Typed rows with `sheet` and `row` as the sender sees them, their texts, and what is wrong so far."""

    frame: pd.DataFrame
    texts: pd.DataFrame
    places: dict[tuple[str, str], Place] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    rows_read: int = 0

    def add(
        self,
        code: str,
        index: int,
        field_name: str | None,
        *,
        detail: str = "",
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Record a finding at the cell of `field_name` in the row with this frame index."""
        sheet, row = str(self.frame.at[index, "sheet"]), int(self.frame.at[index, "row"])
        place = self.places.get((sheet, field_name)) if field_name else None
        received = str(self.texts.at[index, field_name]) if place and field_name in self.texts else ""
        self.findings.append(
            Finding(
                code=code,
                severity=severity,
                sheet=sheet or None,
                row=row,
                column=place.header if place else None,
                cell=place.cell(row) if place else None,
                received=_echo(code, received) if place else None,
                detail=detail,
                indicator=self._indicator(index),
            )
        )

    def _indicator(self, index: int) -> str | None:
        value = self.frame.at[index, "indicator"] if "indicator" in self.frame else None
        return value if isinstance(value, str) else None


def _echo(code: str, text: str) -> str:
    """What is shown of the cell; words where a number belongs may be a name, so they are only called words."""
    return "tekst" if code == "not_a_number" and any(letter.isalpha() for letter in text) else safe(text)


def normal(header: str) -> str:
    """Headers compare without case, blanks, underscores and Unicode variants."""
    return re.sub(r"[\s_\u00a0]+", " ", unicodedata.normalize("NFC", header)).strip().casefold()


def find_header(sheet: SheetCells, form: SheetForm) -> int | None:
    """Index of the first row that holds most of the required headers, or half of all we know; else None."""
    required = {normal(item.header) for item in form.fields if item.required}
    known = {normal(item.header) for item in form.fields}
    for index, row in enumerate(sheet.rows(0, HEADER_SEARCH)):
        headers = {normal(cell) for cell in row}
        if 3 * len(headers & required) >= 2 * len(required) or 2 * len(headers & known) >= len(known):
            return index
    return None


def match_columns(
    headers: list[str], form: SheetForm, sheet: str, header_row: int
) -> tuple[dict[str, int], list[Finding]]:
    """Field name -> column index, and findings for columns that are missing, double or unknown."""
    names = {normal(name): item for item in form.fields for name in (item.header, *item.aliases)}
    columns: dict[str, int] = {}
    findings: list[Finding] = []
    for index, header in enumerate(headers):
        item, cell = names.get(normal(header)), f"{column_letters(index)}{header_row + 1}"
        if item is None:
            if normal(header) and normal(header) not in IGNORED_HEADERS:
                findings.append(
                    Finding("unknown_column", Severity.WARNING, sheet or None, header_row + 1, None, cell, None,
                            safe(header).strip('"'))
                )  # fmt: skip
        elif item.name in columns:
            findings.append(
                Finding("duplicate_column", sheet=sheet or None, row=header_row + 1, cell=cell, detail=item.header)
            )
        else:
            columns[item.name] = index
    findings += [
        Finding("missing_column", sheet=sheet or None, row=header_row + 1, detail=item.header)
        for item in form.fields
        if item.required and item.name not in columns
    ]
    return columns, findings


def read_table(sheet: SheetCells, form: SheetForm, header_row: int) -> Tidy:
    """Read the rows under the header. Wholly empty rows are left out; every bad cell is a finding."""
    headers = sheet.row(header_row)
    columns, findings = match_columns(headers, form, sheet.name, header_row)
    wanted = [(item, columns[item.name]) for item in form.fields if item.name in columns]
    texts = sheet.frame.iloc[header_row + 1 :, [index for _, index in wanted]]
    texts.columns = [item.name for item, _ in wanted]
    texts = texts[(texts != "").any(axis=1)]
    texts = texts[texts.apply(lambda column: column.str.strip() != "").any(axis=1)]
    numbers = texts.index + 1
    texts = texts.reset_index(drop=True)
    frame = pd.DataFrame({"sheet": pd.Series(sheet.name, index=texts.index, dtype="str"), "row": numbers})
    places = {
        (sheet.name, item.name): Place(headers[index].strip(), (column_letters(index),))
        for item, index in wanted
    }
    tidy = Tidy(frame, texts, places, findings, rows_read=len(frame))
    for item in form.fields:
        parse_column(tidy, item)
    return tidy


def parse_column(tidy: Tidy, item: Field, *, decimal: str = ",") -> None:
    """Add the typed column of one field to the frame (and its `_below` where a number may be censored)."""
    count = len(tidy.frame)
    if item.name not in tidy.texts:
        tidy.frame[item.name] = pd.Series([None] * count, dtype=DTYPES[item.kind])
        if item.kind in (Kind.NUMBER, Kind.WHOLE):
            tidy.frame[f"{item.name}_below"] = pd.Series([None] * count, dtype="float64")
        return
    texts = tidy.texts[item.name].tolist()
    known: dict[str, Parsed] = {text: parse_cell(text, item, decimal=decimal) for text in set(texts)}
    found = [known[text] for text in texts]
    tidy.frame[item.name] = pd.Series([parsed.value for parsed in found], dtype=DTYPES[item.kind])
    if item.kind in (Kind.NUMBER, Kind.WHOLE):
        tidy.frame[f"{item.name}_below"] = pd.Series([parsed.below for parsed in found], dtype="float64")
    for index, parsed in enumerate(found):
        if parsed.code:
            tidy.add(parsed.code, index, item.name, detail=", ".join(item.words))
        elif parsed.value is None and parsed.below is None and item.required:
            tidy.add("required", index, item.name)


def together(parts: list[Tidy]) -> Tidy:
    """Several sheets of the same form as one."""
    if len(parts) == 1:
        return parts[0]
    return Tidy(
        pd.concat([part.frame for part in parts], ignore_index=True),
        pd.concat([part.texts for part in parts], ignore_index=True),
        {key: place for part in parts for key, place in part.places.items()},
        [finding for part in parts for finding in part.findings],
        sum(part.rows_read for part in parts),
    )
