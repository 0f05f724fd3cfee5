"""The workbook of vacancies: its sheets read, and their rows for the warehouse."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from pipelines.findings import Finding
from pipelines.reading.cells import FileCells, SheetCells
from pipelines.sources.headers import find_header
from pipelines.sources.monitoring import translated
from pipelines.sources.rows import normal
from pipelines.sources.social_return import Sheets
from pipelines.sources.table import Tidy, read_table, together
from schemas.dimensions import SheetForm
from schemas.labour import CANDIDATES, LABOUR_SHEETS, MARKS, MATCHES, VACANCIES, WHOLE, work_forms
from schemas.target_groups import target_group
from schemas.vocabulary import (
    AfterPlacement,
    CandidateOrigin,
    CandidateState,
    DataSet,
    Severity,
    Travel,
    VacancyState,
    Word,
    WorkForm,
)

TABLES = {VACANCIES.name: "labour_vacancy", CANDIDATES.name: "labour_candidate", MATCHES.name: "labour_match"}
WORDS: dict[tuple[str, str], type[Word]] = {
    (VACANCIES.name, "form"): WorkForm, (VACANCIES.name, "state"): VacancyState,
    (CANDIDATES.name, "travel"): Travel, (CANDIDATES.name, "state"): CandidateState,
    (MATCHES.name, "form"): WorkForm, (MATCHES.name, "origin"): CandidateOrigin, (MATCHES.name, "after"): AfterPlacement,
}  # fmt: skip


def recognised(cells: FileCells) -> bool:
    return cells.kind != "sav" and any(_form_of(sheet) for sheet in cells.sheets)


def read_sheets(cells: FileCells) -> Sheets:
    parts: dict[str, list[Tidy]] = {}
    for sheet in cells.sheets:
        if (found := _form_of(sheet)) is not None:
            form, header = found
            parts.setdefault(form.name, []).append(read_table(sheet, form, header))
    read = Sheets({name: together(several) for name, several in parts.items()})
    read.findings = [Finding("hidden_sheet", Severity.WARNING, detail=name) for name in cells.hidden]
    return read


def _form_of(sheet: SheetCells) -> tuple[SheetForm, int] | None:
    for form in LABOUR_SHEETS:
        header = find_header(sheet, form)
        if header is not None and MARKS[form.name] in {normal(cell) for cell in sheet.row(header)}:
            return form, header
    return None


def of_the_municipality(read: Sheets) -> None:
    """A candidate without a provider is of the municipality."""
    if (tidy := read.found.get(CANDIDATES.name)) is not None:
        empty = tidy.frame["provider_id"].isna()
        if "provider_id" in tidy.texts:
            empty &= tidy.texts["provider_id"].str.strip().eq("")  # what could not be read has its own finding
        tidy.frame["provider_id"] = tidy.frame["provider_id"].mask(empty, WHOLE).astype("str")


def stored(read: Sheets) -> dict[str, pd.DataFrame]:
    """The rows for the warehouse: codes for words."""
    return {
        TABLES[form.name]: _stored(read.found[form.name].frame, form)
        for form in LABOUR_SHEETS
        if form.name in read.found
    }


def _stored(frame: pd.DataFrame, form: SheetForm) -> pd.DataFrame:
    rows = frame[[item.name for item in form.fields] + ["sheet", "row"]].copy()
    for (sheet, name), words in WORDS.items():
        if sheet == form.name:
            rows[name] = translated(rows[name], {word.label: word.value for word in words})
    for item in form.fields:
        if item.kind == "text":
            rows[item.name] = rows[item.name].where(rows[item.name] != "")
    if "target_group" in rows:
        rows["target_group"] = _told(rows["target_group"], lambda text: getattr(target_group(text), "value", None))
    if form is CANDIDATES:
        rows["forms"] = _told(rows["forms"], lambda text: " ".join(work_forms(text) or ()) or None)
        rows["state"] = rows["state"].fillna(CandidateState.AVAILABLE.value)
    return rows


def _told(column: pd.Series, told: Callable[[str], str | None]) -> pd.Series:
    return pd.Series(
        [told(text) if isinstance(text, str) else None for text in column], index=column.index, dtype="str"
    )


def slots(read: Sheets) -> list[tuple[str, str, str]]:
    """One slot per provider and quarter of which something is told; candidates of the municipality have their own."""
    found = {
        (str(provider), str(quarter), DataSet.LABOUR.value)
        for tidy in read.found.values()
        for provider, quarter in zip(tidy.frame["provider_id"], tidy.frame["quarter"], strict=True)
        if isinstance(provider, str) and isinstance(quarter, str)
    }
    return sorted(found)
