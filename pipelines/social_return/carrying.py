"""What a delivery of a part of the state takes over: from the version of its quarter that counts, or from the newest before.

A registration tool exports entries and no obligations, an administration invoices alone; a slot holds the whole state. Rows
that are taken over keep the delivery, sheet and row where they were delivered (`delivered_in`)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipelines.findings import Finding
from pipelines.ledger import Ledger
from pipelines.sources.table import Tidy
from pipelines.warehouse import Warehouse
from schemas.quarter import Quarter
from schemas.vocabulary import DataSet, Severity

Frames = Mapping[str, pd.DataFrame]
_QUESTIONS = {"sr_obligation": "sr_obligations", "sr_entry": "sr_entries", "sr_invoice": "sr_invoices",
              "sr_certificate": "sr_certificates"}  # fmt: skip
_CALLED = {"sr_obligation": ("verplichting", "verplichtingen"), "sr_entry": ("inzet", "keer inzet"),
           "sr_invoice": ("rij met facturen", "rijen met facturen"),
           "sr_certificate": ("certificaat", "certificaten")}  # fmt: skip
# of its own table an export replaces what it tells of: all entries of an obligation, all invoices of a quarter
_REPLACES = {"sr_entry": ["obligation_id"], "sr_invoice": ["obligation_id", "invoiced_quarter"]}


@dataclass(frozen=True)
class Standing:
    """The accepted state that a slot begins as: rows per table of the warehouse, said of the quarter of that slot.
    `quarter`: of which it was delivered."""

    quarter: str
    rows: Frames
    files: Mapping[str, str]  # delivery -> name of its file

    @property
    def obligations(self) -> pd.DataFrame:
        return self.rows["sr_obligation"]


Slot = tuple[str, str]  # provider, quarter
Standings = Mapping[Slot, Standing]
Stands = Callable[[Collection[Slot]], Standings]


def nothing_stands(_: Collection[Slot]) -> Standings:
    return {}


def standings(ledger: Ledger, warehouse: Warehouse, slots: Collection[Slot]) -> Standings:
    """Of each slot the state it begins as; none where nothing was accepted of that quarter or of one before."""
    active = ledger.rows(
        "select provider_id, quarter, data_set, delivery_id from active_slot where data_set = ? order by quarter",
        (DataSet.SOCIAL_RETURN.value,),
    )
    begins = {
        (provider, quarter): row
        for provider, quarter in slots
        for row in active  # the last one that fits is the newest
        if row["provider_id"] == provider and row["quarter"] <= quarter
    }
    if not begins:
        return {}
    held = pd.DataFrame(list(begins.values())).drop_duplicates().astype("str")
    files = {row["delivery_id"]: row["file_name"] for row in ledger.rows("select delivery_id, file_name from delivery")}
    stored = {table: warehouse.ask(question, active_slot=held) for table, question in _QUESTIONS.items()}
    return {
        slot: Standing(row["quarter"], {table: _as_of(rows, row, quarter=slot[1]) for table, rows in stored.items()}, files)
        for slot, row in begins.items()
    }  # fmt: skip


def _as_of(rows: pd.DataFrame, held: Mapping[str, str], *, quarter: str) -> pd.DataFrame:
    own = rows[rows["provider_id"].eq(held["provider_id"]) & rows["quarter"].eq(held["quarter"])]
    where = own["delivered_in"].where(own["delivered_in"].notna(), own["delivery_id"])
    return own.drop(columns="delivery_id").assign(quarter=quarter, delivered_in=where.astype("str"))


def fill_obligations(tidy: Tidy, stands: Standings) -> None:
    """The obligation and the sub-agreement of each row where the file does not say them and only one is possible."""
    known = {slot: list(found.obligations[["sub_agreement_id", "obligation_id"]].itertuples(index=False, name=None))
             for slot, found in stands.items()}  # fmt: skip
    frame = tidy.frame
    filled: list[tuple[object, object]] = []
    unclear: dict[int, str] = {}
    names = ["provider_id", "quarter", "sub_agreement_id", "obligation_id"]
    rows = frame[names].astype(object).where(frame[names].notna(), None).itertuples(index=False, name=None)
    for index, (provider, quarter, sub, obligation) in enumerate(rows):
        own = known.get((provider, quarter), [])
        possible = [pair for pair in own if pair[0] == (sub or pair[0]) and pair[1] == (obligation or pair[1])]
        filled.append(possible[0] if len(possible) == 1 else (sub, obligation))
        told = sub or "sub_agreement_id" in tidy.texts  # else the sub-agreement is asked already
        if own and told and not obligation and len(possible) != 1:
            unclear[index] = ", ".join(f"{code} ({at})" for at, code in own)
    frame["sub_agreement_id"], frame["obligation_id"] = (
        pd.Series([pair[at] for pair in filled], index=frame.index, dtype="str") for at in (0, 1)
    )
    tidy.add_rows(
        "sr_obligation_unclear", np.array(list(unclear), dtype=int), _said_at(tidy), detail=unclear.__getitem__
    )


def _said_at(tidy: Tidy) -> str:
    return next((name for name in ("obligation_id", "sub_agreement_id") if name in tidy.texts), "provider_id")


def taken_over(own: Frames, stands: Standings) -> dict[str, pd.DataFrame]:
    """The rows of a delivery (one table of the warehouse) with what its slots take over."""
    ((table, rows),) = own.items()
    rows = rows.assign(delivered_in=pd.Series(None, index=rows.index, dtype="str"))
    parts = {name: [rows] if name == table else [] for name in _QUESTIONS}
    for (provider, quarter), stand in stands.items():
        told = rows[rows["provider_id"].eq(provider) & rows["quarter"].eq(quarter)]
        for name, more in stand.rows.items():
            parts[name].append(_left(more, told, _REPLACES[table]) if name == table else more)
    frames = {name: [part for part in found if len(part)] for name, found in parts.items()}
    return {table: rows} | {name: pd.concat(found, ignore_index=True) for name, found in frames.items() if found}


def _left(rows: pd.DataFrame, told: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """What is not told of anew, with the types of what is told: a column without any value has none of its own."""
    left = rows[~pd.MultiIndex.from_frame(rows[key]).isin(pd.MultiIndex.from_frame(told[key]))]
    return left.astype({name: told[name].dtype for name in left.columns if name in told})


def tell(own: Frames, stands: Standings, slots: Collection[Slot], names: Mapping[str, str]) -> list[Finding]:
    """What is taken over of which delivery, and where there is nothing to begin as. names: of the providers."""
    taken = {name: rows[rows["delivered_in"].notna()] for name, rows in taken_over(own, stands).items()}
    found = []
    for slot in sorted(slots):
        about, stand = _about(slot, names), stands.get(slot)
        if stand is None or stand.obligations.empty:
            found.append(Finding("sr_nothing_stands", detail=about))
            continue
        told = _told({name: _of_slot(rows, slot) for name, rows in taken.items()}, stand.files)
        since = "" if stand.quarter == slot[1] else f", zoals het was in het {Quarter.parse(stand.quarter).label}"
        found.append(Finding("sr_carried", Severity.WARNING, detail=f"{about}: {told}{since}"))
    return found


def entries_gone(frames: Frames, stands: Standings, names: Mapping[str, str]) -> list[Finding]:
    """Per slot the question why entries that stand are told of no more, by obligation. What was withdrawn may go."""
    found = []
    for slot, stand in sorted(stands.items()):
        before = stand.rows["sr_entry"]
        told = _of_slot(frames["sr_entry"], slot)["entry_id"] if "sr_entry" in frames else ()
        lost = before[~before["entry_id"].isin(told) & ~before["withdrawn"].astype(bool)]
        if len(lost):
            gone = ", ".join(
                f"{_counted('sr_entry', len(rows))} bij {code}" for code, rows in lost.groupby("obligation_id")
            )
            found.append(Finding("sr_entries_gone", Severity.QUESTION, detail=f"{_about(slot, names)}: {gone}",
                                 figure=(slot[0], "", slot[1], "", "", "")))  # fmt: skip
    return found


def _about(slot: Slot, names: Mapping[str, str]) -> str:
    return f"{names.get(slot[0], slot[0])}, {Quarter.parse(slot[1]).label}"


def _told(taken: Frames, files: Mapping[str, str]) -> str:
    """2 verplichtingen en 1 certificaat uit L00003 (sr.xlsx); 3 rijen met facturen uit L00007 (facturen.csv)."""
    by_source: dict[str, list[str]] = {}
    for name in _QUESTIONS:
        for source, rows in taken[name].groupby("delivered_in") if name in taken else ():
            by_source.setdefault(str(source), []).append(_counted(name, len(rows)))
    return "; ".join(
        f"{' en '.join(parts)} uit {source} ({files[source]})" for source, parts in sorted(by_source.items())
    )


def _of_slot(rows: pd.DataFrame, slot: Slot) -> pd.DataFrame:
    return rows[rows["provider_id"].eq(slot[0]) & rows["quarter"].eq(slot[1])]


def _counted(table: str, many: int) -> str:
    return f"{many} {_CALLED[table][many != 1]}"
