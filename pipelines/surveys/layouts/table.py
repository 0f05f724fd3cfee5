"""A sheet of answers read by its columns: which are questions, which rows are respondents, and what is left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from pipelines.findings import Finding
from pipelines.personal_columns import ADDED_OR_ASKED, BORN, TOOL_ADDED, said
from pipelines.reading.cells import SheetCells, column_letters
from pipelines.screening import are_addresses
from pipelines.surveys.export import CHOSEN, NOT_CHOSEN, Asked, Export
from pipelines.surveys.layouts.choices import OTHER, Choices, find_choices
from pipelines.surveys.layouts.distinct import Distinct
from pipelines.surveys.layouts.free_text import has_typed, is_open
from schemas.vocabulary import Severity

YES = frozenset({"y", "yes", "ja", "j", "checked", "selected", "aangevinkt", "genoemd", "true", "waar", "x"})
NO = frozenset({"n", "no", "nee", "unchecked", "not selected", "niet aangevinkt", "niet genoemd", "false", "onwaar"})
NO_ANSWER = frozenset({""})
_POSTCODE = re.compile(r"[1-9]\d{3} ?[A-Za-z]{2}")
_ASKS_POSTCODE = re.compile(
    r"(?:wat (?:is|zijn) (?:de (?:vier )?cijfers van )?)?(?:uw |your |what is your )?(?:post ?code(?:cijfers)?|zip(?: ?code)?|postal code|pc ?[46])",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Heading:
    """What the headings say of one column. `gone` is why it is no answer: personal, timing, technical.
    `first` is the first column of the options of one question."""

    column: int
    text: str
    code: str = ""
    part: str = ""
    option: str | None = None
    first: int | None = None
    open: bool = False
    gone: str | None = None

    def asked(self, *, option: str | None = None, place: int = 0, open: bool = False) -> Asked:
        """The question, with single blanks."""
        said_option = self.option if option is None else option
        return Asked(
            column_letters(self.column), _single_blanks(self.text), self.code, _single_blanks(self.part),
            None if said_option is None else _single_blanks(said_option), place,
            "" if self.first is None else column_letters(self.first), open or self.open,
        )  # fmt: skip


def _single_blanks(text: str) -> str:
    return " ".join(text.split())


@dataclass(frozen=True)
class Layout:
    """What a tool's module found on a sheet. Rows and columns count from 0. `about` names the columns that say
    something of a respondent; `rows_out` gives per reason the rows (as a mask from `first_row`) that are none.
    `separators` may split cells with several answers, `empty` are texts that stand for no answer."""

    tool: str
    sheet: SheetCells
    headings: Sequence[Heading]
    first_row: int
    about: Mapping[str, int] = field(default_factory=dict)
    rows_out: Mapping[str, np.ndarray] = field(default_factory=dict)
    separators: tuple[str, ...] = ()
    empty: frozenset[str] = NO_ANSWER
    free_options: bool = False  # whether people may type an option of their own in the same cell

    def read(self) -> Export:
        """Respondents and answers. A row without any answer is no respondent."""
        rows = self.sheet.frame.iloc[self.first_row :]
        kept, left_out = self._respondents(rows)
        rows = rows[kept]
        rows = rows.set_axis(rows.index + 1, axis=0)
        asked: list[Asked] = []
        answers: dict[str, pd.Series] = {}
        for group in _grouped([item for item in self.headings if item.column not in self.about.values()]):
            found = group[0].gone or self._answered(group, rows)
            if isinstance(found, str):
                left_out[found] = left_out.get(found, 0) + len(group)
                continue
            for question, column in found:
                asked.append(question)
                answers[question.key] = column
        about = {name: rows.iloc[:, column].str.strip() for name, column in self.about.items()}
        return Export(
            self.tool, self.sheet.name, tuple(asked), pd.DataFrame(answers, index=rows.index, dtype="str"),
            pd.DataFrame(about, index=rows.index, dtype="str"), left_out, _told(self.sheet.name, left_out),
        )  # fmt: skip

    def _respondents(self, rows: pd.DataFrame) -> tuple[np.ndarray, dict[str, int]]:
        kept, left_out = np.ones(len(rows), dtype=bool), dict[str, int]()
        for reason, mask in self.rows_out.items():
            if many := int((mask & kept).sum()):
                left_out[reason] = many
            kept &= ~mask
        answered, filled = np.zeros(len(rows), dtype=bool), np.zeros(len(rows), dtype=bool)
        wanted = {item.column for item in self.headings if not item.gone and item.column not in self.about.values()}
        for column in range(rows.shape[1]):
            if answered.all():
                break
            here = (rows.iloc[:, column].str.strip() != "").to_numpy()
            filled |= here
            if column in wanted:
                answered |= here
        if many := int((kept & filled & ~answered).sum()):
            left_out["empty"] = many
        return kept & answered, left_out

    def _answered(self, group: list[Heading], rows: pd.DataFrame) -> str | list[tuple[Asked, pd.Series]]:
        """The questions of a group with their answers; or why what stands there makes it none: e-mail and IP
        addresses and whole postcodes, under any words."""
        heading = group[0]
        if heading.option is not None:
            return _options(group, rows, self.empty)
        texts = Distinct.of(rows.iloc[:, heading.column], self.empty)
        if 2 * texts.counts[are_addresses(texts.texts)].sum() > texts.counts.sum() or _whole_postcodes(texts):
            return "personal"
        if _ASKS_POSTCODE.fullmatch(heading.asked().text.strip(" ?:.")):
            return "personal"  # digits of a postcode are no number to add up, and with others they point at people
        tried = () if heading.open else self.separators
        found = (find_choices(texts, separator, free=self.free_options) for separator in tried)
        choices = next(filter(None, found), None)
        if choices:
            return _split(heading, texts, choices, rows.index)
        if heading.open or is_open(texts):
            return [(heading.asked(open=True), texts.series(rows.index))]
        texts = texts.spelled_alike()
        if self.free_options and has_typed(texts):
            return _typed_apart(heading, texts, rows.index)
        return [(heading.asked(), texts.answers().series(rows.index))]


def _typed_apart(heading: Heading, texts: Distinct, index: pd.Index) -> list[tuple[Asked, pd.Series]]:
    """What one person typed where others chose an option is free text; among the answers it is OTHER."""
    own = (texts.counts == 1).tolist()
    ticked = [OTHER if typed else text for text, typed in zip(texts.texts, own, strict=True)]
    written = [text if typed else "" for text, typed in zip(texts.texts, own, strict=True)]
    return [
        (heading.asked(), texts.renamed(ticked).answers().series(index)),
        (heading.asked(place=1, open=True), Distinct(texts.codes, written).series(index)),
    ]


def _whole_postcodes(texts: Distinct) -> bool:
    """1234 AB is a handful of houses; four digits are a district."""
    whole = [bool(_POSTCODE.fullmatch(text)) for text in texts.texts]
    return bool(2 * texts.counts[whole].sum() > texts.counts.sum())


def _grouped(headings: Sequence[Heading]) -> list[list[Heading]]:
    """The options of one question together, everything else alone; in the order of the sheet."""
    groups: dict[tuple[str, int], list[Heading]] = {}
    for item in headings:
        key = ("options", item.first) if item.option is not None and item.first is not None else ("", item.column)
        groups.setdefault(key, []).append(item)
    return list(groups.values())


def _options(group: list[Heading], rows: pd.DataFrame, empty: frozenset[str]) -> list[tuple[Asked, pd.Series]]:
    """Who chose an option; who chose none of a question's options where the file does not say no, may not have seen it."""
    marks = [_marked(rows.iloc[:, heading.column], empty) for heading in group]
    saw = np.logical_or.reduce([chosen | refused for chosen, refused in marks])
    first = min(heading.column for heading in group)
    return [
        (replace(heading, first=first).asked(), _as_words(chosen, saw, rows.index))
        for heading, (chosen, _) in zip(group, marks, strict=True)
    ]


