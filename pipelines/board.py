"""The delivery board: per provider, quarter and data set what is expected, what came, in time or late, and how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from pipelines.acts import Acts
from pipelines.data_sets import BESIDE, awaited
from pipelines.register import FAR, Register
from pipelines.settings import Settings
from pipelines.slots import KEY, standing_of, timed
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
    """Every registered provider x quarter x data set, alphabetical and then by quarter. A provider is expected to deliver
    the monitor when one of its sub-agreements runs for a day of the quarter; another data set has squares where it is
    awaited (data_sets.awaited_of) or came in one of these quarters. Until the last day to deliver an absent delivery is
    still expected, after it missing."""
    register, monitoring = acts.register, DataSet.MONITORING.value
    provider = register.provider.loc[~register.provider["placeholder"], ["provider_id", "provider"]]
    names = pd.DataFrame({"quarter": [str(item) for item in quarters]})
    whole = provider.merge(names, how="cross").assign(data_set=monitoring)
    slots = standing_of(acts.ledger, (DataSet.MONITORING, *BESIDE))
    wanted = awaited(acts, quarters, on=settings.in_use)
    beside = pd.concat(
        [wanted, slots.loc[slots["data_set"].ne(monitoring) & slots["quarter"].isin(names["quarter"]), KEY]]
    )
    series = provider.merge(beside[["provider_id", "data_set"]].drop_duplicates(), validate="one_to_many")
    grid = pd.concat([whole, series.merge(names, how="cross")], ignore_index=True)
    rows = timed(grid.merge(slots, how="left", on=KEY, validate="one_to_one"), settings)
    asked = pd.MultiIndex.from_frame(rows[KEY]).isin(pd.MultiIndex.from_frame(wanted[KEY]))
    rows = rows.assign(
        running=rows["data_set"].eq(monitoring).to_numpy() & np.array(_running(rows, register), dtype=bool) | asked
    )
    rank = rows["data_set"].map({str(item): place for place, item in enumerate(DataSet)})
    rows = rows.assign(order=rows["provider"].str.casefold(), rank=rank)
    rows = rows.sort_values(["order", "provider_id", "rank", "quarter"], kind="stable")
    return [_place(row, today) for row in rows.to_dict("records")]


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


def _place(row: dict[Any, Any], today: date) -> Place:
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
        row["provider_id"], row["provider"], row["quarter"], row["data_set"], SlotState(state), due, days_late,
        received_at, delivery_id, version, errors,
    )  # fmt: skip
