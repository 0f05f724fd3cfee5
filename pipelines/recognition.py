"""What a file is before anything is asked: our template, a remembered recipe, an export of a survey tool, or unknown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from pipelines.reading.cells import FileCells, SheetCells
from pipelines.recipes.declaration import Recipe
from pipelines.recipes.shaping import fingerprint, sheet_of
from pipelines.sources import labour, register, social_return, survey_form
from pipelines.sources.headers import find_header
from pipelines.sources.rows import normal
from pipelines.templates import TEMPLATE_VERSION
from schemas.dimensions import SheetForm
from schemas.lead_time_cases import LEAD_TIME_CASES
from schemas.monitoring import MONITORING
from schemas.reciprocity import VOLUNTEERS
from schemas.reference import REFERENCE

_SEARCHED = 30  # rows at the top of a sheet
_OWN = (
    ("monitoring", MONITORING),
    ("volunteers", VOLUNTEERS),
    ("cases", LEAD_TIME_CASES),
    ("reference", REFERENCE),
)


@dataclass(frozen=True)
class Recognition:
    """`kind` is register, survey, social_return, labour, monitoring, volunteers, cases, reference, recipe, export or unknown; `name` the recipe or the survey tool.
    For an export also where its table stands: rows count from 1. `label` is for the screen."""

    kind: str
    label: str
    name: str = ""
    version: str | None = None
    sheet: str | None = None
    header_rows: tuple[int, ...] = ()
    first_row: int | None = None
    asks: Mapping[str, str] = field(default_factory=dict)  # constants of the recipe to confirm for this file

    @property
    def known(self) -> bool:
        """Whether the file needs no mapping."""
        return self.kind in ("register", "survey", "social_return", "labour", *dict(_OWN), "recipe")


def recognise(cells: FileCells, recipes: Iterable[Recipe]) -> Recognition:
    """Our own forms first, then recipes by the fingerprint of the headings, then the layouts of survey tools."""
    if register.recognised(cells):
        return Recognition("register", "Herkend: stamgegevens")
    if survey_form.recognised(cells):
        return Recognition("survey", "Herkend: ons sjabloon voor een enquête")
    if labour.recognised(cells):
        return Recognition("labour", "Herkend: vacatures en plaatsingen")
    if social_return.recognised(cells):
        return Recognition("social_return", "Herkend: social return")
    for sheet in cells.sheets:
        for kind, form in _OWN:
            if (row := find_header(sheet, form)) is not None:
                return _template(kind, form, sheet, header=row)
    for recipe in recipes:
        if fits(recipe, cells):
            return Recognition(
                "recipe", f"Herkend: recept {recipe.name} ({recipe.title})", recipe.name,
                sheet=recipe.content.layout.sheet, header_rows=recipe.content.layout.header_rows,
                first_row=recipe.content.layout.starts, asks=recipe.content.asks,
            )  # fmt: skip
    return recognise_export(cells) or Recognition("unknown", "Nog niet bekend: wijs aan wat waar staat")


def recognise_export(cells: FileCells) -> Recognition | None:
    """The survey tool that wrote this file, and the sheet on which its table stands; None where no tool is known."""
    return next((found for sheet in cells.sheets if (found := _export(cells, sheet))), None)


def fits(recipe: Recipe, cells: FileCells) -> bool:
    """Whether the headings of this file, read where the recipe looks for them, are headings it knows."""
    sheet = sheet_of(cells, recipe.content.layout)
    if sheet is None or sheet.height < recipe.content.layout.starts or not recipe.content.fingerprints:
        return False
    return fingerprint(sheet, recipe.content.layout) in recipe.content.fingerprints


def _template(kind: str, form: SheetForm, sheet: SheetCells, *, header: int) -> Recognition:
    """Our own form. The version stands above the headings; a form without one was made by hand."""
    own = "ons sjabloon" if kind == "monitoring" else form.title
    said = next(
        (match for row in sheet.rows(0, header) for cell in row if (match := _VERSION.fullmatch(normal(cell)))), None
    )
    found = Recognition(
        kind,
        f"Herkend: {own.casefold()}",
        form.title,
        sheet=sheet.name,
        header_rows=(header + 1,),
        first_row=header + 2,
    )
    if said is None:
        without = ", zonder versie" if kind == "monitoring" else ""
        return replace(found, label=found.label + without)
    newest = int(TEMPLATE_VERSION.rsplit(" ", 1)[-1])
    version, label = said[1], f"{found.label}, versie {said[1]}"
    if int(version) < newest:
        label += f". Er is een nieuwere: versie {newest}"
    elif int(version) > newest:
        label += f". Deze versie is nieuwer dan dit programma kent ({newest})"
    return replace(found, label=label, version=version)


_VERSION = re.compile(r"sjabloon [a-z]+ (\d{1,4})")


def _export(cells: FileCells, sheet: SheetCells) -> Recognition | None:
    rows = [[normal(cell) for cell in row] for row in sheet.rows(0, _SEARCHED)]
    if not rows:
        return None
    for name, test, headers in _LAYOUTS:
        if test(rows, normal(sheet.name), cells.kind):
            return Recognition(
                "export", f"Herkend: uitvoer van {name}", name,
                sheet=sheet.name, header_rows=headers, first_row=headers[-1] + (2 if name == "Qualtrics" else 1),
            )  # fmt: skip
    return None


Test = Callable[[list[list[str]], str, str], bool]


def _qualtrics(rows: list[list[str]], _sheet: str, _kind: str) -> bool:
    return len(rows) > 2 and sum("importid" in cell for cell in rows[2]) > len(rows[2]) / 2


def _limesurvey(rows: list[list[str]], _sheet: str, _kind: str) -> bool:
    """Headings as code. question [sub question], or the columns that LimeSurvey adds by itself."""
    filled = [cell for cell in rows[0] if cell]
    coded = sum(bool(re.match(r"[a-z]\w*(?:\[\w+\])?\. \S|[a-z]\w*\[\w+\]\.?", cell)) for cell in filled)
    own = {"lastpage", "startlanguage", "seed", "laatste pagina", "starttaal", "begintaal"}
    return len(filled) > 2 and (coded >= 0.6 * len(filled) or len(own & set(filled)) >= 2)


def _surveymonkey(rows: list[list[str]], _sheet: str, _kind: str) -> bool:
    second = rows[1] if len(rows) > 1 else []
    own = {"response", "open-ended response", "antwoord", "open antwoord", "vrij antwoord"}
    return normal(rows[0][0]) in ("respondentid", "respondent id", "respondent-id") and any(
        cell in own for cell in second
    )


def _google(rows: list[list[str]], sheet: str, _kind: str) -> bool:
    first = ("timestamp", "tijdstempel", "marca temporal", "horodateur", "zeitstempel")
    return rows[0][0] in first or sheet.startswith(("form responses", "formulierreacties"))


def _microsoft(rows: list[list[str]], _sheet: str, _kind: str) -> bool:
    english = {"id", "start time", "completion time"}
    dutch = ({"id", "begintijd", "tijd van voltooien"}, {"id", "starttijd", "voltooiingstijd"})
    return any(words <= set(rows[0]) for words in (english, *dutch))


def _vng(rows: list[list[str]], _sheet: str, kind: str) -> bool:
    return kind == "sav" and len({"gemnr", "jr", "kw", "weging", "wijknr"} & set(rows[0])) >= 3


def _spss(_rows: list[list[str]], _sheet: str, kind: str) -> bool:
    return kind == "sav"


_LAYOUTS: tuple[tuple[str, Test, tuple[int, ...]], ...] = (
    ("Qualtrics", _qualtrics, (1, 2)),
    ("SurveyMonkey", _surveymonkey, (1, 2)),
    ("LimeSurvey", _limesurvey, (1,)),
    ("Microsoft Forms", _microsoft, (1,)),
    ("Google Forms", _google, (1,)),
    ("de VNG Burgerpeiling (SPSS)", _vng, (1,)),
    ("SPSS", _spss, (1,)),
)
