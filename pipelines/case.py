"""One delivery as the one who decides sees it: what it is, what is wrong, what it would change, what may be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipelines.acts import Acts, Understood
from pipelines.checked import Checked
from pipelines.checking import screened_cells
from pipelines.decisions import delivery_of
from pipelines.findings import Fault, Finding, fold
from pipelines.handing_back.giving import hand_back
from pipelines.ledger import Slot, day_of, utc_now
from pipelines.preview import Preview, preview_within
from pipelines.reading.cells import FileCells, Unreadable
from pipelines.recipes import Recipe
from pipelines.replay import content
from pipelines.talk.standing import closed_quarters
from schemas.talk import WHOLE_QUARTER
from schemas.vocabulary import DeliveryState

OPEN = (DeliveryState.WAITING, DeliveryState.SUPERSEDED, DeliveryState.WITHDRAWN)


@dataclass(frozen=True)
class Difference:
    """This delivery beside the former version: the faults that were mended, that are left, and that are new."""

    former_id: str
    former_state: DeliveryState
    mended: tuple[Fault, ...]
    left: tuple[Fault, ...]
    new: tuple[Fault, ...]


@dataclass(frozen=True)
class Case:
    """`delivery` is its row in the ledger; `checked` is as of now; `preview` is None where nothing can be accepted, or
    where it was not asked for; `position` is the ledger position this was seen at, to give back with a decision."""

    delivery: dict[str, Any]
    state: DeliveryState
    checked: Checked
    slots: tuple[Slot, ...]
    held: tuple[Slot, ...]  # of these, where it counts now
    locked: tuple[Slot, ...]
    closed: tuple[Slot, ...]  # of these, what is opened again with its talk
    whole: tuple[Slot, ...]  # and what with the quarter as a whole
    explanations: tuple[dict[str, Any], ...]
    difference: Difference | None
    preview: Preview | None
    successor: str | None  # the delivery that took its place, or that came from the same file with a recipe
    position: int

    @property
    def weighable(self) -> bool:
        """Whether accepting it would do anything that can be told beforehand."""
        return self.state in OPEN and not self.checked.errors

    @property
    def may(self) -> tuple[str, ...]:
        """The acts that fit: accept, reject, withdraw, map, hand_back."""
        acts = []
        if self.weighable and not self.locked:
            acts.append("accept")
        if self.state in (DeliveryState.WAITING, DeliveryState.UNMAPPED):
            acts.append("reject")
        if self.state is DeliveryState.ACCEPTED and not self.locked:
            acts.append("withdraw")
        if self.state is DeliveryState.UNMAPPED:
            acts.append("map")
        if self.checked.findings and self.state is not DeliveryState.UNMAPPED:
            acts.append("hand_back")
        return tuple(acts)


_HELD = "select provider_id, quarter, data_set from active_slot where delivery_id = ? order by 1, 2, 3"


def _slots(acts: Acts, query: str, delivery_id: str) -> tuple[Slot, ...]:
    rows = acts.ledger.rows(query, (delivery_id,))
    return tuple((row["provider_id"], row["quarter"], row["data_set"]) for row in rows)


def case_within(acts: Acts, delivery_id: str) -> Case:
    """Read the delivery again from the archive and look at it as things stand now, without its preview: that takes
    seconds. Raises NotFound."""
    delivery = delivery_of(acts.ledger, delivery_id)
    state = DeliveryState(delivery["state"])
    checked = check_archived(acts, delivery_id)
    locked, settled = acts.ledger.locked_among(delivery_id), closed_quarters(acts.ledger)
    whole = tuple(slot for slot in locked if (WHOLE_QUARTER, slot[1]) in settled)
    query = "select provider_id, quarter, data_set from delivery_slot where delivery_id = ? order by 1, 2, 3"
    return Case(
        delivery=delivery,
        state=state,
        checked=checked,
        slots=_slots(acts, query, delivery_id),
        held=_slots(acts, _HELD, delivery_id),
        locked=tuple(locked),
        closed=tuple(slot for slot in locked if slot[:2] in settled and slot not in whole),
        whole=whole,
        explanations=tuple(acts.ledger.rows("select * from explanation where delivery_id = ?", (delivery_id,))),
        difference=_difference(acts, delivery, checked.findings),
        preview=None,
        successor=_successor(acts, delivery),
        position=acts.ledger.position,
    )


def weighed_within(acts: Acts, found: Case) -> Case:
    """The same with what accepting it would change, computed for real."""
    if not found.weighable:
        return found
    return replace(found, preview=preview_within(acts, found.delivery["delivery_id"], found.checked.frames))


def check_archived(acts: Acts, delivery_id: str) -> Checked:
    """Check a delivery of before again, as it stands in the archive, against what holds now."""
    name = str(delivery_of(acts.ledger, delivery_id)["file_name"])
    return acts.examine(_understood(acts, delivery_id), today=day_of(utc_now()), name=name)


def _understood(acts: Acts, delivery_id: str) -> Understood:
    """The file by the recipe it was delivered with; or as one that waits for an answer to what a recipe asks."""
    cells, recipe = _read(acts, delivery_id)
    delivery = delivery_of(acts.ledger, delivery_id)
    if recipe is None and delivery["state"] == DeliveryState.UNMAPPED and not isinstance(cells, Unreadable):
        found = acts.understand(acts.archive.path(delivery["sha256"]), cells, None)
        if found.asks:
            return found
    return Understood(cells, recipe, delivery["recognised"] or "")


def _read(acts: Acts, delivery_id: str) -> tuple[FileCells | Unreadable, Recipe | None]:
    try:
        return content(acts.ledger, acts.archive, acts.pool, delivery_id)
    except Unreadable as problem:
        return problem, None


def handed_back_within(acts: Acts, delivery_id: str) -> tuple[str, bytes]:
    """A name and the workbook for the sender: its own file as archived, with the findings of now marked in it. What
    says who somebody is does not go back, also where the archive of an older version still holds it."""
    delivery, found = delivery_of(acts.ledger, delivery_id), _understood(acts, delivery_id)
    data, cells = acts.archive.read(delivery["sha256"]), None
    if not isinstance(found.cells, Unreadable):
        cells, screened = screened_cells(found.cells, found.recipe or found.copied_for)
        data = screened.redacted() if screened.redacted else data
    umbrella = acts.register.umbrella_agreement
    made = hand_back(
        data,
        cells,
        acts.examine(found, today=day_of(utc_now()), name=delivery["file_name"]).findings,
        file_name=delivery["file_name"],
        municipality=str(umbrella["municipality"].iloc[0]) if len(umbrella) else "",
    )
    return f"bevindingen-{Path(delivery['file_name']).stem}.xlsx", made


def _difference(acts: Acts, delivery: dict[str, Any], findings: list[Finding]) -> Difference | None:
    former = _former(acts, delivery)
    if former is None:
        return None
    mended, left, new = compared(fold(check_archived(acts, former["delivery_id"]).findings), fold(findings))
    return Difference(former["delivery_id"], DeliveryState(former["state"]), mended, left, new)


def compared(
    before: Sequence[Fault], after: Sequence[Fault]
) -> tuple[tuple[Fault, ...], tuple[Fault, ...], tuple[Fault, ...]]:
    """The faults that were mended, that are left and that are new: each fault of the two is in one of these. Where more
    are told apart by their words alone, as many are left as there still are."""
    standing: dict[tuple[Any, ...], list[Fault]] = {}
    for fault in before:
        standing.setdefault(_key(fault), []).append(fault)
    left, new = [], []
    for fault in after:
        same = standing.get(_key(fault))
        if same:
            same.remove(next((item for item in same if item.finding.detail == fault.finding.detail), same[0]))
            left.append(fault)
        else:
            new.append(fault)
    return tuple(fault for rest in standing.values() for fault in rest), tuple(left), tuple(new)


def _key(fault: Fault) -> tuple[Any, ...]:
    item = fault.finding
    return item.code, item.severity, item.sheet, item.column, item.indicator, fault.rows


def _former(acts: Acts, delivery: dict[str, Any]) -> dict[str, Any] | None:
    """The last delivery before this one over one of the same slots; else the last one with the same file name."""
    parameters = (delivery["delivery_id"], delivery["received_seq"])
    by_slot = acts.ledger.rows(
        "select d.* from delivery d join delivery_slot s using (delivery_id) "
        "join delivery_slot own using (provider_id, quarter, data_set) "
        "where own.delivery_id = ? and d.received_seq < ? order by d.received_seq desc limit 1",
        parameters,
    )
    if by_slot:
        return by_slot[0]
    by_name = acts.ledger.rows(
        "select * from delivery where file_name = ? and received_seq < ? and state <> 'unmapped' "
        "order by received_seq desc limit 1",
        (delivery["file_name"], delivery["received_seq"]),
    )
    return by_name[0] if by_name else None


def _successor(acts: Acts, delivery: dict[str, Any]) -> str | None:
    """The delivery that came from the same file later, or the one that holds its slots now."""
    rows = acts.ledger.rows(
        "select delivery_id from delivery where original_sha256 in (?, ?) and received_seq > ? "
        "union select a.delivery_id from active_slot a join delivery_slot s using (provider_id, quarter, data_set) "
        "join delivery d on d.delivery_id = a.delivery_id "
        "where s.delivery_id = ? and d.received_seq > ? order by 1 desc limit 1",
        (
            delivery["original_sha256"],
            delivery["sha256"],
            delivery["received_seq"],
            delivery["delivery_id"],
            delivery["received_seq"],
        ),
    )
    return rows[0]["delivery_id"] if rows else None
