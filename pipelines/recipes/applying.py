"""A recipe applied to a file: monitoring rows, kengetallen, or rows of a form, with the address of every cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from pipelines.findings import Finding, safe
from pipelines.reading.cells import FileCells
from pipelines.recipes.answering import count_answers
from pipelines.recipes.declaration import Content, Formula, Measure, Recipe
from pipelines.recipes.form_rows import rows_of
from pipelines.recipes.naming import place, started
from pipelines.recipes.periods import IN_DOUBT, period_reader
from pipelines.recipes.shaping import Shaped, shape, sheet_of
from pipelines.sources import monitoring, reference
from pipelines.sources.moments import is_moment
from pipelines.sources.parsers import Parsed
from pipelines.sources.table import Place, Tidy, parse_column
from schemas.monitoring import MONITORING
from schemas.reference import REFERENCE
from schemas.vocabulary import DataSet, Severity


def apply(recipe: Recipe, cells: FileCells) -> Tidy:
    """Map a foreign file to our rows. Rows that the recipe wants left out become counted findings."""
    content = recipe.content
    sheet = sheet_of(cells, content.layout)
    if sheet is None:
        return _failed(Finding("missing_sheet", detail=content.layout.sheet or ""))
    shaped = shape(content, sheet, typed=cells.kind != "csv")
    if isinstance(shaped, list):
        return _failed(*shaped)
    if content.data_set is DataSet.REFERENCE:
        parts = [_figures(content, shaped)]
    elif (form := content.form) is not None:
        parts = [rows_of(content, shaped, form)]
    else:
        parts = [_measured(recipe, item, shaped, number=at) for at, item in enumerate(content.measures)]
    return Tidy(
        pd.concat([part.frame for part in parts], ignore_index=True),
        pd.concat([part.texts for part in parts], ignore_index=True),
        {key: place for part in parts for key, place in part.places.items()},
        [
            *(Finding("hidden_sheet", Severity.WARNING, detail=name) for name in cells.hidden),
            *shaped.findings,
            *(finding for part in parts for finding in part.findings),
        ],
        rows_read=shaped.rows_read,
        members={key: rows for part in parts for key, rows in part.members.items()},
        cap=parts[0].cap,
        uncounted=[rest for part in parts for rest in part.uncounted],
    )


def _failed(*findings: Finding) -> Tidy:
    return Tidy(pd.DataFrame(), pd.DataFrame(), {}, list(findings))


def _measured(recipe: Recipe, measure: Measure, shaped: Shaped, *, number: int) -> Tidy:
    content = recipe.content
    tidy = started(content, shaped, MONITORING, number=number, indicator=measure.indicator)
    _read_periods(content, tidy)
    for part, formula in measure.parts.items():
        _compute(tidy, part, formula=formula, shaped=shaped, number=number)
    for item in MONITORING.fields:
        if item.name not in measure.parts:
            parse_column(tidy, item)
    if "bad_period" not in content.skip:
        _tell_moments(tidy)
    tidy.frame["recipe_note"] = pd.Series(measure.note, index=tidy.frame.index, dtype="str")
    monitoring.complete(tidy)
    if measure.answers is None:
        return tidy
    answers = next(item for item in content.answers if item.column == measure.answers)
    return count_answers(
        tidy,
        answers,
        shaped.texts[measure.answers],
        letter=shaped.letters[(0, measure.answers)],
        leave_out=lambda rows: leave_out(recipe, rows),
    )


def _read_periods(content: Content, tidy: Tidy) -> None:
    """Turn dates and foreign notations into ours; what is none stays, to be found faulty as written."""
    if "period" in content.columns:
        written = tidy.texts["period"].unique()
        read = period_reader(content.period_is, content.constants.get("year"), column=written)
        known = {text: read(text) for text in written}
        tidy.texts["period"] = tidy.texts["period"].map(known).astype("str")


def _tell_moments(tidy: Tidy) -> None:
    """A column of moments that gives no period is one fault, told at its first cell: the way out is one choice."""
    if "period" not in tidy.texts:
        return
    texts = dict(zip(zip(tidy.frame["sheet"], tidy.frame["row"], strict=True), tidy.texts["period"], strict=True))
    told: dict[str, Finding] = {}
    left: list[Finding] = []
    for item in tidy.findings:
        text = str(texts.get((item.sheet or "", item.row), "")) if item.code == "bad_period" else ""
        if text.endswith(IN_DOUBT):
            shown = safe(text.removesuffix(IN_DOUBT))
            told.setdefault("day_or_month", replace(item, code="day_or_month", received=None, detail=shown))
        elif text and is_moment(text):
            told.setdefault("moment_for_period", replace(item, code="moment_for_period", detail=""))
        else:
            left.append(item)
    if told:
        tidy.uncounted.append(
            (str(tidy.frame["sheet"].iat[0]), tidy.frame["row"][tidy.frame["period"].isna()].to_numpy())
        )
    tidy.findings = [*told.values(), *left]


def _figures(content: Content, shaped: Shaped) -> Tidy:
    tidy = started(content, shaped, REFERENCE, number=0, indicator=None)
    _compute(tidy, "value", formula=Formula(content.columns["value"].columns), shaped=shaped, number=0)
    for item in REFERENCE.fields:
        if item.name != "value":
            parse_column(tidy, item)
    reference.complete(tidy)
    return tidy


def _compute(tidy: Tidy, part: str, *, formula: Formula, shaped: Shaped, number: int) -> None:
    """Compute one part per row; a row with an empty or unreadable cell gets a finding and no number."""
    columns = formula.columns
    place(tidy.places, shaped, part, columns=columns, number=number)
    for key in [key for key in tidy.places if key[1] == part]:
        tidy.places[key] = replace(tidy.places[key], header=" - ".join(columns))
    texts = [shaped.texts[name] for name in columns]
    tidy.texts[part] = texts[0].str.cat(texts[1:], sep=" ").astype("str") if len(texts) > 1 else texts[0]
    known: dict[str, Parsed] = {text: shaped.read(text) for text in pd.unique(pd.concat(texts, ignore_index=True))}
    codes = {text: parsed.code or "censored" for text, parsed in known.items() if parsed.value is None}
    numbers = [text.map({key: parsed.value for key, parsed in known.items()}).astype("float64") for text in texts]
    tidy.frame[part] = _total(formula, numbers)
    tidy.frame[f"{part}_below"] = pd.Series(np.nan, index=tidy.frame.index)
    said = pd.Series("", index=tidy.frame.index, dtype="str")
    for text, number in zip(reversed(texts), reversed(numbers), strict=True):  # so that the first one is told
        said = said.where(number.notna(), text.map(codes))
    for code in pd.unique(said[said != ""]):
        tidy.add_rows(str(code), (said == code).to_numpy(), part)


def _total(formula: Formula, numbers: list[pd.Series]) -> pd.Series:
    if formula.multiply:
        total = numbers[0]
        for column in numbers[1:]:
            total = total * column
    else:
        signs = [1.0] * len(formula.add) + [-1.0] * len(formula.subtract)
        total = pd.Series(0.0, index=numbers[0].index)
        for sign, column in zip(signs, numbers, strict=True):
            total = total + sign * column
    total = total * formula.times
    return total.round() if formula.round else total


def leave_out(recipe: Recipe, tidy: Tidy) -> None:
    """Turn errors that the recipe wants skipped into counted refusals, and drop the measurements they are about."""

    def unwanted(item: Finding) -> bool:
        return item.severity is Severity.ERROR and item.code in recipe.skip and item.row is not None

    bad: dict[tuple[object, ...], set[str | None]] = {}
    for item in tidy.findings:
        if unwanted(item):
            bad.setdefault((item.sheet or "", item.row, item.indicator), set()).add(item.cell)
    if not bad:
        return
    tidy.findings = [replace(item, severity=Severity.SKIPPED) if unwanted(item) else item for item in tidy.findings]
    frame = tidy.frame
    indicator = frame["indicator"] if "indicator" in frame else [None] * len(frame)
    places = zip(frame["sheet"], frame["row"], indicator, frame["origin"], strict=True)
    cells = _cells_of(tidy.places)
    keep = pd.Series(
        [
            (about := bad.get((sheet, row, code))) is None or not _about(about, cells[origin], row=row)
            for sheet, row, code, origin in places
        ],
        index=frame.index,
        dtype=bool,
    )
    tidy.frame = frame[keep].reset_index(drop=True)
    tidy.texts = tidy.texts[keep].reset_index(drop=True)


def _cells_of(places: Mapping[tuple[str, str], Place]) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    for (origin, _), where in places.items():
        found.setdefault(origin, []).append(where)
    return found


def _about(cells: set[str | None], places: list[Place], *, row: int) -> bool:
    """Whether a finding at one of these cells, or at the row as a whole, is about a long row with these places."""
    return None in cells or any(place.cell(row) in cells for place in places)


def rows_kept(tidy: Tidy) -> int:
    """How many rows of the file are behind the rows that are left."""
    if not tidy.members:
        sheets, names = pd.factorize(tidy.frame["sheet"].array)
        return len(pd.unique(tidy.frame["row"].to_numpy() * len(names) + sheets))
    rows = zip(tidy.frame["sheet"], tidy.frame["row"], tidy.frame["indicator"], strict=True)
    return len(set().union(*(tidy.members[(sheet, int(row), code)] for sheet, row, code in rows)))
