"""Tests of differences and weighted means against statsmodels, scipy and real school data."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import ttest_ind
from statsmodels.stats.proportion import proportions_ztest
from statsmodels.stats.weightstats import DescrStatsW

from pipelines.statistics.differences import pooled_p, welch
from pipelines.statistics.means import marks
from pipelines.statistics.outcome import Array, Figures
from pipelines.statistics.weighted import Means, Tallies, tallied_means
from pipelines.statistics.weighting import effective

SHARE = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def p_of(x1: float, n1: float, x2: float, n2: float) -> float:
    one, two = (np.array([x1]), np.array([n1])), (np.array([x2]), np.array([n2]))
    return float(pooled_p(*one, x2=two[0], n2=two[1])[0])


@given(SHARE, SHARE)
def test_the_p_of_two_shares_is_that_of_statsmodels(one: tuple[int, int], two: tuple[int, int]):
    (x1, n1), (x2, n2) = one, two
    if x1 + x2 in (0, n1 + n2):
        assert p_of(x1, n1, x2, n2) == 1.0  # all or none in both: they do not differ
        return
    assert p_of(x1, n1, x2, n2) == pytest.approx(proportions_ztest([x1, x2], [n1, n2])[1], abs=1e-12)


def test_a_group_of_nobody_is_not_compared():
    assert np.isnan(p_of(0, 0, 5, 10)) and np.isnan(p_of(np.nan, 10, 5, 10))
    with pytest.raises(ValueError, match="more counted"):
        p_of(11, 10, 5, 10)


def of_all(values: Array, weights: Array | None = None) -> Means:
    w = np.ones(len(values)) if weights is None else weights
    rows = Tallies(np.zeros(len(values), dtype=np.int64), values.astype(float), np.ones(len(values)), w, w**2)
    return tallied_means(rows, 1)


GRADES = st.lists(st.integers(1, 10), min_size=2, max_size=60)


@pytest.mark.filterwarnings("ignore:Precision loss")  # scipy, where one group gave one answer
@settings(deadline=None)
@given(GRADES, GRADES)
def test_the_difference_of_two_means_is_welch_as_in_scipy(one: list[int], two: list[int]):
    a, b = of_all(np.array(one)), of_all(np.array(two))
    found = welch(a.figures.value, b.figures.value, error1=a.error, error2=b.error, n1=a.n, n2=b.n)
    if len(set(one)) == len(set(two)) == 1:
        assert found.figures.reason.tolist() == ["all_equal"] and np.isnan(found.p[0])
        return
    expected = ttest_ind(one, two, equal_var=False)
    assert found.p[0] == pytest.approx(expected.pvalue, rel=1e-9, abs=1e-15)
    interval = expected.confidence_interval(0.95)
    assert (found.figures.lower[0], found.figures.upper[0]) == pytest.approx((interval.low, interval.high))


def test_one_answer_or_none_is_not_tested():
    nan = np.array([np.nan])
    one = welch(
        np.array([7.0]), np.array([6.0]), error1=nan, error2=np.array([0.5]), n1=np.array([1]), n2=np.array([9])
    )
    assert one.figures.reason.tolist() == ["one_case"] and one.figures.value[0] == 1 and np.isnan(one.p[0])
    none = welch(nan, np.array([6.0]), error1=nan, error2=np.array([0.5]), n1=np.array([0]), n2=np.array([9]))
    assert none.figures.reason.tolist() == ["no_cases"]


# --- weighted means


@settings(deadline=None)
@given(GRADES)
def test_without_weights_it_is_the_mean_of_section_three(answers: list[int]):
    found, expected = of_all(np.array(answers)).figures, marks(np.array(answers, dtype=float))
    assert found.value[0] == pytest.approx(expected.mean)
    assert found.reason[0] == (expected.reason or "")
    if not expected.reason:
        assert (found.lower[0], found.upper[0]) == pytest.approx((expected.lower, expected.upper))


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(1, 10), st.floats(0.3, 3)), min_size=2, max_size=60))
def test_a_weighted_mean_is_the_formula_written_out(rows: list[tuple[int, float]]):
    values, weights = (np.array(part, dtype=float) for part in zip(*rows, strict=True))
    found, n = of_all(values, weights), len(values)
    mean = DescrStatsW(values, weights=weights).mean
    assert found.figures.value[0] == pytest.approx(mean)
    if len(set(values)) > 1:
        error = math.sqrt(n / (n - 1) * sum(w**2 * (y - mean) ** 2 for y, w in zip(values, weights, strict=True)))
        assert found.error[0] == pytest.approx(error / weights.sum())
    assert found.n_eff[0] == pytest.approx(float(effective(weights.sum(), (weights**2).sum())))


def test_answers_counted_per_answer_give_the_same_as_answers_one_by_one():
    rng = np.random.default_rng(5)
    values, weights = rng.integers(1, 11, 300).astype(float), rng.uniform(0.3, 3, 300)
    one_by_one = of_all(values, weights)
    rows = pd.DataFrame({"v": values, "w": weights, "w2": weights**2}).groupby("v").agg(
        n=("w", "size"), w=("w", "sum"), w2=("w2", "sum")
    ).reset_index()  # fmt: skip
    tallies = Tallies(
        np.zeros(len(rows), dtype=np.int64), *(rows[name].to_numpy(float) for name in ("v", "n", "w", "w2"))
    )
    together = tallied_means(tallies, 1)
    for name in ("value", "lower", "upper"):
        assert getattr(together.figures, name) == pytest.approx(getattr(one_by_one.figures, name))
    assert (together.error, together.n_eff) == (pytest.approx(one_by_one.error), pytest.approx(one_by_one.n_eff))


def _plain(figures: Figures) -> list[float]:
    return [float(part[0]) for part in (figures.value, figures.lower, figures.upper)]


def test_all_the_same_answer_has_a_mean_and_no_interval():
    found = of_all(np.full(12, 0.1 + 0.2), np.linspace(0.3, 3, 12)).figures
    assert found.value[0] == pytest.approx(0.3) and found.reason.tolist() == ["all_equal"]
    assert np.isnan(_plain(found)[1:]).all()
    assert of_all(np.array([8.0])).figures.reason.tolist() == ["one_case"]


def test_of_nobody_there_is_no_mean():
    nobody = tallied_means(Tallies(np.array([1]), *(np.array([x]) for x in (7.0, 2.0, 2.0, 2.0))), 2)
    assert nobody.figures.reason.tolist() == ["no_cases", "all_equal"]
    assert np.isnan(nobody.figures.value[0]) and nobody.n.tolist() == [0, 2]


def test_the_weighted_mean_of_the_schools_is_the_published_one(real: Callable[[str], Path]):
    """R's survey package: svymean(~api00, svydesign(id=~1, strata=~stype, weights=~pw)) = 662.29."""
    sample = pd.read_csv(real("F1_api_strat.csv"))
    found = of_all(sample["api00"].to_numpy(dtype=float), sample["pw"].to_numpy())
    assert found.figures.value[0] == pytest.approx(662.2874, abs=5e-5)
    assert found.n.tolist() == [200]
