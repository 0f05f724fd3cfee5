"""What vacancies and trajectories count up to, over the four quarters up to and including one. Pure."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from pipelines.labour.things import Match, Vacancy
from pipelines.social_return.calendar import add_months
from schemas.policy_goals import AT_A_DISTANCE, PAID_BY_THE_MUNICIPALITY
from schemas.quarter import Quarter
from schemas.vocabulary import AfterPlacement, CandidateOrigin, VacancyState, WorkForm

QUARTERS = 4
Case = TypeVar("Case")
TO_LEARN = (WorkForm.INTERNSHIP, WorkForm.WORK_LEARNING, WorkForm.TRAINING)


@dataclass(frozen=True)
class Rates:
    """What a saving is reckoned with, in euros; all of it is a choice of the municipality. `deadweight`: the share that
    would have left the benefit anyway; `partly`: what a month with a lower benefit counts for."""

    month: float
    deadweight: float
    partly: float
    coach_hour: float


@dataclass(frozen=True)
class Figure:
    """`n` is how many cases are behind it. No value: there is nothing to divide, or no case."""

    value: float | None
    numerator: float | None
    denominator: float | None
    n: int


@dataclass(frozen=True)
class Span:
    """The four quarters that end with one."""

    first: date
    last: date

    @classmethod
    def ending(cls, quarter: Quarter) -> Span:
        return cls(quarter.shift(1 - QUARTERS).first_day, quarter.last_day)

    def holds(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last


def figures(vacancies: Iterable[Vacancy], matches: Iterable[Match], span: Span, rates: Rates) -> dict[str, Figure]:
    """By code of the catalogue."""
    vacancies, matches = tuple(vacancies), tuple(matches)
    forms = {(item.provider_id, item.vacancy): item.form for item in vacancies}
    placed = [item for item in matches if span.holds(item.placed_on)]
    ended = [item for item in matches if item.placed_on and span.holds(item.ends_on)]
    there = [item for item in matches if ran(item, span)]
    forward = [item for item in matches if span.holds(item.put_forward_on)]
    closed = [item for item in vacancies if span.holds(closed_on(item))]
    days = [(item.filled_on - item.reported_on).days for item in closed if item.filled_on]
    learning = [item for item in placed if form_of(item, forms) in TO_LEARN]
    return {
        "SR-4": _share(closed, lambda item: item.state is VacancyState.FILLED),
        "SR-5": Figure(float(statistics.median(days)) if days else None, None, len(days), len(days)),
        "SR-6": _share(forward, lambda item: item.placed_on is not None and item.placed_on <= span.last),
        "SR-7": _kept(matches, span, months=6),
        "SR-8": _share(ended, lambda item: item.after is AfterPlacement.REGULAR),
        "SR-9": _share(placed, lambda item: item.origin is CandidateOrigin.MUNICIPALITY),
        "SR-10": _share(there, lambda item: item.job_coach),
        "SR-12": _kept(matches, span, months=12),
        "SR-13": _share(placed, lambda item: item.target_group in AT_A_DISTANCE),
        "SR-14": Figure(float(len(learning)), None, None, len(learning)),
        "SR-15": saving([item for item in there if item.target_group in PAID_BY_THE_MUNICIPALITY], rates),
    }


def saving(placements: Iterable[Match], rates: Rates) -> Figure:
    """Months off benefit x the amount x (1 - deadweight), minus what the job coach cost. Source: domain.md 4.9."""
    own = tuple(placements)
    months = sum(item.months_off + rates.partly * item.months_partly for item in own)
    cost = sum(item.coach_hours for item in own) * rates.coach_hour
    value = months * rates.month * (1 - rates.deadweight) - cost
    return Figure(round(value, 2) if own else None, None, len(own), len(own))


def ran(match: Match, span: Span) -> bool:
    """Whether the placement ran on a day of the span."""
    return match.placed_on is not None and match.placed_on <= span.last and (match.ends_on or span.last) >= span.first


def closed_on(vacancy: Vacancy) -> date | None:
    """The day on which a vacancy was filled or expired."""
    if vacancy.state is VacancyState.FILLED:
        return vacancy.filled_on
    return vacancy.closes_on if vacancy.state is VacancyState.EXPIRED else None


def form_of(match: Match, forms: Mapping[tuple[str, str], WorkForm]) -> WorkForm | None:
    """What the place became, else what was offered."""
    return match.form or forms.get((match.provider_id, match.vacancy))


def _kept(matches: Iterable[Match], span: Span, *, months: int) -> Figure:
    due = [(item, add_months(item.placed_on, months)) for item in matches if item.placed_on]
    reached = [(item, day) for item, day in due if span.holds(day)]
    return _share(reached, lambda pair: pair[0].ends_on is None or pair[0].ends_on >= pair[1])


def _share(cases: list[Case], test: Callable[[Case], bool]) -> Figure:
    there = sum(test(item) for item in cases)
    return Figure(100 * there / len(cases) if cases else None, there, len(cases), len(cases))


def counts(vacancies: Iterable[Vacancy], matches: Iterable[Match], span: Span) -> dict[str, Mapping[str, int]]:
    """How many, by what they are counted as: vacancies by what became of them, trajectories by step, and placements that
    began by form, by who brought the candidate and by target group."""
    vacancies, matches = tuple(vacancies), tuple(matches)
    forms = {(item.provider_id, item.vacancy): item.form for item in vacancies}
    placed = [item for item in matches if span.holds(item.placed_on)]
    closed = Counter(item.state.value for item in vacancies if span.holds(closed_on(item)))
    still = sum(item.state in (VacancyState.REPORTED, VacancyState.OPEN) for item in vacancies)
    steps = ("put_forward_on", "interview_on", "placed_on", "rejected_on", "withdrawn_on")
    return {
        "vacancies": {
            "reported": sum(span.holds(item.reported_on) for item in vacancies), "filled": closed["filled"],
            "expired": closed["expired"], "open": still,
        },
        "steps": {
            **{name.removesuffix("_on"): sum(span.holds(getattr(item, name)) for item in matches) for name in steps},
            "ended": sum(item.placed_on is not None and span.holds(item.ends_on) for item in matches),
        },
        "forms": Counter(form.value for item in placed if (form := form_of(item, forms))),
        "origins": Counter(item.origin.value for item in placed),
        "groups": Counter(item.target_group.value for item in placed),
    }  # fmt: skip
