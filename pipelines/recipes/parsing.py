"""From TOML text to a recipe, or to a Dutch sentence that says what would fail."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipelines.errors import NotFound, UsageProblem
from pipelines.recipes import survey
from pipelines.recipes.declaration import (
    FORMS,
    Answers,
    Content,
    Formula,
    Layout,
    LeaveOut,
    Measure,
    Recipe,
    Source,
    Totals,
    Unpivot,
)
from pipelines.recipes.judging import check
from pipelines.sources.monitoring import PARTS
from schemas.toml_faults import where_it_breaks
from schemas.vocabulary import DataSet, Severity

_KEYS: dict[str, tuple[str, ...]] = {
    "": ("title", "data_set", "part", "file", "recognise", "columns", "constants", "period", "unpivot", "leave_out", "totals",
         "answers", "measure", "register", "rows", "survey"),
    "file": ("sheet", "header_row", "header_rows", "fill_headings", "first_row", "leave_out_rows", "encoding",
             "separator", "decimal", "thousands", "missing", "zero"),
    "recognise": ("fingerprints", "ask"),
    "period": ("is",),
    "unpivot": ("columns", "from", "to", "into", "value"),
    "leave_out": ("column", "equals", "starts_with", "contains", "empty", "reason"),
    "totals": ("column", "equals", "columns", "severity"),
    "answers": ("scale", "labels"),
    "measure": ("indicator", *PARTS, "answers", "rows_add_up", "note"),
    "formula": ("add", "subtract", "times", "multiply", "round"),
    "column": ("column", "first_of", "join", "with", "empty", "words", "otherwise"),
    "register": ("unknown_providers",),
    "rows": ("skip",),
}  # fmt: skip


def find_recipe(name: str, folders: list[Path]) -> Recipe:
    """A recipe by path, or by name in the folders given. Raises NotFound or UsageProblem, in Dutch."""
    for path in (Path(name), *(folder / f"{name}.toml" for folder in folders)):
        if path.is_file() and path.suffix == ".toml":
            return parse_recipe(path.stem, _read(path))
    known = sorted({path.stem for folder in folders if folder.is_dir() for path in folder.glob("*.toml")})
    raise NotFound(
        f'Recept "{name}" bestaat niet. Er is: {", ".join(known) or "nog geen enkel recept"}. '
        "Recepten staan in data/recipes, in de map recipes van de gemeente, of waar KWARTAALBEELD_DATA naar wijst."
    )


def load_recipes(folders: Iterable[Path]) -> tuple[list[Recipe], list[str]]:
    """Every recipe in the folders, and a Dutch sentence for each that is faulty. An earlier folder wins by name."""
    found: dict[str, Recipe] = {}
    problems: list[str] = []
    for path in (path for folder in folders if folder.is_dir() for path in sorted(folder.glob("*.toml"))):
        if path.stem in found:
            continue
        try:
            found[path.stem] = parse_recipe(path.stem, _read(path))
        except UsageProblem as problem:
            problems.append(str(problem))
    return list(found.values()), problems


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise UsageProblem(f'Recept "{path.stem}" is niet te lezen. Bewaar het als tekst in UTF-8.') from None


@lru_cache(maxsize=256)  # the same text, the same recipe: the remembered ones are looked at for every delivered file
def parse_recipe(name: str, text: str) -> Recipe:
    """Read and check a recipe. Raises UsageProblem that says what would fail."""
    try:
        content = _content(tomllib.loads(text))
        check(content)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, AttributeError) as problem:
        raise UsageProblem(f'Recept "{name}" klopt niet: {_said(problem)}.') from problem
    return Recipe(name, text, content)


def _said(problem: Exception) -> str:
    if isinstance(problem, KeyError):
        return f"het onderdeel {problem} ontbreekt"
    if isinstance(problem, tomllib.TOMLDecodeError):
        return f"het is niet te lezen: {where_it_breaks(problem)}"
    if isinstance(problem, TypeError | AttributeError):
        return "een onderdeel heeft niet de vorm die docs/recipes.md noemt"
    return str(problem)


def _known(section: str, table: Mapping[str, Any]) -> Mapping[str, Any]:
    """The table itself, when it holds no key that we do not know."""
    if unknown := sorted(set(table) - set(_KEYS[section])):
        where = f" bij {section}" if section else ""
        raise ValueError(f"onbekend onderdeel {', '.join(unknown)}{where}; kies uit {', '.join(_KEYS[section])}")
    return table


def _content(found: dict[str, Any]) -> Content:
    _known("", found)
    data_set = found.get("data_set", DataSet.MONITORING.value)
    filled = [item.value for item in (DataSet.MONITORING, DataSet.REFERENCE, *FORMS)]
    if data_set not in filled:
        raise ValueError(f"data_set {data_set} bestaat niet; kies uit {', '.join(filled)}")
    recognise = _known("recognise", found.get("recognise", {}))
    return Content(
        title=_text(found["title"]),
        data_set=DataSet(data_set),
        part=_part(found, DataSet(data_set)),
        layout=_layout(_known("file", found.get("file", {}))),
        columns={key: _source(value) for key, value in found.get("columns", {}).items()},
        constants={key: _text(value) for key, value in found.get("constants", {}).items()},
        period_is=_known("period", found.get("period", {})).get("is", "as_written"),
        measures=tuple(_measure(item) for item in found.get("measure", [])),
        answers=tuple(
            Answers(column, _text(_known("answers", item)["scale"]), dict(item.get("labels", {})))
            for column, item in found.get("answers", {}).items()
        ),
        unpivot=_unpivot(found["unpivot"]) if "unpivot" in found else None,
        leaves_out=tuple(_leave_out(item) for item in found.get("leave_out", [])),
        totals=_totals(found["totals"]) if "totals" in found else None,
        registers_unknown=_flag(_known("register", found.get("register", {})), "unknown_providers"),
        skip=frozenset(_texts(_known("rows", found.get("rows", {})).get("skip", []))),
        fingerprints=_texts(recognise.get("fingerprints", [])),
        ask=_texts(recognise["ask"]) if "ask" in recognise else None,
        survey=survey.parse(found["survey"]) if "survey" in found else None,
    )


def _part(found: Mapping[str, Any], data_set: DataSet) -> str:
    """Which of our forms, where a data set has more than one."""
    names = [form.name for form in FORMS.get(data_set, ())]
    part = found.get("part", "")
    if len(names) > 1 and part not in names:
        raise ValueError(f"bij {data_set.label} zegt part waar het over gaat: {' of '.join(names)}")
    if len(names) < 2 and part:
        raise ValueError(f"part hoort niet bij {data_set.label}")
    return str(part)


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{value!r} moet een tekst tussen aanhalingstekens zijn, en niet leeg")
    return value


def _texts(value: object) -> tuple[str, ...]:
    """One text, or a list of texts."""
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise ValueError(f"{value!r} moet een lijst van teksten zijn")
    return tuple(items)


def _numbers(value: object) -> tuple[int, ...]:
    items = value if isinstance(value, list) else [value]
    if not all(isinstance(item, int) and not isinstance(item, bool) and item > 0 for item in items):
        raise ValueError(f"{value!r} moet bestaan uit nummers van rijen, vanaf 1")
    return tuple(items)


def _flag(table: Mapping[str, Any], key: str, *, default: bool = False) -> bool:
    value = table.get(key, default)
    if not isinstance(value, bool):
        raise ValueError(f"{key} is true of false")
    return value


def _layout(file: Mapping[str, Any]) -> Layout:
    if {"header_row", "header_rows"} <= set(file):
        raise ValueError("noem header_row of header_rows, niet allebei")
    return Layout(
        sheet=file.get("sheet"),
        header_rows=_numbers(file.get("header_rows", file.get("header_row", 1))),
        first_row=_numbers(file["first_row"])[0] if "first_row" in file else None,
        leave_out_rows=_numbers(file.get("leave_out_rows", [])),
        fill_headings=_flag(file, "fill_headings", default=True),
        encoding=file.get("encoding"),
        separator=file.get("separator"),
        decimal=file.get("decimal", ","),
        thousands=file.get("thousands"),
        missing=frozenset(item.casefold() for item in _texts(file.get("missing", []))),
        zero=frozenset(item.casefold() for item in _texts(file.get("zero", []))),
    )


def _source(value: object) -> Source:
    if isinstance(value, str):
        return Source((value,))
    if isinstance(value, dict) and len({"column", "first_of", "join"} & set(value)) == 1:
        _known("column", value)
        return Source(
            _texts(value.get("join", value.get("first_of", value.get("column")))),
            value.get("with", " ") if "join" in value else None,
            value.get("empty", ""),
            dict(value.get("words", {})),
            value.get("otherwise"),
        )
    raise ValueError("een kolom is een naam, { first_of = [...] }, { join = [...] } of { column = ..., words = {...} }")


def _measure(item: dict[str, Any]) -> Measure:
    _known("measure", item)
    parts = {part: _formula(item[part]) for part in PARTS if part in item}
    if bool(parts) == ("answers" in item):
        raise ValueError(f"measure {item['indicator']} noemt value, numerator of denominator, of anders answers")
    return Measure(item["indicator"], parts, _flag(item, "rows_add_up"), item.get("note"), item.get("answers"))


def _formula(value: object) -> Formula:
    if isinstance(value, str):
        return Formula((value,))
    if not isinstance(value, dict) or len({"add", "multiply"} & set(value)) != 1:
        raise ValueError("een deel van een measure is een kolom, { add = [...] } of { multiply = [...] }")
    _known("formula", value)
    return Formula(
        add=_texts(value.get("add", [])),
        subtract=_texts(value.get("subtract", [])),
        times=float(value.get("times", 1)),
        multiply=_texts(value.get("multiply", [])),
        round=_flag(value, "round"),
    )


def _unpivot(item: Mapping[str, Any]) -> Unpivot:
    _known("unpivot", item)
    if ("columns" in item) == ({"from", "to"} <= set(item)):
        raise ValueError("unpivot noemt columns, of anders from en to")
    return Unpivot(
        _text(item["into"]), _text(item["value"]), _texts(item.get("columns", [])), item.get("from"), item.get("to")
    )


def _leave_out(item: Mapping[str, Any]) -> LeaveOut:
    _known("leave_out", item)
    found = LeaveOut(
        _text(item["column"]),
        _texts(item.get("equals", [])),
        _texts(item.get("starts_with", [])),
        _texts(item.get("contains", [])),
        _flag(item, "empty"),
        item.get("reason", ""),
    )
    if not (found.equals or found.starts_with or found.contains or found.empty):
        raise ValueError("leave_out noemt equals, starts_with, contains of empty = true")
    return found


def _totals(item: Mapping[str, Any]) -> Totals:
    _known("totals", item)
    levels = {word.label: word for word in (Severity.ERROR, Severity.WARNING)}
    if (level := item.get("severity", Severity.ERROR.label)) not in levels:
        raise ValueError(f"totals.severity {level} bestaat niet; kies uit {', '.join(levels)}")
    return Totals(_text(item["column"]), _text(item["equals"]), levels[level], _texts(item.get("columns", [])))
