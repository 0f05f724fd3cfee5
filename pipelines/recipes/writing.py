"""A recipe as text: what the mapping page collected, in TOML that a person can read and change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from pipelines.errors import UsageProblem
from pipelines.reading.cells import FileCells
from pipelines.recipes import survey
from pipelines.recipes.declaration import (
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
from pipelines.recipes.parsing import parse_recipe
from pipelines.recipes.shaping import fingerprint, headings, needed, sheet_of
from pipelines.recipes.survey import SurveySection
from pipelines.sources.rows import normal
from pipelines.toml_text import section, text_of, value_of
from schemas.scales import missing_reason
from schemas.surveys import MARGINS
from schemas.vocabulary import DataSet, Severity, Weighting


def recipe_text(content: Content, cells: FileCells | None = None, *, name: str = "nieuw") -> str:
    """The recipe as TOML with Dutch comments. With the file that it was made for, the headings are looked up in it and
    its fingerprint is added. Raises UsageProblem that says what is missing."""
    if cells is not None:
        content = _remembered(content, cells)
    text = "\n".join(_lines(content)) + "\n"
    parse_recipe(name, text)
    return text


def draft_text(content: Content, cells: FileCells) -> str:
    """The recipe of a survey to start from: what must be said of the wave stands there empty, what may be said as a
    comment. It is no recipe until that is filled in."""
    content = _remembered(content, cells)
    told = content.survey.facts if content.survey else {}
    lines: list[str] = []
    for line in _lines(content):
        lines.append(line)
        if line.startswith("tool = "):
            lines += [f'{"" if name in survey.REQUIRED else "# "}{name} = ""  # {survey.EXPLAINED[name]}'
                      for name in survey.FACTS if name not in told]  # fmt: skip
    if content.survey and not content.survey.margins:
        lines += _margins_to_fill(content.survey)
    return "\n".join(lines) + "\n"


def _margins_to_fill(section: SurveySection) -> Iterable[str]:
    """As a comment: the groups of inhabitants that a panel may be weighted to, as a code book lists them."""
    about = {letter: name for name, letter in section.columns.items() if name in MARGINS}
    codes = {item.column: item.codes for item in section.questions}
    if not about:
        return
    yield ""
    yield f'# alleen bij weighting = "{Weighting.RAKED.label}": {survey.MARGINS_TOLD}'
    yield "# [survey.margins]"
    for letter, name in about.items():
        groups = [label for label in codes.get(letter, {}).values() if missing_reason(label) is None]
        yield f"# {name} = {value_of(dict.fromkeys(groups or ['groep'], 0))}"


def for_file(recipe: Recipe, constants: Mapping[str, str]) -> Recipe:
    """The recipe for one file, with what `recipe.content.asks` asked for. Raises UsageProblem."""
    if (told := recipe.content.survey) is not None:
        content = replace(recipe.content, survey=told.with_facts(constants))
        return parse_recipe(recipe.name, recipe_text(content, name=recipe.name))
    if all(recipe.content.constants.get(name) == value for name, value in constants.items()):
        return recipe
    content = replace(recipe.content, constants={**recipe.content.constants, **constants})
    return parse_recipe(recipe.name, recipe_text(content, name=recipe.name))


def _remembered(content: Content, cells: FileCells) -> Content:
    """With the fingerprint of this file."""
    sheet = sheet_of(cells, content.layout)
    if sheet is None or sheet.height < content.layout.starts:
        raise UsageProblem("Op dit blad staat onder de opschriften niets. Kies een ander blad of een andere rij.")
    known = {normal(name) for name in headings(sheet, content.layout)}
    wanted = needed(content) if content.survey is None else []
    if (wide := content.unpivot) is not None:
        wanted += [column for column in (*wide.columns, wide.first, wide.last) if column]
    if absent := [column for column in wanted if normal(column) not in known]:
        raise UsageProblem(f"Deze kolommen staan niet in het bestand: {', '.join(absent)}. Wijs ze opnieuw aan.")
    own = fingerprint(sheet, content.layout)
    return replace(content, fingerprints=tuple(dict.fromkeys((*content.fingerprints, own))))


def _lines(content: Content) -> Iterable[str]:
    yield f"title = {text_of(content.title)}"
    if content.data_set is not DataSet.MONITORING:
        yield f"data_set = {text_of(content.data_set.value)}"
    if content.part:
        yield f"part = {text_of(content.part)}"
    yield from section("file", _file(content.layout), "waar de tabel staat en hoe getallen geschreven zijn")
    known = _said(fingerprints=list(content.fingerprints))
    if content.ask is not None:
        known["ask"] = list(content.ask)
    yield from section("recognise", known, "een bestand met deze opschriften gaat vanzelf met dit recept")
    if content.survey:
        for name, values, comment, many in survey.sections(content.survey):
            yield from section(name, values, comment, many=many)
    if content.unpivot:
        yield from section("unpivot", _unpivot(content.unpivot), "kolommen naast elkaar worden rijen onder elkaar")
    columns = {name: _source(item) for name, item in content.columns.items()}
    yield from section("columns", columns, "onze kolom = die in het bestand")
    if content.constants:
        yield from section("constants", content.constants, "geldt voor elke rij")
    if content.period_is != "as_written":
        yield from section("period", {"is": content.period_is})
    for item in content.answers:
        yield from section(f"answers.{text_of(item.column)}", _answers(item),
                            "antwoorden in het bestand = onze antwoorden")  # fmt: skip
    for measure in content.measures:
        yield from section("measure", _measure(measure), many=True)
    for rule in content.leaves_out:
        yield from section("leave_out", _leave_out(rule), "rijen die geen cijfer zijn", many=True)
    if content.totals:
        yield from section("totals", _totals(content.totals), "deze rij controleert de andere")
    if content.registers_unknown:
        yield from section("register", {"unknown_providers": True}, "onbekende aanbieders worden voorlopig opgenomen")
    if content.skip:
        yield from section("rows", {"skip": sorted(content.skip)},
                            "rijen met zo'n bevinding worden geteld en overgeslagen")  # fmt: skip


def _said(**values: object) -> dict[str, object]:
    """Only what says something."""
    return {key.rstrip("_"): value for key, value in values.items() if value not in (None, (), [], "", False)}


def _file(layout: Layout) -> dict[str, object]:
    one = len(layout.header_rows) == 1
    found = _said(
        sheet=layout.sheet,
        header_row=layout.header_rows[0] if one and layout.header_rows != (1,) else None,
        header_rows=None if one else list(layout.header_rows),
        first_row=layout.first_row,
        leave_out_rows=list(layout.leave_out_rows),
        encoding=layout.encoding,
        separator=layout.separator,
        decimal=layout.decimal if layout.decimal != "," else None,
        missing=sorted(layout.missing),
        zero=sorted(layout.zero),
    )
    if layout.thousands is not None:  # also an empty one says something: there are none
        found["thousands"] = layout.thousands
    return found if layout.fill_headings else {**found, "fill_headings": False}


def _source(item: Source) -> object:
    words: dict[str, object] = {"words": dict(item.words)} if item.words else {}
    if item.otherwise is not None:
        words["otherwise"] = item.otherwise
    if item.join is not None:
        return {"join": list(item.columns), "with": item.join, **_said(empty=item.empty), **words}
    if len(item.columns) > 1:
        return {"first_of": list(item.columns), **words}
    return {"column": item.columns[0], **words} if words else item.columns[0]


def _measure(measure: Measure) -> dict[str, object]:
    parts = {part: _formula(formula) for part, formula in measure.parts.items()}
    return {"indicator": measure.indicator, **parts,
            **_said(answers=measure.answers, rows_add_up=measure.rows_add_up, note=measure.note)}  # fmt: skip


def _formula(formula: Formula) -> object:
    if formula == Formula(formula.add[:1]):
        return formula.add[0]
    times = formula.times if formula.times != 1 else None
    return _said(add=list(formula.add), multiply=list(formula.multiply), subtract=list(formula.subtract), times=times,
                 round=formula.round)  # fmt: skip


def _answers(item: Answers) -> dict[str, object]:
    return {"scale": item.scale, **_said(labels=dict(item.labels) or None)}


def _unpivot(item: Unpivot) -> dict[str, object]:
    return _said(columns=list(item.columns), from_=item.first, to=item.last, into=item.into, value=item.value)


def _leave_out(rule: LeaveOut) -> dict[str, object]:
    return _said(column=rule.column, equals=list(rule.equals), starts_with=list(rule.starts_with),
                 contains=list(rule.contains), empty=rule.empty, reason=rule.reason)  # fmt: skip


def _totals(totals: Totals) -> dict[str, object]:
    level = totals.severity.label if totals.severity is not Severity.ERROR else None
    return _said(column=totals.column, equals=totals.equals, columns=list(totals.columns), severity=level)
