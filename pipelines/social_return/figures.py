"""SR-1, SR-2, SR-3 and SR-11 of every provider, from how its obligations stand and what its entries are worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from pipelines.social_return.efforts import Line
from pipelines.social_return.money import total
from schemas.quarter import Quarter
from schemas.vocabulary import EntryForm, Grain, PeriodKind

BY_PERSON = (EntryForm.PLACEMENT.value, EntryForm.INTERNSHIP.value, EntryForm.WORK_LEARNING.value)
_SLOT = ["provider_id", "quarter"]


def forms_of(provider_id: str, quarter: str, approved: Sequence[Line]) -> list[dict[str, Any]]:
    """Per form what was approved up to the end of the quarter: how many began, run and ended, full-time years, euros."""
    span = Quarter.parse(quarter)
    rows = []
    for form in EntryForm:
        own = [line for line in approved if line.effort.form == form and line.effort.starts_on <= span.last_day]
        if not own:
            continue
        ends = [line.effort.ends_on or line.effort.planned_end for line in own]
        person = form.value in BY_PERSON
        rows.append({
            "provider_id": provider_id, "quarter": quarter, "form": form.value, "entries": len(own),
            "started": sum(line.effort.starts_on >= span.first_day for line in own),
            "running": sum(end is None or end > span.last_day for end in ends) if person else None,
            "ended": sum(end is not None and span.first_day <= end <= span.last_day for end in ends) if person else None,
            "fte_years": float(sum((line.fte_years for line in own), Decimal(0))) if person else None,
            "approved": float(total(line.amount for line in own)),
        })  # fmt: skip
    return rows


def figures(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Rows for `values`, one per provider x quarter and indicator. tables: sr_fulfilment and sr_forms. A provider of which
    nothing is asked has no SR-1; one of which nothing was approved no SR-11."""
    stands, forms = tables.get("sr_fulfilment", pd.DataFrame()), tables.get("sr_forms", pd.DataFrame())
    if stands.empty:
        return pd.DataFrame()
    parts = [_fulfilment(_asked(stands)).assign(n=0.0)]
    if len(forms):
        person = forms["form"].isin(BY_PERSON)
        people = forms.assign(by_people=forms["approved"].where(person, 0.0), places=forms["entries"].where(person, 0))
        amounts = ["running", "fte_years", "approved", "by_people", "entries", "places"]
        done = people.groupby(_SLOT, as_index=False)[amounts].sum()
        counted = done.set_index(_SLOT)["entries"].astype("float64")
        parts = [part.assign(n=_counted(part, counted)) for part in parts] + _of_forms(done)
    rows = pd.concat(parts, ignore_index=True)
    return rows.assign(
        grain=Grain.PROVIDER.value, period=rows["quarter"],
        period_kind=PeriodKind.QUARTER.value, per_part=False,
    )  # fmt: skip


def _counted(rows: pd.DataFrame, entries: pd.Series) -> pd.Series:
    """How many approved entries are behind each row; none where nothing was approved yet."""
    found = entries.reindex(pd.MultiIndex.from_frame(rows[_SLOT])).fillna(0.0)
    return pd.Series(found.to_numpy(), index=rows.index)


def _asked(stands: pd.DataFrame) -> pd.DataFrame:
    """One row per provider x quarter of which something is asked. Where one obligation is behind, the lead of another does
    not make up for it: what was approved for the other is what was needed there."""
    amounts = ["approved", "obligation", "needed", "without_lead"]
    euros = stands.astype(dict.fromkeys(amounts[:3], "float64"))
    euros = euros.assign(without_lead=np.maximum(euros["needed"], euros["approved"]))
    asked = euros.groupby(_SLOT, as_index=False)[amounts].sum()
    behind = asked["without_lead"] > asked["approved"]
    return asked.assign(needed=asked["without_lead"].where(behind, asked["needed"])).query("obligation > 0")


def _fulfilment(asked: pd.DataFrame) -> pd.DataFrame:
    return asked[_SLOT].assign(
        indicator="SR-1", numerator=asked["approved"], denominator=asked["obligation"],
        value=100 * asked["approved"] / asked["obligation"], target=100 * asked["needed"] / asked["obligation"],
        target_agreed=100.0,
    )  # fmt: skip


def _of_forms(done: pd.DataFrame) -> list[pd.DataFrame]:
    worth = done[done["approved"] > 0]
    return [
        done[_SLOT].assign(indicator="SR-2", value=done["running"].astype("float64"), n=done["running"].astype("float64")),
        done[_SLOT].assign(indicator="SR-3", value=done["fte_years"].astype("float64"), n=done["places"].astype("float64")),
        worth[_SLOT].assign(
            indicator="SR-11", numerator=worth["by_people"], denominator=worth["approved"],
            value=100 * worth["by_people"] / worth["approved"], n=worth["entries"].astype("float64"),
        ),
    ]  # fmt: skip


def within(tables: Mapping[str, pd.DataFrame], quarters: pd.Series) -> pd.DataFrame:
    """The figures of quarters that other figures are about: a quarter of which nothing else came yet waits for it. Where
    there are no other figures all of them."""
    rows = figures(tables)
    if rows.empty or quarters.empty:
        return rows
    return rows[rows["quarter"].between(quarters.min(), quarters.max())].reset_index(drop=True)
