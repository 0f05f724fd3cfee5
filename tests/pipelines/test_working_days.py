"""Dutch holidays and working days, beside tables and a count day by day."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from pipelines.working_days import easter, holidays, working_days


def dutch(year: int) -> set[date]:
    return set(holidays(year, liberation_day_every=5, good_friday=True))


def easter_by_tables(year: int) -> date:
    """The paschal full moon of this and the last century by its golden number, and the Sunday after it."""
    moons = {0: (4, 14), 1: (4, 3), 2: (3, 23), 3: (4, 11), 4: (3, 31), 5: (4, 18), 6: (4, 8), 7: (3, 28), 8: (4, 16),
             9: (4, 5), 10: (3, 25), 11: (4, 13), 12: (4, 2), 13: (3, 22), 14: (4, 10), 15: (3, 30), 16: (4, 17),
             17: (4, 7), 18: (3, 27)}  # fmt: skip
    moon = date(year, *moons[year % 19])
    return moon + timedelta(days=6 - moon.weekday() or 7)


@pytest.mark.parametrize("year", range(1990, 2101))
def test_easter_is_the_sunday_after_the_paschal_full_moon(year: int):
    assert easter(year) == easter_by_tables(year)


def test_the_holidays_of_2025_are_those_of_the_calendar():
    assert sorted(dutch(2025)) == [
        date(2025, 1, 1), date(2025, 4, 18), date(2025, 4, 21), date(2025, 4, 26), date(2025, 5, 5), date(2025, 5, 29),
        date(2025, 6, 9), date(2025, 12, 25), date(2025, 12, 26),
    ]  # fmt: skip


def test_the_monarchs_day_gives_way_to_a_sunday():
    assert date(2025, 4, 26) in dutch(2025) and date(2025, 4, 27) not in dutch(2025)  # the 27th is a Sunday
    assert date(2024, 4, 27) in dutch(2024)
    assert date(2013, 4, 30) in dutch(2013)  # still the Queen's day
    assert date(2006, 4, 29) in dutch(2006)  # the 30th was a Sunday


@pytest.mark.parametrize(("every", "years"), [(5, [2020, 2025]), (1, list(range(2020, 2027))), (0, [])])
def test_liberation_day_is_a_holiday_as_often_as_is_set(every: int, years: list[int]):
    off = [y for y in range(2020, 2027) if date(y, 5, 5) in holidays(y, liberation_day_every=every, good_friday=True)]
    assert off == years


def test_good_friday_is_a_working_day_when_so_set():
    assert date(2025, 4, 18) not in holidays(2025, liberation_day_every=5, good_friday=False)


def test_working_days_are_those_of_the_calendar_counted_one_by_one():
    draw = random.Random(5)
    off = {day for year in range(2023, 2028) for day in dutch(year)}
    pairs = []
    for _ in range(400):
        begin = date(2023, 1, 1) + timedelta(days=draw.randrange(1200))
        pairs.append((begin, begin + timedelta(days=draw.randrange(120))))
    counted = [
        sum(
            (day := begin + timedelta(days=step)).weekday() < 5 and day not in off
            for step in range(1, (end - begin).days + 1)
        )
        for begin, end in pairs
    ]
    found = working_days([begin for begin, _ in pairs], [end for _, end in pairs], off)
    assert found.tolist() == counted


def test_the_day_of_the_request_does_not_count_and_the_day_of_the_start_does():
    friday, monday = date(2025, 10, 3), date(2025, 10, 6)
    assert working_days([friday], [monday], []).tolist() == [1]
    assert working_days([friday], [friday], []).tolist() == [0]
