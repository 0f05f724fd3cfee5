"""One act on a home: the lock, the ledger, the warehouse brought up to it, and the reading children."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path

import pandas as pd

from pipelines.archive import Archive
from pipelines.case_history import against_earlier_lists
from pipelines.checked import Checked
from pipelines.checking import check_cells, screened_cells
from pipelines.findings import Finding
from pipelines.ledger import Ledger
from pipelines.place import Home
from pipelines.reading.cells import FileCells, Unreadable
from pipelines.reading.pool import ReadingPool, shared_pool
from pipelines.reading.text_storage import texts_held
from pipelines.recipes import Recipe, load_recipes
from pipelines.recognition import recognise
from pipelines.register import Register, load_register
from pipelines.replay import apply_waiting, register_deliveries
from pipelines.settings import load_settings
from pipelines.social_return.block_tables import BlockTable
from pipelines.social_return.carrying import standings
from pipelines.social_return.fixed_tables import tables_that_hold
from pipelines.warehouse import Warehouse, open_warehouse
from pipelines.what_counts import WhatCounts
from schemas.place import data_folder


@dataclass(frozen=True)
class Understood:
    """A file as it is read, with the recipe that fits it (given, or remembered) and what it was recognised as. `asks`:
    constants that the remembered recipe wants confirmed for each file, with their former value; until then nothing can
    be made of the file. `copied_for`: the recipe that a copy of the file will be read by, where that is another one."""

    cells: FileCells | Unreadable
    recipe: Recipe | None
    label: str
    asks: Mapping[str, str] = field(default_factory=dict)
    copied_for: Recipe | None = None


ASKED = {
    "provider_id": "aanbieder",
    "provider_name": "aanbieder",
    "sub_agreement_id": "deelovereenkomst",
    "obligation_id": "verplichting",
    "period": "periode",
    "year": "jaar",
    "quarter": "kwartaal",
    "starts_on": "eerste dag",
    "ends_on": "laatste dag",
    "population": "omvang van de doelgroep",
    "invited": "aantal uitgenodigd",
    "undeliverable": "aantal niet aangekomen",
}


def asked(found: Understood, screened: Checked) -> Checked:
    """What a file comes to of which the recipe is known but not, say, its quarter. It is kept as it was `screened`."""
    words = ", ".join(f"{ASKED.get(name, name)} (vorige keer {value})" for name, value in found.asks.items())
    return replace(screened, findings=[*screened.findings, Finding("recipe_asks", detail=words)])


# the register that was read last, by home and by the very files and acts it came from: the next act mostly has the same
_READ: dict[tuple[object, ...], Register] = {}


class Acts:
    """The stores of a home, held open by one act under the write lock."""

    def __init__(self, home: Home, ledger: Ledger, warehouse: Warehouse, pool: ReadingPool) -> None:
        self.home, self.ledger, self.warehouse, self.pool = home, ledger, warehouse, pool
        self.archive = Archive(home)

    @property
    def register(self) -> Register:
        """The register as it stands; read again when another delivery has come to count, in this act or a former one."""
        active = register_deliveries(self.ledger)
        key = (self.home.root.resolve(), *(tuple(row.values()) for row in active))
        if (found := _READ.get(key)) is None:
            found = load_register(self.warehouse, active)
            _READ.clear()
            _READ[key] = found
        return found

    def understand(self, path: Path, cells: FileCells | Unreadable, recipe: Recipe | None) -> Understood:
        """Recognise a file: by the recipe that was given, else as ours, by a remembered recipe, or as an export."""
        if recipe is not None or isinstance(cells, Unreadable):
            return Understood(cells, recipe, f"recept {recipe.name}" if recipe else "")
        found = recognise(cells, self.remembered)
        if found.kind != "recipe":
            return Understood(cells, None, found.label)
        recipe = next(item for item in self.remembered if item.name == found.name)
        if recipe.encoding or recipe.separator:
            cells = self.pool.read(path, encoding=recipe.encoding, separator=recipe.separator)
        if found.asks:
            return Understood(cells, None, found.label, found.asks, recipe)
        return Understood(cells, recipe, found.label)

    @cached_property
    def remembered(self) -> list[Recipe]:
        """The recipes of this municipality and those that are shipped; a faulty one is passed over here, and told by
        `kwartaalbeeld recipes`."""
        return load_recipes([self.home.recipes, data_folder() / "recipes"])[0]

    def examine(self, found: Understood, *, today: pd.Timestamp, name: str = "") -> Checked:
        """Check what was understood. Of a file whose recipe still asks something nothing is made, but who is in it is
        looked at all the same: it is destroyed, or kept without that, like any other."""
        if not found.asks or isinstance(found.cells, Unreadable):
            return self.check(found.cells, found.recipe, today=today, name=name)
        _, screened = screened_cells(found.cells, found.copied_for, name=name)
        return screened if screened.personal else asked(found, screened)

    def check(
        self, cells: FileCells | Unreadable, recipe: Recipe | None, *, today: pd.Timestamp, name: str = ""
    ) -> Checked:
        """Check a file by itself, against the register, and against what counts now."""
        with texts_held(few=isinstance(cells, FileCells) and cells.few):
            return self._checked(cells, recipe, today=today, name=name)

    def _checked(
        self, cells: FileCells | Unreadable, recipe: Recipe | None, *, today: pd.Timestamp, name: str
    ) -> Checked:
        checked = check_cells(cells, recipe, self.register, today=today, carrying=self.carrying, name=name,
                              on=self.in_use, blocks=lambda: self.blocks,
                              stands=partial(standings, self.ledger, self.warehouse))  # fmt: skip
        WhatCounts(self.ledger, self.warehouse, self.register, self.in_use).hold_against(checked)
        checked.findings += against_earlier_lists(checked, self.ledger, self.warehouse, register=self.register)
        return checked

    @property
    def blocks(self) -> dict[str, BlockTable]:
        """The tables of building blocks that hold now."""
        return tables_that_hold(self.ledger, self.archive)

    @property
    def in_use(self) -> frozenset[str]:
        """The indicators that the municipality switched on."""
        return load_settings(self.home.root).in_use

    @property
    def carrying(self) -> frozenset[str]:
        """Providers on whom accepted figures stand."""
        rows = self.ledger.rows("select distinct provider_id from active_slot where data_set <> 'stamgegevens'")
        return frozenset(row["provider_id"] for row in rows)


@contextmanager
def acting(home: Home, *, fresh: bool = False) -> Generator[Acts]:
    """Hold the lock, open ledger and warehouse, and first bring the warehouse up to the ledger."""
    if not fresh:
        home.require()
    with home.writing():
        ledger = Ledger(home.ledger)
        try:
            with open_warehouse(home.warehouse) as warehouse:
                acts = Acts(home, ledger, warehouse, shared_pool())
                acts.archive.sweep()
                apply_waiting(ledger, warehouse, acts.archive, acts.pool)
                yield acts
        finally:
            ledger.close()
