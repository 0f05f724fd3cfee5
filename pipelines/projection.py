"""What follows from the events of the ledger: its derived tables, and how each event changes them."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from pipelines.parties import projecting as asked
from pipelines.social_return import projecting as entries
from pipelines.talk import projecting as talk
from schemas.vocabulary import DeliveryState

# derived from the events: made anew when their form changes (PROJECTION)
PROJECTION = 10
_OWN = """
create table if not exists delivery (
    delivery_id text primary key, sha256 text not null, original_sha256 text not null, file_name text not null,
    data_set text, recognised text, recipe text, recipe_sha256 text, state text not null, delivered_by text not null,
    received_at text not null, received_seq integer not null, accepted_by text, accepted_at text,
    accepted_seq integer, decided_by text, why text,
    "rows" integer not null, rows_skipped integer not null, errors integer not null, warnings integer not null
);
create table if not exists delivery_slot (
    delivery_id text not null, provider_id text not null, quarter text not null, data_set text not null,
    version integer, primary key (delivery_id, provider_id, quarter, data_set)
);
create index if not exists slot_versions on delivery_slot (provider_id, quarter, data_set);
create table if not exists active_slot (
    provider_id text not null, quarter text not null, data_set text not null, delivery_id text not null,
    primary key (provider_id, quarter, data_set)
);
create table if not exists locked_slot (
    provider_id text not null, quarter text not null, data_set text not null,
    primary key (provider_id, quarter, data_set)
);
create table if not exists explanation (
    delivery_id text not null, provider_id text not null, sub_agreement_id text not null, period text not null,
    indicator text not null, breakdown text not null, breakdown_value text not null, text text not null,
    primary key (delivery_id, provider_id, sub_agreement_id, period, indicator, breakdown, breakdown_value)
);
create table if not exists rebasing (
    seq integer primary key, provider_id text not null, sub_agreement_id text, indicator text not null,
    starts_on text not null, why text not null, decided_by text not null, decided_at text not null
);
create table if not exists annotation (
    annotation_id text primary key, starts_on text not null, ends_on text, text text not null,
    indicators text not null, providers text not null, written_by text not null, written_at text not null,
    removed_by text, removed_at text, why text
);
create table if not exists saved_view (
    view_id text primary key, name text not null, address text not null, shared integer not null,
    saved_by text not null, saved_at text not null
);
create table if not exists entry_decision (
    entry_id text not null, content text not null, state text not null, custom integer not null, why text,
    decided_by text not null, decided_at text not null, second_by text, second_at text,
    primary key (entry_id, content)
);
create table if not exists open_decision (
    delivery_id text not null, "row" integer not null, item text not null, released integer not null,
    decided_by text not null, decided_at text not null, primary key (delivery_id, "row", item)
);
"""
DERIVED = _OWN + talk.DERIVED + asked.DERIVED + entries.DERIVED
PROJECTED = (
    "delivery", "delivery_slot", "active_slot", "locked_slot", "explanation", "rebasing", "annotation", "saved_view",
    "open_decision", "entry_decision", *talk.PROJECTED, *asked.PROJECTED, *entries.PROJECTED,
)  # fmt: skip
ASIDE = (
    "view_saved",
    "view_renamed",
    "view_removed",
    "edition_documents",
    "report_made",
)  # acts that no publication depends on


@dataclass(frozen=True)
class Event:
    seq: int
    at: str
    actor: str
    kind: str
    payload: dict[str, Any]
    previous: str
    hash: str


_ARRIVED = {
    "received": DeliveryState.WAITING,
    "refused": DeliveryState.REFUSED,
    "unmapped": DeliveryState.UNMAPPED,
}


def project(connection: sqlite3.Connection, event: Event) -> None:
    """Apply one event to the derived tables; the only place where they change."""
    payload = event.payload
    if event.kind in _ARRIVED:
        connection.execute(
            "insert into delivery values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, null, null, null, null, null, ?, ?, ?, ?)",
            (
                payload["delivery_id"], payload["sha256"], payload.get("original_sha256", payload["sha256"]),
                payload["file_name"], payload["data_set"], payload.get("recognised"), payload["recipe"],
                payload["recipe_sha256"], _ARRIVED[event.kind].value, event.actor, event.at, event.seq,
                payload["rows"], payload["rows_skipped"], payload.get("errors", 0), payload.get("warnings", 0),
            ),
        )  # fmt: skip
        connection.executemany(
            "insert into delivery_slot values (?, ?, ?, ?, null)",
            [(payload["delivery_id"], *slot) for slot in payload["slots"]],
        )
    elif event.kind == "accepted":
        _accept(connection, event)
    elif event.kind in ("rejected", "withdrawn"):
        connection.execute(
            "update delivery set state = ?, decided_by = ?, why = ? where delivery_id = ?",
            (event.kind, event.actor, payload.get("why"), payload["delivery_id"]),
        )
        connection.execute("delete from active_slot where delivery_id = ?", (payload["delivery_id"],))
    elif event.kind == "locked":
        connection.execute(
            "insert or ignore into locked_slot values (?, ?, ?)",
            (payload["provider_id"], payload["quarter"], payload["data_set"]),
        )
    elif event.kind == "unlocked":
        connection.execute(
            "delete from locked_slot where provider_id = ? and quarter = ? and data_set = ?",
            (payload["provider_id"], payload["quarter"], payload["data_set"]),
        )
    elif event.kind in talk.KINDS:
        talk.project_talk(connection, event)
    elif event.kind in asked.KINDS:
        asked.project_question(connection, event)
    elif event.kind in entries.KINDS:
        entries.project_social_return(connection, event)
    elif event.kind == "report_made":
        return  # a line of history from which nothing follows
    elif event.kind in ASIDE:
        _view(connection, event)
    elif event.kind in ("entry_approved", "entry_rejected"):
        _entry(connection, event)
    elif event.kind in ("open_answer_released", "open_answer_refused"):
        connection.execute(
            "insert or replace into open_decision values (?, ?, ?, ?, ?, ?)",
            (payload["delivery_id"], payload["row"], payload["item"], event.kind == "open_answer_released", event.actor,
             event.at),
        )  # fmt: skip
    else:
        _remark(connection, event)


def _entry(connection: sqlite3.Connection, event: Event) -> None:
    """What was said of an entry of social return. Somebody else who approves custom work too is its second."""
    payload, key = event.payload, (event.payload["entry_id"], event.payload["content"])
    if event.kind == "entry_approved" and payload["custom"]:
        found = connection.execute(
            "update entry_decision set second_by = ?, second_at = ? where entry_id = ? and content = ? "
            "and state = 'approved' and second_by is null and decided_by <> ?",
            (event.actor, event.at, *key, event.actor),
        )
        if found.rowcount:
            return
    connection.execute(
        "insert or replace into entry_decision values (?, ?, ?, ?, ?, ?, ?, null, null)",
        (*key, event.kind.removeprefix("entry_"), payload["custom"], payload["why"], event.actor, event.at),
    )


def _view(connection: sqlite3.Connection, event: Event) -> None:
    payload = event.payload
    if event.kind == "view_saved":
        values = (payload["view_id"], payload["name"], payload["address"], payload["shared"], event.actor, event.at)
        connection.execute("insert into saved_view values (?, ?, ?, ?, ?, ?)", values)
    elif event.kind == "view_renamed":
        connection.execute("update saved_view set name = ? where view_id = ?", (payload["name"], payload["view_id"]))
    else:
        connection.execute("delete from saved_view where view_id = ?", (payload["view_id"],))


def _remark(connection: sqlite3.Connection, event: Event) -> None:
    """What is said about figures: a control chart that begins anew, a remark that is drawn on charts."""
    payload = event.payload
    if event.kind == "rebased":
        connection.execute(
            "insert into rebasing values (?, ?, ?, ?, ?, ?, ?, ?)",
            (event.seq, payload["provider_id"], payload["sub_agreement_id"], payload["indicator"], payload["on"],
             payload["why"], event.actor, event.at),
        )  # fmt: skip
    elif event.kind == "annotated":
        connection.execute(
            "insert into annotation values (?, ?, ?, ?, ?, ?, ?, ?, null, null, null)",
            (payload["annotation_id"], payload["starts_on"], payload["ends_on"], payload["text"],
             json.dumps(payload["indicators"]), json.dumps(payload["providers"]), event.actor, event.at),
        )  # fmt: skip
    elif event.kind == "annotation_removed":
        connection.execute(
            "update annotation set removed_by = ?, removed_at = ?, why = ? where annotation_id = ?",
            (event.actor, event.at, payload["why"], payload["annotation_id"]),
        )


def _accept(connection: sqlite3.Connection, event: Event) -> None:
    """The delivery takes its slots; who held them keeps its rows but no longer counts."""
    delivery_id = event.payload["delivery_id"]
    displaced = connection.execute(
        "select distinct a.delivery_id from active_slot a join delivery_slot s "
        "using (provider_id, quarter, data_set) where s.delivery_id = ? and a.delivery_id <> ?",
        (delivery_id, delivery_id),
    ).fetchall()
    connection.execute(
        "update delivery_slot set version = 1 + (select coalesce(max(o.version), 0) from delivery_slot o where "
        "o.provider_id = delivery_slot.provider_id and o.quarter = delivery_slot.quarter "
        "and o.data_set = delivery_slot.data_set) where delivery_id = ?",
        (delivery_id,),
    )
    connection.execute(
        "insert or replace into active_slot select provider_id, quarter, data_set, delivery_id "
        "from delivery_slot where delivery_id = ?",
        (delivery_id,),
    )
    connection.execute(
        "update delivery set state = ?, accepted_by = ?, accepted_at = ?, accepted_seq = ?, decided_by = null, "
        "why = null where delivery_id = ?",
        (DeliveryState.ACCEPTED.value, event.actor, event.at, event.seq, delivery_id),
    )
    connection.executemany(
        "insert or replace into explanation values (?, ?, ?, ?, ?, ?, ?, ?)",
        [(delivery_id, *figure, text) for *figure, text in event.payload.get("explanations", ())],
    )
    for (other,) in displaced:
        connection.execute(
            "update delivery set state = ? where delivery_id = ? and not exists "
            "(select 1 from active_slot where delivery_id = ?)",
            (DeliveryState.SUPERSEDED.value, other, other),
        )
