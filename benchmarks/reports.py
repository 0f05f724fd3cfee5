"""How long all reports of a quarter take, in every form, beside two usual ways from HTML to PDF in the same run."""

from __future__ import annotations

import importlib.util
import logging
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from statistics import median
from typing import TypeVar

from dashboard.readings import Door, Readings
from dashboard.report.batch import make_all
from dashboard.report.kinds import PER_PROVIDER, Format, Kind
from dashboard.report.make import Made, describe, make
from pipelines.recipients import forget, provider_files

QUARTER = "2025-K4"
BESIDE = 3  # reports that the other ways get; they are slow
BROWSER = "/usr/bin/chromium"
Rows = list[tuple[str, str, str]]
Found = TypeVar("Found")


def measure_reports(home: Path) -> Rows:
    """(what, promise, measured)."""
    readings = Door(home).open()
    together = [kind for kind in Kind if kind not in PER_PROVIDER]
    known = [row.provider_id for row in readings.providers()]
    forget(readings.path)
    files, _ = _timed(lambda: provider_files(readings.path, known))
    make(Kind.FULL, Format.PDF, readings, quarter=QUARTER, provider_id=known[0])  # the fonts
    pdfs, papers = _timed(lambda: _all(Door(home).open(), [Format.PDF], together))
    with_twins, _ = _timed(lambda: _all(Door(home).open(), [Format.PDF, Format.HTML, Format.XLSX], together))
    others, _ = _timed(lambda: _all(readings, [Format.ODS, Format.CSV], together))
    one = median(_one(home, provider_id) for provider_id in known)
    return [
        (
            f"{len(papers)} rapporten als PDF ({_content(readings)}), elk uit het bestand van wie het krijgt",
            "5 s",
            f"{pdfs:.2f} s",
        ),
        (f"de {len(known)} bestanden per aanbieder ervoor, één keer per publicatie", "-", f"{files:.2f} s"),
        ("dezelfde als PDF, webpagina en xlsx", "15 s", f"{with_twins:.2f} s"),
        ("dezelfde als ODS en CSV erbij", "-", f"{others:.2f} s"),
        (
            "één rapport als PDF, uit een publicatie waaruit nog niets is gevraagd",
            "0,4 s",
            f"{one:.2f} s (mediaan van {len(known)})",
        ),
        *_beside(readings, len(papers)),
    ]


def _all(readings: Readings, forms: list[Format], together: list[Kind]) -> list[Made]:
    """The full report of everyone, and what is about everyone together."""
    made = make_all([Kind.FULL, *together], forms, readings, quarter=QUARTER)
    return [one for each in made.values() for one in each]


def _one(home: Path, provider_id: str) -> float:
    readings = Door(home).open()
    seconds, _ = _timed(lambda: make(Kind.FULL, Format.PDF, readings, quarter=QUARTER, provider_id=provider_id))
    return seconds


def _content(readings: Readings) -> str:
    """What is in a full report of somebody who delivered."""
    drawn = sorted(
        sum(1 for _ in describe(Kind.FULL, readings, quarter=QUARTER, provider_id=row.provider_id).pictures())
        for row in readings.providers()
    )
    return f"per aanbieder {drawn[0]} tot {drawn[-1]} grafieken, mediaan {median(drawn):g}"


def _beside(readings: Readings, count: int) -> Rows:
    """The same words and pictures as one web page, set on paper by others."""
    chosen = sorted(readings.providers(), key=lambda row: -len(readings.headline(row.provider_id, QUARTER)))[:BESIDE]
    pages = [make(Kind.FULL, Format.HTML, readings, quarter=QUARTER, provider_id=row.provider_id) for row in chosen]
    ways: dict[str, Callable[[list[bytes]], float] | None] = {"WeasyPrint": _weasyprint, "Chromium": _chromium}
    rows: Rows = [
        (
            "dezelfde drie als PDF door Typst",
            "-",
            _per_report(_typst(readings, [row.provider_id for row in chosen]), count),
        )
    ]
    for name, way in ways.items():
        told = "niet gemeten: niet geïnstalleerd"
        with suppress(ImportError):
            told = _per_report(way([page.content for page in pages]), count) if way else told
        rows.append((f"dezelfde drie uit HTML naar PDF door {name}", "-", told))
    return rows


def _per_report(seconds: float, count: int) -> str:
    each = seconds / BESIDE
    return f"{each:.2f} s per rapport; {count} zouden {each * count:.0f} s duren"


def _typst(readings: Readings, chosen: list[str]) -> float:
    seconds, _ = _timed(lambda: make_all([Kind.FULL], [Format.PDF], readings, quarter=QUARTER, providers=chosen))
    return seconds


def _weasyprint(pages: list[bytes]) -> float:
    if importlib.util.find_spec("weasyprint") is None:
        raise ImportError
    import weasyprint  # ty: ignore[unresolved-import]

    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    return _timed(lambda: [weasyprint.HTML(string=page.decode()).write_pdf() for page in pages])[0]


def _chromium(pages: list[bytes]) -> float:
    """Headless, with the start of the browser in it: once."""
    if not Path(BROWSER).exists():
        raise ImportError
    from playwright.sync_api import sync_playwright

    def work() -> None:
        with sync_playwright() as tool:
            browser = tool.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
            page = browser.new_page()
            for content in pages:
                page.set_content(content.decode())
                page.pdf(format="A4", tagged=True)
            browser.close()

    return _timed(work)[0]


def _timed(work: Callable[[], Found]) -> tuple[float, Found]:
    started = time.perf_counter()
    found = work()
    return time.perf_counter() - started, found
