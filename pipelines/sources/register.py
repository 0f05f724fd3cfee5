"""The contract side: the stamgegevens workbook, one sheet per form."""

from __future__ import annotations

from pipelines.findings import Finding
from pipelines.reading.cells import FileCells
from pipelines.sources.headers import find_header
from pipelines.sources.rows import normal
from pipelines.sources.table import Tidy, read_table
from schemas.parties import PARTY_SHEETS, REGISTER_WORKBOOK
from schemas.register import SHEETS
from schemas.vocabulary import (
    DaysKind,
    MeetingKind,
    ProposalPhase,
    RuleSubject,
    SuccessionKind,
    TargetPeriod,
    Word,
)

# sheet form -> warehouse table
TABLES = {
    "koepelovereenkomst": "umbrella_agreement",
    "aanbieders": "provider",
    "deelovereenkomsten": "sub_agreement",
    "deelname": "participation",
    "prestatieafspraken": "agreed_target",
    "koepelregels": "umbrella_rule",
    "toelatingseisen": "admission",
    "voorstellen": "proposal_step",
    "overleggen": "network_meeting",
    "tafelbesluiten": "consultation_decision",
    "versies": "sub_agreement_version",
    "voorgangers": "predecessor",
}
_WORDS: dict[tuple[str, str], type[Word]] = {
    ("agreed_target", "target_period"): TargetPeriod,
    ("agreed_target", "days_kind"): DaysKind,
    ("umbrella_rule", "subject"): RuleSubject,
    ("proposal_step", "phase"): ProposalPhase,
    ("network_meeting", "kind"): MeetingKind,
    ("predecessor", "kind"): SuccessionKind,
}


def recognised(cells: FileCells) -> bool:
    """Whether at least three of the five sheets are there by name."""
    return len({normal(sheet.name) for sheet in cells.sheets} & {form.name for form in SHEETS}) >= 3


def tidy(cells: FileCells) -> tuple[dict[str, Tidy], list[Finding]]:
    """Warehouse table name -> its rows; a missing sheet or header row is a finding, but for those that may be left out."""
    sheets = {normal(sheet.name): sheet for sheet in cells.sheets}
    found: dict[str, Tidy] = {}
    findings: list[Finding] = []
    for form in REGISTER_WORKBOOK:
        sheet = sheets.get(form.name)
        header = find_header(sheet, form) if sheet else None
        if form in PARTY_SHEETS and (sheet is None or sheet.height == 0):
            continue
        if sheet is None:
            findings.append(Finding("missing_sheet", detail=form.name))
        elif header is None:
            findings += [
                Finding("missing_column", sheet=form.name, detail=item.header) for item in form.fields if item.required
            ]
        else:
            found[TABLES[form.name]] = read_table(sheet, form, header)
    for (table, name), words in _WORDS.items():
        if table in found:
            frame = found[table].frame
            frame[name] = frame[name].map({word.label: word.value for word in words}).astype("str")
    return found, findings
