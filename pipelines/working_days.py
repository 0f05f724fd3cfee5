"""Working days: the Dutch public holidays of a year, and the working days between two dates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

_KING_SINCE = 2014  # before it the Queen's day, on 30 April
_SUNDAY = 6


def easter(year: int) -> date:
    """Easter Sunday. Source: the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    fourth = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * fourth) // 451
    month, day = divmod(h + fourth - 7 * m + 114, 31)
    return date(year, month, day + 1)


def holidays(year: int, *, liberation_day_every: int, good_friday: bool) -> list[date]:
    """The public holidays of a year, weekends included, in order. `liberation_day_every`: 1 each year, 5 in years that
    end in 0 or 5, 0 never."""
    sunday = easter(year)
    monarch = date(year, 4, 27 if year >= _KING_SINCE else 30)
    found = [
        date(year, 1, 1),
        sunday + timedelta(days=1),
        monarch - timedelta(days=monarch.weekday() == _SUNDAY),
        sunday + timedelta(days=39),  # Ascension
        sunday + timedelta(days=50),  # Whit Monday
        date(year, 12, 25),
        date(year, 12, 26),
    ]
    if good_friday:
        found.append(sunday - timedelta(days=2))
    if liberation_day_every and year % liberation_day_every == 0:
        found.append(date(year, 5, 5))
    return sorted(found)


def working_days(begin: npt.ArrayLike, end: npt.ArrayLike, off: Iterable[date]) -> npt.NDArray[np.int64]:
    """Working days after `begin` up to and including `end` (dates, begin <= end): the day of the request itself does not
    count. `off` are days, beside weekends, on which nobody works."""
    first, last = (np.asarray(day, dtype="datetime64[D]") + 1 for day in (begin, end))
    return np.busday_count(first, last, holidays=np.array(sorted(set(off)), dtype="datetime64[D]"))


def after_working_days(begin: date, days: int, off: Iterable[date]) -> date:
    """The last of so many working days after `begin`, counted as `working_days` does."""
    holidays = np.array(sorted(set(off)), dtype="datetime64[D]")
    return np.busday_offset(np.datetime64(begin, "D"), days, roll="backward", holidays=holidays).astype(object)
