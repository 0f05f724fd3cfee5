"""The answers of our own workbook, long or wide, as an export; and the questions that it declares itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from pipelines.findings import SHOWN, Finding
from pipelines.reading.cells import SheetCells, column_letters
from pipelines.register import folded
from pipelines.sources import structure
from pipelines.sources.survey_form import about_columns
from pipelines.sources.table import Tidy
from pipelines.surveys.export import CHOSEN, NOT_CHOSEN, Asked, Export
from pipelines.surveys.facts import Choice
from schemas.questions import OWN_TOPIC, Question, normal_question, own_code, recognise_question
from schemas.scales import SCALES, missing_reason, own_scale
from schemas.surveys import ABOUT
from schemas.vocabulary import Attributable, Direction, QuestionKind

TOOL = "ons sjabloon"
SEPARATOR = ";"  # between more choices in one cell
_KINDS = {kind.label: kind for kind in QuestionKind}
_WHOSE = {word.label: word for word in Attributable}


@dataclass(frozen=True, eq=False)
class OwnAnswers:
    """An export, and for the long form where each answer really stands: `cells` (letter of a question -> row of the
    sheet per respondent, 0 for none) and the letter and heading of the column with answers."""

    export: Export
    cells: Mapping[str, np.ndarray] = field(default_factory=dict)
    letter: str = ""
    header: str = ""

    def at_their_cell(self, finding: Finding) -> Finding:
        """A finding on a question and respondent as the sender sees it: in the row with that answer."""
        if not self.cells or finding.cell is None or finding.row is None:
            return finding
        letter = finding.cell.removesuffix(str(finding.row))
        if letter not in self.cells:
            return finding
        place = self.export.answers.index.get_loc(finding.row)
        row = int(self.cells[letter][place]) or finding.row
        return replace(finding, row=row, cell=f"{self.letter}{row}")


@dataclass(frozen=True)
class Declared:
    """The sheet `vragen`, by what stands in its column `vraag` and by its text, as questions compare: the text as it
    was asked, and what the sheet decides about it."""

    texts: dict[str, str] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)

    def text(self, said: str) -> str:
        return self.texts.get(normal_question(said), said.strip())

    def question(self, said: str) -> Question | None:
        return self.questions.get(normal_question(said))


def declared(questions: pd.DataFrame | None, findings: list[Finding], about: Attributable) -> Declared:
    """`about`: whom a question of one's own tells of where the sheet does not say so. Faults are added to findings."""
    found = Declared()
    for row in [] if questions is None else questions.to_dict("records"):
        if not isinstance(row["text"], str) or not isinstance(row["code"], str):
            continue
        question = _question(row, findings, about=about)
        for key in (normal_question(row["code"]), normal_question(row["text"])):
            found.texts[key] = row["text"].strip()
            if question is not None:
                found.questions[key] = question
    return found


def _question(row: Mapping[object, object], findings: list[Finding], *, about: Attributable) -> Question | None:
    """A question of one's own, or one of the catalogue with what the sheet says otherwise."""
    text = str(row["text"])
    known = recognise_question(text)
    kind = _KINDS.get(str(row["kind"]))
    scale, wrong = _scale(row)
    if wrong:
        findings.append(Finding(wrong, sheet=str(row["sheet"]), row=int(str(row["row"])), column="schaal",
                                detail=", ".join(SCALES)))  # fmt: skip
        return None
    if known is None and kind is None and scale is None:
        return None  # its words are known now; what it is, its answers tell
    base = known or Question(own_code(text), text, QuestionKind.CHOICE, None, OWN_TOPIC, about)
    kind = kind or (base.kind if known else QuestionKind.SCALE)
    if kind in (QuestionKind.GRADE, QuestionKind.NPS) and scale is None:
        scale = "cijfer10" if kind is QuestionKind.GRADE else "nps11"
    ordered = kind in (QuestionKind.SCALE, QuestionKind.GRADE, QuestionKind.NPS)
    whose = _WHOSE.get(str(row["attributable_to"]))
    return replace(
        base, kind=kind, scale=(scale or base.scale) if ordered else None,
        topic=str(row["topic"]) if isinstance(row["topic"], str) and row["topic"] else base.topic,
        attributable_to=whose or base.attributable_to,
        reversed=base.reversed if pd.isna(row["reversed"]) else bool(row["reversed"]),  # type: ignore[call-overload]
        direction=Direction.UP if ordered else Direction.NEUTRAL,
    )  # fmt: skip


