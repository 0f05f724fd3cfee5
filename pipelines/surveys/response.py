"""How many were asked and how many answered, of a wave and of each provider in it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipelines.surveys.counting import Counts
from pipelines.surveys.protecting import MINIMUM_N, TOO_FEW, Parts, completed_of
from pipelines.surveys.result_sentences import response_sentence

ASKED = ["population", "invited", "undeliverable"]


def response(counts: Counts, per_provider: pd.DataFrame, parts: list[Parts]) -> pd.DataFrame:
    """Rows of SURVEY_RESPONSE, hidden numbers left out. Of everyone together it is told who were asked, who answered
    only from ten on; providers that are hidden throughout the wave have no number here at all."""
    told = set(per_provider["wave_id"])
    whole = _with_asked(completed_of(counts).assign(provider_id=""), counts.wave_counts)
    each = completed_of(counts, "provider_id")
    each = _with_asked(each[each["provider_id"].ne("") & each["wave_id"].isin(told)], counts.wave_counts)
    hidden = {(part.wave_id, name) for part in parts if part.kind == "provider_id" for name in part.hidden}
    away = [key in hidden for key in zip(each["wave_id"], each["provider_id"], strict=True)]
    rows = pd.concat([whole.assign(hidden=whole["completed"] < MINIMUM_N), each.assign(hidden=away)], ignore_index=True)
    small = rows["completed"].to_numpy() < MINIMUM_N
    rows["hidden"] = rows["hidden"] | small
    rows.loc[rows["hidden"], "completed"] = np.nan
    rows["response_rate"] = _rate(rows)
    # of a few who were asked it is known within a few how many answered
    rows.loc[rows["hidden"] & rows["provider_id"].ne(""), ASKED] = np.nan
    code = np.where(rows["provider_id"].eq(""), TOO_FEW, "small_part")
    rows["reason_code"] = pd.Series(code, index=rows.index, dtype="str").where(rows["hidden"], None)
    rows = _with_weights(rows, counts)
    sentences = [response_sentence(row, counts.weighed[row["wave_id"]]) for row in rows.to_dict("records")]
    return rows.assign(sentence=sentences, provider_id=rows["provider_id"].where(rows["provider_id"].ne(""), None))


def _with_asked(completed: pd.DataFrame, asked: pd.DataFrame) -> pd.DataFrame:
    """Beside who answered, who were asked. Of the whole wave the row of the whole, else the sum of its providers."""
    rows = asked.assign(provider_id=asked["provider_id"].fillna(""))
    of_whole = set(rows.loc[rows["provider_id"].eq(""), "wave_id"])
    summed = rows[~rows["wave_id"].isin(of_whole)].groupby("wave_id")[ASKED].sum(min_count=1).reset_index()
    known = pd.concat([rows, summed.assign(provider_id="")], ignore_index=True)[["wave_id", "provider_id", *ASKED]]
    found = completed.merge(known, how="left", on=["wave_id", "provider_id"], validate="one_to_one")
    return found.astype(dict.fromkeys(ASKED, "float64"))


def _rate(rows: pd.DataFrame) -> pd.Series:
    """Percent: answered / (invited - undeliverable); null where that is unknown, or where more answered than could."""
    reached = rows["invited"] - rows["undeliverable"].fillna(0.0)
    return (100 * rows["completed"] / reached).where((reached > 0) & (rows["completed"] <= reached))


def response_rates(counts: Counts) -> dict[str, float]:
    """Per wave with enough answers its response in percent, where known."""
    rows = _with_asked(completed_of(counts).assign(provider_id=""), counts.wave_counts)
    rate = _rate(rows)[rows["completed"] >= MINIMUM_N]
    return {str(wave): float(value) for wave, value in zip(rows["wave_id"].loc[rate.index], rate, strict=True)
            if value == value}  # fmt: skip


def _with_weights(rows: pd.DataFrame, counts: Counts) -> pd.DataFrame:
    """What weighting did to the wave as a whole."""
    found = {name: [np.nan] * len(rows) for name in ("n_eff", "deff", "weight_smallest", "weight_largest")}
    for at, (wave, provider, hidden) in enumerate(
        zip(rows["wave_id"], rows["provider_id"], rows["hidden"], strict=True)
    ):
        weighed = counts.weighed[wave]
        if provider == "" and not hidden and weighed.weights is not None:
            found["n_eff"][at], found["deff"][at] = weighed.n_eff, weighed.deff
            found["weight_smallest"][at], found["weight_largest"][at] = weighed.given.min(), weighed.given.max()
    return rows.assign(**found)
