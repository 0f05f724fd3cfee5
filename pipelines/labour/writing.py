"""Stored rows of vacancies back as the cells of a workbook: words for codes."""

from __future__ import annotations

import pandas as pd

from pipelines.sources.labour import WORDS
from schemas.dimensions import Kind, SheetForm
from schemas.labour import CANDIDATES, WHOLE
from schemas.quarter import Quarter
from schemas.vocabulary import TargetGroup, WorkForm


def labelled(rows: pd.DataFrame, form: SheetForm, quarter: Quarter) -> pd.DataFrame:
    """The fields of the form, as the state of `quarter`. What is read back from it is what was stored."""
    cells = rows[[item.name for item in form.fields]].astype(object).assign(quarter=str(quarter))
    for (sheet, name), words in WORDS.items():
        if sheet == form.name:
            cells[name] = cells[name].map({word.value: word.label for word in words})
    if "target_group" in cells:
        cells["target_group"] = cells["target_group"].map({word.value: word.label for word in TargetGroup})
    if form is CANDIDATES:
        cells["forms"] = ["; ".join(WorkForm(code).label for code in text.split()) for text in cells["forms"]]
        cells["provider_id"] = cells["provider_id"].where(cells["provider_id"] != WHOLE)
    for item in form.fields:
        if item.kind is Kind.FLAG:
            cells[item.name] = cells[item.name].map({True: "ja", False: "nee"})
    return cells
