"""From accepted deliveries to every table of a publication: measure -> protect -> judge -> summarise."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pipelines import reciprocity, summaries
from pipelines.acts import Acts
from pipelines.comparing import funnels
from pipelines.data_sets import SOURCES, SURVEYED, UNAWAITED, awaited, in_use
from pipelines.described import indicator_table, provider_table
from pipelines.expectation import missing_figures, phases, span_of, without_partial_quarters, without_partial_totals
from pipelines.headlines import headlines, with_earlier
from pipelines.judgement import judge, margins, with_targets
from pipelines.judging import verdicts
from pipelines.labour.tables import labour
from pipelines.lead_times import lead_times
from pipelines.measurement import measure
from pipelines.open_answers import quotes
from pipelines.parties.questions import question_table
from pipelines.parties.tables import party_remarks, party_tables
from pipelines.pools import pool_table
from pipelines.promised import shaped
from pipelines.protection import protect
from pipelines.punctuality import delivery_figures, today_of
from pipelines.reading.text_storage import texts_held
from pipelines.register import Register
from pipelines.remarks import annotation_table, rebasings
from pipelines.settings import Settings
from pipelines.slots import SLOT, standing_of
from pipelines.social_return import figures as social_return_figures
from pipelines.social_return.tables import social_return
from pipelines.surveys.beside import shown_cells, taking_part, with_provider_targets
from pipelines.surveys.tables import surveys
from pipelines.talk.standing import closed_quarters
from pipelines.talk.tables import talk_tables
from pipelines.targets import targets
from pipelines.warehouse import SURVEY_SETS
from schemas import publication as promise
from schemas.indicators.catalogue import CATALOGUE
from schemas.quarter import parse_period
from schemas.talk import WHOLE_QUARTER
from schemas.vocabulary import DataSet, Evidence, PeriodKind, SlotState

_A_QUARTER = r"\d{4}-K[1-4]"


# many small frames: on texts that are Python's own their operations cost less than on Arrow's
@texts_held(few=True)
def compute(acts: Acts, settings: Settings) -> dict[str, pd.DataFrame]:
    """Every table of the publication but `meta`, with the promised columns in the promised order."""
    active = pd.DataFrame(
        acts.ledger.rows(
            "select a.*, s.version from active_slot a "
            "join delivery_slot s using (provider_id, quarter, data_set, delivery_id)"
        ),
        columns=["provider_id", "quarter", "data_set", "delivery_id", "version"],
    ).astype({"provider_id": "str", "quarter": "str", "data_set": "str", "delivery_id": "str", "version": "Int64"})
    delivered = acts.warehouse.ask("delivered_rows", active_slot=active)
    delivered = _in_use(delivered, settings)
    figures = _explained(acts.warehouse.ask("delivered_figures", delivered_row=delivered), acts)
    cases = acts.warehouse.ask("lead_time_cases", active_slot=active)
    counts, pools = reciprocity.counts_and_pools(acts, active)
    if not settings.volunteers_in_use:
        counts, pools = counts.iloc[:0], pools.iloc[:0]
    register = acts.register
    about = pd.concat([frame[SLOT] for frame in (figures, cases, pools)], ignore_index=True)
    surveyed = surveys(acts.warehouse, active[active["data_set"].isin(SURVEY_SETS)], settings)
    asked = _in_use(taking_part(surveyed.figures, figures, about["quarter"]), settings)
    about = pd.concat([about, asked[SLOT]], ignore_index=True)
    promised = social_return(acts.warehouse, acts.ledger, active, tables=lambda: acts.blocks)
    done_for = social_return_figures.within(promised, about["quarter"])
    about = pd.concat([about, done_for[SLOT]], ignore_index=True) if len(done_for) else about
    work = labour(acts.warehouse, active, settings)
    promised |= work.tables
    if about.empty:
        about = _held(active, surveyed.tables)
    if about.empty:
        return _shapes({**_without_figures(acts, register, settings), **surveyed.tables, **promised})
    quarters = span_of(about)
    placed = _in_use(work.figures, settings)
    placed = placed[placed["quarter"].isin([str(item) for item in quarters])] if len(placed) else placed
    phase = phases(register, quarters, about)
    measured = measure(figures, reciprocity.figures(pools, register))
    measured = _together(_together(measured, lead_times(cases, register, settings)), asked)
    measured = _in_use(measured, settings).reset_index(drop=True)
    absent = _with_waiting(missing_figures(measured, register, phase, on=settings.in_use), acts)
    measured = without_partial_quarters(measured, register)
    positions = provider_table(register)
    provider_phase = summaries.provider_phases(phase, positions[["provider_id", "provider", "position"]])
    standing = standing_of(acts.ledger, (DataSet.MONITORING, *in_use(settings.in_use), *UNAWAITED))
    slots = standing[~standing["data_set"].isin(UNAWAITED)]
    monitoring = slots[slots["data_set"] == DataSet.MONITORING.value]
    agreed = targets(register, quarters, day=settings.participation_day)
    figures = _protected(measured, absent, agreed, register=register, settings=settings)
    former = reciprocity.per_hundred_reached(figures, pools, register)
    figures = pd.concat([figures, _in_use(former, settings)], ignore_index=True)
    running = provider_phase.loc[provider_phase["phase"] == "running", SLOT]
    arrivals = delivery_figures(figures, monitoring, running, settings=settings, today=today_of(acts.ledger))
    whole = [rows for rows in (figures, arrivals, done_for, placed) if len(rows)]
    judged = _judged(pd.concat(whole, ignore_index=True), settings)
    said = verdicts(judged, agreed, rebasings(acts.ledger), settings=settings)
    values = said.values
    grid = summaries.overview(values, provider_phase, on=settings.in_use)
    waited_for = awaited(acts, quarters, on=settings.in_use)
    done = summaries.completeness(slots, waited_for, provider_phase, values=values, settings=settings)
    values = _finish(values, register, standing[standing["slot"] == SlotState.LOCKED], closed_quarters(acts.ledger))
    tables = {
        "providers": positions,
        "sub_agreements": register.sub_agreement,
        "indicators": indicator_table(settings),
        "quarters": summaries.quarter_table(quarters, done),
        "values": values,
        "overview": grid,
        "status_counts": summaries.status_counts(grid),
        "completeness": done,
        "deliveries": summaries.delivery_table(acts.ledger),
        "annotations": annotation_table(acts.ledger, party_remarks(register)),
        "survey_quotes": quotes(acts.ledger, acts.warehouse),
        **funnels(values, positions),
        **said.tables,
        "pools": pool_table(pools, values),
        "delivered_cells": _trail(
            summaries.cell_table(_trail(delivered, reciprocity.cells(counts, register, values)), values),
            summaries.case_cells(cases, measured),
            shown_cells(surveyed.cells, asked),
        ),
        **surveyed.tables,
        **promised,
        **talk_tables(acts.ledger, values, settings),
        **party_tables(register, quarters),
        "umbrella_questions": question_table(acts.ledger),
    }
    return _shapes(tables)


def _held(active: pd.DataFrame, surveyed: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The quarters of what makes no figure of a provider but is shown all the same: a panel, or social return alone."""
    slots = active.loc[active["quarter"].str.fullmatch(_A_QUARTER), SLOT]
    waves = surveyed["survey_waves"][["quarter"]].assign(provider_id="*") if surveyed else slots.iloc[:0]
    return pd.concat([slots, waves[SLOT]], ignore_index=True).drop_duplicates()


