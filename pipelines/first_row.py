"""What may be said of a file whose layout nobody knows: its headings, or how many cells its first row has."""

from __future__ import annotations

import re

from pipelines.findings import safe
from pipelines.personal_columns import ADDED_OR_ASKED, said
from pipelines.reading.cells import FileCells
from pipelines.recipes.synonyms import INDICATORS, REFERENCE_ROLES, ROLES
from pipelines.sources.rows import normal
from schemas.lead_time_cases import LEAD_TIME_CASES
from schemas.monitoring import MONITORING
from schemas.parties import REGISTER_WORKBOOK
from schemas.reciprocity import VOLUNTEERS
from schemas.reference import REFERENCE

_SEARCHED, _SHOWN = 1000, 8
_FORMS = (MONITORING, LEAD_TIME_CASES, VOLUNTEERS, REFERENCE, *REGISTER_WORKBOOK)
_KNOWN = frozenset(
    {word for roles in (ROLES, REFERENCE_ROLES, INDICATORS) for words in roles.values() for word in words}
    | {normal(name) for form in _FORMS for item in form.fields for name in (item.header, *item.aliases)}
)
_QUESTION = re.compile(r"(?:vraag|question|stelling|q|v)[ _]?\d{1,3}|.*\?|respondent|wie|wat|hoeveel|tevreden")


def first_row(cells: FileCells) -> str:
    """A sentence about the first filled row. Words are shown only where two of them head columns elsewhere too: a file
    without headings begins with an answer of somebody."""
    first = _first(cells)
    if not first:
        return ""
    if sum(map(_heads, first)) < 2:
        return (
            f"De eerste gevulde rij heeft {len(first)} cellen, en daarin staan geen opschriften die Kwartaalbeeld kent."
        )
    shown = [safe(cell[:30]).strip('"') for cell in first if not re.search(r"\d{4,}|@", cell)]
    return f"De eerste gevulde rij is: {', '.join(shown[:_SHOWN])}."


def _first(cells: FileCells) -> list[str]:
    """The texts of the first row with more than one."""
    sheet = cells.filled
    rows = ([cell.strip() for cell in row if cell.strip()] for row in sheet.rows(0, _SEARCHED)) if sheet else ()
    return next((row for row in rows if len(row) > 1), [])


def _heads(cell: str) -> bool:
    """Whether a cell is a word that heads a column."""
    plain = normal(cell)[:80]
    return plain in _KNOWN or bool(_QUESTION.fullmatch(plain)) or said(cell, ADDED_OR_ASKED)


def only_headings(cells: FileCells) -> bool:
    """Whether there is one filled row, of headings: then there is nothing under them to point at."""
    if any(int((sheet.frame != "").any(axis=1).sum()) > 1 for sheet in cells.sheets if sheet.height > 1):
        return False
    return sum(map(_heads, _first(cells))) > 1
