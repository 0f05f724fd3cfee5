"""A municipality of four providers, written by hand, and a way to talk to Kwartaalbeeld as a user does."""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import io
import json
import shutil
import sys
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from unittest import mock

import duckdb
import pandas as pd
import xlsxwriter

from dashboard.commands import main
from pipelines.place import Home
from pipelines.publishing import published_values

_KEPT = tempfile.TemporaryDirectory(prefix="kleindorp-")
atexit.register(_KEPT.cleanup)
_BEGUN = Path(_KEPT.name)  # by the hash of its register: how a town begins, made once per process and copied
REGISTER_FILE = "stamgegevens.xlsx"
HEADERS = ["aanbieder", "deelovereenkomst", "periode", "indicator", "waarde", "teller", "noemer", "eenheid",
           "uitsplitsing", "uitsplitsing waarde", "toelichting"]  # fmt: skip
# De Linde has two sub-agreements; De Eik joined on 1 July 2025; De Wilg left on 31 May 2025
REGISTER: dict[str, list[list[Any]]] = {
    "koepelovereenkomst": [
        ["koepelovereenkomst", "titel", "gemeentecode", "gemeente", "ingangsdatum", "einddatum"],
        ["KO-1", "Samen sterk", "GM9998", "Gemeente Kleindorp", date(2024, 1, 1), date(2027, 12, 31)],
    ],
    "aanbieders": [
        ["aanbieder", "naam", "kvk", "agb", "andere namen", "opgevolgd door"],
        ["linde", "Stichting De Linde", "10000001", None, "St. De Linde; Linde Zorg", None],
        ["berk", "De Berk B.V.", "10000002", None, None, None],
        ["eik", "De Eik", "10000003", None, None, None],
        ["wilg", "De Wilg", "10000004", None, None, "berk"],
    ],
    "deelovereenkomsten": [
        ["deelovereenkomst", "aanbieder", "titel", "ingangsdatum", "einddatum"],
        ["D-1", "linde", "Dagbesteding", date(2024, 1, 1), date(2027, 12, 31)],
        ["D-2", "linde", "Begeleiding", date(2024, 1, 1), date(2027, 12, 31)],
        ["D-3", "berk", "Maatjes", date(2024, 1, 1), date(2027, 12, 31)],
        ["D-4", "eik", "Huiskamer", date(2024, 1, 1), date(2027, 12, 31)],
        ["D-5", "wilg", "Vervoer", date(2024, 1, 1), date(2027, 12, 31)],
    ],
    "deelname": [
        ["koepelovereenkomst", "aanbieder", "toegetreden op", "uitgetreden op", "reden"],
        ["KO-1", "linde", date(2024, 1, 1), None, None],
        ["KO-1", "berk", date(2024, 1, 1), None, None],
        ["KO-1", "eik", date(2025, 7, 1), None, None],
        ["KO-1", "wilg", date(2024, 1, 1), date(2025, 5, 31), "fusie met De Berk"],
    ],
    "prestatieafspraken": [
        ["deelovereenkomst", "indicator", "norm", "periode", "geldig vanaf", "geldig tot en met", "bron"],
        ["D-1", "TER-2", 80, "kwartaal", date(2024, 1, 1), None, "tafelverslag"],
        ["D-2", "TER-2", 80, "kwartaal", date(2024, 1, 1), None, "tafelverslag"],
        ["D-3", "BER-2", 120, "jaar", date(2024, 1, 1), None, "tafelverslag"],
        ["D-3", "TER-1", 20, "kwartaal", date(2024, 1, 1), date(2025, 6, 30), "tafelverslag"],
        ["D-3", "TER-1", 10, "kwartaal", date(2025, 7, 1), None, "tafelbesluit 12 mei"],
        ["D-4", "BER-2", 120, "jaar", date(2025, 7, 1), None, "tafelverslag"],
        ["D-5", "BER-2", 120, "jaar", date(2024, 1, 1), None, "tafelverslag"],
    ],
}  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """What the terminal said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def kwartaalbeeld(*words: str | Path) -> Answer:
    """The command line's own entry point, in this process."""
    out, err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), io.StringIO()
    code = 0
    with (
        mock.patch.object(sys, "argv", ["kwartaalbeeld", *map(str, words)]),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            main()
        except SystemExit as stop:
            code = int(stop.code or 0)
    out.flush()
    return Answer(code, out.buffer.getvalue().decode(), err.getvalue())


def line(*cells: object) -> str:
    return ";".join("" if cell is None else str(cell).replace(".", ",") if isinstance(cell, float) else str(cell)
                    for cell in cells)  # fmt: skip


def csv_text(*rows: str, header: str = ";".join(HEADERS)) -> str:
    return "\n".join([header, *rows]) + "\n"


class Town:
    """One home with its register, and shortcuts to deliver and to read what was published."""

    def __init__(self, folder: Path, register: dict[str, list[list[Any]]] | None = None) -> None:
        self.folder, self.home = folder, Home(folder / "home")
        sheets = register or REGISTER
        if (begun := _BEGUN / hashlib.sha256(repr(sheets).encode()).hexdigest()).exists():
            shutil.copytree(begun, folder, dirs_exist_ok=True)
            return
        folder.mkdir(parents=True, exist_ok=True)
        assert self.run("init").code == 0
        self.register(sheets)
        shutil.copytree(folder / "home", begun / "home")
        shutil.copy(folder / REGISTER_FILE, begun)

    def run(self, command: str, *words: str | Path) -> Answer:
        return kwartaalbeeld(command, *words, "--home", self.home.root)

    def register(self, sheets: dict[str, list[list[Any]]], name: str = REGISTER_FILE) -> Answer:
        write_workbook(self.folder / name, sheets)
        answer = self.run("deliver", self.folder / name, "--accept", "--by", "beheer")
        assert answer.code == 0, answer.out + answer.err
        return answer

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def deliver(self, name: str, *rows: str, accept: bool = True, by: str = "controller") -> Answer:
        path = self.write(name, csv_text(*rows))
        return self.run("deliver", path, "--by", by, "--json", *(["--accept"] if accept else []))

    def accepted(self, name: str, *rows: str) -> str:
        """Deliver rows that must be right; returns the delivery's id."""
        answer = self.deliver(name, *rows)
        assert answer.code == 0, answer.out + answer.err
        return answer.json[0]["delivery_id"]

    def publish(self) -> pd.DataFrame:
        answer = self.run("publish", "--by", "beheer")
        assert answer.code == 0, answer.out + answer.err
        return published_values(self.home)

    def table(self, name: str) -> pd.DataFrame:
        file = self.home.publications / (self.home.publications / "intern.pointer").read_text().strip()
        with duckdb.connect(file, read_only=True) as connection:
            return connection.execute(f'select * from "{name}"').df()

    @property
    def stored_rows(self) -> int:
        with duckdb.connect(self.home.warehouse, read_only=True) as connection:
            return connection.execute("select count(*) from measurement").fetchall()[0][0]

    @property
    def deliveries(self) -> dict[str, dict[str, Any]]:
        return {item["delivery_id"]: item for item in self.run("deliveries", "--json").json}


def write_workbook(path: Path, sheets: dict[str, list[list[Any]]]) -> None:
    with xlsxwriter.Workbook(path, {"default_date_format": "dd-mm-yyyy"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, date):
                        sheet.write_datetime(number, column, value)
                    elif value is not None:
                        sheet.write(number, column, value)


def figure(values: pd.DataFrame, sub: str | None, indicator: str, period: str, part: str | None = None) -> pd.Series:
    """The one published row; `sub` None is the provider's total."""
    at = (values["indicator"] == indicator) & (values["period"] == period)
    at &= values["sub_agreement_id"].eq(sub) if sub else values["grain"].eq("provider")
    at &= values["breakdown_value"].eq(part) if part else values["breakdown"].isna()
    assert at.sum() == 1, values.loc[at | values["indicator"].eq(indicator)].T
    return values[at].iloc[0]
