"""What an audience may hold: the one place where a table is kept from a file before it is frozen.

`intern` holds everything. For everybody else a table stays empty, and a column too, unless it is named here: of all together
what the report for the council tells, of one provider who it is, when it takes part, whether it delivered and what the verdicts
are. So a new table, and a new column of one provider, are for `intern` until somebody decides otherwise. A provider may
hold that too, and all that `intern` has about itself."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from schemas.talk import WHOLE_QUARTER
from schemas.vocabulary import Audience, SurveyMeasure

_PROVIDER = "provider_id"
_NAMES = "providers"  # who takes part is no secret, and a successor is named
# of all together: None for every column; else those that stay behind, for they tell who did what, or why
TOGETHER: dict[str, tuple[str, ...]] = {
    "indicators": (), "quarters": (), "status_counts": (), "signal_counts": (), "sr_totals": (),
    "survey_waves": ("target_group",), "survey_items": (), "survey_response": (), "survey_results": (),
    "network_figures": ("sentence",), "umbrella_agreements": (), "umbrella_rules": (), "umbrella_questions": (),
    "editions": ("settled_by",),
}  # fmt: skip
# of one provider: the columns that everybody may know
OF_ONE: dict[str, tuple[str, ...]] = {
    _NAMES: ("provider_id", "provider", "position", "joined_on", "left_on", "succeeded_by", "placeholder"),
    "participations": ("umbrella_agreement_id", "provider_id", "joined_on", "left_on"),
    "completeness": ("quarter", "provider_id", "data_set", "state", "due_on"),
    "overview": ("quarter", "provider_id", "provider", "position", "theme", "status", "indicator"),
    "values": (
        "provider_id", "provider", "sub_agreement_id", "sub_agreement", "grain", "quarter", "period", "period_kind", "theme",
        "indicator", "unit", "direction", "headline", "status", "provisional",
    ),
}  # fmt: skip
# which rows of those: nothing of a part, which may be a target group or a few people in a district
_ROWS: dict[str, Callable[[pd.DataFrame], pd.Series]] = {
    "editions": lambda rows: rows[_PROVIDER].eq(WHOLE_QUARTER),
    "umbrella_questions": lambda rows: rows["number"].notna(),  # published
    "survey_response": lambda rows: rows[_PROVIDER].isna(),
    "survey_results": lambda rows: (
        rows[_PROVIDER].isna() & rows["district"].isna() & rows["measure"].ne(SurveyMeasure.SHARE.value)
    ),
    "values": lambda rows: rows["headline"].eq(True) & rows["breakdown"].isna(),
}


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
    if name not in TOGETHER and name not in OF_ONE:
        return rows.iloc[:0]
    if name in _ROWS:
        rows = rows[_ROWS[name](rows)]
    away = TOGETHER[name] if name in TOGETHER else [column for column in rows if column not in OF_ONE[name]]
    every = pd.Series(True, index=rows.index)
    return rows.assign(**{column: rows[column].mask(every) for column in away})
