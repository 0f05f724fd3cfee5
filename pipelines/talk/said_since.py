"""What was written and agreed at a talk beside what stands there now: commentary, signals, questions and actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pipelines.archive import Archive
from pipelines.ledger import Ledger
from pipelines.place import Home
from pipelines.publishing import published_rows
from pipelines.talk.edition import read_table, unpacked
from pipelines.talk.settling import edition_of
from pipelines.talk.standing import dutch_day
from schemas.indicators.catalogue import CATALOGUE
from schemas.published_table import Table
from schemas.talk import (
    TALK_ACTIONS,
    TALK_COMMENTARY,
    TALK_NOTES,
    WHOLE_QUARTER,
    ActionState,
    Escalation,
    Function,
    NoteKind,
    Side,
)

Row = Mapping[str, Any]
_NOW = "select * from \"{table}\" where quarter = $quarter and (provider_id = $provider or $provider = '*')"


@dataclass(frozen=True)
class SaidDifference:
    """One text or agreement at both moments, as Dutch words; None: it was not there."""

    provider_id: str
    quarter: str
    what: str
    then: str | None
    now: str | None


def said_since(home: Home, ledger: Ledger, edition_id: str) -> list[SaidDifference]:
    """What is written or agreed otherwise now about the quarter of this edition, as published."""
    found = edition_of(ledger, edition_id)
    files = unpacked(Archive(home).read(found["data_sha256"]))
    provider, quarter = found["provider_id"], found["quarter"]
    differences = []
    for table, named, told in _TOLD:
        before = read_table(files, table)
        mine = before["quarter"].eq(quarter) & (before["provider_id"].eq(provider) | (provider == WHOLE_QUARTER))
        rows = before[mine].astype(object)
        then = _by_key(table, rows.where(rows.notna(), None).to_dict("records"), told)
        asked = {"quarter": quarter, "provider": provider}
        now = _by_key(table, published_rows(home, _NOW.format(table=table.name), asked), told)
        for key in sorted({**then, **now}, key=str):
            if then.get(key) != now.get(key):
                row = dict(zip(table.key, key, strict=True))
                differences.append(SaidDifference(row["provider_id"], quarter, named(row), then.get(key), now.get(key)))
    return differences


def _by_key(table: Table, rows: list[dict[str, Any]], told: Callable[[Row], str]) -> dict[tuple, str]:
    return {tuple(row[name] for name in table.key): told(row) for row in rows}


def _commentary(row: Row) -> str:
    title = CATALOGUE[row["indicator"]].title if row["indicator"] in CATALOGUE else row["indicator"]
    part = f", {row['sub_agreement_id']}" if row["sub_agreement_id"] else ""
    return f"duiding {Side(row['side']).label} bij {row['indicator']} {title}{part}"


def _noted(row: Row) -> str:
    answer = f" Antwoord: {row['answer']}" if row["answer"] else ""
    return f"{NoteKind(row['kind']).label}: {row['text']}{answer}"


def _agreed(row: Row) -> str:
    due = row["due_on"]
    parts = [
        row["text"], Function(row["owner"]).label, f"klaar op {dutch_day(str(due)[:10])}" if due else None,
        ActionState(row["state"]).label, Escalation(row["escalation"]).label if row["escalation"] else None, row["result"],
    ]  # fmt: skip
    return "; ".join(part for part in parts if part)


_TOLD: tuple[tuple[Table, Callable[[Row], str], Callable[[Row], str]], ...] = (
    (TALK_COMMENTARY, _commentary, lambda row: row["text"]),
    (TALK_NOTES, lambda row: f"notitie {row['note_id']}", _noted),
    (TALK_ACTIONS, lambda row: f"actie {row['action_id']}", _agreed),
)
