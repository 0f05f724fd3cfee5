"""Trust but check: verify archive, ledger and warehouse against each other, and rebuild from the two that count."""

from __future__ import annotations

import json
from dataclasses import dataclass

import duckdb

from pipelines.archive import Archive
from pipelines.errors import IntegrityBroken
from pipelines.intake import acting
from pipelines.ledger import Ledger
from pipelines.place import Home
from pipelines.publishing import Published, current_file, publish_within
from pipelines.warehouse import TABLES, open_warehouse
from schemas.vocabulary import Audience


@dataclass(frozen=True)
class Verified:
    events: int
    files: int
    deliveries: int
    rows: int


def verify(home: Home) -> Verified:
    """Check the ledger's chain, every archived file's hash, and that the warehouse holds what was accepted.

    Raises IntegrityBroken with what is wrong and what to do.
    """
    home.require()
    with home.writing():
        ledger = Ledger(home.ledger)
        try:
            events = ledger.verify()
            files = _verify_archive(home, ledger)
            rows = _verify_warehouse(home, ledger)
            deliveries = len(ledger.rows("select 1 from delivery"))
        finally:
            ledger.close()
    _verify_publication(home)
    return Verified(events, files, deliveries, rows)


def _verify_archive(home: Home, ledger: Ledger) -> int:
    archive, checked = Archive(home), set()
    for row in ledger.rows("select sha256, recipe_sha256 from delivery"):
        for sha256 in row.values():
            if sha256 and sha256 not in checked:
                archive.read(sha256)
                checked.add(sha256)
    for event in ledger.events():
        sha256 = event.payload.get("sha256")
        if event.kind == "settings" and sha256 not in checked:
            archive.read(sha256)
            checked.add(sha256)
        if event.kind == "destroyed" and archive.path(sha256).exists():
            raise IntegrityBroken(f"Bestand {sha256[:12]} had vernietigd moeten zijn, maar staat in het archief.")
    return len(checked)


def _verify_warehouse(home: Home, ledger: Ledger) -> int:
    """What was ever accepted is in with as many rows as the ledger says; nothing else is."""
    with open_warehouse(home.warehouse) as warehouse:
        applied, last = warehouse.applied, ledger.rows("select max(seq) as seq from event where kind = 'accepted'")
        if applied < (last[0]["seq"] or 0):
            # an interrupted act: the next one brings it up to date by itself; nothing is lost
            return _rows(warehouse.connection)
        counts: dict[str, int] = {}
        for table in TABLES:
            query = f"select delivery_id, count(*) from {table} group by 1"  # noqa: S608 - closed list
            for delivery_id, count in warehouse.connection.execute(query).fetchall():
                if table == "measurement" or _is_register(ledger, delivery_id):
                    counts[delivery_id] = counts.get(delivery_id, 0) + count
        accepted = ledger.rows('select delivery_id, "rows" from delivery where accepted_at is not null')
        wrong = {row["delivery_id"] for row in accepted if counts.get(row["delivery_id"], 0) != row["rows"]}
        wrong |= set(counts) - {row["delivery_id"] for row in accepted}
        if wrong:
            raise IntegrityBroken(
                f"Het rekenbestand klopt niet met het logboek bij levering {', '.join(sorted(wrong)[:5])}. "
                'Voer "kwartaalbeeld rebuild" uit; de leveringen zelf zijn bewaard.'
            )
        return _rows(warehouse.connection)


def _is_register(ledger: Ledger, delivery_id: str) -> bool:
    found = ledger.delivery(delivery_id)
    return bool(found and found["data_set"] == "stamgegevens")


def _rows(connection: duckdb.DuckDBPyConnection) -> int:
    counts = (f"select count(*) as c from {table}" for table in TABLES)  # noqa: S608 - closed list
    return connection.execute(f"select sum(c)::bigint from ({' union all '.join(counts)})").fetchall()[0][0]  # noqa: S608


def _verify_publication(home: Home) -> None:
    path = current_file(home, Audience.INTERN)
    if path is not None and not path.exists():
        raise IntegrityBroken('Het gepubliceerde bestand ontbreekt. Voer "kwartaalbeeld publish" uit.')


def rebuild(home: Home, *, by: str) -> Published:
    """Throw the warehouse away, replay archive and ledger, and publish. The same figures, to the last digit."""
    home.require()
    with home.writing():
        for path in (home.warehouse, home.warehouse.with_name(f"{home.warehouse.name}.wal")):
            path.unlink(missing_ok=True)
        _restore_settings(home)
    with acting(home) as acts:
        return publish_within(acts, by=by)


def _restore_settings(home: Home) -> None:
    """Where settings.toml is gone, put back what the ledger last used, if that differed from the defaults."""
    from pipelines.settings import Settings

    ledger = Ledger(home.ledger)
    try:
        last = ledger.rows("select payload from event where kind = 'settings' order by seq desc limit 1")
    finally:
        ledger.close()
    path = home.root / "settings.toml"
    if not last or path.exists():
        return
    used = json.loads(Archive(home).read(json.loads(last[0]["payload"])["sha256"]))
    if Settings(**used) != Settings():
        path.write_text("".join(f"{name} = {value}\n" for name, value in used.items()), encoding="utf-8")
