"""Trends against a second implementation, scipy's slope and correlation, and the cases that are not tested."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.stats
import second_opinion
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.contingency_tables import Table

from pipelines.statistics.outcome import Reason
from pipelines.statistics.trend import Trend, cochran_armitage, mann_kendall

SERIES = st.lists(st.one_of(st.integers(0, 8), st.none()), min_size=8, max_size=24).filter(
    lambda values: sum(v is not None for v in values) >= 8
)
PERIODS = st.lists(
    st.integers(10, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=4, max_size=16
).filter(lambda rows: 0 < sum(x for x, _ in rows) < sum(n for _, n in rows))


def floats(values: list[int | None]) -> np.ndarray:
    return np.array([np.nan if value is None else value for value in values], dtype=float)


@given(SERIES)
def test_mann_kendall_and_sen_agree_with_a_second_implementation(values: list[int | None]):
    found = mann_kendall(floats(values))
    z, p, slope = second_opinion.mann_kendall([None if v is None else float(v) for v in values])
    assert (found.z, found.p, found.slope) == (pytest.approx(z), pytest.approx(p, abs=1e-9), pytest.approx(slope))


@given(SERIES)
def test_sens_slope_is_that_of_scipy(values: list[int | None]):
    y = floats(values)
    place = np.flatnonzero(~np.isnan(y))
    assert mann_kendall(y).slope == pytest.approx(scipy.stats.theilslopes(y[place], place).slope, abs=1e-9)


@given(PERIODS)
def test_cochran_armitage_agrees_with_a_second_implementation(rows: list[tuple[int, int]]):
    x, n = [a for a, _ in rows], [b for _, b in rows]
    found = cochran_armitage(floats(list(x)), floats(list(n)))
    z, p = second_opinion.cochran_armitage(list(x), list(n))
    assert found.z == pytest.approx(z, abs=1e-9)
    assert found.p == pytest.approx(p, abs=1e-9)


@given(PERIODS)
def test_cochran_armitage_is_the_ordinal_association_of_statsmodels(rows: list[tuple[int, int]]):
    """Which divides by N - 1 where Armitage divides by N."""
    x, n = np.array(rows, dtype=float).T
    table = Table(np.array([n - x, x]), shift_zeros=False)
    oracle = table.test_ordinal_association(np.array([0, 1]), np.arange(1, len(n) + 1))
    total = n.sum()
    assert cochran_armitage(x, n).z == pytest.approx(oracle.zscore * np.sqrt(total / (total - 1)), rel=1e-9, abs=1e-9)


def test_an_empty_period_keeps_its_place():
    x, n = [20, 24, None, 30, 33], [60, 60, None, 60, 60]
    found = cochran_armitage(floats(x), floats(n))
    assert (found.periods, found.z) == (4, pytest.approx(second_opinion.cochran_armitage(x, n)[0]))
    line = mann_kendall(floats([1, 2, None, None, 5, 6, 7, 8, 9, 10]))
    assert (line.periods, line.slope, line.change) == (8, 1.0, 9.0)


def test_a_straight_line_is_found_with_its_slope():
    found = mann_kendall(7.0 + 0.1 * np.arange(8))
    assert found.slope == pytest.approx(0.1)
    assert found.change == pytest.approx(0.7)
    s, variance = 8 * 7 / 2, 8 * 7 * (2 * 8 + 5) / 18
    assert found.z == pytest.approx((s - 1) / np.sqrt(variance))


@pytest.mark.parametrize(("relevant", "label"), [(0.5, 1), (0.7, 1), (0.8, 0)])
def test_a_trend_is_told_only_when_it_is_large_enough(relevant: float, label: int):
    up = mann_kendall(7.0 + 0.1 * np.arange(8))  # 0.7 over the series, in floats a little less
    down = mann_kendall(7.0 - 0.1 * np.arange(8))
    assert (up.moves(relevant), down.moves(relevant)) == (label, -label)


def test_a_large_change_that_may_be_chance_is_not_told():
    assert mann_kendall(np.array([1, 9, 2, 8, 3, 9, 1, 9.0])).moves(0.1) == 0


def test_all_equal_is_p_one():
    found = mann_kendall(np.full(10, 7.5))
    assert (found.p, found.z, found.slope, found.moves(0.0)) == (1.0, 0.0, 0.0, 0)


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (mann_kendall(np.arange(7.0)), Reason.TOO_FEW_POINTS),
        (mann_kendall(np.array([])), Reason.TOO_FEW_POINTS),
        (mann_kendall(np.array([*np.arange(7.0), np.nan])), Reason.TOO_FEW_POINTS),
        (cochran_armitage(np.array([1.0, 2, 3]), np.full(3, 10.0)), Reason.TOO_FEW_POINTS),
        (cochran_armitage(np.array([1.0, 2, 3, 4]), np.array([10.0, 10, 9, 10])), Reason.SMALL_PERIOD),
        (cochran_armitage(np.zeros(4), np.full(4, 10.0)), Reason.NO_VARIATION),
        (cochran_armitage(np.full(4, 10.0), np.full(4, 10.0)), Reason.NO_VARIATION),
    ],
)
def test_what_cannot_be_tested_says_why(found: Trend, reason: Reason):
    assert (found.p, found.slope, found.reason, found.moves(0.0)) == (None, None, reason, 0)


def test_more_counted_than_there_are_is_an_error():
    with pytest.raises(ValueError):
        cochran_armitage(np.array([11.0]), np.array([10.0]))
