"""What the labour side is about: a vacancy, a candidate by reference, and a candidate put forward for a vacancy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from pipelines.social_return.from_rows import day, text
from schemas.vocabulary import (
    AfterPlacement,
    CandidateOrigin,
    CandidateState,
    TargetGroup,
    Travel,
    VacancyState,
    WorkForm,
)

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Vacancy:
    provider_id: str
    vacancy: str
    title: str
    form: WorkForm
    hours: float  # per week
    reported_on: date
    state: VacancyState
    district: str = ""
    starts_on: date | None = None
    requirements: str = ""
    description: str = ""
    closes_on: date | None = None
    filled_on: date | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """`provider_id` is schemas.labour.WHOLE for a candidate of the municipality; `hours` is the most that can be worked."""

    provider_id: str
    candidate: str
    target_group: TargetGroup
    forms: tuple[WorkForm, ...]
    hours: float
    district: str = ""
    travel: Travel | None = None
    available_from: date | None = None
    state: CandidateState = CandidateState.AVAILABLE


@dataclass(frozen=True, slots=True)
class Match:
    """One candidate and one vacancy, from being put forward to what came after a placement."""

    provider_id: str
    vacancy: str
    candidate: str
    target_group: TargetGroup
    origin: CandidateOrigin
    put_forward_on: date
    interview_on: date | None = None
    placed_on: date | None = None
    rejected_on: date | None = None
    withdrawn_on: date | None = None
    form: WorkForm | None = None  # None: that of the vacancy
    hours: float | None = None
    job_coach: bool = False
    coach_hours: float = 0.0
    ends_on: date | None = None
    after: AfterPlacement | None = None
    months_off: float = 0.0
    months_partly: float = 0.0


def vacancy_of(row: Row) -> Vacancy:
    return Vacancy(
        row["provider_id"], row["vacancy"], row["title"], WorkForm(row["form"]), float(row["hours"]),
        _day(row["reported_on"]), VacancyState(row["state"]), text(row["district"]) or "", day(row["starts_on"]),
        text(row["requirements"]) or "", text(row["description"]) or "", day(row["closes_on"]), day(row["filled_on"]),
    )  # fmt: skip


def candidate_of(row: Row) -> Candidate:
    travel = text(row["travel"])
    return Candidate(
        row["provider_id"], row["candidate"], TargetGroup(row["target_group"]),
        tuple(WorkForm(code) for code in row["forms"].split()), float(row["hours"]), text(row["district"]) or "",
        Travel(travel) if travel else None, day(row["available_from"]), CandidateState(row["state"]),
    )  # fmt: skip


def match_of(row: Row) -> Match:
    form, after = text(row["form"]), text(row["after"])
    return Match(
        row["provider_id"], row["vacancy"], row["candidate"], TargetGroup(row["target_group"]),
        CandidateOrigin(row["origin"]), _day(row["put_forward_on"]), day(row["interview_on"]), day(row["placed_on"]),
        day(row["rejected_on"]), day(row["withdrawn_on"]), WorkForm(form) if form else None,
        None if pd.isna(row["hours"]) else float(row["hours"]), bool(pd.notna(row["job_coach"]) and row["job_coach"]),
        _number(row["coach_hours"]), day(row["ends_on"]), AfterPlacement(after) if after else None,
        _number(row["months_off"]), _number(row["months_partly"]),
    )  # fmt: skip


def _day(value: Any) -> date:
    found = day(value)
    if found is None:
        raise ValueError("a stored row has no day where one is needed")
    return found


def _number(value: Any) -> float:
    return 0.0 if pd.isna(value) else float(value)
