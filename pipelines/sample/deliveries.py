"""Writes the sample as files in the form in which providers deliver them, with the list of what happened."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from pipelines.reading.text_storage import texts_held
from pipelines.sample.agreements import register_frames
from pipelines.sample.case_lists import write_case_lists
from pipelines.sample.figures import QUARTERS, Cases, count, simulate
from pipelines.sample.labour import write_labour_files
from pipelines.sample.outcomes import Fates, agreed_figures, fates_of
from pipelines.sample.providers import MUNICIPALITY, PROVIDERS, CsvHabit, Provider, SubAgreement, kvk
from pipelines.sample.social_return import write_social_return_files
from pipelines.sample.story import CORRECTED, DEADLINE, MISSING, NOTES, Act, active_quarters, acts, file_name
from pipelines.sample.surveys import write_surveys
from pipelines.sample.volunteers import volunteers_of
from pipelines.templates import STANDARD_INDICATORS, monitoring_rows, write_monitoring, write_register
from schemas.monitoring import MONITORING
from schemas.quarter import MONTH_NAMES, Month, Quarter, parse_period

ACT_COLUMNS = ("bestand", "door", "op", "actie", "reden", "aanbieder", "kwartaal")
_BY_ID = {provider.provider_id: provider for provider in PROVIDERS}
_FACTS = {item.code: (item.title, item.unit.label) for item in STANDARD_INDICATORS}
_ORDER = {item.code: place for place, item in enumerate(STANDARD_INDICATORS)}
_COUNTED = "Geteld in ons eigen systeem: één persoon telt één keer.\nHet gaat om cliënten, niet om contacten."


@dataclass(frozen=True)
class _World:
    """All that is known: cases and figures of every sub-agreement, and what was agreed."""

    cases: dict[str, Cases]
    fates: dict[str, Fates]
    figures: pd.DataFrame
    targets: pd.DataFrame
    volunteers: dict[str, pd.DataFrame]  # by provider; only those that have any


@texts_held(few=True)
def make_sample(folder: Path) -> None:
    """Write the sample municipality: stamgegevens.xlsx, leveringen.csv and a folder of files per quarter.

    The same bytes on every run. A folder in which the last file, leveringen.csv, already stands is left as it is: what
    was delivered from it must not change. Else existing files of the same name are overwritten, others left alone.
    """
    happened, last = _acts_text(acts()), folder / "leveringen.csv"
    if last.exists() and last.read_bytes() == happened:
        return
    folder.mkdir(parents=True, exist_ok=True)
    register = register_frames()
    write_register(folder / "stamgegevens.xlsx", register, municipality=MUNICIPALITY)
    world = _world(register["prestatieafspraken"])
    for quarter in QUARTERS:
        (folder / str(quarter)).mkdir(exist_ok=True)
        rows = _quarter_rows(world, quarter, figures=world.figures)
        for provider_id, own in rows.groupby("provider_id", sort=False):
            provider = _BY_ID[str(provider_id)]
            slot = (provider.provider_id, str(quarter))
            if slot in MISSING:
                continue
            corrected = slot in CORRECTED
            if corrected:
                early = _first_version(world, provider, quarter=quarter)
                _write(world, folder / file_name(provider, quarter), early, provider=provider, quarter=quarter)
            path = folder / file_name(provider, quarter, correction=corrected)
            _write(world, path, own, provider=provider, quarter=quarter)
    write_case_lists(folder, world.cases)
    write_surveys(folder)
    write_social_return_files(folder)
    write_labour_files(folder)
    last.write_bytes(happened)


def _world(targets: pd.DataFrame) -> _World:
    pairs = [(provider, agreement) for provider in PROVIDERS for agreement in provider.agreements]
    cases = {agreement.sub_agreement_id: simulate(provider, agreement) for provider, agreement in pairs}
    fates = {sub: fates_of(sub, own) for sub, own in cases.items()}
    figures = [
        _count(provider, agreement, cases=cases[agreement.sub_agreement_id], fates=fates[agreement.sub_agreement_id],
               quarters=active_quarters(provider, provider.starts_on(agreement)))
        for provider, agreement in pairs
    ]  # fmt: skip
    pools = {provider.provider_id: volunteers_of(provider) for provider in PROVIDERS}
    known = {name: rows for name, rows in pools.items() if rows is not None}
    return _World(cases, fates, pd.concat(figures, ignore_index=True), targets, known)


def _count(
    provider: Provider, agreement: SubAgreement, *, cases: Cases, fates: Fates, quarters: tuple[Quarter, ...]
) -> pd.DataFrame:
    figures = count(cases, agreement, quarters=quarters, breakdown=provider.breakdown)
    more = agreed_figures(agreement.sub_agreement_id, cases, fates, quarters=quarters)
    if len(more):
        figures = pd.concat([figures, more], ignore_index=True)
    return figures.assign(provider_id=provider.provider_id)


def _quarter_rows(world: _World, quarter: Quarter, *, figures: pd.DataFrame) -> pd.DataFrame:
    """The filled-in rows of one quarter, totals first and breakdowns below them, per provider."""
    now = figures[figures["quarter"] == str(quarter)]
    totals, parts = now[now["breakdown"].isna()], now[now["breakdown"].notna()]
    subs = totals[["provider_id", "sub_agreement_id"]].drop_duplicates()
    before = world.figures[world.figures["quarter"] == str(quarter.shift(-1))]
    form = monitoring_rows(
        subs, quarter, also=totals[["sub_agreement_id", "indicator"]],
        previous=before[before["breakdown"].isna()], targets=world.targets,
    )  # fmt: skip
    keys = ["provider_id", "sub_agreement_id", "period", "indicator"]
    filled = form.merge(totals.drop(columns="quarter"), how="left", on=keys, validate="one_to_one")
    facts = parts["indicator"].map(_FACTS)
    parts = parts.drop(columns="quarter").assign(title=facts.str[0], unit=facts.str[1])
    parts = parts.assign(place=parts["indicator"].map(_ORDER)).sort_values(["sub_agreement_id", "place"], kind="stable")
    rows = pd.concat([filled, parts.drop(columns="place")], ignore_index=True)
    return _with_notes(rows, quarter)


def _with_notes(rows: pd.DataFrame, quarter: Quarter) -> pd.DataFrame:
    notes = rows["note"].astype(object)
    totals = rows[rows["breakdown"].isna()]
    last = totals.groupby(["sub_agreement_id", "indicator"])["period"].idxmax()  # a quarter sorts after its months
    for (sub, code), row in last.items():
        if text := NOTES.get((sub, str(quarter), code)):
            notes[row] = text
        elif code == "BER-1" and _BY_ID[rows.at[row, "provider_id"]].csv:
            notes[row] = _COUNTED
    return rows.assign(note=notes)


def _first_version(world: _World, provider: Provider, *, quarter: Quarter) -> pd.DataFrame:
    """What was delivered before the correction: a third of the last month's new clients is not in it yet."""
    main = provider.agreements[0]
    cases = world.cases[main.sub_agreement_id]
    month = quarter.months[2]
    new = (cases.started >= month.first_day.toordinal()) & (cases.started <= month.last_day.toordinal())
    known = np.ones(len(new), dtype=bool)
    known[np.flatnonzero(new)[::3]] = False
    figures = [
        _count(provider, agreement, quarters=(quarter,), **_known(world, agreement, known if agreement is main else None))
        for agreement in provider.agreements
        if quarter in active_quarters(provider, provider.starts_on(agreement))
    ]  # fmt: skip
    return _quarter_rows(world, quarter, figures=pd.concat(figures, ignore_index=True))