def _scale(row: Mapping[object, object]) -> tuple[str | None, str | None]:
    """The code of the scale that was named or spelled out, and the code of what is wrong with it."""
    said = row["scale"]
    if not isinstance(said, str) or not said.strip():
        return None, None
    words = tuple(word.strip() for word in said.split(SEPARATOR) if word.strip())
    if len(words) == 1:
        return (said.strip(), None) if said.strip() in SCALES else (None, "survey_scale")
    top = row["top"]
    try:
        return own_scale(
            words, int(top) if isinstance(top, float) and not np.isnan(top) else len(words) // 2
        ).code, None
    except ValueError:
        return None, "survey_scale"


def wide_answers(sheet: SheetCells, header: int, questions: Declared) -> OwnAnswers:
    """One row per respondent, a column per question."""
    headers = sheet.row(header)
    about = about_columns(headers)
    frame = sheet.frame.iloc[header + 1 :]
    filled = (frame != "").any(axis=1).to_numpy()
    frame = frame[filled]
    index = pd.Index(frame.index + 1)
    places = [at for at, text in enumerate(headers) if text.strip() and at not in about.values()]
    asked = [Asked(column_letters(at), questions.text(headers[at])) for at in places]
    answers = pd.DataFrame(
        {
            column.letter: pd.Series(frame[at].to_numpy(), index=index, dtype="str")
            for column, at in zip(asked, places, strict=True)
        },
        index=index,
    )
    people = pd.DataFrame(
        {name: pd.Series(frame[about[name]].to_numpy(), index=index, dtype="str") for name in ABOUT if name in about},
        index=index,
    )
    shape = structure.check(sheet, header, headers=headers, rows=frame.index.to_numpy())
    shape += _twice(sheet, frame, about)
    many = _spread(asked, answers, questions)
    return OwnAnswers(Export(TOOL, sheet.name, many[0], many[1], people, findings=shape))


def _twice(sheet: SheetCells, frame: pd.DataFrame, about: Mapping[str, int]) -> list[Finding]:
    """The same respondent about the same provider on two rows."""
    keys = frame[[about[name] for name in ("respondent", "provider") if name in about]].map(folded)
    again = keys.duplicated().to_numpy() & (keys.iloc[:, 0] != "").to_numpy()
    rows = (frame.index.to_numpy() + 1)[again]
    letter = column_letters(about["respondent"])
    return [
        Finding("survey_twice", sheet=sheet.name or None, row=int(row), column="respondent", cell=f"{letter}{row}")
        for row in rows[:SHOWN]
    ]


def long_answers(tidy: Tidy, questions: Declared) -> OwnAnswers:
    """A row per answer; a respondent is a respondent number with a provider. Questions in the order of the sheet."""
    frame = tidy.frame[tidy.frame["respondent"].notna() & tidy.frame["question"].notna()]
    sheet = str(frame["sheet"].iat[0])
    keys = [frame["respondent"].map(folded), frame["provider"].fillna("").map(folded)]
    person = frame.groupby(keys, sort=False).ngroup().to_numpy()
    codes, texts = pd.factorize(frame["question"].map(_same_question))
    words = frame["question"].to_numpy()[np.unique(codes, return_index=True)[1]]
    firsts = np.unique(person, return_index=True)[1]
    index = pd.Index(frame["row"].to_numpy()[firsts])
    said, rows = np.full((len(index), len(texts)), "", dtype=object), np.zeros((len(index), len(texts)), dtype="int64")
    answer, numbers = frame["answer"].fillna("").to_numpy(dtype=object), frame["row"].to_numpy()
    again = pd.Series(person * len(texts) + codes).duplicated().to_numpy()
    said[person[~again], codes[~again]], rows[person[~again], codes[~again]] = answer[~again], numbers[~again]
    findings = []
    for place in np.flatnonzero(again):
        who, which = person[place], codes[place]
        question = questions.question(str(words[which]))
        if question is not None and question.kind is QuestionKind.MULTIPLE:
            said[who, which] = SEPARATOR.join(text for text in (said[who, which], answer[place]) if text)
        elif len(findings) < SHOWN:
            findings.append(Finding("survey_twice", sheet=sheet or None, row=int(numbers[place]), column="vraag"))
    asked = [Asked(column_letters(at), questions.text(str(text))) for at, text in enumerate(words)]
    answers = pd.DataFrame(
        {column.letter: pd.Series(said[:, at], index=index, dtype="str") for at, column in enumerate(asked)},
        index=index,
    )
    people, differs = _people(frame, person, index)
    place = tidy.places.get((sheet, "answer"))
    many = _spread(asked, answers, questions)
    export = Export(TOOL, sheet, many[0], many[1], people, findings=[*findings, *differs])
    cells = {column.letter: rows[:, at] for at, column in enumerate(asked)}
    return OwnAnswers(export, cells, place.letters[0] if place else "", place.header if place else "")


