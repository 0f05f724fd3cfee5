"""The national resident survey of the VNG (Burgerpeiling, 2022) as its SPSS file: every column by its label."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pandas as pd

from pipelines.reading.cells import SheetCells
from pipelines.surveys.layouts.spss import FIRST, heading, option_of
from pipelines.surveys.layouts.table import Heading, Layout, below
from schemas.vocabulary import DataSet, SurveyMode, Weighting

TOOL = "de VNG Burgerpeiling (SPSS)"
HEAVIEST = 5.0  # the VNG leaves out who weighs this much or more
_LABELLED = re.compile(r"\[(?P<code>[a-z]{2}\d\d)(?P<rest>[.\d]*)\]", re.IGNORECASE)
# what is no question, by its label: of the respondent, or of the whole wave
_ABOUT = {"wegingsfactor": "weight", "wijknummer (officiële cbs-code)": "district", "wijknummer": "district"}
_ABOUT_CODE = {"ch01": "sex", "ch02": "age_band"}
_OF_THE_WAVE = frozenset({"respondentnummer", "gemeentenummer (cbs-code)", "jaar", "kwartaal", "veldwerkmodus",
                          "onderzoeksbureau"})  # fmt: skip
_MODES = {"websurvey": SurveyMode.ONLINE.label, "schriftelijke enquete": SurveyMode.PAPER.label}
# more choices whose labels give the option alone
_QUESTION_OF = {"zw05": "Bent u actief (geweest) in een vereniging?"}


def read(sheet: SheetCells) -> Layout:
    """An option stands in brackets at the end of its label. The columns of one question share the name up to its last
    number (zw15_0_1); the word before the brackets may differ within one question."""
    names, labels = ([" ".join(text.split()) for text in sheet.row(row)] for row in (0, 1))
    about: dict[str, int] = {}
    headings: list[Heading] = []
    firsts: dict[str, Heading] = {}
    for column, (name, label) in enumerate(zip(names, labels, strict=True)):
        code = match["code"].casefold() if (match := _LABELLED.match(label)) else ""
        of_respondent = _ABOUT.get(label.casefold()) or _ABOUT_CODE.get(code)
        if of_respondent:
            about[of_respondent] = column
        if label.casefold() in _OF_THE_WAVE:
            headings.append(Heading(column, label, name, gone="technical"))
        else:
            headings.append(_question(heading(column, name, label), code, firsts))
    heavy = _heavy(sheet, about["weight"]) if "weight" in about else {}
    return Layout(TOOL, sheet, headings, FIRST, about=about, rows_out=heavy)


def facts(sheet: SheetCells) -> dict[str, str]:
    """What the file itself says of the wave, where it says one thing: quarter, how it was asked, by whom. Its weights come
    with it."""
    names = [text.strip().casefold() for text in sheet.row(0)]

    def only(name: str) -> str:
        said = (
            {text for text in below(sheet, names.index(name), FIRST).str.strip().unique() if text}
            if name in names
            else set()
        )
        return said.pop() if len(said) == 1 else ""

    year, quarter = re.sub(r"\D.*", "", only("jr")), only("kw").removeprefix("kwartaal").strip()
    found = {
        "kind": DataSet.CITIZEN_PANEL.value,
        "title": f"Burgerpeiling {year}".strip(),
        "quarter": f"{year}-K{quarter}" if re.fullmatch(r"(?:19|20)\d\d", year) and quarter in set("1234") else "",
        "mode": _MODES.get(only("veldwerkmodus").strip(" ,.").casefold(), ""),
        "agency": only("org"),
        "weighting": Weighting.DELIVERED.label,
        "weight_source": "weging in het bestand van de Burgerpeiling",
    }
    return {name: text for name, text in found.items() if text}


def _question(item: Heading, code: str, firsts: dict[str, Heading]) -> Heading:
    if code in _QUESTION_OF:
        question, option = _QUESTION_OF[code], item.text
    elif told := option_of(item.text):
        question, option = told
    else:
        return item
    group = item.code.rpartition("_")[0]
    made = replace(item, text=question, code=group, part="", option=option, first=item.column)
    first = firsts.setdefault(group, made)
    return replace(made, text=first.text, first=first.column)


def _heavy(sheet: SheetCells, column: int) -> dict[str, np.ndarray]:
    weights = pd.to_numeric(below(sheet, column, FIRST).str.strip().str.replace(",", "."), errors="coerce")
    return {"weight": (weights >= HEAVIEST).to_numpy(dtype=bool, na_value=False)}
