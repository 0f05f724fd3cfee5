"""What weight each respondent has: raked to the population, as delivered, or none; and what that comes to."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipelines.statistics.merging import joined
from pipelines.statistics.weighting import CannotWeigh, Margin, Obstacle, effective, rake_and_trim
from schemas.surveys import MARGINS
from schemas.vocabulary import AgeBand, Weighting

LEAST_EFFECTIVE = 30
LARGEST_DESIGN_EFFECT = 2.5
MARGIN_COLUMNS = [
    "wave_id", "margin", "category", "position", "respondents", "share_answered", "share_population", "share_weighted",
    "merged", "members",
]  # fmt: skip
JOINED = "\x1f"  # between the codes of the categories in `members`


@dataclass(frozen=True, eq=False)
class Weighed:
    """The weights of one wave. `weights`: one per respondent, in their order, NaN without; None where there are none.
    `margins`: columns MARGIN_COLUMNS. `excluded`: who misses a margin and so has no weight."""

    weights: np.ndarray | None
    margins: pd.DataFrame
    obstacle: str | None = None  # why there are none although the wave is weighted
    excluded: int = 0

    @property
    def given(self) -> np.ndarray:
        return np.array([]) if self.weights is None else self.weights[~np.isnan(self.weights)]

    @property
    def n_eff(self) -> float:
        return float(effective(self.given.sum(), (self.given**2).sum()))

    @property
    def deff(self) -> float:
        return len(self.given) / self.n_eff


_NO_MARGINS = pd.DataFrame(columns=MARGIN_COLUMNS)


def weigh(weighting: str, respondents: pd.DataFrame, population: pd.DataFrame) -> Weighed:
    """Weights of the respondents of one wave (schemas.surveys.RESPONDENT) to its population (POPULATION). Weighted
    figures are for n_eff >= 30 and a design effect of at most 2.5. Source: statistics.md section 10."""
    if weighting == Weighting.DELIVERED.value:
        found = _delivered(respondents)
    elif weighting == Weighting.RAKED.value:
        found = _raked(respondents, population)
    else:
        return Weighed(None, _NO_MARGINS)
    if found.weights is not None and not len(found.given):
        return Weighed(None, found.margins, "no_weights")
    if found.weights is not None and (found.n_eff < LEAST_EFFECTIVE or found.deff > LARGEST_DESIGN_EFFECT):
        return Weighed(None, found.margins, "weak_weights", found.excluded)
    return found


def _delivered(respondents: pd.DataFrame) -> Weighed:
    """Weights as they came, scaled to mean 1; who has none, or none above 0, is left out."""
    given = respondents["weight"].to_numpy(dtype="float64", copy=True)
    given[~(given > 0)] = np.nan
    if np.isnan(given).all():
        return Weighed(None, _NO_MARGINS, "no_weights")
    return Weighed(given / np.nanmean(given), _NO_MARGINS, excluded=int(np.isnan(given).sum()))


def _raked(respondents: pd.DataFrame, population: pd.DataFrame) -> Weighed:
    sides = [side for name in MARGINS if (side := _side(name, respondents, population)) is not None]
    if not sides:
        return Weighed(None, _NO_MARGINS, "no_margins")
    used = [side for side in sides if len(side.targets) > 1]
    if not used:
        return Weighed(None, _table(sides, None), "no_margins")
    try:
        found = rake_and_trim([Margin(side.codes, side.targets) for side in used])
    except CannotWeigh as told:
        return Weighed(None, _table(sides, None), _told(told.obstacle))
    return Weighed(found.weights, _table(sides, found.weights), excluded=found.excluded)


def _told(obstacle: Obstacle) -> str:
    return "no_margins" if obstacle is Obstacle.NOBODY else "not_feasible"


@dataclass(frozen=True, eq=False)
class _Side:
    """One margin after small categories were joined."""

    wave_id: str
    name: str
    categories: list[str]  # names of the groups
    members: list[list[str]]  # the categories in them
    codes: np.ndarray
    targets: np.ndarray


def _side(name: str, respondents: pd.DataFrame, population: pd.DataFrame) -> _Side | None:
    """None where the population is not told for this margin, or nobody has a value on it."""
    rows = population[(population["margin"] == name) & (population["number"] > 0)]
    if rows.empty:
        return None
    numbers = rows.groupby("category")["number"].sum()
    names = sorted(numbers.index, key=_reading_order)
    shares = numbers.reindex(names).to_numpy() / numbers.sum()
    codes = pd.Index(names).get_indexer(pd.Index(respondents[name]))
    people = np.bincount(codes[codes >= 0], minlength=len(names)).astype(float)
    if not people.any():
        return None
    group = joined(people, shares, ordered=name == "age_band")
    members = [[names[i] for i in np.flatnonzero(group == number)] for number in range(group.max() + 1)]
    texts = [" + ".join(_label(item) for item in part) for part in members]
    targets = np.bincount(group, weights=shares)
    return _Side(rows["wave_id"].iloc[0], name, texts, members, np.where(codes >= 0, group[codes], -1), targets)


def _reading_order(category: str) -> tuple[int, list[tuple[int, str]]]:
    """Ages in their order, the rest by name with numbers as numbers."""
    ages = [item.value for item in AgeBand]
    parts = re.findall(r"\d+|\D+", category)
    return (ages.index(category) if category in ages else len(ages), [(int(p) if p.isdigit() else 0, p) for p in parts])


def _label(category: str) -> str:
    return AgeBand(category).label if category in {item.value for item in AgeBand} else category


def _table(sides: list[_Side], weights: np.ndarray | None) -> pd.DataFrame:
    """The margins as published. A category with too few respondents is told without its number; where nothing could be
    weighed there is no weighted share."""
    rows = []
    for side in sides:
        known = side.codes >= 0
        counted = known if weights is None else known & ~np.isnan(weights)
        people = np.bincount(side.codes[counted], minlength=len(side.targets))
        heavy = None if weights is None else np.bincount(side.codes[counted], weights=weights[counted])
        for at, category in enumerate(side.categories):
            rows.append({
                "wave_id": side.wave_id, "margin": side.name, "category": category, "position": at,
                "respondents": int(people[at]), "share_answered": 100 * people[at] / people.sum(),
                "share_population": 100 * side.targets[at],
                "share_weighted": None if heavy is None else 100 * heavy[at] / heavy.sum(), "merged": _merged(side.members[at]),
                "members": JOINED.join(side.members[at]),
            })  # fmt: skip
    return pd.DataFrame(rows, columns=MARGIN_COLUMNS)


def _merged(members: list[str]) -> str | None:
    return f"samengenomen: {', '.join(_label(item) for item in members)}" if len(members) > 1 else None
