"""Which question a column of answers is: chosen, known by its words, or one of the municipality's own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from pipelines.sources.parsers import parse_number
from pipelines.surveys.export import Asked
from pipelines.surveys.facts import Choice
from schemas.questions import OWN_TOPIC, Question, own_code, recognise_question
from schemas.scales import (
    GRADE,
    NPS,
    NPS_FROM_ONE,
    SCALES,
    Scale,
    missing_reason,
    plain_answer,
    recognise_scale,
    scale_of,
)
from schemas.vocabulary import Attributable, DataSet, Direction, QuestionKind

MOST = 0.8  # so many of the answers belong to a scale: the others are faults in it, not another scale
OPTIONS = 25  # more different answers than this are no closed question
_OWN_CODE = re.compile(r"eigen-[a-z0-9-]{1,40}-[0-9a-f]{6}(-\d+)?")
_GRADE_ASKED = re.compile(r"\b(rapport)?cijfer\b|\bcijfer geeft\b", re.IGNORECASE)
_NPS_ASKED = re.compile(r"aanbeve(e)?l|aan te bevelen|aanra(a)?d|\bnps\b", re.IGNORECASE)
_FROM_ONE = re.compile(r"\b(van )?1\s*(t/m|tot en met|tot|-|–)\s*10\b", re.IGNORECASE)
_LONG_NUMBER = 100_000  # no answer, but something that points to somebody


@dataclass(frozen=True)
class Item:
    """One question of this wave, with the columns its answers stand in (more than one for a question with options).
    `reason` is the code of the finding that says why it is no question whose answers can be counted."""

    question: Question
    asked: tuple[Asked, ...]
    scale: Scale | None
    labels: Mapping[str, str]
    reason: str | None = None
    detail: str = ""

    @property
    def code(self) -> str:
        return self.question.code

    @property
    def first(self) -> Asked:
        return self.asked[0]


def items_of(
    asked: tuple[Asked, ...], answers: pd.DataFrame, *, choices: Mapping[str, Choice], kind: DataSet
) -> list[Item]:
    """The questions in the order of the file. One that stands there twice gets a number behind its code."""
    groups: dict[str, list[Asked]] = {}
    for column in asked:
        if not column.open:
            groups.setdefault(column.question, []).append(column)
    items, seen = [], dict[str, int]()
    for columns in groups.values():
        choice = choices.get(columns[0].letter, Choice())
        if choice.leave_out:
            continue
        item = _item(tuple(columns), answers, choice=choice, kind=kind)
        times = seen[item.code] = seen.get(item.code, 0) + 1
        if times > 1:
            item = replace(item, question=replace(item.question, code=f"{item.code}-{times}"))
        items.append(item)
    return items


def _item(columns: tuple[Asked, ...], answers: pd.DataFrame, *, choice: Choice, kind: DataSet) -> Item:
    first = columns[0]
    known = (
        choice.question or recognise_question(first.text) or (recognise_question(first.part) if first.part else None)
    )
    if first.option is not None:
        question = known or _own(first, kind, QuestionKind.MULTIPLE)
        return Item(replace(question, kind=QuestionKind.MULTIPLE, scale=None), columns, None, choice.labels)
    counts = answers[first.key].value_counts()
    if choice.labels:
        said = {plain_answer(theirs): ours for theirs, ours in choice.labels.items()}
        counts = counts.groupby([said.get(plain_answer(text), text) for text in counts.index]).sum()
    if choice.question is not None:
        return Item(choice.question, columns, scale_of(choice.question.scale), choice.labels)
    if known is not None:
        return _known(known, columns, counts, choice)
    return _unknown(first, counts, choice, kind=kind)


def _known(question: Question, columns: tuple[Asked, ...], counts: pd.Series, choice: Choice) -> Item:
    """A question of the catalogue; where it was answered on another scale that we know, on that one."""
    scale = scale_of(question.scale)
    other = recognise_scale(counts.index)
    if other is not None and scale is not None and not all(scale.read(text) for text in _valid(counts).index):
        question, scale = replace(question, kind=QuestionKind.SCALE, scale=other.code), other
    if question.kind is QuestionKind.NPS and _FROM_ONE.search(columns[0].text):
        question, scale = replace(question, scale=NPS_FROM_ONE), SCALES[NPS_FROM_ONE]
    reason = None
    if scale is not None and not scale.numeric and _numbers(_valid(counts)) is not None and len(_valid(counts)):
        reason = "survey_numbers_only"
    return Item(question, columns, scale, choice.labels, reason)


def _unknown(first: Asked, counts: pd.Series, choice: Choice, *, kind: DataSet) -> Item:
    valid = _valid(counts)
    own = _own(first, kind, QuestionKind.CHOICE)
    if scale := recognise_scale(valid.index) or _mostly(valid):
        question = replace(own, kind=QuestionKind.SCALE, scale=scale.code, direction=Direction.UP)
        return Item(question, (first,), scale, choice.labels)
    numbers = _numbers(valid)
    if numbers is not None and len(valid):
        return _of_numbers(own, first, numbers, choice)
    reason, detail = None, ""
    if _open(valid):
        reason, detail = "survey_open_question", str(len(valid))
    return Item(own, (first,), None, choice.labels, reason, detail)


def _of_numbers(own: Question, first: Asked, numbers: pd.Series, choice: Choice) -> Item:
    """Numbers without words: a grade or a recommendation when the question asks for one. What 1 to 5 stand for is
    nowhere said, so those are no answers; other numbers (how many, how old) are numbers."""
    if _NPS_ASKED.search(first.text):
        code = NPS_FROM_ONE if _FROM_ONE.search(first.text) else NPS
        question = replace(own, kind=QuestionKind.NPS, scale=code, direction=Direction.UP)
        return Item(question, (first,), SCALES[code], choice.labels)
    if _GRADE_ASKED.search(first.text):
        question = replace(own, kind=QuestionKind.GRADE, scale=GRADE, direction=Direction.UP)
        return Item(question, (first,), SCALES[GRADE], choice.labels)
    reason = None
    if (numbers.abs() >= _LONG_NUMBER).any():
        reason = "survey_long_numbers"
    elif numbers.max() <= 12 and (numbers == numbers.round()).all():
        reason = "survey_numbers_only"
    return Item(replace(own, kind=QuestionKind.NUMBER), (first,), None, choice.labels, reason)


def _own(first: Asked, kind: DataSet, what: QuestionKind) -> Question:
    """A question that we do not know tells about a provider only in a survey about providers."""
    whose = Attributable.PROVIDER
    if kind not in (DataSet.CLIENT_SURVEY, DataSet.PARTNER_SURVEY):
        whose = Attributable.MUNICIPALITY
    code = first.text if _OWN_CODE.fullmatch(first.text) else own_code(first.text)
    return Question(code, first.text, what, None, OWN_TOPIC, whose, Direction.NEUTRAL)


def _valid(counts: pd.Series) -> pd.Series:
    return counts[[missing_reason(text) is None for text in counts.index]]


def _mostly(valid: pd.Series) -> Scale | None:
    """The scale of words that most answers belong to, three different words of it or more."""
    if len(valid) > OPTIONS:
        return None
    best: tuple[float, Scale] | None = None
    for scale in SCALES.values():
        if scale.numeric:
            continue
        read = [scale.read(text) for text in valid.index]
        words = {found.word for found in read if isinstance(found, tuple)}
        share = valid[[found is not None for found in read]].sum() / valid.sum() if len(valid) else 0
        if len(words) >= 3 and share >= MOST and (best is None or share > best[0]):
            best = share, scale
    return best[1] if best else None


def _numbers(valid: pd.Series) -> pd.Series | None:
    """The distinct answers as numbers, None when any is something else."""
    found = [parse_number(text, decimal=",").value for text in valid.index]
    return None if any(number is None for number in found) else pd.Series(found, dtype="float64")


def _open(valid: pd.Series) -> bool:
    """Many different answers, or nearly as many as there are people: written by hand."""
    return len(valid) > OPTIONS or (len(valid) > 5 and len(valid) > 0.5 * valid.sum())