def _known(world: _World, agreement: SubAgreement, known: np.ndarray | None) -> dict[str, Any]:
    """The cases that were registered in time, with what became of them; None: all."""
    cases, fates = (found[agreement.sub_agreement_id] for found in (world.cases, world.fates))
    return (
        {"cases": cases, "fates": fates} if known is None else {"cases": cases.keep(known), "fates": fates.keep(known)}
    )


def _write(world: _World, path: Path, rows: pd.DataFrame, *, provider: Provider, quarter: Quarter) -> None:
    if provider.leaves_percent_empty:
        rows = rows.assign(value=rows["value"].mask(rows["unit"] == "%"))
    if provider.csv:
        path.write_bytes(_as_csv(rows, provider, habit=provider.csv))
        return
    due_on = quarter.last_day + DEADLINE
    pools = world.volunteers.get(provider.provider_id)
    own = None if pools is None else pools[pools["period"] == str(quarter)]
    write_monitoring(path, rows, provider=provider.provider, municipality=MUNICIPALITY, quarter=quarter, due_on=due_on,
                     volunteers=own)  # fmt: skip


def _as_csv(rows: pd.DataFrame, provider: Provider, *, habit: CsvHabit) -> bytes:
    names = {"code": provider.provider_id, "kvk": kvk(provider), "alias": "; ".join(provider.aliases)}
    stream = StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow([item.header for item in MONITORING.fields])
    for record in rows.to_dict("records"):
        record |= {
            "provider_id": names[habit.names_itself],
            "period": _period_words(str(record["period"]), habit),
        }
        writer.writerow([_dutch(record[item.name]) for item in MONITORING.fields])
    return stream.getvalue().encode(habit.encoding)


def _period_words(text: str, habit: CsvHabit) -> str:
    period = parse_period(text)
    if habit.periods == "long":
        return period.label
    if isinstance(period, Month):
        name = MONTH_NAMES[period.number - 1]
        return f"{'mrt' if name == 'maart' else name[:3]} {period.year}"
    return f"K{period.number} {period.year}"


def _dutch(value: object) -> str:
    if value is None or value != value:
        return ""
    return f"{value:.10g}".replace(".", ",") if isinstance(value, int | float) else str(value)


def _acts_text(happened: list[Act]) -> bytes:
    stream = StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\n")
    writer.writerow(ACT_COLUMNS)
    for act in happened:
        at = act.at.strftime("%Y-%m-%dT%H:%M:%SZ")
        writer.writerow([act.file, act.by, at, act.action, act.reason, act.provider_id, act.quarter])
    return stream.getvalue().encode("utf-8")
