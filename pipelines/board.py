"""The delivery board: per provider and quarter what is expected, what came, in time or late, and how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from pipelines.acts import Acts
from pipelines.register import FAR, Register
from pipelines.settings import Settings
from pipelines.slots import SLOT, arrived, standing, timed
from schemas.quarter import Quarter
from schemas.vocabulary import DataSet, SlotState


@dataclass(frozen=True)
class Place:
    """One square of the board. `days_late` > 0 is late, None when nothing came; `errors` of a refusal that nothing came
    after."""

    provider_id: str
    provider: str
    quarter: str
    data_set: str
    state: SlotState
    due_on: date
    days_late: int | None
    received_at: str | None
    delivery_id: str | None
    version: int | None
    errors: int | None

    def as_dict(self) -> dict[str, object]:
        return {
            **{name: value for name, value in vars(self).items() if name not in ("state", "due_on")},
            "state": self.state.value,
            "state_label": self.state.label,
            "due_on": self.due_on.isoformat(),
        }


def board_within(acts: Acts, quarters: Sequence[Quarter], settings: Settings, *, today: date) -> list[Place]:
    """Every registered provider x quarter, alphabetical and then by quarter. A provider is expected to deliver when one
    of its sub-agreements runs for a day of the quarter; until the last day to deliver an absent delivery is still
    expected, after it missing."""
    register, data_set = acts.register, DataSet.MONITORING
    provider = register.provider.loc[~register.provider["placeholder"], ["provider_id", "provider"]]
    grid = provider.merge(pd.DataFrame({"quarter": [str(item) for item in quarters]}), how="cross")
    slots = standing(arrived(acts.ledger, data_set.value))
    rows = timed(grid.merge(slots, how="left", on=SLOT, validate="one_to_one"), settings)
    rows = rows.assign(running=_running(rows, register))
    order = rows["provider"].str.casefold()
    rows = rows.assign(order=order).sort_values(["order", "quarter"], kind="stable")
    return [_place(row, data_set, today) for row in rows.to_dict("records")]


def _running(rows: pd.DataFrame, register: Register) -> list[bool]:
    spans: dict[str, list[tuple[pd.Timestamp, pd.Timestamp]]] = {}
    own = register.spans
    for name, first, last in zip(own["provider_id"], own["runs_from"], own["runs_until"].fillna(FAR), strict=True):
        spans.setdefault(name, []).append((first, last))
    days = {
        text: (pd.Timestamp(Quarter.parse(text).first_day), pd.Timestamp(Quarter.parse(text).last_day))
        for text in rows["quarter"].unique()
    }
    return [
        any(first <= days[quarter][1] and last >= days[quarter][0] for first, last in spans.get(name, ()))
        for name, quarter in zip(rows["provider_id"], rows["quarter"], strict=True)
    ]


def _place(row: dict[Any, Any], data_set: DataSet, today: date) -> Place:
    due = date.fromisoformat(row["due_on"].strftime("%Y-%m-%d"))
    absent = SlotState.EXPECTED if today <= due else SlotState.MISSING
    state = row["slot"] if isinstance(row["slot"], str) else absent if row["running"] else SlotState.NOT_EXPECTED
    days_late, version, errors = (
        None if pd.isna(row[name]) else int(row[name]) for name in ("days_late", "version", "errors")
    )
    received_at, delivery_id = (
        row[name] if isinstance(row[name], str) else None for name in ("received_at", "delivery_id")
    )
    return Place(
        row["provider_id"], row["provider"], row["quarter"], data_set.value, SlotState(state), due, days_late,
        received_at, delivery_id, version, errors,
    )  # fmt: skip
