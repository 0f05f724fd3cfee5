"""What pages and commands ask and tell about vacancies, each in an act of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from pipelines.acts import acting
from pipelines.errors import NotFound
from pipelines.labour.entering import Typed, enter_within, step_within
from pipelines.labour.feed import feed, open_on
from pipelines.labour.fitting import Fitting, fitting
from pipelines.labour.standing import Standing, standing_within
from pipelines.place import Home
from schemas.quarter import Quarter
from schemas.vocabulary import MatchStep

_ENDINGS = {"jsonld": "jsonld", "rss": "xml", "csv": "csv"}


def labour_standing(home: Home, *, until: Quarter | None = None) -> Standing:
    """Vacancies, candidates and trajectories as they stand, up to a quarter. References of candidates come along: this is
    for the municipality's own computer."""
    with acting(home) as acts:
        return standing_within(acts, until=until)


def fitting_for(home: Home, provider_id: str, vacancy: str, *, until: Quarter | None = None) -> Fitting:
    """Who fits a vacancy. Raises NotFound."""
    stands = labour_standing(home, until=until)
    found = stands.vacancy(provider_id, vacancy)
    if found is None:
        raise NotFound(f'Vacature "{vacancy}" van {provider_id} is er niet. Bekijk ze met "kwartaalbeeld vacancies".')
    return fitting(found, stands.candidates, stands.matches)


def enter_labour(home: Home, typed: Sequence[Typed], quarter: Quarter, *, by: str) -> str:
    """As `entering.enter_within`."""
    with acting(home) as acts:
        return enter_within(acts, typed, quarter, by=by)


def step_labour(
    home: Home,
    key: tuple[str, str, str],
    *,
    step: MatchStep,
    told: Mapping[str, str],
    quarter: Quarter,
    by: str,
) -> str:
    """As `entering.step_within`; key: provider, vacancy, candidate."""
    with acting(home) as acts:
        return step_within(acts, *key, step=step, told=told, quarter=quarter, by=by)


def vacancy_feed(home: Home, kind: str, *, day: date, site: str = "") -> tuple[str, bytes]:
    """A file name and the vacancies that are open on a day, for a vacancy site. Raises UsageProblem."""
    stands = labour_standing(home)
    content = feed(kind, open_on(stands.vacancies, day), stands.names, municipality=stands.municipality, site=site)
    return f"vacatures-{day.isoformat()}.{_ENDINGS[kind]}", content
