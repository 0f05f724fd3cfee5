"""How a talk stands this moment: the published figures beside what was written since, as a page or a terminal shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pandas as pd

from pipelines.errors import NotFound
from pipelines.ledger import looking
from pipelines.meant import meant, published
from pipelines.place import Home
from pipelines.promised import shaped
from pipelines.publishing import published_rows, published_values
from pipelines.settings import load_settings
from pipelines.talk.standing import Row, quarter_named, talk_of, whole_edition
from pipelines.talk.tables import talk_tables
from schemas.indicators.catalogue import CATALOGUE
from schemas.quarter import Quarter
from schemas.talk import TALK_TABLES, NoteKind, TalkState

_PROVIDERS = "select provider_id, provider from providers order by position"
_TAKING_PART = """
select provider_id, provider, coalesce(joined_on <= $last and (left_on is null or left_on >= $first), true) as takes_part
from providers order by position
"""
_EARLIER = """
select indicator, sub_agreement_id, quarter, n from "values"
where provider_id = $provider and headline and quarter in ($before, $year_before)
"""
_QUARTERS = "select quarter from quarters order by quarter desc"


@dataclass(frozen=True)
class TalkNow:
    """One provider x quarter. Every row is a dictionary with the columns of its published table, None for nothing."""

    provider_id: str
    provider: str
    quarter: str
    state: TalkState
    talk: Row | None  # None: nothing was written yet
    present: tuple[str, ...]  # codes of functions
    figures: list[Row]  # each headline figure: what comes up first in its order with its `kind`, then the rest
    commentary: list[Row]
    signals: list[Row]
    questions: list[Row]
    actions: list[Row]
    editions: list[Row]
    whole: str | None = None  # the edition in which the quarter as a whole is settled


def talk_now(home: Home, provider_id: str, quarter: str) -> TalkNow:
    """Raises NotFound for a provider or quarter that is not published, UsageProblem, NothingPublished."""
    home.require()
    canonical = quarter_named(quarter)
    names = published_names(home)
    if provider_id not in names:
        raise NotFound(f'"{provider_id}" komt niet voor in de publicatie. {meant(provider_id, names)}')
    if canonical not in (known := published_quarters(home)):
        raise NotFound(f'"{canonical}" komt niet voor in de publicatie. {published(known)}')
    values = published_values(home, provider_id=provider_id, quarter=canonical)
    with looking(home) as ledger:
        tables = talk_tables(ledger, values, load_settings(home.root), today=datetime.now(UTC).date())
        found, whole = talk_of(ledger, provider_id, canonical), whole_edition(ledger, canonical)
    rows = {table.name: _rows(shaped(tables[table.name], table), provider_id, canonical) for table in TALK_TABLES}
    talk = rows["talks"][0] if rows["talks"] else None
    questions = [row for row in rows["talk_notes"] if row["kind"] == NoteKind.QUESTION]
    return TalkNow(
        provider_id, names[provider_id], canonical, TalkState(talk["state"]) if talk else TalkState.DRAFT, talk,
        tuple(found["present"]) if found else (), _with_earlier_n(home, _figures(values, canonical, rows["talk_points"])),
        rows["talk_commentary"],
        [row for row in rows["talk_notes"] if row not in questions], questions, rows["talk_actions"], rows["editions"],
        whole,
    )  # fmt: skip


def published_names(home: Home) -> dict[str, str]:
    """The names of the providers by their code, alphabetical."""
    return {row["provider_id"]: row["provider"] for row in published_rows(home, _PROVIDERS, {})}


def published_quarters(home: Home) -> list[str]:
    """The quarters of which there are figures, the newest first."""
    return [row["quarter"] for row in published_rows(home, _QUARTERS, {})]


def talks_of_quarter(home: Home, quarter: str) -> list[Row]:
    """Every provider that took part in a quarter, or whose talk about it was begun all the same, alphabetical, with how
    far that talk is: provider_id, provider, state, planned_on, held_on (ISO days or None)."""
    home.require()
    canonical = quarter_named(quarter)
    with looking(home) as ledger:
        states = {row["provider_id"]: row for row in ledger.rows("select * from talk where quarter = ?", (canonical,))}
    told = ("planned_on", "held_on")
    days = {"first": Quarter.parse(canonical).first_day, "last": Quarter.parse(canonical).last_day}
    return [
        {
            "provider_id": row["provider_id"], "provider": row["provider"],
            "state": TalkState(states.get(row["provider_id"], {}).get("state", TalkState.DRAFT.value)),
            **{name: states.get(row["provider_id"], {}).get(name) for name in told},
        }
        for row in published_rows(home, _TAKING_PART, days)
        if row["takes_part"] or row["provider_id"] in states
    ]  # fmt: skip


def _rows(frame: pd.DataFrame, provider_id: str, quarter: str) -> list[Row]:
    rows = frame[(frame["provider_id"] == provider_id) & (frame["quarter"] == quarter)]
    return _plain(rows)


def _plain(rows: pd.DataFrame) -> list[Row]:
    plain = rows.astype(object)
    return [
        {str(name): value for name, value in row.items()} for row in plain.where(plain.notna(), None).to_dict("records")
    ]


def _figures(values: pd.DataFrame, quarter: str, points: list[Row]) -> list[Row]:
    """Headline figures with the title of their indicator; what stands out first, with why."""
    order = {(row["indicator"], row["sub_agreement_id"]): row for row in points}
    reading = {code: place for place, code in enumerate(CATALOGUE)}
    found: list[dict[str, Any]] = []
    for row in _plain(values[values["headline"] & (values["quarter"] == quarter)]):
        point = order.get((row["indicator"], row["sub_agreement_id"]))
        title = CATALOGUE[row["indicator"]].title if row["indicator"] in CATALOGUE else row["indicator"]
        found.append({**row, "title": title, "kind": point["kind"] if point else None,
                      "position": point["position"] if point else None})  # fmt: skip
    found.sort(
        key=lambda row: (
            row["position"] is None, row["position"] or 0, reading.get(row["indicator"], 0), row["sub_agreement_id"] or "",
        )
    )  # fmt: skip
    return found


def _with_earlier_n(home: Home, figures: list[Row]) -> list[Row]:
    """With `previous_n` and `year_ago_n`: on how many the two earlier values rest, as they were published."""
    if not figures:
        return figures
    this = Quarter.parse(figures[0]["quarter"])
    earlier = {"before": str(this.shift(-1)), "year_before": str(this.shift(-4))}
    rows = published_rows(home, _EARLIER, {"provider": figures[0]["provider_id"], **earlier})
    n = {(row["indicator"], row["sub_agreement_id"], row["quarter"]): row["n"] for row in rows}
    return [
        {**row, **{name: n.get((row["indicator"], row["sub_agreement_id"], earlier[when]))
                   for name, when in (("previous_n", "before"), ("year_ago_n", "year_before"))}}
        for row in figures
    ]  # fmt: skip
