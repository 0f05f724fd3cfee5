"""What follows from the events of a talk: its derived tables in the ledger, and how each event changes them."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

from schemas.talk import CLOSED, WHOLE_QUARTER, ActionState, TalkState

if TYPE_CHECKING:
    from pipelines.projection import Event

# sub_agreement_id '' is the provider's total: a key column of SQLite takes two nulls for two values
DERIVED = """
create table if not exists talk (
    provider_id text not null, quarter text not null, state text not null, planned_on text, held_on text,
    present text not null, settled_by text, settled_at text, edition_id text, reopened_at text, reopened_why text,
    primary key (provider_id, quarter)
);
create table if not exists commentary (
    provider_id text not null, quarter text not null, indicator text not null, sub_agreement_id text not null,
    side text not null, text text not null, function text not null, value real, publication text not null,
    first_at text not null, written_by text not null, written_at text not null,
    primary key (provider_id, quarter, indicator, sub_agreement_id, side)
);
create table if not exists talk_note (
    note_id text primary key, provider_id text not null, quarter text not null, kind text not null, text text not null,
    function text not null, written_by text not null, written_at text not null, answer text, answer_function text,
    answered_in text, answered_at text, removed integer not null
);
create table if not exists action_point (
    action_id text primary key, provider_id text not null, opened_in text not null, indicator text, text text not null,
    closed_in text
);
create table if not exists action_step (
    seq integer primary key, action_id text not null, quarter text not null, state text not null,
    escalation text not null, owner text not null, due_on text not null, result text, changed_by text not null,
    changed_at text not null
);
create table if not exists edition (
    edition_id text primary key, provider_id text not null, quarter text not null, content_hash text not null,
    data_sha256 text not null, documents text not null, settled_by text not null, settled_at text not null,
    seq integer not null, replaced integer not null
);
create table if not exists settled_quarter (
    edition_id text primary key, quarter text not null, unsettled integer not null, why text
);
"""
PROJECTED = ("talk", "commentary", "talk_note", "action_point", "action_step", "edition", "settled_quarter")
# what comes into a publication; documents are made from one and stand beside it
PUBLISHED = (
    "talk_planned", "talk_discussed", "talk_settled", "talk_reopened", "commentary_written", "commentary_withdrawn",
    "note_written", "note_answered", "note_removed", "action_opened", "action_changed", "edition_frozen",
    "quarter_settled", "quarter_reopened",
)  # fmt: skip
KINDS = (*PUBLISHED, "edition_documents")


def project_talk(connection: sqlite3.Connection, event: Event) -> None:
    """Apply one event of KINDS."""
    if event.kind.startswith("edition_"):
        _edition(connection, event)
        return
    if event.kind.startswith("quarter_"):
        _whole(connection, event)
        return
    payload = event.payload
    connection.execute(
        "insert or ignore into talk (provider_id, quarter, state, present) values (?, ?, ?, '[]')",
        (payload["provider_id"], payload["quarter"], TalkState.DRAFT.value),
    )
    if event.kind.startswith("talk_"):
        _talk(connection, event)
    elif event.kind.startswith("commentary_"):
        _commentary(connection, event)
    elif event.kind.startswith("note_"):
        _note(connection, event)
    else:
        _action(connection, event)


def _talk(connection: sqlite3.Connection, event: Event) -> None:
    payload, given = event.payload, {}
    if event.kind == "talk_planned":
        given = {"planned_on": payload["planned_on"], "present": json.dumps(payload["present"])}
    elif event.kind == "talk_discussed":
        given = {"state": TalkState.DISCUSSED.value, "held_on": payload["held_on"],
                 "present": json.dumps(payload["present"])}  # fmt: skip
    elif event.kind == "talk_settled":
        given = {"state": TalkState.SETTLED.value, "settled_by": event.actor, "settled_at": event.at,
                 "edition_id": payload["edition_id"]}  # fmt: skip
    elif event.kind == "talk_reopened":
        given = {"state": TalkState.DISCUSSED.value, "settled_by": None, "settled_at": None, "edition_id": None,
                 "reopened_at": event.at, "reopened_why": payload["why"]}  # fmt: skip
        _replace_edition(connection, payload["provider_id"], payload["quarter"])
    names = ", ".join(f"{name} = ?" for name in given)
    connection.execute(
        f"update talk set {names} where provider_id = ? and quarter = ?",  # noqa: S608 - our own names
        (*given.values(), payload["provider_id"], payload["quarter"]),
    )


def _whole(connection: sqlite3.Connection, event: Event) -> None:
    payload = event.payload
    if event.kind == "quarter_settled":
        given = (payload["edition_id"], payload["quarter"], len(payload["unsettled"]), payload["why"])
        connection.execute("insert into settled_quarter values (?, ?, ?, ?)", given)
    else:
        _replace_edition(connection, WHOLE_QUARTER, payload["quarter"])


def _replace_edition(connection: sqlite3.Connection, provider_id: str, quarter: str) -> None:
    connection.execute("update edition set replaced = 1 where provider_id = ? and quarter = ?", (provider_id, quarter))


def _commentary(connection: sqlite3.Connection, event: Event) -> None:
    payload = event.payload
    key = (payload["provider_id"], payload["quarter"], payload["indicator"], payload["sub_agreement_id"] or "",
           payload["side"])  # fmt: skip
    if event.kind == "commentary_withdrawn":
        connection.execute(
            "delete from commentary where provider_id = ? and quarter = ? and indicator = ? and sub_agreement_id = ? "
            "and side = ?",
            key,
        )
        return
    connection.execute(
        "insert into commentary values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do update set "
        "text = excluded.text, function = excluded.function, value = excluded.value, "
        "publication = excluded.publication, written_by = excluded.written_by, written_at = excluded.written_at",
        (*key, payload["text"], payload["function"], payload["value"], payload["publication"], event.at, event.actor,
         event.at),
    )  # fmt: skip


def _note(connection: sqlite3.Connection, event: Event) -> None:
    payload = event.payload
    if event.kind == "note_written":
        connection.execute(
            "insert into talk_note values (?, ?, ?, ?, ?, ?, ?, ?, null, null, null, null, 0)",
            (payload["note_id"], payload["provider_id"], payload["quarter"], payload["kind"], payload["text"],
             payload["function"], event.actor, event.at),
        )  # fmt: skip
    elif event.kind == "note_answered":
        connection.execute(
            "update talk_note set answer = ?, answer_function = ?, answered_in = ?, answered_at = ? where note_id = ?",
            (payload["text"], payload["function"], payload["quarter"], event.at, payload["note_id"]),
        )
    else:
        connection.execute("update talk_note set removed = 1 where note_id = ?", (payload["note_id"],))


def _action(connection: sqlite3.Connection, event: Event) -> None:
    payload, opened = event.payload, event.kind == "action_opened"
    if opened:
        connection.execute(
            "insert into action_point values (?, ?, ?, ?, ?, null)",
            (payload["action_id"], payload["provider_id"], payload["quarter"], payload["indicator"], payload["text"]),
        )
    state = ActionState.OPEN if opened else ActionState(payload["state"])
    connection.execute(
        "insert into action_step values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (event.seq, payload["action_id"], payload["quarter"], state.value, payload["escalation"], payload["owner"],
         payload["due_on"], payload.get("result"), event.actor, event.at),
    )  # fmt: skip
    connection.execute(
        "update action_point set closed_in = ? where action_id = ?",
        (payload["quarter"] if state in CLOSED else None, payload["action_id"]),
    )


def _edition(connection: sqlite3.Connection, event: Event) -> None:
    payload = event.payload
    if event.kind == "edition_documents":
        connection.execute(
            "update edition set documents = ? where edition_id = ?",
            (json.dumps(payload["documents"], sort_keys=True), payload["edition_id"]),
        )
        return
    connection.execute(
        "insert into edition values (?, ?, ?, ?, ?, '{}', ?, ?, ?, 0)",
        (payload["edition_id"], payload["provider_id"], payload["quarter"], payload["content_hash"],
         payload["data_sha256"], event.actor, event.at, event.seq),
    )  # fmt: skip
