"""The workbook Social return: four sheets with one row each per obligation, entry, invoice or certificate."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pandas as pd
import xlsxwriter

from pipelines.templates.register import write_column
from pipelines.templates.styles import OPTIONS, Styles, set_up
from schemas.quarter import Quarter
from schemas.social_return import SOCIAL_RETURN_SHEETS
from schemas.target_groups import GROUP_LABELS

_STEPS = (
    "Geef de stand van {last}: alle verplichtingen, en alle inzet sinds het begin van elke verplichting.",
    "Zet op het blad Inzet één rij per plaatsing, stage, training, inkoop of activiteit. Houd het kenmerk elk kwartaal "
    "hetzelfde, ook als er iets verandert.",
    "De kandidaat_ref is een kenmerk dat bij u is gemaakt en niemand aanwijst, zoals een hash. Dezelfde kandidaat heeft "
    "steeds hetzelfde kenmerk.",
    "Stuur geen bewijsstukken mee. Schrijf alleen welk bewijs er is, wanneer het is gezien en door welke functie.",
    "Grondslag, percentage en bouwblokkentabel liggen vast bij de gunning en veranderen niet meer.",
    "Zet nergens namen, geboortedatums, adressen of burgerservicenummers. Een bestand waarin ze staan, wordt vernietigd.",
    "Doelgroepen: {groups}.",
)


def write_social_return(
    path: Path | BytesIO, sheets: Mapping[str, pd.DataFrame], *, provider: str, municipality: str, quarter: Quarter
) -> None:
    """Write the workbook of one provider for one quarter. sheets: form name -> the fields of schemas.social_return, where
    filled. The same input gives the same bytes."""
    with xlsxwriter.Workbook(path, OPTIONS) as book:
        styles = Styles(book, f"Social return {quarter.label} - {provider}")
        for form in SOCIAL_RETURN_SHEETS:
            rows = sheets.get(form.name, pd.DataFrame())
            sheet = book.add_worksheet(form.title)
            for column, field in enumerate(form.fields):
                values = rows[field.name].astype(object).tolist() if field.name in rows else []
                write_column(sheet, styles, column, field=field, values=values)
            sheet.set_row(0, 24)
            set_up(sheet, freeze=(1, 4), header_row=0)
        told = book.add_worksheet("Uitleg")
        told.set_column(0, 0, 110)
        told.write_string(0, 0, f"Social return {quarter.label}, {provider}, voor {municipality}", styles.title)
        row = 2
        for step in _STEPS:
            text = step.format(last=f"{quarter.last_day:%d-%m-%Y}", groups=", ".join(GROUP_LABELS))
            told.write_string(row, 0, text, styles(text_wrap=True))
            row += 1
        for form in SOCIAL_RETURN_SHEETS:
            told.write_string(row + 1, 0, form.title, styles.title)
            row += 2
            for field in form.fields:
                must = " Verplicht." if field.required else ""
                words = f" Kies uit: {', '.join(field.words)}." if field.words else ""
                told.write_string(row, 0, f"{field.header}: {field.explanation}{must}{words}", styles(text_wrap=True))
                row += 1
        set_up(told, freeze=(1, 0))