def _in_use(rows: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """What is switched off is kept, and not published."""
    return rows[rows["indicator"].isin(settings.in_use)] if len(rows) else rows


def _together(delivered: pd.DataFrame, made: pd.DataFrame) -> pd.DataFrame:
    """Figures as delivered and those made from case lists, which bring limits and a word about the cases."""
    more = made.columns.difference(delivered.columns)
    empty = {name: pd.Series(None, index=delivered.index, dtype=made[name].dtype) for name in more}
    whole = delivered.assign(**empty)
    parts = [part for part in (whole, made.reindex(columns=whole.columns)) if len(part)]
    return pd.concat(parts, ignore_index=True) if parts else whole


def _trail(*parts: pd.DataFrame) -> pd.DataFrame:
    columns = list(dict.fromkeys(name for part in parts for name in part.columns))
    whole = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    return whole.reindex(columns=columns)  # an empty part still says which columns there are


_EXPLAINED = ["provider_id", "sub_agreement_id", "period", "indicator", "breakdown", "breakdown_value"]


def _explained(figures: pd.DataFrame, acts: Acts) -> pd.DataFrame:
    """The explanation that was given when a figure was accepted stands with its note."""
    given = acts.ledger.rows(
        "select distinct e.*, d.accepted_by, a.quarter from explanation e join delivery d using (delivery_id) "
        "join active_slot a using (delivery_id, provider_id)"
    )
    given = [row for row in given if str(parse_period(row["period"]).quarter) == row["quarter"]]  # of what counts now
    if not given or figures.empty:
        return figures
    told = pd.DataFrame(given).astype("str")
    told = told.assign(told=told["text"] + " (" + told["accepted_by"] + ", bij accepteren)")
    alike = figures["indicator"].isin(told["indicator"]) & figures["period"].isin(told["period"])
    keys = figures.loc[alike, _EXPLAINED].fillna("")
    texts = keys.merge(told[[*_EXPLAINED, "told"]], how="left", on=_EXPLAINED, validate="many_to_one")["told"]
    texts = texts.set_axis(keys.index).reindex(figures.index)
    note = figures["note"].astype("str")  # without any note the column comes without its type
    both = note + " / " + texts
    return figures.assign(note=both.where(both.notna(), note.where(note.notna(), texts)))


def _without_figures(acts: Acts, register: Register, settings: Settings) -> dict[str, pd.DataFrame]:
    """What can be said when no delivery counts (yet, or any more)."""
    return {
        "providers": provider_table(register),
        "sub_agreements": register.sub_agreement,
        "indicators": indicator_table(settings),
        "deliveries": summaries.delivery_table(acts.ledger),
        "annotations": annotation_table(acts.ledger, party_remarks(register)),
        "survey_quotes": quotes(acts.ledger, acts.warehouse),
        **talk_tables(acts.ledger, pd.DataFrame(), settings),
        **party_tables(register, []),
        "umbrella_questions": question_table(acts.ledger),
    }


def _shapes(tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    nothing = pd.DataFrame()
    return {table.name: shaped(tables.get(table.name, nothing), table) for table in promise.TABLES}


def _with_waiting(absent: pd.DataFrame, acts: Acts) -> pd.DataFrame:
    """A figure that is missing because its delivery still waits to be accepted says so."""
    slots = acts.ledger.rows(
        "select distinct provider_id, quarter, delivery_slot.data_set = ? as from_cases from delivery_slot "
        "join delivery using (delivery_id) where state = 'waiting'",
        (DataSet.CASE_LIST.value,),
    )
    waiting = {(slot["provider_id"], slot["quarter"], bool(slot["from_cases"])) for slot in slots}
    from_cases = absent["indicator"].map(
        {code: item.evidence is Evidence.CASE_LIST for code, item in CATALOGUE.items()}
    )
    here = [key in waiting for key in zip(absent["provider_id"], absent["quarter"], from_cases, strict=True)]
    code = absent["reason_code"].mask(pd.Series(here, index=absent.index) & absent["reason_code"].eq("not_delivered"),
                                      "delivery_waiting")  # fmt: skip
    return absent.assign(reason_code=code)


def _protected(
    measured: pd.DataFrame, absent: pd.DataFrame, agreed: pd.DataFrame, *, register: Register, settings: Settings
) -> pd.DataFrame:
    rows = without_partial_totals(pd.concat([measured, absent], ignore_index=True))
    empty = rows["value"].isna() & rows["reason_code"].isna()
    rows.loc[empty, "reason_code"] = "not_delivered"
    rows = with_provider_targets(with_targets(rows, agreed), agreed, register)
    return _with_reach_against_agreement(protect(rows, settings))


def _judged(rows: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    rows = judge(margins(rows, settings), settings)
    rows = headlines(rows)
    return with_earlier(rows)


def _with_reach_against_agreement(rows: pd.DataFrame) -> pd.DataFrame:
    """BER-3, derived: BER-2 as a percentage of its target pro rata; judged against 100."""
    base = rows[
        (rows["indicator"] == "BER-2")
        & (rows["period_kind"] == PeriodKind.QUARTER.value)
        & rows["breakdown"].isna()
        & (rows["target"] > 0)
        & rows["value"].notna()
    ]
    derived = base.assign(
        indicator="BER-3", numerator=base["value"], denominator=base["target"], value=100 * base["value"] / base["target"],
        n=base["value"], target=100.0, target_agreed=100.0, target_period="year", note=None,
    )  # fmt: skip
    return pd.concat([rows, derived.astype({"note": "str"})], ignore_index=True)


def _finish(
    values: pd.DataFrame, register: Register, locked: pd.DataFrame, closed: frozenset[tuple[str, str]]
) -> pd.DataFrame:
    """Names beside codes, and whether a figure is provisional: until every data set that it comes from is locked, or
    its quarter is `closed`, so that nothing more comes in."""
    providers, titles = register.provider.set_index("provider_id"), register.sub_agreement.set_index("sub_agreement_id")
    result = values.assign(
        provider=values["provider_id"].map(providers["provider"]),
        sub_agreement=values["sub_agreement_id"].map(titles["title"]),
    )
    at, provisional = pd.MultiIndex.from_frame(result[SLOT]), pd.Series(False, index=result.index)
    surveyed = result["from_survey"]  # of which survey the figure is; then of nothing else
    for data_set in {source for sources in SOURCES.values() for source in sources} | set(SURVEYED):
        settled = at.isin(pd.MultiIndex.from_frame(locked.loc[locked["data_set"] == data_set.value, SLOT]))
        from_it = result["indicator"].isin([code for code, sources in SOURCES.items() if data_set in sources])
        from_it = surveyed.eq(data_set.value) | (surveyed.isna() & from_it)
        provisional |= from_it & ~settled
    whole = result["quarter"].isin([quarter for provider, quarter in closed if provider == WHOLE_QUARTER])
    return result.assign(provisional=provisional & ~whole & ~at.isin(list(closed)))
