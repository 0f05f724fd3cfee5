"""Exports of survey tools: from the cells of a file to questions and respondents, without anything made by hand."""

from __future__ import annotations

from collections.abc import Callable

from pipelines.reading.cells import FileCells, SheetCells
from pipelines.recognition import recognise_export
from pipelines.surveys.export import Export
from pipelines.surveys.layouts import burgerpeiling, forms, limesurvey, qualtrics, spss, surveymonkey
from pipelines.surveys.layouts.about import suggested_about, with_about
from pipelines.surveys.layouts.code_book import CodeBook, read_code_book, with_code_book
from pipelines.surveys.layouts.table import Layout
from pipelines.surveys.layouts.wide import read_wide

__all__ = ["CodeBook", "read_code_book", "read_export", "read_wide", "suggested_about", "with_about", "with_code_book"]

READERS: dict[str, Callable[[SheetCells], Layout]] = {
    "Qualtrics": qualtrics.read, "SurveyMonkey": surveymonkey.read, "LimeSurvey": limesurvey.read,
    "Microsoft Forms": forms.read_microsoft, "Google Forms": forms.read_google,
    "de VNG Burgerpeiling (SPSS)": burgerpeiling.read, "SPSS": spss.read,
}  # fmt: skip


def read_export(cells: FileCells) -> Export | None:
    """The survey in a file that a known tool wrote; None where no tool is recognised."""
    found = recognise_export(cells)
    if found is None:
        return None
    sheet = next(item for item in cells.sheets if item.name == found.sheet)
    return READERS[found.name](sheet).read()
