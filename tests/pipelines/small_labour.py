"""A workbook of vacancies of Kleindorp, made by hand: De Berk with three vacancies, candidates and trajectories."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
from real_files import register_of
from small_town import Town

from pipelines.checked import Checked
from pipelines.checking import check_cells
from pipelines.reading.cells import FileCells, SheetCells
from pipelines.register import Register
from pipelines.templates.labour import write_labour
from schemas.labour import CANDIDATES, MATCHES, VACANCIES
from schemas.quarter import Quarter

QUARTER = "2025-K4"
TODAY = pd.Timestamp("2026-01-20")


def offered(vacancy: str = "V-1", quarter: str = QUARTER, **changes: Any) -> dict[str, Any]:
    return {
        "provider_id": "berk", "quarter": quarter, "vacancy": vacancy, "title": "Medewerker groen", "form": "regulier werk",
        "hours": 24, "district": "Noord", "starts_on": date(2026, 1, 5), "requirements": "rijbewijs B",
        "reported_on": date(2025, 10, 1), "closes_on": date(2026, 2, 28), "state": "open", **changes,
    }  # fmt: skip


def looking(candidate: str = "kand-001", quarter: str = QUARTER, **changes: Any) -> dict[str, Any]:
    return {
        "quarter": quarter, "candidate": candidate, "target_group": "WWB", "forms": "regulier werk; leerwerkplek",
        "hours": 32, "district": "Noord", "travel": "eigen wijk", "available_from": date(2025, 12, 1), **changes,
    }  # fmt: skip


def put_forward(candidate: str, vacancy: str = "V-1", quarter: str = QUARTER, **changes: Any) -> dict[str, Any]:
    return {
        "provider_id": "berk", "quarter": quarter, "vacancy": vacancy, "candidate": candidate, "target_group": "WWB",
        "origin": "bestand van de gemeente", "put_forward_on": date(2025, 10, 6), **changes,
    }  # fmt: skip


def workbook(
    path: Path,
    *,
    vacancies: list[dict[str, Any]] | None = None,
    candidates: list[dict[str, Any]] | None = None,
    matches: list[dict[str, Any]] | None = None,
) -> Path:
    sheets = {
        "vacatures": [offered()] if vacancies is None else vacancies,
        "kandidaten": [looking()] if candidates is None else candidates,
        "trajecten": [put_forward("kand-001")] if matches is None else matches,
    }
    frames = {name: pd.DataFrame(rows) for name, rows in sheets.items()}
    write_labour(path, frames, provider="De Berk", municipality="Kleindorp", quarter=Quarter.parse(QUARTER))
    return path


def checked(register: Register | None = None, **sheets: Any) -> Checked:
    """The same workbook, checked in memory."""
    given = {"vacancies": [offered()], "candidates": [looking()], "matches": [put_forward("kand-001")], **sheets}
    cells = []
    for form, name in ((VACANCIES, "vacancies"), (CANDIDATES, "candidates"), (MATCHES, "matches")):
        rows = [[_text(row.get(item.name)) for item in form.fields] for row in given[name]]
        cells.append(SheetCells.of(form.title, [[item.header for item in form.fields], *rows]))
    return check_cells(FileCells("xlsx", tuple(cells)), None, register or register_of(berk="De Berk"), today=TODAY)


def _text(value: Any) -> str:
    return "" if value is None else value if isinstance(value, str) else str(value)


def delivered(town: Town, name: str = "vacatures.xlsx", *, accept: bool = True, **sheets: Any) -> Any:
    path = workbook(town.folder / name, **sheets)
    return town.run("deliver", path, "--by", "controller", *(["--accept"] if accept else []))
