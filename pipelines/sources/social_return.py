"""The social return workbook: its four sheets read, and their rows for the warehouse. References become digests."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

import pandas as pd

from pipelines.findings import Finding
from pipelines.reading.cells import FileCells, SheetCells
from pipelines.sources.headers import find_header
from pipelines.sources.monitoring import translated
from pipelines.sources.rows import normal
from pipelines.sources.table import Tidy, read_table, together
from schemas.dimensions import SheetForm
from schemas.social_return import CERTIFICATES, ENTRIES, INVOICES, OBLIGATIONS, SOCIAL_RETURN_SHEETS
from schemas.target_groups import target_group
from schemas.vocabulary import (
    DataSet,
    EntryForm,
    EntryState,
    EvidenceKind,
    ObligationBasis,
    ObligationSource,
    PsoLevel,
    Severity,
    Word,
)

TABLES = {
    OBLIGATIONS.name: "sr_obligation", ENTRIES.name: "sr_entry", INVOICES.name: "sr_invoice",
    CERTIFICATES.name: "sr_certificate",
}  # fmt: skip
_WORDS: dict[str, type[Word]] = {
    "source": ObligationSource, "basis": ObligationBasis, "form": EntryForm, "evidence": EvidenceKind, "level": PsoLevel,
}  # fmt: skip
# what was looked at when somebody approved an entry: where it changes, the entry is to be looked at again
JUDGED = (
    "candidate", "form", "target_group", "block", "starts_on", "planned_end", "ends_on", "hours", "quantity", "paid",
    "bonuses", "hired_on", "claimed", "custom_reason",
)  # fmt: skip
_SHARED = {"aanbieder", "deelovereenkomst", "kwartaal", "verplichting"}


@dataclass
class Sheets:
    """What was read of each sheet that is there, by the name of its form."""

    found: dict[str, Tidy] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    @property
    def rows_read(self) -> int:
        return sum(tidy.rows_read for tidy in self.found.values())


def recognised(cells: FileCells) -> bool:
    return cells.kind != "sav" and any(_form_of(sheet) for sheet in cells.sheets)


def read_sheets(cells: FileCells) -> Sheets:
    parts: dict[str, list[Tidy]] = {}
    for sheet in cells.sheets:
        if (found := _form_of(sheet)) is not None:
            form, header = found
            parts.setdefault(form.name, []).append(read_table(sheet, form, header))
    read = Sheets({name: together(several) for name, several in parts.items()})
    read.findings = [Finding("hidden_sheet", Severity.WARNING, detail=name) for name in cells.hidden]
    return read


def _form_of(sheet: SheetCells) -> tuple[SheetForm, int] | None:
    """The form that fits the sheet best, with its header row. Columns that all four have tell nothing."""
    best: tuple[int, SheetForm, int] | None = None
    for form in SOCIAL_RETURN_SHEETS:
        header = find_header(sheet, form)
        if header is None:
            continue
        names = {normal(cell) for cell in sheet.row(header)}
        own = len(names & {normal(item.header) for item in form.fields} - _SHARED)
        if own and (best is None or own > best[0]):
            best = (own, form, header)
    return best[1:] if best else None


def stored(read: Sheets) -> dict[str, pd.DataFrame]:
    """The rows for the warehouse: codes for words, digests for references."""
    frames = {}
    for form in SOCIAL_RETURN_SHEETS:
        if form.name in read.found:
            frames[TABLES[form.name]] = _stored(read.found[form.name].frame, form)
    return frames


def _stored(frame: pd.DataFrame, form: SheetForm) -> pd.DataFrame:
    rows = frame[[item.name for item in form.fields] + ["sheet", "row"]].copy()
    for name, words in _WORDS.items():
        if name in rows:
            rows[name] = translated(rows[name], {word.label: word.value for word in words})
    for item in form.fields:
        if item.kind == "text":
            rows[item.name] = rows[item.name].where(rows[item.name] != "")
    return _entries(rows) if form is ENTRIES else rows


def _entries(rows: pd.DataFrame) -> pd.DataFrame:
    provider = rows["provider_id"].astype(object)
    rows["target_group"] = [
        group.value if isinstance(text, str) and (group := target_group(text)) else None
        for text in rows["target_group"]
    ]
    rows["candidate"] = _digests(provider, rows["candidate"])
    # one by one: pandas drops the zero byte of a sum of columns
    owner = [f"{who}\x00{code}" for who, code in zip(provider, rows["obligation_id"], strict=True)]
    rows["entry_id"] = _digests(pd.Series(owner, index=rows.index), rows["entry"])
    rows["withdrawn"] = rows["state"].eq(EntryState.WITHDRAWN.label)
    told = rows[list(JUDGED)].astype(object).where(rows[list(JUDGED)].notna(), "")
    rows["content"] = [
        hashlib.sha256("\x00".join(str(part) for part in row).encode()).hexdigest()[:32]
        for row in told.itertuples(index=False)
    ]
    left = rows.drop(columns=["entry", "state", "no_displacement"])
    return left.astype({"target_group": "str", "candidate": "str", "entry_id": "str", "content": "str"})


def digest(owner: str, reference: str) -> str:
    """sha256 over whose reference it is and the reference: the same one of two providers gives two digests."""
    return hashlib.sha256(f"{owner}\x00{reference}".encode()).hexdigest()[:32]


def entry_id(provider_id: str, obligation_id: str, entry: str) -> str:
    """What an entry is known by, from what its sheet calls it."""
    return digest(f"{provider_id}\x00{obligation_id}", entry)


def _digests(owner: pd.Series, reference: pd.Series) -> pd.Series:
    return pd.Series(
        [
            digest(who, text) if isinstance(text, str) and text else None
            for who, text in zip(owner, reference, strict=True)
        ],
        index=reference.index,
        dtype="str",
    )


def slots(read: Sheets) -> list[tuple[str, str, str]]:
    """One slot per provider and quarter of which something is told."""
    found = {
        (str(provider), str(quarter), DataSet.SOCIAL_RETURN.value)
        for tidy in read.found.values()
        for provider, quarter in zip(tidy.frame["provider_id"], tidy.frame["quarter"], strict=True)
        if isinstance(provider, str) and isinstance(quarter, str)
    }
    return sorted(found)
