"""Bad files that are no text: each made by a few readable lines. The others stand in tests/deliveries/bad."""

from __future__ import annotations

import base64
import copy
import io
import zipfile
from collections.abc import Callable
from datetime import date

import small_town
import xlsxwriter

ROW = ["berk", "D-3", "2025-K1", "BER-1", 40, None, None, "aantal", None, None, None]
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def workbook(rows: list[list], at: tuple[int, int] | None = None) -> bytes:
    """A right workbook of our layout, with one more cell far away if asked."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Kwartaalmonitor")
        for number, row in enumerate([small_town.HEADERS, *rows]):
            for column, value in enumerate(row):
                if value is not None:
                    sheet.write(number, column, value)
        if at:
            sheet.write(*at, "x")
    return data.getvalue()


def with_entry(name: str, content: bytes) -> bytes:
    """A right workbook with one more file inside, well packed."""
    data = io.BytesIO(workbook([ROW]))
    with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr(name, content)
    return data.getvalue()


def zip_bomb() -> bytes:
    """A sheet of 450 MB of blanks that packs to half a megabyte."""
    data, source = io.BytesIO(), zipfile.ZipFile(io.BytesIO(workbook([ROW])))
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for entry in source.infolist():
            if entry.filename != "xl/worksheets/sheet1.xml":
                archive.writestr(entry, source.read(entry))
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(45):
                sheet.write(b" " * 10_000_000)
    return data.getvalue()


def lying_zip() -> bytes:
    """A workbook whose contents list says that its sheet is small, while it unpacks to 60 MB of text."""
    cell = b'<c t="inlineStr"><is><t>x</t></is></c>'
    body = b"<worksheet><sheetData><row>" + cell * 1_500_000 + b"</row></sheetData></worksheet>"
    data, source = io.BytesIO(), zipfile.ZipFile(io.BytesIO(workbook([ROW])))
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for entry in source.infolist():
            name = entry.filename
            archive.writestr(name, body if name == "xl/worksheets/sheet1.xml" else source.read(entry))
        packed = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    return data.getvalue().replace(packed.to_bytes(4, "little"), (1_000).to_bytes(4, "little"))


def renamed_odt() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<office/>")
    return data.getvalue()


def register(**changes: list[list]) -> bytes:
    sheets = copy.deepcopy(small_town.REGISTER)
    for name, rows in changes.items():
        sheets[name] += rows
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, date):
                        sheet.write_datetime(number, column, value, day)
                    elif value is not None:
                        sheet.write(number, column, value)
    return data.getvalue()


MAKERS: dict[str, Callable[[], bytes]] = {
    "plaatje.xlsx": lambda: PNG,
    "afgekapt.xlsx": lambda: workbook([ROW])[:2000],
    "verre-cel.xlsx": lambda: workbook([ROW], at=(1_048_575, 16_383)),
    "zipbom.xlsx": zip_bomb,
    "liegende-zip.xlsx": lying_zip,
    "macros.xlsx": lambda: with_entry("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 Attribute VB_Name"),
    "tekstdocument.xlsx": renamed_odt,
    "oude-excel.xls": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2000,
    "programma.csv": lambda: b"MZ" + b"\x90\x00" * 500,
    "excelfout-in-cel.xlsx": lambda: workbook([[*ROW[:4], "#DEEL/0!", *ROW[5:]]]),
    "normen-overlappen.xlsx": lambda: register(
        prestatieafspraken=[["D-4", "BER-2", 200, "jaar", date(2025, 10, 1), None, "vergeten af te sluiten"]]
    ),
    "norm-bij-indicator-zonder-norm.xlsx": lambda: register(
        prestatieafspraken=[["D-4", "BER-5", 20, "kwartaal", date(2025, 7, 1), None, None]]
    ),
    "einde-voor-begin.xlsx": lambda: register(
        deelname=[["KO-1", "wilg", date(2026, 7, 1), date(2026, 1, 1), None]]
    ),
    "register-onbekende-aanbieder.xlsx": lambda: register(
        deelovereenkomsten=[["D-9", "esdoorn", "Iets", date(2025, 7, 1), None]]
    ),
    "utf16-zonder-merk.csv": lambda: small_town.csv_text(small_town.line(*ROW)).encode("utf-16-le"),
}  # fmt: skip
