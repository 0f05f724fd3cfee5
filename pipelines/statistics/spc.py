"""Control charts of single values (XmR), Making Data Count: phases, limits, rules, variation and assurance."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pipelines.statistics.limits import (
    ICONS_FROM,
    LIMITS_FROM,
    MDC_EXCEL,
    NHSR,
    PRESETS,
    SAME,
    Limits,
    Preset,
    Rule,
    Stage,
    limits_of,
    special_causes,
)
from pipelines.statistics.outcome import Array, Reason
from pipelines.statistics.runs import Signs

__all__ = ["ICONS_FROM", "LIMITS_FROM", "MDC_EXCEL", "NHSR", "PRESETS", "Assurance", "AssuranceIcon", "Chart", "Phase",
           "Preset", "Rule", "Stage", "Variation", "VariationIcon", "assurance", "phase_numbers", "variation",
           "xmr"]  # fmt: skip
BASELINE_FROM = 12  # points
_SIGNS = {"up": 1, "down": -1, "neutral": 0}


class Variation(StrEnum):
    COMMON = "common_cause"
    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    NEUTRAL_HIGH = "neutral_high"
    NEUTRAL_LOW = "neutral_low"


class Assurance(StrEnum):
    PASSES = "consistently_passes"
    FAILS = "consistently_fails"
    HIT_OR_MISS = "hit_or_miss"


@dataclass(frozen=True)
class Phase:
    """Mean and limits of the periods start to stop (exclusive), in the unit of the values, never clipped."""

    start: int
    stop: int
    points: int  # delivered ones
    stage: Stage
    reason: Reason | None  # why there are no limits
    mean: float | None
    moving_range: float | None  # average, after screening
    lower: float | None = None
    near_lower: float | None = None
    near_upper: float | None = None
    upper: float | None = None


@dataclass(frozen=True, eq=False)
class Chart:
    """A judged series. `rule` ("" or a Rule) and `side` (-1 low or falling, 1 high or rising, 0) are per period."""

    preset: Preset
    phases: tuple[Phase, ...]
    rule: NDArray[np.str_]
    side: Signs
    last: int | None  # the last delivered point of the last phase


def phase_numbers(periods: NDArray[np.datetime64], decisions: NDArray[np.datetime64]) -> NDArray[np.int64]:
    """The phase of each period (its first day): how many re-basing decisions were dated on or before that day.

    A decision is a person's, with a date and a reason, never automatic. Source: statistics.md section 6.
    """
    return np.searchsorted(np.sort(decisions), periods, side="right")


def xmr(
    values: Array, phases: NDArray[np.int64] | None = None, *, preset: Preset = NHSR, fix_after: int | None = None
) -> Chart:
    """Limits and special causes of a series.

    values: one per period in order of time, any unit; NaN is a gap, which breaks runs and gives no moving range.
    phases: same length, not decreasing (phase_numbers); rules and limits stay within one. fix_after: mean and limits of
    a phase from its first so many points. ValueError: infinite values, decreasing phases, fix_after below 12.
    Source: statistics.md section 6.
    """
    y = np.asarray(values, dtype=float)
    number = np.zeros(len(y), dtype=np.int64) if phases is None else np.asarray(phases)
    if len(number) != len(y) or np.any(np.diff(number) < 0):
        raise ValueError("phases: one number per period, never decreasing")
    if np.any(np.isinf(y)) or (fix_after is not None and fix_after < BASELINE_FROM):
        raise ValueError(f"values are finite, and a baseline has at least {BASELINE_FROM} points")
    edges = [0, *(np.flatnonzero(np.diff(number)) + 1), len(y)]
    parts = [slice(int(a), int(b)) for a, b in pairwise(edges)]
    rows = np.full((len(parts), len(y)), np.nan)
    for row, part in zip(rows, parts, strict=True):
        row[part] = y[part]
    before = np.cumsum(~np.isnan(rows), axis=1)
    limits = limits_of(
        rows, preset=preset, base=None if fix_after is None else np.where(before <= fix_after, rows, np.nan)
    )
    rule, side = special_causes(rows, limits, preset=preset)
    inside = np.arange(len(parts)).repeat([part.stop - part.start for part in parts]), np.arange(len(y))
    found = tuple(_phase(limits, row, part) for row, part in enumerate(parts))
    delivered = found[-1].start + np.flatnonzero(~np.isnan(y[found[-1].start :]))
    return Chart(preset, found, rule[inside], side[inside], int(delivered[-1]) if len(delivered) else None)


def _phase(limits: Limits, row: int, part: slice) -> Phase:
    def figure(column: Array) -> float | None:
        return None if np.isnan(column[row]) else float(column[row])

    reason = str(limits.reason[row])
    return Phase(
        part.start, part.stop, int(limits.points[row]), Stage(str(limits.stage[row])), Reason(reason) if reason else None,
        figure(limits.mean), figure(limits.moving_range), figure(limits.lower), figure(limits.near_lower),
        figure(limits.near_upper), figure(limits.upper),
    )  # fmt: skip


@dataclass(frozen=True)
class VariationIcon:
    """What the last delivered point says. No kind: no icon, and `reason` tells why."""

    kind: Variation | None
    reason: Reason | None
    rule: Rule | None = None


@dataclass(frozen=True)
class AssuranceIcon:
    kind: Assurance | None
    reason: Reason | None


def variation(chart: Chart, direction: str) -> VariationIcon:
    """The class of the last delivered point of the last phase; direction of good: "up", "down" or "neutral".

    A trend is judged by where it goes, the other rules by the side of the mean. Source: statistics.md section 6.
    """
    good = _sign(direction)
    waiting = _no_icons(chart)
    if chart.last is None or waiting:
        return VariationIcon(None, waiting)
    side = int(chart.side[chart.last])
    if side == 0:
        return VariationIcon(Variation.COMMON, None)
    if good == 0:
        kind = Variation.NEUTRAL_HIGH if side > 0 else Variation.NEUTRAL_LOW
    else:
        kind = Variation.IMPROVEMENT if side == good else Variation.CONCERN
    return VariationIcon(kind, None, Rule(str(chart.rule[chart.last])))


def assurance(chart: Chart, target: float | None, *, direction: str) -> AssuranceIcon:
    """The target against the limits of the last phase; a target on a limit is hit or miss.

    target: unit of the values, None or NaN where none was agreed. direction: "up", "down" or "neutral" (no icon).
    Source: statistics.md section 6.
    """
    good, phase = _sign(direction), chart.phases[-1]
    if good == 0:
        return AssuranceIcon(None, Reason.NO_DIRECTION)
    if target is None or np.isnan(target):
        return AssuranceIcon(None, Reason.NO_TARGET)
    if waiting := _no_icons(chart):
        return AssuranceIcon(None, waiting)
    assert phase.lower is not None and phase.upper is not None and phase.moving_range is not None
    slack = SAME * phase.moving_range
    if target > phase.upper + slack:
        return AssuranceIcon(Assurance.FAILS if good > 0 else Assurance.PASSES, None)
    if target < phase.lower - slack:
        return AssuranceIcon(Assurance.PASSES if good > 0 else Assurance.FAILS, None)
    return AssuranceIcon(Assurance.HIT_OR_MISS, None)


def _no_icons(chart: Chart) -> Reason | None:
    phase = chart.phases[-1]
    return phase.reason or (Reason.PROVISIONAL if phase.stage is Stage.PROVISIONAL else None)


def _sign(direction: str) -> int:
    if direction not in _SIGNS:
        raise ValueError(f"direction is one of {', '.join(_SIGNS)}")
    return _SIGNS[direction]
