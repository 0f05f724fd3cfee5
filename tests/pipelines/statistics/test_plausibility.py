"""A figure beside its own past, against scipy, statsmodels and sums of exact fractions."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, median_abs_deviation, norm
from statsmodels.stats.rates import test_poisson_2indep as two_rates

from pipelines.statistics.plausibility import FAR, FROM, LEAST, binomial_p, own, poisson_p


def p_of(value: float, median: float, known: int) -> float:
    return float(poisson_p(np.array([value]), np.array([median]), np.array([known]))[0])


def far(value: float, history: list[float]) -> bool:
    return bool(own(np.array([value]), np.array([history])).far[0])


@given(st.integers(0, 60), st.integers(0, 60), st.integers(4, 8))
def test_the_exact_p_is_the_sum_of_its_binomial_terms(x: int, median: int, k: int):
    n, chance = x + k * median, Fraction(1, k + 1)
    terms = [math.comb(n, i) * chance**i * (1 - chance) ** (n - i) for i in range(n + 1)]
    expected = min(Fraction(1), 2 * min(sum(terms[: x + 1], Fraction(0)), sum(terms[x:], Fraction(0))))
    assert p_of(x, median, k) == pytest.approx(float(expected), rel=1e-9)


@given(st.integers(0, 500), st.integers(0, 500), st.integers(4, 8))
def test_each_tail_is_that_of_scipy_and_statsmodels(x: int, median: int, k: int):
    n, chance = x + k * median, 1 / (k + 1)
    tails = [binomtest(x, n, chance, alternative=side).pvalue for side in ("less", "greater")] if n else [1.0, 1.0]
    assert p_of(x, median, k) == pytest.approx(min(1.0, 2 * min(tails)), rel=1e-6)
    if median:  # statsmodels divides by it
        smaller = two_rates(x, 1, k * median, k, method="exact-cond", alternative="smaller", compare="ratio").pvalue
        assert min(tails[0], 1.0) == pytest.approx(min(smaller, 1.0), rel=1e-6)


def test_nobody_before_and_one_now_is_no_surprise():
    assert p_of(1, 0, 8) == pytest.approx(2 * (1 / 9))  # one case, in any of nine quarters alike
    assert p_of(0, 0, 8) == 1.0


def test_ten_times_as_many_is_not_chance():
    assert p_of(410, 41, 4) < 1e-50
    assert p_of(4, 41, 4) < 1e-6


def test_a_half_median_counts_as_it_is():
    assert p_of(30, 20.5, 4) == pytest.approx(min(1, 2 * binomtest(30, 30 + 82, 1 / 5, alternative="greater").pvalue))


@given(st.lists(st.integers(0, 1000), min_size=FROM, max_size=8), st.integers(0, 5000))
def test_far_is_measured_in_the_median_deviation(history: list[int], value: int):
    median = float(np.median(history))
    scale = max(float(median_abs_deviation(history)) / float(norm.ppf(0.75)), LEAST * median)
    least = (FAR * scale, FAR * max(scale, LEAST * history[0]))
    found = (abs(value - median), abs(value - history[0]))
    if all(abs(distance - limit) > 1e-6 for distance, limit in zip(found, least, strict=True)):
        expected = all(distance > limit for distance, limit in zip(found, least, strict=True))
        assert far(value, [float(x) for x in history]) is expected


def test_a_new_level_is_told_once():
    assert far(120, [40, 41, 42, 43])
    assert not far(110, [120, 40, 41, 42, 43])
    assert not far(110, [math.nan, 120, 40, 41, 42, 43])
    assert far(40, [120, 120, 120, 120, 400])


def test_one_wrong_figure_in_the_past_hides_nothing():
    assert far(400, [40, 41, 400, 42, 43])
    assert not far(41, [400, 40, 41, 42, 43])


def test_less_than_half_of_a_steady_median_is_not_far():
    assert not far(60, [40, 40, 40, 40])
    assert far(61, [40, 40, 40, 40])
    assert far(19, [40, 40, 40, 40])


def test_a_provider_that_swings_may_swing():
    assert not far(90, [40, 60, 20, 80, 50])


def test_with_fewer_than_four_earlier_figures_nothing_is_far():
    found = own(np.array([400.0, 400.0, np.nan]), np.array([[40, 41, 42, np.nan], [40, 41, 42, 43], [40, 41, 42, 43]]))
    assert found.known.tolist() == [3, 4, 4]
    assert np.isnan(found.median[0]) and found.median[1:].tolist() == [41.5, 41.5]
    assert found.far.tolist() == [False, True, False]
    assert np.isnan(poisson_p(np.array([400.0]), found.median[:1], found.known[:1])).all()


@given(st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.integers(0, 100),
       st.integers(1, 500))  # fmt: skip
def test_the_p_of_a_share_is_that_of_scipy(case: tuple[int, int], percent: int, cases: int):
    x, n = case
    chance = (percent / 100 * cases + 0.5) / (cases + 1)
    tails = [binomtest(x, n, chance, alternative=side).pvalue for side in ("less", "greater")]
    columns = (np.array([float(item)]) for item in (x, n, percent / 100, cases))
    assert float(binomial_p(*columns)[0]) == pytest.approx(min(1.0, 2 * min(tails)), rel=1e-6)


def test_three_of_five_after_years_of_everybody_is_no_surprise_but_thirty_of_fifty_is():
    always, before = np.array([1.0, 1.0]), np.array([40.0, 400.0])
    p = binomial_p(np.array([4.0, 30]), np.array([5.0, 50]), always, before)
    assert p[0] > 0.001 > p[1]


def test_an_impossible_count_is_an_error():
    with pytest.raises(ValueError):
        p_of(-1, 3, 4)
