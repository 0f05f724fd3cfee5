"""Rows about vacancies and placements as the page reads them: words still as codes."""

from __future__ import annotations

from dataclasses import dataclass


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
