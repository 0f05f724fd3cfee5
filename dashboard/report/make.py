"""The one door to reports: a kind in a form, the same bytes from the same publication."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dashboard.house_style import OWN, HouseStyle
from dashboard.readings import Readings
from dashboard.recipients import for_recipient
from dashboard.report import council, full, page, press, talk_note, umbrella
from dashboard.report.document import Document
from dashboard.report.kinds import MEDIA_TYPES, WORKBOOKS, Format, Kind
from dashboard.report.workbook import kinds as workbooks
from dashboard.report.workbook.book import Book
from dashboard.report.workbook.csv_zip import as_csv_zip
from dashboard.report.workbook.ods import as_ods
from dashboard.report.workbook.xlsx import as_xlsx
from dashboard.rows import Provider
from schemas.quarter import NotAPeriod, Quarter

_OF_PROVIDER: dict[Kind, Callable[[Readings, Provider, Quarter], Document]] = {
    Kind.FULL: full.describe, Kind.NOTE: talk_note.describe,
}  # fmt: skip
_OF_ALL: dict[Kind, Callable[[Readings, Quarter], Document]] = {
    Kind.UMBRELLA: umbrella.describe, Kind.COUNCIL: council.describe,
}  # fmt: skip
_TABLES: dict[Kind, Callable[[Readings, Quarter], workbooks.Tables]] = {
    Kind.UMBRELLA: workbooks.of_umbrella, Kind.COUNCIL: workbooks.for_council,
}  # fmt: skip
_RENDERERS: dict[Format, Callable[[Document, HouseStyle], bytes]] = {
    Format.PDF: press.print_pdf, Format.HTML: page.print_page,
}  # fmt: skip
_WRITERS: dict[Format, Callable[[Book, HouseStyle], bytes]] = {
    Format.XLSX: as_xlsx, Format.ODS: as_ods, Format.CSV: lambda book, _: as_csv_zip(book),
}  # fmt: skip


class NoReport(Exception):
    """A report that cannot be made; the text is Dutch and says what is possible."""


@dataclass(frozen=True)
class Made:
    """One finished file."""

    name: str
    media_type: str
    content: bytes


def make(
    kind: Kind, form: Format, readings: Readings, *, quarter: str, provider_id: str | None = None,
    style: HouseStyle = OWN,
) -> Made:  # fmt: skip
    """One report in one form. Raises NoReport."""
    return make_forms(kind, [form], readings, quarter=quarter, provider_id=provider_id, style=style)[0]


def make_forms(
    kind: Kind, forms: Sequence[Format], readings: Readings, *, quarter: str, provider_id: str | None = None,
    style: HouseStyle = OWN,
) -> list[Made]:  # fmt: skip
    """One report in each form: described once, its tables put together once. Raises NoReport."""
    document = describe(kind, readings, quarter=quarter, provider_id=provider_id)
    over = _quarter(readings, quarter)
    counted = not WORKBOOKS.isdisjoint(forms)
    book = workbook(document, kind, readings, quarter=quarter, provider_id=provider_id) if counted else None
    return [
        Made(
            _name(kind, form, readings, quarter=over, provider_id=provider_id),
            MEDIA_TYPES[form],
            _WRITERS[form](book, style) if book and form in WORKBOOKS else render(document, form, style),
        )
        for form in forms
    ]


def describe(kind: Kind, readings: Readings, *, quarter: str, provider_id: str | None = None) -> Document:
    """What a report says, before it is set in any form. Raises NoReport."""
    found = _quarter(readings, quarter)
    readings = for_recipient(kind, readings, provider_id)
    if kind in _OF_ALL:
        return _OF_ALL[kind](readings, found)
    if provider_id is None:
        raise NoReport(f"Een {kind.label.lower()} gaat over een aanbieder. Kies er een.")
    return _OF_PROVIDER[kind](readings, _provider(readings, provider_id), found)


def workbook(
    document: Document, kind: Kind, readings: Readings, *, quarter: str, provider_id: str | None = None
) -> Book:  # fmt: skip
    """The description with its tables to count with. Raises NoReport."""
    found = _quarter(readings, quarter)
    readings = for_recipient(kind, readings, provider_id)
    if kind in _TABLES:
        tables = _TABLES[kind](readings, found)
    else:
        tables = workbooks.of_provider(readings, _provider(readings, provider_id or ""), found)
    return workbooks.book(document, tables, readings.definitions())


def render(document: Document, form: Format, style: HouseStyle = OWN) -> bytes:
    return _RENDERERS[form](document, style)


def make_report(readings: Readings, provider_id: str, quarter: str) -> bytes:
    """The full report of one provider over one quarter as PDF/UA-1 and PDF/A-3a. Raises NoReport."""
    return make(Kind.FULL, Format.PDF, readings, quarter=quarter, provider_id=provider_id).content


def file_names(providers: Sequence[Provider], quarter: Quarter) -> dict[str, str]:
    """A file name for each provider, without what follows a dot; two with the same name get their code behind it."""
    slugs = {row.provider_id: _slug(row.provider) for row in providers}
    taken = list(slugs.values())
    return {
        key: f"kwartaalbeeld-{quarter}-{slug if slug and taken.count(slug) == 1 else f'{slug}-{_slug(key)}'}"
        for key, slug in slugs.items()
    }


def _name(kind: Kind, form: Format, readings: Readings, *, quarter: Quarter, provider_id: str | None) -> str:
    if kind in _OF_ALL:
        return f"kwartaalbeeld-{quarter}-{kind.value}.{form.value}"
    stem = file_names(readings.providers(), quarter)[provider_id or ""]
    about = "" if kind is Kind.FULL else f"-{kind.value}"
    return f"{stem}{about}.{form.value}"


def _slug(name: str) -> str:
    """De Línde & Co -> de-linde-co, short enough for any file system."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-")


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
