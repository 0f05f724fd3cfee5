"""What an audience may hold: the one place where a table is kept from a file before it is frozen.

`intern` holds everything. A target group may tell of a criminal record or of health, so any other audience holds no single
entry of social return, no column that names a target group beside somebody, and no parts by target group as soon as one
part is of fewer than ten. What the parties wrote, said and weighed among themselves (talks, admissions, proposals, decisions
of the table, why somebody came or left) was written for `intern`: elsewhere only who took part, when, and how many."""

from __future__ import annotations

import pandas as pd

from schemas.talk import TALK_TABLES
from schemas.vocabulary import Audience

LEAST = 10  # people of one target group outside `intern`
ENTRIES = ("sr_lines",)  # one row is one entry
AMONG_PARTIES = (
    "admissions", "proposal_steps", "network_meetings", "consultation_decisions", "target_changes", "agreement_versions",
    "network_events", *(table.name for table in TALK_TABLES),
)  # fmt: skip
# of what everybody may know of the parties: the words that were written about one of them
WORDS = {
    "participations": ("joined_because", "left_because", "admission"), "predecessors": ("sentence",),
    "network_figures": ("sentence",),
}  # fmt: skip
TELLING = ("target_group", "block")  # columns that say of whom an entry is
_PARTS = "sr_labour_counts"  # in parts; those by target group are the kind `groups`
_BY_GROUP = "target_group"  # the breakdown of `values`


def for_audience(tables: dict[str, pd.DataFrame], audience: str) -> dict[str, pd.DataFrame]:
    """The tables as this audience may hold them, with the same columns. Nothing is changed in place."""
    if audience == Audience.INTERN:
        return tables
    return {name: _kept(name, rows) for name, rows in tables.items()}


def _kept(name: str, rows: pd.DataFrame) -> pd.DataFrame:
    if name in ENTRIES or name in AMONG_PARTIES:
        return rows.iloc[:0]
    result = rows
    for column in (*TELLING, *WORDS.get(name, ())):
        if column in result:
            result = result.assign(**{column: pd.Series(None, index=result.index, dtype=result[column].dtype)})
    if name == _PARTS:
        return _whole_or_not(result, ["quarter"], result["kind"].eq("groups"), "number", size=result["number"])
    if "breakdown" in result and "value" in result:
        key = [item for item in ("provider_id", "sub_agreement_id", "indicator", "period") if item in result]
        size = result["n"] if "n" in result else pd.Series(float("nan"), index=result.index)  # not known: not shown
        return _whole_or_not(result, key, result["breakdown"].eq(_BY_GROUP), "value", size=size)
    return result


def _whole_or_not(
    rows: pd.DataFrame, key: list[str], parts: pd.Series, amount: str, *, size: pd.Series
) -> pd.DataFrame:
    """Parts with the same key are shown whole or not at all: not where one is of 1 to nine, or of unknown size."""
    few = parts & (((size > 0) & (size < LEAST)).fillna(False).astype(bool) | size.isna())
    names = pd.MultiIndex.from_frame(rows[key].astype("object").fillna(""))
    away = (parts & names.isin(names[few.to_numpy(dtype=bool)])).to_numpy(dtype=bool)
    hidden = [name for name in (amount, "numerator", "denominator", "n", "lower", "upper", "more_than") if name in rows]
    result = rows.copy()
    for column in dict.fromkeys(hidden):
        result[column] = result[column].mask(away)
    for column in ("note", "reason"):
        if column in result:
            result[column] = result[column].mask(away)
    if "reason_code" in result:
        result["reason_code"] = result["reason_code"].mask(away, "small_part")
    return result
