"""Zakenlijst: our own form for cases, and what every source of them has in common. Case numbers stay outside."""

from __future__ import annotations

import hashlib

import pandas as pd

from pipelines.findings import Finding
from pipelines.reading.cells import FileCells
from pipelines.sources.headers import find_header
from pipelines.sources.monitoring import translated
from pipelines.sources.table import Tidy, read_table, together
from schemas.lead_time_cases import LEAD_TIME_CASES
from schemas.vocabulary import AgeBand, EndReason, Severity

TABLE = "lead_time_case"
COLUMNS = [
    "provider_id", "sub_agreement_id", "quarter", "case_digest", "requested_on", "started_on", "ended_on", "end_reason",
    "age_band", "district", "sheet", "row",
]  # fmt: skip
_REASONS = {word.label: word.value for word in EndReason}
_AGES = {word.label: word.value for word in AgeBand}


def tidy(cells: FileCells) -> Tidy | None:
    """Rows of every visible sheet with our header row; None when there is no such sheet."""
    found = [(sheet, find_header(sheet, LEAD_TIME_CASES)) for sheet in cells.sheets]
    parts = [read_table(sheet, LEAD_TIME_CASES, header) for sheet, header in found if header is not None]
    if not parts:
        return None
    result = together(parts)
    result.findings += [Finding("hidden_sheet", Severity.WARNING, detail=name) for name in cells.hidden]
    return result


def stored(tidy: Tidy) -> dict[str, pd.DataFrame]:
    """The rows for the warehouse, codes for words; of the case number only a digest of our own."""
    frame = tidy.frame.assign(
        case_digest=digests(tidy.frame),
        end_reason=translated(tidy.frame["end_reason"], _REASONS),
        age_band=translated(tidy.frame["age_band"], _AGES),
        district=tidy.frame["district"].where(tidy.frame["district"] != ""),
    )
    return {TABLE: frame[COLUMNS]}


def digests(frame: pd.DataFrame) -> pd.Series:
    """sha256 over provider and case number: the same number of two providers gives two digests."""
    return pd.Series(
        [
            hashlib.sha256(f"{provider}\x00{number}".encode()).hexdigest() if isinstance(number, str) else None
            for provider, number in zip(frame["provider_id"], frame["case_number"], strict=True)
        ],
        index=frame.index,
        dtype="str",
    )
