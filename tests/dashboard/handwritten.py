"""Publications written by hand: the same content is written once per process, and every test gets a file of its own."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import duckdb

from schemas import publication

Rows = dict[str, list[dict[str, Any]]]
_WRITTEN: dict[bytes, bytes] = {}


def write(path: Path, rows: Rows, *statements: str) -> None:
    """Add rows to the publication at `path` (made with every table of the contract where there is none), and change it
    by `statements`. Row by row takes seconds: what was written before is copied."""
    before = path.read_bytes() if path.exists() else b""
    key = hashlib.sha256(before + repr((rows, statements)).encode()).digest()
    if key not in _WRITTEN:
        _insert(path, rows, statements)
        _WRITTEN[key] = path.read_bytes()
    path.write_bytes(_WRITTEN[key])


def _insert(path: Path, rows: Rows, statements: tuple[str, ...]) -> None:
    made = not path.exists()
    with duckdb.connect(str(path)) as con:
        con.begin()
        for table in (*publication.TABLES, publication.META):
            if made:
                columns = ", ".join(f'"{column}" {kind}' for column, kind in table.columns.items())
                con.execute(f'create table "{table.name}" ({columns})')
            places = ", ".join("?" for _ in table.columns)
            for row in rows.get(table.name, []):
                con.execute(f'insert into "{table.name}" values ({places})', [row.get(c) for c in table.columns])
        for statement in statements:
            con.execute(statement)
        con.commit()
