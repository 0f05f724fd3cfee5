"""An outsider with a solver: what can be derived about hidden cells from all that is shown. Written apart from
pipelines.protection on purpose; it shares no code with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from scipy.optimize import linprog
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

KEY = ["provider_id", "sub_agreement_id", "grain", "indicator", "period", "breakdown", "breakdown_value"]
HIDDEN = frozenset({"too_few", "small_part"})
ADDS_OVER_MONTHS = frozenset({"BER-5", "BER-6", "TER-2"})
MOMENT = frozenset({"BER-7", "TER-4", "TER-5"})  # the quarter is its last month
SINCE_JANUARY = frozenset({"BER-2"})
ADDS_OVER_SUBS = frozenset({"BER-5", "BER-6", "TER-2", "TER-5"})
PARTS_ADD_UP = frozenset({"BER-1", "BER-2", "BER-5", "BER-6", "BER-7", "TER-2", "TER-4", "TER-5"})
COUNTS = frozenset({"BER-1", "BER-2", "BER-5", "BER-6", "BER-7", "TER-4"})
# the same people by definition: the n of one figure is the other
SAME_PEOPLE = {"TER-1": "BER-5", "TER-2": "BER-5", "TER-3": "BER-5", "TER-5": "TER-4"}


@dataclass
class Puzzle:
    """Unknown and known amounts, and sums that hold between them. `shown` amounts are numbers, hidden ones None."""

    shown: dict[tuple, float | None] = field(default_factory=dict)
    sums: list[list[tuple[float, tuple]]] = field(default_factory=list)  # sum(coefficient * cell) = 0

    def total(self, whole: tuple, parts: Iterable[tuple]) -> None:
        self.sums.append([(1.0, whole), *((-1.0, part) for part in parts)])

    def ranges(self, of: Iterable[tuple] | None = None) -> dict[tuple, tuple[float, float]]:
        """For every hidden cell (or those of `of`) that stands in a sum: the least and the most it can be."""
        wanted = None if of is None else set(of)
        hidden = [cell for cell, amount in self.shown.items() if amount is None]
        at = {cell: i for i, cell in enumerate(hidden)}
        rows, known = [], []
        for terms in self.sums:
            unknown = [(at[cell], c) for c, cell in terms if cell in at]
            if unknown:
                rows.append(unknown)
                known.append(-sum(c * self.shown[cell] for c, cell in terms if cell not in at))
        if not rows:
            return {}
        data = [(i, j, c) for i, row in enumerate(rows) for j, c in row]
        i, j, c = (np.array(part) for part in zip(*data, strict=True))
        matrix = csr_matrix((c, (i, j)), shape=(len(rows), len(hidden)))
        _, group = connected_components(abs(matrix.T) @ abs(matrix))
        members = defaultdict(list)
        for column in np.unique(j):
            if wanted is None or hidden[column] in wanted:
                members[group[column]].append(int(column))
        low, high = np.zeros(len(hidden)), np.full(len(hidden), np.inf)
        # components do not touch each other, so one cell of each can be asked for at the same time
        for turn in range(max(map(len, members.values()), default=0)):
            asked = [cells[turn] for cells in members.values() if turn < len(cells)]
            goal = np.zeros(len(hidden))
            goal[asked] = 1.0
            low[asked] = _solve(goal, matrix, known)[asked]
            high[asked] = self._highest(goal, matrix, known, asked=asked)
        return {hidden[column]: (low[column], high[column]) for cells in members.values() for column in cells}

    @staticmethod
    def _highest(goal: np.ndarray, matrix: csr_matrix, known: list[float], *, asked: list[int]) -> np.ndarray:
        most = 1e6  # an open end counts as very wide
        return _solve(-goal, matrix, known, most=most)[asked]


def _solve(goal: np.ndarray, matrix: csr_matrix, known: list[float], most: float = 1e6) -> np.ndarray:
    found = linprog(goal, A_eq=matrix, b_eq=known, bounds=(0, most), method="highs")
    assert found.status == 0, found.message
    return found.x


def puzzle_of(published: pd.DataFrame, *, same_people: bool = False) -> Puzzle:
    """All that an outsider knows about n (persons or cases) from published rows: the cells and the sums."""
    frame = published[published["n"].notna() | published["reason_code"].isin(HIDDEN)]
    text = frame[KEY].astype(object).where(frame[KEY].notna(), "")
    puzzle = Puzzle()
    months, subs, parts = defaultdict(list), defaultdict(list), defaultdict(list)
    for cell, n, quarter in zip(text.itertuples(index=False, name=None), frame["n"], frame["quarter"], strict=True):
        puzzle.shown[cell] = None if pd.isna(n) else float(n)
        provider, sub, grain, code, period, breakdown, value = cell
        if period != quarter:
            months[(provider, sub, grain, code, quarter, breakdown, value)].append(cell)
        if grain == "sub_agreement" and not breakdown:
            subs[(provider, "", "provider", code, period, "", "")].append(cell)
        if breakdown:
            parts[((provider, sub, grain, code, period, "", ""), breakdown)].append(cell)
    for whole, found in months.items():
        code, quarter = whole[3], whole[4]
        last = f"{quarter[:4]}-{3 * int(quarter[-1]):02d}"
        if whole in puzzle.shown and code in ADDS_OVER_MONTHS:
            puzzle.total(whole, found)
        elif whole in puzzle.shown and code in MOMENT | SINCE_JANUARY:
            puzzle.sums += [[(1.0, whole), (-1.0, cell)] for cell in found if cell[4] == last]
    for whole, found in subs.items():
        if whole in puzzle.shown and whole[3] in ADDS_OVER_SUBS:
            puzzle.total(whole, found)
    for (whole, _), found in parts.items():
        if whole in puzzle.shown and whole[3] in PARTS_ADD_UP:
            puzzle.total(whole, found)
    if same_people:
        for cell in list(puzzle.shown):
            twin = (*cell[:3], SAME_PEOPLE.get(cell[3], ""), *cell[4:])
            if twin in puzzle.shown:
                puzzle.sums.append([(1.0, cell), (-1.0, twin)])
    return puzzle


def too_narrow(published: pd.DataFrame, *, count_k: int = 5, n_k: int = 10, same_people: bool = False) -> list[str]:
    """Hidden cells that an outsider can pin down to an interval narrower than k - 1, in words. Whole counts are shown to
    this audience whatever their size; under a whole of less than k nothing more can be given away."""
    puzzle = puzzle_of(published, same_people=same_people)
    wholes = {cell[:5]: amount for cell, amount in puzzle.shown.items() if not cell[5]}
    found = puzzle.ranges()
    k = {cell: count_k if cell[3] in COUNTS else n_k for cell in found}
    return [
        f"{' '.join(filter(None, cell))}: {low:g} tot {high:g}"
        for cell, (low, high) in found.items()
        if high - low < k[cell] - 1 - 1e-6
        and high > 1e-6
        and low < k[cell] - 1e-6
        and not (cell[3] in COUNTS and cell[5] and (wholes.get(cell[:5]) or 0) < count_k)
    ]


# numerator and denominator of a figure of volunteers, and the columns of the table `pools`, by what they count
VOLUNTEERS = {
    "WED-4": ("former", "recruited"), "WED-5": ("active", "stock"), "WED-6": ("cohort left", "cohort"),
    "WED-7": ("matches", "registered"), "WED-8": ("hours", "active"), "WED-10": ("filled", "reported"),
    "WED-11": ("former this year", "reached"),
}  # fmt: skip
POOLS = {"former_clients": "former", "recruited": "recruited", "active": "active", "stock_end": "stock"}


def volunteers(values: pd.DataFrame, pools: pd.DataFrame) -> tuple[Puzzle, list[tuple]]:
    """All that an outsider knows of numbers of volunteers (quantity, provider, sub-agreement, quarter), and the numbers
    behind figures that are hidden. Sub-agreements make their provider, quarters make the year so far."""
    puzzle, secret = Puzzle(), []
    for name, quantity in POOLS.items():
        for row in pools.fillna({"sub_agreement_id": ""}).to_dict("records"):
            cell = (quantity, row["provider_id"], row["sub_agreement_id"], row["quarter"])
            puzzle.shown[cell] = None if pd.isna(row[name]) else float(row[name])
    own = values[values["indicator"].isin(list(VOLUNTEERS)) & values["breakdown"].isna()]
    for row in own.fillna({"sub_agreement_id": ""}).to_dict("records"):
        for part, quantity in zip(("numerator", "denominator"), VOLUNTEERS[row["indicator"]], strict=True):
            cell = (quantity, row["provider_id"], row["sub_agreement_id"], row["quarter"])
            if pd.notna(row[part]):
                puzzle.shown[cell] = float(row[part])
            elif row["reason_code"] in HIDDEN:
                puzzle.shown.setdefault(cell, None)
                secret += [cell] if part == "numerator" else []
    subs = defaultdict(list)
    for cell in puzzle.shown:
        if cell[2] and (cell[0], cell[1], "", cell[3]) in puzzle.shown:
            subs[(cell[0], cell[1], "", cell[3])].append(cell)
        if cell[0] == "former this year":
            quarters = [
                (*("former", *cell[1:3]), f"{cell[3][:-1]}{number}") for number in range(1, int(cell[3][-1]) + 1)
            ]
            puzzle.sums += [[(1.0, cell), *((-1.0, part) for part in quarters if part in puzzle.shown)]]
    for whole, parts in subs.items():
        puzzle.total(whole, parts)
    return puzzle, secret


# what is counted of vacancies and placements over four quarters: `part` of `whole`; those with a column have parts of their own
TO_LEARN = ("internship", "work_learning", "training")
SHARES = ("SR-6", "SR-7", "SR-8", "SR-9", "SR-10", "SR-12", "SR-13")
SAME_PLACEMENTS = {"SR-9": "placed", "SR-13": "placed", "SR-6": "put_forward", "SR-8": "ended"}


def labour(
    values: pd.DataFrame, whole: pd.DataFrame, counts: pd.DataFrame, *, near: tuple[str, ...], known: dict[tuple, float]
) -> tuple[Puzzle, list[tuple]]:
    """All that an outsider knows of placements of one quarter, and what is hidden. A cell is (what, code, provider), the
    provider "" of all together; `known` is what the outsider knows besides, as a provider of its own. near: codes of
    target groups at a distance from the labour market."""
    puzzle, secret = Puzzle(), []
    own = values[values["indicator"].isin(SHARES) & values["breakdown"].isna()]
    rows = pd.concat([own, whole[whole["indicator"].isin(SHARES)].assign(provider_id="")])
    for row in rows.to_dict("records"):
        place = (row["indicator"], row["provider_id"])
        for what, column in (("part", "numerator"), ("whole", "denominator")):
            puzzle.shown[(what, *place)] = None if pd.isna(row[column]) else float(row[column])
        puzzle.shown[("rest", *place)] = None
        puzzle.total(("whole", *place), [("part", *place), ("rest", *place)])
        secret += [("part", *place), ("rest", *place)] if pd.isna(row["numerator"]) else []
    for code in SHARES:
        for what in ("part", "whole"):
            cells = [cell for cell in puzzle.shown if cell[:2] == (what, code) and cell[2]]
            puzzle.total((what, code, ""), cells)
    _counted(puzzle, secret, counts, near)
    learning = whole.loc[whole["indicator"].eq("SR-14"), "value"]
    puzzle.shown[("learning", "", "")] = float(learning.iloc[0])
    puzzle.total(("learning", "", ""), [cell for cell in puzzle.shown if cell[0] == "forms" and cell[1] in TO_LEARN])
    puzzle.shown |= {cell: amount for cell, amount in known.items() if cell in puzzle.shown}
    return puzzle, [cell for cell in secret if cell not in known]


def _counted(puzzle: Puzzle, secret: list[tuple], counts: pd.DataFrame, near: tuple[str, ...]) -> None:
    for row in counts.to_dict("records"):
        cell = (row["kind"], row["part"], "" if pd.isna(row["provider_id"]) else row["provider_id"])
        puzzle.shown[cell] = None if pd.isna(row["number"]) else float(row["number"])
        secret += [cell] if pd.isna(row["number"]) else []
    cells = list(puzzle.shown)
    for code, step in SAME_PLACEMENTS.items():
        puzzle.sums.append([(1.0, ("whole", code, "")), (-1.0, ("steps", step, ""))])
    for kind in ("forms", "origins", "groups"):
        puzzle.total(("steps", "placed", ""), [cell for cell in cells if cell[0] == kind])
    puzzle.sums.append([(1.0, ("part", "SR-9", "")), (-1.0, ("origins", "municipality", ""))])
    puzzle.total(("part", "SR-13", ""), [cell for cell in cells if cell[0] == "groups" and cell[1] in near])


def pinned(puzzle: Puzzle, secret: list[tuple], true: dict[tuple, float]) -> list[str]:
    """Hidden numbers of one to four people that an outsider has exactly; of who is at a distance and of target groups: to
    within less than four (less than three of who is not), unless there are no more people than that to choose from. All of
    the people is known as soon as the share may be shown. true: what they are, which only the test knows."""
    small = [cell for cell in secret if 0 < true[cell] < 5 and not _all_of_them(cell, true)]
    return [
        f"{' '.join(filter(None, cell))}: {low:g} tot {high:g}"
        for cell, (low, high) in puzzle.ranges(small).items()
        if high - low < _least_width(cell, true) - 1e-6
    ]


def _all_of_them(cell: tuple, true: dict[tuple, float]) -> bool:
    return cell[0] in ("part", "rest") and cell[1] != "SR-13" and true[cell] == true[("whole", *cell[1:])]


def _least_width(cell: tuple, true: dict[tuple, float]) -> float:
    if cell[0] == "groups" or cell[1] == "SR-13":
        wide = 3.0 if cell[0] == "rest" else 4.0
        return min(wide, true[("whole", *cell[1:])]) if cell[0] != "groups" else wide
    return 1.0
