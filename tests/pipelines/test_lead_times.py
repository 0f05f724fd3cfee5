"""TER-11 to TER-14 from case lists, end to end, beside Kaplan-Meier written a second time."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import small_cases
import small_town
from small_cases import Drawn, drawn, row, rows, target, town_with
from small_town import Town, csv_text, figure

LAST = date(2025, 6, 30)
CASES = drawn(160, first=date(2024, 5, 1), days=420)


def deliver(town: Town, name: str, lines: list[str], *, accept: bool = True) -> Any:
    path = town.write(name, csv_text(*lines, header=small_cases.HEADER))
    return town.run("deliver", path, "--by", "controller", "--json", *(["--accept"] if accept else []))


def accepted(town: Town, name: str, lines: list[str]) -> str:
    answer = deliver(town, name, lines)
    assert answer.code == 0, answer.out + answer.err
    return answer.json[0]["delivery_id"]


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


def waiting_list(count: int, started: int, *, on: date = date(2025, 4, 1)) -> list[str]:
    """Requests of one day, some of which started after ten days and the others wait."""
    return [
        row("eik", "D-4", "2025-K3", small_cases.number(f"w{place}"), on,
            started=on + timedelta(days=10 + place) if place < started else None)
        for place in range(count)
    ]  # fmt: skip


def publish_eik(folder: Path, lines: list[str], *targets: list[Any]) -> tuple[Town, Any]:
    town = town_with(list(targets), folder)
    accepted(town, "eik.csv", lines)
    return town, town.publish()


def test_what_half_has_not_reached_is_more_than_the_days_followed(tmp_path: Path):
    _, values = publish_eik(tmp_path, waiting_list(20, 6), target("D-4", "TER-11", 30))
    median = figure(values, "D-4", "TER-11", "2025-K3")
    followed = (date(2025, 9, 30) - date(2025, 4, 1)).days
    assert median[["value", "lower", "upper"]].isna().all()
    assert (median["more_than"], median["n"]) == (followed, 20)
    assert (median["reason_code"], median["status"]) == ("not_reached_behind", "behind")
    assert median["reason"].startswith(f"Nog niet bereikt (meer dan {followed} dagen)")


@pytest.mark.parametrize(
    ("norm", "code", "status"),
    [
        (None, "not_reached", "no_target"),
        (180, "not_reached_uncertain", "uncertain"),
        (30, "not_reached_behind", "behind"),
    ],
)
def test_what_is_not_reached_is_behind_only_when_it_surely_is(tmp_path: Path, norm: int | None, code: str, status: str):
    targets = [target("D-4", "TER-11", norm)] if norm else []
    _, values = publish_eik(tmp_path, waiting_list(20, 6), *targets)
    median = figure(values, "D-4", "TER-11", "2025-K3")
    assert (median["reason_code"], median["status"]) == (code, status)


def test_a_ninetieth_percentile_without_an_upper_limit_is_marked_more_than(tmp_path: Path):
    _, values = publish_eik(tmp_path, waiting_list(20, 18))
    late = figure(values, "D-4", "TER-13", "2025-K3")
    assert late["more_than"] == 10 + 17 and late[["value", "lower", "upper"]].isna().all()


@pytest.mark.parametrize(("count", "started", "code"), [(9, 9, "too_few"), (12, 4, "too_few_started")])
def test_fewer_than_ten_cases_or_five_starts_show_nothing(tmp_path: Path, count: int, started: int, code: str):
    _, values = publish_eik(tmp_path, waiting_list(count, started), target("D-4", "TER-12", 80, term=14))
    for indicator in ("TER-11", "TER-12", "TER-13"):
        found = figure(values, "D-4", indicator, "2025-K3")
        assert (found["reason_code"], found["status"]) == (code, "too_few")
        assert found[["value", "lower", "upper", "more_than", "numerator"]].isna().all()
        assert found["n"] == 12 or (code == "too_few" and found.isna()["n"])


def test_the_share_within_a_term_is_that_of_the_old_enough_where_too_few_are_left(tmp_path: Path):
    _, values = publish_eik(tmp_path, waiting_list(20, 15), target("D-4", "TER-12", 80, term=22))
    found = figure(values, "D-4", "TER-12", "2025-K3")
    # 13 started within 22 days (after 10 to 22), and 20 - 12 wait longer than that: fewer than ten, so not by the curve
    assert found["value"] == 100 * 13 / 20
    assert found["n"] == 20 and found["lower"] < 65 < found["upper"]
    assert found["reason"].endswith("Over aanvragen die minstens zo oud zijn als de termijn.")


def test_without_ten_requests_as_old_as_the_term_there_is_no_share(tmp_path: Path):
    lines = [*waiting_list(9, 9, on=date(2025, 4, 1)), *waiting_list(12, 0, on=date(2025, 9, 20))]
    lines[9:] = [
        line.replace(small_cases.number(f"w{place}"), small_cases.number(f"n{place}"))
        for place, line in enumerate(lines[9:])
    ]
    _, values = publish_eik(tmp_path, lines, target("D-4", "TER-12", 80, term=15))
    assert figure(values, "D-4", "TER-12", "2025-K3")["reason_code"] == "too_few_at_risk"


def test_withdrawn_requests_are_censored_and_told_but_not_when_they_are_few(tmp_path: Path):
    on = date(2025, 4, 1)
    gone = [
        row("eik", "D-4", "2025-K3", small_cases.number(f"g{place}"), on, ended=on + timedelta(days=5), reason="ingetrokken")
        for place in range(6)
    ]  # fmt: skip
    _, values = publish_eik(tmp_path / "veel", [*waiting_list(20, 18), *gone])
    told = figure(values, "D-4", "TER-11", "2025-K3")
    assert told["n"] == 26 and "Ingetrokken of afgewezen: 6." in told["reason"]
    steps = small_cases.km(
        [5] * 6 + [10 + place for place in range(18)] + [182] * 2, [False] * 6 + [True] * 18 + [False] * 2
    )
    assert told["value"] == small_cases.km_quantile(steps, 0.5)
    _, values = publish_eik(tmp_path / "weinig", [*waiting_list(20, 18), *gone[:2]])
    assert "Ingetrokken of afgewezen: minder dan 5." in figure(values, "D-4", "TER-11", "2025-K3")["reason"]


def test_working_days_are_counted_where_they_were_agreed(tmp_path: Path):
    # requested on Thursday 17 April 2025, started on Tuesday 6 May: Friday the 18th is Good Friday, Monday the 21st Easter
    # Monday, King's day fell on Saturday, Monday 5 May is a holiday in 2025: 22-25 April, 28-30 April, 1, 2 and 6 May
    lines = [
        row("eik", "D-4", "2025-K3", small_cases.number(f"d{place}"), date(2025, 4, 17), started=date(2025, 5, 6))
        for place in range(12)
    ]  # fmt: skip
    _, values = publish_eik(tmp_path, lines, target("D-4", "TER-12", 80, term=10, kind="werkdagen"))
    median = figure(values, "D-4", "TER-11", "2025-K3")
    assert median["value"] == 4 + 3 + 2 + 1
    assert median["reason"].endswith("Geteld in werkdagen.")
    assert figure(values, "D-4", "TER-12", "2025-K3")["value"] == 100


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
    town, values = publish_eik(tmp_path, waiting_list(20, 18))
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
    town, _ = publish_eik(tmp_path, waiting_list(20, 18), target("D-3", "TER-12", 80, term=20))
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
