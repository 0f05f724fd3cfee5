"""Report marks against scipy's Student interval, the printed example and the cases without an interval."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

from pipelines.statistics.means import marks, means
from pipelines.statistics.outcome import Reason

TWELVE = np.array([5, 6, 7, 7, 7, 8, 8, 8, 8, 9, 9, 10])  # a 7.7


@given(st.lists(st.integers(1, 10), min_size=2, max_size=60).filter(lambda given: len(set(given)) > 1))
def test_the_interval_is_students(answers: list[int]):
    found = marks(np.array(answers))
    expected = scipy.stats.t.interval(0.95, len(answers) - 1, np.mean(answers), scipy.stats.sem(answers))
    assert (found.lower, found.upper) == pytest.approx(expected, abs=1e-9)
    assert (found.mean, found.sd) == pytest.approx((np.mean(answers), np.std(answers, ddof=1)), abs=1e-9)


def test_the_printed_example_comes_out():
    found = marks(TWELVE)
    assert found.mean == pytest.approx((5 + 6 + 3 * 7 + 4 * 8 + 2 * 9 + 10) / 12)
    assert [f"{v:.1f}" for v in (found.mean, found.lower, found.upper)] == ["7.7", "6.8", "8.5"]
    assert (found.n, found.missing, found.share_low, found.share_high) == (12, 0, 1 / 12, 7 / 12)


def test_a_missing_answer_leaves_the_denominator_and_is_counted():
    found = marks(np.array([7, np.nan, 8, np.nan]))
    assert (found.n, found.missing, found.mean) == (2, 2, 7.5)


@pytest.mark.parametrize(
    ("answers", "mean", "reason"),
    [
        ([], None, Reason.NO_CASES),
        ([np.nan], None, Reason.NO_CASES),
        ([7], 7.0, Reason.ONE_CASE),
        ([8, 8, 8], 8.0, Reason.ALL_EQUAL),
        ([7.1] * 30, 7.1, Reason.ALL_EQUAL),  # floats give a spread of 1e-15
    ],
)
def test_without_a_spread_there_is_no_interval(answers: list[float], mean: float | None, reason: Reason):
    found = marks(np.array(answers))
    assert found.mean == (None if mean is None else pytest.approx(mean))
    assert (found.lower, found.upper, found.reason) == (None, None, reason)


@pytest.mark.parametrize("wrong", [0, 0.9, 10.5, 77])
def test_a_mark_outside_one_to_ten_is_an_error(wrong: float):
    with pytest.raises(ValueError, match="from 1 to 10"):
        marks(np.array([7, wrong]))


def test_the_interval_is_not_clipped():
    upper = marks(np.array([10, 10, 10, 9, 4])).upper
    assert upper is not None and upper > 10


def test_a_finite_population_narrows_and_a_whole_one_closes_the_interval():
    n, mean, sd = np.array([20, 20, 20, 20]), np.full(4, 7.5), np.full(4, 1.2)
    found = means(n, mean, sd=sd, population=np.array([np.nan, 80, 20, np.inf]))
    half = scipy.stats.t.ppf(0.975, 19) * 1.2 / np.sqrt(20)
    expected = [half, half * np.sqrt(1 - 20 / 80), 0, half]
    assert found.upper - found.value == pytest.approx(expected, abs=1e-9)
    assert found.reason.tolist() == ["", "", "whole_count", ""]
    with pytest.raises(ValueError, match="more answers than clients"):
        means(n, mean, sd=sd, population=np.array([19, 80, 80, 80]))


def test_figures_side_by_side_each_have_their_reason():
    found = means(np.array([0, np.nan, 1, 5, 5]), np.full(5, 7.0), sd=np.array([np.nan, 1, np.nan, 0, 1]))
    assert found.reason.tolist() == ["no_cases", "no_cases", "one_case", "all_equal", ""]
    assert np.isnan(found.value).tolist() == [True, True, False, False, False]
    assert np.isnan(found.lower).tolist() == np.isnan(found.upper).tolist() == [True] * 4 + [False]
