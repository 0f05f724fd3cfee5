"""A case list beside the ones before it: sub-agreements and waiting requests that are no longer in it. Only counts."""

from __future__ import annotations

import pandas as pd

from pipelines.checked import Checked
from pipelines.findings import Finding
from pipelines.ledger import Ledger
from pipelines.register import Register
from pipelines.sources.lead_time_cases import TABLE
from pipelines.warehouse import Warehouse
from schemas.indicators.catalogue import CATALOGUE
from schemas.indicators.lead_times import WITHIN_TERM
from schemas.quarter import Quarter
from schemas.vocabulary import DataSet, Severity

_LIST = ["provider_id", "quarter"]
_COLUMNS = [*_LIST, "sub_agreement_id", "case_digest", "requested_on", "started_on", "ended_on"]


def against_earlier_lists(
    checked: Checked, ledger: Ledger, warehouse: Warehouse, *, register: Register
) -> list[Finding]:
    """Warnings about each list of this delivery, held against the list of the same quarter that it replaces and against
    the last one before it, accepted or in the same file."""
    if checked.errors or TABLE not in checked.frames:
        return []
    delivered = checked.frames[TABLE][_COLUMNS]
    slots = [slot[:2] for slot in checked.slots if slot[2] == DataSet.CASE_LIST]
    accepted = _accepted(ledger, warehouse, providers={provider for provider, _ in slots})
    here = pd.MultiIndex.from_frame(accepted[_LIST]).isin(slots)
    before = pd.concat([part for part in (accepted[~here], delivered) if len(part)], ignore_index=True)
    findings = []
    for provider, quarter in slots:
        new = _of(delivered, provider, quarter)
        earlier = [text for text in _quarters(before, provider) if text < quarter]
        olds = [_of(accepted[here], provider, quarter), *(_of(before, provider, text) for text in earlier[-1:])]
        for old in olds:
            findings += _missed(old, new, register, quarter=Quarter.parse(quarter)) if len(old) else []
    return findings


def _accepted(ledger: Ledger, warehouse: Warehouse, *, providers: set[str]) -> pd.DataFrame:
    rows = ledger.rows("select *, 1 as version from active_slot where data_set = ?", (DataSet.CASE_LIST.value,))
    names = [*_LIST, "data_set", "delivery_id", "version"]
    own = pd.DataFrame([row for row in rows if row["provider_id"] in providers], columns=names)
    return warehouse.ask("lead_time_cases", active_slot=own.astype(dict.fromkeys(names[:-1], "str")))[_COLUMNS]


def _of(cases: pd.DataFrame, provider: str, quarter: str) -> pd.DataFrame:
    return cases[cases["provider_id"].eq(provider) & cases["quarter"].eq(quarter)]


def _quarters(cases: pd.DataFrame, provider: str) -> list[str]:
    return sorted(cases.loc[cases["provider_id"].eq(provider), "quarter"].unique())


def _missed(old: pd.DataFrame, new: pd.DataFrame, register: Register, *, quarter: Quarter) -> list[Finding]:
    """What the old list had and the new one should still have. A request from before the window may have started since,
    and is then rightly left out."""
    told = Quarter.parse(str(old["quarter"].iloc[0])).label
    running = {sub for sub in old["sub_agreement_id"].unique() if _runs(register, sub, quarter)}
    gone = sorted(running - set(new["sub_agreement_id"]))
    findings = []
    if gone:
        detail = f"{', '.join(gone)} (lijst van het {told})"
        findings.append(Finding("sub_agreement_left_out", Severity.WARNING, detail=detail))
    first = pd.Timestamp(quarter.shift(1 - CATALOGUE[WITHIN_TERM].window_quarters).first_day)
    waited = old[old["started_on"].isna() & old["ended_on"].isna() & (old["requested_on"] >= first)]
    for sub, cases in waited.groupby("sub_agreement_id"):
        dropped = int((~cases["case_digest"].isin(new["case_digest"])).sum())
        if dropped and sub in running and sub not in gone:
            detail = f"{dropped} van de {len(cases)} aanvragen van {sub} die eind {told} nog wachtten"
            findings.append(Finding("waiting_left_out", Severity.WARNING, detail=detail))
    return findings


def _runs(register: Register, sub_agreement_id: str, quarter: Quarter) -> bool:
    first, last = pd.Timestamp(quarter.first_day), pd.Timestamp(quarter.last_day)
    return any(start <= last and end >= first for start, end in register.runs.get(sub_agreement_id, []))
