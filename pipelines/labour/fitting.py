"""Who fits a vacancy: references with what fits and what does not. It says nothing about who is the better candidate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pipelines.labour.things import Candidate, Match, Vacancy
from schemas.vocabulary import CandidateState, Travel, WorkForm

ORDER = "De volgorde is: eerst wie de meeste redenen heeft die passen, dan het kenmerk. Dat zegt niet wie beter is; een mens kiest."


@dataclass(frozen=True)
class Fit:
    """`fits` and `misfits` are sentences; `asked` is what is not known here and a person has to look at."""

    candidate: Candidate
    fits: tuple[str, ...]
    misfits: tuple[str, ...]
    asked: tuple[str, ...]


@dataclass(frozen=True)
class Fitting:
    """All who look for the form of a vacancy, in the order of ORDER, and how many were left out and why."""

    found: tuple[Fit, ...]
    other_form: int
    put_forward: int  # for this vacancy already
    at_work: int  # in a placement that runs

    @property
    def sentence(self) -> str:
        whole = sum(not item.misfits for item in self.found)
        if not self.found:
            told = "Niemand in het register zoekt nu deze vorm van werk."
        else:
            many = "1 kandidaat zoekt" if len(self.found) == 1 else f"{len(self.found)} kandidaten zoeken"
            told = f"{many} deze vorm van werk; bij {whole} past alles wat bekend is."
        left = [
            (self.put_forward, "al voorgedragen"),
            (self.at_work, "al geplaatst"),
            (self.other_form, "een andere vorm"),
        ]
        parts = [f"{number} {word}" for number, word in left if number]
        return f"{told} Niet in deze lijst: {', '.join(parts)}." if parts else told


def fitting(vacancy: Vacancy, candidates: Iterable[Candidate], matches: Iterable[Match]) -> Fitting:
    """Of every available candidate what fits this vacancy. The order of candidates does not matter."""
    matches = tuple(matches)
    own = (vacancy.provider_id, vacancy.vacancy)
    told = {item.candidate for item in matches if (item.provider_id, item.vacancy) == own}
    busy = {item.candidate for item in matches if item.placed_on and not item.ends_on}
    there = [item for item in candidates if item.state is CandidateState.AVAILABLE]
    free = [item for item in there if item.candidate not in told | busy]
    found = [_fit(vacancy, item) for item in free if vacancy.form in item.forms]
    found.sort(key=lambda item: (-len(item.fits), item.candidate.candidate, item.candidate.provider_id))
    return Fitting(
        tuple(found),
        other_form=len(free) - len(found),
        put_forward=sum(item.candidate in told for item in there),
        at_work=sum(item.candidate in busy - told for item in there),
    )


def _fit(vacancy: Vacancy, candidate: Candidate) -> Fit:
    said = [
        (True, f"Zoekt {WorkForm(vacancy.form).label}."),
        _hours(vacancy, candidate),
        _place(vacancy, candidate),
        _moment(vacancy, candidate),
    ]
    asked = [text for fits, text in said if fits is None]
    if vacancy.requirements:
        asked.append(f"Kijk zelf naar de eisen: {vacancy.requirements}.")
    return Fit(
        candidate,
        tuple(text for fits, text in said if fits is True),
        tuple(text for fits, text in said if fits is False),
        tuple(asked),
    )


def _hours(vacancy: Vacancy, candidate: Candidate) -> tuple[bool, str]:
    words = f"Gevraagd {_number(vacancy.hours)} uur per week; kan {_number(candidate.hours)} uur."
    return vacancy.hours <= candidate.hours, words


def _place(vacancy: Vacancy, candidate: Candidate) -> tuple[bool | None, str]:
    if candidate.travel in (Travel.MUNICIPALITY, Travel.BEYOND):
        return True, f"Kan reizen: {candidate.travel.label}."
    if not vacancy.district or not candidate.district:
        return None, "De wijk van het werk of van de kandidaat is niet bekend."
    if _folded(vacancy.district) == _folded(candidate.district):
        return True, f"Woont in de wijk van het werk ({vacancy.district})."
    if candidate.travel is None:
        return (
            None,
            f"Woont in {candidate.district}, het werk is in {vacancy.district}; hoe ver reizen kan, is niet bekend.",
        )
    return False, f"Woont in {candidate.district} en reist niet verder; het werk is in {vacancy.district}."


def _moment(vacancy: Vacancy, candidate: Candidate) -> tuple[bool | None, str]:
    ready = candidate.available_from
    if vacancy.starts_on is None:
        return None, "De eerste werkdag is in overleg."
    if ready is None or ready <= vacancy.starts_on:
        return True, f"Beschikbaar op de eerste werkdag ({_day(vacancy.starts_on)})."
    return False, f"Pas beschikbaar vanaf {_day(ready)}; de eerste werkdag is {_day(vacancy.starts_on)}."


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _number(value: float) -> str:
    return f"{value:g}".replace(".", ",")


def _day(day: date) -> str:
    return f"{day.day}-{day.month}-{day.year}"
