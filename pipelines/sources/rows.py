"""Which rows under a header row hold figures, and what the others are: totals, notes, headers again, shifted cells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

import numpy as np
import pandas as pd

from pipelines.findings import SHOWN, Finding, safe
from pipelines.reading.cells import SheetCells, column_letters
from pipelines.reading.text_storage import SHORT
from pipelines.sources.parsers import clean, is_missing, parse_number
from schemas.dimensions import Field, Kind
from schemas.indicators.catalogue import CATALOGUE
from schemas.quarter import NotAPeriod, parse_period
from schemas.vocabulary import Severity

TOTALS = frozenset({"totaal", "subtotaal", "eindtotaal", "totaal generaal", "algemeen totaal", "som", "total"})
_TOTAL_IN = ("provider_id", "sub_agreement_id", "period", "indicator")
# a row that begins with one of these and misses a code is somebody's sum, not a figure
_SUMMARY = re.compile(r"\s*(?:(?:sub|eind)?totaal|totalen|gemiddelde?|som)\b", re.IGNORECASE)
_OTHER_SEPARATOR = re.compile(r"(?:[^;]*;){3}|(?:[^,]*,){3}|(?:[^\t]*\t){3}|(?:[^|]*\|){3}", re.DOTALL)
_NUMBERS = frozenset({Kind.NUMBER, Kind.WHOLE})
_FREE = frozenset({Kind.TEXT, Kind.DATE, Kind.FLAG})

Bools = np.ndarray


@dataclass(frozen=True)
class Sorted:
    """Texts of the rows with figures and of the totals rows; their index is the sheet's row, counted from 0."""

    figures: pd.DataFrame
    totals: pd.DataFrame
    findings: list[Finding]


@dataclass(frozen=True)
class _Texts:
    """The columns of a sheet by position: per column the number of each row's text, and the distinct texts."""

    codes: dict[str, np.ndarray]
    words: dict[str, list[str]]
    height: int

    @classmethod
    def of(cls, texts: pd.DataFrame) -> _Texts:
        coded = {str(name): pd.factorize(texts[name]) for name in texts}
        return cls({name: codes for name, (codes, _) in coded.items()},
                   {name: list(words) for name, (_, words) in coded.items()}, len(texts))  # fmt: skip

    def any(self, names: Iterable[str], test: Callable[[str], bool]) -> Bools:
        """Mask of the rows in which one of these columns passes the test. Each distinct text is asked once."""
        found = np.zeros(self.height, dtype=bool)
        for name in names:
            passes = np.fromiter(map(test, self.words[name]), dtype=bool, count=len(self.words[name]))
            if passes.any():
                found |= passes[self.codes[name]]
        return found

    @cached_property
    def filled(self) -> dict[str, Bools]:
        """Per column the mask of its filled cells."""
        return {name: self.any([name], _is_filled) for name in self.codes}

    @cached_property
    def how_many(self) -> np.ndarray:
        """Filled cells per row."""
        return sum(self.filled.values(), np.zeros(self.height, dtype=int))

    def all_filled(self, names: Sequence[str]) -> Bools:
        return np.logical_and.reduce([self.filled[name] for name in names])


def sort_rows(
    sheet: SheetCells, header_row: int, *, wanted: Sequence[tuple[Field, int]], saying: Sequence[str] = ()
) -> Sorted:
    """Set apart what is no figure, with a finding where that is a surprise. `wanted` are the fields with their column.
    Empty rows say nothing, nor do rows that our template prepared and in which no field of `saying` was filled in."""
    cells = sheet.frame.iloc[header_row + 1 :, [index for _, index in wanted]]
    cells.columns = [item.name for item, _ in wanted]
    texts, codes = _Texts.of(cells), [item.name for item, _ in wanted if item.required]
    prepared = [item.name for item, _ in wanted if item.required and item.kind not in _NUMBERS]
    left, findings = texts.how_many > 0, []

    def set_aside(rows: Bools, code: str = "", severity: Severity = Severity.ERROR) -> Bools:
        found = left & rows
        np.logical_and(left, ~rows, out=left)
        if code:
            findings.extend(_told(sheet.name, cells, code, rows=found, severity=severity))
        return found

    headers = sheet.row(header_row)
    set_aside(_is_header(texts, [headers[index] for _, index in wanted]), "repeated_header")
    total = set_aside(_is_total(texts))
    if said := [name for name in saying if name in cells]:
        silent = ~np.logical_or.reduce([texts.filled[name] for name in said])
        set_aside(silent & texts.all_filled(prepared))
        alone = silent & (texts.how_many == 1)
        if alone.any():
            joined = texts.any(cells, lambda text: bool(_OTHER_SEPARATOR.match(text)))
            set_aside(alone & joined, "other_separator")
        set_aside(alone, "note_row", Severity.WARNING)
        set_aside(silent, "row_without_figure")
    set_aside(_is_summary(texts, codes), "summary_row")
    misplaced = _misplaced(texts, [item for item, _ in wanted])
    shifted = sum(misplaced.values(), np.zeros(len(cells), dtype=int)) >= 2
    shifted = set_aside(shifted | _beside(texts, wanted))
    findings += _shifted(sheet.name, cells, rows=shifted, misplaced=misplaced, wanted=wanted)
    return Sorted(cells[left], cells[total], findings)


def _is_filled(text: str) -> bool:
    return bool(text.strip())


