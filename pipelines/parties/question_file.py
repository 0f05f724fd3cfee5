"""A file of the website's form read as questions: our columns by their headers, and nothing of who asked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipelines.errors import UsageProblem
from pipelines.reading.cells import FileCells, SheetCells
from pipelines.sources.parsers import parse_date
from pipelines.sources.rows import normal
from pipelines.surveys.marks import MAIL, PHONE, marks_of
from pipelines.talk.texts import holds_citizen_number
from schemas.umbrella_questions import HEADERS, QuestionColumn

LEFT_OUT = "[weggelaten]"
_MAIL = re.compile(r"[^\s<>(),;]+@[^\s<>(),;]+\.\w{2,}")
_PHONE = re.compile(r"(?<![\d.,])(?:\+31|0031|0)[\s.\-]?(?:\(0\))?(?:\d[\s.\-]?){8}\d(?!\d)")
_SIGNED = re.compile(
    r"\n\s*(?:met vriendelijke groet|vriendelijke groet|mvg|m\.v\.g|hoogachtend|groet)\w*\b.*\Z", re.I | re.S
)
_SEARCHED = 20  # rows in which the headers are looked for


@dataclass(frozen=True)
class Asked:
    """One row: a question with what is known of it. `cleaned`: whether something of a person was left out of the texts."""

    question: str
    answer: str | None
    published_on: date | None
    asked_on: date | None
    subject: str | None
    cleaned: bool


@dataclass(frozen=True)
class Form:
    """What a file holds. `dropped`: the headers of the filled columns that are not ours, and so are not kept."""

    rows: tuple[Asked, ...]
    dropped: tuple[str, ...]


def read_form(cells: FileCells, columns: Mapping[QuestionColumn, str]) -> Form:
    """The questions on the first filled sheet. columns: headers that the municipality named itself. Raises UsageProblem,
    which names rows and never what stands in them."""
    sheet = cells.filled
    if sheet is None:
        raise UsageProblem("Het bestand is leeg. Er is niets bewaard.")
    header, places = _places(sheet, columns)
    rows = [[str(text).strip() for text in row] for row in list(sheet.rows())[header + 1 :]]
    numbered = [(number, row) for number, row in enumerate(rows, start=header + 2) if any(row)]
    _refuse_numbers([(header + 1, list(sheet.rows())[header]), *numbered])
    told = [_asked(number, row, places) for number, row in numbered]
    if not told:
        raise UsageProblem("Onder de kopregel staat geen enkele vraag. Er is niets bewaard.")
    width = max(len(row) for _, row in numbered)
    others = [at for at in range(width) if at not in set(places.values())]
    heads = [str(cell).strip() for cell in list(sheet.rows())[header]]
    dropped = [
        (heads[at] if at < len(heads) else "") or f"kolom {at + 1}"
        for at in others
        if any(len(row) > at and row[at] for _, row in numbered)
    ]
    return Form(tuple(told), tuple(dropped))


def _places(sheet: SheetCells, columns: Mapping[QuestionColumn, str]) -> tuple[int, dict[QuestionColumn, int]]:
    """The header row, and where each of our columns stands in it."""
    names = {column: (columns[column],) if column in columns else HEADERS[column] for column in QuestionColumn}
    for at, row in enumerate(list(sheet.rows())[:_SEARCHED]):
        heads = [normal(cell) for cell in row]
        found = {
            column: heads.index(name)
            for column, wanted in names.items()
            for name in [next((normal(item) for item in wanted if normal(item) in heads), "")]
            if name
        }
        if QuestionColumn.QUESTION in found:
            if missing := [columns[column] for column in columns if column not in found]:
                raise UsageProblem(f'De kolom "{missing[0]}" staat niet in het bestand. Er is niets bewaard.')
            return at, found
    raise UsageProblem(
        'Geen kolom heet "vraag". Zeg welke kolom dat is, met precies het opschrift uit het bestand. Er is niets bewaard.'
    )


def _refuse_numbers(rows: Sequence[tuple[int, Sequence[str]]]) -> None:
    """A citizen service number anywhere in the file, also in a column that is dropped, and nothing of it is kept."""
    holding = [str(number) for number, row in rows if any(holds_citizen_number(cell) for cell in row if cell)]
    if holding:
        where = ", ".join(holding[:5]) + (f" en nog {len(holding) - 5}" if len(holding) > 5 else "")
        raise UsageProblem(
            f"In het bestand staat een nummer dat een burgerservicenummer kan zijn (rij {where}). Haal het weg. "
            "Er is niets bewaard."
        )


def _asked(number: int, row: Sequence[str], places: Mapping[QuestionColumn, int]) -> Asked:
    told = {column: row[at] if at < len(row) else "" for column, at in places.items()}
    question, cleaned = without_persons(told[QuestionColumn.QUESTION])
    if not question:
        raise UsageProblem(f"Rij {number} heeft geen vraag. Vul haar in of haal de rij weg. Er is niets bewaard.")
    answer, more = without_persons(told.get(QuestionColumn.ANSWER, ""))
    days = {
        column: _day(number, column, told.get(column, ""))
        for column in (QuestionColumn.PUBLISHED_ON, QuestionColumn.ASKED_ON)
    }
    return Asked(
        question, answer or None, days[QuestionColumn.PUBLISHED_ON], days[QuestionColumn.ASKED_ON],
        told.get(QuestionColumn.SUBJECT) or None, cleaned or more,
    )  # fmt: skip


def _day(number: int, column: QuestionColumn, text: str) -> date | None:
    """A day; a time behind it, as forms write, falls away."""
    if not text:
        return None
    for written in (text, text.split(" ")[0].split("T")[0]):
        found = parse_date(written).value
        if isinstance(found, date):
            return date(found.year, found.month, found.day)
    raise UsageProblem(
        f'Rij {number}, kolom "{column.label}": hier hoort een datum, zoals 4-11-2025. Er is niets bewaard.'
    )


def without_persons(text: str) -> tuple[str, bool]:
    """The text without e-mail addresses, phone numbers and what stands under a greeting; and whether there were any."""
    said = text.replace("\r\n", "\n").replace("\r", "\n")
    left = _SIGNED.sub("", said)
    left = _PHONE.sub(LEFT_OUT, _MAIL.sub(LEFT_OUT, left))
    return left.strip(), left != said


def still_points_at_somebody(text: str) -> bool:
    """Whether a text still seems to hold a name or an address: a reason to read it before it is published."""
    return bool(set(marks_of(text)) - {MAIL, PHONE})
