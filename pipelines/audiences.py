"""What an audience may hold: the one place where a table is kept from a file before it is frozen.

`intern` holds everything. A target group may tell of a criminal record or of health, so any other audience holds no single
entry of social return, no column that names a target group beside somebody, and no parts by target group as soon as one
part is of fewer than ten. Neither does it hold a filled vacancy, which is one person who was placed, nor what the placements of
a provider are worth per full-time year, which is the amount of the building block: of fewer than ten that is a target group. What the parties wrote, said and weighed among themselves (talks, admissions, proposals, decisions
of the table, why somebody came or left) was written for `intern`: elsewhere only who took part, when, and how many. So were
who handed in which file, and notes, remarks and open answers; of the editions only those of a quarter as a whole stay."""

from __future__ import annotations

import pandas as pd

from pipelines.sentences import REASONS
from schemas.talk import EDITIONS, TALK_TABLES, WHOLE_QUARTER
from schemas.vocabulary import Audience, VacancyState

LEAST = 10  # people of one target group outside `intern`
ENTRIES = ("sr_lines",)  # one row is one entry
AMONG_PARTIES = (
    "admissions", "proposal_steps", "network_meetings", "consultation_decisions", "target_changes", "agreement_versions",
    "network_events", *(table.name for table in TALK_TABLES if table is not EDITIONS),
)  # fmt: skip
# who handed in what, from which cell; what the municipality remarked; what respondents wrote
OWN_WORK = ("deliveries", "delivered_cells", "annotations", "survey_quotes")
# of what everybody may know of the parties: the words that were written about one of them
WORDS = {
    "participations": ("joined_because", "left_because", "admission"), "predecessors": ("sentence",),
    "network_figures": ("sentence",), "values": ("note",), "editions": ("settled_by",),
    "completeness": ("delivery_id",),
}  # fmt: skip
_NUMBERS = ("numerator", "denominator", "n", "lower", "upper", "more_than", "forecast", "forecast_lower", "forecast_upper",
            "verdict_sentence", "forecast_sentence")  # fmt: skip
_PROVIDER = "provider_id"
_SLOT = [_PROVIDER, "quarter"]
_NAMES = "providers"  # who takes part is no secret, and a successor is named
TELLING = ("target_group", "block")  # columns that say of whom an entry is
_VALUED = ("SR-3", "SR-11")  # with the amounts that stay: what a full-time year is worth
_VACANCIES = "sr_vacancies"
_FORMS = "sr_forms"
_PARTS = "sr_labour_counts"  # in parts; those by target group are the kind `groups`
_BY_GROUP = "target_group"  # the breakdown of `values`


def for_audience(tables: dict[str, pd.DataFrame], audience: str) -> dict[str, pd.DataFrame]:
    """The tables as this audience may hold them, with the same columns. Nothing is changed in place."""
    if audience == Audience.INTERN:
        return tables
    few = _of_few(tables.get(_FORMS))
    return {name: _kept(name, rows, few=few) for name, rows in tables.items()}


def for_every_provider(tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """What each provider may hold beside what is about itself: what is about all together as everybody may hold it, and
    who takes part."""
    public = for_audience(tables, Audience.PUBLIEK)
    together = {name: rows[rows[_PROVIDER].isna()] if _PROVIDER in rows else rows for name, rows in public.items()}
    return together | {_NAMES: tables[_NAMES]}


def _of_few(forms: pd.DataFrame | None) -> pd.MultiIndex:
    """The provider x quarter of which fewer than ten places of people were approved."""
    if forms is None:
        return pd.MultiIndex.from_tuples([], names=_SLOT)
    people = forms[forms["fte_years"].notna()].groupby(_SLOT)["entries"].sum()
    return pd.MultiIndex.from_frame(people[people < LEAST].reset_index()[_SLOT])


def _kept(name: str, rows: pd.DataFrame, *, few: pd.MultiIndex) -> pd.DataFrame:
    if name in ENTRIES or name in AMONG_PARTIES or name in OWN_WORK:
        return rows.iloc[:0]
    if name == EDITIONS.name:
        rows = rows[rows["provider_id"].eq(WHOLE_QUARTER)]
    if name == "umbrella_questions":
        rows = rows[rows["number"].notna()]
    if name == _VACANCIES:
        return rows[rows["state"].ne(VacancyState.FILLED.value)]
    if name == _FORMS:
        away = rows["fte_years"].notna() & pd.MultiIndex.from_frame(rows[_SLOT]).isin(few)
        return _without(rows, away, ["entries", "started", "running", "ended", "fte_years", "approved"])
    if name == "values":
        slots = pd.MultiIndex.from_frame(rows[_SLOT])
        away = rows["indicator"].isin(_VALUED) & slots.isin(few)
        rows = _without(_hidden(rows, away, "value"), rows["indicator"].eq("SR-1") & slots.isin(few), ["n"])
        family = rows["indicator"].isin(_VALUED) | rows["breakdown"].eq(_BY_GROUP)
        rows = _without(
            rows, family, ["previous_value", "year_ago_value"]
        )  # that of the next quarter would be the hidden one
    result = rows
    for column in (*TELLING, *WORDS.get(name, ())):
        if column in result:
            result = result.assign(**{column: pd.Series(None, index=result.index, dtype=result[column].dtype)})
    if name == _PARTS:
        result = result[result["provider_id"].isna()]  # a vacancy that was filled is one person
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
    return _hidden(rows, parts & names.isin(names[few.to_numpy(dtype=bool)]), amount)


def _hidden(rows: pd.DataFrame, away: pd.Series, amount: str) -> pd.DataFrame:
    """Without the numbers and the words of these rows, and with the code that says so."""
    result = _without(rows, away, [amount, *_NUMBERS, "note"])
    for column, word in (("reason_code", "small_part"), ("reason", REASONS["small_part"])):
        if column in result:
            result[column] = result[column].mask(away.to_numpy(dtype=bool), word)
    return result


def _without(rows: pd.DataFrame, away: pd.Series, columns: list[str]) -> pd.DataFrame:
    result = rows.copy()
    for column in dict.fromkeys(columns):
        if column in result:
            result[column] = result[column].mask(away.to_numpy(dtype=bool))
    return result
