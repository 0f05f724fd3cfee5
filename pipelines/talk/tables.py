"""The talk in a publication: its state, what comes up first, commentaries, signals, questions, actions, editions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import numpy as np
import pandas as pd

from pipelines.ledger import Ledger, day_of
from pipelines.settings import Settings
from pipelines.talk.standing import (
    Row,
    actions_by_quarter,
    closed_quarters,
    day_of_last_act,
    dutch_day,
    listed,
    notes_by_quarter,
    responses,
)
from schemas.indicators.catalogue import CATALOGUE
from schemas.talk import WHOLE_QUARTER, PointKind, Side, TalkState
from schemas.vocabulary import Assurance, Status, Variation, Verdict

_FIGURE = ["provider_id", "quarter", "indicator", "sub_agreement_id"]


def talk_tables(
    ledger: Ledger, values: pd.DataFrame, settings: Settings, *, today: date | None = None
) -> dict[str, pd.DataFrame]:
    """`values` are the published figures; without any there is nothing that stands out. `today` tells what is late; a
    publication knows no day but that of the last act."""
    last, today = _last_quarter(ledger, values), today or day_of_last_act(ledger)
    return {
        "talks": pd.DataFrame(list(_talks(ledger))),
        "talk_points": points(values),
        "talk_commentary": _commentaries(ledger, values, settings, today),
        "talk_notes": pd.DataFrame(list(notes_by_quarter(ledger, last))),
        "talk_actions": pd.DataFrame(list(actions_by_quarter(ledger, last, today))),
        "editions": edition_table(ledger),
    }


def _last_quarter(ledger: Ledger, values: pd.DataFrame) -> str:
    """Up to which quarter what is open is carried over: the last with figures or with a talk."""
    talks = ledger.rows("select coalesce(max(quarter), '') as quarter from talk")[0]["quarter"]
    return max([talks, *values["quarter"].unique()]) if len(values) else talks


def _talks(ledger: Ledger) -> Iterator[Row]:
    closed = closed_quarters(ledger)
    for row in ledger.rows("select * from talk order by provider_id, quarter"):
        present = json.loads(row["present"])
        days = {name: _day(row[name]) for name in ("planned_on", "held_on")}
        yield {
            **row, **days, "present_municipality": listed(present, Side.MUNICIPALITY),
            "present_provider": listed(present, Side.PROVIDER), "sentence": _sentence(row, whole=(WHOLE_QUARTER, row["quarter"]) in closed),
        }  # fmt: skip


def _sentence(row: Row, *, whole: bool) -> str:
    state = TalkState(row["state"])
    if state is TalkState.SETTLED:
        return f"Vastgesteld op {dutch_day(row['settled_at'])} door {row['settled_by']}; editie {row['edition_id']}."
    again = ""
    if row["reopened_at"]:
        again = f" Weer geopend op {dutch_day(row['reopened_at'])}: {row['reopened_why']}"
    still = "het kwartaal als geheel is vastgesteld" if whole else "alles hier is voorlopig"
    if state is TalkState.DISCUSSED:
        return f"Besproken op {dutch_day(row['held_on'])}, nog niet vastgesteld: {still}.{again}"
    when = f" Het gesprek is gepland op {dutch_day(row['planned_on'])}." if row["planned_on"] else ""
    return f"Concept: nog niet besproken; {still}.{when}"


def _day(text: str | None) -> pd.Timestamp | None:
    return None if text is None else day_of(text)


def points(values: pd.DataFrame) -> pd.DataFrame:
    """What comes up in each talk: exceptions of the headline figures first, then the norm, then good news."""
    if values.empty:
        return pd.DataFrame()
    rows = values[values["headline"]]
    kind = _kinds(rows)
    rows = rows.assign(kind=kind)[pd.notna(kind)]
    rows = rows.assign(
        rank=rows["kind"].map({item.value: place for place, item in enumerate(PointKind)}),
        reading=rows["indicator"].map({code: place for place, code in enumerate(CATALOGUE)}),
        sentence=rows["verdict_sentence"].where(rows["kind"] != PointKind.MISSING.value, rows["reason"]),
    ).sort_values(["provider_id", "quarter", "rank", "reading", "sub_agreement_id"], kind="stable", na_position="first")
    return rows.assign(position=rows.groupby(["provider_id", "quarter"], sort=False).cumcount() + 1)


def _kinds(rows: pd.DataFrame) -> pd.Series:
    """The first PointKind that a figure is, null for what does not stand out."""
    by_kind = {
        PointKind.WORSE: rows["variation"] == Variation.CONCERN.value,
        PointKind.FAILS: rows["assurance"] == Assurance.FAILS.value,
        PointKind.BEHIND: rows["status"] == Status.BEHIND.value,
        PointKind.MISSING: rows["status"] == Status.NOT_DELIVERED.value,
        PointKind.ATTENTION: rows["status"] == Status.ATTENTION.value,
        PointKind.CHANGED: rows["verdict"].isin([Verdict.HIGHER.value, Verdict.LOWER.value]),
        PointKind.BETTER: rows["variation"] == Variation.IMPROVEMENT.value,
    }
    found = np.select([where.fillna(False) for where in by_kind.values()], [kind.value for kind in by_kind], default="")
    return pd.Series(found, index=rows.index).replace("", None)


def _commentaries(ledger: Ledger, values: pd.DataFrame, settings: Settings, today: date) -> pd.DataFrame:
    """Each commentary with its figure as it was and is; where it is not shown now, what it was is not told either."""
    found = list(responses(ledger.rows("select * from commentary"), settings, today))
    if not found:
        return pd.DataFrame()
    rows = pd.DataFrame(found)
    rows = rows.assign(sub_agreement_id=rows["sub_agreement_id"].replace("", None).astype("str"))
    rows = rows.assign(**{name: pd.to_datetime(rows[name]) for name in ("respond_by", "answered_on")})
    now = (
        values.loc[values["headline"], [*_FIGURE, "value"]]
        if len(values)
        else pd.DataFrame(columns=[*_FIGURE, "value"])
    )
    now = now.rename(columns={"value": "value_now"}).astype({**dict.fromkeys(_FIGURE, "str"), "value_now": "float64"})
    rows = rows.merge(now, how="left", on=_FIGURE, validate="many_to_one").astype({"value": "float64"})
    shown = rows["value_now"].notna()
    same = (rows["value"] == rows["value_now"]) | (rows["value"].isna() & ~shown)
    return rows.assign(value_then=rows["value"].where(shown), restated=~same)


def edition_table(ledger: Ledger) -> pd.DataFrame:
    rows = ledger.rows(
        "select provider_id, e.quarter, edition_id, content_hash, settled_by, settled_at, replaced = 1 as replaced, "
        "row_number() over (partition by provider_id, e.quarter order by seq) as number, unsettled, why "
        "from edition e left join settled_quarter using (edition_id) order by seq"
    )
    return pd.DataFrame(rows)
