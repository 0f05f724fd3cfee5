"""Rows of social return as the pages read them: money in euros, words still as codes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Promised:
    """One obligation with how it stands at the end of a quarter."""

    provider_id: str
    provider: str
    obligation_id: str
    sub_agreement: str | None
    quarter: str
    source: str
    starts_on: date
    ends_on: date
    table_title: str
    table_source: str
    table_note: str
    formula: str
    position: int | None
    obligation: float | None
    approved: float | None
    submitted: float | None
    expected: float | None
    forecast: float | None
    shortfall: float | None
    share: float | None
    status: str | None
    sentence: str | None
    caution: str | None


@dataclass(frozen=True)
class Effort:
    """One entry with its calculation."""

    obligation_id: str
    line: int
    form: str
    target_group: str | None
    block: str | None
    starts_on: date
    ends_on: date | None
    hours: float | None
    state: str
    amount: float
    formula: str
    planned_amount: float
    planned_formula: str
    why: str | None


@dataclass(frozen=True)
class OverTime:
    """One obligation at the end of one quarter, in euros."""

    quarter: str
    obligation_id: str
    estimate: float | None
    invoiced_share: float | None
    gross: float | None
    net: float | None
    approved: float | None


@dataclass(frozen=True)
class Together:
    """All obligations of a quarter together, in a sentence."""

    quarter: str
    sentence: str
