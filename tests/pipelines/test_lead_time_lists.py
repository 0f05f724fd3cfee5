"""TER-11 to TER-14 of small case lists, each worked out by hand: nothing is shown of few, and what waits counts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import small_cases
from small_cases import accepted, row, target, town_with, waiting_list
from small_town import figure


def gone(count: int) -> list[str]:
    """Requests that were withdrawn after five days."""
    on = date(2025, 4, 1)
    return [
        row("eik", "D-4", "2025-K3", small_cases.number(f"g{place}"), on, ended=on + timedelta(days=5), reason="ingetrokken")
        for place in range(count)
    ]  # fmt: skip


def young(count: int) -> list[str]:
    """Requests of ten days before the end, who all wait."""
    lines = waiting_list(count, 0, on=date(2025, 9, 20))
    return [line.replace(small_cases.number(f"w{at}"), small_cases.number(f"n{at}")) for at, line in enumerate(lines)]


# requested on Thursday 17 April 2025, started on Tuesday 6 May: Friday the 18th is Good Friday, Monday the 21st Easter
# Monday, King's day fell on Saturday, Monday 5 May is a holiday in 2025: 22-25 April, 28-30 April, 1, 2 and 6 May
ROUND_EASTER = [
    row("eik", "D-4", "2025-K3", small_cases.number(f"d{place}"), date(2025, 4, 17), started=date(2025, 5, 6))
    for place in range(12)
]
# lists of De Eik, each under a sub-agreement of its own: one delivery and one publication serve them all
LISTS: dict[str, tuple[list[str], list[list[Any]]]] = {
    "bare": (waiting_list(20, 6), []),
    "norm of 180": (waiting_list(20, 6), [target("D-4", "TER-11", 180)]),
    "norm of 30": (waiting_list(20, 6), [target("D-4", "TER-11", 30)]),
    "no upper limit": (waiting_list(20, 18), []),
    "nine": (waiting_list(9, 9), [target("D-4", "TER-12", 80, term=14)]),
    "four starts": (waiting_list(12, 4), [target("D-4", "TER-12", 80, term=14)]),
    "old enough": (waiting_list(20, 15), [target("D-4", "TER-12", 80, term=22)]),
    "too young": ([*waiting_list(9, 9), *young(12)], [target("D-4", "TER-12", 80, term=15)]),
    "many withdrawn": ([*waiting_list(20, 18), *gone(6)], []),
    "few withdrawn": ([*waiting_list(20, 18), *gone(2)], []),
    "working days": (ROUND_EASTER, [target("D-4", "TER-12", 80, term=10, kind="werkdagen")]),
}
SUBS = {name: f"D-4{place:02d}" for place, name in enumerate(LISTS)}


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What is published of all LISTS."""
    subs = [[sub, "eik", name, date(2024, 1, 1), date(2027, 12, 31)] for name, sub in SUBS.items()]
    targets = [[SUBS[name], *agreed[1:]] for name, (_, targets) in LISTS.items() for agreed in targets]
    town = town_with(targets, tmp_path_factory.mktemp("lijsten"), subs)
    lines = [
        line.replace(";D-4;", f";{SUBS[name]};").replace(case, small_cases.number(f"{name} {case}"))
        for name, (made, _) in LISTS.items()
        for line, case in ((line, line.split(";")[3]) for line in made)
    ]
    accepted(town, "eik.csv", lines)
    return town.publish()


def of_list(values: Any, name: str, indicator: str) -> Any:
    return figure(values, SUBS[name], indicator, "2025-K3")


def test_what_half_has_not_reached_is_more_than_the_days_followed(listed: Any):
    median = of_list(listed, "norm of 30", "TER-11")
    followed = (date(2025, 9, 30) - date(2025, 4, 1)).days
    assert median[["value", "lower", "upper"]].isna().all()
    assert (median["more_than"], median["n"]) == (followed, 20)
    assert (median["reason_code"], median["status"]) == ("not_reached_behind", "behind")
    assert median["reason"].startswith(f"Nog niet bereikt (meer dan {followed} dagen)")


@pytest.mark.parametrize(
    ("name", "code", "status"),
    [
        ("bare", "not_reached", "no_target"),
        ("norm of 180", "not_reached_uncertain", "uncertain"),
        ("norm of 30", "not_reached_behind", "behind"),
    ],
)
def test_what_is_not_reached_is_behind_only_when_it_surely_is(listed: Any, name: str, code: str, status: str):
    median = of_list(listed, name, "TER-11")
    assert (median["reason_code"], median["status"]) == (code, status)


def test_a_ninetieth_percentile_without_an_upper_limit_is_marked_more_than(listed: Any):
    late = of_list(listed, "no upper limit", "TER-13")
    assert late["more_than"] == 10 + 17 and late[["value", "lower", "upper"]].isna().all()


@pytest.mark.parametrize(("name", "code"), [("nine", "too_few"), ("four starts", "too_few_started")])
def test_fewer_than_ten_cases_or_five_starts_show_nothing(listed: Any, name: str, code: str):
    for indicator in ("TER-11", "TER-12", "TER-13"):
        found = of_list(listed, name, indicator)
        assert (found["reason_code"], found["status"]) == (code, "too_few")
        assert found[["value", "lower", "upper", "more_than", "numerator"]].isna().all()
        assert found["n"] == 12 or (code == "too_few" and found.isna()["n"])


def test_the_share_within_a_term_is_that_of_the_old_enough_where_too_few_are_left(listed: Any):
    found = of_list(listed, "old enough", "TER-12")
    # 13 started within 22 days (after 10 to 22), and 20 - 12 wait longer than that: fewer than ten, so not by the curve
    assert found["value"] == 100 * 13 / 20
    assert found["n"] == 20 and found["lower"] < 65 < found["upper"]
    assert found["reason"].endswith("Over aanvragen die minstens zo oud zijn als de termijn.")


def test_without_ten_requests_as_old_as_the_term_there_is_no_share(listed: Any):
    assert of_list(listed, "too young", "TER-12")["reason_code"] == "too_few_at_risk"


def test_withdrawn_requests_are_censored_and_told_but_not_when_they_are_few(listed: Any):
    told = of_list(listed, "many withdrawn", "TER-11")
    assert told["n"] == 26 and "Ingetrokken of afgewezen: 6." in told["reason"]
    steps = small_cases.km(
        [5] * 6 + [10 + place for place in range(18)] + [182] * 2, [False] * 6 + [True] * 18 + [False] * 2
    )
    assert told["value"] == small_cases.km_quantile(steps, 0.5)
    assert "Ingetrokken of afgewezen: minder dan 5." in of_list(listed, "few withdrawn", "TER-11")["reason"]


def test_working_days_are_counted_where_they_were_agreed(listed: Any):
    median = of_list(listed, "working days", "TER-11")
    assert median["value"] == 4 + 3 + 2 + 1
    assert median["reason"].endswith("Geteld in werkdagen.")
    assert of_list(listed, "working days", "TER-12")["value"] == 100
