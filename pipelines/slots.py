"""How far each slot has come, as the ledger tells it: shared by the publication, the delivery board and LEV-1, LEV-2."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import pandas as pd

from pipelines.ledger import Ledger
from pipelines.settings import Settings
from pipelines.talk.standing import SETTLED
from schemas.quarter import Quarter
from schemas.vocabulary import DeliveryState, SlotState

SLOT = ["provider_id", "quarter"]
KEY = [*SLOT, "data_set"]
# what a delivery that does not hold its slot says about it; a replaced, rejected or withdrawn one says nothing
_TOLD = {DeliveryState.WAITING.value: SlotState.WAITING, DeliveryState.REFUSED.value: SlotState.REFUSED}
_ORDER = (SlotState.LOCKED, SlotState.ACCEPTED, SlotState.WAITING, SlotState.REFUSED)
_ARRIVED = """
select s.provider_id, s.quarter, s.data_set, s.delivery_id, s.version, d.state, d.received_at, d.received_seq, d.accepted_at,
    d.errors, d.warnings, a.delivery_id is not null as holds, l.provider_id is not null or exists (select 1 from ({closed}) c
        where c.quarter = s.quarter and c.provider_id in (s.provider_id, '*')) as locked
from delivery_slot s join delivery d using (delivery_id)
left join active_slot a using (provider_id, quarter, data_set, delivery_id)
left join locked_slot l using (provider_id, quarter, data_set)
where s.data_set in ({marks})
"""
_COLUMNS = [
    "provider_id", "quarter", "data_set", "delivery_id", "version", "state", "received_at", "received_seq", "accepted_at",
    "errors", "warnings", "holds", "locked",
]  # fmt: skip


def standing_of(ledger: Ledger, data_sets: Sequence[str]) -> pd.DataFrame:
    """As `standing`, of these data sets, in their order."""
    return standing(arrived(ledger, data_sets), [str(name) for name in data_sets])


def arrived(ledger: Ledger, data_sets: Sequence[str]) -> pd.DataFrame:
    """One row per delivery x slot of these data sets, with `slot`: the state it gives the slot, None when it gives none."""
    query = _ARRIVED.format(closed=SETTLED, marks=", ".join("?" * len(data_sets)))
    frame = pd.DataFrame(ledger.rows(query, tuple(data_sets)), columns=_COLUMNS)
    frame = frame.astype(dict.fromkeys((*KEY, "received_at", "accepted_at"), "str"))
    slot = frame["state"].map(_TOLD).astype(object)
    holding = np.where(frame["locked"].eq(1), SlotState.LOCKED, SlotState.ACCEPTED)
    return frame.assign(slot=slot.where(~frame["holds"].eq(1), holding))


def standing(arrived: pd.DataFrame, data_sets: Sequence[str]) -> pd.DataFrame:
    """One row per slot that a delivery tells something about: `slot` (SlotState), delivery_id, version, received_at of
    the delivery that tells most; first_received_at of the first that could count: a correction does not make it late;
    errors and warnings of the last one refused, where nothing came after it."""
    telling = arrived[arrived["slot"].notna()]
    telling = telling.assign(at=telling["data_set"].map(data_sets.index), rank=telling["slot"].map(_ORDER.index))
    best = telling.sort_values(["at", "rank", "received_seq"], ascending=[True, True, False], kind="stable")
    result = best.drop_duplicates(KEY)[[*SLOT, "slot", "delivery_id", "version", "received_at", "data_set"]]
    counting = arrived["state"].isin([DeliveryState.ACCEPTED, DeliveryState.SUPERSEDED, DeliveryState.WAITING])
    could = arrived[counting | arrived["accepted_at"].notna()].sort_values("received_seq").drop_duplicates(KEY)
    last = arrived.sort_values("received_seq").drop_duplicates(KEY, keep="last")
    refused = last[last["state"] == DeliveryState.REFUSED.value]
    first = could[[*KEY, "received_at"]].rename(columns={"received_at": "first_received_at"})
    result = result.merge(first, how="left", on=KEY, validate="one_to_one")
    return result.merge(refused[[*KEY, "errors", "warnings"]], how="left", on=KEY, validate="one_to_one")


def due_on(quarter: Quarter, settings: Settings) -> date:
    """The last day on which a delivery is on time."""
    return quarter.last_day + timedelta(weeks=settings.deadline_weeks)


def timed(slots: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Add due_on and days_late (> 0 is late; missing when nothing arrived) to rows with a quarter and the columns of
    `standing`."""
    days = {text: due_on(Quarter.parse(text), settings).isoformat() for text in slots["quarter"].unique()}
    due = pd.to_datetime(slots["quarter"].map(days), format="%Y-%m-%d")
    moment = slots["first_received_at"].where(slots["first_received_at"].notna(), slots["received_at"])
    received = pd.to_datetime(moment.str[:10], format="%Y-%m-%d")
    return slots.assign(due_on=due, days_late=(received - due).dt.days.astype("Int64"))
