"""What if an entry lasted longer, or took more hours: the same valuation and standing, asked again with that one change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import pandas as pd

from pipelines.acts import Acts
from pipelines.errors import NotFound, UsageProblem
from pipelines.social_return.block_tables import BlockTable
from pipelines.social_return.calendar import add_months
from pipelines.social_return.efforts import Effort, Line, Term
from pipelines.social_return.formulas import formula
from pipelines.social_return.from_rows import certificates, effort, invoices, obligation, obligation_key
from pipelines.social_return.fulfilment import Standing, standing, values
from pipelines.social_return.money import euros
from pipelines.social_return.obligation import amount
from pipelines.social_return.reviewing import decisions, state_of
from pipelines.social_return.tables import numbered
from pipelines.social_return.terms import terms_of
from pipelines.social_return.valuation import value
from schemas.quarter import Quarter
from schemas.vocabulary import DataSet, EntryState

LONGEST_MONTHS = 60
_STORED = ("sr_obligations", "sr_entries", "sr_invoices", "sr_certificates")


@dataclass(frozen=True)
class Change:
    """Which entry of a quarter's state, and how many months longer and how many hours a week it would be."""

    provider_id: str
    quarter: str
    obligation_id: str
    line: int
    months: int = 0
    hours: float | None = None


@dataclass(frozen=True)
class Answer:
    """Before and after, in Dutch: what the entry is worth to its end, and where the obligation ends."""

    before: str
    after: str
    sentence: str


@dataclass(frozen=True)
class _State:
    """What was delivered of one provider over one quarter."""

    rows: Mapping[str, Sequence[Mapping[str, Any]]]
    terms: Mapping[str, Term]
    tables: Mapping[str, BlockTable]
    efforts: Mapping[str, Effort]
    states: Mapping[str, EntryState]


def what_if(acts: Acts, change: Change) -> Answer:
    """Nothing is kept. An entry that waits is counted as if it was approved. Raises NotFound, UsageProblem."""
    if not 0 <= change.months <= LONGEST_MONTHS or not (change.hours is None or 0 < change.hours <= 48):
        raise UsageProblem(f"Kies 0 tot en met {LONGEST_MONTHS} maanden, en meer dan 0 en hoogstens 48 uur per week.")
    if not change.months and change.hours is None:
        raise UsageProblem("Kies hoeveel maanden langer, of hoeveel uren per week.")
    state = _state_of(acts, change)
    chosen = _entry_of(state, change)
    was = state.efforts[chosen]
    end = was.ends_on or was.planned_end or state.terms[was.obligation_id].ends_on
    later = add_months(end, change.months)
    hours = was.hours if change.hours is None else Decimal(str(change.hours))
    new = replace(was, planned_end=later, ends_on=later if was.ends_on else None, hours=hours)
    (old_line, old_stand), (new_line, new_stand) = (_asked(state, chosen, item, change) for item in (was, new))
    told = _told(old_line, new_line, before=old_stand, after=new_stand)
    if state.states[chosen] is not EntryState.APPROVED:
        told = f"Beide keren gerekend alsof deze inzet is goedgekeurd. {told}"
    return Answer(formula(old_line), formula(new_line), told)


def _state_of(acts: Acts, change: Change) -> _State:
    held = acts.ledger.rows(
        "select * from active_slot where data_set = ? and provider_id = ? and quarter = ?",
        (DataSet.SOCIAL_RETURN.value, change.provider_id, change.quarter),
    )
    if not held:
        raise NotFound("Over dit kwartaal telt geen levering van social return van deze opdrachtnemer.")
    slot = pd.DataFrame(held).astype("str")
    frames = {name: acts.warehouse.ask(name, active_slot=slot) for name in _STORED}
    of_slot = {name: rows[rows["provider_id"].eq(change.provider_id)] for name, rows in frames.items()}
    tables = acts.blocks
    rows = {name: frame.to_dict("records") for name, frame in of_slot.items()}
    terms = terms_of(rows["sr_obligations"], tables)
    entries = [row for row in rows["sr_entries"] if obligation_key(row) in terms]
    decided = decisions(acts.ledger)
    return _State({**rows, "sr_entries": entries}, terms, tables, {row["entry_id"]: effort(row) for row in entries},
                  {row["entry_id"]: state_of(row, decided) for row in entries})  # fmt: skip


def _entry_of(state: _State, change: Change) -> str:
    """The entry that stands on the page under this number."""
    for number, row in numbered(state.rows["sr_entries"], state.states):
        if (row["obligation_id"], number) == (change.obligation_id, change.line):
            return row["entry_id"]
    raise NotFound("Deze inzet is er niet (meer). Ververs de pagina.")


def _asked(state: _State, chosen: str, own: Effort, change: Change) -> tuple[Line, Standing]:
    """The entry to its end, and how its obligation stands, were `own` in its place and approved."""
    today = Quarter.parse(change.quarter).last_day
    efforts = {**state.efforts, chosen: own}
    certain = [efforts[name] for name, said in state.states.items() if said is EntryState.APPROVED or name == chosen]
    asked = [efforts[name] for name, said in state.states.items() if said is EntryState.SUBMITTED and name != chosen]
    row = next(row for row in state.rows["sr_obligations"] if row["obligation_id"] == change.obligation_id)
    promised, key = obligation(row), obligation_key(row)
    given = [item for item in state.rows["sr_invoices"] if obligation_key(item) == key]
    found = amount(promised, state.tables[promised.table_id], invoiced=invoices(given), today=today,
                   certificates=certificates(state.rows["sr_certificates"]))  # fmt: skip
    if found is None:
        raise NotFound("De waarde van de opdracht is nog niet bekend.")
    counted = values(certain, asked, state.terms, today=today)
    now, then, beside = ([line for line in part if line.effort.obligation_id == key] for part in counted)
    line = next(line for line in value(certain, state.terms) if line.effort.effort_id == chosen)
    return line, standing(promised, found, (now, then, beside), today=today)


def _told(was: Line, new: Line, *, before: Standing, after: Standing) -> str:
    text = (
        f"Deze inzet komt dan uit op € {euros(new.amount)} in plaats van € {euros(was.amount)}. De prognose van de "
        f"verplichting van € {euros(after.obligation)} wordt € {euros(after.forecast)}; zonder deze verandering is die € {euros(before.forecast)}."
    )
    if after.shortfall:
        return f"{text} Er blijft een tekort van € {euros(after.shortfall)}."
    return f"{text} Daarmee wordt de verplichting gehaald."
