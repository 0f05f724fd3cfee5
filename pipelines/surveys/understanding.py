"""From an export of a survey and the facts of its wave to the rows that are stored, and what was found on the way."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pipelines.findings import Finding
from pipelines.surveys.answers import read_answers
from pipelines.surveys.export import Export
from pipelines.surveys.facts import Choice, Understood, WaveFacts
from pipelines.surveys.items import Item, items_of
from pipelines.surveys.open_answers import open_rows
from pipelines.surveys.respondents import respondents
from schemas.questions import normal_question
from schemas.surveys import POPULATION, WAVE, WAVE_COUNT, WAVE_ITEM
from schemas.vocabulary import Severity


def understand(
    export: Export,
    facts: WaveFacts,
    choices: Mapping[str, Choice] | None = None,
    *,
    providers: Mapping[str, str] | None = None,
) -> Understood:
    """Questions to items, answers to our words with their score or the reason why there is none, respondents to rows
    without who they are. `choices` by the letter of a column (of a question with more columns: its first); `providers`:
    every way to write a provider, without case -> provider_id."""
    items = items_of(export.asked, export.answers, choices=choices or {}, kind=facts.kind)
    people, number, found = respondents(export, facts, providers or {})
    answers, more = read_answers(export, items, number, facts.wave_id)
    findings = [*export.findings, *found, *more]
    if not len(people) and not any(item.severity is Severity.ERROR for item in findings):
        findings.append(Finding("survey_nobody", sheet=export.sheet or None))
    counted = [item for item in items if item.reason is None]
    if not counted:
        findings.append(Finding("survey_no_questions", sheet=export.sheet or None))
    frames = {
        **wave_frames(facts), "survey_item": item_rows(counted, facts, sheet=export.sheet),
        "survey_respondent": people, "survey_answer": answers,
        "survey_open_answer": open_rows(export.asked, export.answers, number=number, people=people, sheet=export.sheet),
    }  # fmt: skip
    return Understood(frames, findings)


def wave_frames(facts: WaveFacts) -> dict[str, pd.DataFrame]:
    """What is known of a wave beside its answers: survey_wave, survey_wave_count, survey_population."""
    wave = {name: getattr(facts, name) for name in WAVE}
    frames = {"survey_wave": pd.DataFrame([wave], columns=list(WAVE)).astype(_dtypes(WAVE))}
    counts = facts.counts.assign(wave_id=facts.wave_id)[list(WAVE_COUNT)].astype(_dtypes(WAVE_COUNT))
    if not facts.per_provider:
        counts = counts[counts["provider_id"].isna()].reset_index(drop=True)
    population = facts.population.assign(wave_id=facts.wave_id)[list(POPULATION)].astype(_dtypes(POPULATION))
    return {**frames, "survey_wave_count": counts, "survey_population": population}


def item_rows(items: list[Item], facts: WaveFacts, *, sheet: str) -> pd.DataFrame:
    """The rows of survey_item, in the order of the file."""
    rows = [
        {
            "wave_id": facts.wave_id, "item": item.code, "position": place, "text": _asked(item),
            "kind": item.question.kind.value, "scale": item.scale.code if item.scale else None,
            "topic": item.question.topic, "attributable_to": item.question.attributable_to.value,
            "direction": item.question.direction.value, "sheet": sheet, "letter": item.first.letter,
        }
        for place, item in enumerate(items, start=1)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(WAVE_ITEM)).astype(_dtypes(WAVE_ITEM))


def _asked(item: Item) -> str:
    """The words of the question; where a file only has its code, those of the catalogue."""
    only_code = normal_question(item.first.text) in ("", normal_question(item.question.code))
    return item.question.text if only_code else item.first.text


_DTYPES = {"varchar": "str", "bigint": "Int64", "double": "float64", "timestamp": "datetime64[us]"}


def _dtypes(columns: Mapping[str, str]) -> dict[str, str]:
    return {name: _DTYPES[kind] for name, kind in columns.items()}
