"""What kind of file this is, by its bytes and never by its name."""

from __future__ import annotations

from pathlib import Path

from pipelines.reading import compound, package
from pipelines.reading.facts import Unreadable
from pipelines.reading.text_file import utf16_without_mark

MAX_BYTES = 50_000_000
MAX_TEXT_BYTES = 200_000_000

_PICTURES = {b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"II*\x00": "TIFF", b"MM\x00*": "TIFF"}
_ARCHIVE, _PROGRAM, _DATABASE, _DATA = "archive", "executable", "database", "wrong_kind"
_OTHERS = {
    b"%PDF": ("document", "pdf"), b"{\\rtf": ("document", "rtf"), b"%!PS": ("document", "PostScript"),
    b"MZ": (_PROGRAM, ""), b"\x7fELF": (_PROGRAM, ""), b"#!": (_PROGRAM, ""), b"\xcf\xfa\xed\xfe": (_PROGRAM, ""),
    b"\xca\xfe\xba\xbe": (_PROGRAM, ""), b"Rar!": (_ARCHIVE, "rar"), b"7z\xbc\xaf": (_ARCHIVE, "7z"),
    b"\x1f\x8b": (_ARCHIVE, "gzip"), b"BZh": (_ARCHIVE, "bzip2"), b"\xfd7zXZ": (_ARCHIVE, "xz"),
    b"(\xb5/\xfd": (_ARCHIVE, "zstd"), b"MSCF": (_ARCHIVE, "cab"), b"SQLite format 3": (_DATABASE, "SQLite"),
    b"\x00\x01\x00\x00Standard": (_DATABASE, "Access"), b"PAR1": (_DATA, "parquet"), b"ARROW1": (_DATA, "Arrow"),
    b"<stata_dta>": (_DATA, "Stata"), b"\x09\x08": ("old_excel", ""), b"\x09\x04": ("old_excel", ""),
    b"\x09\x02": ("old_excel", ""), b"\x09\x00\x04\x00": ("old_excel", ""),
}  # fmt: skip
_MARKUP = ("<html", "<!doctype html", "<table", "<meta", "<head", "<body", "mime-version:")


def kind_of(path: Path) -> str:
    """`xlsx`, `xls`, `ods`, `sav` or `csv`; anything else is Unreadable with the code of its sentence."""
    size = path.stat().st_size
    if size == 0:
        raise Unreadable("empty_file")
    with path.open("rb") as file:
        head = file.read(4096)
        file.seek(257)
        tar = file.read(5) == b"ustar"
    if tar:
        raise Unreadable(_ARCHIVE, "tar")
    kind = _kind(path, head)
    if size > (MAX_TEXT_BYTES if kind == "csv" else MAX_BYTES):
        raise Unreadable("too_large", f"{size // 1_000_000} MB")
    return kind


def _kind(path: Path, head: bytes) -> str:
    if head.startswith(b"PK\x03\x04"):
        return package.kind_of(path)
    if head.startswith(b"PK"):
        raise Unreadable(_ARCHIVE, "zip")
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return compound.kind_of(path)
    if head.startswith((b"$FL2", b"$FL3")):
        return "sav"
    if head.startswith(b"BM") and head[6:10] == bytes(4):
        raise Unreadable("picture", "BMP")
    if head[8:12] == b"DUCK":
        raise Unreadable(_DATABASE, "DuckDB")
    for magic, name in _PICTURES.items():
        if head.startswith(magic):
            raise Unreadable("picture", name)
    for magic, (code, name) in _OTHERS.items():
        if head.startswith(magic):
            raise Unreadable(code, name)
    _refuse_markup(head)
    marked = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    # a text file with a stray zero in it is told so by its reader, with the line where it stands
    if not marked and head.count(0) > 8 and not utf16_without_mark(head):
        raise Unreadable("wrong_kind", "binair")
    return "csv"


def _refuse_markup(head: bytes) -> None:
    """Web pages and XML that call themselves Excel files: Excel opens them, with a warning."""
    start = head.removeprefix(b"\xef\xbb\xbf").replace(b"\x00", b"").removeprefix(b"\xff\xfe").lstrip()[:2000]
    text = start.decode("latin-1").casefold()
    if text.startswith("<?xml"):
        raise Unreadable("markup", "html" if "<html" in text else "xml")
    if text.startswith(_MARKUP):
        raise Unreadable("markup", "html")
