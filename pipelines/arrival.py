"""One file on its way in: quarantine -> read -> screened -> recognised -> checked -> archive, ledger, warehouse."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipelines.acts import Acts
from pipelines.archive import Quarantined
from pipelines.checked import Checked
from pipelines.decisions import accept_within, accepted_payload, answered, overtaken_sentence
from pipelines.errors import ExplanationNeeded
from pipelines.findings import SHOWN
from pipelines.ledger import day_of, utc_now
from pipelines.reading.cells import FileCells, Unreadable
from pipelines.recipes import Recipe
from pipelines.social_return.fixed_tables import fix_tables
from schemas.vocabulary import DeliveryState


@dataclass(frozen=True)
class Parcel:
    """One file to deliver: its name, where it is (or its bytes), who brings it, when (else now), and whether to accept
    it at once. `explanation` answers every question about it. `since` is the ledger position that the sender saw."""

    path: Path
    by: str
    accept: bool
    at: str | None = None
    data: bytes | None = None
    explanation: str | None = None
    since: int | None = None

    @property
    def content(self) -> bytes:
        return self.path.read_bytes() if self.data is None else self.data


@dataclass(frozen=True)
class Delivered:
    """What became of one delivered file. `known` tells that the same file already stood here; `held` says why it waits
    although it was to be accepted (locked, explanation, overtaken), `told` in words."""

    file_name: str
    delivery_id: str | None
    sha256: str
    state: DeliveryState
    checked: Checked
    recognised: str = ""
    recipe: str | None = None
    known: bool = False
    held: str | None = None
    told: str = ""

    @property
    def locked(self) -> bool:
        return self.held == "locked"

    def as_dict(self) -> dict[str, object]:
        return {
            "file": self.file_name,
            "delivery_id": self.delivery_id,
            "sha256": self.sha256,
            "state": self.state.value,
            "state_label": self.state.label,
            "recognised": self.recognised,
            "recipe": self.recipe,
            "already_known": self.known,
            "locked": self.locked,
            "held": self.held,
            **self.checked.summary(),
            "findings": [item.as_dict() for item in self.checked.findings[:SHOWN]],
        }


Told = Callable[[Delivered], None]


def deliver_within(
    acts: Acts, parcels: Sequence[Parcel], *, recipe: Recipe | None = None, told: Told = lambda _: None
) -> list[Delivered]:
    """Deliver files in order, inside an act that is open. `told` is called for each one only after archive, ledger and
    warehouse have committed. A file with errors is kept in the archive and refused; it changes nothing."""
    results: list[Delivered] = []
    arrived: list[Quarantined] = []

    def paths() -> Iterator[Path]:
        for parcel in parcels:
            arrived.append(acts.archive.receive(parcel.content))
            yield arrived[-1].path

    ours: set[str] = set()  # what this call let count: a folder may hold a delivery and its correction
    for parcel, cells in zip(parcels, acts.pool.read_all(paths(), **dialect(recipe)), strict=True):
        result = _deliver_one(acts, parcel, arrived[len(results)], cells=cells, recipe=recipe, ours=ours)
        told(result)
        results.append(result)
    return results


def dialect(recipe: Recipe | None) -> dict[str, str | None]:
    return {"encoding": recipe.encoding, "separator": recipe.separator} if recipe else {}


def _deliver_one(
    acts: Acts,
    parcel: Parcel,
    waiting: Quarantined,
    *,
    cells: FileCells | Unreadable,
    recipe: Recipe | None,
    ours: set[str],
) -> Delivered:
    name = file_label(parcel.path.name)
    if known := _already_there(acts, waiting.sha256, recipe):
        acts.archive.destroy(waiting)
        return _known(acts, known, name, parcel=parcel)
    moment = parcel.at or utc_now()
    found = acts.understand(waiting.path, cells, recipe)
    checked = acts.examine(found, today=day_of(moment), name=parcel.path.name)
    if checked.personal:
        with acts.ledger.transaction():
            acts.ledger.append(
                "destroyed", {"sha256": waiting.sha256, "kind": checked.personal}, actor=parcel.by, at=moment
            )
        acts.archive.destroy(waiting)
        return Delivered(name, None, waiting.sha256, DeliveryState.DESTROYED, checked, found.label)
    sha256 = _keep(acts, waiting, checked)
    delivery_id = acts.ledger.next_delivery_id()
    payload = {
        "delivery_id": delivery_id,
        "sha256": sha256,
        "original_sha256": waiting.sha256,
        "file_name": name,
        "data_set": checked.data_set,
        "recognised": found.label,
        "recipe": found.recipe.name if found.recipe else None,
        "recipe_sha256": acts.archive.keep(found.recipe.text.encode()) if found.recipe else None,
        "rows": checked.rows_to_store,
        "rows_skipped": checked.rows_skipped,
        "errors": checked.error_count,
        "warnings": checked.warning_count,
        "findings": checked.by_code,
        "slots": [list(slot) for slot in checked.slots],
    }
    delivered = Delivered(name, delivery_id, sha256, DeliveryState.REFUSED, checked, found.label, payload["recipe"])
    if checked.errors:
        unmapped = any(
            item.code in ("unknown_layout", "export_to_point", "recipe_asks", "survey_facts") for item in checked.errors
        )
        with acts.ledger.transaction():
            acts.ledger.append("unmapped" if unmapped else "refused", payload, actor=parcel.by, at=moment)
        return replace(delivered, state=DeliveryState.UNMAPPED if unmapped else DeliveryState.REFUSED)
    return _receive(acts, parcel, delivered, payload=payload, moment=moment, ours=ours)


def _keep(acts: Acts, waiting: Quarantined, checked: Checked) -> str:
    """Admit the file, or its redacted copy in its place. Returns the hash of what stands in the archive."""
    if checked.redacted is None:
        acts.archive.admit(waiting)
        return waiting.sha256
    sha256 = acts.archive.keep(checked.redacted())
    acts.archive.destroy(waiting)
    return sha256


def _receive(
    acts: Acts, parcel: Parcel, delivered: Delivered, *, payload: dict[str, Any], moment: str, ours: set[str]
) -> Delivered:
    """Record a file without errors, and accept it in the same transaction when that was asked and nothing holds it."""
    delivery_id, checked = payload["delivery_id"], delivered.checked
    seq = None
    with acts.ledger.transaction():
        acts.ledger.append("received", payload, actor=parcel.by, at=moment)
        held, words, answers = _held(acts, parcel, delivery_id, checked=checked, ours=ours)
        if parcel.accept and held is None:
            fix_tables(acts, checked.frames, by=parcel.by, at=moment)
            seq = acts.ledger.append("accepted", accepted_payload(delivery_id, answers), actor=parcel.by, at=moment)
    if seq is None:
        return replace(delivered, state=DeliveryState.WAITING, held=held, told=words)
    acts.warehouse.append(seq, delivery_id, checked.frames)
    ours.add(delivery_id)
    return replace(delivered, state=DeliveryState.ACCEPTED)


def _held(
    acts: Acts, parcel: Parcel, delivery_id: str, *, checked: Checked, ours: set[str]
) -> tuple[str | None, str, dict[tuple[str, ...], str]]:
    """Why a delivery that was to be accepted waits all the same, in a word and in a sentence; else the explanations."""
    if not parcel.accept:
        return None, "", {}
    if acts.ledger.locked_among(delivery_id):
        return "locked", "het kwartaal is vastgesteld", {}
    others = acts.ledger.overtaken(delivery_id, since=parcel.since) if parcel.since is not None else []
    if others := [other for other in others if other["delivery_id"] not in ours]:
        return "overtaken", overtaken_sentence(others[-1]), {}
    try:
        return None, "", answered(checked.questions, parcel.explanation)
    except ExplanationNeeded as problem:
        return "explanation", str(problem), {}


def file_label(name: str) -> str:
    """A file name as it may be stored and shown: no path, no control or direction characters, no long number."""
    plain = re.sub(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069/\\]", "", name)
    plain = re.sub(r"\d{8,9}", lambda m: "*" * len(m[0]) if not _is_date(m[0]) else m[0], plain)
    return plain if len(plain) <= 120 else f"{plain[:100]}…{plain[-15:]}"


def _is_date(digits: str) -> bool:
    return len(digits) == 8 and (digits[:2] in ("19", "20") or digits[4:6] in ("19", "20"))


def _already_there(acts: Acts, sha256: str, recipe: Recipe | None) -> dict[str, Any] | None:
    """The same bytes (by the recipe that was named) that wait, count, or were replaced: nothing changes. What was kept
    of these bytes may have been read again later, with a recipe or with what a recipe asked."""
    named = recipe.sha256 if recipe else None
    found = acts.ledger.rows(
        "select * from delivery where (original_sha256 = ? or original_sha256 in "
        "(select kept.sha256 from delivery kept where kept.original_sha256 = ?)) "
        "and state in ('waiting', 'accepted', 'superseded') and (? is null or recipe_sha256 = ?) "
        "order by state = 'superseded', received_seq desc limit 1",
        (sha256, sha256, named, named),
    )
    return found[0] if found else None


def _known(acts: Acts, known: dict[str, Any], name: str, *, parcel: Parcel) -> Delivered:
    delivery_id, state = known["delivery_id"], DeliveryState(known["state"])
    held, words = None, ""
    if state is DeliveryState.WAITING and parcel.accept:
        if acts.ledger.locked_among(delivery_id):
            held, words = "locked", "het kwartaal is vastgesteld"
        else:
            try:
                accept_within(acts, delivery_id, by=parcel.by, at=parcel.at, explanations=parcel.explanation,
                              since=parcel.since)  # fmt: skip
                state = DeliveryState.ACCEPTED
            except ExplanationNeeded as problem:
                held, words = "explanation", str(problem)
    checked = Checked(known["data_set"], [], rows_read=known["rows"] + known["rows_skipped"],
                      rows_skipped=known["rows_skipped"])  # fmt: skip
    return Delivered(name, delivery_id, known["sha256"], state, checked, known["recognised"] or "", known["recipe"],
                     known=True, held=held, told=words)  # fmt: skip
