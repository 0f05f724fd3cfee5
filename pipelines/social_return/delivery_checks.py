"""The gates of a social return workbook: each row, against its obligation and table, and entries beside each other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from pipelines.coded import Coded
from pipelines.findings import Finding
from pipelines.register import Register
from pipelines.social_return.block_tables import BlockTable
from pipelines.social_return.carrying import Standings, taken_over
from pipelines.social_return.effort_checks import overlaps, same_placement
from pipelines.social_return.efforts import Effort, Term
from pipelines.social_return.from_rows import bonus_codes, effort, obligation_key, text
from pipelines.social_return.terms import terms_of
from pipelines.social_return.valuation import block_of, value
from pipelines.sources.social_return import Sheets, stored
from pipelines.sources.table import Tidy
from pipelines.validation import check_agreement, check_duplicates, check_form, check_registered, check_time
from schemas.dimensions import SheetForm
from schemas.quarter import Quarter
from schemas.social_return import CERTIFICATES, ENTRIES, FIXED_AT_AWARD, INVOICES, OBLIGATIONS, SOCIAL_RETURN_SHEETS
from schemas.vocabulary import EntryState, Severity

Terms = dict[tuple[str, str], Term]  # (quarter, key of the obligation)
_SAID = {
    "below_minimum_hours": "sr_below_minimum", "outside_term": "sr_outside_term", "cap_reached": "sr_cap_reached",
    "capped": "sr_cap_reached", "hired_too_early": "sr_hired_too_early",
}  # fmt: skip


def check_social_return(
    read: Sheets,
    register: Register,
    tables: Mapping[str, BlockTable],
    *,
    today: pd.Timestamp,
    stands: Standings | None = None,
) -> None:
    """All checks; every finding is added to the sheet it is about. Providers are the register's codes already. `stands`:
    the state that a part of it is delivered to; None where the file holds the whole."""
    for form in SOCIAL_RETURN_SHEETS:
        if form.name in read.found:
            _check_rows(read.found[form.name], form, register, today=today, part=stands is not None)
    terms = _check_obligations(read.found.get(OBLIGATIONS.name), tables)
    terms |= _terms_that_stand(stands or {}, tables)
    for name in (ENTRIES.name, INVOICES.name):
        if name in read.found and stands is not None:
            _check_standing(read.found[name], stands)
        elif name in read.found:
            _check_known(read.found[name], read.found.get(OBLIGATIONS.name))
    if ENTRIES.name in read.found:
        _check_entries(read.found[ENTRIES.name], terms, stands or {})


def _check_rows(tidy: Tidy, form: SheetForm, register: Register, *, today: pd.Timestamp, part: bool) -> None:
    check_form(tidy, form)
    for item in form.fields:
        bound = f"{item.name}_below"
        if bound in tidy.frame:
            tidy.add_rows("sr_censored", tidy.frame[bound].notna().to_numpy(), item.name)
    rows = Coded.of(tidy.frame, ("provider_id", "sub_agreement_id", "quarter"))
    if form is CERTIFICATES:
        check_registered(tidy, register)
    else:
        check_agreement(tidy, rows, register)
    check_time(tidy, rows, register, today=today, period="quarter")
    if part and form is INVOICES:  # an administration lists each invoice by itself
        more = tidy.frame.duplicated(list(form.key)).to_numpy()
        tidy.add_rows("sr_invoices_added", more, "amount", severity=Severity.WARNING)
    else:
        check_duplicates(tidy, form.key, "sr_duplicate", at=form.key[-1])


def _check_obligations(tidy: Tidy | None, tables: Mapping[str, BlockTable]) -> Terms:
    """The terms of the obligations that are whole, by quarter and code."""
    if tidy is None:
        return {}
    frame = tidy.frame
    named = frame["table_id"].notna()
    tidy.add_rows("sr_unknown_table", (named & ~frame["table_id"].isin(list(tables))).to_numpy(), "table_id",
                  detail=", ".join(sorted(tables)))  # fmt: skip
    late = (frame["awarded_on"] > frame["starts_on"]).to_numpy()
    tidy.add_rows("sr_award_after_start", late, "awarded_on", severity=Severity.WARNING)
    terms: Terms = {}
    for index, row in enumerate(frame.to_dict("records")):
        table = tables.get(row["table_id"]) if isinstance(row["table_id"], str) else None
        days = [row[name] for name in ("awarded_on", "starts_on", "ends_on")]
        if table is None or any(pd.isna(item) for item in days):
            continue
        award, first, last = (item.date() for item in days)
        if not table.valid_on(award):
            tidy.add("sr_table_not_valid", index, "table_id", detail=_validity(table))
        if first <= last and isinstance(row["quarter"], str) and isinstance(row["obligation_id"], str):
            terms[row["quarter"], obligation_key(row)] = Term(first, last, table)
    return terms


def _validity(table: BlockTable) -> str:
    since = f"vanaf {table.valid_from:%d-%m-%Y}" if table.valid_from else ""
    until = f"tot en met {table.valid_until:%d-%m-%Y}" if table.valid_until else ""
    return " ".join(part for part in (since, until) if part)


def _terms_that_stand(stands: Standings, tables: Mapping[str, BlockTable]) -> Terms:
    return {
        (quarter, key): term
        for (_, quarter), stand in stands.items()
        for key, term in terms_of(stand.obligations.to_dict("records"), tables).items()
    }


def _check_standing(tidy: Tidy, stands: Standings) -> None:
    """Each row is of an obligation that stands. Where none does, that is told of the file as a whole."""
    known = {slot: dict(found.obligations[["obligation_id", "sub_agreement_id"]].itertuples(index=False, name=None))
             for slot, found in stands.items()}  # fmt: skip
    names = ["provider_id", "quarter", "obligation_id", "sub_agreement_id"]
    rows = list(tidy.frame[names].astype(object).itertuples(index=False, name=None))
    absent = [
        isinstance(code, str) and bool(own := known.get((provider, quarter))) and own.get(code) != sub
        for provider, quarter, code, sub in rows
    ]
    tidy.add_rows("sr_obligation_not_known", np.array(absent, dtype=bool), "obligation_id",
                  detail=lambda at: ", ".join(f"{code} ({sub})" for code, sub in known[rows[at][:2]].items()))  # fmt: skip


def _check_known(tidy: Tidy, obligations: Tidy | None) -> None:
    names = ["provider_id", "sub_agreement_id", "quarter", "obligation_id"]
    promised = set()
    if obligations is not None:
        promised = set(obligations.frame[names].astype("str").itertuples(index=False, name=None))
    here = [row not in promised for row in tidy.frame[names].astype("str").itertuples(index=False, name=None)]
    absent = np.array(here, dtype=bool) & tidy.frame[names].notna().all(axis=1).to_numpy()
    tidy.add_rows("sr_unknown_obligation", absent, "obligation_id")


def _check_entries(tidy: Tidy, terms: Terms, stands: Standings) -> None:
    judged = tidy.frame["state"].isin([EntryState.APPROVED.label, EntryState.REJECTED.label]).to_numpy()
    tidy.add_rows("sr_state_ignored", judged, "state", severity=Severity.WARNING)
    # the rows of the file come first, behind them those that they stand beside: of these nothing is told
    rows = taken_over(stored(Sheets({ENTRIES.name: tidy})), stands)["sr_entry"].to_dict("records")
    wrong = [*tidy.with_error(), *([False] * (len(rows) - len(tidy.frame)))]
    whole = [
        index
        for index, row in enumerate(rows)
        if not wrong[index] and not row["withdrawn"] and (row["quarter"], obligation_key(row)) in terms
    ]
    for quarter in sorted({str(rows[index]["quarter"]) for index in whole}):
        own = {obligation: term for (at, obligation), term in terms.items() if at == quarter}
        here = {index: rows[index] for index in whole if rows[index]["quarter"] == quarter}
        _check_quarter(tidy, here, terms=own, last=Quarter.parse(quarter).last_day)


def _check_quarter(tidy: Tidy, rows: Mapping[int, dict[str, Any]], *, terms: Mapping[str, Term], last: date) -> None:
    efforts = {index: effort(row) for index, row in rows.items()}
    at = {item.effort_id: index for index, item in efforts.items()}
    told = {name: index for name, index in at.items() if index < len(tidy.frame)}
    for index in told.values():
        item = efforts[index]
        _check_effort(tidy, index, item, table=terms[item.obligation_id].table, row=rows[index])
        if item.starts_on > last:
            tidy.add("sr_later_quarter", index, "starts_on", severity=Severity.WARNING)
    for line in value(efforts.values(), terms):
        if line.reason in _SAID and line.effort.effort_id in told:
            detail = _detail(line.reason, terms[line.effort.obligation_id], line.table, last=line.window.last)
            column = "hours" if line.reason == "below_minimum_hours" else "starts_on"
            tidy.add(_SAID[line.reason], told[line.effort.effort_id], column, detail=detail, severity=Severity.WARNING)
    for over in overlaps(efforts.values(), terms):
        for name in told.keys() & set(over.efforts):
            tidy.add("sr_overlap", told[name], "hours", detail=f"{over.day:%d-%m-%Y}")
    places = {item.effort_id: str(text(rows[index]["district"]) or "") for index, item in efforts.items()}
    for group in same_placement(efforts.values(), places):
        for name in (name for name in group if name in told):
            others = ", ".join(_row(rows[at[other]]) for other in group if other != name)
            tidy.add("sr_same_placement", told[name], "starts_on", detail=others, severity=Severity.WARNING)


def _row(row: Mapping[str, Any]) -> str:
    origin = text(row["delivered_in"])
    return f"rij {row['row']} van {origin}" if origin else f"rij {row['row']}"


def _detail(reason: str, term: Term, table: BlockTable, *, last: date | None) -> str:
    if reason == "below_minimum_hours":
        return f"{table.minimum_hours.normalize():f}".replace(".", ",")
    if reason == "outside_term":
        return f"{term.starts_on:%d-%m-%Y} tot en met {term.ends_on:%d-%m-%Y}"
    if reason == "capped" and last is not None:
        return f"hij telt tot en met {last:%d-%m-%Y}" if table.cap_counting == "calendar" else "een deel telt niet mee"
    return "deze inzet telt voor 0"


def _check_effort(tidy: Tidy, index: int, item: Effort, *, table: BlockTable, row: Mapping[str, Any]) -> None:
    if item.block and table.block(item.block) is None:
        tidy.add("sr_unknown_block", index, "block", detail=", ".join(block.code for block in table.blocks))
        return
    if any(table.bonus(code) is None for code in bonus_codes(row["bonuses"])):
        known = ", ".join(bonus.code for bonus in table.bonuses) or "geen: deze tabel heeft geen bonussen"
        tidy.add("sr_unknown_bonus", index, "bonuses", detail=known)
    if block_of(item, table) is None and item.claimed is None:
        tidy.add("sr_custom_needed", index, "claimed")


def check_against_award(delivered: pd.DataFrame, accepted: pd.DataFrame) -> list[Finding]:
    """Rows of sr_obligation of this delivery beside those that count in other quarters: what the award fixed stays."""
    before = {
        (row["provider_id"], row["obligation_id"]): row for row in accepted.sort_values("quarter").to_dict("records")
    }
    found = []
    for row in delivered.to_dict("records"):
        former = before.get((row["provider_id"], row["obligation_id"]))
        if former is None:
            continue
        told = [OBLIGATIONS.field(name).header for name in FIXED_AT_AWARD if row[name] != former[name]]
        if told:
            found.append(Finding("sr_fixed_at_award", Severity.ERROR, row["sheet"] or None, int(row["row"]),
                                 OBLIGATIONS.field("obligation_id").header, detail=", ".join(told)))  # fmt: skip
    return found
