"""The only door to a published file: named questions with parameters, frozen rows as answers. No arithmetic.

A publication never changes: a new one has a new name and the pointer moves. So one `Readings` belongs to one
file, may remember every answer for as long as it lives, and is dropped when the pointer names another file.
Its root connection is never queried: DuckDB hands rows of one thread to another there (measured), a cursor
per call does not.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

import duckdb

from dashboard.rows import (
    Definition,
    Delivery,
    Figure,
    Meta,
    Origin,
    Provider,
    QuarterState,
    Slot,
    StatusCount,
    SubAgreement,
    ThemeStatus,
)
from schemas.place import publications_folder
from schemas.publication import POINTER_SUFFIX, SCHEMA_VERSION
from schemas.vocabulary import Audience

Row = TypeVar("Row")
Made = TypeVar("Made")

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

QUESTIONS: dict[str, str] = {
    "meta": "select key, value from meta",
    "quarters": "select * from quarters order by quarter",
    "providers": "select * from providers order by position",
    "sub_agreements": """
        select * from sub_agreements where provider_id = $provider_id order by sub_agreement_id
    """,
    "definitions": "select * from indicators order by position",
    "overview": "select * from overview where quarter = $quarter order by position, theme",
    "status_counts": "select * from status_counts where quarter = $quarter order by theme, status",
    "completeness": "select * from completeness where quarter = $quarter order by provider_id, data_set",
    "headline": """
        select v.* from "values" as v join indicators as i using (indicator)
        where v.provider_id = $provider_id and v.quarter = $quarter and v.headline
        order by i.position, v.sub_agreement_id nulls first
    """,
    "trend": """
        select * from (
            select * from "values"
            where provider_id = $provider_id and indicator = $indicator and headline
              and sub_agreement_id is not distinct from $sub_agreement_id
              and period_kind = 'quarter' and quarter <= $until
            order by quarter desc limit $length
        ) order by quarter
    """,
    "history": """
        select v.* from "values" as v join indicators as i using (indicator)
        where v.provider_id = $provider_id and v.headline and v.period_kind = 'quarter'
          and v.quarter between $since and $until
        order by i.position, v.sub_agreement_id nulls first, v.quarter
    """,
    "parts": """
        select * from "values"
        where provider_id = $provider_id and indicator = $indicator and quarter = $quarter
          and period_kind = 'quarter' and breakdown is null and grain = 'sub_agreement' and not headline
        order by sub_agreement_id
    """,
    "months": """
        select * from "values"
        where provider_id = $provider_id and indicator = $indicator and quarter = $quarter
          and period_kind = 'month' and breakdown is null
          and sub_agreement_id is not distinct from $sub_agreement_id
        order by period, grain
    """,
    "breakdown": """
        select * from "values"
        where provider_id = $provider_id and indicator = $indicator and quarter = $quarter
          and period_kind = 'quarter' and breakdown is not null
          and ($sub_agreement_id is null or sub_agreement_id = $sub_agreement_id)
        order by breakdown, breakdown_value, sub_agreement_id nulls first
    """,
    "trail": """
        select c.*, d.file_name, d.sha256, d.delivered_by, d.received_at, d.accepted_by, d.accepted_at
        from delivered_cells as c join deliveries as d using (delivery_id)
        where c.provider_id = $provider_id and c.indicator = $indicator and c.quarter = $quarter
          and ($sub_agreement_id is null or c.sub_agreement_id = $sub_agreement_id)
        order by c.breakdown nulls first, c.breakdown_value, c.sub_agreement_id, c.period, c.sheet, c.row
    """,
    "trails": """
        select c.*, d.file_name, d.sha256, d.delivered_by, d.received_at, d.accepted_by, d.accepted_at
        from delivered_cells as c join deliveries as d using (delivery_id)
        where c.provider_id = $provider_id and c.quarter = $quarter
        order by c.indicator, c.breakdown nulls first, c.breakdown_value, c.sub_agreement_id, c.period, c.sheet, c.row
    """,
    "deliveries": """
        select * from deliveries where delivery_id in (
            select delivery_id from completeness where provider_id = $provider_id and quarter = $quarter
        ) order by received_at
    """,
}


class NoPublication(Exception):
    """There is no published file to read; `why` is a code: missing, unreadable, other_version, empty."""

    def __init__(self, why: str, place: Path) -> None:
        super().__init__(f"{why}: {place}")
        self.why, self.place = why, place


class Readings:
    """One published file, open read-only. Safe to share between threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._remembered: OrderedDict[tuple[Any, ...], Any] = OrderedDict()
        try:
            self._root = duckdb.connect(str(path), read_only=True, config=HARDENING)
            self.meta = self._read_meta()
        except duckdb.Error as error:
            raise NoPublication("unreadable", path) from error
        if self.meta.schema_version != str(SCHEMA_VERSION):
            raise NoPublication("other_version", path)
        if not self.quarters():
            raise NoPublication("empty", path)

    @property
    def id(self) -> str:
        return self.meta.id

    def quarters(self) -> tuple[QuarterState, ...]:
        """Oldest first."""
        return self._ask("quarters", QuarterState)

    def providers(self) -> tuple[Provider, ...]:
        """In the order of the alphabet."""
        return self._ask("providers", Provider)

    def provider(self, provider_id: str) -> Provider | None:
        return next((row for row in self.providers() if row.provider_id == provider_id), None)

    def sub_agreements(self, provider_id: str) -> tuple[SubAgreement, ...]:
        return self._ask("sub_agreements", SubAgreement, provider_id=provider_id)

    def definitions(self) -> tuple[Definition, ...]:
        """In reading order."""
        return self._ask("definitions", Definition)

    def definition(self, indicator: str) -> Definition | None:
        return next((row for row in self.definitions() if row.indicator == indicator), None)

    def overview(self, quarter: str) -> tuple[ThemeStatus, ...]:
        return self._ask("overview", ThemeStatus, quarter=quarter)

    def status_counts(self, quarter: str) -> tuple[StatusCount, ...]:
        return self._ask("status_counts", StatusCount, quarter=quarter)

    def completeness(self, quarter: str) -> tuple[Slot, ...]:
        """All slots of a quarter; a provider has one per data set."""
        return self._ask("completeness", Slot, quarter=quarter)

    def headline(self, provider_id: str, quarter: str) -> tuple[Figure, ...]:
        """The figures that stand on tiles. A NEVER indicator has one per sub-agreement."""
        return self._ask("headline", Figure, provider_id=provider_id, quarter=quarter)

    def trend(
        self, provider_id: str, indicator: str, *, sub_agreement_id: str | None, until: str, length: int = 12
    ) -> tuple[Figure, ...]:
        """The same headline figure over at most `length` quarters up to and including `until`."""
        return self._ask(
            "trend",
            Figure,
            provider_id=provider_id,
            indicator=indicator,
            sub_agreement_id=sub_agreement_id,
            until=until,
            length=length,
        )

    def history(self, provider_id: str, *, since: str, until: str) -> tuple[Figure, ...]:
        """Every headline figure of a provider over a span of quarters, in one go: what a report needs."""
        return self._ask("history", Figure, provider_id=provider_id, since=since, until=until)

    def parts(self, provider_id: str, indicator: str, *, quarter: str) -> tuple[Figure, ...]:
        """The sub-agreements that make a provider's total; empty where each has its own headline."""
        return self._ask("parts", Figure, provider_id=provider_id, indicator=indicator, quarter=quarter)

    def months(
        self, provider_id: str, indicator: str, *, quarter: str, sub_agreement_id: str | None
    ) -> tuple[Figure, ...]:
        return self._ask(
            "months",
            Figure,
            provider_id=provider_id,
            indicator=indicator,
            quarter=quarter,
            sub_agreement_id=sub_agreement_id,
        )

    def breakdown(
        self, provider_id: str, indicator: str, *, quarter: str, sub_agreement_id: str | None
    ) -> tuple[Figure, ...]:
        return self._ask(
            "breakdown",
            Figure,
            provider_id=provider_id,
            indicator=indicator,
            quarter=quarter,
            sub_agreement_id=sub_agreement_id,
        )

    def trail(
        self, provider_id: str, indicator: str, *, quarter: str, sub_agreement_id: str | None
    ) -> tuple[Origin, ...]:
        """Down to file, sheet and cell. Without a sub-agreement: of all of them."""
        return self._ask(
            "trail",
            Origin,
            provider_id=provider_id,
            indicator=indicator,
            quarter=quarter,
            sub_agreement_id=sub_agreement_id,
        )

    def trails(self, provider_id: str, quarter: str) -> tuple[Origin, ...]:
        """Down to the cells for everything a provider delivered over a quarter, in one go."""
        return self._ask("trails", Origin, provider_id=provider_id, quarter=quarter)

    def deliveries(self, provider_id: str, quarter: str) -> tuple[Delivery, ...]:
        return self._ask("deliveries", Delivery, provider_id=provider_id, quarter=quarter)

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

    def alive(self) -> bool:
        """A real query, past the memory: for the health check."""
        return bool(self._rows("quarters", {}))

    def _ask(self, question: str, shape: type[Row], **parameters: str | int | None) -> tuple[Row, ...]:
        key = (question, *sorted(parameters.items()))
        with self._lock:
            if key in self._remembered:
                self._remembered.move_to_end(key)
                return self._remembered[key]
        names = {field.name for field in fields(shape)}  # ty: ignore[invalid-argument-type]
        answer = tuple(
            shape(**{name: value for name, value in row.items() if name in names})
            for row in self._rows(question, parameters)
        )
        with self._lock:
            self._keep(key, answer)
        return answer

    def _keep(self, key: tuple[Any, ...], answer: Any) -> None:
        self._remembered[key] = answer
        while len(self._remembered) > REMEMBERED:
            self._remembered.popitem(last=False)

    def _rows(self, question: str, parameters: dict[str, str | int | None]) -> list[dict[str, Any]]:
        with self._root.cursor() as cursor:
            cursor.execute(QUESTIONS[question], parameters or None)
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def _read_meta(self) -> Meta:
        facts = {row["key"]: row["value"] for row in self._rows("meta", {})}
        return Meta(**{name: facts.get(name) or "" for name in Meta.__dataclass_fields__})


class Door:
    """Finds the current publication of one audience and opens it again when the pointer moves."""

    def __init__(self, home: Path, audience: Audience = Audience.INTERN) -> None:
        self.pointer = publications_folder(home) / f"{audience.value}{POINTER_SUFFIX}"
        self._lock = threading.Lock()
        self._current: Readings | None = None

    def open(self) -> Readings:
        """The readings of the file that the pointer names now. Raises NoPublication."""
        try:
            name = self.pointer.read_text(encoding="utf-8").strip()
        except OSError as error:
            raise NoPublication("missing", self.pointer) from error
        if not name or Path(name).name != name:
            raise NoPublication("unreadable", self.pointer)
        path = self.pointer.parent / name
        with self._lock:
            if self._current is None or self._current.path != path:
                if not path.is_file():
                    raise NoPublication("missing", path)
                self._current = Readings(path)
            return self._current
