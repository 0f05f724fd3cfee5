"""One act on a home: the lock, the ledger, the warehouse brought up to it, and the reading children."""

from __future__ import annotations

import json
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path

import pandas as pd

from pipelines.archive import Archive
from pipelines.case_history import against_earlier_lists
from pipelines.checked import Checked, own_rows
from pipelines.checking import check_cells, screened_cells
from pipelines.findings import Finding
from pipelines.history import check_history, left_out
from pipelines.ledger import Ledger
from pipelines.place import Home
from pipelines.pool_checks import check_against_accepted
from pipelines.reading.cells import FileCells, Unreadable
from pipelines.reading.pool import ReadingPool, shared_pool
from pipelines.reading.text_storage import texts_held
from pipelines.recipes import Recipe, load_recipes
from pipelines.recognition import recognise
from pipelines.register import Register, load_register
from pipelines.replay import apply_waiting, register_deliveries
from pipelines.settings import load_settings
from pipelines.social_return.block_tables import BlockTable
from pipelines.social_return.carrying import entries_gone, standings
from pipelines.social_return.delivery_checks import check_against_award
from pipelines.social_return.fixed_tables import tables_that_hold
from pipelines.sources import volunteers
from pipelines.statistics.plausibility import WINDOW
from pipelines.stray_periods import CODE as STRAY
from pipelines.stray_periods import counted_quarters
from pipelines.warehouse import Warehouse, open_warehouse
from schemas.place import data_folder
from schemas.quarter import Quarter
from schemas.vocabulary import DataSet, Severity

