"""CUSUM on standardised values: the sums written out, gaps, where a change began, and when it takes over from XmR."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.statistics.cusum import cusum, standardised_shares, suits_xmr


@given(st.lists(st.one_of(st.integers(-12, 12), st.none()), max_size=40))
def test_a_sum_is_the_largest_total_that_ends_here(quarters: list[int | None]):
    """A second form of the same: high_i is the largest of 0 and every sum of (z - k) over periods that end at i."""
    z = np.array([np.nan if q is None else q / 4 for q in quarters], dtype=float)
    found = cusum(z)
    for up, sums in ((1, found.high), (-1, found.low)):
        steps = np.nan_to_num(up * z - 0.5) * ~np.isnan(z)
        expected = [max(0.0, *(steps[start : i + 1].sum() for start in range(i + 1))) for i in range(len(z))]
        assert sums.tolist() == pytest.approx(expected, abs=1e-9)
    assert ((found.signal > 0) <= (found.high > 4)).all() and ((found.signal < 0) <= (found.low > 4)).all()


def test_a_lasting_shift_of_one_standard_deviation_signals_after_nine_periods():
    """Each period adds 1 - 0.5; 4 itself is no signal, 9 x 0.5 = 4.5 is."""
    found = cusum(np.array([0.0] * 5 + [1.0] * 9))
    assert found.high[-2:].tolist() == [8 * 0.5, 9 * 0.5]
    assert found.signal.tolist() == [0] * 13 + [1]
    assert found.began == 5
    mirrored = cusum(-np.array([0.0] * 5 + [1.0] * 9))
    assert (mirrored.signal[-1], mirrored.began) == (-1, 5)


def test_a_change_begins_after_the_last_period_that_adds_nothing():
    assert cusum(np.array([0.5, 0.5, 3.0, 3.0])).began == 2


def test_a_gap_leaves_the_sums_as_they_are():
    found = cusum(np.array([2.0, np.nan, 2.0]))
    assert found.high.tolist() == [1.5, 1.5, 3.0]


def test_a_change_that_went_by_no_longer_signals():
    found = cusum(np.array([5.0, -1, -1, -1]))
    assert found.signal.tolist() == [1, 0, 0, 0]
    assert found.began is None


@pytest.mark.parametrize("z", [[], [np.nan], [0.0]])
def test_nothing_signals_nothing(z: list[float]):
    found = cusum(np.array(z))
    assert (found.signal.tolist(), found.began) == ([0] * len(z), None)


def test_shares_are_standardised_by_the_pooled_share_of_the_baseline():
    x, n = np.array([5.0, 15, np.nan, 30]), np.array([50.0, 50, 50, 100])
    p = (5 + 15) / (50 + 50)
    expected = [(share - p) / np.sqrt(p * (1 - p) / size) for share, size in ((0.1, 50), (0.3, 50), (0.3, 100))]
    found = standardised_shares(x, n, baseline=2)
    assert found[[0, 1, 3]].tolist() == pytest.approx(expected)
    assert np.isnan(found[2])
    whole = standardised_shares(x, n)
    assert whole[0] == pytest.approx((0.1 - 50 / 200) / np.sqrt(0.25 * 0.75 / 50))


@pytest.mark.parametrize(("x", "n"), [([0, 0], [10, 10]), ([10, 10], [10, 10]), ([0, 0], [0, 0]), ([], [])])
def test_where_nothing_varies_nothing_is_standardised(x: list[float], n: list[float]):
    assert np.isnan(standardised_shares(np.array(x, dtype=float), np.array(n, dtype=float))).all()


def test_a_period_without_cases_is_a_gap():
    found = standardised_shares(np.array([5.0, 0, 8]), np.array([10.0, 0, 10]))
    assert np.isnan(found).tolist() == [False, True, False]


@pytest.mark.parametrize(
    ("x", "n", "suits"),
    [
        ([40, 50, 60], [100, 100, 100], True),
        ([40, 50, 60], [100, 125, 75], True),  # exactly 25% from the mean of 100
        ([40, 50, 60], [100, 126, 74], False),
        ([1, 1, 1], [100, 100, 100], False),  # n*p = 1
        ([99, 99, 99], [100, 100, 100], False),
        ([np.nan, 50, 60], [10, 100, 100], True),  # what was not delivered does not count
        ([], [], False),
    ],
)
def test_a_control_chart_needs_steady_and_sufficient_numbers(x: list[float], n: list[float], suits: bool):
    assert suits_xmr(np.array(x), np.array(n), spread=0.25, smallest=5) is suits
