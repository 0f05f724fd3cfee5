"""The state of a slot of social return as it was delivered: its rows with the references that only the file holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from pipelines.acts import Acts
from pipelines.checking_sheets import resolved_promises
from pipelines.replay import content
from pipelines.social_return.reviewing import newest_slots
from pipelines.sources.typed_rows import as_typed
from schemas.social_return import SOCIAL_RETURN_SHEETS
from schemas.vocabulary import DataSet

Typed = dict[str, str]  # field name -> text


@dataclass(frozen=True)
class SlotState:
    """The newest state of one provider; rows by the name of their sheet, as somebody would type them."""

    provider_id: str
    quarter: str
    rows: Mapping[str, tuple[Typed, ...]]


def newest_state(acts: Acts, provider_id: str) -> SlotState | None:
    """None: nothing of social return counts of this provider."""
    slots = newest_slots(acts.ledger)
    own = slots[slots["provider_id"].eq(provider_id)]
    if own.empty:
        return None
    quarter = str(own["quarter"].iloc[0])
    cells, _ = content(acts.ledger, acts.archive, acts.pool, str(own["delivery_id"].iloc[0]))
    read = resolved_promises(cells, acts.register)
    found: dict[str, tuple[Typed, ...]] = {}
    for form in SOCIAL_RETURN_SHEETS:
        frame = read.found[form.name].frame if form.name in read.found else pd.DataFrame()
        if len(frame):
            frame = frame[frame["provider_id"].eq(provider_id) & frame["quarter"].eq(quarter)]
        found[form.name] = tuple(as_typed(row, form) for row in frame.to_dict("records"))
    return SlotState(provider_id, quarter, found)


def locked_quarters(acts: Acts, provider_id: str) -> frozenset[str]:
    """Quarters of social return that are settled for this provider."""
    query = "select quarter from locked_slot where provider_id = ? and data_set = ?"
    return frozenset(row["quarter"] for row in acts.ledger.rows(query, (provider_id, DataSet.SOCIAL_RETURN.value)))
