"""A recipe says how a foreign file's header row, columns, constants and units map onto ours. Readable TOML."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from pipelines.errors import NotFound, UsageProblem
from pipelines.findings import Finding
from pipelines.reading.cells import FileCells, SheetCells, column_letters
from pipelines.sources import monitoring
from pipelines.sources.parsers import Parsed, clean, is_missing, parse_date, parse_number
from pipelines.sources.table import Place, Tidy, normal, parse_column
from schemas.indicators.catalogue import CATALOGUE
from schemas.monitoring import MONITORING
from schemas.quarter import Month
from schemas.vocabulary import Breakdown, Severity

_SECTIONS = {"title", "file", "columns", "period", "constants", "measure", "register", "rows"}
_TARGETS = ("provider_id", "provider_name", "sub_agreement_id", "period", "breakdown_value", "note")


@dataclass(frozen=True)
class Source:
    """One of our columns from theirs: the first that is filled, or all of them joined."""

    columns: tuple[str, ...]
    join: str | None = None
    empty: str = ""


@dataclass(frozen=True)
class Formula:
    """(add[0] + add[1] ... - subtract[0] ...) * times, on the cells of one row."""

    add: tuple[str, ...]
    subtract: tuple[str, ...] = ()
    times: float = 1.0

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.add, *self.subtract)


@dataclass(frozen=True)
class Measure:
    indicator: str
    parts: dict[str, Formula]
    rows_add_up: bool
    note: str | None


@dataclass(frozen=True)
class Recipe:
    """A parsed recipe; `text` is kept as it was, so that its hash names it in the archive."""

    name: str
    title: str
    text: str
    header_row: int
    sheet: str | None
    encoding: str | None
    separator: str | None
    decimal: str
    missing: frozenset[str]
    columns: dict[str, Source]
    period_is: str
    constants: dict[str, str]
    measures: tuple[Measure, ...]
    registers_unknown: bool
    skip: frozenset[str] = field(default_factory=frozenset)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def rows_add_up(self) -> bool:
        return all(measure.rows_add_up for measure in self.measures)


def find_recipe(name: str, folders: list[Path]) -> Recipe:
    """A recipe by path, or by name in the folders given. Raises NotFound or UsageProblem, in Dutch."""
    for path in (Path(name), *(folder / f"{name}.toml" for folder in folders)):
        if path.is_file() and path.suffix == ".toml":
            return parse_recipe(path.stem, path.read_text(encoding="utf-8"))
    known = sorted({path.stem for folder in folders if folder.is_dir() for path in folder.glob("*.toml")})
    raise NotFound(
        f'Recept "{name}" bestaat niet. Er is: {", ".join(known) or "nog geen enkel recept"}. '
        "Recepten staan in data/recipes, in de map recipes van de gemeente, of waar KWARTAALBEELD_DATA naar wijst."
    )


def parse_recipe(name: str, text: str) -> Recipe:
    """Read and check a recipe. Raises UsageProblem that says what would fail."""
    try:
        found = tomllib.loads(text)
        unknown = set(found) - _SECTIONS
        if unknown:
            raise ValueError(f"onbekend onderdeel {', '.join(sorted(unknown))}")
        return _recipe(name, text, found)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as problem:
        missing = f"het onderdeel {problem} ontbreekt" if isinstance(problem, KeyError) else str(problem)
        raise UsageProblem(f'Recept "{name}" klopt niet: {missing}.') from problem


def _recipe(name: str, text: str, found: dict[str, Any]) -> Recipe:
    file, rows = found.get("file", {}), found.get("rows", {})
    columns = {key: _source(value) for key, value in found["columns"].items()}
    if stray := set(columns) - set(_TARGETS):
        raise ValueError(f"onbekende kolom {', '.join(sorted(stray))}; kies uit {', '.join(_TARGETS)}")
    if not {"provider_id", "provider_name"} & set(columns) or "period" not in columns:
        raise ValueError("een recept noemt minstens de aanbieder en de periode")
    measures = tuple(_measure(item) for item in found["measure"])
    if stray := {item.indicator for item in measures} - set(CATALOGUE):
        raise ValueError(f"indicator {', '.join(sorted(stray))} bestaat niet")
    constants = dict(found.get("constants", {}))
    if "breakdown_value" in columns and constants.get("breakdown") not in {word.label for word in Breakdown}:
        raise ValueError("bij breakdown_value hoort een vaste breakdown: wijk, doelgroep of locatie")
    period_is = found.get("period", {}).get("is", "as_written")
    if period_is not in ("as_written", "month_of_date", "quarter_of_date"):
        raise ValueError(f"period.is = {period_is} bestaat niet")
    return Recipe(
        name=name,
        title=found["title"],
        text=text,
        header_row=int(file.get("header_row", 1)),
        sheet=file.get("sheet"),
        encoding=file.get("encoding"),
        separator=file.get("separator"),
        decimal=file.get("decimal", ","),
        missing=frozenset(item.casefold() for item in file.get("missing", [])),
        columns=columns,
        period_is=period_is,
        constants=constants,
        measures=measures,
        registers_unknown=bool(found.get("register", {}).get("unknown_providers", False)),
        skip=frozenset(rows.get("skip", [])),
    )


def _source(value: object) -> Source:
    if isinstance(value, str):
        return Source((value,))
    if isinstance(value, dict) and "first_of" in value:
        return Source(tuple(value["first_of"]))
    if isinstance(value, dict) and "join" in value:
        return Source(tuple(value["join"]), value.get("with", " "), value.get("empty", ""))
    raise ValueError("een kolom is een naam, { first_of = [...] } of { join = [...], with = ... }")


def _measure(item: dict[str, Any]) -> Measure:
    parts = {}
    for part in monitoring.PARTS:
        if part in item:
            given: dict[str, Any] = {"add": [item[part]]} if isinstance(item[part], str) else item[part]
            parts[part] = Formula(tuple(given["add"]), tuple(given.get("subtract", ())), float(given.get("times", 1)))
    if not parts:
        raise ValueError(f"measure {item['indicator']} noemt geen value, numerator of denominator")
    return Measure(item["indicator"], parts, bool(item.get("rows_add_up", False)), item.get("note"))


def apply(recipe: Recipe, cells: FileCells) -> Tidy:
    """Map a foreign file to monitoring rows. Rows that the recipe wants left out become counted findings."""
    sheet = next((item for item in cells.sheets if recipe.sheet in (None, item.name) and item.height), None)
    if sheet is None:
        return _failed(Finding("missing_sheet", detail=recipe.sheet or ""))
    if sheet.height < recipe.header_row:
        return _failed(Finding("no_rows"))
    headers = {normal(cell): index for index, cell in reversed(list(enumerate(sheet.row(recipe.header_row - 1))))}
    needed = {name for source in recipe.columns.values() for name in source.columns}
    needed |= {name for item in recipe.measures for part in item.parts.values() for name in part.columns}
    absent = sorted(name for name in needed if normal(name) not in headers)
    if absent:
        return _failed(*(Finding("missing_column", row=recipe.header_row, detail=name) for name in absent))
    return _map(recipe, sheet, {name: headers[normal(name)] for name in needed})


def _failed(*findings: Finding) -> Tidy:
    return Tidy(pd.DataFrame(), pd.DataFrame(), {}, list(findings))


def _map(recipe: Recipe, sheet: SheetCells, columns: dict[str, int]) -> Tidy:
    body = [(recipe.header_row + 1 + i, row) for i, row in enumerate(sheet.rows(recipe.header_row)) if any(row)]
    numbers = [number for number, _ in body]
    raw = {name: [clean(row[at]) if at < len(row) else "" for _, row in body] for name, at in columns.items()}
    letters = {name: column_letters(at) for name, at in columns.items()}
    parts = [
        _one_measure(recipe, measure, sheet.name, numbers=numbers, raw=raw, letters=letters)
        for measure in recipe.measures
    ]
    tidy = Tidy(
        pd.concat([part.frame for part in parts], ignore_index=True),
        pd.concat([part.texts for part in parts], ignore_index=True),
        parts[0].places,
        [finding for part in parts for finding in part.findings],
        rows_read=len(body),
    )
    return tidy


def _one_measure(
    recipe: Recipe,
    measure: Measure,
    sheet: str,
    *,
    numbers: list[int],
    raw: dict[str, list[str]],
    letters: dict[str, str],
) -> Tidy:
    count = len(numbers)
    texts = pd.DataFrame(index=range(count))
    places: dict[tuple[str, str], Place] = {}
    for name, source in recipe.columns.items():
        texts[name] = pd.Series(_texts(source, raw, recipe), index=texts.index, dtype="str")
        header = " + ".join(source.columns)
        places[(sheet, name)] = Place(header, tuple(letters[column] for column in source.columns))
    if "provider_id" not in texts:
        texts["provider_id"] = texts["provider_name"]
        places[(sheet, "provider_id")] = places[(sheet, "provider_name")]
    for name, value in {**recipe.constants, "indicator": measure.indicator}.items():
        texts[name] = pd.Series(value, index=texts.index, dtype="str")
    frame = pd.DataFrame({"sheet": pd.Series(sheet, index=texts.index, dtype="str"), "row": numbers})
    tidy = Tidy(frame, texts, places, rows_read=count)
    tidy.frame["provider_name"] = texts.get("provider_name", texts["provider_id"])
    tidy.frame["indicator"] = texts["indicator"]
    _period_texts(recipe, tidy)
    for part, formula in measure.parts.items():
        _compute(recipe, tidy, part, formula=formula, raw=raw, letters=letters)
    for item in MONITORING.fields:
        if item.name not in measure.parts:
            parse_column(tidy, item)
    tidy.frame["recipe_note"] = pd.Series(measure.note, index=frame.index, dtype="str")
    monitoring.complete(tidy)
    return tidy


def _texts(source: Source, raw: dict[str, list[str]], recipe: Recipe) -> list[str]:
    rows = zip(*(raw[column] for column in source.columns), strict=True)
    filled = [[text for text in row if text and text.casefold() not in recipe.missing] for row in rows]
    if source.join is None:
        return [row[0] if row else "" for row in filled]
    return [source.join.join(row) or source.empty for row in filled]


def _period_texts(recipe: Recipe, tidy: Tidy) -> None:
    """Turn dates into the month or quarter they fall in; what is no date stays, to be found faulty as written."""
    if recipe.period_is == "as_written":
        return
    known: dict[str, str] = {}
    for text in set(tidy.texts["period"]):
        day = parse_date(text).value
        if isinstance(day, date):
            month = Month(day.year, day.month)
            known[text] = str(month if recipe.period_is == "month_of_date" else month.quarter)
    tidy.texts["period"] = tidy.texts["period"].map(lambda text: known.get(text, text)).astype("str")


def _compute(
    recipe: Recipe,
    tidy: Tidy,
    part: str,
    *,
    formula: Formula,
    raw: dict[str, list[str]],
    letters: dict[str, str],
) -> None:
    """Compute one part per row; a row with an empty or unreadable cell gets a finding and no number."""
    sheet = str(tidy.frame["sheet"].iloc[0]) if len(tidy.frame) else ""
    tidy.places[(sheet, part)] = Place(" - ".join(formula.columns), tuple(letters[name] for name in formula.columns))
    tidy.texts[part] = pd.Series(
        [" ".join(cells) for cells in zip(*(raw[name] for name in formula.columns), strict=True)], dtype="str"
    )
    signs = [1.0] * len(formula.add) + [-1.0] * len(formula.subtract)
    known: dict[str, Parsed] = {}
    values: list[float | None] = []
    for index, cells in enumerate(zip(*(raw[name] for name in formula.columns), strict=True)):
        total: float | None = 0.0
        for sign, text in zip(signs, cells, strict=True):
            if text not in known:
                missing = text.casefold() in recipe.missing or is_missing(text)
                known[text] = Parsed(code="missing_value") if missing else parse_number(text, decimal=recipe.decimal)
            parsed = known[text]
            if not isinstance(parsed.value, float):
                tidy.add(parsed.code or "censored", index, part)
                total = None
                break
            total += sign * parsed.value
        values.append(None if total is None else total * formula.times)
    tidy.frame[part] = pd.Series(values, dtype="float64")
    tidy.frame[f"{part}_below"] = pd.Series([None] * len(values), dtype="float64")


def leave_out(recipe: Recipe, tidy: Tidy) -> None:
    """Turn errors that the recipe wants skipped into counted refusals, and drop the measurements they are about."""

    def unwanted(item: Finding) -> bool:
        return item.severity is Severity.ERROR and item.code in recipe.skip and item.row is not None

    bad = {(item.sheet or "", item.row, item.indicator) for item in tidy.findings if unwanted(item)}
    if not bad:
        return
    tidy.findings = [replace(item, severity=Severity.SKIPPED) if unwanted(item) else item for item in tidy.findings]
    places = zip(tidy.frame["sheet"], tidy.frame["row"], tidy.frame["indicator"], strict=True)
    keep = pd.Series([place not in bad for place in places], index=tidy.frame.index)
    tidy.frame = tidy.frame[keep].reset_index(drop=True)
    tidy.texts = tidy.texts[keep].reset_index(drop=True)
