"""What a workbook holds, before it is a file: sheets with one table each, and numbers that stay numbers."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import cached_property

from dashboard import dutch
from schemas.vocabulary import SurveyMeasure, Unit

LONGEST = 32_767  # characters in a cell of a spreadsheet
_CUT = " […]"
_NARROW, _WIDE = 9, 60
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # they turn a line of text around


class Form(Enum):
    """How a number is shown: decimals and what stands behind it. What it is, never changes."""

    WHOLE = (0, "")
    ONE = (1, "")
    TWO = (2, "")
    PERCENT = (0, "%")
    TENTH_PERCENT = (1, "%")
    EUROS = (2, "€")

    @property
    def decimals(self) -> int:
        return self.value[0]

    @property
    def sign(self) -> str:
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with the way it is shown."""

    value: float
    form: Form = Form.WHOLE


Cell = str | Amount | date | None


def amount(value: float | None, form: Form = Form.WHOLE) -> Amount | None:
    return None if value is None else Amount(value, form)


def in_unit(value: float | None, unit: str) -> Amount | None:
    """A figure in the decimals of its unit, as on screen and on paper."""
    if unit == Unit.PERCENT:
        return amount(value, Form.PERCENT)
    return amount(value, (Form.WHOLE, Form.ONE, Form.TWO)[dutch.decimals(unit)])


def of_survey(value: float | None, measure: str) -> Amount | None:
    """A result of a survey in the decimals of its measure."""
    forms = {SurveyMeasure.MEAN: Form.ONE, SurveyMeasure.NPS: Form.WHOLE}
    return amount(value, forms.get(SurveyMeasure(measure), Form.PERCENT))


def yes_no(value: bool | None) -> str | None:
    return None if value is None else "ja" if value else "nee"


@dataclass(frozen=True)
class Sheet:
    """One table. `name` is on the tab (at most 31 characters), `title` above the table, `about` says what one row is."""

    name: str
    title: str
    about: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __post_init__(self) -> None:
        if len(set(self.heads)) != len(self.heads) or any(len(row) != len(self.heads) for row in self.rows):
            raise ValueError(f"the table of sheet {self.name} is not square, or has the same head twice")

    @cached_property
    def widths(self) -> tuple[int, ...]:
        """In letters, as wide as what stands in each column, within reason: longer texts go on beneath themselves."""
        columns = zip(*self.rows, strict=True) if self.rows else [()] * len(self.heads)
        return tuple(_width(head, column) for head, column in zip(self.heads, columns, strict=True))

    @cached_property
    def heights(self) -> tuple[int, ...]:
        """In lines, of the head and of each row."""
        return tuple(lines(cells, self.widths) for cells in (self.heads, *self.rows))


def lines(cells: Iterable[Cell], widths: Iterable[int]) -> int:
    """How many lines the longest text of a row takes in columns of these widths."""
    pairs = zip(cells, widths, strict=True)
    return max((_lines(cell, width) for cell, width in pairs if isinstance(cell, str)), default=1)


def _lines(text: str, width: int) -> int:
    if len(text) < width and "\n" not in text:
        return 1
    return sum(1 + int(len(line) * 1.05) // width for line in text.split("\n"))


def _width(head: str, column: Iterable[Cell]) -> int:
    longest = max(map(_length, column), default=0)
    least = max(len(word) for word in head.split()) + 3  # beside the button of the filter
    return min(_WIDE, max(_NARROW, least, round(longest * 1.1) + 1))


def _length(cell: Cell) -> int:
    match cell:
        case None:
            return 0
        case str():
            return len(cell)
        case Amount(value, form):
            return len(f"{value:,.{form.decimals}f}") + 2 * bool(form.sign)
        case _:
            return 10


@dataclass(frozen=True)
class Book:
    """A whole workbook: who and what on the cover, how to read it, and the tables that have rows."""

    title: str
    subject: str
    facts: tuple[tuple[str, str], ...]  # on the cover: what, and its value
    notes: tuple[tuple[str, str], ...]  # how to read it: about what, and the text
    sheets: tuple[Sheet, ...]
    absent: tuple[str, ...]  # titles of the tables that would have no row
    footer: str
    published: datetime  # UTC, of the publication: never of the clock


def filled(sheets: Iterable[Sheet]) -> tuple[tuple[Sheet, ...], tuple[str, ...]]:
    """The sheets with rows, and the titles of those without."""
    made = list(sheets)
    return tuple(one for one in made if one.rows), tuple(one.title for one in made if not one.rows)


def plain(text: str) -> str:
    """Text as a cell can hold it: lines stay, control characters and marks that turn reading around do not."""
    kept = text if text.isprintable() else "".join(_printable(c) for c in text if c not in _BIDI)
    return kept if len(kept) <= LONGEST else kept[: LONGEST - len(_CUT)] + _CUT


def _printable(character: str) -> str:
    if character == "\n":
        return character
    match unicodedata.category(character):
        case "Cc" | "Zl" | "Zp":
            return " "
        case "Co" | "Cs" | "Cn":
            return "\ufffd"
        case _:
            return character
