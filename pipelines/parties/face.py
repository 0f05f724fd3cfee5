"""Acts on questions, each in an act of its own on a home: what `pipelines.record` shows of this room."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.acts import acting
from pipelines.ledger import looking
from pipelines.parties import questions as room
from pipelines.parties.questions import TakenIn
from pipelines.place import Home
from schemas.umbrella_questions import QuestionColumn


def questions(home: Home) -> list[dict[str, Any]]:
    """Questions on the umbrella agreement that stand, published or not: question_id, subject, question, answer, asked_on,
    published_on (ISO days), written_by, written_at; to_read: it is not published yet and may hold a name."""
    with looking(home) as ledger:
        return [
            {**row, "to_read": not row["published_on"] and room.to_read(row)} for row in room.standing_questions(ledger)
        ]


def take_in_questions(home: Home, path: Path, columns: Mapping[QuestionColumn, str], *, by: str) -> TakenIn:
    """As `questions.take_in_within`."""
    with acting(home) as acts:
        return room.take_in_within(acts, path, columns, by=by)


def write_question(
    home: Home, question: str, *, subject: str | None = None, asked_on: date | None = None, by: str
) -> str:
    """As `questions.write_within`."""
    with acting(home) as acts:
        return room.write_within(acts, question, subject=subject, asked_on=asked_on, by=by)


def answer_question(home: Home, question_id: str, text: str, *, published_on: date | None, by: str) -> None:
    """As `questions.answer_within`."""
    with acting(home) as acts:
        room.answer_within(acts, question_id, text, published_on=published_on, by=by)


def remove_question(home: Home, question_id: str, *, why: str, by: str) -> None:
    """As `questions.remove_within`."""
    with acting(home) as acts:
        room.remove_within(acts, question_id, why=why, by=by)
