"""The Wilson interval against an independent implementation and the examples printed in statistics.md and domain.md."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from pipelines.statistics.proportions import Z95, wilson


def one(x: float, n: float) -> tuple[float, float]:
    lower, upper = wilson(np.array([x], dtype=float), np.array([n], dtype=float))
    return float(lower[0]), float(upper[0])


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_is_that_of_statsmodels(case: tuple[int, int]):
    x, n = case
    expected = proportion_confint(x, n, alpha=0.05, method="wilson")
    assert one(x, n) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("x", "n", "low", "high"),
    [(9, 10, 60, 98), (23, 30, 59, 88), (85, 100, 77, 91), (9, 12, 47, 91), (84, 100, 76, 90)],
)
def test_the_printed_examples_come_out(x: int, n: int, low: int, high: int):
    lower, upper = one(x, n)
    assert (round(100 * lower), round(100 * upper)) == (low, high)


@pytest.mark.parametrize("n", [1, 5, 10, 30, 1000])
def test_none_and_all_end_exactly_at_their_edge(n: int):
    assert one(0, n)[0] == 0.0
    assert one(n, n)[1] == 1.0
    assert one(0, n)[1] == pytest.approx(Z95**2 / (n + Z95**2))  # what is left of the formula at x = 0
    assert one(n, n)[0] == pytest.approx(n / (n + Z95**2))


def test_of_nobody_there_is_no_interval():
    assert np.isnan(one(0, 0)).all()
    assert np.isnan(one(np.nan, 10)).all()
    assert np.isnan(one(3, np.nan)).all()


def test_z_is_that_of_the_normal_distribution_and_not_196():
    assert Z95 == 1.959963984540054


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_mirrors(case: tuple[int, int]):
    x, n = case
    lower, upper = one(x, n)
    assert 0 <= lower <= x / n <= upper <= 1
    assert one(n - x, n) == pytest.approx((1 - upper, 1 - lower))


def test_an_array_keeps_its_shape():
    lower, upper = wilson(np.array([[1.0, 2.0]]), np.array([[4.0, 0.0]]))
    assert lower.shape == upper.shape == (1, 2)
    assert np.isnan([lower[0, 1], upper[0, 1]]).all()
