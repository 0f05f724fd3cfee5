"""How many signals chance alone gives: simulated where nothing changes, beside what the publication says to expect."""

from __future__ import annotations

import numpy as np
import pytest

from pipelines.judging.tables import FALSE_RATE
from pipelines.statistics.cusum import cusum_rows, standardised_shares
from pipelines.statistics.limits import limits_of, special_causes

ROWS = 10_000


@pytest.mark.parametrize(("periods", "least", "most"), [(13, 0.0003, 0.003), (24, 0.002, 0.007), (42, 0.005, 0.012)])
@pytest.mark.parametrize(("share", "smallest", "largest"), [(0.8, 10, 40), (0.95, 10, 40), (0.5, 30, 100)])
def test_cusum_of_a_share_that_does_not_change(
    periods: int, least: float, most: float, share: float, smallest: int, largest: int
):
    rng = np.random.default_rng([periods, smallest])
    sizes = rng.integers(smallest, largest + 1, (ROWS, periods))
    z = standardised_shares(rng.binomial(sizes, share).astype(float), sizes.astype(float))
    rate = (cusum_rows(z).signal[:, -1] != 0).mean()
    assert least <= rate <= most
    assert rate <= FALSE_RATE["cusum"] * 1.2  # "at most 1%"


@pytest.mark.parametrize("periods", [13, 24, 42])
def test_a_control_chart_of_what_does_not_change(periods: int):
    rng = np.random.default_rng(periods)
    y = rng.normal(50, 5, (ROWS, periods))
    rate = (special_causes(y, limits_of(y))[1][:, -1] != 0).mean()
    assert 0.012 <= rate <= FALSE_RATE["xmr"]
