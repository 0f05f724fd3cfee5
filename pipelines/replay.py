"""Bring the warehouse up to the ledger: read accepted files again from the archive, in the ledger's order."""

from __future__ import annotations

from functools import partial
from typing import Any

from pipelines.archive import Archive
from pipelines.checking import tidy_accepted
from pipelines.errors import IntegrityBroken
from pipelines.ledger import Ledger
from pipelines.projection import project
from pipelines.reading.cells import FileCells
from pipelines.reading.pool import ReadingPool
from pipelines.reading.text_storage import texts_held
from pipelines.recipes import Recipe, parse_recipe
from pipelines.register import Register, load_register
from pipelines.social_return.carrying import standings
from pipelines.warehouse import Warehouse


def register_deliveries(ledger: Ledger) -> list[dict[str, Any]]:
    """Deliveries that hold a slot and may hold register rows: the register's own, and those that came by a recipe
    (which may register providers). delivery_id, data_set, and what tells one state of them from another: sha256,
    recipe_sha256, accepted_at."""
    return ledger.rows(
        "select distinct a.delivery_id, a.data_set, d.sha256, d.recipe_sha256, d.accepted_at "
        "from active_slot a join delivery d using (delivery_id) "
        "where a.data_set = 'stamgegevens' or d.recipe_sha256 is not null order by 1, 2"
    )


def apply_waiting(ledger: Ledger, warehouse: Warehouse, archive: Archive, pool: ReadingPool) -> int:
    """Store the rows of every accepted delivery that the warehouse has not seen. Returns how many it read."""
    done = warehouse.applied
    waiting = [event for event in ledger.events(after=done) if event.kind == "accepted"]
    fresh = [event for event in waiting if not warehouse.holds(event.payload["delivery_id"])]
    if not waiting:
        return 0
    as_then = Ledger(":memory:")  # the register as it stood when each file was accepted
    for event in ledger.events():
        if event.seq > done:
            break
        project(as_then.connection, event)
    register: tuple[tuple[str, ...], Register] | None = None
    for event in ledger.events(after=done):
        if event in fresh and not warehouse.holds(event.payload["delivery_id"]):
            cells, recipe = content(ledger, archive, pool, event.payload["delivery_id"])
            active = register_deliveries(as_then)
            key = tuple(row["delivery_id"] for row in active)
            if register is None or register[0] != key:
                register = (key, load_register(warehouse, active))
            with texts_held(few=cells.few):
                frames = tidy_accepted(cells, recipe, register[1], partial(standings, as_then, warehouse))
            warehouse.append(event.seq, event.payload["delivery_id"], frames)
        elif event.kind == "accepted":
            warehouse.mark(event.seq)
        project(as_then.connection, event)
    as_then.close()
    return len(fresh)


def content(ledger: Ledger, archive: Archive, pool: ReadingPool, delivery_id: str) -> tuple[FileCells, Recipe | None]:
    """Cells and recipe of a delivery as archived, checked against their hashes."""
    delivery = ledger.delivery(delivery_id)
    if delivery is None:
        raise IntegrityBroken(f"Het logboek noemt levering {delivery_id}, maar kent die niet.")
    archive.read(delivery["sha256"])
    sha256 = delivery["recipe_sha256"]
    recipe = parse_recipe(delivery["recipe"], archive.read(sha256).decode()) if sha256 else None
    dialect = {"encoding": recipe.encoding, "separator": recipe.separator} if recipe else {}
    return pool.read(archive.path(delivery["sha256"]), **dialect), recipe
