"""A day with a time behind it, as survey tools write it, and in which order a column writes its days."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from pipelines.sources.parsers import clean, parse_date

_CLOCK = r"\d{1,2}[:.]\d\d(?:[:.]\d\d(?:[.,]\d+)?)?"
_HALF = r"(?: ?[ap]\.? ?m\b\.?)"
_ZONE = r"(?: ?(?:z|utc|gmt|c?es?t|mes?z|bst|wes?t))?(?: ?[+-]\d{1,2}(?::?\d\d)?)?"
_BEHIND = re.compile(rf"(?: |, ?|t){_CLOCK}{_HALF}?{_ZONE}$")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)


def day_in(text: str, *, month_first: bool = False) -> date | None:
    """The day of a date, with or without a time and a zone; the zone does not move it. `month_first` is about dates with
    slashes alone: with dashes or full stops nobody writes the month first."""
    plain = _bare(text)
    if found := _YEAR_FIRST.fullmatch(plain):
        year, month, day = found.groups()
        plain = f"{year}-{month:0>2}-{day:0>2}"
    elif month_first and (found := _SLASHED.fullmatch(plain)):
        month, day, year = found.groups()
        plain = f"{year}-{month:0>2}-{day:0>2}"
    day_of = parse_date(plain).value
    return day_of if isinstance(day_of, date) else None


def is_moment(text: str) -> bool:
    """Whether a text is a day with a time of day behind it."""
    return _BEHIND.search(clean(text).casefold()) is not None and day_in(text) is not None


def month_stands_first(texts: Iterable[str]) -> bool | None:
    """Whether a column writes 12/31/2025: told by the days above twelve. None where no such day tells, or they differ."""
    found = [match for text in texts if (match := _SLASHED.fullmatch(_bare(text)))]
    day_first = any(int(match[1]) > 12 for match in found)
    month_first = any(int(match[2]) > 12 for match in found)
    return None if day_first == month_first else month_first


def _bare(text: str) -> str:
    return _BEHIND.sub("", clean(text).casefold())
