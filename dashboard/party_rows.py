"""Rows of parties and agreements as the pages and reports read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dashboard import dutch


@dataclass(frozen=True, slots=True)
class Umbrella:
    umbrella_agreement_id: str
    title: str
    municipality: str | None
    starts_on: date
    ends_on: date | None
    published_on: date | None
    questions_until: date | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Rule:
    subject: str
    rule: str


@dataclass(frozen=True, slots=True)
class Participant:
    """One stay of one provider; `admission` says whether it meets the requirements now."""

    provider_id: str
    provider: str
    joined_on: date
    left_on: date | None
    joined_because: str | None
    left_because: str | None
    admission: str | None


@dataclass(frozen=True, slots=True)
class Requirement:
    requirement: str
    since: date
    until: date | None
    met: bool
    evidence: str | None


@dataclass(frozen=True, slots=True)
class ProposalStep:
    proposal_id: str
    position: int
    provider_id: str
    provider: str
    title: str
    phase: str
    on_day: date
    assessment: str | None
    discussed: str | None
    decision: str | None
    sub_agreement_id: str | None
    latest: bool


@dataclass(frozen=True, slots=True)
class Meeting:
    meeting_id: str
    held_on: date
    kind: str
    subject: str
    represented: str | None


@dataclass(frozen=True, slots=True)
class Decision:
    decision_id: str
    decided_on: date
    subject: str
    decision: str
    applies_from: date
    consequence: str | None


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a sub-agreement, with the decision behind it."""

    sub_agreement_id: str
    title: str
    version: int
    valid_from: date
    changed: str | None
    decided: str | None


@dataclass(frozen=True, slots=True)
class Predecessor:
    provider_id: str
    predecessor_id: str
    since: date
    stitched: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Stitch:
    """A series that may be continued backwards with the one of a predecessor."""

    provider_id: str
    sub_agreement_id: str | None
    predecessor: str
    until: str


@dataclass(frozen=True, slots=True)
class PublishedQuestion:
    """A question with its answer, as it stands in the nota van inlichtingen."""

    number: int
    subject: str | None
    question: str
    answer: str
    asked_on: date | None
    published_on: date


@dataclass(frozen=True, slots=True)
class NetworkEvent:
    position: int
    on_day: date
    kind: str
    provider_id: str | None
    text: str


@dataclass(frozen=True, slots=True)
class NetworkFigure:
    indicator: str
    title: str
    quarter: str
    value: float
    sentence: str | None  # of whom; for the audience intern alone


def told_of(rows: Iterable[NetworkFigure], quarter: str) -> list[str]:
    """The sentences of a quarter; of who came or left only where somebody did, for the first sentence tells that nobody did."""
    here = [row for row in rows if row.quarter == quarter and (row.indicator == "NET-1" or row.value)]
    return [row.sentence or f"{row.title}: {dutch.number(row.value)}." for row in here]
