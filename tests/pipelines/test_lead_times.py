"""TER-11 to TER-14 from case lists, end to end, beside Kaplan-Meier written a second time."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import small_cases
import small_town
from small_cases import Drawn, accepted, deliver, drawn, row, rows, target, town_with, waiting_list
from small_town import Town, figure

LAST = date(2025, 6, 30)
CASES = drawn(160, first=date(2024, 5, 1), days=420)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    targets = [
        target("D-3", "TER-12", 80, term=28),
        target("D-3", "TER-11", 21),
        target("D-3", "TER-13", 20),
        target("D-1", "TER-12", 80, term=20, kind="werkdagen"),
    ]
    made = town_with(targets, tmp_path_factory.mktemp("zaken"))
    accepted(made, "berk.csv", rows(CASES, "2025-K2", day=LAST))
    return made


def cohort(cases: list[Drawn], *, first: date, last: date) -> tuple[list[int], list[bool]]:
    """Days and whether help began, of the requests from `first` to `last`, as things stood on `last`."""
    seen = [case.seen_at(last) for case in cases if first <= case.requested <= last]
    ends = [case.started or case.gone or last for case in seen]
    return [(end - case.requested).days for end, case in zip(ends, seen, strict=True)], [
        case.started is not None for case in seen
    ]


def test_the_figures_of_a_quarter_are_kaplan_meier_over_the_requests_of_a_year(town: Town):
    values = town.publish()
    days, closed = cohort(CASES, first=date(2024, 7, 1), last=LAST)
    steps = small_cases.km(days, closed)
    median = figure(values, "D-3", "TER-11", "2025-K2")
    assert median["value"] == small_cases.km_quantile(steps, 0.5)
    assert median["lower"] <= median["value"] <= median["upper"]
    assert median["n"] == len(days)
    within = figure(values, "D-3", "TER-12", "2025-K2")
    assert within["value"] == pytest.approx(100 * small_cases.km_within(steps, 28), abs=1e-9)
    assert within["target"] == 80 and within["lower"] < within["value"] < within["upper"]
    late = figure(values, "D-3", "TER-13", "2025-K2")
    assert late["value"] == small_cases.km_quantile(steps, 0.9)
    assert late["status"] == "behind"  # far above 20 days
    assert "lopende aanvragen tellen mee" in median["reason"]


def test_who_waits_now_is_counted_however_long_ago_the_request_was(town: Town):
    long_ago = row("linde", "D-1", "2025-K2", small_cases.number("oud"), date(2023, 2, 1))
    accepted(town, "linde.csv", [long_ago])
    values = town.publish()
    assert figure(values, "D-1", "TER-14", "2025-K2")["value"] == 1
    seen = [case.seen_at(LAST) for case in CASES if case.requested <= LAST]
    waiting = sum(case.started is None and case.gone is None for case in seen)
    assert figure(values, "D-3", "TER-14", "2025-K2")["value"] == waiting
    few = figure(values, "D-1", "TER-11", "2025-K2")  # the one case was requested before the last four quarters
    assert few["status"] == "too_few" and few[["value", "n", "denominator", "lower", "upper"]].isna().all()


# --- the list as a delivery of its own


def test_a_rebuild_gives_the_same_figures(town: Town):
    before = town.publish()
    assert town.run("rebuild").code == 0
    assert town.run("verify").code == 0
    assert town.publish().equals(before)


def test_no_case_number_and_no_date_of_a_case_is_stored_or_published(town: Town):
    town.publish()
    numbers = [small_cases.number(f"D-3 {place}") for place in range(len(CASES))]
    files = [town.home.warehouse, town.home.ledger, *town.home.publications.glob("*.duckdb")]
    for file in files:
        assert not any(number.encode() in file.read_bytes() for number in numbers), file
    cells = town.table("delivered_cells")
    own = cells[cells["indicator"].isin(["TER-11", "TER-12", "TER-13", "TER-14"])]
    assert len(own) >= 4
    assert set(own["row"]) == {2}  # the first row of each list, whoever it is
    assert own[["value", "numerator", "denominator", "value_cell", "numerator_cell"]].isna().all(axis=None)
    deliveries = town.table("deliveries")
    lists = deliveries[deliveries["data_set"] == "zakenlijst"]
    assert len(lists) and lists[["rows", "rows_skipped"]].isna().all(axis=None)


def test_a_new_list_of_a_quarter_replaces_the_old_one_and_a_locked_one_refuses(tmp_path: Path):
    town = town_with([], tmp_path)
    accepted(town, "eik.csv", waiting_list(20, 18))
    accepted(town, "eik-2.csv", waiting_list(30, 28))
    values = town.publish()
    found = figure(values, "D-4", "TER-11", "2025-K3")
    assert found["n"] == 30 and found["provisional"]
    slot = ("--provider", "eik", "--quarter", "2025-K3", "--data-set", "zakenlijst")
    assert town.run("lock", *slot, "--by", "beheer").code == 0
    assert not figure(town.publish(), "D-4", "TER-11", "2025-K3")["provisional"]
    held = deliver(town, "eik-3.csv", waiting_list(15, 14))
    assert held.json[0]["locked"]
    assert figure(town.publish(), "D-4", "TER-11", "2025-K3")["n"] == 30


def test_a_quarter_without_a_list_is_not_delivered_once_there_was_one(tmp_path: Path):
    town = town_with([target("D-3", "TER-12", 80, term=20)], tmp_path)
    accepted(town, "eik.csv", waiting_list(20, 18))
    town.accepted("berk.csv", "berk;D-3;2025-K4;BER-1;40;;;aantal;;;")
    values = town.publish()
    at = values[values["indicator"].str.startswith("TER-1") & (values["indicator"].str.len() == 6)]
    status = {(row.sub_agreement_id, row.indicator, row.quarter): row.status for row in at.itertuples()}
    assert status["D-4", "TER-11", "2025-K4"] == "not_delivered"  # there was one for K3
    assert status["D-3", "TER-12", "2025-K3"] == "not_delivered"  # agreed, so it is asked
    assert ("D-3", "TER-11", "2025-K3") not in status
    assert ("D-4", "TER-12", "2025-K3") not in status  # nobody agreed a term


def test_a_register_without_the_columns_about_days_is_read_as_before(tmp_path: Path):
    town = Town(tmp_path)
    accepted(town, "eik.csv", waiting_list(20, 18))
    values = town.publish()
    assert figure(values, "D-4", "TER-11", "2025-K3")["value"] == 10 + 9
    assert "TER-12" not in set(values["indicator"])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (["D-3", "TER-12", 80, "kwartaal", date(2024, 1, 1), None, "x", None, None], "termijn in dagen"),
        (["D-3", "TER-2", 80, "kwartaal", date(2024, 1, 1), None, "x", 20, None], "alleen bij TER-12"),
        (["D-3", "TER-2", 80, "kwartaal", date(2024, 1, 1), None, "x", None, "werkdagen"], "soort dagen"),
    ],
)
def test_a_term_stands_where_it_belongs(tmp_path: Path, change: list[Any], said: str):
    with pytest.raises(AssertionError, match=said):
        town_with([change], tmp_path)


def test_a_workbook_with_a_list_and_a_monitor_is_refused(town: Town):
    head, *lines = [line.split(";") for line in [small_cases.HEADER, *waiting_list(3, 1)]]
    small_town.write_workbook(
        town.folder / "samen.xlsx",
        {"Zakenlijst": [head, *lines], "Kwartaalmonitor": [small_town.HEADERS, ["berk", "D-3", "2025-K3", "BER-1", 4]]},
    )
    answer = town.run("check", town.folder / "samen.xlsx")
    assert answer.code == 3 and "twee aparte bestanden" in answer.out


def test_a_workbook_with_dates_as_dates_is_read_alike(tmp_path: Path):
    head, *lines = [line.split(";") for line in [small_cases.HEADER, *waiting_list(20, 18)]]
    for line in lines:
        line[4:7] = [date.fromisoformat(day) if day else None for day in line[4:7]]
    town = town_with([], tmp_path)
    small_town.write_workbook(town.folder / "eik.xlsx", {"Zakenlijst": [head, *lines]})
    assert town.run("deliver", town.folder / "eik.xlsx", "--accept").code == 0
    assert figure(town.publish(), "D-4", "TER-11", "2025-K3")["value"] == 10 + 9
