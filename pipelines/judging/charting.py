"""Control charts and CUSUM of all rows at once: limits, special causes, and what the last point says."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipelines.judging.methods import CUSUMS, Method, methods_of
from pipelines.judging.rows import Rows
from pipelines.settings import Settings
from pipelines.statistics.cusum import cusum_rows, standardised_shares
from pipelines.statistics.limits import (
    ICONS_FROM,
    PRESETS,
    SAME,
    Limits,
    Preset,
    Stage,
    limits_of,
    special_causes,
)
from pipelines.statistics.outcome import Array
from pipelines.statistics.runs import Signs
from schemas.vocabulary import Assurance, Direction, Variation

TOO_EARLY = "too_early"
NO_CHART = "no_chart"


@dataclass(frozen=True, eq=False)
class Charts:
    """Beside each row of Rows: `method`, `points`, `last` (place of the last point, -1 none), `cause` (a Variation,
    TOO_EARLY or NO_CHART), `rule` of the last point, `assurance` ("" none), `since` and `lasting`: place and number of
    points of the change that the last point belongs to (-1, 0: none). `causes`, `sides`: per period."""

    preset: Preset
    method: NDArray[np.str_]
    drawable: NDArray[np.bool_]  # suits a control chart
    limits: Limits
    causes: NDArray[np.str_]
    sides: Signs
    points: NDArray[np.int64]
    last: NDArray[np.int64]
    cause: NDArray[np.str_]
    rule: NDArray[np.str_]
    assurance: NDArray[np.str_]
    since: NDArray[np.int64]
    lasting: NDArray[np.int64]


def charts_of(rows: Rows, directions: NDArray[np.str_], settings: Settings) -> Charts:
    """directions: of good, per row."""
    preset = PRESETS[settings.control_chart_preset]
    there = ~np.isnan(rows.value)
    points, last = there.sum(axis=1), _last(there)
    method = methods_of(rows.fit, rows.x, rows.n, settings)
    limits = limits_of(rows.value, preset=preset)
    causes, sides = special_causes(rows.value, limits, preset=preset)
    line = np.arange(len(rows))
    side, rule, since = sides[line, last], causes[line, last], _since(sides, there, last)
    by_cusum, drawable = np.isin(method, CUSUMS), method == Method.XMR.value
    if by_cusum.any():
        z = standardised_shares(rows.x[by_cusum], rows.n[by_cusum])
        sums = cusum_rows(z)
        side[by_cusum], since[by_cusum] = sums.signal[:, -1], sums.began
        method[np.flatnonzero(by_cusum)[np.isnan(z).all(axis=1)]] = Method.CONSTANT.value
    method[(method == Method.XMR.value) & (points >= ICONS_FROM) & (limits.stage == Stage.LINE.value)] = (
        Method.CONSTANT.value
    )
    fresh = last >= np.where(rows.months, 3 * rows.at, rows.at)
    method[~fresh & (points >= ICONS_FROM)] = Method.STALE.value
    band = _band(rows, limits, by_cusum)
    icons = (points >= ICONS_FROM) & np.isin(method, (Method.XMR.value, *CUSUMS))
    cause = np.where(points < ICONS_FROM, TOO_EARLY, np.where(icons, variation_of(side, directions), NO_CHART))
    signals = icons & (side != 0)
    lasting = np.where(signals, (there & (np.arange(there.shape[1]) >= since[:, None])).sum(axis=1), 0)
    return Charts(
        preset, method, drawable, limits, causes, sides, points, last, cause, np.where(signals, rule, ""),
        np.where(icons, _assurance(rows, band, last, directions), ""),
        np.where(signals, since, -1), lasting,
    )  # fmt: skip


def _last(there: NDArray[np.bool_]) -> NDArray[np.int64]:
    width = there.shape[1]
    return np.where(there.any(axis=1), width - 1 - there[:, ::-1].argmax(axis=1), -1)


def _since(sides: Signs, there: NDArray[np.bool_], last: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where the change of the last point began: the first of the flagged points on its side without another between."""
    line, place = np.arange(len(sides)), np.arange(sides.shape[1])
    breaks = there & (sides != sides[line, last][:, None])
    before = np.where(breaks & (place <= last[:, None]), place, -1).max(axis=1)
    return np.where(there & (place > before[:, None]), place, sides.shape[1]).min(axis=1)


def variation_of(side: Signs, directions: NDArray[np.str_]) -> NDArray[np.str_]:
    """The Variation of points on a side of their chart (0: common cause), by the direction of good."""
    good = np.select([directions == Direction.UP.value, directions == Direction.DOWN.value], [1, -1], default=0)
    return np.select(
        [side == 0, good == 0, side == good],
        [Variation.COMMON.value, np.where(side > 0, Variation.NEUTRAL_HIGH.value, Variation.NEUTRAL_LOW.value),
         Variation.IMPROVEMENT.value],
        default=Variation.CONCERN.value,
    )  # fmt: skip


def _band(rows: Rows, limits: Limits, by_cusum: NDArray[np.bool_]) -> tuple[Array, Array]:
    """What the process may reach by chance: the limits of the control chart; where CUSUM is used those of a p-chart
    (pooled share, three standard errors) in its smallest period, which are the widest."""
    slack = SAME * limits.moving_range
    lower, upper = limits.lower - slack, limits.upper + slack
    there = ~(np.isnan(rows.x) | np.isnan(rows.n)) & by_cusum[:, None]
    with np.errstate(invalid="ignore", divide="ignore"):
        p = np.where(there, rows.x, 0).sum(axis=1) / np.where(there, rows.n, 0).sum(axis=1)
        half = 3 * np.sqrt(p * (1 - p) / np.where(there, rows.n, np.inf).min(axis=1))
    return np.where(by_cusum, 100 * (p - half), lower), np.where(by_cusum, 100 * (p + half), upper)


def _assurance(
    rows: Rows, band: tuple[Array, Array], last: NDArray[np.int64], directions: NDArray[np.str_]
) -> NDArray[np.str_]:
    """The target of the last point against the band; a target on a limit is hit or miss. "" where none is."""
    target = rows.target[np.arange(len(rows)), last]
    up = directions == Direction.UP.value
    with np.errstate(invalid="ignore"):
        above, below = target > band[1], target < band[0]
    return np.select(
        [np.isnan(target) | (directions == Direction.NEUTRAL.value), np.where(up, above, below), above | below],
        ["", Assurance.FAILS.value, Assurance.PASSES.value],
        default=Assurance.HIT_OR_MISS.value,
    )
