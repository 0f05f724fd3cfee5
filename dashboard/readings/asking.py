"""One published file, open read-only: it asks a question by its name and remembers the answer as frozen rows.

A publication never changes: a new one has a new name and the pointer moves. So what is asked of one file may be
remembered for as long as it lives, and is dropped when the pointer names another file. The root connection is never
queried: DuckDB hands rows of one thread to another there (measured), a cursor per call does not.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import fields
from pathlib import Path
from typing import Any, Self, TypeVar

import duckdb

from dashboard.readings.many import OF_MANY, by_provider, for_many
from dashboard.readings.questions import QUESTIONS
from dashboard.rows import Meta
from schemas.publication import SCHEMA_VERSION

Row = TypeVar("Row")
Made = TypeVar("Made")
_Parameters = Mapping[str, Any]

HARDENING: dict[str, Any] = {
    "enable_external_access": False,
    "python_enable_replacements": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "threads": 1,  # a page asks for a handful of rows; more threads only fight over two cores
    "memory_limit": "256MB",
    "lock_configuration": True,
}
REMEMBERED = 4096  # answers per file; a municipality has some 28 providers x 14 quarters x 10 questions


class NoPublication(Exception):
    """There is no published file to read; `why` is a code: missing, unreadable, other_version, empty."""

    def __init__(self, why: str, place: Path) -> None:
        super().__init__(f"{why}: {place}")
        self.why, self.place = why, place


class Asking:
    """What every group of questions stands on. Safe to share between threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._turn = threading.Lock()  # who asks of many waits for who asked it just before
        self._providers: tuple[str, ...] = ()
        self._remembered: OrderedDict[tuple[Any, ...], Any] = OrderedDict()
        try:
            self._root = duckdb.connect(str(path), read_only=True, config=HARDENING)
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
            self._keep(whole, made)
        return made

    def of_each(self, provider_ids: Sequence[str]) -> Self:
        """The same file with the same memory, for who goes past these providers one by one."""
        found = copy(self)
        found._providers = tuple(provider_ids)
        return found

    def alive(self) -> bool:
        """A real query, past the memory: for the health check."""
        return bool(self._rows("quarters", {}))

    def _ask(self, question: str, shape: type[Row], **parameters: str | int | None) -> tuple[Row, ...]:
        found = self._recall(question, parameters)
        if found is not None:
            return found
        if question in OF_MANY and parameters.get("provider_id") in self._providers:
            return self._ask_of_each(question, shape, parameters)
        answer = _shaped(shape, self._rows(question, parameters))
        with self._lock:
            self._keep(_key(question, parameters), answer)
        return answer

    def _ask_of_each(self, question: str, shape: type[Row], parameters: _Parameters) -> tuple[Row, ...]:
        """What is asked of one provider, asked of all in one go."""
        with self._turn:
            found = self._recall(question, parameters)
            if found is not None:
                return found
            asked = {**parameters, "provider_id": list(self._providers)}
            parts = by_provider(self._run(for_many(question), asked))
            answers = {who: _shaped(shape, parts.get(who, [])) for who in self._providers}
            with self._lock:
                for who, answer in answers.items():
                    self._keep(_key(question, {**parameters, "provider_id": who}), answer)
        return answers[str(parameters["provider_id"])]

    def _recall(self, question: str, parameters: _Parameters) -> Any:
        key = _key(question, parameters)
        with self._lock:
            if key in self._remembered:
                self._remembered.move_to_end(key)
            return self._remembered.get(key)

    def _keep(self, key: tuple[Any, ...], answer: Any) -> None:
        self._remembered[key] = answer
        while len(self._remembered) > REMEMBERED:
            self._remembered.popitem(last=False)

    def _rows(self, question: str, parameters: _Parameters) -> list[dict[str, Any]]:
        return self._run(QUESTIONS[question], parameters)

    def _run(self, sql: str, parameters: _Parameters) -> list[dict[str, Any]]:
        with self._root.cursor() as cursor:
            cursor.execute(sql, dict(parameters) or None)
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def _read_meta(self) -> Meta:
        facts = {row["key"]: row["value"] for row in self._rows("meta", {})}
        return Meta(**{name: facts.get(name) or "" for name in Meta.__dataclass_fields__})


def _key(question: str, parameters: _Parameters) -> tuple[Any, ...]:
    return (question, *sorted(parameters.items()))


def _shaped(shape: type[Row], rows: Sequence[dict[str, Any]]) -> tuple[Row, ...]:
    names = {field.name for field in fields(shape)}  # ty: ignore[invalid-argument-type]
    return tuple(shape(**{name: value for name, value in row.items() if name in names}) for row in rows)
