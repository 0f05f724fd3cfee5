"""Raking against a second way (the same weights as the solution of equations), real school data, and printed checks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import least_squares, linprog
from weightipy import scheme_from_dict, weight_dataframe

from pipelines.statistics.merging import joined
from pipelines.statistics.outcome import Array
from pipelines.statistics.weighting import (
    CannotWeigh,
    Margin,
    Obstacle,
    design_effect,
    effective,
    rake,
    rake_and_trim,
)


def margin(people: list[int], targets: list[float]) -> Margin:
    """So many respondents per category, in order."""
    return Margin(np.repeat(np.arange(len(people)), people), np.array(targets))


def dummies(margins: list[Margin]) -> Array:
    return np.column_stack([m.codes == k for m in margins for k in range(len(m.targets))]).astype(float)


def by_equations(margins: list[Margin], base: Array) -> Array:
    """Raking a second way: base * exp(x'b), with b solved from the margins as equations (Deville and Sarndal 1992), by
    another algorithm."""
    x = dummies(margins)
    wanted = np.concatenate([m.targets for m in margins]) * len(base)
    found = least_squares(
        lambda b: x.T @ (base * np.exp(x @ b)) - wanted, np.zeros(x.shape[1]), xtol=1e-15, ftol=1e-15, gtol=1e-15
    )
    assert np.abs(found.fun).max() < 1e-7
    return base * np.exp(x @ found.x)


def is_raking_within_limits(weights: Array, margins: list[Margin], near: float) -> bool:
    """Whether these are the weights of raking bounded by 0.3 and 3, which exist once: there is one b so that log w is x'b
    wherever a weight lies between the limits, at most it at the lower limit and at least it at the upper one."""
    x, log = dummies(margins), np.log(weights)
    low, high = weights < 0.3 + near, weights > 3 - near
    between = ~low & ~high
    rows = np.vstack([x[between], -x[between], x[low], -x[high]])
    most = np.concatenate([log[between] + near, -log[between] + near, log[low] + near, -log[high] + near])
    return linprog(np.zeros(x.shape[1]), A_ub=rows, b_ub=most, bounds=(None, None), method="highs").status == 0


# --- printed checks (statistics.md 10, domain.md 2.8)


def test_the_worked_check_comes_out():
    people = [30, 90, 200, 80]
    one = margin(people, [0.25, 0.31, 0.31, 0.13])
    weights = rake([one]).weights
    expected = [0.25 / (30 / 400), 0.31 / (90 / 400), 0.31 / (200 / 400), 0.13 / (80 / 400)]
    assert [weights[one.codes == k][0] for k in range(4)] == pytest.approx(expected)
    assert [round(value, 3) for value in expected] == [3.333, 1.378, 0.62, 0.65]
    n_eff = float(effective(weights.sum(), (weights**2).sum()))
    assert round(n_eff) == 260
    assert round(design_effect(weights), 2) == 1.54
    means = np.array([6.6, 7.0, 7.4, 7.8])[one.codes]
    assert round(float(means.mean()), 2) == 7.33
    assert round(float(np.average(means, weights=weights)), 2) == 7.13


# --- real data: schools in California, whose answers R's survey package publishes


def test_schools_raked_to_their_population_meet_both_margins(real: Callable[[str], Path]):
    sample, population = (pd.read_csv(real(name)) for name in ("F1_api_strat.csv", "F1_api_pop.csv"))
    margins = []
    for name in ("stype", "sch.wide"):
        shares = population[name].value_counts(normalize=True).sort_index()
        margins.append(Margin(shares.index.get_indexer(sample[name]), shares.to_numpy()))
    base = sample["pw"].to_numpy()
    found = rake(margins, base)
    assert found.deviation <= 1e-8
    assert found.weights.mean() == pytest.approx(1)
    for name, one in zip(("stype", "sch.wide"), margins, strict=True):
        reached = [found.weights[one.codes == k].sum() / len(sample) for k in range(len(one.targets))]
        assert reached == pytest.approx(list(one.targets), abs=1e-8), name
    np.testing.assert_allclose(found.weights, by_equations(margins, base / base.mean()), atol=1e-6)
    numbers = {"stype": [4421, 755, 1018], "sch.wide": [1072, 5122]}  # as published with the data
    for name, one in zip(numbers, margins, strict=True):
        assert list(one.targets * 6194) == pytest.approx(numbers[name])


# --- a second way


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10_000))
def test_raking_is_the_solution_of_the_equations(seed: int):
    rng = np.random.default_rng(seed)
    margins, base = _panel(rng, 400, flat=30)
    found = rake(margins, base)
    np.testing.assert_allclose(found.weights, by_equations(margins, base / base.mean()), rtol=1e-5)
    assert found.deviation <= 1e-8


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10_000))
def test_trimmed_weights_are_those_of_raking_within_limits(seed: int):
    margins, _ = _panel(np.random.default_rng(seed), 600, flat=12)
    try:
        found = rake_and_trim(margins)
    except CannotWeigh as told:
        assert told.obstacle is Obstacle.NOT_TRIMMED
        return
    assert found.deviation <= 1e-8
    assert found.weights.min() >= 0.3 - 1e-8 and found.weights.max() <= 3 + 1e-8
    assert is_raking_within_limits(found.weights, margins, 1e-6)


def _panel(rng: np.random.Generator, n: int, *, flat: float) -> tuple[list[Margin], Array]:
    """Three margins with everybody's category, each category answered at least once."""
    margins = []
    for size in (4, 2, 5):
        codes = np.concatenate([np.arange(size), rng.choice(size, n - size, p=rng.dirichlet(np.full(size, 8.0)))])
        margins.append(Margin(rng.permutation(codes), rng.dirichlet(np.full(size, flat))))
    return margins, rng.uniform(0.5, 2, n)


def test_trimming_alone_breaks_a_margin_and_raking_again_mends_it():
    margins = [margin([20, 180], [0.4, 0.6]), Margin(np.arange(200) % 10 > 0, np.array([0.25, 0.75]))]
    raked = rake(margins).weights
    assert raked.max() > 3
    clipped = np.clip(raked, 0.3, 3)
    assert abs(clipped[margins[0].codes == 0].sum() / clipped.sum() - 0.4) > 0.02
    with pytest.raises(CannotWeigh) as told:  # 20 people of at most 3 times the mean are 30%, never 40
        rake_and_trim(margins)
    assert told.value.obstacle is Obstacle.NOT_TRIMMED
    mended = rake_and_trim([margin([20, 180], [0.28, 0.72]), margins[1]])
    assert mended.rounds > 0 and mended.deviation <= 1e-8


# --- what cannot be


def test_a_category_in_which_nobody_answered_cannot_be_raked():
    with pytest.raises(CannotWeigh) as told:
        rake([margin([10, 0, 10], [0.3, 0.3, 0.4])])
    assert told.value.obstacle is Obstacle.EMPTY_CATEGORY


def test_a_category_that_the_population_does_not_have_cannot_be_raked():
    with pytest.raises(CannotWeigh) as told:
        rake([margin([10, 10], [1.0, 0.0])])
    assert told.value.obstacle is Obstacle.UNKNOWN_CATEGORY


def test_margins_that_contradict_each_other_do_not_converge():
    same = np.repeat([0, 1], [10, 10])
    with pytest.raises(CannotWeigh) as told:
        rake([Margin(same, np.array([0.3, 0.7])), Margin(same, np.array([0.6, 0.4]))])
    assert told.value.obstacle is Obstacle.NOT_CONVERGED


def test_who_misses_a_margin_is_excluded_and_counted():
    codes = np.array([0, 0, 1, 1, -1])
    found = rake([Margin(codes, np.array([0.25, 0.75]))])
    assert found.weights[:4] == pytest.approx([0.5, 0.5, 1.5, 1.5])
    assert np.isnan(found.weights[4]) and found.excluded == 1
    with pytest.raises(CannotWeigh) as told:
        rake([Margin(np.array([-1, -1]), np.array([0.5, 0.5]))])
    assert told.value.obstacle is Obstacle.NOBODY


def test_who_misses_a_margin_can_be_a_category_of_their_own():
    found = rake([Margin(np.array([0, 1, 1, 2]), np.array([0.5, 0.25, 0.25]))])
    assert found.excluded == 0 and found.weights == pytest.approx([2, 0.5, 0.5, 1])


@pytest.mark.parametrize("targets", [[0.5, 0.6], [0.5, 0.49], [-0.1, 1.1]])
def test_targets_that_are_no_shares_are_an_error(targets: list[float]):
    with pytest.raises(ValueError, match="add up"):
        rake([margin([5, 5], targets)])


def test_targets_that_are_a_rounding_off_are_scaled():
    found = rake([margin([5, 5], [0.5, 0.4999995])])
    assert found.weights == pytest.approx([0.5 / 0.9999995 * 2] * 5 + [0.4999995 / 0.9999995 * 2] * 5)


def test_a_base_weight_of_nothing_is_an_error():
    with pytest.raises(ValueError, match="above 0"):
        rake([margin([1, 1], [0.5, 0.5])], np.array([1.0, 0.0]))


def test_equal_weights_cost_nothing():
    assert design_effect(np.full(7, 2.5)) == pytest.approx(1)
    assert np.isnan(design_effect(np.array([np.nan])))
    assert np.isnan(effective(0.0, 0.0))


# --- joining categories


def test_a_small_age_group_joins_its_smaller_neighbour():
    people, shares = np.array([4, 50, 60, 30]), np.array([0.2, 0.3, 0.35, 0.15])
    assert joined(people, shares, ordered=True).tolist() == [0, 0, 1, 2]
    assert joined(people[::-1], shares[::-1], ordered=True).tolist() == [0, 1, 2, 2]


def test_a_small_district_joins_the_smallest_other_one():
    people, shares = np.array([40, 3, 50, 20]), np.array([0.3, 0.1, 0.4, 0.2])
    assert joined(people, shares, ordered=False).tolist() == [0, 1, 2, 1]


def test_a_share_below_five_percent_joins_whoever_answered():
    assert joined(np.array([40, 40, 40]), np.array([0.04, 0.5, 0.46]), ordered=True).tolist() == [0, 0, 1]


def test_a_margin_of_which_one_category_is_left_says_so():
    assert joined(np.array([9, 100]), np.array([0.5, 0.5]), ordered=False).tolist() == [0, 0]
    assert joined(np.array([5, 5, 5]), np.array([0.3, 0.3, 0.4]), ordered=True).tolist() == [0, 0, 0]


def test_raking_gives_the_weights_of_an_established_package():
    made = np.random.default_rng(5)
    sides = [Margin(made.integers(0, size, 900), made.dirichlet(np.full(size, 20.0))) for size in (3, 2, 5)]
    frame = pd.DataFrame({f"m{at}": side.codes for at, side in enumerate(sides)})
    wanted = {f"m{at}": dict(enumerate(100 * side.targets)) for at, side in enumerate(sides)}
    scheme = scheme_from_dict(wanted, rim_params={"convcrit": 1e-12, "max_iterations": 1000})
    theirs = weight_dataframe(frame, scheme, "w")["w"].to_numpy(dtype=float)
    assert rake(sides).weights == pytest.approx(theirs / theirs.mean(), abs=1e-8)
