"""The public face of collection: check a file, deliver it, see what it would change, and decide about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pipelines import decisions
from pipelines.acts import acting
from pipelines.arrival import Delivered, Parcel, Told, deliver_within, dialect
from pipelines.case import Case, case_within
from pipelines.checking import Checked
from pipelines.errors import IntegrityBroken, NotFound
from pipelines.ledger import Ledger, day_of, utc_now
from pipelines.place import Home
from pipelines.reading.cells import FileCells, Unreadable
from pipelines.recipes import Recipe
from pipelines.register import Register

__all__ = ["Case", "Delivered", "Parcel"]


def initialise(home: Home, *, by: str) -> bool:
    """Make the stores of a new home. Returns False when they were there already."""
    existed = home.ledger.exists()
    if not existed and home.archive.exists() and any(home.archive.iterdir()):
        raise IntegrityBroken(
            f"In {home.root} staat een archief zonder logboek. Zet het logboek terug uit een reservekopie; "
            "begin hier niet opnieuw, want dan tellen de bewaarde leveringen niet meer."
        )
    for folder in (home.root, home.archive, home.quarantine, home.publications, home.recipes):
        folder.mkdir(parents=True, exist_ok=True)
    with acting(home, fresh=True) as acts:
        if acts.ledger.position == 0:
            with acts.ledger.transaction():
                acts.ledger.append("initialised", {}, actor=by)
    return not existed


def check_file(home: Home, path: Path, *, recipe: Recipe | None = None) -> Checked:
    """Check a file against the register without keeping anything of it."""
    if not path.is_file():
        raise NotFound(f'"{path}" is geen bestand. Controleer de naam.')
    with acting(home) as acts:
        try:
            cells: FileCells | Unreadable = acts.pool.read(path, **dialect(recipe))
        except Unreadable as problem:
            cells = problem
        found = acts.understand(path, cells, recipe)
        return acts.check(found.cells, found.recipe, today=day_of(utc_now()), name=path.name)


def files_in(path: Path) -> list[Path]:
    """The file itself, or all files in a folder: the register first, then by name."""
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise NotFound(f'"{path}" bestaat niet. Controleer de naam van het bestand of de map.')
    found = sorted(item for item in path.rglob("*") if item.is_file() and not item.name.startswith((".", "~$")))
    return sorted(found, key=lambda item: not item.name.casefold().startswith("stamgegevens"))


def position(home: Home) -> int:
    """How far the ledger is: what whoever looks now can have seen."""
    home.require()
    ledger = Ledger(home.ledger)
    try:
        return ledger.position
    finally:
        ledger.close()


def deliver(
    home: Home, parcels: Sequence[Parcel], *, recipe: Recipe | None = None, told: Told = lambda _: None
) -> list[Delivered]:
    """As `arrival.deliver_within`, in an act of its own."""
    with acting(home) as acts:
        return deliver_within(acts, parcels, recipe=recipe, told=told)


def case(home: Home, delivery_id: str) -> Case:
    """All that is to be known about one delivery before deciding. Raises NotFound."""
    with acting(home) as acts:
        return case_within(acts, delivery_id)


def accept(
    home: Home,
    delivery_id: str,
    *,
    by: str,
    explanations: Mapping[decisions.Figure, str] | str | None = None,
    since: int | None = None,
) -> None:
    """As `decisions.accept_within`, in an act of its own."""
    with acting(home) as acts:
        decisions.accept_within(acts, delivery_id, by=by, explanations=explanations, since=since)


def reject(home: Home, delivery_id: str, *, why: str, by: str) -> None:
    """As `decisions.reject_within`, in an act of its own."""
    with acting(home) as acts:
        decisions.reject_within(acts, delivery_id, why=why, by=by)


def withdraw(home: Home, delivery_id: str, *, why: str, by: str) -> list[str]:
    """As `decisions.withdraw_within`, in an act of its own."""
    with acting(home) as acts:
        return decisions.withdraw_within(acts, delivery_id, why=why, by=by)


def list_deliveries(home: Home) -> list[dict[str, Any]]:
    """Every delivery in the order of arrival, refused ones included."""
    home.require()
    ledger = Ledger(home.ledger)
    try:
        return ledger.rows("select * from delivery order by received_seq")
    finally:
        ledger.close()


def register_of(home: Home) -> Register:
    """The register as it stands, for the templates."""
    with acting(home) as acts:
        return acts.register
