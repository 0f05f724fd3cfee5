"""Every Dutch notation of a month or quarter means one thing, or is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.quarter import MONTH_NAMES, Month, NotAPeriod, Quarter, parse_period

quarters = st.builds(Quarter, st.integers(1990, 2099), st.integers(1, 4))
months = st.builds(Month, st.integers(1990, 2099), st.integers(1, 12))

QUARTER_NOTATIONS = [
    "2025-K4", "2025K4", "2025 k4", "2025/K4", "2025_K4", "2025.K4", "2025-Q4", "2025q4", "2025 kw4", "2025 kwartaal 4",
    "K4 2025", "K4-2025", "k4/2025", "Q4 2025", "Q4-2025", "kw 4 2025", "kw4-2025", "kwartaal 4 2025",
    "kwartaal 4 van 2025", "4e kwartaal 2025", "4e kwartaal van 2025", "4de kwartaal 2025", "4e kw. 2025", "4 kwartaal 2025",
    "4K2025", "2025 4e kwartaal", "2025-4e kw", "vierde kwartaal 2025", "Vierde Kwartaal van 2025",
    "  2025-K4  ", "4e\u00a0kwartaal\u00a02025", "4e  kwartaal\t2025",
]  # fmt: skip
OCTOBER_NOTATIONS = [
    "2025-10", "2025/10", "10-2025", "10/2025", "10.2025", "oktober 2025", "Oktober 2025", "okt 2025", "okt. 2025",
    "okt-2025", "OKTOBER\u00a02025", "2025 oktober", "2025-okt", "2025M10", "2025-m10", "1-10-2025", "01-10-2025",
    "01.10.2025", "2025-10-01", "2025-10-01 00:00:00", "2025-10-01T00:00", "2025/10/1",
]  # fmt: skip
NO_PERIODS = [
    "", " ", "2025", "K4", "K5 2025", "2025-K0", "2025-13", "2025-00", "13-2025", "oktober", "25-K4", "K4 25", "okt 25",
    "2025-10-02", "15-10-2025", "31-12-2025", "voorjaar 2025", "2025-2026", "2025-K4-2", "jan-mrt 2025", "week 4 2025",
    "1e halfjaar 2025", "2025-H1", "1899-K1", "3025-K1", "2025-10-01 12:00:00", "ok 2025", "oktopus 2025", "k 2025",
    "٤e kwartaal 2025",
]  # fmt: skip


@pytest.mark.parametrize("text", QUARTER_NOTATIONS)
def test_a_quarter_in_dutch_notation_is_that_quarter(text: str):
    assert parse_period(text) == Quarter(2025, 4)


@pytest.mark.parametrize("text", OCTOBER_NOTATIONS)
def test_a_month_in_dutch_notation_is_that_month(text: str):
    assert parse_period(text) == Month(2025, 10)


@pytest.mark.parametrize("number", range(1, 13))
def test_every_month_name_and_its_short_form_is_read(number: int):
    name = MONTH_NAMES[number - 1]
    short = "mrt" if name == "maart" else name[:3]
    for text in (f"{name} 2025", f"{short} 2025", f"{short}. 2025", f"{name.upper()} 2025", f"1-{number}-2025"):
        assert parse_period(text) == Month(2025, number)


def test_sept_is_september():
    assert parse_period("sept 2025") == Month(2025, 9)


@pytest.mark.parametrize("text", ["T1 2025", "t2-2025", "2025 T3", "2025-T1", "T1-2025", "2025T2"])
def test_t1_may_be_four_months_or_a_quarter_so_it_is_asked_back(text: str):
    with pytest.raises(NotAPeriod) as refused:
        parse_period(text)
    assert refused.value.code == "ambiguous_tertial"


@pytest.mark.parametrize("text", NO_PERIODS)
def test_what_is_no_period_is_refused(text: str):
    with pytest.raises(NotAPeriod) as refused:
        parse_period(text)
    assert refused.value.code == "bad_period"


@given(quarters)
def test_a_quarter_survives_writing_and_reading(quarter: Quarter):
    for text in (str(quarter), quarter.label, f"K{quarter.number} {quarter.year}", f"Q{quarter.number}-{quarter.year}"):
        assert parse_period(text) == quarter
    assert Quarter.parse(str(quarter)) == quarter


@given(months)
def test_a_month_survives_writing_and_reading(month: Month):
    for text in (str(month), month.label, f"{month.number:02d}-{month.year}", month.first_day.isoformat()):
        assert parse_period(text) == month


@given(months)
def test_a_month_is_no_quarter(month: Month):
    with pytest.raises(NotAPeriod):
        Quarter.parse(str(month))


@given(st.text(max_size=20))
def test_any_text_is_a_period_or_is_refused_as_no_period(text: str):
    try:
        period = parse_period(text)
    except NotAPeriod:
        return
    assert parse_period(str(period)) == period


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_every_day_lies_in_its_quarter_and_in_one_of_its_months(day: date):
    quarter = Month(day.year, day.month).quarter
    assert quarter.first_day <= day <= quarter.last_day
    (month,) = [item for item in quarter.months if item.first_day <= day <= item.last_day]
    assert month.quarter == quarter


@given(quarters.filter(lambda q: q < Quarter(2099, 4)))
def test_the_day_after_a_quarter_begins_the_next(quarter: Quarter):
    assert quarter.shift(1).first_day == quarter.last_day + timedelta(days=1)
    assert quarter.shift(1).shift(-1) == quarter
    assert quarter < quarter.shift(1)


@given(quarters, st.integers(-20, 20))
def test_a_shift_of_four_is_a_year(quarter: Quarter, years: int):
    if 1990 <= quarter.year + years <= 2099:
        assert quarter.shift(4 * years) == Quarter(quarter.year + years, quarter.number)


@given(quarters, quarters)
def test_the_order_of_texts_is_the_order_of_quarters(one: Quarter, other: Quarter):
    assert (str(one) < str(other)) == (one < other)


def test_a_quarter_outside_our_years_does_not_exist():
    for year, number in ((1989, 4), (2101, 1), (2025, 0), (2025, 5)):
        with pytest.raises(NotAPeriod):
            Quarter(year, number)
    with pytest.raises(NotAPeriod):
        Quarter(2100, 4).shift(1)
