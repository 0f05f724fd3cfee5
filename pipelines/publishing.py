"""The public face of publication: measure -> protect -> judge -> freeze, and reading back what was frozen."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from pipelines import summaries
from pipelines.errors import NothingPublished
from pipelines.expectation import missing_figures, phases, span_of
from pipelines.intake import Acts, acting
from pipelines.judgement import judge, margins, with_targets
from pipelines.measurement import measure
from pipelines.place import Home, sync_folder, write_durably
from pipelines.protection import protect
from pipelines.register import Register
from pipelines.settings import Settings, load_settings
from pipelines.targets import targets
from schemas import publication as promise
from schemas.indicators.catalogue import CATALOGUE
from schemas.quarter import Quarter
from schemas.vocabulary import Audience, Grain, PeriodKind, SlotState

_TIE = ["provider_id", "sub_agreement_id", "grain", "indicator", "breakdown", "breakdown_value"]


@dataclass(frozen=True)
class Published:
    """The publication that stands now. `waiting` are the slots whose delivery still has to be accepted."""

    publication: str
    file: Path
    audience: Audience
    figures: int
    waiting: int
    changed: bool


def publish(home: Home, *, by: str, audience: Audience = Audience.INTERN) -> Published:
    """Compute everything from the accepted deliveries and freeze it for one audience."""
    with acting(home) as acts:
        return publish_within(acts, by=by, audience=audience)


def publish_within(acts: Acts, *, by: str, audience: Audience = Audience.INTERN) -> Published:
    settings = load_settings(acts.home.root)
    _remember_settings(acts, settings, by)
    tables = compute(acts, settings)
    identity = content_hash(tables)
    path = acts.home.publications / f"{audience.value}-{identity[:16]}.duckdb"
    changed = not (path.exists() and current_file(acts.home, audience) == path)
    if not path.exists():
        _freeze(path, tables, _meta(acts, tables, audience=audience, identity=identity))
    if changed:
        with acts.ledger.transaction():
            acts.ledger.append("published", {"audience": audience.value, "publication": identity}, actor=by)
        write_durably(acts.home.publications / f"{audience.value}{promise.POINTER_SUFFIX}", path.name.encode())
    waiting = (tables["completeness"]["state"] == SlotState.WAITING.value).sum()
    return Published(identity, path, audience, len(tables["values"]), int(waiting), changed)


def _remember_settings(acts: Acts, settings: Settings, by: str) -> None:
    last = acts.ledger.rows("select payload from event where kind = 'settings' order by seq desc limit 1")
    if not last or settings.sha256 not in last[0]["payload"]:
        acts.archive.keep(settings.canonical())
        with acts.ledger.transaction():
            acts.ledger.append("settings", {"sha256": settings.sha256}, actor=by)


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
    figures = acts.warehouse.ask("delivered_figures", delivered_row=delivered)
    register = acts.register
    quarters = span_of(figures)
    phase = phases(register, quarters, figures)
    values = _values(measure(figures), register, quarters, phase=phase, settings=settings)
    positions = _providers(register)
    provider_phase = summaries.provider_phases(phase, positions[["provider_id", "provider", "position"]])
    grid = summaries.overview(values, provider_phase)
    done = summaries.completeness(acts.ledger, provider_phase, grid, settings)
    values = _finish(values, register, done)
    tables = {
        "providers": positions,
        "sub_agreements": register.sub_agreement,
        "indicators": _indicators(),
        "quarters": summaries.quarter_table(quarters, done),
        "values": values,
        "overview": grid,
        "status_counts": summaries.status_counts(grid),
        "completeness": done,
        "deliveries": summaries.delivery_table(acts.ledger),
        "delivered_cells": summaries.cell_table(delivered, values),
    }
    return {table.name: _shaped(tables[table.name], table) for table in promise.TABLES}


def _values(
    measured: pd.DataFrame,
    register: Register,
    quarters: list[Quarter],
    *,
    phase: pd.DataFrame,
    settings: Settings,
) -> pd.DataFrame:
    absent = missing_figures(measured, register, phase)
    rows = pd.concat([measured, absent], ignore_index=True)
    empty = rows["value"].isna() & rows["reason_code"].isna()
    rows.loc[empty, "reason_code"] = np.where(rows.loc[empty, "note"].notna(), "not_delivered_note", "not_delivered")
    agreed = targets(register, quarters, day=settings.participation_day)
    rows = with_targets(rows, agreed)
    rows = _with_reach_against_agreement(rows)
    rows = protect(rows, settings)
    rows = judge(margins(rows, settings), settings)
    rows = _headlines(rows)
    return _with_earlier(rows)


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


def _headlines(rows: pd.DataFrame) -> pd.DataFrame:
    """The figures that stand for an indicator: a provider total where there is one, else each sub-agreement."""
    totals = {
        (provider, indicator)
        for provider, indicator, grain in zip(rows["provider_id"], rows["indicator"], rows["grain"], strict=True)
        if grain == Grain.PROVIDER.value
    }
    has_total = [
        (provider, indicator) in totals
        for provider, indicator in zip(rows["provider_id"], rows["indicator"], strict=True)
    ]
    return rows.assign(
        theme=rows["indicator"].map({code: item.theme.value for code, item in CATALOGUE.items()}),
        unit=rows["indicator"].map({code: item.unit.value for code, item in CATALOGUE.items()}),
        headline=(rows["period_kind"] == PeriodKind.QUARTER.value)
        & rows["breakdown"].isna()
        & ((rows["grain"] == Grain.PROVIDER.value) | ~np.array(has_total, dtype=bool)),
    )


def _with_earlier(rows: pd.DataFrame) -> pd.DataFrame:
    """The same figure one quarter and one year before, as published (so what is hidden stays hidden)."""
    result = rows
    shown = rows[rows["period_kind"] == PeriodKind.QUARTER.value]
    for name, quarters in (("previous_value", 1), ("year_ago_value", 4)):
        later = {text: str(Quarter.parse(text).shift(quarters)) for text in shown["quarter"].unique()}
        earlier = shown[[*_TIE, "quarter", "value"]].rename(columns={"value": name})
        earlier["quarter"] = earlier["quarter"].map(later).astype("str")
        earlier["period_kind"] = PeriodKind.QUARTER.value
        result = result.merge(earlier, how="left", on=[*_TIE, "quarter", "period_kind"], validate="many_to_one")
    return result


def _finish(values: pd.DataFrame, register: Register, done: pd.DataFrame) -> pd.DataFrame:
    """Names beside codes, and whether the quarter's delivery is still provisional."""
    locked = done.loc[done["state"] == SlotState.LOCKED.value, ["provider_id", "quarter"]].assign(provisional=False)
    result = values.merge(
        register.provider[["provider_id", "provider"]], how="left", on="provider_id", validate="many_to_one"
    ).merge(
        register.sub_agreement[["sub_agreement_id", "title"]].rename(columns={"title": "sub_agreement"}),
        how="left", on="sub_agreement_id", validate="many_to_one",
    ).merge(locked, how="left", on=["provider_id", "quarter"], validate="many_to_one")  # fmt: skip
    return result.assign(provisional=result["provisional"].isna())


