"""An entry of social return that somebody types: the newest state of its slot with that row in it, delivered as a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO

import pandas as pd

from pipelines.acts import Acts
from pipelines.checking import check_cells, promises_read
from pipelines.errors import NotFound, WrongState
from pipelines.findings import Finding, safe
from pipelines.ledger import day_of, utc_now
from pipelines.register import folded
from pipelines.social_return.block_tables import BlockTable
from pipelines.social_return.needed import needed
from pipelines.social_return.reviewing import entries_within, newest_slots
from pipelines.social_return.slot_state import SlotState, Typed, locked_quarters, newest_state
from pipelines.sources.social_return import entry_id as digest_of
from pipelines.sources.typed_rows import sheets_of
from pipelines.templates.social_return import write_social_return
from pipelines.typed import TypedWrong, deliver_state, remark
from schemas.dimensions import SheetForm
from schemas.quarter import Month, Quarter
from schemas.social_return import ENTRIES, OBLIGATIONS, SOCIAL_RETURN_SHEETS
from schemas.target_groups import target_group
from schemas.vocabulary import DataSet, EntryForm, EntryState, Severity

# beside which field stands what is told of a whole row
_BESIDE = {
    "sr_group_missing": "target_group", "sr_candidate_missing": "candidate", "sr_hours_missing": "hours",
    "sr_displacement": "no_displacement", "sr_custom_reason": "custom_reason", "sr_evidence_kind": "evidence",
}  # fmt: skip


@dataclass(frozen=True)
class Promise:
    """An obligation that an entry may be for."""

    obligation_id: str
    sub_agreement_id: str
    starts_on: date
    ends_on: date
    table: BlockTable


@dataclass(frozen=True)
class Slate:
    """What one may be typed into: of one provider the quarters that are open, its obligations, and the entries that
    stand, by their id. References come along: this is for the municipality's own computer."""

    provider_id: str
    quarter: str
    quarters: tuple[str, ...]
    promises: tuple[Promise, ...]
    entries: Mapping[str, Typed]


@dataclass(frozen=True)
class Entered:
    """What became of it: the delivery, the entry with what it is worth to its planned end, and what to mind."""

    delivery_id: str
    entry_id: str | None = None
    formula: str = ""
    told: tuple[str, ...] = ()
    state: EntryState | None = None


def providers_within(acts: Acts) -> dict[str, str]:
    """Name of every provider whose obligations stand, by its code."""
    names = dict(acts.register.provider[["provider_id", "provider"]].itertuples(index=False, name=None))
    codes = sorted(set(newest_slots(acts.ledger)["provider_id"]))
    return {code: names.get(code, code) for code in codes}


def slate_within(acts: Acts, provider_id: str, *, today: date) -> Slate:
    """Raises NotFound where nothing of social return counts of this provider."""
    state = _state(acts, provider_id)
    tables = acts.blocks
    promises = tuple(
        Promise(row["obligation_id"], row["sub_agreement_id"], date.fromisoformat(row["starts_on"]),
                date.fromisoformat(row["ends_on"]), tables[row["table_id"]])
        for row in state.rows[OBLIGATIONS.name] if row["table_id"] in tables
    )  # fmt: skip
    entries = {_id(row): row for row in state.rows[ENTRIES.name]}
    return Slate(provider_id, state.quarter, _open_quarters(acts, state, today), promises, entries)


def _state(acts: Acts, provider_id: str) -> SlotState:
    state = newest_state(acts, provider_id)
    if state is None:
        raise NotFound(
            "Van deze aanbieder telt nog geen levering van social return. Lever eerst de werkmap social return, met de "
            "verplichtingen; daarna kunt u inzet invullen."
        )
    return state


def _open_quarters(acts: Acts, state: SlotState, today: date) -> tuple[str, ...]:
    """From the newest state to now, without those that are settled."""
    first, last, locked = (
        Quarter.parse(state.quarter),
        Month(today.year, today.month).quarter,
        locked_quarters(acts, state.provider_id),
    )
    found, at = [], first
    while at == first or at <= last:
        found.append(str(at))
        at = at.shift(1)
    return tuple(text for text in found if text not in locked)


def _id(row: Mapping[str, str]) -> str:
    return digest_of(row["provider_id"], row["obligation_id"], row["entry"])


def enter_entry_within(
    acts: Acts, told: Mapping[str, str], quarter: Quarter, *, by: str, new: bool = False, at: str | None = None
) -> Entered:
    """Put an entry into the state of a quarter. Where its reference stands already, the fields that are told take the place
    of those (not where it is to be `new`). What was judged before and is different now, waits for a judgement again.
    Raises TypedWrong with every finding, NotFound, WrongState."""
    provider_id = acts.register.provider_keys.get(folded(told.get("provider_id", "")), told.get("provider_id", ""))
    state = _state(acts, provider_id)
    if quarter < Quarter.parse(state.quarter):
        label = Quarter.parse(state.quarter).label
        raise WrongState(f"De nieuwste stand van deze aanbieder is van het {label}. Vul de inzet daar in.")
    row = _row(state, {**told, "provider_id": provider_id}, new=new)
    rows, place = _with(state, row, quarter)
    frames, warned = _checked(acts, rows, place, at=at)
    content = _workbook(acts, frames, provider_id, quarter=quarter)
    delivered = deliver_state(acts, content, (provider_id, quarter, DataSet.SOCIAL_RETURN), by=by, at=at)
    entry_id = _id(row)
    kept = next((item for item in entries_within(acts) if item.entry_id == entry_id), None)
    worth, stands = (kept.formula, kept.state) if kept else ("", None)
    return Entered(str(delivered.delivery_id), entry_id, worth, warned, stands)


