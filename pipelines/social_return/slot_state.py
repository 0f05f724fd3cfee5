"""The newest state of a provider's social return with the references that only its files hold, as somebody would type it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from pipelines.acts import Acts
from pipelines.checking import promises_read
from pipelines.replay import content
from pipelines.social_return.carrying import Standing, standings
from pipelines.social_return.reviewing import newest_slots
from pipelines.sources.social_return import TABLES
from pipelines.sources.typed_rows import as_typed
from schemas.social_return import INVOICES, SOCIAL_RETURN_SHEETS
from schemas.vocabulary import DataSet

Typed = dict[str, str]  # field name -> text
_RESOLVED = (
    "provider_id",
    "sub_agreement_id",
    "quarter",
    "obligation_id",
)  # what a file may call otherwise, or leave out


@dataclass(frozen=True)
class SlotState:
    """Rows by the name of their sheet. `quarter`: of which it was delivered."""

    provider_id: str
    quarter: str
    rows: Mapping[str, tuple[Typed, ...]]


def newest_state(acts: Acts, provider_id: str) -> SlotState | None:
    """None: nothing of social return counts of this provider."""
    slots = newest_slots(acts.ledger)
    own = slots.loc[slots["provider_id"].eq(provider_id), "quarter"]
    if own.empty:
        return None
    slot = (provider_id, str(own.iloc[0]))
    stand = standings(acts.ledger, acts.warehouse, [slot])[slot]
    return SlotState(*slot, _as_delivered(acts, stand))


def _as_delivered(acts: Acts, stand: Standing) -> dict[str, tuple[Typed, ...]]:
    """Every row read again in the file where it was delivered: other files may have come between."""
    sources = {str(name) for rows in stand.rows.values() for name in rows["delivered_in"]}
    read = {}
    for name in sorted(sources):
        read[name] = promises_read(*content(acts.ledger, acts.archive, acts.pool, name)).found
    found = {}
    for form in SOCIAL_RETURN_SHEETS:
        at = {
            (name, row["sheet"], row["row"]): row
            for name, tidies in read.items() if form.name in tidies for row in tidies[form.name].frame.to_dict("records")
        }  # fmt: skip
        stored = stand.rows[TABLES[form.name]].to_dict("records")
        found[form.name] = tuple(
            {**as_typed(at[row["delivered_in"], row["sheet"], row["row"]], form), **_resolved(row)} for row in stored
        )
    return found | {INVOICES.name: _per_quarter(found[INVOICES.name])}


def _per_quarter(invoices: Iterable[Typed]) -> tuple[Typed, ...]:
    """A recipe brings invoices one by one; our workbook has a row per quarter. What is still expected is of the last."""
    found: dict[tuple[str, str], Typed] = {}
    for row in invoices:
        key = (row["obligation_id"], row["invoiced_quarter"])
        former = found.get(key)
        found[key] = row if former is None else {**row, "amount": _sum(former["amount"], row["amount"])}
    return tuple(found.values())


def _sum(*amounts: str) -> str:
    together = sum((Decimal(text.replace(",", ".")) for text in amounts), Decimal(0))
    return f"{together:f}".replace(".", ",")


def _resolved(row: Mapping[str, object]) -> Typed:
    return {name: str(row[name]) for name in _RESOLVED if name in row and pd.notna(row[name])}


def locked_quarters(acts: Acts, provider_id: str) -> frozenset[str]:
    """Quarters of social return that are settled for this provider."""
    query = "select quarter from locked_slot where provider_id = ? and data_set = ?"
    return frozenset(row["quarter"] for row in acts.ledger.rows(query, (provider_id, DataSet.SOCIAL_RETURN.value)))
