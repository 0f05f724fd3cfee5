"""A hundred times the sample as a publication: its own tables, every provider a hundred times under another name.

Only for timing pages: it never went through intake, and its id is not the hash of its rows."""

from __future__ import annotations

from pathlib import Path

import duckdb

from schemas import publication as promise
from schemas.place import publications_folder

NAMES = (
    "provider_id",
    "succeeded_by",
    "sub_agreement_id",
    "delivery_id",
    "annotation_id",
    "proposal_id",
    "predecessor_id",
    "predecessor_sub_agreement_id",
)  # differ in every copy
TEXTS = ("provider", "sub_agreement")
COUNTS = ("expected", "delivered", "providers", "series", "signals", "false_expected", "left_out", "outside")
_ONCE = (
    "indicators", "quarters", "status_counts", "signal_counts", "funnels", "funnel_limits", "survey_waves", "survey_items",
    "survey_margins", "sr_totals", "umbrella_agreements", "umbrella_rules", "network_meetings", "consultation_decisions",
    "network_events", "network_figures", "umbrella_questions",
)  # fmt: skip  # not per provider
_TOGETHER = ("survey_response", "survey_results", "survey_answers", "survey_quotes")  # also of everyone together, once


def write_large(home: Path, sample: Path, *, times: int = 100) -> Path:
    """A home with a publication of `times` the providers of the published file `sample`."""
    folder = publications_folder(home)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "intern-groot.duckdb"
    with duckdb.connect(path) as connection:
        connection.execute(f"attach '{sample.as_posix()}' as small (read_only)")
        for table in promise.TABLES:
            connection.execute(_copied(table, times))
        connection.execute("create table meta as select * from small.meta")
        connection.execute("update meta set value = 'groot' where key = 'id'")
        connection.execute("detach small")
        connection.execute("checkpoint")
    (folder / promise.POINTER).write_text(path.name, encoding="utf-8")
    return path


def _copied(table: promise.Table, times: int) -> str:
    """Copy 0 is the sample itself, so that its own addresses work. Rows stay in the order of the key, as published."""
    order = ", ".join(f'"{name}" nulls first' for name in table.key)
    if table.name in _ONCE:
        counted = {name: f'"{name}" * {times}' for name in COUNTS if name in table.columns}
        return f'create table "{table.name}" as select * replace ({_listed(counted)}) from small."{table.name}" order by {order}' if counted else (
            f'create table "{table.name}" as select * from small."{table.name}" order by {order}'
        )  # fmt: skip
    changed = {
        name: f'case when copy = 0 then "{name}" else "{name}" || \'-\' || copy end'
        for name in NAMES
        if name in table.columns
    }
    changed |= {
        name: f'case when copy = 0 then "{name}" else "{name}" || \' \' || copy end'
        for name in TEXTS
        if name in table.columns
    }
    if "position" in table.columns:
        changed["position"] = f'"position" * {times} + copy'
    replaced = f" replace ({_listed(changed)})" if changed else ""
    columns = "*" if not changed else f"* exclude (copy){replaced}"
    wanted = " where copy = 0 or provider_id is not null" if table.name in _TOGETHER else ""
    return (
        f'create table "{table.name}" as select {columns} from (select t.*, copy from small."{table.name}" as t '
        f"cross join range({times}) as copies(copy)){wanted} order by {order}"
    )


def _listed(changed: dict[str, str]) -> str:
    return ", ".join(f'({text})::{_kind(name)} as "{name}"' for name, text in changed.items())


def _kind(name: str) -> str:
    return next(table.columns[name] for table in promise.TABLES if name in table.columns)