def withdraw_entry_within(acts: Acts, provider_id: str, entry_id: str, quarter: Quarter, *, by: str) -> Entered:
    """The entry stands as withdrawn from now on: it counts no more and waits for nothing. Raises NotFound, WrongState."""
    row = next((row for row in _state(acts, provider_id).rows[ENTRIES.name] if _id(row) == entry_id), None)
    if row is None:
        raise NotFound("Deze inzet is er niet (meer). Misschien is er een nieuwe levering.")
    if row["state"] == EntryState.WITHDRAWN.label:
        raise WrongState("Deze inzet is al ingetrokken.")
    return enter_entry_within(acts, {**row, "state": EntryState.WITHDRAWN.label}, quarter, by=by)


def _row(state: SlotState, told: Mapping[str, str], *, new: bool) -> Typed:
    """The whole row: what stood and was not told stays, and an obligation tells of which sub-agreement it is."""
    typed = {name: text.strip() for name, text in told.items()}
    promised = state.rows[OBLIGATIONS.name]
    if not typed.get("obligation_id") and len(promised) == 1:
        typed["obligation_id"] = promised[0]["obligation_id"]
    of = next((row for row in promised if row["obligation_id"] == typed.get("obligation_id")), None)
    if of and not typed.get("sub_agreement_id"):
        typed["sub_agreement_id"] = of["sub_agreement_id"]
    if of is None:
        raise TypedWrong([_unknown(typed.get("obligation_id", ""), promised)])
    former = next((row for row in state.rows[ENTRIES.name] if _same(row, typed)), None)
    if former is not None and new:
        raise TypedWrong([Finding("sr_entry_known", column=ENTRIES.field("entry").header)])
    return {**(former or {}), **typed}


def _unknown(said: str, promised: Sequence[Typed]) -> Finding:
    known = ", ".join(f"{row['obligation_id']} ({row['sub_agreement_id']})" for row in promised) or "geen"
    column = ENTRIES.field("obligation_id").header
    return Finding("sr_no_obligation", column=column, received=safe(said), detail=known)


def _same(row: Mapping[str, str], typed: Mapping[str, str]) -> bool:
    return all(row[name] == typed.get(name, "") for name in ("obligation_id", "entry"))


def _with(state: SlotState, row: Typed, quarter: Quarter) -> tuple[dict[SheetForm, list[Typed]], int]:
    """The state as that of the quarter, with the row in its place or at the end; and its row on the sheet."""
    rows = {
        form: [{**item, "quarter": str(quarter)} for item in state.rows[form.name]] for form in SOCIAL_RETURN_SHEETS
    }
    own, new = rows[ENTRIES], {**row, "quarter": str(quarter)}
    at = next((place for place, item in enumerate(own) if _same(item, row)), len(own))
    rows[ENTRIES] = [*own[:at], new, *own[at + 1 :]]
    return {form: given for form, given in rows.items() if given}, at + 2


def _checked(
    acts: Acts, rows: Mapping[SheetForm, list[Typed]], place: int, *, at: str | None
) -> tuple[dict[str, pd.DataFrame], tuple[str, ...]]:
    """The state through the gates of a file, and what is to be minded of the row at `place`."""
    cells = sheets_of(rows)
    today = day_of(at or utc_now())
    found = check_cells(cells, None, acts.register, today=today, blocks=lambda: acts.blocks).findings
    row = rows[ENTRIES][place - 2]
    errors = [item for item in found if item.severity is Severity.ERROR]
    if row.get("state") != EntryState.WITHDRAWN.label:
        errors += _absent(acts, rows, row)
    if errors:
        raise TypedWrong([_beside(item) for item in errors])
    mine = [item for item in found if (item.sheet, item.row) == (ENTRIES.title, place)]
    frames = {name: tidy.frame for name, tidy in promises_read(cells, None).found.items()}
    return frames, tuple(f"{item.expected} {item.repair}" for item in mine)


def _beside(item: Finding) -> Finding:
    name = None if item.column else _BESIDE.get(item.code)
    return replace(item, column=ENTRIES.field(name).header) if name else item


def _absent(acts: Acts, rows: Mapping[SheetForm, list[Typed]], row: Typed) -> list[Finding]:
    """What this form of effort needs to be worth anything, and was not typed."""
    promised = next((item for item in rows[OBLIGATIONS] if item["obligation_id"] == row.get("obligation_id")), None)
    table = acts.blocks.get(promised["table_id"]) if promised else None
    form = next((item for item in EntryForm if item.label == row.get("form")), None)
    if table is None or form is None or row.get("block"):
        return []
    group = target_group(row.get("target_group", ""))
    mine = [item for item in needed(form, group, table) if item.name in ("paid", "quantity")]
    return [Finding("required", column=item.header) for item in mine if item.required and not row.get(item.name)]


def _workbook(acts: Acts, frames: Mapping[str, pd.DataFrame], provider_id: str, *, quarter: Quarter) -> bytes:
    stream = BytesIO()
    register = acts.register
    write_social_return(stream, frames, provider=register.named(provider_id), municipality=register.municipality,
                        quarter=quarter, remark=remark(acts))  # fmt: skip
    return stream.getvalue()
