"""Zip files: which workbook it is, and whether it may be opened, by its contents list and the first bytes of each part."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from pipelines.reading.facts import Unreadable

MAX_UNZIPPED = 400_000_000
MAX_ENTRIES = 2_000
MAX_RATIO, RATIO_FROM = 100, 20_000_000  # a small part of repeated blanks may pack well
_HEAD = 64_000
_NESTED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"MZ", b"\x7fELF")
_SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"
_DOCUMENTS = {"word/document.xml": "docx", "ppt/presentation.xml": "pptx", "Index/Document.iwa": "Numbers"}


def kind_of(path: Path) -> str:
    """`xlsx` or `ods`. Nothing is unpacked further than needed to know that it may be."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _refuse_size(entries)
            kind = _kind(archive, {entry.filename for entry in entries})
            for entry in entries:
                _refuse_content(archive, entry)
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, ValueError, OSError):
        raise Unreadable("damaged_workbook") from None
    except RuntimeError:  # how zipfile says that it wants a password
        raise Unreadable("password") from None
    return kind


def _refuse_size(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise Unreadable("too_large", f"{len(entries)} onderdelen")
    unzipped = sum(entry.file_size for entry in entries)
    blown = any(e.file_size > RATIO_FROM and e.file_size > MAX_RATIO * max(e.compress_size, 1) for e in entries)
    if unzipped > MAX_UNZIPPED or blown:
        raise Unreadable("too_large", f"uitgepakt {unzipped // 1_000_000} MB")
    # two parts of one name: one program reads the first, another the last
    if len({entry.filename.casefold() for entry in entries}) < len(entries):
        raise Unreadable("damaged_workbook")


def _kind(archive: zipfile.ZipFile, names: set[str]) -> str:
    lowered = {name.lower() for name in names}
    if any(name.endswith("vbaproject.bin") or name.startswith("basic/") for name in lowered):
        raise Unreadable("macros")
    mime = archive.read("mimetype")[:200].decode("latin-1") if "mimetype" in names else ""
    if mime.startswith("application/vnd.oasis.opendocument"):
        if not mime.startswith(_SPREADSHEET):
            raise Unreadable("document", "OpenDocument")
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise Unreadable("password")
        return _without_attachments("ods", lowered)
    if "xl/workbook.bin" in names:
        raise Unreadable("binary_workbook")
    for name, kind in _DOCUMENTS.items():
        if name in names:
            raise Unreadable("document", kind)
    if "xl/workbook.xml" not in names:
        raise Unreadable("archive", "zip")
    return _without_attachments("xlsx", lowered)


def _without_attachments(kind: str, names: set[str]) -> str:
    """What we would keep for years without ever having looked inside, or numbers that live in another file."""
    if any(name.startswith("xl/externallinks/") for name in names):
        raise Unreadable("external_links")
    if any(name.startswith(("xl/embeddings/", "xl/activex/")) for name in names):
        raise Unreadable("embedded")
    return kind


def _refuse_content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Read one part to its end: its length and checksum must be what the contents list says."""
    with archive.open(entry) as part:
        head = part.read(_HEAD)
        if head.startswith(_NESTED):
            raise Unreadable("embedded")
        if entry.filename.lower().endswith((".xml", ".rels", ".vml")):
            if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in head[:4]:
                raise Unreadable("damaged_workbook")  # UTF-16, in which nobody writes workbooks
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                raise Unreadable("entities")
        if "/worksheets/" not in entry.filename and entry.filename != "content.xml":  # those are read whole later on
            while part.read(1 << 20):
                pass
