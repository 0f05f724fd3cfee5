"""Exports of SurveyMonkey: a row of questions with empty cells beside each, and under it a row of options or rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from pipelines.reading.cells import SheetCells
from pipelines.surveys.layouts.free_text import says_open
from pipelines.surveys.layouts.table import Heading, Layout, below, gone_by_words, joined, only_of

TOOL = "SurveyMonkey"
_SINGLE = frozenset({"response", "antwoord", "reactie", "réponse", "respuesta", "antwort"})
_OWN = re.compile(r"respondent ?-?id|collector ?-?id|custom data \d+|aangepaste gegevens \d+", re.IGNORECASE)


def read(sheet: SheetCells) -> Layout:
    """A question stands above its first column only; the cells right of it belong to it as long as they are empty and
    something stands below."""
    above, under = sheet.row(0), sheet.row(1)
    first = 0
    places: list[tuple[int, int]] = []
    for column, text in enumerate(above):
        first = column if text.strip() or not under[column].strip() else first
        places.append((first, column))
    headings: list[Heading] = []
    for start, group in groupby(places, key=lambda place: place[0]):
        columns = [column for _, column in group]
        headings += _question(
            sheet, above[start].strip(), start, [(column, under[column].strip()) for column in columns]
        )
    return Layout(TOOL, sheet, headings, 2)


def _question(sheet: SheetCells, text: str, start: int, columns: list[tuple[int, str]]) -> Iterator[Heading]:
    closed = [(column, label) for column, label in columns if not says_open(label)]
    ticked = _ticked(sheet, closed)
    for column, label in columns:
        if not text or _OWN.fullmatch(text) or (not label and gone_by_words(text)):
            yield Heading(column, text, gone=gone_by_words(text) or "technical")
        elif gone := gone_by_words(label) or gone_by_words(text):
            yield Heading(column, text, gone=gone)
        elif says_open(label):
            yield Heading(column, joined(text, label) if len(columns) > 1 else text, open=True)
        elif ticked:
            yield Heading(column, text, option=label, first=start)
        elif not label or (len(columns) == 1 and label.casefold() in _SINGLE):
            yield Heading(column, text)
        else:
            yield Heading(column, joined(text, label), part=label)


def _ticked(sheet: SheetCells, columns: list[tuple[int, str]]) -> bool:
    """Whether each column holds nothing but its own label, or but one number, which is the place of the option."""
    if not columns or any(not label or label.casefold() in _SINGLE for _, label in columns):
        return False
    if all(only_of(below(sheet, column, 2), lambda text, label=label: text == label) for column, label in columns):
        return True
    values = [{text for text in map(str.strip, below(sheet, column, 2).unique()) if text} for column, _ in columns]
    numbers = [value for held in values for value in held]
    return (
        len(columns) > 1 and all(len(held) <= 1 for held in values) and all(map(str.isdigit, numbers))
        and len(set(numbers)) == len(numbers) > 1
    )  # fmt: skip
