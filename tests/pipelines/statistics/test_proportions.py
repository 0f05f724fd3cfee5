"""Intervals of shares against statsmodels and the examples printed in statistics.md and domain.md."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from pipelines.statistics.distributions import Z95
from pipelines.statistics.proportions import difference, finite_shares, shares, wilson


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


def test_a_share_stands_beside_its_interval_and_its_reason():
    found = shares(np.array([23.0, 0, np.nan, 3]), np.array([30.0, 0, 10, np.nan]))
    assert found.value[0] == 23 / 30
    assert (found.lower[0], found.upper[0]) == one(23, 30)
    assert found.reason.tolist() == ["", "no_cases", "no_cases", "no_cases"]
    assert np.isnan([found.value[1:], found.lower[1:], found.upper[1:]]).all()


@pytest.mark.parametrize(("x", "n"), [(11, 10), (-1, 10), (np.inf, 10)])
def test_an_impossible_count_is_an_error(x: float, n: float):
    with pytest.raises(ValueError):
        shares(np.array([x]), np.array([n]))


CASE = st.integers(1, 800).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(CASE, CASE)
def test_a_difference_is_newcombes_as_in_statsmodels(first: tuple[int, int], second: tuple[int, int]):
    found = difference(*(shares(np.array([x]), np.array([n])) for x, n in (first, second)))
    expected = confint_proportions_2indep(*first, *second, method="newcomb", compare="diff")
    assert found.value[0] == pytest.approx(first[0] / first[1] - second[0] / second[1])
    assert (found.lower[0], found.upper[0]) == pytest.approx(expected, abs=1e-9)


def test_a_difference_with_nobody_is_null():
    found = difference(shares(np.array([1.0]), np.array([2.0])), shares(np.array([0.0]), np.array([0.0])))
    assert np.isnan([found.value[0], found.lower[0]]).all()
    assert found.reason.tolist() == ["no_cases"]


@given(CASE, st.integers(1, 1000))
def test_a_finite_population_is_wilson_with_more_answers(case: tuple[int, int], rest: int):
    x, n = case
    population = n + rest
    found = finite_shares(np.array([x]), np.array([n]), population=np.array([population]), above=0.0)
    more = n * (population - 1) / (population - n)
    expected = proportion_confint(x / n * more, more, method="wilson")
    assert (found.lower[0], found.upper[0]) == pytest.approx(expected, abs=1e-9)
    assert found.value[0] == x / n
    if x in (0, n):
        assert (found.lower[0], found.upper[0])[x == n] == x / n  # exactly 0 or 1


def test_the_correction_waits_for_a_part_that_matters():
    x, n = np.array([10.0] * 3), np.array([50.0] * 3)
    found = finite_shares(x, n, population=np.array([1000, 999, np.nan]), above=0.05)
    assert found.lower[0] == found.lower[2] == one(10, 50)[0]  # 50 of 1000 is not more than 5%
    assert found.lower[1] > found.lower[0]


def test_a_whole_count_has_no_margin_and_says_so():
    found = finite_shares(np.array([7.0, 0]), np.array([10.0, 0]), population=np.array([10.0, 0]), above=0.05)
    assert (found.lower[0], found.upper[0], found.reason[0]) == (0.7, 0.7, "whole_count")
    assert (np.isnan(found.lower[1]), found.reason[1]) == (True, "no_cases")


def test_more_answers_than_clients_is_an_error():
    with pytest.raises(ValueError, match="more answers than clients"):
        finite_shares(np.array([5.0]), np.array([10.0]), population=np.array([9.0]), above=0.05)
