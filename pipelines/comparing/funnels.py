"""The funnel of every share in every quarter: its sentence, its points and its limits, as tables of a publication."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipelines.comparing.places import FUNNEL, MINIMUM, beside, places
from pipelines.comparing.sentences import INSIDE, OUTSIDE, TOO_FEW_PROVIDERS, about, corrected
from pipelines.statistics.distributions import Z95, Z998
from pipelines.statistics.funnel import Funnel, funnel
from pipelines.statistics.multiple import benjamini_hochberg

SIZES = 40  # of the grid that its curves are drawn on
STANDS_OUT = 0.05


def funnels(values: pd.DataFrame, providers: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Tables funnels, funnel_points and funnel_limits of schemas.publication, from its tables values and providers.

    Family of the correction: one indicator x one quarter x the providers in the funnel. Mean, phi and tau2 are computed
    from the points that are shown, so they hold nothing that is not in `values` already.
    Source: statistics.md sections 7 and 8.
    """
    rows = places(values, providers[["provider_id", "provider", "position"]])
    about_all, points, limits = [], [], []
    for _, own in rows.groupby(FUNNEL, sort=True):
        inside = own["included"]
        found = funnel(
            own["numerator"].where(inside).to_numpy(dtype=float), own["n"].where(inside).to_numpy(dtype=float),
            minimum_n=MINIMUM,
        )  # fmt: skip
        named = {name: str(own[name].iloc[0]) for name in FUNNEL}
        about_all.append(named | _about(found, own))
        points.append(_points(found, own))
        if found.mean is not None:
            limits.append(_limits(found, float(own.loc[inside, "n"].max())).assign(**named))
    return {
        "funnels": pd.DataFrame(about_all),
        "funnel_points": pd.concat(points, ignore_index=True) if points else pd.DataFrame(),
        "funnel_limits": pd.concat(limits, ignore_index=True) if limits else pd.DataFrame(),
    }


def _about(found: Funnel, own: pd.DataFrame) -> dict[str, object]:
    names = own.loc[found.flag != 0, "provider"].tolist()
    left_out = len(own) - found.k
    chance = float((1 / (4 * own.loc[own["included"], "n"])).median()) if found.k else 0.0
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


def _points(found: Funnel, own: pd.DataFrame) -> pd.DataFrame:
    """Without a funnel (too few providers) those with a figure have their value and neither z nor flag."""
    code, told = beside(own)
    q = benjamini_hochberg(found.p)
    stands_out = q < STANDS_OUT
    flag = pd.Series(np.select([found.flag > 0, found.flag < 0], ["above", "below"], default=""), index=own.index)
    outside = f"{OUTSIDE} " + pd.Series(
        np.where(stands_out, corrected(found.k, stands_out=True), corrected(found.k, stands_out=False)), index=own.index
    )
    inside = outside.where(flag != "", INSIDE)
    if found.reason is not None:
        inside[:], code = TOO_FEW_PROVIDERS, code.mask(own["included"], found.reason.value)
    return own.assign(
        z=found.z_adjusted, q=q, flag=flag.mask(flag == "").astype("str"), stands_out=stands_out,
        reason_code=code, sentence=told.where(~own["included"], inside),
    )  # fmt: skip


def _limits(found: Funnel, largest: float) -> pd.DataFrame:
    """On sizes that grow by a fixed factor, for the curve is steep where providers are small."""
    n = np.unique(np.round(np.geomspace(MINIMUM, max(largest, MINIMUM + 1), SIZES)))
    inner, outer = found.limits(n, Z95), found.limits(n, Z998)
    return pd.DataFrame(
        {"n": n, "lower_95": 100 * inner[0], "upper_95": 100 * inner[1], "lower_998": 100 * outer[0],
         "upper_998": 100 * outer[1]}
    )  # fmt: skip
