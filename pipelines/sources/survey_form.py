"""Our own survey workbook: which of its sheets are there, and what stands on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from pipelines.findings import Finding
from pipelines.reading.cells import FileCells, SheetCells
from pipelines.sources.headers import headings, no_column
from pipelines.sources.rows import normal
from pipelines.sources.table import Tidy, read_table
from pipelines.validation import check_duplicates, check_form
from schemas.dimensions import SheetForm
from schemas.survey_forms import (
    ABOUT_FIELDS,
    ANSWERS_FORM,
    COUNTS_FORM,
    OPEN_FORM,
    POPULATION_FORM,
    QUESTIONS_FORM,
    RESPONDENT_FIELD,
    RESULTS_FORM,
    WAVE_FORM,
    WIDE_NAME,
)
from schemas.vocabulary import DataSet, Selection, Severity, SurveyMode, Weighting

# the headings by which a sheet is told from the others; a sheet of another kind never has all of them
_TELLING = {
    WAVE_FORM.name: frozenset({"meting", "soort"}),
    ANSWERS_FORM.name: frozenset({"respondent", "vraag", "antwoord"}),
    OPEN_FORM.name: frozenset({"respondent", "open vraag"}),
    RESULTS_FORM.name: frozenset({"vraag", "antwoord"}),
    QUESTIONS_FORM.name: frozenset({"vraag", "tekst"}),
    POPULATION_FORM.name: frozenset({"kenmerk", "categorie", "aantal"}),
    COUNTS_FORM.name: frozenset({"aanbieder", "uitgenodigd"}),
}
_FORMS = {form.name: form for form in (WAVE_FORM, ANSWERS_FORM, OPEN_FORM, RESULTS_FORM, QUESTIONS_FORM, POPULATION_FORM,
                                       COUNTS_FORM)}  # fmt: skip
_ALONE = (WAVE_FORM.name, ANSWERS_FORM.name, RESULTS_FORM.name)  # one of these makes a file a survey of ours
WIDE = "breed"
_FACT = {"provider_id": "provider"}  # a fact of a recipe that has another name on the sheet
# every way to name a fact of a wave beside a file: as on the sheet, or as in a recipe
FACTS = {normal(name): item for item in WAVE_FORM.fields for name in (item.header, *item.aliases, item.name)}
FACTS |= {normal(code): WAVE_FORM.field(name) for code, name in _FACT.items()}
_ABOUT = {
    normal(name): item.name for item in (RESPONDENT_FIELD, *ABOUT_FIELDS) for name in (item.header, *item.aliases)
}
# what a sheet is of no use without, although a single cell of it may be empty: one of each of these must be there
_NEEDED = {ANSWERS_FORM.name: ("answer",), RESULTS_FORM.name: ("number", "share")}
_LABELS = {word.value: word.label for words in (DataSet, SurveyMode, Selection, Weighting) for word in words}
_KEYS = {COUNTS_FORM.name: "duplicate_register", POPULATION_FORM.name: "duplicate_register",
         QUESTIONS_FORM.name: "duplicate_register", RESULTS_FORM.name: "survey_twice"}  # fmt: skip


@dataclass
class OwnSheets:
    """The sheets that were found: read as their form says (by its name), and the wide sheet with its header row."""

    read: dict[str, Tidy] = field(default_factory=dict)
    wide: tuple[SheetCells, int] | None = None
    findings: list[Finding] = field(default_factory=list)

    @property
    def filled(self) -> bool:
        """Whether anything is filled in beside what it is about: answers, long, wide or counted."""
        if self.wide is not None:
            sheet, header = self.wide
            return bool((sheet.frame.iloc[header + 1 :] != "").to_numpy().any())
        return any(self.frame(form) is not None for form in (ANSWERS_FORM, RESULTS_FORM))

    def frame(self, form: SheetForm) -> pd.DataFrame | None:
        tidy = self.read.get(form.name)
        return tidy.frame if tidy is not None and not tidy.frame.empty else None


def sheet_kind(sheet: SheetCells) -> tuple[str, int] | None:
    """Which of our sheets this is (a form's name, or WIDE), and its header row, counted from 0."""
    for index, (row, headers) in enumerate(zip(sheet.beginning, headings(sheet), strict=True)):
        for name, telling in _TELLING.items():
            if telling <= headers and (name != RESULTS_FORM.name or headers & {"aantal", "aandeel"}):
                return name, index
        if not headers & {"respondent", "respondentnummer"}:
            continue
        # somebody else's table has a column respondent too: without more of our headings, or our name, it is not ours
        known = len(about_columns([cell for cell in row if cell.strip()]))
        if known > 1 or normal(sheet.name) == WIDE_NAME:
            # no question is called "vraag": an answer per row, of which the other column is gone
            return (ANSWERS_FORM.name if headers & {"vraag", "antwoord"} else WIDE), index
    return None


def named_kind(sheet: SheetCells) -> tuple[str, int] | None:
    """As `sheet_kind`, by the name of the sheet: so a column by which it is told may be gone, and can be missed."""
    name = normal(sheet.name)
    if name == WIDE_NAME:
        filled = [index for index, row in enumerate(sheet.beginning) if any(cell.strip() for cell in row)]
        return (WIDE, filled[0]) if filled else None
    if name not in _FORMS:
        return None
    known = {normal(text) for item in _FORMS[name].fields for text in (item.header, *item.aliases)}
    for index, headers in enumerate(headings(sheet)):
        if len(headers & known) > 1:
            return name, index
    return None


def recognised(cells: FileCells) -> bool:
    """Whether this is a survey in our own form: facts of a wave, answers, or results. An SPSS file never is: many a
    bureau has a column respondent."""
    if cells.kind == "sav":
        return False
    kinds = {found[0] for sheet in cells.sheets if (found := sheet_kind(sheet))}
    return bool(kinds & {*_ALONE, WIDE})


def read_sheets(cells: FileCells) -> OwnSheets:
    """Read every sheet of ours, with what is wrong in its cells."""
    own = OwnSheets(findings=[Finding("hidden_sheet", Severity.WARNING, detail=name) for name in cells.hidden])
    for sheet in cells.sheets:
        found = sheet_kind(sheet)
        if found is None or normal(sheet.name) == WAVE_FORM.name:  # facts of a wave look like its response
            found = named_kind(sheet) or found
        if found is None:
            continue
        name, header = found
        if name in own.read or (name == WIDE and own.wide):
            own.findings.append(Finding("survey_sheet_twice", sheet=sheet.name or None, detail=name))
        elif name == WIDE:
            own.findings += _no_respondent(sheet, header)
            own.wide = sheet, header
        else:
            own.read[name] = checked(read_table(sheet, _FORMS[name], header), _FORMS[name])
    for tidy in own.read.values():
        own.findings += tidy.findings
    return own


def _no_respondent(sheet: SheetCells, header: int) -> list[Finding]:
    if "respondent" in about_columns(sheet.row(header)):
        return []
    return [Finding("missing_column", sheet=sheet.name or None, row=header + 1, detail=RESPONDENT_FIELD.header)]


def checked(tidy: Tidy, form: SheetForm) -> Tidy:
    """The gates of one sheet by itself. Where a column is missing, that is all that is said, and no row is read."""
    if not no_column(tidy.findings) and (lacking := _lacking(tidy, form)):
        sheet = str(tidy.frame["sheet"].iat[0])
        tidy.findings = [Finding("missing_column", sheet=sheet or None, detail=lacking)]
    if no_column(tidy.findings):
        tidy.frame, tidy.texts = tidy.frame.iloc[:0], tidy.texts.iloc[:0]
    elif not tidy.frame.empty:
        check_form(tidy, form)
        if form.name in _KEYS:
            check_duplicates(tidy, form.key, _KEYS[form.name], at=form.key[-1])
    return tidy


def _lacking(tidy: Tidy, form: SheetForm) -> str:
    """The heading that a sheet cannot do without and has not."""
    needed = _NEEDED.get(form.name, ())
    if tidy.frame.empty or not needed or set(needed) & set(tidy.texts):
        shares = form.name == RESULTS_FORM.name and "share" in tidy.texts and tidy.frame["share"].notna().any()
        return form.field("n").header if shares and "n" not in tidy.texts else ""
    return form.field(needed[0]).header


def given_facts(given: Mapping[str, str]) -> Tidy:
    """Facts of a wave that came beside the file (--set, or a recipe), read and checked as the sheet would be."""
    told = {
        FACTS[normal(name)].header: _LABELS.get(text, text) for name, text in given.items() if normal(name) in FACTS
    }
    sheet = SheetCells.of("", [list(told), list(told.values())])
    tidy = checked(read_table(sheet, WAVE_FORM, 0), WAVE_FORM)
    tidy.findings = [_without_cell(item) for item in tidy.findings]
    return tidy


def _without_cell(finding: Finding) -> Finding:
    return Finding(finding.code, finding.severity, column=finding.column, received=finding.received,
                   detail=finding.detail)  # fmt: skip


def about_columns(headers: list[str]) -> dict[str, int]:
    """Our columns about a respondent on a wide sheet: name -> place. The others are questions."""
    found: dict[str, int] = {}
    for place, header in enumerate(headers):
        if (name := _ABOUT.get(normal(header))) and name not in found:
            found[name] = place
    return found
