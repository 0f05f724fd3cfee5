"""Large deliveries read, checked and stored: ours beside plain pandas + openpyxl and plain DuckDB, on the same files.

`python -m benchmarks.reading` prints the figures; benchmarks.run asks for them with `measure_reading`."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice, product
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import xlsxwriter

from schemas.monitoring import MONITORING

if TYPE_CHECKING:
    from pipelines.place import Home

SEED = 20_251
WORKBOOK_ROWS, WORKBOOK_COLUMNS, TEXT_ROWS = 100_000, 25, 1_000_000
HEADERS = [field.header for field in MONITORING.fields]
_PROVIDERS, _SUBS = 20, 2  # sub-agreements of each provider
_PERIODS = [f"{year}-{month:02d}" for year in (2024, 2025) for month in range(1, 13)]
_INDICATORS = {"BER-1": "aantal", "TER-1": "dagen", "TER-2": "%", "TER-4": "aantal"}
_START, _END = date(2024, 1, 1), date(2027, 12, 31)


def rows(count: int) -> Iterator[list[str | int | float | None]]:
    """Rows of our monitoring layout, each with a key of its own, without a fault in them."""
    made = random.Random(SEED)
    keys = _PROVIDERS * _SUBS * len(_PERIODS) * len(_INDICATORS)
    districts = [f"Wijk {number:03d} {made.choice(('Noord', 'Oost', 'Zuid'))}" for number in range(-(-count // keys))]
    whole = product(range(_PROVIDERS), range(_SUBS), _PERIODS, _INDICATORS.items(), districts)
    for provider, sub, period, (indicator, unit), district in islice(whole, count):
        value, numerator, denominator = _figures(made, unit)
        note = "cijfers uit het registratiesysteem" if made.random() < 0.1 else None
        yield [f"aanbieder-{provider:02d}", f"D-{provider:02d}-{sub}", period, indicator, value, numerator, denominator,
               unit, "wijk", district, note]  # fmt: skip


def _figures(made: random.Random, unit: str) -> tuple[float | None, int | None, int | None]:
    if unit == "aantal":
        return made.randrange(10, 400), None, None
    denominator = made.randrange(10, 200)
    if unit == "%":
        return None, made.randrange(denominator + 1), denominator
    return made.randrange(2, 120) / 2, None, denominator


def register_sheets() -> dict[str, list[list[Any]]]:
    """The register of the municipality that both files are of."""
    providers = [(f"aanbieder-{number:02d}", number) for number in range(_PROVIDERS)]
    return {
        "koepelovereenkomst": [
            ["koepelovereenkomst", "titel", "gemeentecode", "gemeente", "ingangsdatum", "einddatum"],
            ["KO-1", "Samen groot", "GM9997", "Gemeente Grootdorp", _START, _END],
        ],
        "aanbieders": [
            ["aanbieder", "naam", "kvk", "agb", "andere namen", "opgevolgd door"],
            *([code, f"Stichting {code}", f"{10_000_000 + number}", None, None, None] for code, number in providers),
        ],
        "deelovereenkomsten": [
            ["deelovereenkomst", "aanbieder", "titel", "ingangsdatum", "einddatum"],
            *([f"D-{number:02d}-{sub}", code, f"Deel {sub}", _START, _END]
              for code, number in providers for sub in range(_SUBS)),
        ],
        "deelname": [
            ["koepelovereenkomst", "aanbieder", "toegetreden op", "uitgetreden op", "reden"],
            *(["KO-1", code, _START, None, None] for code, _ in providers),
        ],
        "prestatieafspraken": [
            ["deelovereenkomst", "indicator", "norm", "periode", "geldig vanaf", "geldig tot en met", "bron"],
            *([f"D-{number:02d}-{sub}", "TER-2", 80, "kwartaal", _START, None, "tafelverslag"]
              for _, number in providers for sub in range(_SUBS)),
        ],
    }  # fmt: skip


def write_register(path: Path) -> Path:
    with xlsxwriter.Workbook(path, {"default_date_format": "dd-mm-yyyy"}) as book:
        for name, filled in register_sheets().items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(filled):
                sheet.write_row(number, 0, row)
    return path


def write_workbook(path: Path, count: int = WORKBOOK_ROWS) -> Path:
    """Our layout in xlsx, with columns of the sender's own up to 25."""
    own = WORKBOOK_COLUMNS - len(HEADERS)
    made = random.Random(SEED + 1)
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Kwartaalmonitor")
        sheet.write_row(0, 0, [*HEADERS, *(f"eigen kolom {number}" for number in range(1, own + 1))])
        for number, row in enumerate(rows(count), start=1):
            extra = [f"groep {made.randrange(50)}" if n % 2 else made.randrange(100_000) / 100 for n in range(own)]
            sheet.write_row(number, 0, [*row, *extra])
    return path


