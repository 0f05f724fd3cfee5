"""The one door to reports: one accessible PDF per provider and quarter, the same bytes from the same publication."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from dashboard.readings import Door, Readings
from dashboard.report.dossier import dossier
from dashboard.report.press import print_pdf
from dashboard.rows import Provider
from schemas.quarter import NotAPeriod, Quarter

WORKERS = 2  # typst lets go of the interpreter while it sets a report


class NoReport(Exception):
    """A report that cannot be made; the text is Dutch and says what is possible."""


def make_report(readings: Readings, provider_id: str, quarter: str) -> bytes:
    """The report of one provider over one quarter as PDF/UA-1 and PDF/A-3a. Raises NoReport."""
    found = _quarter(readings, quarter)
    return _printed(readings, _provider(readings, provider_id), found)


def make_reports(home: Path, quarter: str, *, providers: Sequence[str] | None, out: Path) -> list[Path]:
    """Reports of the named providers, or of all, as whole files in `out`. Raises NoReport, NoPublication."""
    readings = Door(home).open()
    found = _quarter(readings, quarter)
    chosen = readings.providers() if providers is None else [_provider(readings, name) for name in providers]
    names = file_names(readings.providers(), found)
    out.mkdir(parents=True, exist_ok=True)

    def write(provider: Provider) -> Path:
        return _write_whole(out / names[provider.provider_id], _printed(readings, provider, found))

    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(write, chosen))


def file_names(providers: Sequence[Provider], quarter: Quarter) -> dict[str, str]:
    """A file name for each provider; two with the same name get their code behind it."""
    slugs = {row.provider_id: _slug(row.provider) for row in providers}
    taken = list(slugs.values())
    return {
        key: f"kwartaalbeeld-{quarter}-{slug if slug and taken.count(slug) == 1 else f'{slug}-{_slug(key)}'}.pdf"
        for key, slug in slugs.items()
    }


def _slug(name: str) -> str:
    """De Línde & Co -> de-linde-co, short enough for any file system."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-")


def _printed(readings: Readings, provider: Provider, quarter: Quarter) -> bytes:
    made = dossier(readings, provider, quarter)
    return print_pdf(made.document, made.files, made.published)


def _quarter(readings: Readings, quarter: str) -> Quarter:
    try:
        found = Quarter.parse(quarter)
    except NotAPeriod as error:
        raise NoReport(f'"{quarter}" is geen kwartaal. Schrijf het zo: 2025-K4.') from error
    known = [row.quarter for row in readings.quarters()]
    if str(found) not in known:
        raise NoReport(
            f"Het {found.label} staat niet in de gepubliceerde cijfers. Kies een kwartaal van {known[0]} tot en "
            f"met {known[-1]}."
        )
    return found


def _provider(readings: Readings, provider_id: str) -> Provider:
    found = readings.provider(provider_id)
    if found is None:
        known = ", ".join(row.provider_id for row in readings.providers())
        raise NoReport(f'De aanbieder "{provider_id}" staat niet in de gepubliceerde cijfers. U kunt kiezen: {known}.')
    return found


def _write_whole(path: Path, content: bytes) -> Path:
    """Never half a file under its real name."""
    waiting = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    waiting.write_bytes(content)
    waiting.replace(path)
    return path
