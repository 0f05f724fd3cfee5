"""Numbers, dates and sentences as the Dutch write them."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard import dutch
from schemas.vocabulary import Unit


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (1234.5, 1, "1.234,5"),
        (1234567, 0, "1.234.567"),
        (7.4, 1, "7,4"),
        (0.5, 0, "1"),
        (2.5, 0, "3"),
        (62.5, 0, "63"),
        (1.005, 2, "1,01"),
        (-0.4, 0, "0"),
        (-12.5, 0, "-13"),
    ],
)
def test_a_half_goes_up_and_thousands_get_a_point(value: float, decimals: int, written: str) -> None:
    assert dutch.number(value, decimals) == written


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        (1234, Unit.COUNT, "1.234"),
        (61.5, Unit.PERCENT, "62%"),
        (1, Unit.DAYS, "1 dag"),
        (0, Unit.DAYS, "0 dagen"),
        (34.4, Unit.DAYS, "34 dagen"),
        (7.25, Unit.GRADE, "7,3"),
        (None, Unit.COUNT, "–"),
    ],
)
def test_a_figure_carries_its_unit(value: float | None, unit: Unit, written: str) -> None:
    assert dutch.figure(value, unit) == written


def test_periods_are_written_in_full_and_short() -> None:
    assert dutch.period("2025-K4") == "4e kwartaal 2025"
    assert dutch.short_period("2025-K4") == "K4 2025"
    assert dutch.period("2025-10") == "oktober 2025"
    assert dutch.short_period("2025-03") == "mrt 2025"


def test_a_utc_moment_is_shown_on_the_dutch_clock() -> None:
    assert dutch.moment("2026-02-09T14:20:00Z") == "9 februari 2026, 15.20 uur"
    assert dutch.moment("2026-07-09T14:20:00+00:00") == "9 juli 2026, 16.20 uur"
    assert dutch.day(date(2025, 11, 4)) == "4 november 2025"


def test_one_is_singular_and_none_is_a_word() -> None:
    assert dutch.plural(1, "aanbieder", "aanbieders") == "1 aanbieder"
    assert dutch.plural(28, "aanbieder", "aanbieders") == "28 aanbieders"
    assert dutch.plural(0, "aanbieder", "aanbieders") == "geen aanbieders"


def test_completeness_is_a_sentence() -> None:
    assert dutch.completeness(27, 25) == "Van 25 van de 27 aanbieders is de levering geaccepteerd."
    assert dutch.completeness(27, 1) == "Van 1 van de 27 aanbieders is de levering geaccepteerd."
    assert dutch.completeness(27, 27) == "Van alle 27 aanbieders is de levering geaccepteerd."
    assert dutch.completeness(0, 0) == "Voor dit kwartaal wordt geen levering verwacht."


def test_a_delivery_before_its_date_is_not_late() -> None:
    assert dutch.delivery("accepted", -3) == "geleverd"
    assert dutch.delivery("accepted", 9) == "geleverd, 9 dagen te laat"
    assert dutch.delivery("missing", None) == "niet geleverd"


def test_an_unknown_n_is_said_not_left_out() -> None:
    assert dutch.cases(41) == "n = 41"
    assert dutch.cases(None) == "n onbekend"


@pytest.mark.parametrize(
    ("value", "more_than", "told"),
    [
        (34.0, None, "34 dagen"),
        (None, 90.0, "meer dan 90 dagen"),
        (None, 1.0, "meer dan 1 dag"),
        (None, None, dutch.NOTHING),
    ],
)
def test_what_is_not_reached_yet_is_more_than_the_days_followed(
    value: float | None, more_than: float | None, told: str
) -> None:
    assert dutch.reached(value, more_than, "days") == told


def test_the_size_of_a_file_is_in_thousands_of_bytes():
    assert [dutch.file_size(count) for count in (1, 1_499, 250_000, 1_250_000)] == ["1 kB", "1 kB", "250 kB", "1,3 MB"]


def test_a_narrow_column_has_no_word_for_a_unit_that_its_heading_names() -> None:
    told = [dutch.cell(2.0, unit) for unit in ("fte_years", "days", "hours", "percent")]
    assert told == ["2,00", "2", "2,0", "2%"]
    assert dutch.cell(None, "fte_years") == "–"
