"""The workbook Enquête: a sheet per form of schemas.survey_forms, empty to fill in or filled, and one that explains."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pandas as pd
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from pipelines.templates.register import write_column
from pipelines.templates.styles import OPTIONS, TEXT_FORMAT, Styles, set_up
from schemas.dimensions import Field, Kind, SheetForm
from schemas.questions import QUESTIONS
from schemas.survey_forms import ABOUT_FIELDS, COUNTS_FORM, RESPONDENT_FIELD, SURVEY_SHEETS, WAVE_FORM, WIDE_NAME
from schemas.vocabulary import DataSet

# kind of survey -> its word in the name of the file
PRESETS = {DataSet.CLIENT_SURVEY: "clienten", DataSet.PARTNER_SURVEY: "partners", DataSet.CITIZEN_PANEL: "inwonerpanel",
           DataSet.WMO_SURVEY: "wmo", DataSet.YOUTH_SURVEY: "jeugd"}  # fmt: skip
_OWN_QUESTIONS = (
    "Kwartaalbeeld kent de vragen van dit onderzoek niet vooraf: zet op het blad antwoorden breed achter de andere kolommen "
    "een kolom per vraag, met de vraag zelf als opschrift."
)
_NEVER_PER_PROVIDER = (
    "Dit wettelijke onderzoek is niet bedoeld om aanbieders te vergelijken of in te kopen. Er hoort dus geen aanbieder in; "
    "staat die er wel, dan bewaart Kwartaalbeeld hem niet."
)
_QUESTIONS = {DataSet.PARTNER_SURVEY: "partner-", DataSet.CITIZEN_PANEL: "panel-", DataSet.WMO_SURVEY: "wmo-"}
_CLIENT = ("wmo-6", "wmo-7", "wmo-8", "client-gehoord", "client-afspraken", "cijfer-ondersteuning", "aanbevelen")
_STEPS = (
    "Vul op het blad meting één rij in: welke meting dit is, en hoe zij gehouden is.",
    "Zet de antwoorden op het blad antwoorden breed (één rij per ingevulde vragenlijst, elke vraag een kolom) of op het "
    "blad antwoorden (één rij per antwoord). Kies een van de twee; laat het andere blad leeg.",
    "Zet de antwoorden er in woorden in, precies zoals op de vragenlijst, of het cijfer. Schrijf ook weet niet, n.v.t. of "
    "wil niet zeggen op: die tellen we apart. Leeg is niet ingevuld.",
    "Zijn de antwoorden al geteld? Vul dan alleen het blad uitkomsten in.",
    "Weegt u naar de bevolking? Vul het blad bevolking in. Schrijf de groepen daar precies zoals bij de antwoorden.",
    "Op het blad vragen staat wat u van uw eigen vragen wilt vastleggen. Vragen die Kwartaalbeeld kent, hoeven daar niet in.",
    "Open antwoorden horen op het blad open antwoorden. Niemand ziet ze voordat iemand ze heeft gelezen en vrijgegeven.",
    "Zet nergens namen van cliënten, geboortedatums, adressen, e-mailadressen of burgerservicenummers.",
)


def write_survey(
    path: Path | BytesIO, frames: Mapping[str, pd.DataFrame], *, title: str, wide: pd.DataFrame | None = None
) -> None:
    """Write a survey. frames: by form name (`meting`), columns by field name; a form left out has no sheet. wide: the
    sheet `antwoorden breed` with its headings as columns. The same input gives the same bytes."""
    with xlsxwriter.Workbook(path, OPTIONS) as book:
        styles = Styles(book, title)
        for form in SURVEY_SHEETS:
            if form.name in frames:
                _write_form(book.add_worksheet(form.name), styles, form, frame=frames[form.name])
        if wide is not None:
            _write_wide(book.add_worksheet(WIDE_NAME), styles, wide)


def survey_template(kind: DataSet, providers: pd.DataFrame) -> bytes:
    """An empty workbook for one kind of survey: its questions are headings already. providers: provider_id, provider."""
    stream = BytesIO()
    codes = [code for code in QUESTIONS if kind in _QUESTIONS and code.startswith(_QUESTIONS[kind])]
    without = kind is DataSet.YOUTH_SURVEY
    questions = [] if without else [QUESTIONS[code] for code in codes or _CLIENT]
    about = [field.header for field in (RESPONDENT_FIELD, *_about(kind))]
    wide = pd.DataFrame(columns=[*about, *(item.text for item in questions)], dtype="str")
    with xlsxwriter.Workbook(stream, OPTIONS) as book:
        styles = Styles(book, f"Enquête, {kind.label}")
        _explain(book.add_worksheet("Uitleg"), styles, kind)
        for form in SURVEY_SHEETS:
            frame = pd.DataFrame({"kind": [kind.label]}) if form is WAVE_FORM else pd.DataFrame()
            if form is not COUNTS_FORM or not without:
                asked = _without_provider(form) if without else form
                _write_form(book.add_worksheet(form.name), styles, asked, frame=frame)
        _write_wide(book.add_worksheet(WIDE_NAME), styles, wide)
        if kind in (DataSet.CLIENT_SURVEY, DataSet.PARTNER_SURVEY):
            _write_wide(
                book.add_worksheet("Aanbieders"),
                styles,
                providers.rename(columns={"provider_id": "code", "provider": "naam"}),
            )
    return stream.getvalue()


def _without_provider(form: SheetForm) -> SheetForm:
    return replace(form, fields=tuple(field for field in form.fields if field.name != "provider"))


def _about(kind: DataSet) -> list[Field]:
    wanted = {
        DataSet.CLIENT_SURVEY: ("provider", "age_band", "sex"), DataSet.PARTNER_SURVEY: ("provider", "organisation"),
        DataSet.CITIZEN_PANEL: ("age_band", "sex", "district", "weight"), DataSet.WMO_SURVEY: ("provider", "age_band", "sex"),
        DataSet.YOUTH_SURVEY: ("age_band", "sex", "district"),
    }[kind]  # fmt: skip
    return [field for field in ABOUT_FIELDS if field.name in wanted]


def _write_form(sheet: Worksheet, styles: Styles, form: SheetForm, *, frame: pd.DataFrame) -> None:
    for column, field in enumerate(form.fields):
        values = frame[field.name].astype(object).tolist() if field.name in frame else []
        write_column(sheet, styles, column, field=field, values=values)
    sheet.set_row(0, 24)
    set_up(sheet, freeze=(1, 0), header_row=0)


def _write_wide(sheet: Worksheet, styles: Styles, frame: pd.DataFrame) -> None:
    text, number = styles(num_format=TEXT_FORMAT), styles(num_format="General")
    for column, header in enumerate(frame.columns):
        sheet.set_column(column, column, max(14, min(36, len(header) + 2)), text)
        sheet.write_string(0, column, header, styles.header)
        for row, value in enumerate(frame[header].tolist(), start=1):
            if isinstance(value, int | float):
                if not pd.isna(value):
                    sheet.write_number(row, column, value, number)
            elif value:
                sheet.write_string(row, column, value, text)
    sheet.set_row(0, 24)
    set_up(sheet, freeze=(1, 1), header_row=0)


def _explain(sheet: Worksheet, styles: Styles, kind: DataSet) -> None:
    sheet.set_column(0, 0, 120)
    sheet.write_string(0, 0, f"Enquête: {kind.label}", styles.title)
    lines = [*_STEPS, *((_NEVER_PER_PROVIDER, _OWN_QUESTIONS) if kind is DataSet.YOUTH_SURVEY else ())]
    for form in SURVEY_SHEETS:
        lines.append("")
        lines.append(f"Blad {form.name}")
        for field in form.fields:
            must = " Verplicht." if field.required else ""
            words = f" Kies uit: {', '.join(field.words)}." if field.words and field.kind is Kind.WORD else ""
            lines.append(f"{field.header}: {field.explanation}{must}{words}")
    for row, line in enumerate(lines, start=2):
        sheet.write_string(row, 0, line, styles(text_wrap=True))
    set_up(sheet, freeze=(1, 0))
