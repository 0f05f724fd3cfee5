"""NPS: groups per scale, the adjusted interval written out, weights, and one-sided answers."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.statistics.nps import groups, nps
from pipelines.statistics.outcome import Figures

COUNTS = st.tuples(st.integers(0, 300), st.integers(0, 300), st.integers(0, 300)).filter(lambda parts: sum(parts) > 0)


def one(promoters: float, passives: float, detractors: float) -> Figures:
    n = np.array([promoters + passives + detractors])
    return nps(np.array([promoters]), np.array([detractors]), n=n)


@given(COUNTS)
def test_the_interval_is_the_formula_written_out(parts: tuple[int, int, int]):
    promoters, _, detractors = parts
    found, n = one(*parts), sum(parts)
    more = n + 3
    p, d = (promoters + 0.75) / more, (detractors + 0.75) / more
    m, half = p - d, 1.959963984540054 * math.sqrt((p + d - (p - d) ** 2) / more)
    assert found.value[0] == pytest.approx(100 * (promoters / n - detractors / n), abs=1e-9)
    assert found.lower[0] == pytest.approx(max(-100, 100 * (m - half)), abs=1e-9)
    assert found.upper[0] == pytest.approx(min(100, 100 * (m + half)), abs=1e-9)


@given(COUNTS)
def test_the_interval_is_that_of_scores_with_their_own_variance(parts: tuple[int, int, int]):
    """The same as a Wald interval on -1/0/1 in which three made-up answers take part."""
    scores, weights = np.array([1, 0, -1]), np.array(parts) + np.array([0.75, 1.5, 0.75])
    mean = np.average(scores, weights=weights)
    se = math.sqrt(np.average((scores - mean) ** 2, weights=weights) / weights.sum())
    found = one(*parts)
    assert found.lower[0] == pytest.approx(max(-100, 100 * (mean - 1.959963984540054 * se)), abs=1e-9)


@given(COUNTS)
def test_mirrored_answers_mirror_the_score(parts: tuple[int, int, int]):
    promoters, passives, detractors = parts
    found, mirrored = one(*parts), one(detractors, passives, promoters)
    assert mirrored.value[0] == pytest.approx(-found.value[0])
    assert mirrored.lower[0] == pytest.approx(-found.upper[0])


def test_the_printed_example_comes_out():
    found = one(12, 14, 4)
    assert [round(float(part[0])) for part in (found.value, found.lower, found.upper)] == [27, 1, 48]


def test_all_promoters_still_have_a_margin():
    found = one(10, 0, 0)
    assert (found.value[0], found.upper[0]) == (100, 100)
    p, d = (10 + 0.75) / 13, 0.75 / 13
    assert found.lower[0] == pytest.approx(
        100 * (10 / 13 - 1.959963984540054 * math.sqrt((p + d - (10 / 13) ** 2) / 13))
    )


@pytest.mark.parametrize("parts", [(0, 0, 0), (np.nan, 1, 1)])
def test_of_nobody_there_is_no_score(parts: tuple[float, float, float]):
    found = one(*parts)
    assert np.isnan([found.value[0], found.lower[0], found.upper[0]]).all()
    assert found.reason.tolist() == ["no_cases"]


def test_the_groups_follow_the_scale_and_missing_is_counted_apart():
    answers = np.array([0, 6, 7, 8, 9, 10, np.nan])
    found = groups(answers, "0-10")
    assert (found.promoters, found.passives, found.detractors, found.missing, found.n) == (2, 2, 2, 1, 6)
    assert groups(answers[1:], "1-10").detractors == 1


@pytest.mark.parametrize(("answer", "scale"), [(0, "1-10"), (11, "0-10"), (-1, "0-10"), (8.5, "0-10"), (5, "1-5")])
def test_an_answer_off_the_scale_is_an_error(answer: float, scale: str):
    with pytest.raises(ValueError):
        groups(np.array([answer]), scale)


def test_equal_weights_change_nothing():
    answers = np.array([10, 9, 7, 3, 6, 8])
    plain, weighted = groups(answers, "0-10"), groups(answers, "0-10", weights=np.full(6, 2.5))
    assert (weighted.promoters, weighted.passives, weighted.detractors) == pytest.approx((2, 2, 2))
    assert plain.n == 6


def test_weights_count_as_the_effective_number_of_answers():
    """Weights 1, 1 and 2: n_eff = 4^2 / (1 + 1 + 4) = 8/3, of which a half promotes."""
    found = groups(np.array([10, 7, 2]), "0-10", weights=np.array([1.0, 1, 2]))
    assert found.n == pytest.approx(16 / 6)
    assert (found.promoters, found.detractors) == pytest.approx((16 / 6 / 4, 16 / 6 / 2))
    score = nps(np.array([found.promoters]), np.array([found.detractors]), n=np.array([found.n]))
    assert score.value[0] == pytest.approx(100 * (1 / 4 - 2 / 4))
    with pytest.raises(ValueError, match="weight"):
        groups(np.array([10, 7]), "0-10", weights=np.array([1.0, 0]))


def test_nobody_gives_empty_groups():
    assert groups(np.array([]), "0-10").n == 0


def test_more_groups_than_answers_is_an_error():
    with pytest.raises(ValueError, match="more promoters"):
        nps(np.array([6]), np.array([5]), n=np.array([10]))
