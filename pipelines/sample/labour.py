"""The labour side of the sample: vacancies, candidates by reference and trajectories, as the coordinator's export per quarter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from pipelines.sample.figures import SEED
from pipelines.sample.providers import DISTRICTS, MUNICIPALITY
from pipelines.social_return.calendar import add_months
from pipelines.templates.labour import write_labour
from schemas.quarter import Quarter
from schemas.vocabulary import AfterPlacement, CandidateOrigin, TargetGroup, Travel, VacancyState, WorkForm

FOLDER = "vacatures"
BY = "werkgeversservicepunt Lindendaal"
QUARTERS = (Quarter(2025, 3), Quarter(2025, 4))
_CLOSES_AFTER = 70  # days
# provider, how many vacancies a quarter, what they are: most places with the two largest, few with three small ones
_OFFERS: tuple[tuple[str, int, tuple[tuple[str, WorkForm, str], ...]], ...] = (
    ("welzijn-lindendaal", 6, (("Medewerker groenonderhoud", WorkForm.REGULAR, "rijbewijs B"),
                               ("Assistent in de keuken", WorkForm.WORK_LEARNING, ""),
                               ("Huismeester", WorkForm.REGULAR, "VCA of bereid die te halen"))),
    ("de-linde", 6, (("Helpende in de huishouding", WorkForm.REGULAR, "vog"),
                     ("Stagiair zorg en welzijn", WorkForm.INTERNSHIP, "mbo niveau 2 of 3"),
                     ("Leerling helpende", WorkForm.WORK_LEARNING, "vog"))),
    ("taalkring", 3, (("Training klantcontact", WorkForm.TRAINING, ""),)),
    ("sterkspoor", 2, (("Medewerker magazijn", WorkForm.REGULAR, "kan tillen"),)),
    ("noorderbrug", 2, (("Gastheer of gastvrouw", WorkForm.REGULAR, ""),)),
)  # fmt: skip
_GROUPS = (TargetGroup.PW, TargetGroup.PW, TargetGroup.WW_KORT, TargetGroup.PW, TargetGroup.INB, TargetGroup.PW,
           TargetGroup.WW_KORT, TargetGroup.INB)  # fmt: skip
_PUPILS = {WorkForm.INTERNSHIP: TargetGroup.BOL, WorkForm.WORK_LEARNING: TargetGroup.BBL_LOW}
_AFTER = (AfterPlacement.REGULAR, AfterPlacement.BENEFIT, AfterPlacement.REGULAR, AfterPlacement.UNKNOWN)
_ORIGINS = (CandidateOrigin.MUNICIPALITY, CandidateOrigin.MUNICIPALITY, CandidateOrigin.UWV, CandidateOrigin.OWN)


_SPAN = tuple(Quarter(2024, 1).shift(number) for number in range(8))


@dataclass(frozen=True)
class _Offered:
    """One vacancy with the trajectories for it, from the first day to the last that is known."""

    provider_id: str
    vacancy: str
    title: str
    form: WorkForm
    requirements: str
    reported_on: date
    hours: int
    district: str
    matches: tuple[dict[str, Any], ...]

    @property
    def closes_on(self) -> date:
        return self.reported_on + timedelta(days=_CLOSES_AFTER)

    def filled_by(self, day: date) -> date | None:
        return next((row["placed_on"] for row in self.matches if row["placed_on"] and row["placed_on"] <= day), None)


@dataclass(frozen=True)
class Export:
    """One file and when it came."""

    name: str
    on: date


def labour_exports() -> Iterator[Export]:
    """Three weeks after each quarter what stood at its end."""
    for quarter in QUARTERS:
        yield Export(_name(quarter), quarter.last_day + timedelta(days=21))


def write_labour_files(folder: Path) -> None:
    """Write every export below `folder`. The same bytes on every run."""
    (folder / FOLDER).mkdir(exist_ok=True)
    offered = _offered()
    for quarter in QUARTERS:
        write_labour(folder / _name(quarter), _sheets(offered, quarter), provider="alle opdrachtnemers",
                     municipality=MUNICIPALITY, quarter=quarter)  # fmt: skip


def _name(quarter: Quarter) -> str:
    return f"{FOLDER}/{quarter}.xlsx"


def _offered() -> list[_Offered]:
    rng = np.random.default_rng([SEED, 604])
    found, seen = [], 0
    for provider_id, many, works in _OFFERS:
        for number in range(many * len(_SPAN)):
            quarter = _SPAN[number // many]
            title, form, requirements = works[number % len(works)]
            reported = quarter.first_day + timedelta(days=int(rng.integers(2, 75)))
            hours = int(rng.choice([16, 20, 24, 28, 32, 36]))
            matches = _matches(rng, seen, form, reported, hours=hours)
            seen += len(matches)
            found.append(_Offered(provider_id, f"V-{quarter.year}-{number + 1:03d}", title, form, requirements, reported,
                                  hours, str(rng.choice(DISTRICTS)), matches))  # fmt: skip
    return found


def _matches(
    rng: np.random.Generator, seen: int, form: WorkForm, reported: date, *, hours: int
) -> tuple[dict[str, Any], ...]:
    """One to three are put forward; of three vacancies two are filled, by the last of them."""
    rows = []
    many, filled = int(rng.integers(1, 4)), rng.random() < 0.7
    for number in range(seen, seen + many):
        forward = reported + timedelta(days=int(rng.integers(3, 21)))
        talk = forward + timedelta(days=int(rng.integers(3, 10)))
        row = {
            "candidate": f"kand-{number:04d}", "target_group": _PUPILS.get(form, _GROUPS[number % len(_GROUPS)]),
            "origin": _ORIGINS[number % len(_ORIGINS)], "put_forward_on": forward, "interview_on": talk,
            "placed_on": None, "rejected_on": None, "withdrawn_on": None, "ends_on": None, "after": None,
            "hours": hours, "coach": number % 3 == 0,
        }  # fmt: skip
        if filled and number == seen + many - 1:
            row["placed_on"] = talk + timedelta(days=int(rng.integers(5, 30)))
            if rng.random() < 0.4:
                row |= {"ends_on": row["placed_on"] + timedelta(days=int(rng.integers(60, 420))),
                        "after": _AFTER[number % len(_AFTER)]}  # fmt: skip
        else:
            row["withdrawn_on" if number % 4 == 1 else "rejected_on"] = talk + timedelta(days=4)
        rows.append(row)
    return tuple(rows)


def _sheets(offered: list[_Offered], quarter: Quarter) -> dict[str, pd.DataFrame]:
    """The state at the end of a quarter: what came later is not in it yet."""
    day = quarter.last_day
    there = [item for item in offered if item.reported_on <= day]
    matches = [
        _match(item, row, quarter) for item in there for row in item.matches if row["put_forward_on"] <= day
    ]  # fmt: skip
    return {
        "vacatures": pd.DataFrame([_vacancy(item, quarter) for item in there]),
        "kandidaten": pd.DataFrame(_candidates(quarter)),
        "trajecten": pd.DataFrame(matches),
    }


def _vacancy(item: _Offered, quarter: Quarter) -> dict[str, Any]:
    filled = item.filled_by(quarter.last_day)
    state = VacancyState.FILLED if filled else VacancyState.OPEN
    if not filled and item.closes_on <= quarter.last_day:
        state = VacancyState.EXPIRED
    return {
        "provider_id": item.provider_id, "quarter": str(quarter), "vacancy": item.vacancy, "title": item.title,
        "form": item.form.label, "hours": item.hours, "district": item.district,
        "starts_on": item.reported_on + timedelta(days=60), "requirements": item.requirements or None,
        "reported_on": item.reported_on, "closes_on": item.closes_on, "state": state.label, "filled_on": filled,
    }  # fmt: skip


def _match(item: _Offered, row: dict[str, Any], quarter: Quarter) -> dict[str, Any]:
    day = quarter.last_day
    told = {name: row[name] if row[name] and row[name] <= day else None
            for name in ("interview_on", "placed_on", "rejected_on", "withdrawn_on", "ends_on")}  # fmt: skip
    placed = told["placed_on"]
    months = _months(placed, told["ends_on"] or day) if placed else 0
    benefit = placed and row["target_group"] is TargetGroup.PW
    whole = row["hours"] >= 28
    return {
        "provider_id": item.provider_id, "quarter": str(quarter), "vacancy": item.vacancy, "candidate": row["candidate"],
        "target_group": row["target_group"].label, "origin": row["origin"].label, "put_forward_on": row["put_forward_on"],
        **told, "hours": row["hours"] if placed else None, "job_coach": ("ja" if row["coach"] else "nee") if placed else None,
        "coach_hours": 4 + 2 * months if placed and row["coach"] else None,
        "after": row["after"].label if told["ends_on"] else None,
        "months_off": months if benefit and whole else None, "months_partly": months if benefit and not whole else None,
    }  # fmt: skip


def _months(first: date, last: date) -> int:
    """Whole months."""
    found = 0
    while add_months(first, found + 1) <= last:
        found += 1
    return found


def _candidates(quarter: Quarter) -> list[dict[str, Any]]:
    """Fourteen who look for work now, by reference; nobody is named anywhere."""
    rng = np.random.default_rng([SEED, 605])
    forms = (
        "regulier werk",
        "regulier werk; leerwerkplek",
        "leerwerkplek; stage",
        "regulier werk; arbeidsmarkttraining",
    )
    groups = (*_GROUPS, TargetGroup.NUG, TargetGroup.WIA, TargetGroup.VSV)
    travel = (Travel.OWN_DISTRICT.label, Travel.MUNICIPALITY.label, None)
    return [
        {
            "quarter": str(quarter), "candidate": f"zoekt-{number:03d}", "target_group": groups[number % len(groups)].label,
            "forms": forms[number % len(forms)], "hours": int(rng.choice([16, 24, 32, 36])),
            "district": str(rng.choice(DISTRICTS)), "travel": travel[number % len(travel)],
            "available_from": quarter.last_day + timedelta(days=int(rng.integers(-60, 45))),
        }
        for number in range(1, 15)
    ]  # fmt: skip
