"""What people say of entries: approved or rejected, as acts in the ledger; custom work is approved by two of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipelines.acts import Acts
from pipelines.decisions import require_reason
from pipelines.errors import NotFound, UsageProblem, WrongState
from pipelines.ledger import Ledger
from pipelines.remarks import fit_to_keep
from pipelines.social_return.asking import Question, compare_within, compared, questions_of, told_apart
from pipelines.social_return.effort_checks import same_placement
from pipelines.social_return.formulas import formula
from pipelines.social_return.from_rows import effort, obligation_key, text
from pipelines.social_return.terms import terms_of
from pipelines.social_return.valuation import block_of, value
from pipelines.talk.standing import require_open
from schemas.quarter import Quarter
from schemas.vocabulary import DataSet, EntryForm, EntryState, EvidenceKind, TargetGroup

APPROVED, REJECTED = "entry_approved", "entry_rejected"
Decisions = Mapping[tuple[str, str], Mapping[str, Any]]


@dataclass(frozen=True)
class Entry:
    """One entry as the coordinator sees it. `amount` and `formula` are what it is worth to its planned end if it is
    approved; `first_by` who approved custom work first; `changed` whether it was judged before and is different now."""

    entry_id: str
    provider_id: str
    provider: str
    obligation_id: str
    quarter: str
    place: str
    form: str
    target_group: str
    starts_on: str
    ends_on: str
    hours: float | None
    amount: str
    formula: str
    evidence: str
    custom: bool
    custom_reason: str
    changed: bool
    state: EntryState
    first_by: str | None
    why: str | None
    decided_by: str | None
    maybe_twice: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()  # the entries, itself among them, that may be one placement
    questions: tuple[Question, ...] = ()


def decisions(ledger: Ledger) -> Decisions:
    """By entry and content: an entry that changed is another one to judge."""
    rows = ledger.rows("select * from entry_decision")
    return {(row["entry_id"], row["content"]): row for row in rows}


def state_of(row: Mapping[str, Any], decided: Decisions) -> EntryState:
    """What counts as said of a stored entry. Custom work that one person approved is still only handed in."""
    if bool(row["withdrawn"]):
        return EntryState.WITHDRAWN
    said = decided.get((row["entry_id"], row["content"]))
    if said is None or (said["state"] == EntryState.APPROVED and said["custom"] and not said["second_by"]):
        return EntryState.SUBMITTED
    return EntryState(said["state"])


def newest_slots(ledger: Ledger) -> pd.DataFrame:
    """Of every provider the last quarter of which social return counts, as rows of active_slot."""
    rows = ledger.rows(
        "select provider_id, max(quarter) as quarter, data_set from active_slot where data_set = ? group by provider_id",
        (DataSet.SOCIAL_RETURN.value,),
    )
    held = ledger.rows("select * from active_slot where data_set = ?", (DataSet.SOCIAL_RETURN.value,))
    last = {(row["provider_id"], row["quarter"]) for row in rows}
    names = ["provider_id", "quarter", "data_set", "delivery_id"]
    kept = [row for row in held if (row["provider_id"], row["quarter"]) in last]
    return pd.DataFrame(kept, columns=names).astype("str")


def entries_within(acts: Acts) -> list[Entry]:
    """Every entry of the newest state of each provider, those that wait for a judgement first."""
    active = newest_slots(acts.ledger)
    rows = acts.warehouse.ask("sr_entries", active_slot=active).to_dict("records")
    terms = terms_of(acts.warehouse.ask("sr_obligations", active_slot=active).to_dict("records"), acts.blocks)
    rows = [row for row in rows if obligation_key(row) in terms]
    decided = decisions(acts.ledger)
    before = {entry_id for entry_id, _ in decided}
    efforts = [effort(row) for row in rows]
    worth = value(efforts, terms)
    alike = _alike(acts.ledger, rows)
    asked = questions_of(acts.ledger)
    names = dict(acts.register.provider[["provider_id", "provider"]].itertuples(index=False, name=None))
    told = {
        row[
            "entry_id"
        ]: f"{names.get(row['provider_id'], row['provider_id'])}, {row['obligation_id']}, rij {row['row']}"
        for row in rows
    }
    found = []
    for row, line in zip(rows, worth, strict=True):
        said = decided.get((row["entry_id"], row["content"]))
        group = text(row["target_group"])
        kind = text(row["evidence"])
        last = row["ends_on"] if pd.notna(row["ends_on"]) else row["planned_end"]
        found.append(Entry(
            row["entry_id"], row["provider_id"], names.get(row["provider_id"], row["provider_id"]),
            row["obligation_id"], row["quarter"], _place(row),
            EntryForm(row["form"]).label, TargetGroup(group).label if group else "", f"{row['starts_on']:%d-%m-%Y}",
            f"{last:%d-%m-%Y}" if pd.notna(last) else "", None if pd.isna(row["hours"]) else float(row["hours"]),
            str(line.amount), formula(line), EvidenceKind(kind).label if kind else "", line.block is None,
            text(row["custom_reason"]) or "", said is None and row["entry_id"] in before, state_of(row, decided),
            said["decided_by"] if said and said["custom"] and not said["second_by"] else None,
            said["why"] if said else None, said["decided_by"] if said else None, 
            tuple(told[other] for other in alike.get(row["entry_id"], ()) if other != row["entry_id"]),
            alike.get(row["entry_id"], ()), asked.get(row["entry_id"], ()),
        ))  # fmt: skip
    return sorted(found, key=lambda item: (item.state is not EntryState.SUBMITTED, item.provider, item.place))


def _place(row: Mapping[str, Any]) -> str:
    """Where the entry was delivered; of one that was taken over also in which delivery."""
    sheet, origin = text(row["sheet"]), text(row["delivered_in"])
    place = f"blad {sheet}, rij {row['row']}" if sheet else f"rij {row['row']}"
    return f"{place} van levering {origin}" if origin else place


def _alike(ledger: Ledger, rows: Sequence[Mapping[str, Any]]) -> dict[str, tuple[str, ...]]:
    """Of each entry that may be claimed twice the entries that are like it; not of those that a person told apart."""
    places = {row["entry_id"]: text(row["district"]) or "" for row in rows}
    said = compared(ledger)
    groups = same_placement([effort(row) for row in rows], places)
    return {one: group for group in groups if not told_apart(group, said) for one in group}


def stored_entry(acts: Acts, entry_id: str) -> Mapping[str, Any]:
    """The entry as it stands in the newest state of its provider. Raises NotFound."""
    rows = acts.warehouse.ask("sr_entries", active_slot=newest_slots(acts.ledger))
    own = rows[rows["entry_id"].eq(entry_id)].to_dict("records")
    if not own:
        raise NotFound("Deze inzet is er niet (meer). Misschien is er een nieuwe levering.")
    return own[0]


def compare_entries_within(acts: Acts, entry_id: str, *, twice: bool, why: str, by: str) -> None:
    """Say of an entry that may be claimed twice whether it is. Where it is, it does not count. Raises WrongState."""
    rows = acts.warehouse.ask("sr_entries", active_slot=newest_slots(acts.ledger)).to_dict("records")
    group = _alike(acts.ledger, rows).get(entry_id)
    if group is None:
        raise WrongState("Er is geen andere inzet die op deze lijkt, of iemand zei al dat het er twee zijn.")
    with acts.ledger.transaction():
        compare_within(acts, group, twice=twice, why=why, by=by)
        if twice:
            decide_within(acts, [entry_id], approve=False, why=f"Dubbel: {why}", by=by)


def decide_within(
    acts: Acts, entry_ids: Sequence[str], *, approve: bool, by: str, why: str = "", at: str | None = None
) -> int:
    """Approve, or reject with a reason. Returns how many. Raises NotFound, UsageProblem, WrongState."""
    if not entry_ids:
        raise UsageProblem("Kies eerst inzet om te beoordelen.")
    if not approve:
        require_reason(why)
    said = fit_to_keep(why, "reden") if why.strip() else ""
    active = newest_slots(acts.ledger)
    rows = {row["entry_id"]: row for row in acts.warehouse.ask("sr_entries", active_slot=active).to_dict("records")}
    terms = terms_of(acts.warehouse.ask("sr_obligations", active_slot=active).to_dict("records"), acts.blocks)
    decided = decisions(acts.ledger)
    alike = _alike(acts.ledger, list(rows.values())) if approve else {}
    chosen = []
    for entry_id in dict.fromkeys(entry_ids):
        row = rows.get(entry_id)
        if row is None or obligation_key(row) not in terms:
            raise NotFound("Deze inzet is er niet (meer). Misschien is er een nieuwe levering.")
        custom = block_of(effort(row), terms[obligation_key(row)].table) is None
        _may_be_decided(row, decided, approve=approve, custom=custom, by=by)
        _not_counted_yet(row, alike, rows, decided)
        _not_locked(acts, row)
        chosen.append((row, custom))
    with acts.ledger.transaction():
        for row, custom in chosen:
            payload = {"entry_id": row["entry_id"], "content": row["content"], "custom": int(custom), "why": said or None,
                       "provider_id": row["provider_id"], "quarter": row["quarter"]}  # fmt: skip
            acts.ledger.append(APPROVED if approve else REJECTED, payload, actor=by, at=at)
    return len(chosen)


def _may_be_decided(row: Mapping[str, Any], decided: Decisions, *, approve: bool, custom: bool, by: str) -> None:
    state = state_of(row, decided)
    if state is EntryState.WITHDRAWN:
        raise WrongState("Deze inzet is ingetrokken door de aanbieder.")
    if approve and state is EntryState.APPROVED:
        raise WrongState("Deze inzet is al goedgekeurd.")
    said = decided.get((row["entry_id"], row["content"]))
    first = said["decided_by"] if said and said["state"] == EntryState.APPROVED else None
    if approve and custom and first == by:
        raise WrongState("Maatwerk wordt door twee mensen goedgekeurd. Laat iemand anders hier ook naar kijken.")


def _not_counted_yet(
    row: Mapping[str, Any],
    alike: Mapping[str, tuple[str, ...]],
    rows: Mapping[str, Mapping[str, Any]],
    decided: Decisions,
) -> None:
    """What may be the same placement as one that counts does not count as well before somebody looked."""
    others = [rows[other] for other in alike.get(row["entry_id"], ()) if other != row["entry_id"]]
    if any(state_of(other, decided) is EntryState.APPROVED for other in others):
        raise WrongState("Dit is mogelijk dezelfde plaatsing als een die al telt. Zeg eerst of het dubbel is.")


def _not_locked(acts: Acts, row: Mapping[str, Any]) -> None:
    require_open(acts.ledger, row["provider_id"], row["quarter"])
    query = "select 1 from locked_slot where provider_id = ? and quarter = ? and data_set = ?"
    if acts.ledger.rows(query, (row["provider_id"], row["quarter"], DataSet.SOCIAL_RETURN.value)):
        label = Quarter.parse(row["quarter"]).label
        raise WrongState(f"Het {label} van {row['provider_id']} is vastgesteld. Zet het eerst weer open.")
