"""Valid deliveries to spoil: a filled-in template, CSV as offices send it, a register, a foreign file with its recipe."""

from __future__ import annotations

import csv
import io
import warnings
from dataclasses import dataclass
from datetime import date, datetime

import oracle
import pandas as pd
import xlsxwriter
from oracle import Figures, Grid
from small_town import HEADERS, REGISTER

from pipelines.templates import monitoring_rows, write_monitoring
from schemas.quarter import Quarter

CREATED = {"created": datetime(2025, 1, 1)}  # noqa: DTZ001 - the writer wants it bare
RECIPE = """
title = "Cijfers uit het eigen systeem"

[file]
header_row = 2
separator = ";"

[columns]
provider_id = "instelling"
period = "maand"

[[measure]]
indicator = "BER-1"
value = "aantal"

[[measure]]
indicator = "TER-2"
numerator = { add = ["gestart"], subtract = ["te laat"] }
denominator = "gestart"
"""
FOREIGN: Grid = [
    ["Export van 3 april 2025", "", "", "", "", ""],
    ["Instelling", "Maand", "Aantal", "Gestart", "Te laat", "Opmerking"],
    ["De Berk B.V.", "2025-01", "40", "12", "3", ""],
    ["De Berk B.V.", "2025-02", "41", "10", "1", "krokusvakantie"],
    ["De Berk B.V.", "2025-03", "38", "15", "0", ""],
]
# indicator: three months and the quarter, each as waarde, teller, noemer
_STORY: dict[str, list[tuple[object, object, object]]] = {
    "BER-1": [(40, "", ""), (43, "", ""), (39, "", ""), (61, "", "")],
    "BER-2": [(40, "", ""), (52, "", ""), (61, "", ""), (61, "", "")],
    "BER-5": [(6, "", ""), (4, "", ""), (5, "", "")],
    "BER-6": [(3, "", ""), (4, "", ""), (2, "", "")],
    "BER-7": [(30, "", ""), (30, "", ""), (33, "", ""), (33, "", "")],
    "TER-1": [("14,5", "", 12), (13, "", 10), (12, "", 14), ("13,5", "", 36)],
    "TER-2": [("", 9, 12), (80, 8, 10), ("", 13, 14)],
    "TER-4": [(4, "", ""), (6, "", ""), (5, "", ""), (5, "", "")],
}
_PARTS = [("BER-5", "2025-01", 4, "wijk", "Noord"), ("BER-5", "2025-01", 2, "wijk", "Zuid"), ("BER-5", "2025-02", "<5", "doelgroep", "jongeren")]  # fmt: skip
_UNITS = {"BER": "aantal", "TER-1": "dagen", "TER-2": "%", "TER-4": "aantal"}


@dataclass(frozen=True)
class Valid:
    """A right delivery: its sheets as texts; `real` is the workbook our own template made of it, if any."""

    name: str
    sheets: dict[str, Grid]
    real: bytes | None = None
    recipe: str | None = None

    def figures(self, sheets: dict[str, Grid], meanings: oracle.Meanings) -> Figures | None:
        """What these (changed) sheets say, read the oracle's way."""
        if self.name == "stamgegevens":
            return oracle.register_rows(sheets, {name: self.sheets[name][0] for name in self.sheets}, meanings)
        (grid,) = sheets.values()
        return oracle.recipe_figures(grid, meanings) if self.recipe else oracle.figures(grid, meanings)


def monitoring() -> Grid:
    """Two sub-agreements of De Linde, the first quarter of 2025, with districts and a note."""
    rows: Grid = [list(HEADERS)]
    for sub in ("D-1", "D-2"):
        for code, story in _STORY.items():
            unit = _UNITS.get(code, _UNITS.get(code[:3], ""))
            for period, parts in zip(("2025-01", "2025-02", "2025-03", "2025-K1"), story, strict=False):
                rows.append(["linde", sub, period, code, *map(str, parts), unit, "", "", ""])
    rows[3][10] = "één groep stopte in februari; daarom minder"
    rows += [["Stichting De Linde", "D-1", p, code, str(n), "", "", "aantal", kind, part, ""]
             for code, p, n, kind, part in _PARTS]  # fmt: skip
    return rows


