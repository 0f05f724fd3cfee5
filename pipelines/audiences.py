"""What an audience may hold: the one place where a table is kept from a file before it is frozen.

`intern` holds everything. Everybody may know of one provider who it is, when it takes part, whether it delivered and what
the verdicts are: no number, no text, no entry, no vacancy. Of all together everybody may know what is published, but for the
words that were said among the parties, who handed in what, remarks, open answers, and which target group anything is about,
which may tell of health or a criminal record. A provider may hold that too, and all that `intern` has about itself."""

from __future__ import annotations

import pandas as pd

from pipelines.sentences import REASONS
from schemas.talk import EDITIONS, TALK_TABLES, WHOLE_QUARTER
from schemas.vocabulary import Audience

LEAST = 10  # people of one target group outside `intern`
AMONG_PARTIES = (
    "admissions", "proposal_steps", "network_meetings", "consultation_decisions", "target_changes", "agreement_versions",
    "network_events", *(table.name for table in TALK_TABLES if table is not EDITIONS),
)  # fmt: skip
# who handed in what, from which cell; what the municipality remarked; what respondents wrote
OWN_WORK = ("deliveries", "delivered_cells", "annotations", "survey_quotes")
# of one provider, the columns that everybody may know; None: all of them
OF_ONE: dict[str, frozenset[str] | None] = {
    "providers": None,
    "sub_agreements": None,
    "participations": None,
    "predecessors": None,
    "overview": None,
    "completeness": None,
    "values": frozenset({
        "provider_id", "provider", "sub_agreement_id", "sub_agreement", "grain", "quarter", "period", "period_kind", "theme",
        "indicator", "unit", "direction", "breakdown", "breakdown_value", "headline", "status", "provisional",
    }),
}  # fmt: skip
# of what everybody may know, the words that were written about a party
WORDS = {
    "participations": ("joined_because", "left_because", "admission"), "predecessors": ("sentence",),
    "network_figures": ("sentence",), "editions": ("settled_by",), "completeness": ("delivery_id",),
}  # fmt: skip
TELLING = ("target_group", "block")  # columns that say of whom something is
_PROVIDER = "provider_id"
_NAMES = "providers"  # who takes part is no secret, and a successor is named
_PARTS = "sr_labour_counts"  # in parts; those by target group are the kind `groups`


def for_audience(tables: dict[str, pd.DataFrame], audience: str) -> dict[str, pd.DataFrame]:
    """The tables as this audience may hold them, with the same columns. Nothing is changed in place."""
    if audience == Audience.INTERN:
        return tables
    return {name: _kept(name, rows) for name, rows in tables.items()}


def for_every_provider(tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """What each provider may hold beside what is about itself: what is about all together as everybody may hold it, and
    who takes part."""
    public = for_audience(tables, Audience.PUBLIEK)
    together = {name: rows[rows[_PROVIDER].isna()] if _PROVIDER in rows else rows for name, rows in public.items()}
    return together | {_NAMES: tables[_NAMES]}


def _kept(name: str, rows: pd.DataFrame) -> pd.DataFrame:
    if name in AMONG_PARTIES or name in OWN_WORK:
        return rows.iloc[:0]
    if name == EDITIONS.name:
        rows = rows[rows[_PROVIDER].eq(WHOLE_QUARTER)]
    elif name == "umbrella_questions":
        rows = rows[rows["number"].notna()]
    elif _PROVIDER in rows and name not in OF_ONE:
        rows = rows[rows[_PROVIDER].isna()]
    known = OF_ONE.get(name) or frozenset(rows.columns)
    rows = _without(rows, [column for column in rows if column not in known or column in TELLING + WORDS.get(name, ())])
    return _whole_or_not(rows) if name == _PARTS else rows


def _whole_or_not(rows: pd.DataFrame) -> pd.DataFrame:
    """Parts by target group are shown whole or not at all: not where one is of 1 to nine."""
    parts = rows["kind"].eq("groups")
    few = parts & rows["number"].between(1, LEAST - 1).fillna(False).astype(bool)
    away = (parts & rows["quarter"].isin(rows["quarter"][few])).to_numpy(dtype=bool)
    hidden = {"number": None, "reason_code": "small_part", "reason": REASONS["small_part"]}
    return rows.assign(**{column: rows[column].mask(away, told) for column, told in hidden.items()})


def _without(rows: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    every = pd.Series(True, index=rows.index)
    return rows.assign(**{name: rows[name].mask(every) for name in columns})