def _marked(column: pd.Series, empty: frozenset[str]) -> tuple[np.ndarray, np.ndarray]:
    texts = Distinct.of(column, empty)
    words = [text.casefold() for text in texts.texts]
    refused = texts.spread([word in NO or (word == "0") for word in words])
    return texts.filled & ~refused, refused


def _as_words(chosen: np.ndarray, saw: np.ndarray, index: pd.Index) -> pd.Series:
    return pd.Series(np.where(chosen, CHOSEN, np.where(saw, NOT_CHOSEN, "")), index=index, dtype="str")


def _split(heading: Heading, texts: Distinct, choices: Choices, index: pd.Index) -> list[tuple[Asked, pd.Series]]:
    """An Asked per option of a cell with several answers, and an open one for what people typed themselves."""
    found = [
        (heading.asked(option=option, place=place), _as_words(texts.spread(chosen), texts.filled, index))
        for place, (option, chosen) in enumerate(choices.by_option(), start=1)
    ]
    if any(choices.typed):
        typed = Distinct(texts.codes, list(choices.typed)).series(index)
        found.append((heading.asked(place=len(found) + 1, open=True), typed))
    return found


def gone_by_words(text: str, code: str = "") -> str | None:
    """Why the words above a column make it no answer."""
    for words in filter(None, (text, code)):
        if said(words, ADDED_OR_ASKED) or said(words, BORN):
            return "personal"
        if said(words, TOOL_ADDED):
            return "technical"
    return None


def only_of(column: pd.Series, known: Callable[[str], bool]) -> bool:
    """Whether everything filled in is one of these; a column without anything is too."""
    return all(known(text) for text in map(str.strip, column.unique()) if text)


def below(sheet: SheetCells, column: int, first_row: int) -> pd.Series:
    return sheet.column(column).iloc[first_row:]


def joined(question: str, part: str) -> str:
    """A row of a matrix with the question above it."""
    question, part = question.strip(), part.strip()
    if not question or not part:
        return question or part
    return f"{question} {part}" if re.search(r"[?:.!…]$", question) else f"{question}: {part}"


WORDS = {
    "preview": ("1 proefantwoord", "{} proefantwoorden"),
    "test": ("1 testantwoord", "{} testantwoorden"),
    "spam": ("1 antwoord dat het programma als ongewenst aanmerkt", "{} antwoorden die het programma als ongewenst aanmerkt"),
    "incomplete": ("1 formulier dat niet is afgemaakt", "{} formulieren die niet zijn afgemaakt"),
    "empty": ("1 formulier zonder antwoord", "{} formulieren zonder antwoord"),
    "weight": ("1 respondent met een gewicht van 5 of meer", "{} respondenten met een gewicht van 5 of meer"),
}  # fmt: skip


def _told(sheet: str, left_out: Mapping[str, int]) -> list[Finding]:
    """The rows that do not count, in one sentence."""
    rows = [one if left_out[reason] == 1 else many.format(left_out[reason])
            for reason, (one, many) in WORDS.items() if left_out.get(reason)]  # fmt: skip
    return [Finding("survey_rows_left_out", Severity.WARNING, sheet or None, detail=", ".join(rows))] if rows else []
