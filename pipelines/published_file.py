"""The published file itself: written whole under its name, opened read-only, and known by the hash of its rows."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa

from pipelines.canonical import canonical_text
from pipelines.place import Home, sync_folder
from pipelines.promised import shaped
from pipelines.reading.text_storage import OWN
from schemas import publication as promise

Connection = duckdb.DuckDBPyConnection
UNREADABLE = duckdb.Error  # what opening or asking a damaged file raises
ABOUT_A_PROVIDER = [
    table.name for table in promise.TABLES if "provider_id" in table.columns and table.name != "providers"
]
_ARROW = {
    promise.TEXT: pa.string(), promise.REAL: pa.float64(), promise.WHOLE: pa.int64(), promise.FLAG: pa.bool_(),
    promise.DAY: pa.date32(),
}  # fmt: skip
NO_SETTINGS: Mapping[str, str] = MappingProxyType({})


def current_file(home: Home) -> Path | None:
    """The publication that the pointer names."""
    pointer = home.publications / promise.POINTER
    return home.publications / pointer.read_text(encoding="utf-8").strip() if pointer.exists() else None


def content_hash(tables: Mapping[str, pd.DataFrame]) -> str:
    """sha256 over the rows of every table in canonical order: identical content, identical hash."""
    digest = hashlib.sha256(f"schema {promise.SCHEMA_VERSION}\n".encode())
    for table in promise.TABLES:
        digest.update(f"{table.name}\n".encode())
        digest.update(canonical_text(tables[table.name]).encode())
    return digest.hexdigest()


def write_file(path: Path, tables: Mapping[str, pd.DataFrame], *, settings: Mapping[str, str] = NO_SETTINGS) -> None:
    """Write these tables as one whole and durable file: in one transaction, by one thread, from columns of Arrow, which
    together is a third less work."""
    with replacing(path) as temporary, duckdb.connect(temporary, config={"threads": "1", **settings}) as connection:
        connection.begin()
        for table in (*promise.TABLES, promise.META):
            columns = ", ".join(f'"{name}" {kind}' for name, kind in table.columns.items())
            connection.execute(f'create table "{table.name}" ({columns})')
            if len(rows := tables[table.name]):
                connection.register("rows", _as_stored(rows, table))
                connection.execute(f'insert into "{table.name}" by name select * from rows')  # noqa: S608 - our own names
                connection.unregister("rows")
        connection.commit()
        connection.execute("checkpoint")


def _as_stored(rows: pd.DataFrame, table: promise.Table) -> pa.Table:
    """The rows as a published file gives them back."""
    columns = {
        name: pa.array(_plain(rows[name]), type=_ARROW[kind], from_pandas=True) for name, kind in table.columns.items()
    }
    return pa.table(columns)


def _plain(column: pd.Series) -> pd.Series | np.ndarray:
    """Texts of Python's own as they lie: asked of their column they are copied first."""
    return column.to_numpy() if getattr(column.dtype, "storage", "") == OWN.storage else column


@contextmanager
def replacing(path: Path) -> Generator[Path]:
    """A temporary name to write a file under; then it is made durable and gets its own name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.part")
    yield temporary
    with temporary.open("rb+") as file:
        os.fsync(file.fileno())
    temporary.replace(path)
    sync_folder(path.parent)


def holds(path: Path, tables: Mapping[str, pd.DataFrame], identity: str) -> bool:
    """Whether a published file has this id, and these very rows: soon known where the rows are at hand."""
    try:
        with opened(path) as connection:
            known = connection.execute("select value from meta where key = 'id'").fetchall() == [(identity,)]
            return known and all(
                _held(connection, table).equals(_as_stored(tables[table.name], table)) for table in promise.TABLES
            )
    except UNREADABLE:
        return False


def alike(one: Path, other: Path) -> bool:
    """Whether two published files hold the same."""
    try:
        with opened(one) as found, opened(other) as expected:
            return all(_held(found, table).equals(_held(expected, table)) for table in (*promise.TABLES, promise.META))
    except UNREADABLE:
        return False


def _held(connection: Connection, table: promise.Table) -> pa.Table:
    return connection.sql(f'select * from "{table.name}"').to_arrow_table()  # noqa: S608 - our names


def is_true(path: Path) -> bool:
    """Whether the rows of a published file still give the hash that is its id."""
    try:
        with opened(path) as connection:
            identity = connection.execute("select value from meta where key = 'id'").fetchall()[0][0]
            tables = {
                table.name: shaped(rows, table)
                for table, rows in zip(promise.TABLES, rows_of(connection).values(), strict=True)
            }
    except (duckdb.Error, IndexError, KeyError):
        return False
    return content_hash(tables) == identity


def opened(path: Path) -> Connection:
    """A published file, read-only. Attached, not connected to: the pages of the same process hold it open with settings
    of their own, and a second connection with other settings is refused."""
    connection = duckdb.connect(":memory:")
    try:
        quoted = str(path).replace("'", "''")
        connection.execute(f"attach '{quoted}' as published (read_only)")
        connection.execute("use published")
    except duckdb.Error:
        connection.close()
        raise
    return connection


def beside(connection: Connection) -> Connection:
    """Another one to the same opened file, for another thread."""
    cursor = connection.cursor()
    cursor.execute("use published")
    return cursor


@contextmanager
def attached(connection: Connection, file: Path) -> Generator[str]:
    """Another file to write to, under the name that is given back: everything or nothing, written out when it is let go."""
    name, quoted = file.stem.replace('"', '""'), str(file).replace("'", "''")
    connection.execute(f"attach '{quoted}' as \"{name}\"")
    try:
        connection.begin()
        yield name
        connection.commit()
    finally:
        connection.execute(f'detach "{name}"')


def rows_of(connection: Connection, *, together: bool = False) -> dict[str, pd.DataFrame]:
    """Every table of an opened file, as it was written; `together`: of what is about providers, what is about all."""
    found = {}
    for table in promise.TABLES:
        part = " where provider_id is null" if together and table.name in ABOUT_A_PROVIDER else ""
        found[table.name] = connection.execute(f'select * from "{table.name}"{part}').df()  # noqa: S608 - our names
    return found
