"""Bad files that are too big for the repository, made at test time. All others stand in tests/deliveries/bad."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import small_town
import xlsxwriter

ROW = ["berk", "D-3", "2025-K1", "BER-1", 40, None, None, "aantal", None, None, None]
SHEET = "xl/worksheets/sheet1.xml"


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


def with_sheet(*pieces: tuple[bytes, int]) -> bytes:
    """A right workbook whose sheet is replaced by these pieces, each written a number of times."""
    data, source = io.BytesIO(), zipfile.ZipFile(io.BytesIO(workbook([ROW])))
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for entry in source.infolist():
            if entry.filename != SHEET:
                archive.writestr(entry, source.read(entry))
        with archive.open(SHEET, "w", force_zip64=True) as sheet:
            for piece, times in pieces:
                for _ in range(times):
                    sheet.write(piece)
    return data.getvalue()


def lying_zip() -> bytes:
    """A workbook whose contents list says that its sheet is small, while it unpacks to 60 MB of text."""
    cell = b'<c t="inlineStr"><is><t>x</t></is></c>'
    body = b"<worksheet><sheetData><row>" + cell * 1_500_000 + b"</row></sheetData></worksheet>"
    data, source = io.BytesIO(), zipfile.ZipFile(io.BytesIO(workbook([ROW])))
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for entry in source.infolist():
            archive.writestr(entry, body if entry.filename == SHEET else source.read(entry))
        packed = archive.getinfo(SHEET).file_size
    return data.getvalue().replace(packed.to_bytes(4, "little"), (1_000).to_bytes(4, "little"))


def many_entries() -> bytes:
    data = io.BytesIO(workbook([ROW]))
    with zipfile.ZipFile(data, "a") as archive:
        for number in range(2_500):
            archive.writestr(f"xl/media/{number}.png", b"")
    return data.getvalue()


MAKERS: dict[str, Callable[[], bytes]] = {
    "verre-cel.xlsx": lambda: workbook([ROW], at=(1_048_575, 16_383)),
    "zipbom.xlsx": lambda: with_sheet((b" " * 10_000_000, 45)),
    "liegende-zip.xlsx": lying_zip,
    "miljoen-lege-rijen.xlsx": lambda: with_sheet(
        (b"<worksheet><sheetData>", 1), (b"<row/>" * 1000, 1000), (b"</sheetData></worksheet>", 1)
    ),
    "tweeduizend-bijlagen.xlsx": many_entries,
    "te-breed.csv": lambda: b"0;" * 5_000,
}