def _providers(register: Register) -> pd.DataFrame:
    spans = register.participation.groupby("provider_id").agg(
        joined_on=("joined_on", "min"),
        still=("left_on", lambda s: s.isna().any()),
        left_on=("left_on", "max"),
    )
    spans["left_on"] = spans["left_on"].mask(spans["still"])
    table = register.provider.merge(spans.reset_index(), how="left", on="provider_id", validate="one_to_one")
    table = table.sort_values("provider", key=lambda s: s.str.casefold(), kind="stable").reset_index(drop=True)
    return table.assign(position=range(len(table)))


def _indicators() -> pd.DataFrame:
    rows = [
        {
            "indicator": item.code, "position": position, "title": item.title, "question": item.question,
            "definition": item.definition, "pitfall": item.pitfall, "theme": item.theme.value, "unit": item.unit.value,
            "direction": item.direction.value, "combination": item.combination.value, "evidence": item.evidence.value,
            "minimum_n": item.minimum_n,
        }
        for position, item in enumerate(CATALOGUE.values())
    ]  # fmt: skip
    return pd.DataFrame(rows)


_DTYPES = {
    promise.TEXT: "str",
    promise.REAL: "float64",
    promise.WHOLE: "Int64",
    promise.FLAG: "bool",
    promise.DAY: "datetime64[us]",
}


def _shaped(frame: pd.DataFrame, table: promise.Table) -> pd.DataFrame:
    """The promised columns, types and order."""
    shaped = pd.DataFrame(
        {name: frame[name].astype(_DTYPES[kind]) for name, kind in table.columns.items()}  # type: ignore[arg-type]
        if len(frame)
        else {name: pd.Series(dtype=_DTYPES[kind]) for name, kind in table.columns.items()}
    )
    return shaped.sort_values(list(table.key), kind="stable", na_position="first").reset_index(drop=True)


