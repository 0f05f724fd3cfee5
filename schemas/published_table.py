"""What a table of a published file is: its columns with their types, and what one row is."""

from __future__ import annotations

from dataclasses import dataclass

TEXT, REAL, WHOLE, FLAG, DAY = "VARCHAR", "DOUBLE", "BIGINT", "BOOLEAN", "DATE"


@dataclass(frozen=True)
class Table:
    """One table: columns with their DuckDB types; rows are kept in the order of `key`, which is unique."""

    name: str
    row_is: str
    columns: dict[str, str]
    key: tuple[str, ...]