def template() -> Valid:
    """The same figures in the workbook that we hand out."""
    subs = pd.DataFrame({"provider_id": ["linde", "linde"], "sub_agreement_id": ["D-1", "D-2"]})
    grid = monitoring()
    filled = {(row[1], row[2], row[3]): row[4:7] for row in grid[1:] if not row[8]}
    rows = monitoring_rows(subs, Quarter(2025, 1)).to_dict("records")
    for row in rows:
        parts = filled.get((row["sub_agreement_id"], row["period"], row["indicator"]), ["", "", ""])
        for name, text in zip(("value", "numerator", "denominator"), parts, strict=True):
            row[name] = float(text.replace(",", ".")) if text else None
    data = io.BytesIO()
    write_monitoring(data, pd.DataFrame(rows), provider="Stichting De Linde", municipality="Kleindorp",
                     quarter=Quarter(2025, 1), due_on=date(2025, 4, 28))  # fmt: skip
    return Valid("sjabloon", {"Kwartaalmonitor": read_back(data.getvalue())["Kwartaalmonitor"]}, data.getvalue())


def register() -> Valid:
    sheets = {name: [[text_of(value) for value in row] for row in rows] for name, rows in REGISTER.items()}
    return Valid("stamgegevens", sheets, workbook(sheets))


def all_valid() -> list[Valid]:
    return [template(), Valid("monitor", {"Kwartaalmonitor": monitoring()}), register(),
            Valid("recept", {"Export": FOREIGN}, recipe=RECIPE)]  # fmt: skip


def text_of(value: object) -> str:
    """A cell of a workbook as the oracle reads it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "WAAR" if value else "ONWAAR"
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, int | float):
        return f"{value:.15g}".replace(".", ",")
    return str(value)


def read_back(content: bytes) -> dict[str, Grid]:
    """The visible cells of a workbook by openpyxl, which shares no code with our reader. Raises whatever it raises."""
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what it misses in a spoiled workbook
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    return {sheet.title: [[text_of(cell) for cell in row] for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets}  # fmt: skip


def workbook(sheets: dict[str, Grid], *, typed: bool = True) -> bytes:
    """A plain workbook of these texts; `typed` makes numbers and dates of what looks like them."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True, "default_date_format": "dd-mm-yyyy"}) as book:
        book.set_properties(CREATED)
        for name, grid in sheets.items():
            sheet = book.add_worksheet(name)
            for row, texts in enumerate(grid):
                for column, text in enumerate(texts):
                    _put(sheet, row, column, text=text, typed=typed)
    return data.getvalue()


def _put(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, *, text: str, typed: bool) -> None:
    number = text.replace(",", ".", 1)
    if typed and oracle._DATE.fullmatch(text):
        try:
            sheet.write_datetime(row, column, date.fromisoformat(text))
            return
        except ValueError:
            pass
    if (
        typed
        and text.isascii()
        and number.replace(".", "", 1).isdigit()
        and text_of(float(number)) == text
        and len(text) < 8
    ):
        sheet.write_number(row, column, float(number))
    elif text:
        sheet.write_string(row, column, text)


def csv_of(grid: Grid, *, separator: str = ";", end: str = "\n", quoting: int = csv.QUOTE_MINIMAL) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator=end, quoting=quoting).writerows(grid)  # type: ignore[arg-type]
    return out.getvalue()


def csv_back(content: bytes, *, encoding: str, separator: str) -> Grid | None:
    """The records of a text as the csv module reads them; None where it cannot."""
    try:
        text = content.decode(encoding)
    except UnicodeError:
        if encoding not in ("utf-8", "utf-8-sig"):
            return None
        try:
            text = content.decode("cp1252")
        except UnicodeError:
            return None
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        return None