_SERIES = ["provider_id", "quarter", "sub_agreement_id", "indicator"]


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
        checked.findings = self.stray_that_replace(checked)
        checked.findings += self.against_what_counts(checked)
        checked.findings += self.against_history(checked)
        checked.findings += self.against_pools(checked)
        checked.findings += self.against_award(checked)
        checked.findings += self.against_standing_entries(checked)
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

    def stray_that_replace(self, checked: Checked) -> list[Finding]:
        """The findings, in which a period that is probably mistyped is an error where its few rows would take the place
        of more: that is what is wrong, and not what the delivery leaves out of that quarter."""
        rows_of = counted_quarters(checked.findings)
        if not rows_of:
            return checked.findings
        rows = self.ledger.rows("select * from active_slot where data_set = ?", (checked.data_set or "",))
        held = {(row["provider_id"], row["quarter"]): row["delivery_id"] for row in rows}
        standing = self.warehouse.series_of({held[key] for key in rows_of if key in held})
        graver: dict[tuple[str, ...], str] = {}
        for key, rows_here in rows_of.items():
            if key in held and sum(series[:2] == key for series in standing[held[key]]) > rows_here:
                graver[key] = f"over het {Quarter.parse(key[1]).label} telt {held[key]} al mee, met meer cijfers"
        return [
            replace(item, code="stray_period_replaces", severity=Severity.ERROR, figure=(),
                    detail=f"die gaan over het {item.detail}, en {graver[item.figure[:2]]}")
            if item.code == STRAY and item.figure[:2] in graver
            else item
            for item in checked.findings
        ]  # fmt: skip

    def against_what_counts(self, checked: Checked) -> list[Finding]:
        """What now counts for the delivery's slots and is not in it (sub-agreements or indicators that would vanish),
        and what is in it and counts already in a slot of another data set."""
        if checked.errors or "measurement" not in checked.frames:
            return []
        rows = self.ledger.rows("select * from active_slot where data_set not in ('stamgegevens', 'vrijwilligers')")
        holders = {(row["provider_id"], row["quarter"], row["data_set"]): row["delivery_id"] for row in rows}
        replaced = {slot: holders[slot] for slot in checked.slots if slot in holders}
        data_set = checked.data_set or ""
        places = {slot[:2] for slot in checked.slots}
        beside = {key: holders[key] for key in holders if key[:2] in places and key[2] != data_set}
        if not replaced and not beside:
            return []
        new = set(checked.frames["measurement"][_SERIES].itertuples(index=False, name=None))
        standing = self.warehouse.series_of({*replaced.values(), *beside.values()})
        findings, on = [], self.in_use
        for (provider, quarter, _), holder in sorted(replaced.items()):
            lost = {row for row in standing[holder] if row[:2] == (provider, quarter) and row[3] in on} - new
            if lost:
                text = f"{holder} van {provider} over {quarter}, maar mist {_listed(lost)}"
                findings.append(Finding("would_erase", detail=text))
        for (provider, quarter, other), holder in sorted(beside.items()):
            twice = {row for row in standing[holder] if row[:2] == (provider, quarter)} & new
            if twice:
                text = f"{_listed(twice)} van {provider} over {quarter} in levering {holder} ({DataSet(other).label})"
                findings.append(Finding("counts_elsewhere", detail=text))
        return findings

    def against_history(self, checked: Checked) -> list[Finding]:
        """The delivery beside the accepted figures of the same providers in the quarters before and after it."""
        if checked.errors or "measurement" not in checked.frames or not checked.slots:
            return []
        slots, providers = set(checked.slots), {provider for provider, _, _ in checked.slots}
        quarters = [Quarter.parse(quarter) for _, quarter, _ in checked.slots]
        first, last = str(min(quarters).shift(-WINDOW)), str(max(quarters).shift(3))
        rows = self.ledger.rows(
            "select * from active_slot where data_set <> 'stamgegevens' and quarter between ? and ? "
            "and provider_id in (select value from json_each(?))",
            (first, last, json.dumps(sorted(providers))),
        )
        around = [row for row in rows if (row["provider_id"], row["quarter"], row["data_set"]) not in slots]
        both = (checked.frames["measurement"], self.warehouse.figures(around))
        on = self.in_use
        delivered, earlier = (
            rows if on.issuperset(rows["indicator"]) else rows[rows["indicator"].isin(on)] for rows in both
        )
        found = check_history(delivered, earlier)
        if checked.data_set == DataSet.MONITORING:
            agreed = {sub: {code for code, *_ in terms} for sub, terms in self.register.targets_of.items()}
            found += left_out(delivered, earlier, agreed)
        return found

    def against_award(self, checked: Checked) -> list[Finding]:
        """Obligations of social return beside those that count in other quarters: what the award fixed stays."""
        if checked.errors or "sr_obligation" not in checked.frames:
            return []
        slots = {slot[:2] for slot in checked.slots}
        rows = self.ledger.rows("select * from active_slot where data_set = ?", (DataSet.SOCIAL_RETURN.value,))
        own = [row for row in rows if (row["provider_id"], row["quarter"]) not in slots]
        names = ["provider_id", "quarter", "data_set", "delivery_id"]
        accepted = self.warehouse.ask("sr_obligations", active_slot=pd.DataFrame(own, columns=names).astype("str"))
        return check_against_award(own_rows(checked.frames["sr_obligation"]), accepted)

    def against_standing_entries(self, checked: Checked) -> list[Finding]:
        """Entries of social return that stand and are not in the delivery: nothing is dropped without a person saying so."""
        if checked.errors or checked.data_set != DataSet.SOCIAL_RETURN:
            return []
        stands = standings(self.ledger, self.warehouse, [slot[:2] for slot in checked.slots])
        return entries_gone(checked.frames, stands, self.register.provider_names)

    def against_pools(self, checked: Checked) -> list[Finding]:
        """The volunteers of this delivery beside those that count: sub-agreements that would vanish, and whether each
        pool connects to the quarters around it."""
        if checked.errors or volunteers.TABLE not in checked.frames:
            return []
        delivered = checked.frames[volunteers.TABLE]
        slots = {slot for slot in checked.slots if slot[2] == DataSet.VOLUNTEERS}
        rows = self.ledger.rows(
            "select *, 1 as version from active_slot where data_set = ?", (DataSet.VOLUNTEERS.value,)
        )
        own = [row for row in rows if row["provider_id"] in {provider for provider, _, _ in slots}]
        names = ["provider_id", "quarter", "data_set", "delivery_id", "version"]
        active = pd.DataFrame(own, columns=names).astype(dict.fromkeys(names[:-1], "str"))
        accepted = self.warehouse.ask("volunteer_counts", active_slot=active)
        here = pd.MultiIndex.from_frame(accepted[["provider_id", "quarter"]]).isin([slot[:2] for slot in slots])
        findings = check_against_accepted(delivered, accepted[~here])
        new = set(zip(delivered["quarter"], delivered["sub_agreement_id"], strict=True))
        for (provider, quarter, holder), same in accepted[here].groupby(["provider_id", "quarter", "delivery_id"]):
            if lost := sorted({sub for sub in same["sub_agreement_id"] if (quarter, sub) not in new}):
                text = f"{holder} van {provider} over {quarter}, maar mist de vrijwilligers van {', '.join(lost)}"
                findings.append(Finding("would_erase", detail=text))
        return findings


def _listed(series: set[tuple[str, str, str, str]]) -> str:
    names = sorted({f"{code} ({sub})" for _, _, sub, code in series})
    return ", ".join(names[:5]) + (f" en nog {len(names) - 5}" if len(names) > 5 else "")


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
