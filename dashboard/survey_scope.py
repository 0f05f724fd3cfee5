"""What a picture of a survey is about: a wave, a provider or everyone, a question; and which rows stand for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from dashboard import dutch, survey_words
from dashboard.readings import Readings
from dashboard.selection import Selection
from dashboard.survey_rows import Answer, Item, Result, Wave
from schemas.quarter import Quarter
from schemas.vocabulary import DataSet

EVERYONE = "alle aanbieders samen"
SAID_OF_A_PROVIDER = (DataSet.CLIENT_SURVEY, DataSet.WMO_SURVEY, DataSet.PARTNER_SURVEY)
OF_MUNICIPALITY = "municipality"  # the reason why a question has no figure of a provider


@dataclass(frozen=True)
class Scope:
    """One wave, of one provider or of everyone together, and the question that is looked at."""

    wave: Wave
    provider_id: str | None
    about: str
    item: Item | None

    @property
    def key(self) -> str:
        return "-".join((self.wave.wave_id, self.provider_id or "samen"))


def scope(readings: Readings, selection: Selection) -> Scope | None:
    """None without a wave. A provider only where the wave may be shown per provider."""
    wave = readings.wave(selection.wave_id)
    if wave is None:
        return None
    provider = readings.provider(selection.provider_id or "") if wave.per_provider else None
    items = readings.survey_items(wave.wave_id)
    item = next((row for row in items if row.item == selection.question), None)
    residents = wave.kind == DataSet.CITIZEN_PANEL  # no clients of anybody
    who = provider.provider if provider else "" if residents else EVERYONE
    about = dutch.capital(", ".join(filter(None, (wave.title, who))))
    return Scope(wave, provider.provider_id if provider else None, about, item)


@dataclass(frozen=True)
class Said:
    """What one wave says of one provider: its questions with the result that stands for each."""

    wave: Wave
    lines: tuple[tuple[Item, Result], ...]


def said_of(readings: Readings, provider_id: str, quarter: str) -> tuple[Said, ...]:
    """The newest wave of clients and of partners up to a quarter in which this provider is; older than a year is past."""
    found = []
    for kind in SAID_OF_A_PROVIDER:
        for wave in readings.waves(kind):
            if not (_year_before(quarter) < wave.quarter <= quarter and wave.per_provider):
                continue
            here = Scope(wave, provider_id, wave.title, None)
            results = headlines(readings, here)
            items = readings.survey_items(wave.wave_id)
            lines = tuple((item, results[item.item]) for item in items if item.item in results)
            if lines:
                found.append(Said(wave, lines))
                break
    return tuple(found)


def _year_before(quarter: str) -> str:
    return str(Quarter.parse(quarter).shift(-4))


def preferred(rows: Iterable[Result], key: Callable[[Result], object]) -> list[Result]:
    """Of what is published weighted and not, the weighted; the unweighted where weights could not bear a figure."""
    found: dict[object, Result] = {}
    for row in rows:
        kept = found.get(key(row))
        if kept is None or (row.value is not None, row.weighted) > (kept.value is not None, kept.weighted):
            found[key(row)] = row
    return list(found.values())


def headlines(readings: Readings, here: Scope) -> dict[str, Result]:
    """The one result that stands for each question of the wave; without what is no matter of a provider."""
    kinds = {item.item: survey_words.measure_of(item.kind) for item in readings.survey_items(here.wave.wave_id)}
    rows = readings.survey_results(here.wave.wave_id, here.provider_id)
    standing = [
        row
        for row in rows
        if row.option is None and kinds.get(row.item) == row.measure and row.reason_code != OF_MUNICIPALITY
    ]
    return {row.item: row for row in preferred(standing, lambda row: row.item)}


def answers_of(rows: Iterable[Answer], item: str, result: Result | None = None) -> list[Answer]:
    """The answers to one question, weighted as the result that stands for it; else weighted where they are."""
    mine = [row for row in rows if row.item == item]
    weighted = any(row.weighted for row in mine)
    if result is not None and result.value is not None:
        weighted = result.weighted
    return [row for row in mine if row.weighted == weighted]
