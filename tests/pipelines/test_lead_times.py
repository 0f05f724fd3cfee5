"""TER-11 to TER-14 from case lists, end to end, beside Kaplan-Meier written a second time."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import small_cases
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


def test_the_share_within_a_term_asks_for_ten_who_were_followed_that_long(tmp_path: Path):
    _, values = publish_eik(tmp_path, waiting_list(20, 15), target("D-4", "TER-12", 80, term=22))
    # 13 have started by day 22 - 1; 20 - 12 are still waiting on day 22, which is fewer than ten
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
