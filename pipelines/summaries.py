"""What pages and paper would otherwise have to compute: overview, counts, completeness, the trail to the cells."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from pipelines.judgement import CONCERN
from pipelines.ledger import Ledger
from pipelines.sentences import REASONS
from pipelines.settings import Settings
from schemas.indicators.catalogue import CATALOGUE
from schemas.quarter import Quarter
from schemas.vocabulary import DataSet, DeliveryState, PeriodKind, SlotState, Status, Theme

_RANK = {status.value: rank for rank, status in enumerate(CONCERN)}


def provider_phases(phase: pd.DataFrame, positions: pd.DataFrame) -> pd.DataFrame:
    """Per quarter x provider: `phase`, running as soon as one sub-agreement runs; never-seen quarters are left out."""
    order = ["running", "not_yet_started", "not_yet_joined", "ended", "left"]
    ranked = phase.assign(rank=phase["phase"].map({name: i for i, name in enumerate(order)}))
    best = ranked.sort_values("rank", kind="stable").drop_duplicates(["quarter", "provider_id"])
    return best[["quarter", "provider_id", "phase"]].merge(positions, on="provider_id", validate="many_to_one")


def overview(values: pd.DataFrame, phases: pd.DataFrame) -> pd.DataFrame:
    """Per quarter x provider x theme the most concerning status among its headline figures, with where it is from."""
    head = values[values["headline"]].assign(rank=lambda f: f["status"].map(_RANK))
    order = {code: i for i, code in enumerate(CATALOGUE)}
    head = head.assign(reading=head["indicator"].map(order)).sort_values(["rank", "reading"], kind="stable")
    key = ["quarter", "provider_id", "theme"]
    worst = head.drop_duplicates(key)[[*key, "status", "indicator", "reason_code", "reason"]]
    expected = head[~head["status"].isin([Status.NOT_YET_JOINED, Status.LEFT])]
    counts = expected.groupby(key).agg(figures=("value", "count"), expected=("value", "size")).reset_index()
    themes = pd.DataFrame({"theme": [theme.value for theme in Theme]})
    grid = phases.merge(themes, how="cross").merge(worst, how="left", on=key, validate="one_to_one")
    grid = grid.merge(counts, how="left", on=key, validate="one_to_one")
    grid[["figures", "expected"]] = grid[["figures", "expected"]].fillna(0).astype("int64")
    return _fill_themes(grid)


def _fill_themes(grid: pd.DataFrame) -> pd.DataFrame:
    outside = {
        "not_yet_joined": Status.NOT_YET_JOINED, "not_yet_started": Status.NOT_YET_JOINED,
        "left": Status.LEFT, "ended": Status.LEFT,
    }  # fmt: skip
    for phase, status in outside.items():
        at = grid["phase"] == phase
        grid.loc[at, ["status", "indicator", "reason"]] = [status.value, None, REASONS[phase]]
    quiet = grid["status"].eq(Status.NO_TARGET.value) & ~grid["reason_code"].eq("only_breakdown")
    grid.loc[quiet, ["indicator", "reason"]] = [None, REASONS["theme_no_target"]]
    used = {item.theme.value for item in CATALOGUE.values()}
    empty = grid["status"].isna()
    grid.loc[empty & ~grid["theme"].isin(used), "reason"] = REASONS["theme_unused"]
    grid.loc[empty & grid["theme"].isin(used), "reason"] = REASONS["theme_no_target"]
    grid.loc[empty, "status"] = Status.NO_TARGET.value
    return grid


def status_counts(grid: pd.DataFrame) -> pd.DataFrame:
    return grid.groupby(["quarter", "theme", "status"]).agg(providers=("provider_id", "size")).reset_index()


def completeness(ledger: Ledger, phases: pd.DataFrame, grid: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """One row per provider x quarter in which it takes part: how far its monitoring delivery is."""
    data_set = DataSet.MONITORING.value
    slots = pd.DataFrame(
        ledger.rows(
            "select s.provider_id, s.quarter, s.delivery_id, s.version, d.state, d.received_at, d.received_seq, "
            "a.delivery_id is not null as holds, l.provider_id is not null as locked "
            "from delivery_slot s join delivery d using (delivery_id) "
            "left join active_slot a using (provider_id, quarter, data_set, delivery_id) "
            "left join locked_slot l using (provider_id, quarter, data_set) where s.data_set = ?",
            (data_set,),
        ),
        columns=["provider_id", "quarter", "delivery_id", "version", "state", "received_at", "received_seq", "holds", "locked"],
    ).astype({"provider_id": "str", "quarter": "str"})  # fmt: skip
    told = [SlotState.ACCEPTED, SlotState.WAITING, SlotState.REFUSED]
    by_state = {
        DeliveryState.WAITING.value: SlotState.WAITING,
        DeliveryState.REFUSED.value: SlotState.REFUSED,
    }
    slots["slot"] = slots["state"].map(by_state).astype(object)
    slots.loc[slots["holds"].eq(1), "slot"] = SlotState.ACCEPTED
    slots = slots[slots["slot"].notna()].assign(rank=lambda f: f["slot"].map({s: i for i, s in enumerate(told)}))
    slots = slots.sort_values(["rank", "received_seq"], ascending=[True, False], kind="stable")
    best = slots.drop_duplicates(["provider_id", "quarter"])
    figures = grid.groupby(["quarter", "provider_id"])[["figures", "expected"]].sum().reset_index()
    result = phases[["quarter", "provider_id", "phase"]].merge(
        figures, on=["quarter", "provider_id"], validate="one_to_one"
    )
    result = result.merge(best, how="left", on=["provider_id", "quarter"], validate="one_to_one")
    outside = np.where(result["phase"] == "running", SlotState.MISSING, SlotState.NOT_EXPECTED)
    found = result["slot"].where(~result["locked"].eq(1) | (result["slot"] != SlotState.ACCEPTED), SlotState.LOCKED)
    result["state"] = [str(a) if isinstance(a, str) else str(b) for a, b in zip(found, outside, strict=True)]
    return _dates(result, settings).assign(data_set=data_set)


def _dates(result: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    ends = pd.to_datetime(
        result["quarter"].map(lambda text: Quarter.parse(text).last_day.isoformat()), format="%Y-%m-%d"
    )
    due = ends + pd.Timedelta(weeks=settings.deadline_weeks)
    received = pd.to_datetime(result["received_at"].str[:10], format="%Y-%m-%d")
    return result.assign(
        due_on=due,
        delivered_at=result["received_at"],
        days_late=(received - due).dt.days.astype("Int64"),
        version=result["version"].astype("Int64"),
    )


def quarter_table(quarters: list[Quarter], done: pd.DataFrame) -> pd.DataFrame:
    expected = done[done["state"] != SlotState.NOT_EXPECTED.value].groupby("quarter").size()
    arrived = done[done["state"].isin([SlotState.ACCEPTED.value, SlotState.LOCKED.value])].groupby("quarter").size()
    names = [str(item) for item in quarters]
    return pd.DataFrame(
        {
            "quarter": names,
            "position": range(len(names)),
            "expected": [int(expected.get(name, 0)) for name in names],
            "delivered": [int(arrived.get(name, 0)) for name in names],
        }
    )


def delivery_table(ledger: Ledger) -> pd.DataFrame:
    rows: list[dict[str, Any]] = ledger.rows("select * from delivery order by received_seq")
    return pd.DataFrame(rows) if rows else pd.DataFrame(columns=["delivery_id"])


def cell_table(delivered: pd.DataFrame, values: pd.DataFrame) -> pd.DataFrame:
    """Delivered rows with their addresses; what stood in the cells of a hidden figure is left out."""
    key = ["sub_agreement_id", "indicator", "period", "breakdown", "breakdown_value"]
    hidden = values[values["reason_code"].isin(["too_few", "small_part"])]
    quarters = hidden[hidden["period_kind"] == PeriodKind.QUARTER.value]
    names = pd.MultiIndex.from_frame(hidden[key].fillna(""))
    of_quarter = pd.MultiIndex.from_frame(quarters[[*key[:2], "quarter", *key[3:]]].fillna(""))
    cells = delivered.copy()
    mask = pd.MultiIndex.from_frame(cells[key].fillna("")).isin(names)
    mask |= pd.MultiIndex.from_frame(cells[[*key[:2], "quarter", *key[3:]]].fillna("")).isin(of_quarter)
    cells.loc[mask, ["value", "numerator", "denominator"]] = np.nan
    return pd.concat([cells, *_made_from(cells)], ignore_index=True)


def _made_from(cells: pd.DataFrame) -> list[pd.DataFrame]:
    """A derived figure leads to the cells of what it was computed from: whole quarters, without breakdown."""
    return [
        cells[
            cells["indicator"].isin(item.made_from)
            & cells["breakdown"].isna()
            & (cells["period_kind"] == PeriodKind.QUARTER.value)
        ].assign(indicator=item.code, recipe_note=f"berekend uit {' en '.join(item.made_from)}")
        for item in CATALOGUE.values()
        if item.made_from
    ]
