"""What kind of file this is, by its bytes and never by its name."""

from __future__ import annotations

import zipfile
from pathlib import Path

from pipelines.reading.facts import Unreadable

MAX_BYTES = 50_000_000
MAX_UNZIPPED = 400_000_000
MAX_ENTRIES = 2_000

_PICTURES = {b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"BM": "BMP", b"II*\x00": "TIFF"}
_OTHERS = {
    b"%PDF": "pdf", b"MZ": "executable", b"\x7fELF": "executable", b"Rar!": "archive", b"7z\xbc\xaf": "archive",
    b"\x1f\x8b": "archive", b"{\\rtf": "document", b"SQLite format 3": "database", b"$FL2": "spss",
}  # fmt: skip


def kind_of(path: Path) -> str:
    """`xlsx` or `csv`; anything else is Unreadable with the code of its sentence."""
    size = path.stat().st_size
    if size == 0:
        raise Unreadable("empty_file")
    if size > MAX_BYTES:
        raise Unreadable("too_large", f"{size // 1_000_000} MB")
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith(b"PK"):
        return _zip_kind(path)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("password" if _encrypted(path) else "old_excel")
    for magic, name in _PICTURES.items():
        if head.startswith(magic):
            raise Unreadable("picture", name)
    for magic, name in _OTHERS.items():
        if head.startswith(magic):
            raise Unreadable("wrong_kind", name)
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("wrong_kind", "binary")
    return "csv"


def _encrypted(path: Path) -> bool:
    return "EncryptedPackage".encode("utf-16-le") in path.read_bytes()


def _zip_kind(path: Path) -> str:
    """Look at the contents list only; nothing is unpacked here."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile:
        raise Unreadable("damaged_workbook") from None
    names = {entry.filename for entry in entries}
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNZIPPED:
        raise Unreadable("too_large", "uitgepakt")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Unreadable("macros")
    if "xl/workbook.xml" not in names:
        raise Unreadable("wrong_kind", "archive")
    return "xlsx"
