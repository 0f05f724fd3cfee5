"""What an OpenDocument workbook (.ods) says besides its values: what is hidden or joined, errors, and its remarks."""

from __future__ import annotations

import html
import re
import zipfile
from pathlib import Path

from pipelines.reading.facts import (
    DUTCH_ERRORS,
    MAX_EMPTY_ROWS,
    NOT_CALCULATED,
    Facts,
    Unreadable,
    cell_range,
    column_letters,
    refuse_empty_rows,
)

_TABLE = re.compile(rb'<table:table\s[^>]*?table:name="([^"]*)"[^>]*>')
_COLUMN = re.compile(rb"<table:table-column\b([^>]*)>")
_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b([^>]*?)(?:/>|>)")
_REPEATED = re.compile(rb'-repeated="(\d+)"')
_SPANNED = re.compile(rb'table:number-(columns|rows)-spanned="(\d+)"')
_HIDDEN = re.compile(rb'table:visibility="(?:collapse|filter)"')
_NOTE = re.compile(rb"<office:annotation\b.*?</office:annotation>", re.DOTALL)
_TEXT = re.compile(rb">([^<]*[^<\s][^<]*)<")
_NAME = re.compile(rb'<table:named-(?:range|expression)\b[^>]*?table:name="([^"]*)"')
_HEADING = re.compile(rb"<style:(?:header|footer)\b.*?</style:(?:header|footer)>", re.DOTALL)
_TIME = re.compile(rb'office:time-value="PT(\d+)H(\d+)M(\d+)(?:\.\d+)?S"')
_SPECIAL = (b'value-type="error"', b'-spanned="', b'"percentage"', b"table:formula=", b"office:time-value=")


def read_facts(path: Path) -> dict[str, Facts]:
    """Sheet name -> its facts. Raises Unreadable for a sheet that goes on too far to open."""
    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml")
        others = {name: archive.read(name) for name in ("styles.xml", "meta.xml") if name in archive.namelist()}
    facts: dict[str, Facts] = {}
    starts = list(_TABLE.finditer(content))
    for table, after in zip(starts, [*starts[1:], None], strict=True):
        facts[_plain(table[1])] = _sheet(content[table.end() : after.start() if after else len(content)])
    if facts:
        headings = b"".join(_HEADING.findall(others.get("styles.xml", b"")))
        texts = [*_TEXT.findall(headings), *_TEXT.findall(others.get("meta.xml", b"")), *_NAME.findall(content)]
        next(iter(facts.values())).remarks += [_plain(text) for text in texts]
    return facts


def _sheet(content: bytes) -> Facts:
    facts = Facts(remarks=[_plain(text) for note in _NOTE.findall(content) for text in _TEXT.findall(note)])
    head, *rows = content.split(b"<table:table-row")
    column = 0
    for attributes in _COLUMN.findall(head):
        count = _repeated(attributes)
        if _HIDDEN.search(attributes):
            facts.hidden_columns += [column_letters(n) for n in range(column, min(column + count, 1024))]
        column += count
    number = filled = 0
    for row in rows:
        attributes = row[: row.find(b">")]
        count = _repeated(attributes)
        if b"<text:" in row or b"office:value" in row:
            gap, filled = number - filled, filled + count
            if gap > MAX_EMPTY_ROWS and number > MAX_EMPTY_ROWS:
                refuse_empty_rows(gap)
            if any(mark in row for mark in _SPECIAL):
                _cells(facts, _NOTE.sub(b"", row), number)
        if _HIDDEN.search(attributes):
            facts.hidden_rows += range(number + 1, number + min(count, 100_000) + 1)
        number += count
    return facts


def _cells(facts: Facts, row: bytes, number: int) -> None:
    column = 0
    found = list(_CELL.finditer(row))
    for cell, after in zip(found, [*found[1:], None], strict=True):
        attributes, content = cell[1], row[cell.end() : after.start() if after else len(row)]
        spans = {side: int(count) for side, count in _SPANNED.findall(attributes)}
        down, right = spans.get(b"rows", 1), spans.get(b"columns", 1)
        if down > 1 or right > 1:
            facts.merged.append(cell_range(number, column, bottom=number + down - 1, right=column + right - 1))
        if b'"percentage"' in attributes:
            facts.percent.append(f"{column_letters(column)}{number + 1}")
        text = _special_text(attributes, content)
        if text:
            facts.put(number, column, text)
        column += _repeated(attributes)


def _special_text(attributes: bytes, content: bytes) -> str | None:
    if b'value-type="error"' in attributes:
        shown = _TEXT.search(content)
        text = _plain(shown[1]) if shown else "#N/A"
        return DUTCH_ERRORS.get(text, text)
    if b"table:formula=" in attributes and b"office:value-type=" not in attributes and b"<text:p" not in content:
        return NOT_CALCULATED
    spent = _TIME.search(attributes)
    if spent and int(spent[1]) >= 24:
        return ":".join(part.decode() for part in (spent[1].lstrip(b"0"), spent[2], spent[3]))
    return None


def _repeated(attributes: bytes) -> int:
    found = _REPEATED.search(attributes)
    count = int(found[1]) if found else 1
    if count > 10_000_000:
        raise Unreadable("damaged_workbook")
    return count


def _plain(text: bytes) -> str:
    return html.unescape(text.decode("utf-8", "backslashreplace")).strip()
