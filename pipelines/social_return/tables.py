"""From stored rows and judgements to the tables SR_* of a publication: each obligation at the end of each quarter."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

from pipelines.ledger import Ledger
from pipelines.social_return.block_tables import HUNDRED, BlockTable
from pipelines.social_return.efforts import Effort, Line
from pipelines.social_return.figures import forms_of
from pipelines.social_return.formulas import formula
from pipelines.social_return.from_rows import certificates, effort, invoices, obligation, obligation_key
from pipelines.social_return.fulfilment import Standing, standing, values
from pipelines.social_return.money import euros, total
from pipelines.social_return.obligation import Amount, amount
from pipelines.social_return.reviewing import Decisions, decisions, state_of
from pipelines.social_return.terms import terms_of
from pipelines.social_return.valuation import value
from pipelines.warehouse import Warehouse
from schemas.quarter import Quarter
from schemas.vocabulary import DataSet, EntryState

Row = Mapping[str, Any]
_SLOT = ["provider_id", "quarter"]
_STORED = ("sr_obligations", "sr_entries", "sr_invoices", "sr_certificates")
_OPEN = {
    "valid_from": "de datum van ingang", "norm_hours": "de norm van 36 uur", "minimum_hours": "een minimum aan uren",
    "cap_months": "hoe lang iemand telt", "year_days": "365 of 366 dagen", "bonus_pro_rata": "bonussen naar rato",
    "counting": "tellen in dagen of uren", "pso": "korting bij PSO",
}  # fmt: skip


def social_return(
    warehouse: Warehouse, ledger: Ledger, active: pd.DataFrame, *, tables: Callable[[], Mapping[str, BlockTable]]
) -> dict[str, pd.DataFrame]:
    """active: the rows of active_slot. tables: gives those that hold. Of every quarter that was delivered its state, judged as things stand now."""
    active = active[active["data_set"].eq(DataSet.SOCIAL_RETURN.value)]
    if active.empty:
        return {}
    stored = {name: _by_slot(warehouse.ask(name, active_slot=active)) for name in _STORED}
    held, decided = tables(), decisions(ledger)
    promises: list[dict[str, Any]] = []
    lines: list[dict[str, Any]] = []
    stands: list[dict[str, Any]] = []
    forms: list[dict[str, Any]] = []
    for slot in active[_SLOT].drop_duplicates().itertuples(index=False, name=None):
        own = {name: rows.get(slot, []) for name, rows in stored.items()}
        made = _of_provider(own, held, decided, slot=slot)
        for rows, more in zip((promises, lines, stands, forms), made, strict=True):
            rows += more
    fulfilment = _in_order(pd.DataFrame(stands))
    return {
        "sr_obligations": pd.DataFrame(promises),
        "sr_lines": pd.DataFrame(lines),
        "sr_fulfilment": fulfilment,
        "sr_totals": _totals(stands),
        "sr_forms": pd.DataFrame(forms),
    }


def _by_slot(rows: pd.DataFrame) -> dict[tuple[str, str], list[Row]]:
    """The rows of each provider x quarter, in their order: a frame of each costs far more than counting with it."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows.to_dict("records"):
        found.setdefault((row["provider_id"], row["quarter"]), []).append(row)
    return found


def _of_provider(
    own: Mapping[str, Sequence[Row]], tables: Mapping[str, BlockTable], decided: Decisions, *, slot: tuple[str, str]
) -> tuple[list[dict[str, Any]], ...]:
    """Rows of sr_obligations, sr_lines, sr_fulfilment and sr_forms."""
    today = Quarter.parse(slot[1]).last_day
    terms = terms_of(own["sr_obligations"], tables)
    entries = [row for row in own["sr_entries"] if obligation_key(row) in terms]
    states = {row["entry_id"]: state_of(row, decided) for row in entries}
    by_state: dict[EntryState, list[Effort]] = {state: [] for state in EntryState}
    for row in entries:
        by_state[states[row["entry_id"]]].append(effort(row))
    counted = values(by_state[EntryState.APPROVED], by_state[EntryState.SUBMITTED], terms, today=today)
    promises, stands = [], []
    for row in own["sr_obligations"]:
        key, table = obligation_key(row), tables.get(row["table_id"])
        if table is None:
            continue
        promised = obligation(row)
        given = [item for item in own["sr_invoices"] if obligation_key(item) == key]
        found = amount(promised, table, invoiced=invoices(given), today=today,
                       certificates=certificates(own["sr_certificates"]))  # fmt: skip
        promises.append(_promise(row, table, found))
        if found is not None:
            now, then, beside = ([line for line in part if line.effort.obligation_id == key] for part in counted)
            stands.append(_standing(row, standing(promised, found, (now, then, beside), today=today)))
    shown = [*by_state[EntryState.APPROVED], *by_state[EntryState.SUBMITTED], *by_state[EntryState.REJECTED]]
    worth = {line.effort.effort_id: line for part in (counted[0], counted[2]) for line in part}
    worth |= {line.effort.effort_id: line for line in value(by_state[EntryState.REJECTED], terms, until=today)}
    ending = {line.effort.effort_id: line for line in value(shown, terms)}
    ending |= {line.effort.effort_id: line for line in counted[1]}
    lines = _lines(entries, states, worth, ending=ending, decided=decided)
    return promises, lines, stands, forms_of(*slot, counted[0])


