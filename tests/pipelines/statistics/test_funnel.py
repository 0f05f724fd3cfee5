"""The funnel against a second implementation, its gates, and the real A&E figures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import second_opinion
from hypothesis import given
from hypothesis import strategies as st

from pipelines.statistics.distributions import Z95, Z998
from pipelines.statistics.funnel import funnel
from pipelines.statistics.multiple import benjamini_hochberg
from pipelines.statistics.outcome import Reason

PROVIDERS = st.lists(
    st.integers(10, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=10, max_size=40
).filter(lambda rows: sum(x for x, _ in rows) > 0)


def split(rows: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([x for x, _ in rows], dtype=float), np.array([n for _, n in rows], dtype=float)


@given(PROVIDERS)
def test_a_second_implementation_agrees(rows: list[tuple[int, int]]):
    x, n = split(rows)
    found = funnel(x, n, minimum_n=10)
    phi, tau2, z = second_opinion.funnel([a for a, _ in rows], [b for _, b in rows])
    assert (found.k, found.phi, found.tau2) == (len(rows), pytest.approx(phi, rel=1e-9), pytest.approx(tau2, abs=1e-9))
    assert found.z_adjusted == pytest.approx(np.array(z), rel=1e-7, abs=1e-7)
    assert found.p == pytest.approx([second_opinion.normal_p(each) for each in z], abs=1e-7)


@given(PROVIDERS)
def test_a_flag_is_a_share_outside_the_limits_of_998(rows: list[tuple[int, int]]):
    x, n = split(rows)
    found = funnel(x, n, minimum_n=10)
    lower, upper = found.limits(n)
    inner_lower, inner_upper = found.limits(n, Z95)
    assert np.all((lower >= 0) & (lower <= inner_lower) & (inner_upper <= upper) & (upper <= 1))
    share, near = x / n, 1e-9
    assert np.all(share[found.flag > 0] > upper[found.flag > 0] - near)
    assert np.all(share[found.flag < 0] < lower[found.flag < 0] + near)
    inside = found.flag == 0
    assert np.all((lower[inside] - near <= share[inside]) & (share[inside] <= upper[inside] + near))


def test_without_spread_there_is_no_overdispersion_and_no_flag():
    n = np.full(12, 100.0)
    found = funnel(np.full(12, 30.0), n, minimum_n=10)
    assert (found.phi, found.tau2, found.mean) == (pytest.approx(0, abs=1e-20), 0.0, pytest.approx(0.3))
    assert not found.flag.any()
    lower, upper = found.limits(n)
    angle = np.arcsin(np.sqrt(0.3))
    assert upper[0] == pytest.approx(np.sin(angle + 3.090232306167813 / (2 * 10)) ** 2)
    assert lower[0] == pytest.approx(np.sin(angle - 3.090232306167813 / (2 * 10)) ** 2)


def test_one_that_differs_is_flagged_and_the_others_are_not():
    x, n = np.array([50.0] * 19 + [95]), np.full(20, 100.0)
    found = funnel(x, n, minimum_n=10)
    assert found.flag.tolist() == [0] * 19 + [1]
    assert benjamini_hochberg(found.p)[-1] < 0.05
    assert funnel(n - x, n, minimum_n=10).flag.tolist() == [0] * 19 + [-1]


def test_below_ten_providers_the_limits_are_not_adjusted():
    x, n = np.array([10.0, 20, 80, 90, 15, 85, 50, 50, 50]), np.full(9, 100.0)
    found = funnel(x, n, minimum_n=10)
    assert (found.k, found.tau2, found.reason) == (9, None, None)
    assert found.z_adjusted.tolist() == found.z.tolist()
    assert found.flag.any()
    assert funnel(np.append(x, 50), np.append(n, 100), minimum_n=10).tau2 > 0  # type: ignore[operator]


@pytest.mark.parametrize("k", [0, 1, 4])
def test_below_five_providers_there_is_no_funnel(k: int):
    n = np.full(k, 50.0)
    found = funnel(n / 2, n, minimum_n=10)
    assert (found.k, found.reason, found.centre, found.tau2) == (k, Reason.TOO_FEW_PROVIDERS, None, None)
    assert np.isnan(found.p).all() and not found.flag.any()
    assert np.isnan(found.limits(np.array([100.0]))[0]).all()


def test_small_and_silent_providers_are_left_out_and_told():
    x = np.array([3.0, np.nan, 25, 25, 25, 25, 25, 0])
    n = np.array([9.0, 50, 50, 50, 50, 50, 50, 0])
    found = funnel(x, n, minimum_n=10)
    assert found.included.tolist() == [False, False, True, True, True, True, True, False]
    assert found.mean == pytest.approx(5 * 25 / (5 * 50))
    assert np.isnan(found.z).tolist() == [True, True, False, False, False, False, False, True]


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_nobody_and_everybody_stay_within_zero_and_one(share: float):
    n = np.full(10, 40.0)
    found = funnel(share * n, n, minimum_n=10)
    lower, upper = found.limits(np.array([1.0, 40, 4000]))
    assert np.all((lower >= 0) & (upper <= 1)) and not found.flag.any()


def test_more_counted_than_there_are_is_an_error():
    with pytest.raises(ValueError):
        funnel(np.array([11.0]), np.array([10.0]), minimum_n=10)
    with pytest.raises(ValueError):
        funnel(np.array([-1.0]), np.array([10.0]), minimum_n=10)


def test_the_real_emergency_departments_are_very_different(real: Callable[[str], Path]):
    """phi above 400: flags then mean "extreme among very different providers"."""
    rows = pd.read_csv(real("C2_nhs_ae_attendances_2016_2019.csv"))
    month = rows[rows["period"] == "2019-03-01"].groupby("org_code")[["breaches", "attendances"]].sum()
    found = funnel(month["breaches"].to_numpy(), month["attendances"].to_numpy(), minimum_n=10)
    assert found.phi is not None and found.phi > 400
    assert np.abs(found.flag).sum() < 5
    assert found.limits(np.array([1e9]), Z998)[1][0] > found.limits(np.array([1e9]), Z95)[1][0]
