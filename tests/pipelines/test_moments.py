"""The time stamps of survey tools are read as the quarter they fall in; what may be two days is asked once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from small_surveys import ANSWERS, by_date, delivered, learned
from small_town import Town

from pipelines import intake
from pipelines.findings import safe
from pipelines.recipes.periods import period_reader
from pipelines.recipes.writing import recipe_text
from pipelines.sources.moments import day_in, month_stands_first


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


def stamped(*stamps: str) -> bytes:
    rows = [f"{stamp};{answer}" for stamp, answer in zip(stamps, ANSWERS, strict=False)]
    return "\n".join(["Ingevuld op;Ik ben goed geholpen", *rows, ""]).encode()


@pytest.mark.parametrize(
    "text",
    [
        "2025/10/10 9:56:35 AM GMT+2", "2025/10/10 9:56:35 a.m. CET", "10-10-2025 9:56:35", "10/10/2025 9:56:35",
        "2025-10-10 9:56:35", "2025-10-10 09:56:35", "2025-10-10T09:56:35Z", "2025-10-10 09:56:35.123000", "10-10-2025",
        "2025/10/10 9:56:35 PM EET", "10 oktober 2025 9:56", "2025-10-10T09:56:35+02:00", "10/10/2025, 9:56 p.m.",
    ],
)  # fmt: skip
def test_a_moment_is_the_quarter_that_it_falls_in(text: str) -> None:
    if "EET" not in text:  # a zone that we do not know is no reason to guess
        assert day_in(text) == date(2025, 10, 10)
        assert period_reader("quarter_of_date", column=[text])(text) == "2025-K4"
    assert safe(text) == f'"{text}"'


def test_a_day_above_twelve_tells_the_order_for_the_whole_column() -> None:
    assert month_stands_first(["3/4/2025 9:00", "12/31/2025"]) is True
    assert month_stands_first(["3/4/2025", "31/12/2025 9:00:00"]) is False
    assert month_stands_first(["3/4/2025"]) is month_stands_first(["13/4/2025", "4/13/2025"]) is None
    assert period_reader("quarter_of_date", column=["3/4/2025", "4/13/2025"])("3/4/2025") == "2025-K1"
    assert period_reader("quarter_of_date", column=["3/4/2025", "13/4/2025"])("3/4/2025") == "2025-K2"


def test_a_date_that_may_be_two_is_read_where_both_are_in_the_same_period() -> None:
    assert period_reader("quarter_of_date", column=["1/2/2025"])("1/2/2025") == "2025-K1"
    assert period_reader("month_of_date", column=["1/2/2025"])("1/2/2025") not in ("2025-01", "2025-02")
    assert period_reader("month_of_month_first_date", column=["1/2/2025"])("1/2/2025") == "2025-01"
    assert (
        period_reader("quarter_of_date", column=["03-04-2025"])("03-04-2025") == "2025-K2"
    )  # with dashes: the day first


def test_a_column_in_doubt_is_one_fault_at_its_first_cell(town: Town) -> None:
    learned(town, by_date(), stamped(*["10-02-2026 9:56:35"] * 12))
    found = delivered(town, "tweede.csv", stamped(*["3/4/2026 9:56:35"] * 12))
    (error,) = found.checked.errors
    assert (error.code, error.cell, error.detail) == ("day_or_month", "A2", '"3/4/2026 9:56:35"')
    assert "Alles in dit bestand gaat over één kwartaal" in error.sentence


def test_a_column_of_moments_that_is_read_as_written_names_the_way_out_once(town: Town) -> None:
    first = delivered(town, "eerste.csv", stamped(*["10-10-2025 9:56:35"] * 12))
    content = by_date()
    trial = intake.try_recipe(
        town.home, first.delivery_id or "", type(content)(**{**content.__dict__, "period_is": "as_written"})
    )
    (error,) = trial.checked.errors
    assert (error.code, error.received) == ("moment_for_period", '"10-10-2025 9:56:35"')
    assert "het kwartaal waarin de datum valt" in error.sentence


def test_time_stamps_of_google_forms_become_figures(town: Town) -> None:
    learned(town, by_date(), stamped(*["2026/02/10 9:56:35 AM GMT+1"] * 12))
    later = delivered(town, "tweede.csv", stamped(*["2026/05/10 9:56:35 PM GMT+2"] * 12))
    assert later.checked.errors == [] and later.checked.slots == [("berk", "2026-K2", "clientenquete")]


def test_a_column_of_moments_looks_like_dates(town: Town) -> None:
    first = delivered(town, "eerste.csv", stamped(*["2026/02/10 9:56:35 AM GMT+1"] * 12))
    (sheet,) = intake.strange(town.home, first.delivery_id or "").sheets
    assert sheet.columns[0].looks == "date"
    assert recipe_text(by_date())
