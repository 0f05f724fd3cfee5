"""What a survey seems to ask: per question our suggestion, and the recipe to start from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pipelines.reading.cells import FileCells
from pipelines.recipes.declaration import Content, Layout
from pipelines.recipes.survey import TABLE, Asking, SurveySection
from pipelines.recognition import recognise_export
from pipelines.surveys.export import Asked, Export
from pipelines.surveys.items import Item, items_of
from pipelines.surveys.layouts import CodeBook, burgerpeiling, read_export, read_wide, suggested_about, with_code_book
from schemas.questions import QUESTIONS, suggest_questions
from schemas.scales import missing_reason, own_scale
from schemas.surveys import ABOUT, MARGINS
from schemas.vocabulary import DataSet, QuestionKind

_SHOWN = 12  # different answers that are shown of a question
_GROUPS = 60  # different districts, or age groups: each one may be weighted


@dataclass(frozen=True)
class QuestionSeen:
    """One question as somebody confirms it. `item` is the question of the catalogue that its words say, `near` others
    that look like it. `answers`: the different answers with how often, never of an open question. `reason`: the code
    of the finding that says why its answers cannot be counted; `about`: the part of ABOUT it seems to tell."""

    column: str
    text: str
    kind: QuestionKind | None  # None: open
    item: str | None
    scale: str | None
    near: tuple[str, ...] = ()
    answers: tuple[tuple[str, int], ...] = ()
    options: tuple[str, ...] = ()
    reason: str | None = None
    about: str | None = None
    heading: str = ""  # what stands above it, where a code book says what that asks
    codes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class SurveySeen:
    """A file read as a survey. `known` are the parts of ABOUT that the layout itself found."""

    tool: str
    sheet: str
    layout: Layout
    respondents: int
    left_out: dict[str, int]
    questions: tuple[QuestionSeen, ...]
    known: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)  # what the file itself says of the wave

    @property
    def header_row(self) -> int:
        """The lowest row of headings, from 1."""
        return max(self.layout.header_rows)

    @property
    def content(self) -> Content:
        """The start of a recipe: its facts are still to be said."""
        return self.with_facts({})

    def with_facts(self, facts: Mapping[str, str]) -> Content:
        """Our suggestion as it stands, with what somebody said of the wave."""
        columns = {item.about: item.column for item in self.questions if item.about}
        asked = tuple(
            Asking(
                item.column,
                item.heading or item.text,
                item.item,
                item.scale if item.item is None else None,
                words=item.text if item.heading else "",
                codes=item.codes,
            )
            for item in self.questions
            if not item.about or item.codes
        )
        return Content(f"Enquête uit {self.tool}", layout=self.layout,
                       survey=SurveySection(self.tool, {**self.facts, **facts}, columns, asked))  # fmt: skip


def see(
    cells: FileCells, *, header_row: int | None = None, sheet: str | None = None, book: CodeBook | None = None
) -> SurveySeen | None:
    """None where no tool is recognised and nobody said where the headings are. `book`: what its codes stand for."""
    if header_row is not None:
        export = read_wide(cells, sheet, header_row)
        return _seen(export, TABLE, _layout(cells, export.sheet, (header_row,), header_row + 1), book)
    found, export = recognise_export(cells), read_export(cells)
    if found is None or export is None or found.first_row is None:
        return None
    seen = _seen(export, found.name, _layout(cells, export.sheet, found.header_rows, found.first_row), book)
    if found.name != burgerpeiling.TOOL:
        return seen
    return replace(seen, facts=burgerpeiling.facts(next(item for item in cells.sheets if item.name == export.sheet)))


def _layout(cells: FileCells, sheet: str, headers: tuple[int, ...], first: int) -> Layout:
    """The sheet by name only where there are more: next time it may be called after another date."""
    named = sheet if len([item for item in cells.sheets if item.height]) > 1 else None
    return Layout(sheet=named, header_rows=headers, first_row=first if first != max(headers) + 1 else None)


def _seen(export: Export, tool: str, layout: Layout, book: CodeBook | None) -> SurveySeen:
    headings = {item.key: item.text for item in export.asked}
    explained = {} if book is None else {item.key: found for item in export.asked
                                         if item.option is None and (found := book.of(item.code or item.text))}  # fmt: skip
    if book is not None:
        export = with_code_book(export, book)
    about = {key: name for name, key in suggested_about(export).items()}
    items = {
        item.first.letter: item
        for item in items_of(export.asked, export.answers, choices={}, kind=DataSet.CLIENT_SURVEY)
    }
    questions = []
    for column in export.asked:
        if column.place > 1 or (column.option is not None and column.question != column.letter):
            continue
        seen = _question(column, export, items.get(column.letter), about.get(column.key))
        if (told := explained.get(column.key)) is not None:
            seen = replace(
                seen, heading=headings[column.key], codes=told.labels, scale=seen.scale or _rated(told.labels)
            )
        questions.append(seen)
    known = tuple(name for name in ABOUT if name in export.about.columns)
    return SurveySeen(tool, export.sheet, layout, len(export.answers), dict(export.left_out), tuple(questions), known)


def _rated(codes: Mapping[str, str]) -> str | None:
    """A scale of its own, to suggest: a code book that lists its answers from the highest code down ("5 - Excellent, ...,
    1 - Poor") rates something; a list of kinds counts up. What is no answer (9 - Don't know) is no part of it."""
    rungs = [(int(code), label) for code, label in codes.items() if missing_reason(label) is None]
    numbers = [number for number, _ in rungs]
    if not 3 <= len(rungs) <= 7 or numbers != list(range(numbers[0], numbers[0] - len(rungs), -1)):
        return None
    try:
        return own_scale(tuple(label for _, label in rungs), len(rungs) // 2).code
    except ValueError:
        return None


def _question(column: Asked, export: Export, item: Item | None, about: str | None) -> QuestionSeen:
    if column.open or item is None:
        return QuestionSeen(column.letter, column.text, None, None, None, about=about)
    found = item.question
    known = found.code if found.code in QUESTIONS else None
    near = tuple(each.code for each in suggest_questions(column.part or column.text)) if known is None else ()
    options = tuple(each.option or "" for each in item.asked if each.option is not None)
    counts = export.answers[column.key].value_counts()
    most = _GROUPS if about in MARGINS else _SHOWN
    answers = tuple((str(text), int(times)) for text, times in counts.items() if text)[:most] if not options else ()
    shown = () if item.reason == "survey_open_question" else answers
    return QuestionSeen(
        column.letter, column.text, found.kind, known, found.scale, near, shown, options, item.reason, about
    )
