"""A survey by a recipe: the export of the file, the facts of its wave, and what was decided about each question."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from pipelines.findings import Finding
from pipelines.reading.cells import FileCells
from pipelines.recipes.declaration import Recipe
from pipelines.recipes.shaping import sheet_of
from pipelines.recipes.survey import TABLE, Asking, SurveySection
from pipelines.surveys.export import Asked, Export
from pipelines.surveys.facts import Choice, WaveFacts
from pipelines.surveys.layouts import READERS, with_about
from pipelines.surveys.layouts.code_book import Explained, explain
from pipelines.surveys.layouts.wide import read as read_table
from schemas.quarter import Quarter
from schemas.questions import OWN_TOPIC, QUESTIONS, Question, own_code
from schemas.scales import GRADE, scale_of
from schemas.surveys import POPULATION, WAVE_COUNT
from schemas.vocabulary import Attributable, DataSet, Direction, QuestionKind, Selection, SurveyMode, Weighting

ALL = "allen"  # in the name of a wave that is about more than one provider


@dataclass(frozen=True, eq=False)
class Delivered:
    """What a recipe makes of a file, before its answers are understood. `findings` are errors that leave no export."""

    export: Export | None
    facts: WaveFacts
    choices: dict[str, Choice]
    findings: list[Finding]


def deliver(recipe: Recipe, cells: FileCells) -> Delivered:
    """Raises nothing: what does not fit is found and told."""
    section = recipe.content.survey
    if section is None:
        raise ValueError("a recipe without a survey")
    facts = facts_of(section)
    export = read_by(recipe, cells)
    if export is None:
        return Delivered(None, facts, {}, [Finding("survey_other_tool", detail=section.tool)])
    findings = _other_questions(export, section)
    columns = {name: letter for name, letter in section.columns.items() if letter in export.answers.columns}
    findings += [
        Finding("missing_column", sheet=export.sheet or None, detail=letter)
        for letter in section.columns.values()
        if letter not in export.answers.columns and letter not in export.about.columns
    ]
    if findings:
        return Delivered(None, facts, {}, findings)
    told = {item.column: Explained(item.words, item.codes) for item in section.questions if item.words or item.codes}
    export = _opened(with_about(explain(export, told), columns), section)
    choices = {item.column: _choice(item, export, section.kind) for item in section.questions}
    return Delivered(export, facts, choices, [])


def read_by(recipe: Recipe, cells: FileCells) -> Export | None:
    """The export as the recipe says where it stands; None where that sheet is not there, or too short."""
    section, layout = recipe.content.survey, recipe.content.layout
    sheet = sheet_of(cells, layout)
    if section is None or sheet is None or sheet.height < layout.starts:
        return None
    if section.tool == TABLE:
        return read_table(sheet, max(layout.header_rows)).read()
    return READERS[section.tool](sheet).read() if section.tool in READERS else None


def facts_of(section: SurveySection) -> WaveFacts:
    """What the recipe says of the wave. Its name comes from what it fills: the same wave again replaces the former."""
    said, kind = section.facts, section.kind
    quarter = str(Quarter.parse(said["quarter"]))
    provider = said.get("provider_id") or None
    counts = {name: int(said[name]) for name in ("population", "invited", "undeliverable") if said.get(name)}
    count = pd.DataFrame(
        [{"wave_id": None, "provider_id": provider, **counts}] if counts else [], columns=list(WAVE_COUNT)
    )
    mode, selection, weighting = (section.word(name) for name in ("mode", "selection", "weighting"))
    assert mode is None or isinstance(mode, SurveyMode)
    assert selection is None or isinstance(selection, Selection)
    return WaveFacts(
        said.get("wave_id") or wave_name(kind, quarter, provider), kind, said.get("title") or f"{kind.label} {quarter}", quarter,
        _day(said.get("starts_on")), _day(said.get("ends_on")), said.get("purpose"), said.get("agency"),
        said.get("target_group"), mode, selection, weighting if isinstance(weighting, Weighting) else Weighting.NONE,
        said.get("weight_source"), provider, count, _population(section),
    )  # fmt: skip


def _population(section: SurveySection) -> pd.DataFrame:
    rows = [
        {"margin": margin, "category": " ".join(group.split()), "number": number}
        for margin, groups in section.margins.items()
        for group, number in groups.items()
    ]
    return pd.DataFrame(rows, columns=list(POPULATION))


def wave_name(kind: DataSet, quarter: str, provider: str | None) -> str:
    return f"{kind.value}-{quarter}-{provider or ALL}"


def _day(text: str | None) -> pd.Timestamp | None:
    day = pd.Timestamp(text) if text else None
    return day if isinstance(day, pd.Timestamp) else None


def _other_questions(export: Export, section: SurveySection) -> list[Finding]:
    """The recipe says which question stands in a column: where another stands there, nothing is guessed."""
    texts: dict[str, str] = {}
    for item in export.asked:
        texts.setdefault(item.letter, item.text)
    return [
        Finding("survey_other_question", sheet=export.sheet or None, column=texts.get(item.column, item.column),
                detail=f"{item.column}: {item.text}")
        for item in section.questions
        if not item.leave_out and item.text and texts.get(item.column) != item.text
    ]  # fmt: skip


def _opened(export: Export, section: SurveySection) -> Export:
    """With open questions as the recipe says them; what people typed beside options stays open."""
    said = {item.column: item.open for item in section.questions if item.open is not None}
    out = {item.column for item in section.questions if item.leave_out}
    asked = tuple(
        replace(item, open=said[item.letter])
        if item.letter in said and not item.place and item.option is None
        else item
        for item in export.asked
        if not (item.letter in out and item.open)
    )
    return replace(export, asked=asked)


def _choice(item: Asking, export: Export, kind: DataSet) -> Choice:
    asked = next((each for each in export.asked if each.letter == item.column), None)
    return Choice(_question(item, asked, kind), item.labels, item.leave_out)


def _question(item: Asking, asked: Asked | None, kind: DataSet) -> Question | None:
    """A question of the catalogue, on another scale where that was said; one's own on a scale; else told by its words."""
    if item.item in QUESTIONS:
        found = QUESTIONS[item.item]
        return replace(found, scale=item.scale, kind=_kind(item.scale)) if item.scale else found
    if not item.scale or asked is None:
        return None
    whose = (
        Attributable.PROVIDER if kind in (DataSet.CLIENT_SURVEY, DataSet.PARTNER_SURVEY) else Attributable.MUNICIPALITY
    )
    code = item.item or own_code(asked.text)
    return Question(code, asked.text, _kind(item.scale), item.scale, OWN_TOPIC, whose, Direction.UP)


def _kind(scale: str) -> QuestionKind:
    if scale == GRADE:
        return QuestionKind.GRADE
    known = scale_of(scale)
    return QuestionKind.NPS if known and known.numeric else QuestionKind.SCALE
