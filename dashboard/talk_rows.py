"""The rows of the quarterly talk as reports read them: frozen, with the names of schemas.talk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Talk:
    """How far the talk of one provider about one quarter has come."""

    provider_id: str
    quarter: str
    state: str
    planned_on: date | None
    held_on: date | None
    present_municipality: str | None
    present_provider: str | None
    settled_at: str | None
    edition_id: str | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Point:
    """One figure that comes up in a talk."""

    position: int
    kind: str
    theme: str
    indicator: str
    sub_agreement_id: str | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Commentary:
    """What one side says of one figure."""

    indicator: str
    sub_agreement_id: str | None
    side: str
    text: str
    function: str
    written_at: str
    value_then: float | None
    value_now: float | None
    restated: bool | None
    respond_by: date | None
    response: str | None


@dataclass(frozen=True, slots=True)
class Noted:
    """A signal, or a question with its answer."""

    note_id: str
    kind: str
    noted_in: str
    text: str
    function: str
    written_at: str
    answer: str | None
    answer_function: str | None


@dataclass(frozen=True, slots=True)
class Action:
    """One action point as it stood in the talk of a quarter."""

    provider_id: str
    provider: str
    action_id: str
    opened_in: str
    carried_over: bool
    indicator: str | None
    text: str
    owner: str
    due_on: date | None
    state: str
    escalation: str | None
    result: str | None
    overdue: bool | None
