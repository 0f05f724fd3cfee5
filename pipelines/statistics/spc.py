"""Control charts of single values (XmR), Making Data Count: phases, limits, rules, variation and assurance."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pipelines.statistics.outcome import Array, Reason
from pipelines.statistics.runs import Signs, members, run_ends, trend_ends, two_of_three

LIMIT, SCREEN = 2.66, 3.267  # times the average moving range; literally these
LIMITS_FROM, ICONS_FROM, BASELINE_FROM = 8, 13, 12  # points
_SAME = 1e-9  # in average moving ranges: nearer than this is equal (to the mean, to a limit), as in exact arithmetic
_CONSTANT = 1e-12  # relative to the values: moving ranges below this are rounding
_SIGNS = {"up": 1, "down": -1, "neutral": 0}


@dataclass(frozen=True)
class Preset:
    """How a chart is judged; its name stands beside the chart."""

    name: str
    screened: bool  # moving ranges of 3.267 times their average or more are dropped, once
    near_is_inside: bool  # two of three: only points inside the limits count
    trend: int = 7  # points in a trend (one less step)


NHSR = Preset("nhsr", screened=True, near_is_inside=True)
MDC_EXCEL = Preset("mdc-excel", screened=False, near_is_inside=False)  # dataclasses.replace(..., trend=6) is allowed


class Stage(StrEnum):
    LINE = "line"  # no limits: fewer than 8 points, or no variation
    PROVISIONAL = "provisional"  # 8-12 points: dashed limits, no icons
    FULL = "full"


class Rule(StrEnum):
    """The special causes, in the order in which they name a point."""

    OUTSIDE = "outside"
    TREND = "trend"
    TWO_OF_THREE = "two_of_three"
    ONE_SIDE = "one_side"


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
    found = tuple(_phase(y, slice(int(a), int(b)), preset=preset, fix_after=fix_after) for a, b in pairwise(edges))
    marked = [_special(y[phase.start : phase.stop], phase, preset=preset) for phase in found]
    rule, side = (np.concatenate(parts) for parts in zip(*marked, strict=True))
    delivered = found[-1].start + np.flatnonzero(~np.isnan(y[found[-1].start :]))
    return Chart(preset, found, rule, side, int(delivered[-1]) if len(delivered) else None)


def _phase(series: Array, part: slice, *, preset: Preset, fix_after: int | None) -> Phase:
    y, start, stop = series[part], part.start, part.stop
    delivered = np.flatnonzero(~np.isnan(y))
    points = len(delivered)
    if points == 0:
        return Phase(start, stop, 0, Stage.LINE, Reason.NO_CASES, None, None)
    base = y if fix_after is None or points <= fix_after else y[: delivered[fix_after - 1] + 1]
    mean, amr = float(np.nanmean(base)), _moving_range(base, preset)
    if points < LIMITS_FROM:
        return Phase(start, stop, points, Stage.LINE, Reason.TOO_FEW_POINTS, mean, amr)
    if amr is None or amr <= _CONSTANT * np.nanmax(np.abs(base)):
        return Phase(start, stop, points, Stage.LINE, Reason.NO_VARIATION, mean, amr)
    stage = Stage.FULL if points >= ICONS_FROM else Stage.PROVISIONAL
    far, near = LIMIT * amr, LIMIT * amr * 2 / 3
    return Phase(start, stop, points, stage, None, mean, amr, mean - far, mean - near, mean + near, mean + far)


def _moving_range(y: Array, preset: Preset) -> float | None:
    ranges = np.abs(np.diff(y))
    ranges = ranges[~np.isnan(ranges)]
    if preset.screened and len(ranges):
        ranges = ranges[ranges < SCREEN * ranges.mean()]
    return float(ranges.mean()) if len(ranges) else None


def _special(y: Array, phase: Phase, *, preset: Preset) -> tuple[NDArray[np.str_], Signs]:
    """Per period of one phase the first rule that names it, and to which side."""
    rule, side = np.full(len(y), "", dtype="<U12"), np.zeros(len(y), dtype=np.int8)
    if phase.mean is None or phase.upper is None or phase.near_upper is None or phase.moving_range is None:
        return rule, side
    off, slack = y - phase.mean, _SAME * phase.moving_range
    level = np.where(np.abs(off) > slack, np.sign(np.nan_to_num(off)), 0).astype(np.int8)
    outside = np.abs(off) > phase.upper - phase.mean + slack
    near = np.abs(off) > phase.near_upper - phase.mean + slack
    if preset.near_is_inside:
        near &= ~outside
    found = {
        Rule.OUTSIDE: np.where(outside, level, 0),
        Rule.TREND: members(trend_ends(y, preset.trend), preset.trend),
        Rule.TWO_OF_THREE: two_of_three(near, level),
        Rule.ONE_SIDE: members(run_ends(level, 7), 7),
    }
    for name, signs in reversed(found.items()):
        rule[signs != 0] = name
        side = np.where(signs != 0, signs, side).astype(np.int8)
    return rule, side


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
    slack = _SAME * phase.moving_range
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
