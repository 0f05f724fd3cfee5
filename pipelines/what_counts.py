"""A delivery beside what counts now: what would vanish, count twice, stand out or not connect once it is accepted."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

import pandas as pd

from pipelines.checked import Checked, own_rows
from pipelines.findings import Finding
from pipelines.history import check_history, left_out
from pipelines.ledger import Ledger
from pipelines.pool_checks import check_against_accepted
from pipelines.register import Register
from pipelines.social_return.carrying import entries_gone, standings
from pipelines.social_return.delivery_checks import check_against_award
from pipelines.sources import volunteers
from pipelines.statistics.plausibility import WINDOW
from pipelines.stray_periods import CODE as STRAY
from pipelines.stray_periods import counted_quarters
from pipelines.warehouse import Warehouse
from schemas.quarter import Quarter
from schemas.vocabulary import DataSet, Severity

_SERIES = ["provider_id", "quarter", "sub_agreement_id", "indicator"]


@dataclass(frozen=True)
class WhatCounts:
    """The accepted deliveries of a home, with the register and the indicators that are in use."""

    ledger: Ledger
    warehouse: Warehouse
    register: Register
    in_use: frozenset[str]

    def hold_against(self, checked: Checked) -> None:
        """Add what the delivery has to answer for to its findings, in the order in which it is told."""
        checked.findings = self.stray_that_replace(checked)
        checked.findings += self.against_what_counts(checked)
        checked.findings += self.against_history(checked)
        checked.findings += self.against_pools(checked)
        checked.findings += self.against_award(checked)
        checked.findings += self.against_standing_entries(checked)

    def stray_that_replace(self, checked: Checked) -> list[Finding]:
        """The findings, in which a period that is probably mistyped is an error where its few rows would take the place
        of more: that is what is wrong, and not what the delivery leaves out of that quarter."""
        rows_of = counted_quarters(checked.findings)
        if not rows_of:
            return checked.findings
        rows = self.ledger.rows("select * from active_slot where data_set = ?", (checked.data_set or "",))
        held = {(row["provider_id"], row["quarter"]): row["delivery_id"] for row in rows}
        standing = self.warehouse.series_of({held[key] for key in rows_of if key in held})
        graver: dict[tuple[str, ...], str] = {}
        for key, rows_here in rows_of.items():
            if key in held and sum(series[:2] == key for series in standing[held[key]]) > rows_here:
                graver[key] = f"over het {Quarter.parse(key[1]).label} telt {held[key]} al mee, met meer cijfers"
        return [
            replace(item, code="stray_period_replaces", severity=Severity.ERROR, figure=(),
                    detail=f"die gaan over het {item.detail}, en {graver[item.figure[:2]]}")
            if item.code == STRAY and item.figure[:2] in graver
            else item
            for item in checked.findings
        ]  # fmt: skip

    def against_what_counts(self, checked: Checked) -> list[Finding]:
        """What now counts for the delivery's slots and is not in it (sub-agreements or indicators that would vanish),
        and what is in it and counts already in a slot of another data set."""
        if checked.errors or "measurement" not in checked.frames:
            return []
        rows = self.ledger.rows("select * from active_slot where data_set not in ('stamgegevens', 'vrijwilligers')")
        holders = {(row["provider_id"], row["quarter"], row["data_set"]): row["delivery_id"] for row in rows}
        replaced = {slot: holders[slot] for slot in checked.slots if slot in holders}
        data_set = checked.data_set or ""
        places = {slot[:2] for slot in checked.slots}
        beside = {key: holders[key] for key in holders if key[:2] in places and key[2] != data_set}
        if not replaced and not beside:
            return []
        new = set(checked.frames["measurement"][_SERIES].itertuples(index=False, name=None))
        standing = self.warehouse.series_of({*replaced.values(), *beside.values()})
        findings, on = [], self.in_use
        for (provider, quarter, _), holder in sorted(replaced.items()):
            lost = {row for row in standing[holder] if row[:2] == (provider, quarter) and row[3] in on} - new
            if lost:
                text = f"{holder} van {provider} over {quarter}, maar mist {_listed(lost)}"
                findings.append(Finding("would_erase", detail=text))
        for (provider, quarter, other), holder in sorted(beside.items()):
            twice = {row for row in standing[holder] if row[:2] == (provider, quarter)} & new
            if twice:
                text = f"{_listed(twice)} van {provider} over {quarter} in levering {holder} ({DataSet(other).label})"
                findings.append(Finding("counts_elsewhere", detail=text))
        return findings

    def against_history(self, checked: Checked) -> list[Finding]:
        """The delivery beside the accepted figures of the same providers in the quarters before and after it."""
        if checked.errors or "measurement" not in checked.frames or not checked.slots:
            return []
        slots, providers = set(checked.slots), {provider for provider, _, _ in checked.slots}
        quarters = [Quarter.parse(quarter) for _, quarter, _ in checked.slots]
        first, last = str(min(quarters).shift(-WINDOW)), str(max(quarters).shift(3))
        rows = self.ledger.rows(
            "select * from active_slot where data_set <> 'stamgegevens' and quarter between ? and ? "
            "and provider_id in (select value from json_each(?))",
            (first, last, json.dumps(sorted(providers))),
        )
        around = [row for row in rows if (row["provider_id"], row["quarter"], row["data_set"]) not in slots]
        both = (checked.frames["measurement"], self.warehouse.figures(around))
        on = self.in_use
        delivered, earlier = (
            rows if on.issuperset(rows["indicator"]) else rows[rows["indicator"].isin(on)] for rows in both
        )
        found = check_history(delivered, earlier)
        if checked.data_set == DataSet.MONITORING:
            agreed = {sub: {code for code, *_ in terms} for sub, terms in self.register.targets_of.items()}
            found += left_out(delivered, earlier, agreed)
        return found

    def against_award(self, checked: Checked) -> list[Finding]:
        """Obligations of social return beside those that count in other quarters: what the award fixed stays."""
        if checked.errors or "sr_obligation" not in checked.frames:
            return []
        slots = {slot[:2] for slot in checked.slots}
        rows = self.ledger.rows("select * from active_slot where data_set = ?", (DataSet.SOCIAL_RETURN.value,))
        own = [row for row in rows if (row["provider_id"], row["quarter"]) not in slots]
        names = ["provider_id", "quarter", "data_set", "delivery_id"]
        accepted = self.warehouse.ask("sr_obligations", active_slot=pd.DataFrame(own, columns=names).astype("str"))
        return check_against_award(own_rows(checked.frames["sr_obligation"]), accepted)

    def against_standing_entries(self, checked: Checked) -> list[Finding]:
        """Entries of social return that stand and are not in the delivery: nothing is dropped without a person saying so."""
        if checked.errors or checked.data_set != DataSet.SOCIAL_RETURN:
            return []
        stands = standings(self.ledger, self.warehouse, [slot[:2] for slot in checked.slots])
        return entries_gone(checked.frames, stands, self.register.provider_names)

    def against_pools(self, checked: Checked) -> list[Finding]:
        """The volunteers of this delivery beside those that count: sub-agreements that would vanish, and whether each
        pool connects to the quarters around it."""
        if checked.errors or volunteers.TABLE not in checked.frames:
            return []
        delivered = checked.frames[volunteers.TABLE]
        slots = {slot for slot in checked.slots if slot[2] == DataSet.VOLUNTEERS}
        rows = self.ledger.rows(
            "select *, 1 as version from active_slot where data_set = ?", (DataSet.VOLUNTEERS.value,)
        )
        own = [row for row in rows if row["provider_id"] in {provider for provider, _, _ in slots}]
        names = ["provider_id", "quarter", "data_set", "delivery_id", "version"]
        active = pd.DataFrame(own, columns=names).astype(dict.fromkeys(names[:-1], "str"))
        accepted = self.warehouse.ask("volunteer_counts", active_slot=active)
        here = pd.MultiIndex.from_frame(accepted[["provider_id", "quarter"]]).isin([slot[:2] for slot in slots])
        findings = check_against_accepted(delivered, accepted[~here])
        new = set(zip(delivered["quarter"], delivered["sub_agreement_id"], strict=True))
        for (provider, quarter, holder), same in accepted[here].groupby(["provider_id", "quarter", "delivery_id"]):
            if lost := sorted({sub for sub in same["sub_agreement_id"] if (quarter, sub) not in new}):
                text = f"{holder} van {provider} over {quarter}, maar mist de vrijwilligers van {', '.join(lost)}"
                findings.append(Finding("would_erase", detail=text))
        return findings


def _listed(series: set[tuple[str, str, str, str]]) -> str:
    names = sorted({f"{code} ({sub})" for _, _, sub, code in series})
    return ", ".join(names[:5]) + (f" en nog {len(names) - 5}" if len(names) > 5 else "")
