"""Bad registers (stamgegevens): each of the five sheets with something wrong, in a register that is else right."""

from __future__ import annotations

import copy
import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import xlsxwriter
from bad_parts import put

Sheets = dict[str, list[list[Any]]]
START, END = date(2024, 1, 1), date(2027, 12, 31)
# the right one stands beside this file as stamgegevens.xlsx; a number with a leading zero, no targets for De Berk
REGISTER: Sheets = {
    "koepelovereenkomst": [
        ["koepelovereenkomst", "titel", "gemeentecode", "gemeente", "ingangsdatum", "einddatum"],
        ["KO-1", "Samen sterk", "GM9998", "Gemeente Kleindorp", START, END],
    ],
    "aanbieders": [
        ["aanbieder", "naam", "kvk", "agb", "andere namen", "opgevolgd door"],
        ["linde", "Stichting De Linde", "10000001", None, "St. De Linde; Linde Zorg", None],
        ["berk", "De Berk B.V.", "02000002", None, None, None],
        ["eik", "De Eik", "10000003", None, None, None],
        ["wilg", "De Wilg", "10000004", None, None, "berk"],
    ],
    "deelovereenkomsten": [
        ["deelovereenkomst", "aanbieder", "titel", "ingangsdatum", "einddatum"],
        ["D-1", "linde", "Dagbesteding", START, END],
        ["D-2", "linde", "Begeleiding", START, END],
        ["D-3", "berk", "Maatjes", START, END],
        ["D-4", "eik", "Huiskamer", START, END],
        ["D-5", "wilg", "Vervoer", START, END],
    ],
    "deelname": [
        ["koepelovereenkomst", "aanbieder", "toegetreden op", "uitgetreden op", "reden"],
        ["KO-1", "linde", START, None, None],
        ["KO-1", "berk", START, None, None],
        ["KO-1", "eik", date(2025, 7, 1), None, None],
        ["KO-1", "wilg", START, date(2025, 5, 31), "fusie met De Berk"],
    ],
    "prestatieafspraken": [
        ["deelovereenkomst", "indicator", "norm", "periode", "geldig vanaf", "geldig tot en met", "bron"],
        ["D-4", "BER-2", 120, "jaar", date(2025, 7, 1), None, "tafelverslag"],
    ],
}  # fmt: skip


def register(change: Callable[[Sheets], object] = lambda _: None) -> bytes:
    """The register after `change`, as a workbook."""
    sheets, data = copy.deepcopy(REGISTER), io.BytesIO()
    change(sheets)
    with xlsxwriter.Workbook(data, {"in_memory": True, "default_date_format": "dd-mm-yyyy"}) as made:
        made.set_properties({"created": datetime(2025, 1, 1)})  # noqa: DTZ001 - the writer wants it bare
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for number, cells in enumerate(rows):
                put(sheet, number, cells)
    return data.getvalue()


def added(sheet: str, *rows: list[Any]) -> Callable[[], bytes]:
    return lambda: register(lambda sheets: sheets[sheet].extend(rows))


def cell(sheet: str, row: int, column: int, value: object) -> Callable[[], bytes]:
    """Row and column count from 0, the headers are row 0."""
    return lambda: register(lambda sheets: sheets[sheet][row].__setitem__(column, value))


def without(sheet: str, row: int | None = None) -> Callable[[], bytes]:
    return lambda: register(lambda sheets: sheets.pop(sheet) if row is None else sheets[sheet].pop(row))


def only_headers(sheets: Sheets) -> None:
    for rows in sheets.values():
        del rows[1:]


def without_column(sheet: str, column: int) -> Callable[[], bytes]:
    return lambda: register(lambda sheets: [cells.pop(column) for cells in sheets[sheet]])


