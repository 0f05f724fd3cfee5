"""One published file, open read-only: it asks a question by its name and remembers the answer as frozen rows.

A publication never changes: a new one has a new name and the pointer moves. So what is asked of one file may be
remembered for as long as it lives, and is dropped when the pointer names another file. The root connection is never
queried: DuckDB hands rows of one thread to another there (measured), a cursor per thread does not.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

import duckdb

from dashboard.readings.questions import QUESTIONS
from dashboard.rows import Meta
from schemas.publication import SCHEMA_VERSION

Row = TypeVar("Row")
Made = TypeVar("Made")
_Parameters = Mapping[str, Any]
_Memory = OrderedDict[tuple[Any, ...], Any]
_Table = tuple[list[str], list[tuple[Any, ...]]]  # names of columns, and rows

HARDENING: dict[str, Any] = {
    "python_enable_replacements": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "threads": 1,  # a page asks for a handful of rows; more threads only fight over two cores
    "memory_limit": "256MB",
}
# asked of tables that all files for providers of one publication hold alike (pipelines.audiences)
THE_SAME = frozenset({"definitions", "providers", "quarters", "survey_items", "waves"})
_FROM = re.compile(r'\s*select\s[^()]*?\sfrom\s+"?(\w+)')
# the table that every row of an answer is of one row of: no question counts or adds
MAIN = {question: found[1] for question, sql in QUESTIONS.items() if (found := _FROM.match(sql))}
_EMPTY = "select table_name from duckdb_tables() where database_name = current_database() and estimated_size = 0"
REMEMBERED = 4096  # answers per file; a municipality has some 28 providers x 14 quarters x 10 questions


class NoPublication(Exception):
    """There is no published file to read; `why` is a code: missing, unreadable, other_version, empty."""

    def __init__(self, why: str, place: Path) -> None:
        super().__init__(f"{why}: {place}")
        self.why, self.place = why, place


class Asking:
    """What every group of questions stands on. Safe to share between threads."""

    def __init__(self, path: Path, *, beside: Asking | None = None) -> None:
        """`beside`: a file of the same folder; both are then read by one engine, for a new one takes 30 ms to start."""
        self.path = path
        self._lock = beside._lock if beside else threading.Lock()
        self._remembered: _Memory = OrderedDict()
        self._beside: _Memory = OrderedDict()  # what is the same in all files beside this one
        self._of_all = beside._beside if beside else self._remembered
        self._cursors = threading.local()
        try:
            self._root = beside._root if beside else _started(path)
            self._use = _attached(self._root, path) if beside else ""
            self._empty = frozenset(name for (name,) in self._run(_EMPTY, {})[1])
            self.meta = self._read_meta()
        except duckdb.Error as error:
            raise NoPublication("unreadable", path) from error
        if self.meta.schema_version != str(SCHEMA_VERSION):
            raise NoPublication("other_version", path)
        if not self.alive():
            raise NoPublication("empty", path)

    def once(self, name: str, key: str, make: Callable[[], Made]) -> Made:
        """Something made from this file alone, made once: it is forgotten together with the file."""
        whole = (name, key)
        with self._lock:
            if whole in self._remembered:
                return self._remembered[whole]
        made = make()
        with self._lock:
            _keep(self._remembered, whole, made)
        return made

    def alive(self) -> bool:
        """A real query, past the memory: for the health check."""
        return bool(self._rows("quarters", {})[1])

    def _ask(self, question: str, shape: type[Row], **parameters: str | int | None) -> tuple[Row, ...]:
        key = (question, *sorted(parameters.items()))
        memory = self._of_all if question in THE_SAME else self._remembered
        with self._lock:
            if key in memory:
                memory.move_to_end(key)
                return memory[key]
        answer = _shaped(shape, *self._rows(question, parameters))
        with self._lock:
            _keep(memory, key, answer)
        return answer

    def _rows(self, question: str, parameters: _Parameters) -> _Table:
        """Of a table without rows there is nothing to ask, and only to plan the question takes two thousandths of a second."""
        return ([], []) if MAIN.get(question) in self._empty else self._run(QUESTIONS[question], parameters)

    def _run(self, sql: str, parameters: _Parameters) -> _Table:
        cursor = self._cursor()
        cursor.execute(sql, dict(parameters) or None)
        return [column[0] for column in cursor.description or ()], cursor.fetchall()

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        """This thread's own: to say which file is meant takes a tenth of a question."""
        found = getattr(self._cursors, "own", None)
        if found is None:
            found = self._cursors.own = self._root.cursor()
            if self._use:
                found.execute(self._use)
        return found

    def _read_meta(self) -> Meta:
        facts = dict(self._rows("meta", {})[1])
        return Meta(**{name: facts.get(name) or "" for name in Meta.__dataclass_fields__})


def _keep(memory: _Memory, key: tuple[Any, ...], answer: Any) -> None:
    memory[key] = answer
    while len(memory) > REMEMBERED:
        memory.popitem(last=False)


def _started(path: Path) -> duckdb.DuckDBPyConnection:
    """An engine that reads this file and its folder, and nothing else. It is shared by all who open the file."""
    connection = duckdb.connect(str(path), read_only=True, config=HARDENING)
    locked = connection.execute("select current_setting('lock_configuration')").fetchall()
    if locked == [(False,)]:
        connection.execute("set allowed_directories = $1", [[str(path.absolute().parent)]])
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
    return connection


def _attached(root: duckdb.DuckDBPyConnection, path: Path) -> str:
    """What to say to ask the other file; its name is of one file for ever."""
    name, quoted = path.stem.replace('"', '""'), str(path.absolute()).replace("'", "''")
    with root.cursor() as cursor:
        cursor.execute(f"attach if not exists '{quoted}' as \"{name}\" (read_only)")
    return f'use "{name}"'


def _shaped(shape: type[Row], names: Sequence[str], rows: Sequence[tuple]) -> tuple[Row, ...]:
    """Rows as the frozen ones that they are promised to be; columns that nobody asked for stay behind."""
    wanted = {field.name for field in fields(shape)}  # ty: ignore[invalid-argument-type]
    kept = [(name, place) for place, name in enumerate(names) if name in wanted]
    return tuple(shape(**{name: row[place] for name, place in kept}) for row in rows)
