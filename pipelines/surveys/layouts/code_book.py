"""A code book beside a survey: which column is which question, and what its codes mean ("1 - Own, 2 - Rent")."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from pipelines.findings import Finding
from pipelines.reading.cells import FileCells, SheetCells
from pipelines.surveys.export import Asked, Export
from pipelines.surveys.layouts.distinct import Distinct
from pipelines.surveys.layouts.table import joined
from schemas.vocabulary import Severity

_PAIR = re.compile(r"(?:^|[,;|\n]\s*)(-?\d{1,4})\s*(?:-|–|=|:)\s+(?=\S)")
_LOOKED_AT = 5
_BESIDE = frozenset({"other", "other_text", "anders", "text", "tekst", "toelichting"})  # Q24_other: typed beside Q24
OTHER = "anders, namelijk"


@dataclass(frozen=True)
class Explained:
    """What a code book says of one column: its question, and its labels by code; {} where it lists none."""

    text: str
    labels: Mapping[str, str]


@dataclass(frozen=True)
class CodeBook:
    columns: dict[str, Explained]  # by the heading of the column, in small letters

    def of(self, code: str) -> Explained | None:
        """A row of a matrix (Q1_1) gets the words of its question (Q1) in front of its own; what is typed beside a
        question (Q24_other) is named after it."""
        found = self.columns.get(code.casefold())
        above = self.columns.get(code.casefold().rpartition("_")[0])
        if found is None:
            beside = above is not None and code.casefold().rpartition("_")[2] in _BESIDE
            return Explained(joined(above.text, OTHER), {}) if above and beside else None
        return replace(found, text=joined(above.text, found.text)) if above else found

    def part(self, code: str) -> str:
        found, above = (self.columns.get(name) for name in (code.casefold(), code.casefold().rpartition("_")[0]))
        return found.text if found and above else ""


def labels_of(text: str) -> dict[str, str]:
    """The codes in one cell with their labels; a comma within a label stays."""
    marks = list(_PAIR.finditer(text))
    if not marks:
        return {}
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    return {mark[1]: label for mark, end in zip(marks, ends, strict=True)
            if (label := text[mark.end() : end].strip(" ,;\n"))}  # fmt: skip


def read_code_book(cells: FileCells) -> CodeBook | None:
    """The sheet with a column of names of columns, one of questions and one in which most cells list codes; None where
    there is none. Which column is which is told by what stands in them."""
    for sheet in cells.sheets:
        if sheet.height > _LOOKED_AT and sheet.width >= 3 and (found := _read(sheet)):
            return found
    return None


def _read(sheet: SheetCells) -> CodeBook | None:
    rows = list(sheet.rows(1))
    listed = [sum(len(labels_of(row[column])) > 1 for row in rows) for column in range(sheet.width)]
    codes = max(range(sheet.width), key=listed.__getitem__)
    if 2 * listed[codes] < len(rows):
        return None
    others = [column for column in range(sheet.width) if column != codes]
    names = [column for column in others if all(re.fullmatch(r"[\w.\[\]-]{0,40}", row[column].strip()) for row in rows)]
    texts = [column for column in others if column not in names[:1]]
    if not names or not texts:
        return None
    text = max(texts, key=lambda column: sum(len(row[column]) for row in rows))
    return CodeBook({row[names[0]].strip().casefold(): Explained(row[text].strip(), labels_of(row[codes]))
                     for row in rows if row[names[0]].strip()})  # fmt: skip


def with_code_book(export: Export, book: CodeBook) -> Export:
    """The same survey with the questions of the code book, and labels in place of codes."""
    told: dict[str, Explained] = {}
    parts: dict[str, str] = {}
    for item in export.asked:
        code = item.code or item.text
        explained = book.of(code)
        if explained is not None and item.option is None:
            told[item.key], parts[item.key] = explained, book.part(code)
    return explain(export, told, parts)


def explain(export: Export, told: Mapping[str, Explained], parts: Mapping[str, str] | None = None) -> Export:
    """`told` by the key of a question. Where its codes have labels, a code without one is no answer, and told: nobody
    knows what it means."""
    asked: list[Asked] = []
    answers, findings = export.answers.copy(), list(export.findings)
    for item in export.asked:
        explained = told.get(item.key)
        if explained is None:
            asked.append(item)
            continue
        part = (parts or {}).get(item.key, item.part)
        asked.append(replace(item, text=explained.text or item.text, code=item.code or item.text, part=part))
        if explained.labels:
            column = Distinct.of(export.answers[item.key])
            labelled = column.renamed([explained.labels.get(text, "") for text in column.texts])
            answers[item.key] = labelled.series(answers.index)
            findings += _unlisted(export.sheet, item, column, explained.labels)
    return replace(export, asked=tuple(asked), answers=answers, findings=findings)


def _unlisted(sheet: str, item: Asked, column: Distinct, labels: Mapping[str, str]) -> list[Finding]:
    strange = {text: int(times) for text, times in zip(column.texts, column.counts, strict=True) if text not in labels}
    if not strange:
        return []
    told = ", ".join(
        f"{text} ({times} keer)" for text, times in list(strange.items())[:5] if re.fullmatch(r"-?\d{1,4}", text)
    )
    return [Finding("code_not_in_book", Severity.WARNING, sheet or None, column=item.text,
                    detail=told or f"{sum(strange.values())} keer iets anders")]  # fmt: skip
