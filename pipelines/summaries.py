"""What pages and paper would otherwise have to compute: overview, counts, completeness, the trail to the cells."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from pipelines.data_sets import COUNTED_WITH
from pipelines.judgement import CONCERN
from pipelines.keyed import among
from pipelines.ledger import Ledger
from pipelines.sentences import REASONS
from pipelines.settings import Settings
from pipelines.slots import KEY, SLOT, timed
from pipelines.warehouse import SURVEY_SETS
from schemas.indicators.catalogue import CATALOGUE
from schemas.publication import DELIVERED_CELLS
from schemas.quarter import Quarter
from schemas.vocabulary import PERFORMANCES, DataSet, Evidence, PeriodKind, SlotState, Status

_SAID = ["verdict", "variation", "assurance"]
_RANK = {status.value: rank for rank, status in enumerate(CONCERN)}


def provider_phases(phase: pd.DataFrame, positions: pd.DataFrame) -> pd.DataFrame:
    """Per quarter x provider: `phase`, running as soon as one sub-agreement runs; never-seen quarters are left out."""
    order = ["running", "not_yet_started", "not_yet_joined", "ended", "left"]
    ranked = phase.assign(rank=phase["phase"].map({name: i for i, name in enumerate(order)}))
    best = ranked.sort_values("rank", kind="stable").drop_duplicates(["quarter", "provider_id"])
    return best[["quarter", "provider_id", "phase"]].merge(positions, on="provider_id", validate="many_to_one")


def overview(values: pd.DataFrame, phases: pd.DataFrame, *, on: frozenset[str] = frozenset(CATALOGUE)) -> pd.DataFrame:
    """Per quarter x provider x theme the most concerning status among its headline figures, with where it is from."""
    head = values[values["headline"]].assign(rank=lambda f: f["status"].map(_RANK))
    order = {code: i for i, code in enumerate(CATALOGUE)}
    head = head.assign(reading=head["indicator"].map(order)).sort_values(["rank", "reading"], kind="stable")
    key = ["quarter", "provider_id", "theme"]
    worst = head.drop_duplicates(key)[[*key, "status", "indicator", "reason_code", "reason", *_SAID]]
    expected = head[~head["status"].isin([Status.NOT_YET_JOINED, Status.LEFT])]
    counts = expected.groupby(key).agg(figures=("value", "count"), expected=("value", "size")).reset_index()
    themes = pd.DataFrame({"theme": [theme.value for theme in PERFORMANCES]})
    grid = phases.merge(themes, how="cross").merge(worst, how="left", on=key, validate="one_to_one")
    grid = grid.merge(counts, how="left", on=key, validate="one_to_one")
    grid[["figures", "expected"]] = grid[["figures", "expected"]].fillna(0).astype("int64")
    return _fill_themes(grid, on)


def _fill_themes(grid: pd.DataFrame, on: frozenset[str]) -> pd.DataFrame:
    outside = {
        "not_yet_joined": Status.NOT_YET_JOINED, "not_yet_started": Status.NOT_YET_JOINED,
        "left": Status.LEFT, "ended": Status.LEFT,
    }  # fmt: skip
    for phase, status in outside.items():
        at = grid["phase"] == phase
        grid.loc[at, ["status", "indicator", "reason"]] = [status.value, None, REASONS[phase]]
    quiet = grid["status"].eq(Status.NO_TARGET.value) & ~grid["reason_code"].eq("only_breakdown")
    grid.loc[quiet, ["indicator", "reason"]] = [None, REASONS["theme_no_target"]]
    used = {item.theme.value for code, item in CATALOGUE.items() if code in on}
    empty = grid["status"].isna()
    grid.loc[empty & ~grid["theme"].isin(used), "reason"] = REASONS["theme_unused"]
    grid.loc[empty & grid["theme"].isin(used), "reason"] = REASONS["theme_no_target"]
    grid.loc[empty, "status"] = Status.NO_TARGET.value
    grid.loc[grid["indicator"].isna(), _SAID] = None
    return grid


def status_counts(grid: pd.DataFrame) -> pd.DataFrame:
    return grid.groupby(["quarter", "theme", "status"]).agg(providers=("provider_id", "size")).reset_index()


def completeness(
    slots: pd.DataFrame, awaited: pd.DataFrame, phases: pd.DataFrame, *, values: pd.DataFrame, settings: Settings
) -> pd.DataFrame:
    """How far each slot is: the monitor of every provider x quarter in which it takes part, and each other data set that
    is awaited there or came. slots: as slots.standing_of; awaited: as data_sets.awaited. `figures` and `expected` count
    the headline figures that come from the data set itself."""
    taking_part = phases[[*SLOT, "phase"]]
    beside = pd.concat([awaited[KEY], slots.loc[slots["data_set"].ne(DataSet.MONITORING.value), KEY]])
    beside = beside.drop_duplicates().merge(taking_part, on=SLOT, validate="many_to_one")
    result = pd.concat([taking_part.assign(data_set=DataSet.MONITORING.value), beside], ignore_index=True)
    result = result.merge(_counted(values), how="left", on=KEY, validate="one_to_one")
    result[["figures", "expected"]] = result[["figures", "expected"]].fillna(0).astype("int64")
    result = timed(result.merge(slots, how="left", on=KEY, validate="one_to_one"), settings)
    outside = np.where(result["phase"] == "running", SlotState.MISSING, SlotState.NOT_EXPECTED)
    return result.assign(
        state=result["slot"].where(result["slot"].notna(), outside).astype("str"),
        delivered_at=result["received_at"],
        version=result["version"].astype("Int64"),
    )


def _counted(values: pd.DataFrame) -> pd.DataFrame:
    """Per slot how many headline figures have a value, of how many that are expected."""
    head = values[values["headline"] & values["theme"].isin([theme.value for theme in PERFORMANCES])]
    head = head[~head["status"].isin([Status.NOT_YET_JOINED, Status.LEFT])]
    data_set = head["indicator"].map({code: str(item) for code, item in COUNTED_WITH.items()}).astype("str")
    grouped = head.assign(data_set=head["from_survey"].where(head["from_survey"].notna(), data_set)).groupby(KEY)
    return grouped.agg(figures=("value", "count"), expected=("value", "size")).reset_index()


def quarter_table(quarters: list[Quarter], done: pd.DataFrame) -> pd.DataFrame:
    """Who should deliver and who did: a provider counts once, by its quarterly monitor."""
    done = done[done["data_set"] == DataSet.MONITORING.value]
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
    if not rows:
        return pd.DataFrame(columns=["delivery_id"])
    table = pd.DataFrame(rows)
    counts = ["rows", "rows_skipped"]
    # each row is one: a small number would tell of them
    persons = table["data_set"].isin(
        [DataSet.CASE_LIST.value, DataSet.SOCIAL_RETURN.value, DataSet.LABOUR.value, *SURVEY_SETS]
    )
    return table.assign(**{name: table[name].astype("Int64").mask(persons) for name in counts})


def cell_table(delivered: pd.DataFrame, values: pd.DataFrame) -> pd.DataFrame:
    """Delivered rows with their addresses; what stood in the cells of a hidden figure is left out."""
    cells = _silenced(delivered, values)
    made = _silenced(pd.concat(_made_from(cells)), values)
    return pd.concat([cells, made], ignore_index=True)


def _silenced(delivered: pd.DataFrame, values: pd.DataFrame) -> pd.DataFrame:
    key = ["sub_agreement_id", "indicator", "breakdown", "breakdown_value"]
    hidden = values[values["reason_code"].isin(["too_few", "small_part"])]
    quarters = hidden[hidden["period_kind"] == PeriodKind.QUARTER.value]
    mask = among(delivered, hidden, [*key, "period"]) | among(delivered, quarters, [*key, "quarter"])
    cells = delivered.copy()
    cells.loc[mask, ["value", "numerator", "denominator"]] = np.nan
    return cells


def case_cells(cases: pd.DataFrame, measured: pd.DataFrame) -> pd.DataFrame:
    """One row per figure from a case list: its sheet from the first row on. Which rows are whose, and how many, stays
    inside: a row is a person."""
    sheet = cases.groupby(["delivery_id", "sheet"], dropna=False)["row"].transform("min")
    names = ["provider_id", "sub_agreement_id", "quarter", "delivery_id", "version", "sheet", "row"]
    places = cases.assign(row=sheet)[names].drop_duplicates()
    codes = [code for code, item in CATALOGUE.items() if item.evidence is Evidence.CASE_LIST]
    made = measured.loc[measured["indicator"].isin(codes), ["sub_agreement_id", "quarter", "indicator"]]
    cells = made.merge(places, on=["sub_agreement_id", "quarter"], validate="many_to_many")
    cells = cells.assign(period=cells["quarter"], recipe_note="berekend uit alle rijen vanaf deze rij")
    return cells.reindex(columns=list(DELIVERED_CELLS.columns))


def _made_from(cells: pd.DataFrame) -> list[pd.DataFrame]:
    """A derived figure leads to the cells of what it was computed from: whole quarters, without breakdown."""
    whole = cells[cells["breakdown"].isna() & (cells["period_kind"] == PeriodKind.QUARTER.value)]
    return [
        whole[whole["indicator"].isin([code for code in item.made_from if code in CATALOGUE and CATALOGUE[code].delivered])]
        .assign(indicator=item.code, recipe_note=f"berekend uit {' en '.join(item.made_from)}")
        for item in CATALOGUE.values()
        if item.made_from
    ]  # fmt: skip
