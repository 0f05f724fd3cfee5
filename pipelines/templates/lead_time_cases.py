"""The workbook Zakenlijst: one sheet with a row per request, one sheet that explains."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pandas as pd
import xlsxwriter

from pipelines.templates.register import write_column
from pipelines.templates.styles import OPTIONS, Styles, set_up
from schemas.lead_time_cases import LEAD_TIME_CASES
from schemas.quarter import Quarter

_STEPS = (
    "Zet op het blad Zakenlijst één rij per aanvraag: elke aanvraag van de laatste vier kwartalen, en elke aanvraag die op "
    "de laatste dag van het kwartaal nog niet is gestart.",
    "Geef de stand van {last}. Wat daarna gebeurde, komt in de lijst van het volgende kwartaal.",
    "Het zaaknummer is een kenmerk dat bij u is gemaakt en niemand aanwijst, zoals een hash. Geef dezelfde zaak elk "
    "kwartaal hetzelfde kenmerk.",
    "Is de hulp nog niet begonnen? Laat de startdatum leeg. Is de aanvraag ingetrokken of afgewezen? Vul dan einddatum en "
    "reden in, en laat de startdatum leeg.",
    "Zet nergens namen, geboortedatums, adressen of burgerservicenummers. Een bestand waarin ze staan, wordt vernietigd.",
)


def write_case_list(
    path: Path | BytesIO, rows: pd.DataFrame, *, provider: str, municipality: str, quarter: Quarter
) -> None:
    """Write the workbook of one provider for one quarter. rows: the fields of schemas.lead_time_cases, where filled; it
    may be empty. The same input gives the same bytes."""
    with xlsxwriter.Workbook(path, OPTIONS) as book:
        styles = Styles(book, f"{LEAD_TIME_CASES.title} {quarter.label} - {provider}")
        sheet = book.add_worksheet(LEAD_TIME_CASES.title)
        for column, field in enumerate(LEAD_TIME_CASES.fields):
            values = rows[field.name].astype(object).tolist() if field.name in rows else []
            write_column(sheet, styles, column, field=field, values=values)
        sheet.set_row(0, 24)
        set_up(sheet, freeze=(1, 4), header_row=0)
        told = book.add_worksheet("Uitleg")
        told.set_column(0, 0, 110)
        told.write_string(
            0, 0, f"{LEAD_TIME_CASES.title} {quarter.label}, {provider}, voor {municipality}", styles.title
        )
        last = f"{quarter.last_day:%d-%m-%Y}"
        for row, text in enumerate(_STEPS, start=2):
            told.write_string(row, 0, text.format(last=last), styles(text_wrap=True))
        for row, field in enumerate(LEAD_TIME_CASES.fields, start=len(_STEPS) + 3):
            must = " Verplicht." if field.required else ""
            words = f" Kies uit: {', '.join(field.words)}." if field.words else ""
            told.write_string(row, 0, f"{field.header}: {field.explanation}{must}{words}", styles(text_wrap=True))
        set_up(told, freeze=(1, 0))
