"""Social return of the sample: what was promised and done, as the coordinator's export per quarter, and what was judged."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd

from pipelines.sample.providers import MUNICIPALITY, PROVIDERS
from pipelines.sample.social_return_entries import CERTIFICATES, ENTRIES, INVOICES, OBLIGATIONS, Effort, Promise
from pipelines.templates.social_return import write_social_return
from schemas.quarter import Quarter
from schemas.vocabulary import EntryForm, ObligationBasis, ObligationSource, PsoLevel, TargetGroup

FOLDER = "social-return"
BY = "coördinator social return Lindendaal"
SECOND = "contractmanager Lindendaal"
QUARTERS = (Quarter(2024, 4), Quarter(2025, 1), Quarter(2025, 2), Quarter(2025, 3), Quarter(2025, 4))
JUDGEMENT_COLUMNS = ("aanbieder", "verplichting", "kenmerk", "oordeel", "reden")
APPROVED, REJECTED = "goed", "af"
_OWNER = {agreement.sub_agreement_id: item.provider_id for item in PROVIDERS for agreement in item.agreements}
_EVIDENCE = {
    EntryForm.PLACEMENT: "arbeidsovereenkomst", EntryForm.WORK_LEARNING: "stage- of leerovereenkomst",
    EntryForm.INTERNSHIP: "stage- of leerovereenkomst", EntryForm.PURCHASE: "factuur", EntryForm.ACTIVITY: "urenstaat",
    EntryForm.TRAINING: "factuur",
}  # fmt: skip
_BY_PERSON = (EntryForm.PLACEMENT, EntryForm.INTERNSHIP, EntryForm.WORK_LEARNING)


@dataclass(frozen=True)
class Step:
    """One file: the export of a quarter, or what somebody judged of it."""

    name: str
    by: str
    on: date
    judged: bool


def social_return_steps() -> Iterator[Step]:
    """Every file in order: three weeks after a quarter its export, two weeks later what was judged."""
    for quarter in QUARTERS:
        yield Step(_export(quarter), BY, quarter.last_day + timedelta(days=21), judged=False)
        for days, by in ((35, BY), (36, SECOND)):
            if _judged(quarter, by):
                yield Step(_judgements(quarter, by), by, quarter.last_day + timedelta(days=days), judged=True)


def write_social_return_files(folder: Path) -> None:
    """Write every export and every list of judgements below `folder`. The same bytes on every run."""
    (folder / FOLDER).mkdir(exist_ok=True)
    for quarter in QUARTERS:
        write_social_return(
            folder / _export(quarter), _sheets(quarter), provider="alle opdrachtnemers", municipality=MUNICIPALITY,
            quarter=quarter,
        )  # fmt: skip
        for by in (BY, SECOND):
            if rows := _judged(quarter, by):
                with (folder / _judgements(quarter, by)).open("w", encoding="utf-8", newline="") as file:
                    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
                    writer.writerows([JUDGEMENT_COLUMNS, *rows])


def _export(quarter: Quarter) -> str:
    return f"{FOLDER}/{quarter}.xlsx"


def _judgements(quarter: Quarter, by: str) -> str:
    return f"{FOLDER}/oordelen-{quarter}{'-tweede' if by == SECOND else ''}.csv"


def _sheets(quarter: Quarter) -> dict[str, pd.DataFrame]:
    """The state at the end of the quarter; what starts later is not in it yet."""
    promised = [item for item in OBLIGATIONS if item.starts_on <= quarter.last_day]
    known = {item.code for item in promised}
    frames = {
        "verplichtingen": [_obligation(item, quarter) for item in promised],
        "inzet": [_entry(item, quarter) for item in ENTRIES if item.starts_on <= quarter.last_day and item.code in known],
        "facturen": [
            {**_of(code, quarter), "invoiced_quarter": at, "amount": paid, "remaining": left}
            for code, at, paid, left in INVOICES
            if code in known and Quarter.parse(at) <= quarter
        ],
        "certificaten": [
            {"provider_id": provider, "quarter": str(quarter), "level": PsoLevel(level).label, "valid_from": first,
             "valid_until": last, "discount": off}
            for provider, level, first, last, off in CERTIFICATES
            if first <= quarter.last_day
        ],
    }  # fmt: skip
    return {name: pd.DataFrame(rows) for name, rows in frames.items()}


def _of(code: str, quarter: Quarter) -> dict[str, Any]:
    sub = next(item.sub_agreement_id for item in OBLIGATIONS if item.code == code)
    return {"provider_id": _OWNER[sub], "sub_agreement_id": sub, "quarter": str(quarter), "obligation_id": code}


def _obligation(item: Promise, quarter: Quarter) -> dict[str, Any]:
    plan = item.plan_on if item.plan_on and item.plan_on <= quarter.last_day else None
    return {
        **_of(item.code, quarter), "source": ObligationSource(item.source).label,
        "basis": ObligationBasis(item.basis).label, "percentage": item.percentage, "contract_value": item.contract_value,
        "wage_sum": item.wage_sum, "ceiling": item.ceiling, "threshold": item.threshold, "awarded_on": item.awarded_on,
        "starts_on": item.starts_on, "ends_on": item.ends_on, "table_id": item.table_id,
        "malus_factor": item.malus_factor, "plan_on": plan,
    }  # fmt: skip


def _entry(item: Effort, quarter: Quarter) -> dict[str, Any]:
    person = item.form in _BY_PERSON
    return {
        **_of(item.code, quarter), "entry": f"inzet-{item.number:03d}", "candidate": item.candidate if person else None,
        "form": EntryForm(item.form).label, "target_group": TargetGroup(item.group).label if item.group else None,
        "block": item.block, "starts_on": item.starts_on, "planned_end": item.planned_end,
        "ends_on": item.ended_on if _ended(item, quarter) else None, "hours": item.hours, "quantity": item.quantity,
        "paid": item.paid, "bonuses": item.bonus, "claimed": item.claimed, "custom_reason": item.reason,
        "district": item.district, "evidence": _EVIDENCE[item.form],
        "evidence_seen_on": min(item.starts_on + timedelta(days=14), quarter.last_day),
        "evidence_seen_by": "coördinator social return", "state": "ingediend",
        "no_displacement": "ja" if person else None,
    }  # fmt: skip


def _ended(item: Effort, quarter: Quarter) -> bool:
    return item.ended_on is not None and item.ended_on <= quarter.last_day


def _judged(quarter: Quarter, by: str) -> list[tuple[str, ...]]:
    """What is new in this quarter, or ended in it and so is another entry to judge."""
    before = quarter.shift(-1)
    rows = []
    for item in ENTRIES:
        first = max(_quarter_of(item.starts_on), QUARTERS[0])
        news = first == quarter or (_ended(item, quarter) and not _ended(item, before) and first < quarter)
        if news and item.starts_on <= quarter.last_day and _says(item, by):
            owner = _of(item.code, quarter)["provider_id"]
            said = REJECTED if item.rejected else APPROVED
            rows.append((owner, item.code, f"inzet-{item.number:03d}", said, item.rejected))
    return rows


def _says(item: Effort, by: str) -> bool:
    """Custom work is judged by a second person too, where it came to that."""
    return not item.waits if by == BY else item.custom_agreed


def _quarter_of(day: date) -> Quarter:
    return Quarter(day.year, (day.month + 2) // 3)