def _same_question(said: str) -> str:
    """A question that is written by its code in one row and by its words in the next is one question."""
    known = recognise_question(said)
    return known.code if known else normal_question(said)


def _people(frame: pd.DataFrame, person: np.ndarray, index: pd.Index) -> tuple[pd.DataFrame, list[Finding]]:
    """What the rows of one respondent say of him: the first that says something; two different things are a fault."""
    people, findings = {}, []
    for name in ABOUT:
        if name not in frame:
            continue
        texts = frame[name].fillna("").map(lambda text: " ".join(text.split()))
        filled = (texts != "").to_numpy()
        told = pd.Series(texts.to_numpy()[filled]).groupby(person[filled])
        firsts = told.first().reindex(range(len(index))).fillna("")
        people[name] = pd.Series(firsts.to_numpy(), index=index, dtype="str")
        wrong = filled & (texts.map(folded).to_numpy() != firsts.map(folded).to_numpy()[person])
        findings += [
            Finding("survey_differs", sheet=str(frame["sheet"].iat[0]) or None, row=int(row), detail=name_of(name))
            for row in frame["row"].to_numpy()[wrong][:SHOWN]
        ]
    return pd.DataFrame(people, index=index), findings


def name_of(about: str) -> str:
    return {"provider": "aanbieder", "organisation": "organisatie", "age_band": "leeftijdsgroep", "sex": "geslacht",
            "district": "wijk", "weight": "gewicht"}[about]  # fmt: skip


def _spread(asked: list[Asked], answers: pd.DataFrame, questions: Declared) -> tuple[tuple[Asked, ...], pd.DataFrame]:
    """A question with more choices, all in one cell, becomes a column per choice."""
    columns, found = {}, list[Asked]()
    for column in asked:
        question = questions.question(column.text)
        if question is None or question.kind is not QuestionKind.MULTIPLE:
            columns[column.letter] = answers[column.letter]
            found.append(column)
            continue
        texts = answers[column.letter]
        chosen = texts.map(lambda text: tuple(part.strip() for part in text.split(SEPARATOR) if part.strip()))
        options = list(
            dict.fromkeys(part for parts in chosen.unique() for part in parts if missing_reason(part) is None)
        )
        for place, option in enumerate(options, start=1):
            has = chosen.map(lambda parts, option=option: option in parts).to_numpy()
            values = np.where(texts == "", "", np.where(has, CHOSEN, NOT_CHOSEN))
            own = replace(column, option=option, place=place, first=column.letter)
            found.append(own)
            columns[own.key] = pd.Series(values, index=texts.index, dtype="str")
    return tuple(found), pd.DataFrame(columns, index=answers.index)


def choices_of(export: Export, questions: Declared) -> dict[str, Choice]:
    """What the sheet `vragen` decides, by the letter of a column."""
    found = ((column.question, questions.question(column.text)) for column in export.asked)
    return {letter: Choice(question) for letter, question in found if question is not None}
