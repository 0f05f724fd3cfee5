"""Net promoter score with an adjusted Wald interval, and the three shares that one score hides."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipelines.statistics.distributions import Z95
from pipelines.statistics.outcome import Array, Figures, Reason, counts

_ROUNDING = 1e-9  # effective counts add up to n within this
SCALES = {"0-10": 0, "1-10": 1}  # the lowest answer; detractors run from it to 6


@dataclass(frozen=True)
class Groups:
    """Answers by group: counts, or with weights the effective number of answers times each share."""

    promoters: float  # 9-10
    passives: float  # 7-8
    detractors: float  # up to 6
    missing: int

    @property
    def n(self) -> float:
        """Answers, or the effective number of them."""
        return self.promoters + self.passives + self.detractors


def groups(answers: Array, scale: str, *, weights: Array | None = None) -> Groups:
    """Promoters, passives and detractors of the answers (one dimension; NaN is missing and counted apart).

    scale: "0-10" or "1-10", to be told with the figure. weights: same length, above 0; the groups then add up to
    n_eff = (sum w)^2 / sum w^2. ValueError: an unknown scale, an answer off it or not whole, a weight of 0 or less.
    Source: statistics.md sections 4 and 10.
    """
    given = np.asarray(answers, dtype=float)
    there = ~np.isnan(given)
    values = given[there]
    if scale not in SCALES:
        raise ValueError(f"scale is one of {', '.join(SCALES)}")
    if np.any((values < SCALES[scale]) | (values > 10) | (values != np.floor(values))):
        raise ValueError(f"an answer is a whole number on the scale {scale}")
    w = np.ones(len(values)) if weights is None else np.asarray(weights, dtype=float)[there]
    if not np.all(w > 0):
        raise ValueError("a weight is above 0")
    factor = w.sum() / (w**2).sum() if len(w) else 0.0  # 1 without weights
    parts = (w[part].sum() * factor for part in (values >= 9, (values == 7) | (values == 8), values <= 6))
    promoters, passives, detractors = (float(part) for part in parts)
    return Groups(promoters, passives, detractors, int(len(given) - len(values)))


def nps(promoters: Array, detractors: Array, *, n: Array) -> Figures:
    """NPS = 100(p - d), unadjusted, with the 95% adjusted Wald interval, clipped to [-100, 100].

    The interval adds 0.75 / 1.5 / 0.75 to promoters / passives / detractors. n: all answers, passives too. Counts (or
    effective counts, see `groups`) of one shape; unit: points -100 to 100. n = 0 or NaN: null with NO_CASES.
    ValueError: more promoters and detractors than n. Source: statistics.md section 4.
    """
    promoters, detractors, n = counts("nps", promoters, detractors, n)
    if np.any(promoters + detractors > n * (1 + _ROUNDING)):
        raise ValueError("nps: more promoters and detractors than answers")
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(n > 0, 100 * (promoters - detractors) / n, np.nan)
    p, d = (promoters + 0.75) / (n + 3), (detractors + 0.75) / (n + 3)
    middle = p - d
    half = Z95 * np.sqrt((p + d - middle**2) / (n + 3))
    nobody = np.isnan(value)
    lower, upper = (
        np.where(nobody, np.nan, np.clip(100 * bound, -100, 100)) for bound in (middle - half, middle + half)
    )
    return Figures(value, lower, upper, np.where(nobody, Reason.NO_CASES, ""))
