"""Exports of Google Forms and Microsoft Forms: the question as heading, several answers in one cell."""

from __future__ import annotations

import re

from pipelines.reading.cells import SheetCells
from pipelines.surveys.layouts.free_text import says_open
from pipelines.surveys.layouts.table import Heading, Layout, gone_by_words, joined

GOOGLE, MICROSOFT = "Google Forms", "Microsoft Forms"
_ROW = re.compile(r"(?P<question>.*\S)\s*\[(?P<row>[^\[\]]+)\]", re.DOTALL)
_GRADED = re.compile(
    r"(?:points|feedback|punten|score)\s*[-–].*|score|language|taal|quiz ?feedback|(?:totaal ?aantal|total) ?(?:punten|points)",
    re.IGNORECASE | re.DOTALL,
)
_MOMENT = re.compile(r"(?:start|completion|last modified) time|begintijd|starttijd|tijd van voltooi\w+|voltooiingstijd|"
                     r"tijdstip van laatste wijziging|laatst gewijzigd", re.IGNORECASE)  # fmt: skip


def read_google(sheet: SheetCells) -> Layout:
    """The same heading twice is two questions. A grid writes its row in brackets behind the question."""
    rows = [_ROW.fullmatch(text.strip()) for text in sheet.row(0)]
    grids = [match["question"] for match in rows if match]
    headings = []
    for column, text in enumerate(map(str.strip, sheet.row(0))):
        match = rows[column]
        if column == 0 and re.match(r"tijd|time|marca|horod|zeit", text, re.IGNORECASE):
            headings.append(Heading(column, text, gone="technical"))
        elif match and grids.count(match["question"]) > 1:
            headings.append(Heading(column, joined(match["question"], match["row"]), part=match["row"].strip()))
        else:
            headings.append(_plain(column, text))
    return Layout(GOOGLE, sheet, headings, 1, separators=(", ",), free_options=True)


def read_microsoft(sheet: SheetCells) -> Layout:
    """A second question with the same words gets a number behind it, which is no part of the question."""
    seen: set[str] = set()
    headings = []
    for column, text in enumerate(map(str.strip, sheet.row(0))):
        again = re.fullmatch(r"(.*\D)\d", text, re.DOTALL)
        question = again[1] if again and again[1] in seen else text
        seen.add(question)
        headings.append(_plain(column, question))
    return Layout(MICROSOFT, sheet, headings, 1, separators=(";",), free_options=True)


def _plain(column: int, text: str) -> Heading:
    if _MOMENT.fullmatch(text):
        return Heading(column, text, gone="timing")
    gone = "technical" if not text or _GRADED.fullmatch(text) else gone_by_words(text)
    return Heading(column, text, gone=gone, open=says_open(text))
