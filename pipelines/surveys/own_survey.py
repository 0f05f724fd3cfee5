"""Our own survey workbook as a whole: its sheets to the rows that are stored, the slots they fill, and what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from pipelines.findings import Finding
from pipelines.reading.cells import FileCells
from pipelines.register import folded
from pipelines.sources.headers import no_column
from pipelines.sources.survey_form import OwnSheets, about_columns, given_facts, read_sheets
from pipelines.surveys.counted import counted_rows
from pipelines.surveys.facts import ABOUT_A_PROVIDER, WaveFacts
from pipelines.surveys.open_answers import open_rows_of_form
from pipelines.surveys.own_form import OwnAnswers, choices_of, declared, long_answers, wide_answers
from pipelines.surveys.own_recipe import with_names
from pipelines.surveys.slots import survey_slots
from pipelines.surveys.understanding import item_rows, understand, wave_frames
from pipelines.surveys.wave_facts import check_margins, facts_of
from schemas.survey_forms import ANSWERS_FORM, OPEN_FORM, QUESTIONS_FORM, RESULTS_FORM, WAVE_FORM
from schemas.vocabulary import Attributable, Severity

Slot = tuple[str, str, str]


@dataclass(frozen=True, eq=False)
class Surveyed:
    """What a survey file comes to. `data_set` is None where not even its kind is known."""

    data_set: str | None
    findings: list[Finding]
    frames: dict[str, pd.DataFrame] = field(default_factory=dict)
    slots: list[Slot] = field(default_factory=list)
    rows_read: int = 0


def read_own(cells: FileCells, given: Mapping[str, str], providers: Mapping[str, str]) -> Surveyed:
    """`given`: facts of the wave that came beside the file (names of pipelines.recipes.survey.FACTS -> as a person writes
    them)."""
    own = read_sheets(cells)
    wave = own.read.get(WAVE_FORM.name)
    findings = list(own.findings)
    if no_column(findings):
        return Surveyed(None, findings)
    if not own.filled:
        return Surveyed(None, [*findings, Finding("survey_empty")])
    if wave is None or wave.frame.empty:
        if not given:
            return Surveyed(None, [*findings, Finding("survey_facts", detail=_wanted())])
        wave = given_facts(with_names(given))
        findings += wave.findings
    facts = facts_of(wave, own, providers, findings)
    if facts is None:
        return Surveyed(None, findings)
    return _read(own, facts, providers, findings=findings)


def _wanted() -> str:
    return ", ".join(item.header for item in WAVE_FORM.fields if item.required)


def _read(own: OwnSheets, facts: WaveFacts, providers: Mapping[str, str], *, findings: list[Finding]) -> Surveyed:
    about = Attributable.PROVIDER if facts.kind in ABOUT_A_PROVIDER else Attributable.MUNICIPALITY
    questions = declared(own.frame(QUESTIONS_FORM), findings, about)
    answers, results = own.read.get(ANSWERS_FORM.name), own.read.get(RESULTS_FORM.name)
    found: OwnAnswers | None = None
    if answers is not None and not answers.frame.empty and own.wide is not None:
        findings.append(Finding("survey_long_and_wide"))
    if answers is not None and own.frame(ANSWERS_FORM) is not None and "question" in answers.texts:
        found = long_answers(answers, questions)
    elif own.wide is not None:
        found = wide_answers(*own.wide, questions)
    frames, rows = wave_frames(facts), 0
    if found is not None and len(found.export.answers):
        known = understand(found.export, facts, choices_of(found.export, questions), providers=providers)
        frames |= known.frames
        if found.cells:  # long: all answers stand in one column
            frames["survey_item"] = frames["survey_item"].assign(letter=found.letter).astype({"letter": "str"})
        findings += [found.at_their_cell(item) for item in known.findings]
        people = frames["survey_respondent"]
        findings += check_margins(facts, people)
        rows += len(found.export.answers)
        if (opened := own.read.get(OPEN_FORM.name)) is not None and not opened.frame.empty:
            frames["survey_open_answer"] = open_rows_of_form(opened, people, _numbers(own, found, people))
    if results is not None and not results.frame.empty:
        items, counted, wrong = counted_rows(results, facts, questions, providers)
        findings += wrong
        have = frames.get("survey_item")
        sheet = str(results.frame["sheet"].iat[0])
        letter = results.places[(sheet, "answer")].letters[0]
        more = item_rows(items, facts, sheet=sheet).assign(letter=letter).astype({"letter": "str"})
        if have is not None:
            more = more[~more["item"].isin(have["item"])].assign(position=lambda frame: frame["position"] + len(have))
            more = pd.concat([have, more], ignore_index=True)
        frames |= {"survey_item": more, "survey_counted": counted}
        rows += len(results.frame)
    if not rows and not any(item.severity is Severity.ERROR for item in findings):
        findings.append(Finding("survey_empty"))
    return Surveyed(facts.kind.value, findings, frames, survey_slots(frames, facts), rows)


def _numbers(own: OwnSheets, found: OwnAnswers, people: pd.DataFrame) -> dict[tuple[str, str], int]:
    """Respondent and provider as written in the file -> the number they got."""
    number = dict(zip(people["row"], people["respondent"], strict=True))
    answers = own.read.get(ANSWERS_FORM.name)
    if answers is not None and not answers.frame.empty:
        frame = answers.frame
        names = zip(frame["respondent"].fillna(""), frame["provider"].fillna(""), frame["row"], strict=True)
    else:
        assert own.wide is not None
        sheet, header = own.wide
        at = about_columns(sheet.row(header))
        column = {name: sheet.column(place).tolist() for name, place in at.items()}
        names = ((column["respondent"][row], column["provider"][row] if "provider" in column else "", row + 1)
                 for row in range(header + 1, sheet.height))  # fmt: skip
    found_numbers: dict[tuple[str, str], int] = {}
    for respondent, provider, row in names:
        key = folded(respondent), folded(provider)
        if row in number:
            found_numbers.setdefault(key, number[row])
    return found_numbers
