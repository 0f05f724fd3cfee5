"""Benjamini-Hochberg against statsmodels and scipy."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from pipelines.statistics.multiple import benjamini_hochberg

P = st.lists(st.one_of(st.floats(0, 1), st.sampled_from([0.0, 0.01, 0.05, 1.0])), min_size=1, max_size=60)


@given(P)
def test_q_is_that_of_statsmodels_and_scipy(values: list[float]):
    found = benjamini_hochberg(np.array(values))
    assert found == pytest.approx(multipletests(values, method="fdr_bh")[1], abs=1e-9)
    assert found == pytest.approx(scipy.stats.false_discovery_control(values), abs=1e-9)


@given(P)
def test_a_missing_p_does_not_count(values: list[float]):
    found = benjamini_hochberg(np.array([np.nan, *values, np.nan]))
    assert np.isnan(found[[0, -1]]).all()
    assert found[1:-1].tolist() == benjamini_hochberg(np.array(values)).tolist()


def test_the_definition_written_out():
    """m = 4: 0.01 x 4/1, 0.02 x 4/2, 0.03 x 4/3 and 0.9 x 4/4; the first takes over the smaller ones behind it."""
    assert benjamini_hochberg(np.array([0.9, 0.02, 0.01, 0.03])) == pytest.approx([0.9, 0.04, 0.04, 0.04])


def test_nothing_gives_nothing_and_a_wrong_p_is_an_error():
    assert benjamini_hochberg(np.array([])).tolist() == []
    assert np.isnan(benjamini_hochberg(np.array([np.nan]))).all()
    with pytest.raises(ValueError):
        benjamini_hochberg(np.array([1.1]))
