"""The public face of collection: check a file, deliver it, accept, reject or withdraw it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from pipelines.acts import Acts, acting
from pipelines.archive import Quarantined
from pipelines.checking import Checked, check_cells
from pipelines.errors import DeliveryRefused, IntegrityBroken, NotFound, SlotLocked, UsageProblem, WrongState
from pipelines.findings import count_by_code, fold
from pipelines.ledger import Ledger, utc_now
from pipelines.place import Home
from pipelines.reading.cells import FileCells, Unreadable
from pipelines.recipes import Recipe
from pipelines.register import Register
from pipelines.replay import apply_waiting, content
from pipelines.sources.register import TABLES
from schemas.register import SHEETS
from schemas.vocabulary import DataSet, DeliveryState


@dataclass(frozen=True)
class Delivered:
    """What became of one delivered file. `known` tells that the same file already stood here."""

    file_name: str
    delivery_id: str | None
    sha256: str
    state: DeliveryState
    checked: Checked
    known: bool = False
    locked: bool = False

    def as_dict(self) -> dict[str, object]:
        return {
            "file": self.file_name,
            "delivery_id": self.delivery_id,
            "sha256": self.sha256,
            "state": self.state.value,
            "state_label": self.state.label,
            "already_known": self.known,
            "locked": self.locked,
            **self.checked.summary(),
            "findings": [item.as_dict() for item in self.checked.findings[:1000]],
        }


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
    _require_file(path)
    with acting(home) as acts:
        try:
            cells: FileCells | Unreadable = acts.pool.read(path, **_dialect(recipe))
        except Unreadable as problem:
            cells = problem
        return _checked(acts, cells, recipe, today=day_of(utc_now()))


def _checked(acts: Acts, cells: FileCells | Unreadable, recipe: Recipe | None, *, today: pd.Timestamp) -> Checked:
    """Check a file against the register and against what it would replace."""
    checked = check_cells(cells, recipe, acts.register, today=today, carrying=acts.carrying)
    checked.findings += acts.would_erase(checked)
    return checked


def day_of(moment: str) -> pd.Timestamp:
    """The calendar day of a UTC time in ISO notation."""
    return pd.to_datetime(moment[:10], format="%Y-%m-%d")


def files_in(path: Path) -> list[Path]:
    """The file itself, or all files in a folder: the register first, then by name."""
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise NotFound(f'"{path}" bestaat niet. Controleer de naam van het bestand of de map.')
    found = sorted(item for item in path.rglob("*") if item.is_file() and not item.name.startswith((".", "~$")))
    return sorted(found, key=lambda item: not item.name.casefold().startswith("stamgegevens"))


def _require_file(path: Path) -> None:
    if not path.is_file():
        raise NotFound(f'"{path}" is geen bestand. Controleer de naam.')


def _dialect(recipe: Recipe | None) -> dict[str, str | None]:
    return {"encoding": recipe.encoding, "separator": recipe.separator} if recipe else {}


@dataclass(frozen=True)
class Parcel:
    """One file to deliver: where it is, who brings it, when (else now), and whether to accept it at once."""

    path: Path
    by: str
    accept: bool
    at: str | None = None


def deliver(
    home: Home,
    parcels: Sequence[Parcel],
    *,
    recipe: Recipe | None = None,
    told: Callable[[Delivered], None] = lambda _: None,
) -> list[Delivered]:
    """Deliver files in order. `told` is called for each one only after archive, ledger and warehouse have
    committed. A file with errors is kept in the archive and refused; it changes nothing."""
    with acting(home) as acts:
        return deliver_within(acts, parcels, recipe=recipe, told=told)


def deliver_within(
    acts: Acts,
    parcels: Sequence[Parcel],
    *,
    recipe: Recipe | None = None,
    told: Callable[[Delivered], None] = lambda _: None,
) -> list[Delivered]:
    """As `deliver`, inside an act that is already open."""
    results: list[Delivered] = []
    arrived: list[Quarantined] = []

    def paths() -> Iterator[Path]:
        for parcel in parcels:
            arrived.append(acts.archive.receive(parcel.path.read_bytes()))
            yield arrived[-1].path

    for parcel, cells in zip(parcels, acts.pool.read_all(paths(), **_dialect(recipe)), strict=True):
        result = _deliver_one(acts, parcel, arrived[len(results)], cells=cells, recipe=recipe)
        told(result)
        results.append(result)
    return results


def _deliver_one(
    acts: Acts, parcel: Parcel, waiting: Quarantined, *, cells: FileCells | Unreadable, recipe: Recipe | None
) -> Delivered:
    sha256, name = waiting.sha256, file_label(parcel.path.name)
    if known := _already_there(acts, sha256, recipe):
        acts.archive.destroy(waiting)
        return _known(acts, known, name, parcel=parcel)
    moment = parcel.at or utc_now()
    checked = _checked(acts, cells, recipe, today=day_of(moment))
    if checked.personal:
        with acts.ledger.transaction():
            acts.ledger.append("destroyed", {"sha256": sha256, "kind": checked.personal}, actor=parcel.by, at=moment)
        acts.archive.destroy(waiting)
        return Delivered(name, None, sha256, DeliveryState.DESTROYED, checked)
    acts.archive.admit(waiting)
    delivery_id = acts.ledger.next_delivery_id()
    payload = _payload(acts, delivery_id, sha256, name=name, checked=checked, recipe=recipe)
    if checked.errors:
        with acts.ledger.transaction():
            acts.ledger.append("refused", payload, actor=parcel.by, at=moment)
        return Delivered(name, delivery_id, sha256, DeliveryState.REFUSED, checked)
    with acts.ledger.transaction():
        acts.ledger.append("received", payload, actor=parcel.by, at=moment)
        locked = bool(acts.ledger.locked_among(delivery_id))
        accepting = parcel.accept and not locked
        if accepting:
            seq = acts.ledger.append("accepted", {"delivery_id": delivery_id}, actor=parcel.by, at=moment)
    if accepting:
        acts.warehouse.append(seq, delivery_id, checked.frames)
    state = DeliveryState.ACCEPTED if accepting else DeliveryState.WAITING
    return Delivered(name, delivery_id, sha256, state, checked, locked=locked and parcel.accept)


def file_label(name: str) -> str:
    """A file name as it may be stored and shown: no path, no control or direction characters, no long number."""
    plain = re.sub(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069/\\]", "", name)
    plain = re.sub(r"\d{8,9}", lambda m: "*" * len(m[0]) if not _is_date(m[0]) else m[0], plain)
    return plain if len(plain) <= 120 else f"{plain[:100]}…{plain[-15:]}"


def _is_date(digits: str) -> bool:
    return len(digits) == 8 and (digits[:2] in ("19", "20") or digits[4:6] in ("19", "20"))


def _payload(
    acts: Acts, delivery_id: str, sha256: str, *, name: str, checked: Checked, recipe: Recipe | None
) -> dict[str, Any]:
    return {
        "delivery_id": delivery_id,
        "sha256": sha256,
        "file_name": name,
        "data_set": checked.data_set,
        "recipe": recipe.name if recipe else None,
        "recipe_sha256": acts.archive.keep(recipe.text.encode()) if recipe else None,
        "rows": checked.rows_to_store,
        "rows_skipped": checked.rows_skipped,
        "findings": count_by_code(checked.findings),
        "slots": [list(slot) for slot in checked.slots],
    }


def _already_there(acts: Acts, sha256: str, recipe: Recipe | None) -> dict[str, Any] | None:
    """The same bytes by the same recipe that wait, count, or were replaced: delivering them again changes nothing."""
    found = acts.ledger.rows(
        "select * from delivery where sha256 = ? and recipe_sha256 is ? and state in ('waiting', 'accepted', 'superseded') "
        "order by received_seq desc limit 1",
        (sha256, recipe.sha256 if recipe else None),
    )
    return found[0] if found else None


def _known(acts: Acts, known: dict[str, Any], name: str, *, parcel: Parcel) -> Delivered:
    delivery_id, state = known["delivery_id"], DeliveryState(known["state"])
    locked = False
    if state is DeliveryState.WAITING and parcel.accept:
        locked = bool(acts.ledger.locked_among(delivery_id))
        if not locked:
            accept_within(acts, delivery_id, by=parcel.by, at=parcel.at)
            state = DeliveryState.ACCEPTED
    checked = Checked(known["data_set"], [], rows_read=known["rows"] + known["rows_skipped"],
                      rows_skipped=known["rows_skipped"])  # fmt: skip
    return Delivered(name, delivery_id, known["sha256"], state, checked, known=True, locked=locked)


def _delivery(ledger: Ledger, delivery_id: str) -> dict[str, Any]:
    found = ledger.delivery(delivery_id)
    if found is None:
        raise NotFound(f'Levering "{delivery_id}" bestaat niet. Bekijk de leveringen met "kwartaalbeeld deliveries".')
    return found


def _refuse_locked(ledger: Ledger, delivery_id: str) -> None:
    if locked := ledger.locked_among(delivery_id):
        provider, quarter, data_set = locked[0]
        more = f" en nog {len(locked) - 1}" if len(locked) > 1 else ""
        raise SlotLocked(
            f"{quarter} van {provider} ({data_set}){more} is vastgesteld. Er is niets veranderd. "
            f"Moet het toch anders? Ontgrendel eerst: kwartaalbeeld unlock --provider {provider} "
            f'--quarter {quarter} --data-set {data_set} --why "reden".'
        )


def accept(home: Home, delivery_id: str, *, by: str) -> None:
    """Let a waiting (or earlier replaced or withdrawn) delivery count. Raises NotFound, WrongState, SlotLocked."""
    with acting(home) as acts:
        accept_within(acts, delivery_id, by=by)


def accept_within(acts: Acts, delivery_id: str, *, by: str, at: str | None = None) -> None:
    state = DeliveryState(_delivery(acts.ledger, delivery_id)["state"])
    if state not in (DeliveryState.WAITING, DeliveryState.SUPERSEDED, DeliveryState.WITHDRAWN):
        raise WrongState(f"Levering {delivery_id} kan niet worden geaccepteerd ({state.label}).")
    _refuse_locked(acts.ledger, delivery_id)
    _check_again(acts, delivery_id, day_of(at or utc_now()))
    with acts.ledger.transaction():
        acts.ledger.append("accepted", {"delivery_id": delivery_id}, actor=by, at=at)
    apply_waiting(acts.ledger, acts.warehouse, acts.archive, acts.pool)


def _check_again(acts: Acts, delivery_id: str, today: pd.Timestamp) -> None:
    """What was right on arrival must still be right against the register of today. Raises DeliveryRefused."""
    cells, recipe = content(acts.ledger, acts.archive, acts.pool, delivery_id)
    errors = _checked(acts, cells, recipe, today=today).errors
    if errors:
        raise DeliveryRefused(
            f"Levering {delivery_id} past niet meer bij de stamgegevens van nu. {fold(errors)[0].sentence}"
        )


def reject(home: Home, delivery_id: str, *, why: str, by: str) -> None:
    """Turn a waiting delivery down, with the reason. It stays in the archive."""
    _require_reason(why)
    with acting(home) as acts:
        state = DeliveryState(_delivery(acts.ledger, delivery_id)["state"])
        if state is not DeliveryState.WAITING:
            raise WrongState(f"Alleen wat wacht kunt u afwijzen; levering {delivery_id} niet ({state.label}).")
        with acts.ledger.transaction():
            acts.ledger.append("rejected", {"delivery_id": delivery_id, "why": why}, actor=by)


def withdraw(home: Home, delivery_id: str, *, why: str, by: str) -> list[str]:
    """Stop an accepted delivery from counting. Its slots fall empty; returns the earlier deliveries that may be
    accepted again in its place."""
    _require_reason(why)
    with acting(home) as acts:
        state = DeliveryState(_delivery(acts.ledger, delivery_id)["state"])
        if state not in (DeliveryState.ACCEPTED, DeliveryState.WAITING):
            raise WrongState(f"Levering {delivery_id} kan niet worden ingetrokken ({state.label}).")
        _refuse_locked(acts.ledger, delivery_id)
        _refuse_ground_away(acts.ledger, delivery_id)
        earlier = acts.ledger.rows(
            "select distinct d.delivery_id from delivery d join delivery_slot s using (delivery_id) "
            "join delivery_slot w on w.provider_id = s.provider_id and w.quarter = s.quarter "
            "and w.data_set = s.data_set where w.delivery_id = ? and d.state = 'superseded' order by 1",
            (delivery_id,),
        )
        with acts.ledger.transaction():
            acts.ledger.append("withdrawn", {"delivery_id": delivery_id, "why": why}, actor=by)
    return [row["delivery_id"] for row in earlier]


def _refuse_ground_away(ledger: Ledger, delivery_id: str) -> None:
    """The register carries every figure: it is replaced, not taken away while figures stand on it."""
    register = ledger.rows(
        "select 1 from active_slot where delivery_id = ? and data_set = ?", (delivery_id, DataSet.REGISTER.value)
    )
    if register and ledger.rows("select 1 from active_slot where data_set <> ? limit 1", (DataSet.REGISTER.value,)):
        raise WrongState(
            "De stamgegevens dragen de geleverde cijfers en kunnen niet worden ingetrokken. "
            "Lever een verbeterde versie; die komt er dan voor in de plaats."
        )


def _require_reason(why: str) -> None:
    if not why.strip():
        raise UsageProblem('Geef een reden op met --why "...". Die komt in het logboek.')


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


def register_sheets(register: Register) -> dict[str, pd.DataFrame]:
    """The register as the sheets of its own workbook, to correct and deliver again. Placeholders are left out."""
    sheets = {}
    for form in SHEETS:
        frame = getattr(register, TABLES[form.name])
        sheets[form.name] = frame.loc[~frame["placeholder"], [item.name for item in form.fields]]
    return sheets
