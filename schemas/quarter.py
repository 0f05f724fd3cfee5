"""Quarter and Month: every Dutch notation that reaches us, their order, first and last day."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

MONTH_NAMES = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
_MONTHS = {name: i + 1 for i, name in enumerate(MONTH_NAMES)}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"mrt": 3, "sept": 9}
_ORDINALS = {"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4}


class NotAPeriod(ValueError):
    """The text is no month or quarter; `code` names why, for the Dutch sentence elsewhere."""

    def __init__(self, text: str, code: str = "bad_period") -> None:
        super().__init__(code)
        self.text, self.code = text, code


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """A calendar month, written 2025-10."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not (1 <= self.number <= 12 and 1990 <= self.year <= 2099):
            raise NotAPeriod(f"{self.year}-{self.number}")

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    @property
    def label(self) -> str:
        return f"{MONTH_NAMES[self.number - 1]} {self.year}"

    @property
    def quarter(self) -> Quarter:
        return Quarter(self.year, (self.number + 2) // 3)

    @property
    def first_day(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        return date(self.year, self.number, monthrange(self.year, self.number)[1])


@dataclass(frozen=True, order=True, slots=True)
class Quarter:
    """A calendar quarter, written 2025-K4."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not (1 <= self.number <= 4 and 1990 <= self.year <= 2099):
            raise NotAPeriod(f"{self.year}-K{self.number}")

    def __str__(self) -> str:
        return f"{self.year:04d}-K{self.number}"

    @property
    def label(self) -> str:
        return f"{self.number}e kwartaal {self.year}"

    @property
    def quarter(self) -> Quarter:
        return self

    @property
    def months(self) -> tuple[Month, Month, Month]:
        first = 3 * self.number - 2
        return Month(self.year, first), Month(self.year, first + 1), Month(self.year, first + 2)

    @property
    def first_day(self) -> date:
        return self.months[0].first_day

    @property
    def last_day(self) -> date:
        return self.months[2].last_day

    def shift(self, quarters: int) -> Quarter:
        index = self.year * 4 + self.number - 1 + quarters
        return Quarter(index // 4, index % 4 + 1)

    @classmethod
    def parse(cls, text: str) -> Quarter:
        """Read any Dutch notation of a quarter. Raises NotAPeriod."""
        period = parse_period(text)
        if isinstance(period, Quarter):
            return period
        raise NotAPeriod(text)


Period = Month | Quarter

_Y = r"(?P<y>(?:19|20)\d\d)"
_SEP = r"[\s\-_/.]*"
_PATTERNS = [
    re.compile(rf"{_Y}{_SEP}[kq](?:w|wartaal)?\.?{_SEP}(?P<q>[1-4])"),
    re.compile(rf"[kq](?:w|wartaal)?\.?{_SEP}(?P<q>[1-4]){_SEP}(?:van\s+)?{_Y}"),
    re.compile(rf"(?P<q>[1-4]){_SEP}(?:e|de|ste)?{_SEP}[kq](?:w\.?|wartaal)?{_SEP}(?:van\s+)?{_Y}"),
    re.compile(rf"{_Y}{_SEP}(?P<q>[1-4])e?{_SEP}(?:kw\.?|kwartaal)"),
    re.compile(rf"(?P<o>eerste|tweede|derde|vierde)\s+kwartaal\s+(?:van\s+)?{_Y}"),
    re.compile(rf"{_Y}[\-/](?P<m>\d\d?)(?:[\-/]0?1(?:[ t]00:00(?::00)?)?)?"),
    re.compile(rf"(?:0?1[\-/.])?(?P<m>\d\d?)[\-/.]{_Y}"),
    re.compile(rf"(?P<n>[a-z]{{3,9}})\.?{_SEP}{_Y}"),
    re.compile(rf"{_Y}{_SEP}(?P<n>[a-z]{{3,9}})"),
    re.compile(rf"{_Y}{_SEP}m(?P<m>\d\d?)"),
]
_TERTIAL = re.compile(rf"t[1-3]{_SEP}(?:19|20)\d\d|(?:19|20)\d\d{_SEP}t[1-3]")


@lru_cache(maxsize=8192)  # the same few periods come by for every row
def parse_period(text: str) -> Period:
    """Read a month or a quarter in Dutch notation; a first-of-month date is that month.

    Raises NotAPeriod: code `bad_period`, or `ambiguous_tertial` for T1 (tertaal or kwartaal?).
    """
    plain = re.sub(r"\s+", " ", text.replace("\u00a0", " ")).strip().casefold()
    if _TERTIAL.fullmatch(plain):
        raise NotAPeriod(text, "ambiguous_tertial")
    for pattern in _PATTERNS:
        if not (match := pattern.fullmatch(plain)):
            continue
        found = match.groupdict()
        year = int(found["y"])
        if found.get("q"):
            return Quarter(year, int(found["q"]))
        if found.get("o"):
            return Quarter(year, _ORDINALS[found["o"]])
        if found.get("m"):
            return Month(year, int(found["m"]))
        if found.get("n") in _MONTHS:
            return Month(year, _MONTHS[found["n"]])
    raise NotAPeriod(text)
