"""What follows from the events about entries of social return: their derived tables in the ledger."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelines.projection import Event

DERIVED = """
create table if not exists entry_question (
    seq integer primary key, entry_id text not null, text text not null, asked_by text not null, asked_at text not null,
    answer text, answered_by text, answered_at text
);
create table if not exists entry_twice (
    entries text primary key, twice integer not null, why text not null, decided_by text not null, decided_at text not null
);
create table if not exists block_table (
    table_id text primary key, sha256 text not null, seq integer not null
);
"""
PROJECTED = ("entry_question", "entry_twice", "block_table")
KINDS = ("entry_asked", "entry_answered", "entries_compared", "block_table_fixed")


def project_social_return(connection: sqlite3.Connection, event: Event) -> None:
    """Apply one event of KINDS."""
    payload = event.payload
    if event.kind == "entry_asked":
        values = (event.seq, payload["entry_id"], payload["text"], event.actor, event.at)
        connection.execute("insert into entry_question values (?, ?, ?, ?, ?, null, null, null)", values)
    elif event.kind == "entry_answered":
        connection.execute(
            "update entry_question set answer = ?, answered_by = ?, answered_at = ? where seq = ?",
            (payload["text"], event.actor, event.at, payload["question"]),
        )
    elif event.kind == "entries_compared":
        values = (json.dumps(payload["entries"]), payload["twice"], payload["why"], event.actor, event.at)
        connection.execute("insert or replace into entry_twice values (?, ?, ?, ?, ?)", values)
    else:
        values = (payload["table_id"], payload["sha256"], event.seq)
        connection.execute("insert or ignore into block_table values (?, ?, ?)", values)
