"""Trust but check: verify archive, ledger and warehouse against each other, and rebuild from the two that count."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields

from pipelines.acts import acting
from pipelines.archive import Archive
from pipelines.errors import IntegrityBroken
from pipelines.ledger import Ledger, looking
from pipelines.place import Home
from pipelines.published_file import current_file, is_true
from pipelines.publishing import Published, publish_within
from pipelines.reading.cells import Unreadable
from pipelines.reading.pool import shared_pool
from pipelines.recipients import changed_files
from pipelines.screening import screen
from pipelines.settings import Settings
from pipelines.talk.edition import content_hash, unpacked
from pipelines.warehouse import OWN_TABLES, open_warehouse


@dataclass(frozen=True)
class Verified:
    events: int
    files: int
    deliveries: int
    rows: int
    personal: tuple[str, ...] = ()  # deliveries whose archived file still says who somebody is


def verify(home: Home) -> Verified:
    """Check the ledger's chain, every archived file's hash, and that the warehouse holds what was accepted.

    Raises IntegrityBroken with what is wrong and what to do.
    """
    home.require()
    with home.writing(), looking(home) as ledger:
        events = ledger.verify()
        files = _verify_archive(home, ledger)
        _verify_editions(home, ledger)
        rows = _verify_warehouse(home, ledger)
        deliveries = len(ledger.rows("select 1 from delivery"))
        personal = _personal(home, ledger)
    _verify_publication(home)
    return Verified(events, files, deliveries, rows, personal)


def _verify_archive(home: Home, ledger: Ledger) -> int:
    archive, checked = Archive(home), set()
    for row in ledger.rows("select sha256, recipe_sha256 from delivery"):
        checked |= {sha256 for sha256 in row.values() if sha256}
    checked |= {event.payload["sha256"] for event in ledger.events() if event.kind == "settings"}
    checked |= {row["sha256"] for row in ledger.rows("select sha256 from block_table")}
    for edition in ledger.rows("select * from edition order by edition_id"):
        checked |= {edition["data_sha256"], *json.loads(edition["documents"]).values()}
    for sha256 in sorted(checked):
        archive.read(sha256)
    for event in ledger.events():
        if event.kind == "destroyed" and archive.path(event.payload["sha256"]).exists():
            raise IntegrityBroken("Een bestand dat vernietigd had moeten zijn, staat nog in het archief.")
    return len(checked)


def _verify_editions(home: Home, ledger: Ledger) -> None:
    """The content of every edition still gives the hash that stands on its pages."""
    for edition in ledger.rows("select edition_id, content_hash, data_sha256 from edition order by edition_id"):
        files = unpacked(Archive(home).read(edition["data_sha256"]))
        if content_hash(files) != edition["content_hash"]:
            raise IntegrityBroken(
                f"Editie {edition['edition_id']} geeft niet meer haar eigen code. Zet een reservekopie terug."
            )


def _personal(home: Home, ledger: Ledger) -> tuple[str, ...]:
    """A file whose recipe asked something was once archived as it came. Only those are read again."""
    archive, found = Archive(home), []
    for event in ledger.events():
        payload = event.payload
        whole = event.kind == "unmapped" and payload["sha256"] == payload.get("original_sha256")
        if whole and "recipe_asks" in payload.get("findings", {}):
            try:
                cells = shared_pool().read(archive.path(payload["sha256"]))
            except Unreadable:
                continue
            if screen(cells).drop:
                found.append(payload["delivery_id"])
    return tuple(found)


def _verify_warehouse(home: Home, ledger: Ledger) -> int:
    """What was ever accepted is in with as many rows as the ledger says; nothing else is."""
    last = ledger.rows("select coalesce(max(seq), 0) as seq from event where kind = 'accepted'")[0]["seq"]
    if last and not home.warehouse.exists():
        raise IntegrityBroken(
            'Het rekenbestand ontbreekt. Voer "kwartaalbeeld rebuild" uit; de leveringen zijn bewaard.'
        )
    with open_warehouse(home.warehouse) as warehouse:
        counts, applied = warehouse.rows_per_delivery(), warehouse.applied
    accepted = {row["delivery_id"]: row for row in ledger.rows("select * from delivery where accepted_at is not null")}
    # an act that was cut off leaves accepted rows for the next act to fetch from the archive: not lost, not wrong
    behind = {event.payload["delivery_id"] for event in ledger.events(after=applied) if event.kind == "accepted"}
    wrong = set(counts) - set(accepted)
    for delivery_id, row in accepted.items():
        found = sum(counts.get(delivery_id, {}).get(table, 0) for table in OWN_TABLES[row["data_set"]])
        if found != row["rows"] and not (delivery_id in behind and not found):
            wrong.add(delivery_id)
    if wrong or applied > last:
        raise IntegrityBroken(
            f"Het rekenbestand klopt niet met het logboek (levering {', '.join(sorted(wrong)[:5]) or 'onbekend'}). "
            'Voer "kwartaalbeeld rebuild" uit; de leveringen zelf zijn bewaard.'
        )
    return sum(sum(tables.values()) for tables in counts.values())


def _verify_publication(home: Home) -> None:
    path = current_file(home)
    if path is not None and not path.exists():
        raise IntegrityBroken('Het gepubliceerde bestand ontbreekt. Voer "kwartaalbeeld publish" uit.')
    if path is not None and not is_true(path):
        raise IntegrityBroken(
            "Het gepubliceerde bestand is gewijzigd of beschadigd. "
            'Voer "kwartaalbeeld publish" uit; dat maakt het opnieuw.'
        )
    if path is not None and (changed := changed_files(path)):
        raise IntegrityBroken(
            f"Een bestand waar rapporten uit komen, is gewijzigd of beschadigd: {', '.join(sorted(file.name for file in changed))}. "
            f"Gooi het weg uit {path.parent}; bij het volgende rapport wordt het opnieuw gemaakt."
        )


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
    with looking(home) as ledger:
        last = ledger.rows("select payload from event where kind = 'settings' order by seq desc limit 1")
    path = home.root / "settings.toml"
    if not last or path.exists():
        return
    used = Settings.of(Archive(home).read(json.loads(last[0]["payload"])["sha256"]))
    own = {item.name: getattr(used, item.name) for item in fields(used) if getattr(used, item.name) != item.default}
    if own:
        path.write_text("".join(f"{name} = {json.dumps(value)}\n" for name, value in own.items()), encoding="utf-8")
