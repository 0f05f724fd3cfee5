"""Every act in order, append-only and hash-chained; which delivery counts for a slot is decided here."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from pipelines.errors import IntegrityBroken
from pipelines.place import Home
from pipelines.projection import DERIVED, PROJECTED, PROJECTION, Event, project

GENESIS = "0" * 64
Slot = tuple[str, str, str]  # provider_id, quarter, data set

_EVENTS = """
create table if not exists event (
    seq integer primary key, at text not null, actor text not null, kind text not null,
    payload text not null, previous text not null, hash text not null unique
);
"""


def utc_now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def day_of(moment: str) -> pd.Timestamp:
    """The calendar day of a UTC time in ISO notation."""
    return pd.to_datetime(moment[:10], format="%Y-%m-%d")


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _chain(previous: str, seq: int, *, at: str, actor: str, kind: str, payload: str) -> str:
    return hashlib.sha256(_canonical([previous, seq, at, actor, kind, payload]).encode()).hexdigest()


class Ledger:
    """The ledger of one home. Derived tables change only through `project`, in the event's transaction."""

    def __init__(self, path: Path | str) -> None:
        self.connection = sqlite3.connect(path, isolation_level=None)
        self.connection.row_factory = sqlite3.Row
        try:
            self.connection.execute("pragma journal_mode = delete")
            self.connection.execute("pragma synchronous = full")
            self.connection.executescript(_EVENTS)
            self._project_anew()
        except sqlite3.DatabaseError as problem:
            self.connection.close()
            raise IntegrityBroken("Het logboek is beschadigd. Zet een reservekopie terug.") from problem

    def _project_anew(self) -> None:
        """Make the derived tables, from all events when they are of an earlier form."""
        if self.connection.execute("pragma user_version").fetchone()[0] == PROJECTION:
            return
        with self.transaction():
            for table in PROJECTED:
                self.connection.execute(f"drop table if exists {table}")
            for statement in DERIVED.split(";"):
                self.connection.execute(statement)
            for event in self.events():
                project(self.connection, event)
            self.connection.execute(f"pragma user_version = {PROJECTION}")

    def close(self) -> None:
        self.connection.close()

    @contextmanager
    def transaction(self) -> Generator[None]:
        """All events appended inside are there together, or none is. Inside another one it is part of that."""
        if self.connection.in_transaction:
            yield
            return
        self.connection.execute("begin immediate")
        try:
            yield
        except BaseException:
            self.connection.execute("rollback")
            raise
        self.connection.execute("commit")

    @contextmanager
    def trying(self) -> Generator[None]:
        """Whatever is appended inside is taken back at the end: to see what would follow from it."""
        self.connection.execute("begin immediate")
        try:
            yield
        finally:
            self.connection.execute("rollback")

    def append(self, kind: str, payload: dict[str, Any], *, actor: str, at: str | None = None) -> int:
        """Add one event (inside `transaction`) and bring the derived tables up to it. Returns its number."""
        last = self.connection.execute("select seq, hash from event order by seq desc limit 1").fetchone()
        seq, previous = (last["seq"] + 1, last["hash"]) if last else (1, GENESIS)
        text, moment = _canonical(payload), at or utc_now()
        digest = _chain(previous, seq, at=moment, actor=actor, kind=kind, payload=text)
        self.connection.execute(
            "insert into event values (?, ?, ?, ?, ?, ?, ?)",
            (seq, moment, actor, kind, text, previous, digest),
        )
        project(self.connection, Event(seq, moment, actor, kind, payload, previous, digest))
        return seq

    def events(self, *, after: int = 0) -> Iterator[Event]:
        for row in self.connection.execute("select * from event where seq > ? order by seq", (after,)):
            yield Event(**{**dict(row), "payload": json.loads(row["payload"])})

    def backwards(self) -> Iterator[Event]:
        """The newest event first."""
        for row in self.connection.execute("select * from event order by seq desc"):
            yield Event(**{**dict(row), "payload": json.loads(row["payload"])})

    @property
    def position(self) -> int:
        return self.connection.execute("select coalesce(max(seq), 0) from event").fetchone()[0]

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[dict[str, Any]]:
        return [dict(row) for row in self.connection.execute(sql, parameters)]

    def delivery(self, delivery_id: str) -> dict[str, Any] | None:
        found = self.rows("select * from delivery where delivery_id = ?", (delivery_id,))
        return found[0] if found else None

    def next_delivery_id(self) -> str:
        count = self.connection.execute("select count(*) from delivery").fetchone()[0]
        return f"L{count + 1:05d}"

    def locked_among(self, delivery_id: str) -> list[Slot]:
        """The slots of this delivery that are locked, or about a quarter that is settled, or its talk: then nothing
        more comes in, also where nothing came before."""
        return [
            (row["provider_id"], row["quarter"], row["data_set"])
            for row in self.rows(
                "select s.provider_id, s.quarter, s.data_set from delivery_slot s where s.delivery_id = ? and (exists "
                "(select 1 from locked_slot l where l.provider_id = s.provider_id and l.quarter = s.quarter and "
                "l.data_set = s.data_set) or exists (select 1 from talk t where t.provider_id = s.provider_id and "
                "t.quarter = s.quarter and t.state = 'settled') or exists (select 1 from edition e where e.provider_id = '*' "
                "and e.quarter = s.quarter and e.replaced = 0)) order by 1, 2, 3",
                (delivery_id,),
            )
        ]

    def overtaken(self, delivery_id: str, *, since: int) -> list[dict[str, Any]]:
        """Other deliveries that came to hold a slot of this one after event `since`."""
        return self.rows(
            "select distinct d.* from delivery_slot s join active_slot a using (provider_id, quarter, data_set) "
            "join delivery d on d.delivery_id = a.delivery_id "
            "where s.delivery_id = ? and d.delivery_id <> s.delivery_id and d.accepted_seq > ? order by d.accepted_seq",
            (delivery_id, since),
        )

    def verify(self) -> int:
        """Recompute the chain and every derived table. Returns the number of events; raises IntegrityBroken."""
        replay, previous, count = Ledger(":memory:"), GENESIS, 0
        for row in self.connection.execute("select * from event order by seq"):
            count += 1
            expected = _chain(
                previous, count, at=row["at"], actor=row["actor"], kind=row["kind"], payload=row["payload"]
            )
            if row["seq"] != count or row["previous"] != previous or row["hash"] != expected:
                raise IntegrityBroken(f"Het logboek klopt niet bij regel {count}: er is iets gewijzigd of weggehaald.")
            previous = row["hash"]
            project(replay.connection, Event(**{**dict(row), "payload": json.loads(row["payload"])}))
        for table in PROJECTED:
            columns = ", ".join(f'"{item[1]}"' for item in self.connection.execute(f"pragma table_info({table})"))
            query = f"select * from {table} order by {columns}"  # noqa: S608 - names are our own constants
            if self.rows(query) != replay.rows(query):
                raise IntegrityBroken(f'Het logboek klopt niet: de lijst "{table}" volgt niet uit de regels.')
        replay.close()
        return count


@contextmanager
def looking(home: Home) -> Generator[Ledger]:
    """The ledger to read in; whoever writes holds the lock (`acting`, `noting`). Raises NotFound without a home."""
    home.require()
    ledger = Ledger(home.ledger)
    try:
        yield ledger
    finally:
        ledger.close()


@contextmanager
def noting(home: Home) -> Generator[Ledger]:
    """One transaction in the ledger under the lock, for an act that no warehouse needs to know. Raises NotFound, Busy."""
    home.require()
    with home.writing(), looking(home) as ledger, ledger.transaction():
        yield ledger
