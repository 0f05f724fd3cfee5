"""Periods as a recipe says that they are written, turned into a notation that we read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from pipelines.sources.moments import day_in, month_stands_first
from schemas.quarter import MONTH_NAMES, Month

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


_OF_DATE: dict[str, tuple[str, bool | None]] = {
    "month_of_date": ("month", None),
    "month_of_day_first_date": ("month", False),
    "month_of_month_first_date": ("month", True),
    "quarter_of_date": ("quarter", None),
    "quarter_of_day_first_date": ("quarter", False),
    "quarter_of_month_first_date": ("quarter", True),
}
PERIODS = ("as_written", *_OF_DATE, "month_name_2digit_year", "t_is_quarter")
IN_DOUBT = " (dag of maand voorop?)"  # behind a date that may be two, so that nobody reads it as one of them


def period_reader(period_is: str, year: str | None = None, *, column: Iterable[str] = ()) -> Callable[[str], str]:
    """A function from their text to ours; what it cannot read comes back as it was. A period without a year gets `year`.
    The texts of the whole `column` tell whether its dates begin with the day."""
    if year is not None:
        read = period_reader(period_is, column=column)
        return lambda text: read(text if not text or re.search(r"\d{4}", text) else f"{text} {year}")
    if period_is in _OF_DATE:
        grain, month_first = _OF_DATE[period_is]
        return _reader_of_dates(grain, month_stands_first(column) if month_first is None else month_first)
    match period_is:
        case "month_name_2digit_year":
            return _short_month
        case "t_is_quarter":
            return lambda text: _TERTIAL.sub("K", text)
        case _:
            return lambda text: text


def _reader_of_dates(grain: str, month_first: bool | None) -> Callable[[str], str]:
    orders = (False, True) if month_first is None else (month_first,)

    def read(text: str) -> str:
        days = [day for order in orders if (day := day_in(text, month_first=order))]
        months = [Month(day.year, day.month) for day in days if day.year < 2100]
        found = {str(month if grain == "month" else month.quarter) for month in months}
        return text + IN_DOUBT if len(found) > 1 else next(iter(found), text)

    return read


def _short_month(text: str) -> str:
    """Jan-24, okt 25: this century, because the recipe says so. A year of two digits is never guessed elsewhere."""
    found = _SHORT.fullmatch(text.casefold())
    if found is None or found["name"] not in _NAMES:
        return text
    return str(Month(2000 + int(found["year"]), _NAMES[found["name"]]))
