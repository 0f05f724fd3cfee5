"""One act on a home: the lock, the ledger, the warehouse brought up to it, and the reading children."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from pipelines.archive import Archive
from pipelines.checking import Checked, check_cells
from pipelines.findings import Finding
from pipelines.ledger import Ledger
from pipelines.place import Home
from pipelines.reading.cells import FileCells, Unreadable
from pipelines.reading.pool import ReadingPool, shared_pool
from pipelines.recipes import Recipe
from pipelines.register import Register, load_register
from pipelines.replay import apply_waiting, register_deliveries
from pipelines.warehouse import Warehouse, open_warehouse

_SERIES = ["provider_id", "quarter", "sub_agreement_id", "indicator"]


@dataclass(frozen=True)
class Understood:
    """A file as it is read, with the recipe that fits it (given, or remembered) and what it was recognised as."""

    cells: FileCells | Unreadable
    recipe: Recipe | None
    label: str


class Acts:
    """The stores of a home, held open by one act under the write lock."""

    def __init__(self, home: Home, ledger: Ledger, warehouse: Warehouse, pool: ReadingPool) -> None:
        self.home, self.ledger, self.warehouse, self.pool = home, ledger, warehouse, pool
        self.archive = Archive(home)
        self._register: tuple[tuple[str, ...], Register] | None = None

    @property
    def register(self) -> Register:
        """The register as it stands; read again when another delivery has come to count."""
        active = register_deliveries(self.ledger)
        key = tuple(active["delivery_id"])
        if self._register is None or self._register[0] != key:
            self._register = (key, load_register(self.warehouse, active))
        return self._register[1]

    def understand(self, path: Path, cells: FileCells | Unreadable, recipe: Recipe | None) -> Understood:
        """Recognise a file: by the recipe that was given, else as ours, by a remembered recipe, or as an export."""
        if recipe is not None or isinstance(cells, Unreadable):
            return Understood(cells, recipe, f"recept {recipe.name}" if recipe else "")
        return Understood(cells, None, "")

    def check(
        self, cells: FileCells | Unreadable, recipe: Recipe | None, *, today: pd.Timestamp, name: str = ""
    ) -> Checked:
        """Check a file by itself, against the register, and against what counts now."""
        checked = check_cells(cells, recipe, self.register, today=today, carrying=self.carrying)
        checked.findings += self.would_erase(checked)
        return checked

    @property
    def carrying(self) -> frozenset[str]:
        """Providers on whom accepted figures stand."""
        rows = self.ledger.rows("select distinct provider_id from active_slot where data_set <> 'stamgegevens'")
        return frozenset(row["provider_id"] for row in rows)

    def would_erase(self, checked: Checked) -> list[Finding]:
        """What now counts for the delivery's slots and is not in it: sub-agreements or indicators that would vanish."""
        holders = {
            (row["provider_id"], row["quarter"]): row["delivery_id"]
            for row in self.ledger.rows("select * from active_slot where data_set <> 'stamgegevens'")
        }
        replaced = [slot for slot in checked.slots if slot[:2] in holders]
        if not replaced or checked.errors:
            return []
        new = set(checked.frames["measurement"][_SERIES].itertuples(index=False, name=None))
        standing = self.warehouse.series_of({holders[slot[:2]] for slot in replaced})
        findings = []
        for provider, quarter, _ in replaced:
            now = {row for row in standing if row[:2] == (provider, quarter)}
            lost = sorted({f"{code} ({sub})" for _, _, sub, code in now - new})
            if lost:
                more = f" en nog {len(lost) - 5}" if len(lost) > 5 else ""
                text = f"{holders[(provider, quarter)]} van {provider} over {quarter}, maar mist {', '.join(lost[:5])}{more}"
                findings.append(Finding("would_erase", detail=text))
        return findings


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
