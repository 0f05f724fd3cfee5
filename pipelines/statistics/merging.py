"""Which categories of a margin are too small to weigh by, and with which they are joined."""

from __future__ import annotations

import numpy as np

from pipelines.statistics.outcome import Array
from pipelines.statistics.weighting import Codes

LEAST_PEOPLE = 10
LEAST_SHARE = 0.05


def joined(people: Array, targets: Array, *, ordered: bool) -> Codes:
    """The group of every category (0, 1, ... in the order of their first member), each with at least 10 respondents and
    a target share of 5%.

    The category with the smallest target that is too small is joined with its neighbour of the smaller target where
    they are in order (age), else with the smallest of the others; and so on. All in one group: this margin cannot be
    weighed by. people, targets: one dimension, same length. Source: statistics.md section 10.
    """
    groups: list[list[int]] = [[at] for at in range(len(targets))]
    people, targets = np.asarray(people, dtype=float), np.asarray(targets, dtype=float)

    def share(group: list[int]) -> float:
        return float(targets[group].sum())

    while len(groups) > 1:
        small = [g for g in groups if people[g].sum() < LEAST_PEOPLE or share(g) < LEAST_SHARE]
        if not small:
            break
        one = min(small, key=share)
        at = groups.index(one)
        near = [at - 1, at + 1] if ordered else [i for i in range(len(groups)) if i != at]
        other = min((i for i in near if 0 <= i < len(groups)), key=lambda i: share(groups[i]))
        low, high = sorted((at, other))
        groups[low] = sorted(groups[low] + groups[high])
        del groups[high]
    found = np.empty(len(targets), dtype=np.int64)
    for number, group in enumerate(groups):
        found[group] = number
    return found