def write_text(path: Path, count: int = TEXT_ROWS) -> Path:
    """Our layout in CSV as a Dutch office writes it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(";".join(HEADERS) + "\r\n")
        for row in rows(count):
            file.write(";".join("" if cell is None else str(cell).replace(".", ",") for cell in row) + "\r\n")
    return path


def _read(path: Path) -> dict[str, Any]:
    """Only the cells."""
    from pipelines.reading.pool import shared_pool

    return _in_a_home(path, lambda home: shared_pool().read(path).sheets[0].height - 1)


def _screened(path: Path) -> dict[str, Any]:
    """As many cells, read already and each row with a value of its own, searched for citizen service numbers and persons:
    in time of the processor."""
    from pipelines.reading.cells import FileCells, SheetCells
    from pipelines.reading.pool import shared_pool
    from pipelines.screening import screen

    frame = shared_pool().read(path).sheets[0].frame.copy()
    frame[HEADERS.index("waarde")] = frame.index.astype("str")
    cells = FileCells("csv", (SheetCells("", frame),))
    started = time.process_time()
    assert screen(cells).personal is None
    return {"seconds": time.process_time() - started, "rows": len(frame) - 1, "mb": _peak_mb(os.getpid())}


def _checked(path: Path) -> dict[str, Any]:
    """Recognised, read and checked against the register; nothing kept."""
    from pipelines.intake import check_file

    def work(home: Home) -> int:
        checked = check_file(home, path)
        assert not checked.errors, checked.errors[0].sentence
        return checked.rows_read

    return _in_a_home(path, work)


def _stored(path: Path) -> dict[str, Any]:
    """Delivered and accepted: the original archived, the rows in the warehouse, both on disk."""
    from pipelines.intake import Parcel, deliver

    def work(home: Home) -> int:
        (delivered,) = deliver(home, [Parcel(path, by="bench", accept=True)])
        assert delivered.state == "accepted", delivered.checked.findings[:1]
        return delivered.checked.rows_to_store

    return _in_a_home(path, work)


def _in_a_home(path: Path, work: Callable[[Home], int]) -> dict[str, Any]:
    """In a home with its register and a child that has started already, as in a server that runs. The peak is that of
    this process and the reading children together."""
    from pipelines.intake import Parcel, deliver, initialise
    from pipelines.place import Home
    from pipelines.reading.pool import shared_pool

    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        home = Home(Path(folder))
        initialise(home, by="bench")
        deliver(home, [Parcel(write_register(Path(folder) / "stamgegevens.xlsx"), by="bench", accept=True)])
        children = shared_pool().process_ids
        started = time.perf_counter()
        count = work(home)
        seconds = time.perf_counter() - started
        return {"seconds": seconds, "rows": count, "mb": sum(map(_peak_mb, (os.getpid(), *children)))}


def _pandas(path: Path) -> dict[str, Any]:
    import pandas as pd

    started = time.perf_counter()
    frame = pd.read_excel(path, engine="openpyxl")
    return {"seconds": time.perf_counter() - started, "rows": len(frame), "mb": _peak_mb(os.getpid())}


def _duckdb(path: Path) -> dict[str, Any]:
    import duckdb

    started = time.perf_counter()
    with duckdb.connect() as connection:
        connection.execute("create table delivered as select * from read_csv($path, delim = ';')", {"path": str(path)})
        seconds = time.perf_counter() - started
        (found,) = connection.execute("select count(*) from delivered").fetchall()[0]
    return {"seconds": seconds, "rows": found, "mb": _peak_mb(os.getpid())}


WAYS: dict[str, Callable[[Path], dict[str, Any]]] = {
    "read": _read,
    "screened": _screened,
    "checked": _checked,
    "stored": _stored,
    "pandas": _pandas,
    "duckdb": _duckdb,
}


def _peak_mb(process: int) -> int:
    """The most memory that a process held so far."""
    status = Path(f"/proc/{process}/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return sum(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM"))


def _measured(way: str, path: Path, *, times: int = 1) -> dict[str, Any]:
    """Each time in a fresh process, so that peaks of memory are its own; the median time and the highest peak."""
    found = [
        json.loads(subprocess.run([sys.executable, "-m", "benchmarks.reading", way, str(path)], check=True,
                                  stdout=subprocess.PIPE).stdout)
        for _ in range(times)
    ]  # fmt: skip
    peak = max(run["mb"] for run in found)
    return {"seconds": median(run["seconds"] for run in found), "rows": found[0]["rows"], "mb": peak}


def measure_reading(folder: Path) -> list[tuple[str, str, str]]:
    """(what, promise, measured) of both large files."""
    book, text = write_workbook(folder / "groot.xlsx"), write_text(folder / "groot.csv")
    read_book, checked, pandas = _measured("read", book), _measured("checked", book, times=3), _measured("pandas", book)
    read_text, stored = _measured("read", text), _measured("stored", text, times=3)
    screened, duckdb = _measured("screened", text, times=3), _measured("duckdb", text, times=3)
    assert read_book["rows"] == checked["rows"] == pandas["rows"] == WORKBOOK_ROWS
    assert read_text["rows"] == screened["rows"] == stored["rows"] == duckdb["rows"] == TEXT_ROWS
    return [
        ("xlsx van 100.000 rijen x 25 kolommen herkennen, lezen en controleren", "8 s, 600 MB", _said(checked)),
        ("- daarvan lezen", "-", _said(read_book)),
        ("- alleen lezen met pandas en openpyxl", "-", _beside(pandas, checked)),
        ("CSV van 1.000.000 rijen lezen, controleren en opslaan", "15 s", _said(stored)),
        ("- daarvan lezen", "-", _said(read_text)),
        (
            "- daarvan doorzoeken op burgerservicenummers en personen, elke rij een eigen waarde (rekentijd)",
            "1,5 s",
            _said(screened),
        ),
        ("- alleen lezen met DuckDB read_csv", "-", _beside(duckdb, stored)),
    ]


def _said(run: dict[str, Any]) -> str:
    return f"{run['seconds']:.2f} s, {run['mb']} MB"


def _beside(other: dict[str, Any], ours: dict[str, Any]) -> str:
    """How long the other takes, as a multiple of our whole way."""
    return f"{_said(other)} ({other['seconds'] / ours['seconds']:.2f} x onze tijd)"


def main() -> None:
    if len(sys.argv) == 3:
        print(json.dumps(WAYS[sys.argv[1]](Path(sys.argv[2]))))
        return
    with tempfile.TemporaryDirectory(prefix="kwartaalbeeld-lezen-") as folder:
        for what, promise, found in measure_reading(Path(folder)):
            print(f"| {what} | {promise} | {found} |")


if __name__ == "__main__":
    main()