def _promise(row: Row, table: BlockTable, found: Amount | None) -> dict[str, Any]:
    kept = ("provider_id", "quarter", "obligation_id", "sub_agreement_id", "source", "basis", "percentage",
            "awarded_on", "starts_on", "ends_on", "table_id")  # fmt: skip
    return {
        **{name: row[name] for name in kept},
        "table_title": table.title, "table_source": table.source, "table_note": _note(table),
        "table_sha256": table.sha256, "gross": _real(found.gross if found else None), "net": _real(found.net if found else None),
        "estimate": _real(found.estimate if found else None),
        "invoiced_share": _real(found.to_date if found else None),
        "formula": found.formula if found else "De waarde van de opdracht is nog niet bekend.",
    }  # fmt: skip


def _note(table: BlockTable) -> str:
    left = [_OPEN[name] for name in table.not_in_source if name in _OPEN]
    text = f"Niet in bron, hier gekozen: {', '.join(left)}." if left else "De bron zegt alles."
    return text if table.complete else f"Deze tabel is niet volledig. {text}"


def _real(number: Decimal | None) -> float | None:
    return None if number is None else float(number)


def _standing(row: Row, found: Standing) -> dict[str, Any]:
    amounts = ("obligation", "approved", "submitted", "expected", "needed", "lead", "forecast", "remaining", "shortfall",
               "withholding")  # fmt: skip
    return {
        **{name: row[name] for name in ("provider_id", "quarter", "obligation_id")},
        **{name: getattr(found, name) for name in amounts},
        "share": None if found.share is None else float(found.share * HUNDRED),
        "status": found.status.value, "sentence": found.sentence, "caution": found.caution or None,
    }  # fmt: skip


def _in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """Whom to contact first: by what will be short, and then by name; it says nothing about who does better."""
    if rows.empty:
        return rows
    ordered = rows.sort_values(["quarter", "shortfall", "provider_id", "obligation_id"],
                               ascending=[True, False, True, True], kind="stable")  # fmt: skip
    return ordered.assign(position=ordered.groupby("quarter").cumcount() + 1)


def _totals(stands: list[dict[str, Any]]) -> pd.DataFrame:
    made = []
    for quarter in sorted({row["quarter"] for row in stands}):
        own = [row for row in stands if row["quarter"] == quarter]
        sums = {
            name: total(row[name] for row in own)
            for name in ("obligation", "approved", "submitted", "forecast", "shortfall")
        }
        made.append({"quarter": quarter, "obligations": len(own), **sums, "sentence": _told(own, sums)})
    return pd.DataFrame(made)


def _told(own: list[dict[str, Any]], sums: Mapping[str, Decimal]) -> str:
    many = f"{len(own)} verplichtingen" if len(own) != 1 else "1 verplichting"
    text = f"Van {many} van samen € {euros(sums['obligation'])} is € {euros(sums['approved'])} goedgekeurd."
    short = sum(1 for row in own if row["shortfall"] > 0)
    if not short:
        return f"{text} Met wat nu loopt, wordt elke verplichting gehaald."
    where = "bij 1 verplichting een tekort" if short == 1 else f"bij {short} verplichtingen samen een tekort"
    return f"{text} Met wat nu loopt, is er aan het einde {where} van € {euros(sums['shortfall'])}."


def numbered(entries: Sequence[Row], states: Mapping[str, EntryState]) -> list[tuple[int, Row]]:
    """Entries by their start with their number within the obligation; withdrawn ones have none."""
    found: list[tuple[int, Row]] = []
    numbers: dict[str, int] = {}
    for row in sorted(entries, key=lambda row: (row["starts_on"], row["entry_id"])):
        if states[row["entry_id"]] is not EntryState.WITHDRAWN:
            numbers[row["obligation_id"]] = numbers.get(row["obligation_id"], 0) + 1
            found.append((numbers[row["obligation_id"]], row))
    return found


def _lines(
    entries: list[Any],
    states: Mapping[str, EntryState],
    worth: Mapping[str, Line],
    *,
    ending: Mapping[str, Line],
    decided: Decisions,
) -> list[dict[str, Any]]:
    """Withdrawn entries are not shown. No reference of a candidate comes along, not even its digest."""
    rows: list[dict[str, Any]] = []
    for number, row in numbered(entries, states):
        now, then = worth[row["entry_id"]], ending[row["entry_id"]]
        said = decided.get((row["entry_id"], row["content"]))
        rows.append({
            **{name: row[name] for name in ("provider_id", "quarter", "obligation_id", "form", "target_group", "hours",
                                            "starts_on")},
            "line": number, "block": now.block.label if now.block else None,
            "ends_on": row["ends_on"] if pd.notna(row["ends_on"]) else row["planned_end"],
            "state": states[row["entry_id"]].value, "amount": float(now.amount), "formula": formula(now),
            "planned_amount": float(then.amount), "planned_formula": formula(then), "why": said["why"] if said else None,
        })  # fmt: skip
    return rows
