"""What follows from the events about questions: their derived table in the ledger."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelines.projection import Event

DERIVED = """
create table if not exists umbrella_question (
    question_id text primary key, subject text, question text not null, answer text, asked_on text, published_on text,
    written_by text not null, written_at text not null, removed integer not null
);
"""
PROJECTED = ("umbrella_question",)
KINDS = ("question_written", "question_removed")


def project_question(connection: sqlite3.Connection, event: Event) -> None:
    """Apply one event of KINDS: a question as it now stands, or that it was taken away."""
    payload = event.payload
    if event.kind == "question_removed":
        connection.execute("update umbrella_question set removed = 1 where question_id = ?", (payload["question_id"],))
        return
    names = ("question_id", "subject", "question", "answer", "asked_on", "published_on")
    connection.execute(
        "insert or replace into umbrella_question values (?, ?, ?, ?, ?, ?, ?, ?, 0)",
        (*(payload[name] for name in names), event.actor, event.at),
    )
