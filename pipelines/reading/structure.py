"""What an xlsx file says besides its values, found in one streaming pass over its bytes before any library opens it."""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from defusedxml import ElementTree

from pipelines.reading.facts import (
    DUTCH_ERRORS,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_EMPTY_ROWS,
    NOT_CALCULATED,
    Facts,
    Unreadable,
    column_letters,
    column_number,
    refuse_empty_rows,
    refuse_width,
)

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BLOCK, _LONGEST_ROW = 4 << 20, 64 << 20
_NUMBER = re.compile(rb'[^>]*?\br="(\d+)"')
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_TRUE = re.compile(rb'hidden="(?:1|true)"')
_COLUMN = re.compile(rb"<col\b[^>]*>")
_MERGED = re.compile(rb'<mergeCell\b[^>]*\bref="([A-Z0-9:]+)"')
_HEADING = re.compile(rb"<(?:odd|even|first)(?:Header|Footer)\b[^>]*>(.*?)</", re.DOTALL)
_CELL = re.compile(rb"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_VALUE = re.compile(rb"<v\b[^>]*>([^<]+)</v>")
_NO_VALUE = re.compile(rb"<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")
_TEXT = re.compile(rb">([^<]*[^<\s][^<]*)<")
_DRAWN = re.compile(rb"<(?:\w+:)?t\b[^>]*>([^<]+)<")
_CACHED = re.compile(rb'\bv="([^"]+)"')
_NAMES = re.compile(rb"<definedName\b[^>]*?\bname=\"([^\"]*)\"[^>]*>([^<]*)<")
_PERCENT_FORMAT = re.compile(rb'<numFmt\b(?=[^>]*\bformatCode="[^"]*%)[^>]*\bnumFmtId="(\d+)"')
_CELL_FORMATS = re.compile(rb"<cellXfs\b.*?</cellXfs>", re.DOTALL)
_FORMAT = re.compile(rb'<xf\b[^>]*\bnumFmtId="(\d+)"')


def read_facts(path: Path) -> dict[str, Facts]:
    """Sheet name -> its facts. Raises Unreadable for a sheet too far, too wide or too empty to open."""
    facts: dict[str, Facts] = {}
    with zipfile.ZipFile(path) as archive:
        percent = _percent_cells(archive)
        told: set[str] = set()
        for name, entry in _sheets(archive):
            facts[name] = found = Facts()
            with archive.open(entry) as stream:
                _Scan(found, percent).read(stream)
            for other in _linked(archive, entry):
                told.add(other)
                found.remarks += _texts(other, archive.read(other))
        if facts:
            remarks = _workbook_remarks(
                archive, told
            )  # the names of the sheets are among them, and are screened as such
            next(iter(facts.values())).remarks += [text for text in remarks if text not in facts]
    return facts


class _Scan:
    """One pass over the rows of a sheet."""

    def __init__(self, facts: Facts, percent: re.Pattern[bytes] | None) -> None:
        self.facts, self.percent = facts, percent
        self.number = self.filled = self.elements = self.width = 0  # rows so far, of which filled, and columns
        self.letters = b""  # column of the last filled cell of the row before

    def read(self, stream: IO[bytes]) -> None:
        tail = b""
        for index, block in enumerate(_blocks(stream)):
            rows, end, rest = (b"", b"", block) if tail else block.partition(b"</sheetData>")
            if index == 0:
                self._head(rows)
            else:
                self._rows(rows)
            tail += end + rest
        self.facts.merged += [found.decode() for found in _MERGED.findall(tail)]
        self.facts.remarks += [_plain(found) for found in _HEADING.findall(tail)]

    def _rows(self, block: bytes) -> None:
        """Look for rare things in the whole block first: most blocks have none."""
        if b"<![CDATA[" in block:  # allowed, but no spreadsheet writes it, and readers differ about what it says
            raise Unreadable("damaged_workbook")
        marks = [mark for mark in (b"<v", b"<f", b"<is") if mark in block]
        special = b't="e"' in block or b"<f" in block
        hiding = b'hidden="1"' in block or b'hidden="true"' in block
        for piece in block.split(b"<row")[1:]:
            self._row(piece, marks, special=special, hiding=hiding)
        if self.percent:
            self.facts.percent += [found.decode() for found in self.percent.findall(block)]

    def _head(self, head: bytes) -> None:
        for column in _COLUMN.findall(head):
            first, last = (re.search(rb"\b" + side + rb'="(\d+)"', column) for side in (b"min", b"max"))
            if first and last and _TRUE.search(column):
                columns = range(int(first[1]) - 1, min(int(last[1]), MAX_COLUMNS))
                self.facts.hidden_columns += [column_letters(index) for index in columns]

    def _row(self, piece: bytes, marks: list[bytes], *, special: bool, hiding: bool) -> None:
        """`piece` is what follows `<row`: its attributes, then its cells."""
        given = _NUMBER.match(piece)
        before, self.number = self.number, int(given[1]) if given else self.number + 1
        self.elements += 1
        if hiding and _TRUE.search(piece, 0, piece.find(b">")):
            self.facts.hidden_rows.append(self.number)
        last = max([piece.rfind(mark) for mark in marks], default=-1)
        if last < 0:
            refuse_empty_rows(self.elements - self.filled)
            return
        self.filled += 1
        at = piece.rfind(b' r="', 0, last) + 4  # the address of the last filled cell
        letters, digits = _split(piece[at : piece.find(b'"', at)]) if at > 3 else (b"", b"")
        if letters != self.letters or not given or given[1] != digits or self.number - before > MAX_EMPTY_ROWS:
            self._reach(letters, digits, cells=piece.count(b"<c"), before=before)
        if self.number - self.filled > MAX_EMPTY_ROWS or self.number * self.width > MAX_CELLS:
            refuse_empty_rows(self.number - self.filled)
            raise Unreadable("too_large", "cellen")
        if special and (b't="e"' in piece or _NO_VALUE.search(piece)):
            self._cells(piece[piece.find(b">") :])

    def _reach(self, letters: bytes, digits: bytes, *, cells: int, before: int) -> None:
        """How far a row goes that ends elsewhere than the row before it."""
        self.letters = letters
        self.number = max(self.number, int(digits or 0))
        column = column_number(letters.decode()) + 1 if letters else cells
        alone = column > MAX_COLUMNS and cells < column // 2
        if alone or self.number - before > MAX_EMPTY_ROWS:
            raise Unreadable("far_cell", f"{letters.decode()}{self.number}")
        self.width = max(self.width, column)
        refuse_width(self.width)

    def _cells(self, cells: bytes) -> None:
        """Error values, and formulas that no program has calculated yet. A formula that gives an empty text is neither."""
        column = -1
        for attributes, content in _CELL.findall(cells):
            place = _REFERENCE.search(attributes)
            column = column_number(place[1].decode()) if place else column + 1
            row = int(place[2]) - 1 if place else self.number - 1
            value = _VALUE.search(content)
            if b't="e"' in attributes:
                text = html.unescape(value[1].decode()) if value else "#N/A"
                self.facts.put(row, column, DUTCH_ERRORS.get(text, text))
            elif b"<f" in content and not value and not (b't="str"' in attributes and b"<v" in content):
                self.facts.put(row, column, NOT_CALCULATED)


def _split(address: bytes) -> tuple[bytes, bytes]:
    digits = address.lstrip(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return address[: len(address) - len(digits)], digits


def _blocks(stream: IO[bytes]) -> Iterator[bytes]:
    """What stands before the first row; then pieces that begin with a row and hold whole rows only."""
    rest, prefix, first = b"", None, True
    while block := stream.read(_BLOCK):
        rest += block
        if prefix is None:
            named = re.search(rb"<(\w+:)worksheet\b", rest[:4096])
            prefix = named[1] if named else b""
        if prefix:
            rest = rest.replace(b"<" + prefix, b"<").replace(b"</" + prefix, b"</")
        cut = rest.find(b"<row") if first else rest.rfind(b"<row")
        if cut > 0 or (cut == 0 and first):
            yield rest[:cut]
            rest, first = rest[cut:], False
        if len(rest) > _LONGEST_ROW:
            raise Unreadable("too_large", "uitgepakt")
    yield rest


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Sheet names with the entry that holds them."""
    names = set(archive.namelist())
    if "xl/_rels/workbook.xml.rels" not in names:
        return
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(f"{_MAIN}sheet"):
        entry = _target("xl", targets.get(sheet.get(_LINK), ""))
        if entry in names:
            yield sheet.get("name", ""), entry


def _target(folder: str, target: str) -> str:
    """The entry that a relation points at, seen from its folder."""
    if target.startswith("/"):
        return target.lstrip("/")
    parts: list[str] = []
    for part in (PurePosixPath(folder) / target).parts:
        parts = parts[:-1] if part == ".." else [*parts, part]
    return "/".join(parts)


def _linked(archive: zipfile.ZipFile, entry: str) -> Iterator[str]:
    """The parts that belong to one sheet: comments, drawings."""
    path = PurePosixPath(entry)
    relations, names = f"{path.parent}/_rels/{path.name}.rels", set(archive.namelist())
    if relations in names:
        for link in ElementTree.fromstring(archive.read(relations)):
            target = _target(str(path.parent), link.get("Target", ""))
            if link.get("TargetMode") != "External" and target in names:
                yield target


def _workbook_remarks(archive: zipfile.ZipFile, told: set[str]) -> list[str]:
    """Names, properties, and what charts and pivot tables keep of cells that may be gone."""
    book = archive.read("xl/workbook.xml") if "xl/workbook.xml" in archive.namelist() else b""
    remarks = [_plain(text) for name in _NAMES.findall(book) for text in name]
    for entry in archive.namelist():
        if entry not in told:
            remarks += _texts(entry, archive.read(entry))
    return remarks


def _texts(entry: str, content: bytes) -> list[str]:
    """The texts of a part that may hold words of people; drawings also hold measures, which are none."""
    if not entry.endswith(".xml"):
        return []
    if "/drawings/" in entry or "omments" in entry:
        return [_plain(found) for found in (_DRAWN if "/drawings/" in entry else _TEXT).findall(content)]
    if entry.startswith("xl/pivotCache/"):
        return [_plain(found) for found in _CACHED.findall(content)]
    if entry.startswith(("docProps/", "customXml/", "xl/charts/")):
        return [_plain(found) for found in _TEXT.findall(content)]
    return []


def _plain(text: bytes) -> str:
    return html.unescape(text.decode("utf-8", "backslashreplace")).strip()


def _percent_cells(archive: zipfile.ZipFile) -> re.Pattern[bytes] | None:
    """Finds the addresses of filled cells that show 0.85 as 85%."""
    if "xl/styles.xml" not in archive.namelist():
        return None
    styles = archive.read("xl/styles.xml")
    formats = {b"9", b"10", *_PERCENT_FORMAT.findall(styles)}
    cells = _CELL_FORMATS.search(styles)
    used = [str(i).encode() for i, f in enumerate(_FORMAT.findall(cells[0] if cells else b"")) if f in formats]
    if not used:
        return None
    return re.compile(rb'<c\b(?=[^>]*\bs="(?:' + b"|".join(used) + rb')")[^>]*\br="([A-Z]+\d+)"[^>]*>(?=<[vf])')