REGISTERS: dict[str, Callable[[], bytes]] = {f"bad/stamgegevens/{name}.xlsx": make for name, make in {
    "alleen-opschriften-op-elk-blad": lambda: register(only_headers),
    "blad-deelname-ontbreekt": without("deelname"),
    "blad-aanbieders-ontbreekt": without("aanbieders"),
    "koepel-gemeentecode-fout": cell("koepelovereenkomst", 1, 2, "9998"),
    "koepel-ingangsdatum-leeg": cell("koepelovereenkomst", 1, 4, None),
    "koepel-einde-voor-begin": cell("koepelovereenkomst", 1, 5, date(2023, 12, 31)),
    "koepel-dubbel": added("koepelovereenkomst", ["KO-1", "Nog een keer", "GM9998", "Gemeente Kleindorp", START, None]),
    "aanbieder-kvk-met-letters": cell("aanbieders", 2, 2, "0200000B"),
    "aanbieder-agb-te-kort": cell("aanbieders", 2, 3, "41041"),
    "aanbieder-code-met-spatie": added("aanbieders", ["de els", "De Els", None, None, None, None]),
    "aanbieder-code-te-lang": added("aanbieders", ["e" * 41, "De Els", None, None, None, None]),
    "aanbieder-dubbel": added("aanbieders", ["berk", "De Berk B.V.", None, None, None, None]),
    "aanbieder-naam-van-een-ander": added("aanbieders", ["els", "De Els", None, None, "Linde Zorg", None]),
    "aanbieder-kvk-van-een-ander": added("aanbieders", ["els", "De Els", "10000003", None, None, None]),
    "aanbieder-naam-leeg": added("aanbieders", ["els", None, None, None, None, None]),
    "aanbieder-opvolger-onbekend": cell("aanbieders", 4, 5, "esdoorn"),
    "aanbieder-verdwenen": lambda: register(lambda sheets: [sheets["aanbieders"].pop(1), sheets["deelovereenkomsten"].pop(1),
                                                           sheets["deelovereenkomsten"].pop(1), sheets["deelname"].pop(1)]),
    "aanbieder-formule-als-naam": added("aanbieders", ["=cmd", "=cmd|' /C calc'!A0", None, None, None, None]),
    "deelovereenkomst-onbekende-aanbieder": added("deelovereenkomsten", ["D-9", "esdoorn", "Iets", START, None]),
    "deelovereenkomst-dubbel": added("deelovereenkomsten", ["D-3", "berk", "Maatjes", START, None]),
    "deelovereenkomst-code-werd-datum": added("deelovereenkomsten", [date(2025, 2, 1), "berk", "Iets", START, None]),
    "deelovereenkomst-dag-bestaat-niet": added("deelovereenkomsten", ["D-9", "berk", "Iets", "31-02-2025", None]),
    "deelovereenkomst-jaar-van-twee-cijfers": added("deelovereenkomsten", ["D-9", "berk", "Iets", "1-1-25", None]),
    "deelovereenkomst-amerikaanse-datum": added("deelovereenkomsten", ["D-9", "berk", "Iets", "12/31/2025", None]),
    "deelovereenkomst-serienummer-als-datum": added("deelovereenkomsten", ["D-9", "berk", "Iets", 45658, None]),
    "deelovereenkomst-verdwenen": without("deelovereenkomsten", 1),
    "deelovereenkomst-kolom-titel-ontbreekt": without_column("deelovereenkomsten", 2),
    "deelname-einde-voor-begin": added("deelname", ["KO-1", "wilg", date(2026, 7, 1), date(2026, 1, 1), None]),
    "deelname-onbekende-koepel": added("deelname", ["KO-2", "wilg", date(2026, 7, 1), None, None]),
    "deelname-dubbel": added("deelname", ["KO-1", "berk", START, None, None]),
    "deelname-datum-als-woord": added("deelname", ["KO-1", "wilg", "vorig jaar zomer", None, None]),
    "norm-overlapt": added("prestatieafspraken", ["D-4", "BER-2", 200, "jaar", date(2025, 10, 1), None, "niet afgesloten"]),
    "norm-bij-indicator-zonder-norm": added("prestatieafspraken", ["D-4", "BER-5", 20, "kwartaal", START, None, None]),
    "norm-onbekende-indicator": added("prestatieafspraken", ["D-4", "BER-99", 20, "kwartaal", START, None, None]),
    "norm-onbekende-deelovereenkomst": added("prestatieafspraken", ["D-99", "BER-2", 20, "jaar", START, None, None]),
    "norm-is-tekst": added("prestatieafspraken", ["D-3", "BER-2", "ongeveer 20", "jaar", START, None, None]),
    "norm-negatief": added("prestatieafspraken", ["D-3", "BER-2", -20, "jaar", START, None, None]),
    "norm-periode-onbekend": added("prestatieafspraken", ["D-3", "BER-2", 20, "halfjaar", START, None, None]),
    "norm-dubbelzinnig": added("prestatieafspraken", ["D-3", "BER-2", "1.200", "jaar", START, None, None]),
    "norm-kleiner-dan": added("prestatieafspraken", ["D-3", "BER-2", "<20", "jaar", START, None, None]),
    "norm-percentage-boven-honderd": added("prestatieafspraken", ["D-3", "TER-2", 800, "kwartaal", START, None, None]),
}.items()} | {"doubtful/kvk-nul-vooraan-kwijt.xlsx": cell("aanbieders", 2, 2, 2000002)}  # fmt: skip
