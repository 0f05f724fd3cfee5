"""Days of social return: months added to a day, and the days of a span that lie in leap years."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from functools import lru_cache


@lru_cache(maxsize=65_536)
def add_months(day: date, months: int) -> date:
    """The same day so many months on; the last of a shorter month. 31 August + 6 is 28 February."""
    at = day.year * 12 + day.month - 1 + months
    year, month = divmod(at, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@lru_cache(maxsize=65_536)
def last_of_months(day: date, months: int) -> date:
    """The last day of so many months that begin on `day`."""
    return add_months(day, months) - timedelta(days=1)


def days_between(first: date, last: date) -> int:
    """Both ends count; 0 where the last comes before the first."""
    return max((last - first).days + 1, 0)


def leap_days(first: date, last: date) -> int:
    """How many of these days lie in a leap year."""
    return sum(
        days_between(max(first, date(year, 1, 1)), min(last, date(year, 12, 31)))
        for year in range(first.year, last.year + 1)
        if calendar.isleap(year)
    )
