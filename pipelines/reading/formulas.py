"""Cells that calamine hands over as empty but are not: Excel's error values, and formulas never calculated."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

NOT_CALCULATED = "#FORMULE!"  # our own mark, in the form of an error value
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def hidden_texts(path: Path) -> dict[str, dict[tuple[int, int], str]]:
    """Sheet name -> (row, column), both from 0 -> the error value as text, or NOT_CALCULATED."""
    found: dict[str, dict[tuple[int, int], str]] = {}
    with zipfile.ZipFile(path) as archive:
        for name, entry in _sheets(archive):
            content = archive.read(entry)
            if b't="e"' in content or b"<f" in content:
                found[name] = dict(_cells(archive, entry))
    return found


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Sheet names with the entry that holds them."""
    names = set(archive.namelist())
    if "xl/_rels/workbook.xml.rels" not in names:
        return
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(_LINK), "")
        entry = target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
        if entry in names:
            yield sheet.get("name", ""), entry


def _cells(archive: zipfile.ZipFile, entry: str) -> Iterator[tuple[tuple[int, int], str]]:
    with archive.open(entry) as stream:
        for _, cell in ElementTree.iterparse(stream):
            if cell.tag != f"{_MAIN}c":
                continue
            value = cell.findtext(f"{_MAIN}v")
            place = _ADDRESS.fullmatch(cell.get("r", ""))
            if place and cell.get("t") == "e":
                yield _position(place), value or "#N/B"
            elif place and not value and cell.find(f"{_MAIN}f") is not None:
                yield _position(place), NOT_CALCULATED
            cell.clear()


def _position(place: re.Match[str]) -> tuple[int, int]:
    column = 0
    for letter in place[1]:
        column = 26 * column + ord(letter) - 64
    return int(place[2]) - 1, column - 1
