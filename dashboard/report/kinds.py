"""The kinds of report and the forms they are made in, with their Dutch words."""

from __future__ import annotations

import re

from schemas.vocabulary import Word


class Kind(Word):
    """Each is described once; every form is a rendering of that description."""

    FULL = "volledig", "Kwartaalrapport"
    NOTE = "gespreksnotitie", "Gespreksnotitie"
    UMBRELLA = "koepel", "Koepelrapport"
    COUNCIL = "raad", "Rapport voor de raad"


class Format(Word):
    PDF = "pdf", "PDF"
    HTML = "html", "webpagina"
    XLSX = "xlsx", "Excel-werkmap"
    ODS = "ods", "OpenDocument-werkmap"
    CSV = "csv.zip", "CSV-bestanden in een zip"


PER_PROVIDER = frozenset({Kind.FULL, Kind.NOTE})
_TOGETHER = re.compile(rf"kwartaalbeeld-\d{{4}}-K\d-(?P<kind>{'|'.join(sorted(set(Kind) - PER_PROVIDER))})")
WORKBOOKS = frozenset({Format.XLSX, Format.ODS, Format.CSV})  # to count with: tables, no sentences
MEDIA_TYPES = {
    Format.PDF: "application/pdf",
    Format.HTML: "text/html; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    Format.CSV: "application/zip",
}


def kind_and_form(name: str) -> tuple[Kind, Format] | None:
    """What a file of ours is, from its name; None of any other file."""
    form = next((item for item in Format if name.endswith(f".{item.value}")), None)
    if form is None or not name.startswith("kwartaalbeeld-"):
        return None
    stem = name.removesuffix(f".{form.value}")
    together = _TOGETHER.fullmatch(stem)
    if together:
        return Kind(together["kind"]), form
    return next((kind for kind in PER_PROVIDER if stem.endswith(f"-{kind.value}")), Kind.FULL), form