def content_hash(tables: dict[str, pd.DataFrame]) -> str:
    """sha256 over the rows of every table in canonical order: identical content, identical hash."""
    digest = hashlib.sha256(f"schema {promise.SCHEMA_VERSION}\n".encode())
    for table in promise.TABLES:
        digest.update(f"{table.name}\n".encode())
        digest.update(tables[table.name].to_csv(index=False, lineterminator="\n").encode())
    return digest.hexdigest()


def _meta(acts: Acts, tables: dict[str, pd.DataFrame], *, audience: Audience, identity: str) -> pd.DataFrame:
    last = acts.ledger.rows("select seq, at from event where kind <> 'published' order by seq desc limit 1")[0]
    umbrella = acts.register.umbrella_agreement
    first = umbrella.iloc[0] if len(umbrella) else {}
    facts = {
        "id": identity,
        "audience": audience.value,
        "schema_version": promise.SCHEMA_VERSION,
        "municipality": first.get("municipality", ""),
        "municipality_code": first.get("municipality_code", ""),
        "umbrella_agreement": first.get("title", ""),
        "ledger_position": last["seq"],
        "published_at": last["at"],
    }
    return pd.DataFrame({"key": list(facts), "value": [str(value) for value in facts.values()]}, dtype="str")


def _freeze(path: Path, tables: dict[str, pd.DataFrame], meta: pd.DataFrame) -> None:
    """Write the file under a temporary name, make it durable, then give it its own name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for leftover in path.parent.glob(".*.part*"):
        leftover.unlink()
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    with duckdb.connect(temporary) as connection:
        for table in (*promise.TABLES, promise.META):
            columns = ", ".join(f'"{name}" {kind}' for name, kind in table.columns.items())
            connection.execute(f'create table "{table.name}" ({columns})')
            connection.register("rows", meta if table is promise.META else tables[table.name])
            connection.execute(f'insert into "{table.name}" by name select * from rows')  # noqa: S608 - our own names
            connection.unregister("rows")
        connection.execute("checkpoint")
    with temporary.open("rb+") as file:
        os.fsync(file.fileno())
    temporary.replace(path)
    sync_folder(path.parent)


def current_file(home: Home, audience: Audience) -> Path | None:
    pointer = home.publications / f"{audience.value}{promise.POINTER_SUFFIX}"
    return home.publications / pointer.read_text(encoding="utf-8").strip() if pointer.exists() else None


@contextmanager
def reading(home: Home, audience: Audience = Audience.INTERN) -> Iterator[duckdb.DuckDBPyConnection]:
    """The current publication, read-only. Raises NothingPublished."""
    path = current_file(home, audience)
    if path is None or not path.exists():
        raise NothingPublished('Er is nog niets gepubliceerd. Voer eerst "kwartaalbeeld publish" uit.')
    with duckdb.connect(path, read_only=True) as connection:
        yield connection


def published_values(home: Home, *, audience: Audience = Audience.INTERN, **chosen: str | None) -> pd.DataFrame:
    """Rows of the table `values` with the publication's id; `chosen` filters on provider_id, indicator, quarter."""
    names = {"provider_id", "indicator", "quarter"}
    given = {name: value for name, value in chosen.items() if value is not None}
    if set(given) - names:
        raise ValueError(sorted(set(given) - names))
    where = " and ".join(f"{name} = ${name}" for name in sorted(given)) or "true"
    order = ", ".join(f"{name} nulls first" for name in promise.VALUES.key)
    with reading(home, audience) as connection:
        identity = connection.execute("select value from meta where key = 'id'").fetchall()[0][0]
        query = f'select * from "values" where {where} order by {order}'  # noqa: S608 - names from a closed list
        frame = connection.execute(query, given or None).df()
    return frame.assign(publication=identity)


def published_rows(
    home: Home, query: str, parameters: dict[str, Any], *, audience: Audience = Audience.INTERN
) -> list[dict[str, Any]]:
    """Rows of one of our own questions to the current publication, as dictionaries with None for nothing."""
    with reading(home, audience) as connection:
        result = connection.execute(query, parameters)
        names = [item[0] for item in result.description or []]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def earlier_values(home: Home, quarter: Quarter) -> pd.DataFrame | None:
    """Published totals per sub-agreement of a quarter and its months, to prefill templates; None before the first
    publication. Columns sub_agreement_id, indicator, period, value."""
    try:
        frame = published_values(home, quarter=str(quarter))
    except NothingPublished:
        return None
    own = frame[(frame["grain"] == Grain.SUB_AGREEMENT.value) & frame["breakdown"].isna() & frame["value"].notna()]
    return own[["sub_agreement_id", "indicator", "period", "value"]].reset_index(drop=True)
