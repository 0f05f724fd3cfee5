"""Rows about vacancies and placements as the page reads them: words still as codes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class LabourFigure:
    """One indicator of all providers together, over four quarters."""

    indicator: str
    title: str
    unit: str
    value: float | None
    numerator: float | None
    denominator: float | None
    n: float | None
    reason: str | None


@dataclass(frozen=True)
class LabourCount:
    """How many vacancies, steps or placements of one kind there were in four quarters."""

    kind: str
    part: str
    number: int | None
    reason: str | None


@dataclass(frozen=True)
class GoalTold:
    """One goal of the policy and what can be said of it."""

    goal: str
    question: str
    indicators: str
    sentence: str


@dataclass(frozen=True)
class Vacancy:
    """One vacancy as it stood at the end of a quarter."""

    vacancy: str
    title: str
    form: str
    hours: float | None
    district: str | None
    starts_on: date | None
    requirements: str | None
    reported_on: date
    closes_on: date | None
    state: str
    filled_on: date | None
    days_to_fill: int | None


@dataclass(frozen=True)
class FormDone:
    """What was approved in one form of effort since the begin of the obligations; None where no person is placed."""

    form: str
    entries: int | None
    started: int | None
    running: int | None
    ended: int | None
    fte_years: float | None
    approved: float | None
