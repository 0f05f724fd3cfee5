"""What differs: from the former wave, and from the other providers together; tested only where both may be shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from pipelines.records import records
from pipelines.statistics.differences import pooled_p, welch
from pipelines.statistics.multiple import benjamini_hochberg
from pipelines.statistics.outcome import Array
from pipelines.statistics.proportions import difference, shares
from pipelines.surveys.protecting import MINIMUM_N, MINIMUM_NPS
from pipelines.surveys.result_sentences import difference_sentence, told
from pipelines.surveys.results import FIGURES, KEY
from pipelines.surveys.weights import LEAST_EFFECTIVE
from schemas.vocabulary import Comparability, SurveyMeasure

_OF_SHARES = [SurveyMeasure.AGREES.value, SurveyMeasure.SHARE.value, SurveyMeasure.THEME.value]
_TESTED = ["value", "lower", "upper", "p", "q", "family"]


def with_changes(rows: pd.DataFrame, guarded: pd.DataFrame) -> pd.DataFrame:
    """Add former_*, change_* and change_sentence. rows: protected results of all waves, with title, margin_of_error;
    guarded: surveys.comparing of questions and themes. A line that is broken or refused is not compared, and says why."""
    theme = rows["measure"].eq(SurveyMeasure.THEME.value)
    of_theme = guarded["theme"].astype(bool)
    about = ["wave_id", "item", "comparability", "compared_with", "comparability_reason"]
    parts = [
        part.merge(known[about], how="left", on=["wave_id", "item"], validate="many_to_one")
        for part, known in ((rows[~theme], guarded[~of_theme]), (rows[theme], guarded[of_theme]))
        if len(part)
    ]
    rows = pd.concat(parts, ignore_index=True) if parts else rows.assign(**dict.fromkeys(about[2:], ""))
    former = rows[[*KEY, *FIGURES, "title", "margin_of_error"]].rename(columns={"wave_id": "compared_with"})
    on = ["compared_with", *KEY[1:]]
    both = rows.merge(former, how="left", on=on, suffixes=("", "_then"), validate="many_to_one")
    may = both["comparability"].eq(Comparability.COMPARABLE.value) & both["value"].notna() & both["value_then"].notna()
    test = may & both["margin_of_error"] & both["margin_of_error_then"].eq(True)
    found = _differences(both, "_then", test, family=[*KEY[:4], "weighted"])
    gone = {name: both[f"{name}_then"].where(may) for name in ("value", "n")}
    change = {f"change_{name}": found[name] for name in _TESTED}
    change["change_value"] = (both["value"] - both["value_then"]).where(may)
    both = both.assign(former_value=gone["value"], former_n=gone["n"], **change)
    told_of = both.assign(may=may, test=test)[both["value"].notna() & both["comparability"].notna()]
    sentences = _sentences(told_of, _change).reindex(both.index)
    return rows.assign(
        former_value=both["former_value"].to_numpy(), former_n=both["former_n"].to_numpy(),
        **{name: values.to_numpy() for name, values in change.items()}, change_sentence=sentences,
    )  # fmt: skip


def _change(row: dict[str, Any]) -> str:
    if row["comparability"] != Comparability.COMPARABLE.value:
        return row["comparability_reason"]
    if not row["may"]:
        return "Niet vergeleken: in de vorige meting is dit niet gesteld, niet geantwoord of niet getoond."
    now, then = (told(row["measure"], row[name]) for name in ("value", "former_value"))
    opening = f"Nu {now} ({row['n']:.0f}), in {row['title_then']} {then} ({row['former_n']:.0f})"
    text = difference_sentence(row, "change", opening=opening)
    return text if row["test"] else f"{text} Niet getoetst: deelnemers hebben zichzelf aangemeld."


def with_others(rows: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    """Add others_* : the providers of the wave together without the one in the row, where everyone together is shown too.
    others: surveys.results.results_of_others."""
    rows = rows.reset_index(drop=True)
    both = rows.merge(others[[*KEY, *FIGURES]], how="left", on=KEY, suffixes=("", "_rest"), validate="one_to_one")
    whole = rows.loc[rows["provider_id"].eq("") & rows["district"].eq("") & rows["value"].notna(), _ITEM]
    shown = pd.MultiIndex.from_frame(rows[_ITEM]).isin(pd.MultiIndex.from_frame(whole))
    least = np.where(both["measure"].eq(SurveyMeasure.NPS.value), MINIMUM_NPS, MINIMUM_N)
    enough = both["n_rest"].ge(least) & (~both["weighted"] | both["n_eff_rest"].ge(LEAST_EFFECTIVE))
    may = both["provider_id"].ne("") & both["value"].notna() & shown & enough & both["margin_of_error"]
    found = _differences(both, "_rest", may, family=[*KEY[:4], "weighted"])
    added = {f"others_{name}": found[name].to_numpy() for name in _TESTED}
    added["others_difference"] = added["others_value"]
    added["others_value"] = both["value_rest"].where(may).to_numpy()
    added["others_n"] = both["n_rest"].where(may).round().to_numpy()
    both = both.assign(**added)
    return rows.assign(**added, others_sentence=_sentences(both[may], _beside).reindex(rows.index))


_ITEM = ["wave_id", "item", "measure", "option", "weighted"]


def _beside(row: dict[str, Any]) -> str:
    here, there = (told(row["measure"], row[name]) for name in ("value", "others_value"))
    opening = f"Hier {here} ({row['n']:.0f}), bij de andere aanbieders samen {there} ({row['others_n']:.0f})"
    return difference_sentence({**row, "others_value": row["others_difference"]}, "others", opening=opening)


def _sentences(rows: pd.DataFrame, say: Callable[[dict[str, Any]], str]) -> pd.Series:
    return pd.Series([say(row) for row in records(rows)], index=rows.index, dtype="str")


def _differences(both: pd.DataFrame, suffix: str, test: pd.Series, *, family: list[str]) -> dict[str, pd.Series]:
    """value, lower, upper, p, q and the size of the family; missing where `test` is not. Shares: Newcombe and the pooled
    z; means and NPS: Welch. n_eff in place of n. Source: statistics.md sections 1, 8, 10."""
    found = {name: pd.Series(np.nan, index=both.index) for name in _TESTED}
    share = test & both["measure"].isin(_OF_SHARES)
    for mask, work in ((share, _of_shares), (test & ~share, _of_means)):
        if mask.any():
            for name, values in work(both[mask], suffix).items():
                found[name][mask] = values
    parts = both["provider_id"].ne("") | both["district"].ne("")
    kind = np.where(both["provider_id"].ne(""), "provider", "district")
    tested = both[family].assign(kind=kind)[parts & found["p"].notna()]
    for same in tested.groupby([*family, "kind"]).groups.values():
        found["q"][same] = benjamini_hochberg(found["p"][same].to_numpy())
        found["family"][same] = len(same)
    return found


def _of_shares(both: pd.DataFrame, suffix: str) -> dict[str, Array]:
    n1, n2 = (both[name].to_numpy(dtype="float64") for name in ("n_eff", f"n_eff{suffix}"))
    x1, x2 = (both[name].to_numpy(dtype="float64") / 100 * n for name, n in (("value", n1), (f"value{suffix}", n2)))
    found = difference(shares(x1, n1), shares(x2, n2))
    p = pooled_p(x1, n1, x2=x2, n2=n2)
    return {"value": 100 * found.value, "lower": 100 * found.lower, "upper": 100 * found.upper, "p": p}


def _of_means(both: pd.DataFrame, suffix: str) -> dict[str, Array]:
    one, two = (
        {name: both[f"{name}{end}"].to_numpy(dtype="float64") for name in ("value", "error", "n_eff")}
        for end in ("", suffix)
    )
    found = welch(
        one["value"], two["value"], error1=one["error"], error2=two["error"], n1=one["n_eff"], n2=two["n_eff"]
    )
    return {"value": found.figures.value, "lower": found.figures.lower, "upper": found.figures.upper, "p": found.p}
