"""Weights that make the answers resemble the population: raking, trimming without losing the margins, what it costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from pipelines.statistics.outcome import Array

CONVERGED = 1e-8  # largest distance between a weighted share and its target
CYCLES = 1_000
ROUNDS = 200  # of trimming
SUM = 1e-6  # how far targets may add up to something else than 1
SMALLEST, LARGEST = 0.3, 3.0  # of the mean
HELD = 1e-9  # how far a weight may still lie outside them
MISSING = -1  # the code of a respondent without a value on a margin

Codes = NDArray[np.int64]


class Obstacle(StrEnum):
    """Why there are no weights."""

    EMPTY_CATEGORY = "empty_category"  # in the population, and nobody answered
    UNKNOWN_CATEGORY = "unknown_category"  # somebody answered, and the population has none
    NOT_CONVERGED = "not_converged"
    NOT_TRIMMED = "not_trimmed"  # "niet haalbaar": no weights within the limits meet the margins
    NOBODY = "nobody"


class CannotWeigh(ValueError):
    """These margins cannot be met; `obstacle` says why."""

    def __init__(self, obstacle: Obstacle, about: str = "") -> None:
        super().__init__(f"{obstacle.value} {about}".strip())
        self.obstacle = obstacle


@dataclass(frozen=True, eq=False)
class Margin:
    """One margin: the category of every respondent (0, 1, ...; MISSING without), and the target share of each category."""

    codes: Codes
    targets: Array


@dataclass(frozen=True, eq=False)
class Weights:
    """Weights with mean 1 over who has any; NaN for who is excluded. deviation: the largest distance between a weighted
    share and its target, after trimming. rounds: 0 where nothing had to be trimmed."""

    weights: Array
    deviation: float
    rounds: int
    excluded: int


def rake(margins: Sequence[Margin], base: Array | None = None) -> Weights:
    """Weights so that on every margin the weighted shares are the targets, each in its turn, in the order given, until
    the largest distance is at most 1e-8.

    Who misses a value on a margin is excluded and counted; a category of their own is the caller's to give. base: a
    weight above 0 to begin with, else 1. ValueError: targets that do not add up to 1 (within 1e-6) or a base of 0 or
    less. CannotWeigh: an empty or unknown category, or not converged in 1,000 cycles. Source: statistics.md section 10.
    """
    return _weighed(margins, base, trimmed=False)


def rake_and_trim(margins: Sequence[Margin], base: Array | None = None) -> Weights:
    """As `rake`, within [0.3, 3] of the mean: clipped and raked again, until margins (1e-8) and limits both hold.

    CannotWeigh(NOT_TRIMMED) after 200 rounds. Source: statistics.md section 10.
    """
    return _weighed(margins, base, trimmed=True)


def _weighed(margins: Sequence[Margin], base: Array | None, *, trimmed: bool) -> Weights:
    codes = [np.asarray(margin.codes, dtype=np.int64) for margin in margins]
    start = np.ones(len(codes[0])) if base is None else np.asarray(base, dtype=float)
    if not np.all(start > 0):
        raise ValueError("a base weight is above 0")
    there = np.all([part != MISSING for part in codes], axis=0)
    if not there.any():
        raise CannotWeigh(Obstacle.NOBODY)
    cells = _Cells.of([part[there] for part in codes], [_shares(margin.targets) for margin in margins], start[there])
    found, rounds = cells.raked(cells.base), 0
    if trimmed:
        found, rounds = _within_limits(cells, found)
    weights = np.full(len(start), np.nan)
    weights[there] = found[cells.cell_of]
    return Weights(weights, cells.deviation(found), rounds, int((~there).sum()))


def _within_limits(cells: _Cells, raked: Array) -> tuple[Array, int]:
    found = raked
    for done in range(ROUNDS + 1):
        if found.min() >= SMALLEST - HELD and found.max() <= LARGEST + HELD:
            return found, done
        try:
            found = cells.raked(np.clip(found, SMALLEST, LARGEST))
        except CannotWeigh as obstacle:
            raise CannotWeigh(Obstacle.NOT_TRIMMED) from obstacle
    raise CannotWeigh(Obstacle.NOT_TRIMMED)


def _shares(targets: Array) -> Array:
    targets = np.asarray(targets, dtype=float)
    if np.any(targets < 0) or abs(targets.sum() - 1) > SUM:
        raise ValueError("target shares are 0 or more and add up to 1")
    return targets / targets.sum()


@dataclass(frozen=True, eq=False)
class _Cells:
    """Respondents alike on every margin and in base weight share a weight, so it is computed once for all of them."""

    codes: list[Codes]  # per margin, of each cell
    targets: list[Array]
    base: Array
    people: Array  # in each cell
    cell_of: Codes

    @classmethod
    def of(cls, codes: list[Codes], targets: list[Array], base: Array) -> _Cells:
        for part, target in zip(codes, targets, strict=True):
            if part.min() < 0 or part.max() >= len(target):
                raise ValueError("a category code lies outside the targets")
            known = np.bincount(part, minlength=len(target)) > 0
            if np.any(~known & (target > 0)):
                raise CannotWeigh(Obstacle.EMPTY_CATEGORY)
            if np.any(known & (target == 0)):
                raise CannotWeigh(Obstacle.UNKNOWN_CATEGORY)
        at = np.unique(base, return_inverse=True)[1]
        for part, target in zip(codes, targets, strict=True):
            at = np.unique(at * len(target) + part, return_inverse=True)[1]
        _, first, cell_of, people = np.unique(at, return_index=True, return_inverse=True, return_counts=True)
        return cls([part[first] for part in codes], targets, base[first], people.astype(float), cell_of)

    def raked(self, weights: Array) -> Array:
        for _ in range(CYCLES):
            for part, target in zip(self.codes, self.targets, strict=True):
                totals = np.bincount(part, weights=weights * self.people, minlength=len(target))
                with np.errstate(divide="ignore", invalid="ignore"):
                    weights = weights * (target / (totals / totals.sum()))[part]
            if self.deviation(weights) <= CONVERGED:
                return weights * self.people.sum() / (weights @ self.people)  # mean 1
        raise CannotWeigh(Obstacle.NOT_CONVERGED)

    def deviation(self, weights: Array) -> float:
        whole = weights * self.people
        return max(
            float(np.abs(np.bincount(part, weights=whole, minlength=len(target)) / whole.sum() - target).max())
            for part, target in zip(self.codes, self.targets, strict=True)
        )


def effective(sum_w: Array, sum_w2: Array) -> Array:
    """Kish's effective number of answers (sum w)^2 / sum w^2, same shape; NaN where there are none."""
    sum_w, sum_w2 = np.asarray(sum_w, dtype=float), np.asarray(sum_w2, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(sum_w2 > 0, sum_w**2 / sum_w2, np.nan)


def design_effect(weights: Array) -> float:
    """n / n_eff of these weights (one dimension, NaN left out); NaN of nobody. Source: statistics.md section 10."""
    given = np.asarray(weights, dtype=float)
    given = given[~np.isnan(given)]
    return float(len(given) / effective(given.sum(), (given**2).sum())) if len(given) else float("nan")
