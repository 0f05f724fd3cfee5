"""The funnel of every share in every quarter: its sentence, its points and its limits, as tables of a publication."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from pipelines.comparing.places import FUNNEL, MINIMUM, beside, places
from pipelines.comparing.sentences import INSIDE, OUTSIDE, TOO_FEW_PROVIDERS, about, corrected
from pipelines.statistics.distributions import Z95, Z998
from pipelines.statistics.funnel import Funnel, funnel
from pipelines.statistics.multiple import benjamini_hochberg
from pipelines.statistics.outcome import Array

SIZES = 40  # of the grid that its curves are drawn on
STANDS_OUT = 0.05


def funnels(values: pd.DataFrame, providers: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Tables funnels, funnel_points and funnel_limits of schemas.judged_tables, from the tables values and providers.

    Family of the correction: one indicator x one quarter x the providers in the funnel. Mean, phi and tau2 are computed
    from the points that are shown, so they hold nothing that is not in `values` already.
    Source: statistics.md sections 7 and 8.
    """
    rows = places(values, providers[["provider_id", "provider", "position"]])
    rows = _told_beside(rows)
    about_all, points, limits = [], [], []
    names, included = rows["provider"].to_numpy(), rows["included"].to_numpy()
    x, n = (rows[name].where(rows["included"]).to_numpy(dtype="float64") for name in ("numerator", "n"))
    for key, own in _in_order(rows):
        inside = included[own]
        found = funnel(x[own], n[own], minimum_n=MINIMUM)
        about_all.append(key | _about(found, names[own], n[own][inside]))
        points.append(_points(found, inside))
        if found.mean is not None:
            limits.append(key | _limits(found, float(n[own][inside].max())))
    return {
        "funnels": pd.DataFrame(about_all),
        "funnel_points": _with_points(rows, points) if points else pd.DataFrame(),
        "funnel_limits": _per_size(limits),
    }


def _in_order(rows: pd.DataFrame) -> Iterator[tuple[dict[str, str], slice]]:
    """The name and the place of each funnel in the rows, which are sorted by funnel."""
    starts = np.flatnonzero(~rows.duplicated(FUNNEL))
    for first, end in pairwise([*starts, len(rows)]):
        yield {name: str(rows[name].iat[first]) for name in FUNNEL}, slice(first, end)


def _told_beside(rows: pd.DataFrame) -> pd.DataFrame:
    code, told = beside(rows)
    return rows.assign(reason_code=code, sentence=told)


def _about(found: Funnel, providers: np.ndarray, n: Array) -> dict[str, object]:
    """providers: all names; n: of those in the funnel."""
    names = providers[found.flag != 0].tolist()
    left_out = len(providers) - found.k
    chance = float(np.median(1 / (4 * n))) if found.k else 0.0
    return {
        "providers": found.k,
        "left_out": left_out,
        "mean": None if found.mean is None else 100 * found.mean,
        "phi": found.phi,
        "tau2": found.tau2,
        "outside": len(names),
        "reason_code": None if found.reason is None else found.reason.value,
        "sentence": about(found, names, chance=chance, beside=left_out),
    }


def _points(found: Funnel, inside: np.ndarray) -> dict[str, np.ndarray]:
    """Arrays beside the providers of one funnel. Without one (too few providers) those with a figure have their value and
    neither z nor flag; `sentence` and `code` are empty where what stands beside the funnel keeps its own."""
    q = benjamini_hochberg(found.p)
    stands_out = q < STANDS_OUT
    flag = np.select([found.flag > 0, found.flag < 0], ["above", "below"], default="").astype(object)
    out = [f"{OUTSIDE} {corrected(found.k, stands_out=bool(stands))}" for stands in stands_out]
    sentence = np.where(flag != "", np.array(out, dtype=object), INSIDE)
    code = np.full(len(flag), "", dtype=object)
    if found.reason is not None:
        sentence, code[inside] = np.full(len(flag), TOO_FEW_PROVIDERS, dtype=object), found.reason.value
    return {"z": found.z_adjusted, "q": q, "flag": flag, "stands_out": stands_out,
            "told": np.where(inside, sentence, ""), "code": code}  # fmt: skip


def _with_points(rows: pd.DataFrame, points: list[dict[str, np.ndarray]]) -> pd.DataFrame:
    """The rows, sorted by funnel, with what was found beside them."""
    found = pd.DataFrame(
        {name: np.concatenate([part[name] for part in points]) for name in points[0]}, index=rows.index
    )
    flag, told, code = (found[name].astype("str") for name in ("flag", "told", "code"))
    return rows.assign(
        z=found["z"].astype("float64"), q=found["q"].astype("float64"), flag=flag.mask(flag == ""),
        stands_out=found["stands_out"].astype(bool), reason_code=rows["reason_code"].where(code == "", code),
        sentence=rows["sentence"].where(told == "", told),
    )  # fmt: skip


def _limits(found: Funnel, largest: float) -> dict[str, np.ndarray]:
    """On sizes that grow by a fixed factor, for the curve is steep where providers are small."""
    n = np.unique(np.round(np.geomspace(MINIMUM, max(largest, MINIMUM + 1), SIZES)))
    inner, outer = found.limits(n, Z95), found.limits(n, Z998)
    return {"n": n, "lower_95": 100 * inner[0], "upper_95": 100 * inner[1], "lower_998": 100 * outer[0],
            "upper_998": 100 * outer[1]}  # fmt: skip


def _per_size(limits: list[dict[str, Any]]) -> pd.DataFrame:
    if not limits:
        return pd.DataFrame()
    many = [len(part["n"]) for part in limits]
    named = {name: np.repeat([part[name] for part in limits], many) for name in FUNNEL}
    return pd.DataFrame(
        named | {name: np.concatenate([part[name] for part in limits]) for name in limits[0] if name not in FUNNEL}
    )
