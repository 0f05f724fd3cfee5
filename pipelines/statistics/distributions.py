"""Quantiles and tails of the normal and Student distributions."""

from __future__ import annotations

import numpy as np

from pipelines.statistics.outcome import Array

Z95 = 1.959963984540054  # Phi^-1(0.975), not 1.96
Z998 = 3.090232306167813  # Phi^-1(0.999)


def two_sided_p(z: Array) -> Array:
    """P(|Z| >= |z|) of the standard normal, same shape; NaN stays NaN."""
    from scipy.special import ndtr  # here and not on top: the import takes 0.2 s, which a page or command need not pay

    return np.asarray(2 * ndtr(-np.abs(z)))


def student_975(degrees: Array) -> Array:
    """The 97.5% quantile of Student's t, same shape; NaN where degrees of freedom are not above 0."""
    from scipy.special import stdtrit

    different, at = np.unique(np.where(degrees > 0, degrees, np.nan), return_inverse=True)  # each is sought by steps
    return stdtrit(different, 0.975)[at].reshape(np.shape(degrees))


def student_p(t: Array, degrees: Array) -> Array:
    """P(|T| >= |t|) of Student's t with these degrees of freedom, same shape; NaN where degrees are not above 0."""
    from scipy.special import stdtr

    return np.asarray(2 * stdtr(np.where(degrees > 0, degrees, np.nan), -np.abs(t)))
