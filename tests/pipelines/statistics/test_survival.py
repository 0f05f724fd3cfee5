"""Lead times with open cases against statsmodels, the lung data as R reads them, and a second implementation."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import second_opinion
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.duration.survfunc import SurvfuncRight

from pipelines.statistics.outcome import Reason
from pipelines.statistics.survival import Curve, Least, kaplan_meier, quantile, ripe_counts, within

MEDIAN, NORM, ANYTHING = Least(cases=10, closings=5, at_risk=5), Least(10, 5, 10), Least(0, 0, 0)
CASES = st.lists(st.tuples(st.integers(0, 25), st.booleans()), min_size=1, max_size=60)


def curve(cases: list[tuple[int, bool]]) -> Curve:
    return kaplan_meier(np.array([days for days, _ in cases]), np.array([closed for _, closed in cases], dtype=bool))


@pytest.mark.parametrize(
    ("sex", "median", "lower", "upper"), [(0, 310, 284, 361), (1, 270, 210, 306), (2, 426, 345, 524)]
)
def test_the_medians_of_the_lung_data_are_known(
    real: Callable[[str], Path], sex: int, median: int, lower: int, upper: int
):
    lung = pd.read_csv(real("F2_km_lung.csv"))
    part = lung if sex == 0 else lung[lung["sex"] == sex]
    found = kaplan_meier(part["time"].to_numpy(), part["status"].to_numpy() == 1)
    half = quantile(found, 0.5, least=MEDIAN)
    assert half.value == median
    oracle = SurvfuncRight(part["time"], part["status"])
    assert (half.lower, half.upper) == oracle.quantile_ci(0.5, method="cloglog") == (lower, upper)
    assert found.survival == pytest.approx(oracle.surv_prob, abs=1e-9)
    assert found.at_risk.tolist() == oracle.n_risk.tolist()


@given(CASES)
def test_the_curve_is_that_of_statsmodels(cases: list[tuple[int, bool]]):
    found = curve(cases)
    if not any(closed for _, closed in cases):
        assert len(found.time) == 0
        return
    oracle = SurvfuncRight(
        [days + 1 for days, _ in cases], [int(closed) for _, closed in cases]
    )  # it wants days above 0
    assert found.time.tolist() == [day - 1 for day in oracle.surv_times]
    assert found.survival == pytest.approx(oracle.surv_prob, abs=1e-9)


@given(
    st.lists(
        st.tuples(st.integers(0, 20), st.booleans(), st.one_of(st.none(), st.integers(0, 12))), min_size=1, max_size=40
    )
)
def test_a_second_implementation_agrees_also_with_delayed_entry(rows: list[tuple[int, bool, int | None]]):
    cases = [(days, closed, -np.inf if entry is None else entry) for days, closed, entry in rows]
    cases = [(days, closed, entry if entry < days else -np.inf) for days, closed, entry in cases]
    days, closed, entry = (np.array(part) for part in zip(*cases, strict=True))
    found = kaplan_meier(days, closed, entry=np.where(np.isinf(entry), np.nan, entry))
    slow = second_opinion.kaplan_meier([(float(a), bool(b), float(c)) for a, b, c in cases])
    ours = np.column_stack([found.time, found.survival, found.lower, found.upper])
    assert ours == pytest.approx(np.array(slow).reshape(-1, 4), abs=1e-9, nan_ok=True)
    for day in range(22):
        assert found.remaining(day) == sum(late < day <= end for end, _, late in cases)


@given(CASES, st.sampled_from([0.25, 0.5, 0.9]))
def test_a_quantile_is_the_first_day_on_which_the_share_is_reached(cases: list[tuple[int, bool]], p: float):
    found = quantile(curve(cases), p, least=ANYTHING)
    rows = second_opinion.kaplan_meier([(days, closed, -np.inf) for days, closed in cases])
    assert found.value == next((day for day, survival, _, _ in rows if survival <= 1 - p + 1e-9), None)
    assert found.lower == next((day for day, _, lower, _ in rows if lower <= 1 - p + 1e-9), None)
    assert found.upper == next((day for day, _, _, upper in rows if upper <= 1 - p + 1e-9), None)
    assert found.reason == (None if found.value is not None else Reason.NOT_REACHED)


@given(CASES, st.integers(0, 25))
def test_without_open_cases_the_share_within_the_norm_is_a_plain_share(cases: list[tuple[int, bool]], norm: int):
    days = [days for days, _ in cases]
    found = within(curve([(day, True) for day in days]), norm, least=ANYTHING)
    if norm > max(days):
        assert (found.value, found.reason) == (None, Reason.BEYOND_FOLLOW_UP)
    else:
        assert found.value == pytest.approx(sum(day <= norm for day in days) / len(days))


def test_a_share_that_is_hit_exactly_gives_that_day_and_not_the_midpoint():
    """Ten cases closed on days 1 to 10: S(5) = 5/10, where survfit would answer 5.5."""
    found = quantile(curve([(day, True) for day in range(1, 11)]), 0.5, least=MEDIAN)
    assert found.value == 5
    thirty = curve([(day, True) for day in range(1, 31)])
    assert thirty.survival[14] > 0.5  # in floats
    assert quantile(thirty, 0.5, least=MEDIAN).value == 15


def test_open_cases_lengthen_the_median():
    closed = [(day, True) for day in range(1, 13)]
    waiting = [(40, False)] * 4
    assert quantile(curve(closed), 0.5, least=MEDIAN).value == 6
    assert quantile(curve(closed + waiting), 0.5, least=MEDIAN).value == 8


def test_on_the_same_day_closings_come_before_censorings():
    found = curve([(5, True), (5, False), (6, True), (7, False)])
    assert found.at_risk.tolist() == [4, 2]
    assert found.survival == pytest.approx([3 / 4, 3 / 4 * 1 / 2])


def test_all_censored_gives_no_median_but_says_more_than():
    found = curve([(day, False) for day in range(1, 21)])
    assert (found.closings, found.longest) == (0, 20)
    assert quantile(found, 0.5, least=MEDIAN).reason is Reason.TOO_FEW_CLOSINGS
    assert quantile(found, 0.5, least=ANYTHING) == quantile(found, 0.9, least=ANYTHING)
    not_yet = quantile(found, 0.5, least=ANYTHING)
    assert (not_yet.value, not_yet.more_than, not_yet.reason) == (None, 20, Reason.NOT_REACHED)
    share = within(found, 10, least=ANYTHING)
    assert (share.value, share.lower, share.reason) == (0.0, None, Reason.ONE_SIDED)


@pytest.mark.parametrize("days", [[], [3]])
def test_of_nobody_and_of_one_there_is_no_figure(days: list[int]):
    found = kaplan_meier(np.array(days), np.ones(len(days), dtype=bool))
    assert quantile(found, 0.5, least=MEDIAN).reason is Reason.TOO_FEW_CASES
    assert within(found, 2, least=NORM).reason is Reason.TOO_FEW_CASES
    assert found.cases == len(days)


def test_nothing_is_said_where_too_few_remain():
    found = curve([(day, True) for day in range(1, 21)] + [(30, False)] * 3)
    assert within(found, 13, least=NORM).value == pytest.approx(13 / 23)  # 23 - 12 = 11 at risk on day 13
    assert within(found, 15, least=NORM).reason is Reason.TOO_FEW_AT_RISK  # 23 - 14 = 9
    assert within(found, 31, least=NORM).reason is Reason.BEYOND_FOLLOW_UP
    assert quantile(found, 0.5, least=MEDIAN).value == 12
    assert quantile(found, 0.9, least=MEDIAN).reason is Reason.NOT_REACHED
    thin = curve([(day, True) for day in range(1, 8)] + [(day, False) for day in (1, 1, 1, 1, 2, 2, 2)])
    assert quantile(thin, 0.5, least=MEDIAN).reason is Reason.TOO_FEW_AT_RISK


def test_a_quantile_without_upper_limit_says_so():
    found = quantile(curve([(day, True) for day in range(1, 21)]), 0.9, least=Least(10, 5, 0))
    assert (found.value, found.upper, found.reason) == (18, 20, None) or found.upper is None
    open_end = quantile(curve([(day, True) for day in range(1, 10)] + [(9, False)] * 8), 0.5, least=Least(10, 5, 0))
    assert (open_end.value, open_end.upper) == (9, None)


def test_closed_on_the_same_day_and_on_the_norm_counts():
    found = curve([(0, True)] * 5 + [(7, True)] * 5 + [(20, False)] * 10)
    assert within(found, 0, least=ANYTHING).value == pytest.approx(5 / 20)
    at_norm = within(found, 7, least=NORM)
    assert at_norm.value == pytest.approx(10 / 20)
    assert at_norm.lower is not None and at_norm.upper is not None
    assert at_norm.lower < 0.5 < at_norm.upper


def test_everything_closed_has_a_value_without_interval():
    found = within(curve([(3, True)] * 12), 3, least=NORM)
    assert (found.value, found.lower, found.upper, found.reason) == (1.0, None, None, Reason.ONE_SIDED)


def test_a_withdrawal_is_censored_and_counted_apart():
    days, closed = np.array([3, 4, 5]), np.array([True, False, False])
    found = kaplan_meier(days, closed, withdrawn=np.array([False, True, False]))
    assert (found.cases, found.closings, found.withdrawn) == (3, 1, 1)
    with pytest.raises(ValueError, match="closed or withdrawn"):
        kaplan_meier(days, closed, withdrawn=np.array([True, False, False]))


@pytest.mark.parametrize("days", [[-1, 3], [np.nan, 3], [np.inf, 3]])
def test_a_negative_or_missing_time_is_an_error(days: list[float]):
    with pytest.raises(ValueError, match="0 or more"):
        kaplan_meier(np.array(days), np.array([True, True]))


def test_a_case_that_enters_after_its_end_is_an_error():
    with pytest.raises(ValueError, match="enters before"):
        kaplan_meier(np.array([3]), np.array([True]), entry=np.array([3]))


def test_the_ripe_cohort_counts_open_cases_as_not_met():
    """Norm 10 days, six cases: one too young; of the five others two closed in time, one late, two still open."""
    days, closed = np.array([4, 10, 12, 30, 15, 2]), np.array([True, True, True, False, False, False])
    age = np.array([20, 30, 40, 30, 15, 2])
    assert ripe_counts(days, closed, age, norm=10) == (2, 5)
