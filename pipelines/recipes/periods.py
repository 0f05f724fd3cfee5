"""Periods as a recipe says that they are written, turned into a notation that we read."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from pipelines.sources.parsers import parse_date
from schemas.quarter import MONTH_NAMES, Month

_TIME = re.compile(r"[ T]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?:Z| ?[AaPp][Mm])?$")
_SHORT = re.compile(r"(?P<name>[a-z]{3,9})\.?[\s\-'/]*(?P<year>\d\d)")
_TERTIAL = re.compile(r"(?i)\bt(?=[\s\-]*[1-4]\b)")
_ENGLISH = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_NAMES = {
    short: number
    for names in (MONTH_NAMES, _ENGLISH)
    for number, name in enumerate(names, start=1)
    for short in (name, name[:3])
} | {"mrt": 3, "sept": 9}


def period_reader(period_is: str, year: str | None = None) -> Callable[[str], str]:
    """A function from their text to ours; what it cannot read comes back as it was. A period without a year gets `year`."""
    if year is not None:
        read = period_reader(period_is)
        return lambda text: read(text if not text or re.search(r"\d{4}", text) else f"{text} {year}")
    match period_is:
        case "month_of_date":
            return lambda text: str(month) if (month := _month_of(text)) else text
        case "quarter_of_date":
            return lambda text: str(month.quarter) if (month := _month_of(text)) else text
        case "month_name_2digit_year":
            return _short_month
        case "t_is_quarter":
            return lambda text: _TERTIAL.sub("K", text)
        case _:
            return lambda text: text


def _month_of(text: str) -> Month | None:
    """The month of a date, with or without a time behind it."""
    day = parse_date(_TIME.sub("", text)).value
    return Month(day.year, day.month) if isinstance(day, date) else None


def _short_month(text: str) -> str:
    """Jan-24, okt 25: this century, because the recipe says so. A year of two digits is never guessed elsewhere."""
    found = _SHORT.fullmatch(text.casefold())
    if found is None or found["name"] not in _NAMES:
        return text
    return str(Month(2000 + int(found["year"]), _NAMES[found["name"]]))
