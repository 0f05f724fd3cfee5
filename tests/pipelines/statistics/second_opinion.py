"""The definitions a second time: slow, plain Python, with exact fractions where a tie matters."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

Point = tuple[str, int]  # rule and side
NOTHING: Point = ("", 0)


@dataclass
class SlowPhase:
    points: int
    mean: Fraction | None
    amr: Fraction | None
    limits: bool


def xmr(
    values: list[int | None],
    phases: list[int],
    *,
    screened: bool,
    near_is_inside: bool,
    trend: int,
    fix_after: int | None,
) -> tuple[list[SlowPhase], list[Point]]:
    found, points = [], []
    for number in sorted(set(phases)):
        part = [value for value, phase in zip(values, phases, strict=True) if phase == number]
        phase = _phase(part, screened, fix_after)
        found.append(phase)
        points += _rules(part, phase, near_is_inside, trend) if phase.limits else [NOTHING] * len(part)
    return found, points


def _phase(part: list[int | None], screened: bool, fix_after: int | None) -> SlowPhase:
    base: list[int | None] = []
    for value in part:
        if fix_after is not None and sum(v is not None for v in base) == fix_after:
            break
        base.append(value)
    given = [Fraction(v) for v in base if v is not None]
    moves = [Fraction(abs(b - a)) for a, b in pairwise(base) if a is not None and b is not None]
    if screened and moves:
        average = sum(moves) / len(moves)
        moves = [m for m in moves if m < Fraction(3267, 1000) * average]
    count = sum(v is not None for v in part)
    amr = sum(moves) / len(moves) if moves else None
    return SlowPhase(count, sum(given) / len(given) if given else None, amr, count >= 8 and amr is not None and amr > 0)


def _rules(part: list[int | None], phase: SlowPhase, near_is_inside: bool, trend: int) -> list[Point]:
    assert phase.mean is not None and phase.amr is not None
    mean, far = phase.mean, Fraction(266, 100) * phase.amr
    near = far * 2 / 3
    off = [None if v is None else v - mean for v in part]
    side = [0 if o is None else (o > 0) - (o < 0) for o in off]
    outside = [o is not None and abs(o) > far for o in off]
    close = [o is not None and abs(o) > near and not (near_is_inside and far < abs(o)) for o in off]
    result = [NOTHING] * len(part)

    def name(place: int, rule: str, towards: int) -> None:
        if result[place] == NOTHING:
            result[place] = (rule, towards)

    for i, out in enumerate(outside):
        if out:
            name(i, "outside", side[i])
    for i in range(len(part) - trend + 1):
        window = part[i : i + trend]
        steps = [None if a is None or b is None else b - a for a, b in pairwise(window)]
        for towards in (1, -1):
            if all(step is not None and step * towards > 0 for step in steps):
                for j in range(i, i + trend):
                    name(j, "trend", towards)
    for i in range(len(part) - 2):
        for towards in (1, -1):
            if side[i : i + 3] == [towards] * 3 and sum(close[i : i + 3]) >= 2:
                for j in range(i, i + 3):
                    if close[j]:
                        name(j, "two_of_three", towards)
    for i in range(len(part) - 6):
        for towards in (1, -1):
            if side[i : i + 7] == [towards] * 7:
                for j in range(i, i + 7):
                    name(j, "one_side", towards)
    return result


def quantile_type_7(values: list[float], q: float) -> float:
    ordered = sorted(values)
    h = (len(ordered) - 1) * q
    low = math.floor(h)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (h - low) * (ordered[high] - ordered[low])


def funnel(x: list[int], n: list[int]) -> tuple[float, float, list[float]]:
    """phi, tau^2 and the adjusted z of providers that are all shown (ten or more)."""
    t = math.asin(math.sqrt(sum(x) / sum(n)))
    s = [1 / (2 * math.sqrt(b)) for b in n]
    y = [math.asin(math.sqrt(a / b)) for a, b in zip(x, n, strict=True)]
    z = [(a - t) / b for a, b in zip(y, s, strict=True)]
    low, high = quantile_type_7(z, 0.1), quantile_type_7(z, 0.9)
    k = len(x)
    phi = sum(min(max(a, low), high) ** 2 for a in z) / k
    w = [1 / a**2 for a in s]
    top, bottom = k * phi - (k - 1), sum(w) - sum(a * a for a in w) / sum(w)
    tau2 = 0.0 if k * phi < k - 1 else max(0.0, top / bottom)
    return phi, tau2, [(a - t) / math.sqrt(b**2 + tau2) for a, b in zip(y, s, strict=True)]


def normal_p(z: float) -> float:
    return math.erfc(abs(z) / math.sqrt(2))


def mann_kendall(values: list[float | None]) -> tuple[float, float, float]:
    """z, p and Sen's slope."""
    given = [(place, value) for place, value in enumerate(values) if value is not None]
    s, slopes, n = 0, [], len(given)
    for i, (a, early) in enumerate(given):
        for b, late in given[i + 1 :]:
            s += (late > early) - (late < early)
            slopes.append((late - early) / (b - a))
    ties = Counter(value for _, value in given).values()
    variance = (n * (n - 1) * (2 * n + 5) - sum(t * (t - 1) * (2 * t + 5) for t in ties)) / 18
    z = 0.0 if s == 0 else (s - (1 if s > 0 else -1)) / math.sqrt(variance)
    slopes.sort()
    middle = len(slopes) // 2
    slope = slopes[middle] if len(slopes) % 2 else (slopes[middle - 1] + slopes[middle]) / 2
    return z, normal_p(z), slope


def cochran_armitage(x: list[int | None], n: list[int | None]) -> tuple[float, float]:
    """z and p in the form of a sum over pairs of periods and the variance written out (Armitage 1955)."""
    rows = [(i + 1, a, b) for i, (a, b) in enumerate(zip(x, n, strict=True)) if a is not None and b is not None]
    total, counted = sum(b for _, _, b in rows), sum(a for _, a, _ in rows)
    top = sum(score * (a * (total - counted) - (b - a) * counted) for score, a, b in rows)
    own = sum(score**2 * b * (total - b) for score, _, b in rows)
    cross = sum(
        rows[i][0] * rows[j][0] * rows[i][2] * rows[j][2] for i in range(len(rows)) for j in range(i + 1, len(rows))
    )
    z = top / math.sqrt(counted * (total - counted) / total * (own - 2 * cross))
    return z, normal_p(z)


def kaplan_meier(cases: list[tuple[float, bool, float]]) -> list[tuple[float, float, float, float]]:
    """(day, S, lower, upper) on every day with closings; a case is (days, closed, entry)."""
    survival, variance, rows = 1.0, 0.0, []
    for day in sorted({days for days, closed, _ in cases if closed}):
        risk = sum(entry < day <= days for days, _, entry in cases)
        d = sum(closed and days == day for days, closed, _ in cases)
        survival *= 1 - d / risk
        if survival <= 0:
            rows.append((day, survival, math.nan, math.nan))
            variance = math.inf
            continue
        variance += d / (risk * (risk - d))
        middle, half = math.log(-math.log(survival)), 1.959963984540054 * math.sqrt(variance) / -math.log(survival)
        rows.append((day, survival, math.exp(-math.exp(middle + half)), math.exp(-math.exp(middle - half))))
    return rows