def any_of(texts: pd.DataFrame, names: Iterable[str], test: Callable[[str], bool]) -> Bools:
    """Mask of the rows in which one of these columns passes the test. Where they are many, each distinct text is asked once.
    What a recipe leaves open is no text, and passes nothing."""
    found = np.zeros(len(texts), dtype=bool)
    for name in names:
        if len(texts) < SHORT:
            passed = (isinstance(text, str) and test(text) for text in texts[name].tolist())
            found |= np.fromiter(passed, dtype=bool, count=len(texts))
            continue
        numbers, distinct = pd.factorize(texts[name])
        found |= np.array([*map(test, distinct), False])[numbers]  # -1, the last, is no text
    return found


@lru_cache(maxsize=4096)
def normal(header: str) -> str:
    """Headers compare without case, blanks, underscores and Unicode variants."""
    return re.sub(r"[\s_\u00a0]+", " ", unicodedata.normalize("NFC", header)).strip().casefold()


def _is_header(texts: _Texts, headers: Sequence[str]) -> Bools:
    """Mask of the rows that repeat the headers: two or more of them, and nothing else."""
    same = np.zeros(texts.height, dtype=int)
    for name, header in zip(texts.codes, headers, strict=True):
        own, most = normal(header), len(header) + 5
        same += texts.any([name], lambda text, own=own, most=most: len(text) <= most and normal(text) == own)
    return (same >= 2) & (same == texts.how_many)


def _is_total(texts: _Texts) -> Bools:
    """Mask of the rows that call themselves a total, in a column that holds codes."""
    names = [name for name in _TOTAL_IN if name in texts.codes]
    return texts.any(names, lambda text: normal(text).rstrip(":") in TOTALS)


def _is_summary(texts: _Texts, codes: Sequence[str]) -> Bools:
    """Mask of the rows that call themselves a total or an average of something, and miss a code."""
    called = texts.any([name for name in _TOTAL_IN if name in texts.codes], lambda text: bool(_SUMMARY.match(text)))
    return called & ~texts.all_filled(codes) if called.any() else called


def _told(sheet: str, texts: pd.DataFrame, code: str, *, rows: Bools, severity: Severity) -> list[Finding]:
    """One finding per row, beyond SHOWN one that counts the rest."""
    if not rows.any():
        return []
    numbers = (texts.index[rows] + 1).tolist()
    findings = []
    for row, cells in zip(numbers[:SHOWN], texts[rows][:SHOWN].itertuples(index=False), strict=True):
        said = next((text for text in cells if text.strip()), "")
        findings.append(Finding(code, severity, sheet or None, row, detail=safe(said)))
    return findings + _rest(code, sheet, len(numbers) - SHOWN, severity)


def _rest(code: str, sheet: str, more: int, severity: Severity = Severity.ERROR) -> list[Finding]:
    return [Finding(code, severity, sheet or None, times=more)] if more > 0 else []


def _misplaced(texts: _Texts, fields: Sequence[Field]) -> dict[str, np.ndarray]:
    """Per field a mask of the cells that hold what belongs under another header: a unit among the numbers, a number
    among the units."""
    words = {word.casefold(): item.name for item in fields for word in item.words}
    return {
        item.name: texts.any([item.name], lambda text, item=item: _belongs_elsewhere(text, item, words))
        for item in fields
        if item.kind not in _FREE
    }


def _beside(texts: _Texts, wanted: Sequence[tuple[Field, int]]) -> Bools:
    """Mask of the rows in which a word stands in the column after its own, and its own cell is empty."""
    found = np.zeros(texts.height, dtype=bool)
    for (item, at), (after, beside) in pairwise(sorted(wanted, key=lambda place: place[1])):
        if item.words and beside == at + 1 and after.kind not in _FREE:
            own = {word.casefold() for word in item.words}
            found |= (
                texts.any([after.name], lambda text, own=own: clean(text).casefold() in own) & ~texts.filled[item.name]
            )
    return found


def _belongs_elsewhere(text: str, item: Field, words: dict[str, str]) -> bool:
    plain = clean(text).casefold()
    if is_missing(plain):
        return False
    if plain in words:
        return words[plain] != item.name
    if plain.upper() in CATALOGUE:
        return item.name != "indicator"
    if item.kind is Kind.WORD or item.name == "indicator":
        return parse_number(plain).value is not None or _is_period(plain)
    return item.kind is not Kind.PERIOD and item.kind not in _NUMBERS and _is_period(plain)


def _is_period(text: str) -> bool:
    try:
        parse_period(text)
    except NotAPeriod:
        return False
    return True


def _shifted(
    sheet: str,
    texts: pd.DataFrame,
    *,
    rows: Bools,
    misplaced: dict[str, np.ndarray],
    wanted: Sequence[tuple[Field, int]],
) -> list[Finding]:
    """One finding per row, at its first cell under a wrong header."""
    findings = []
    for position in np.flatnonzero(rows)[:SHOWN].tolist():
        wrong = [(item, index) for item, index in wanted if item.name in misplaced and misplaced[item.name][position]]
        (item, index), row = wrong[0], int(texts.index[position]) + 1
        columns = ", ".join(column_letters(at) for _, at in wrong)
        text = safe(str(texts[item.name].iat[position]))
        findings.append(
            Finding("shifted_row", sheet=sheet or None, row=row, column=item.header, cell=f"{column_letters(index)}{row}",
                    received=text, detail=columns)
        )  # fmt: skip
    return findings + _rest("shifted_row", sheet, int(rows.sum()) - SHOWN)
