"""What a statistic answers with: figures side by side, or null and the reason why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class Reason(StrEnum):
    """Why there is no figure, no margin or no icon. The sentence that belongs to it is written elsewhere."""

    NO_CASES = "no_cases"  # n is 0 or unknown
    ONE_CASE = "one_case"
    ALL_EQUAL = "all_equal"  # "alle antwoorden gelijk": no zero width
    WHOLE_COUNT = "whole_count"  # "volledige meting": the only reason with figures, a margin of no width
    TOO_FEW_POINTS = "too_few_points"
    PROVISIONAL = "provisional"  # limits are drawn dashed, icons wait
    NO_VARIATION = "no_variation"
    NO_TARGET = "no_target"
    NO_DIRECTION = "no_direction"
    SMALL_PERIOD = "small_period"  # a period with too few cases spoils the whole test
    TOO_FEW_CASES = "too_few_cases"
    TOO_FEW_CLOSINGS = "too_few_closings"
    TOO_FEW_AT_RISK = "too_few_at_risk"
    BEYOND_FOLLOW_UP = "beyond_follow_up"
    ONE_SIDED = "one_sided"  # all or none were closed: a figure, but the band is not defined
    NOT_REACHED = "not_reached"  # "nog niet bereikt (meer dan ... dagen)"
    TOO_FEW_PROVIDERS = "too_few_providers"


@dataclass(frozen=True, eq=False)
class Figures:
    """Figures side by side, arrays of one shape.

    In an array NaN is the null (a table stores it as null): `value` where there is no figure, `lower` and `upper` where
    there is no margin. `reason` is "" exactly where all three are there, with WHOLE_COUNT as the only exception.
    """

    value: Array
    lower: Array
    upper: Array
    reason: NDArray[np.str_]


def floats(*columns: object) -> tuple[Array, ...]:
    """The columns as floats of one common shape."""
    return tuple(np.array(column) for column in np.broadcast_arrays(*(np.asarray(c, dtype=float) for c in columns)))


def counts(what: str, *columns: object) -> tuple[Array, ...]:
    """As `floats`, for counts: NaN is "not known"; below 0 or infinite is an error of the caller."""
    arrays = floats(*columns)
    if any(np.any((array < 0) | np.isinf(array)) for array in arrays):
        raise ValueError(f"{what}: a count is 0 or more")
    return arrays
