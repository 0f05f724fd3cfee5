"""What we write to the sender: the words of the sheet Bevindingen, and which cells get a colour and a comment."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from pipelines.findings import SHOWN, Finding
from pipelines.reading.cells import SheetCells
from pipelines.reading.facts import FINDINGS_TITLE, column_letters
from schemas.quarter import MONTH_NAMES
from schemas.vocabulary import Severity

ORDER = (Severity.ERROR, Severity.QUESTION, Severity.WARNING)  # a skipped row is no finding for its sender
_PLURALS = {Severity.ERROR: "fouten", Severity.QUESTION: "vragen", Severity.WARNING: "waarschuwingen"}


class Form(StrEnum):
    """What goes back: the workbook itself, a copy of another kind of file, or nothing but the list."""

    OWN = "Dit is uw eigen bestand, met onze opmerkingen erbij. Aan uw cijfers is niets veranderd."
    COPY = (
        "Dit is een kopie van uw bestand als Excel-werkmap, met onze opmerkingen erbij. "
        "Elke cel staat op dezelfde plaats als in uw bestand."
    )
    LIST = "Dit is een lijst met onze opmerkingen. Open uw eigen bestand ernaast en verbeter het daar."


@dataclass(frozen=True)
class Row:
    """One finding as a row of the table. `sheet_link` and `cell_link` say where its mark stands, '' without a place."""

    severity: str  # the code
    kind: str  # the word
    sheet: str
    row: int | None
    column: str
    cell: str
    received: str
    expected: str
    repair: str
    comment: str
    sheet_link: str = ""
    cell_link: str = ""


@dataclass(frozen=True)
class Letter:
    """The first sheet: its title, lines of explanation (those in `bold` are headings), the table, what is left out."""

    title: str
    lines: tuple[str, ...]
    bold: tuple[str, ...]
    rows: tuple[Row, ...]
    rest: str


@dataclass(frozen=True)
class Sender:
    """About which file we write, and how it comes back to us."""

    file_name: str
    municipality: str
    reply_by: date | None


def write_letter(
    findings: Sequence[Finding], sender: Sender, *, form: Form, sheets: dict[str, tuple[str, SheetCells]]
) -> Letter:
    """sheets: name as in the findings ('' for a file without sheets) -> name in the workbook that goes back, cells."""
    ours = [item for item in findings if item.severity in ORDER]
    ours.sort(key=lambda item: (ORDER.index(item.severity), item.sheet or "", item.row or 0))
    rest = len(ours) - SHOWN
    headings = ("Wat is dit?", "Wat moet u doen?", "Wat staat er?")
    lines = (
        f"Over het bestand: {sender.file_name}",
        "",
        headings[0],
        *_what(form, sender),
        "",
        headings[1],
        *_steps(ours, sender, form=form),
        "",
        headings[2],
        _counted(ours),
    )
    more = (
        f"En nog {_many(rest)}. Herstel eerst wat hierboven staat; wat dan over is, hoort u daarna." if rest > 0 else ""
    )
    return Letter(FINDINGS_TITLE, lines, headings, tuple(_row(item, sheets) for item in ours[:SHOWN]), more)


def _many(count: int) -> str:
    return f"{count} bevinding{'' if count == 1 else 'en'}"


def _what(form: Form, sender: Sender) -> list[str]:
    whose = f" voor {sender.municipality}" if sender.municipality else ""
    return [f"Het programma Kwartaalbeeld heeft uw bestand gecontroleerd{whose}.", form.value]


def _steps(findings: Sequence[Finding], sender: Sender, *, form: Form) -> list[str]:
    if not findings:
        return ["Niets: er zijn geen opmerkingen."]
    found = {item.severity for item in findings}
    steps = []
    if form is not Form.LIST:
        steps.append(
            "Klik in de lijst hieronder op een cel. U komt dan op de plaats in het bestand. Daar staat een kleur en "
            "een opmerking."
        )
    if Severity.ERROR in found:
        steps.append("Herstel elke fout. Met een fout erin kan het bestand niet meetellen.")
    if Severity.QUESTION in found:
        steps.append(
            "Kijk bij elke vraag of het getal klopt. Klopt het? Schrijf dan in de kolom toelichting hoe het komt. "
            "Klopt het niet? Verbeter het."
        )
    if Severity.WARNING in found:
        steps.append("Lees de waarschuwingen. U hoeft ze alleen te herstellen als er iets niet klopt.")
    day = sender.reply_by
    when = f"uiterlijk op {day.day} {MONTH_NAMES[day.month - 1]} {day.year}" if day else "zo snel u kunt"
    which = "uw verbeterde bestand" if form is Form.LIST else "dit bestand"
    steps.append(f"Sla {which} op en stuur het {when} terug aan uw contactpersoon bij de gemeente.")
    numbered = [f"{number}. {text}" for number, text in enumerate(steps, start=1)]
    if form is not Form.LIST:
        numbered.append("Dit blad, de kleuren en de opmerkingen mogen blijven staan: ze tellen niet mee.")
    return [*numbered, "Zet geen namen van cliënten en geen burgerservicenummers in het bestand."]


def _counted(findings: Sequence[Finding]) -> str:
    parts = []
    for severity in ORDER:
        count = sum(item.severity is severity for item in findings)
        if count:
            parts.append(f"{count} {severity.label if count == 1 else _PLURALS[severity]}")
    listing = " en ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
    return f"{listing}." if parts else "Er zijn geen opmerkingen."


def _row(finding: Finding, sheets: dict[str, tuple[str, SheetCells]]) -> Row:
    name, cells = sheets.get(finding.sheet or "", ("", None))
    link = _anchor(finding, cells) if cells is not None else ""
    plain = replace(finding, sheet=None, row=None, column=None, cell=None).sentence
    return Row(
        severity=finding.severity.value,
        kind=finding.severity.label,
        sheet=name or finding.sheet or "",
        row=finding.row,
        column=finding.column or "",
        cell=finding.cell or link,
        received=finding.received or "",
        expected=finding.expected,
        repair=finding.repair,
        comment=f"{finding.severity.label.capitalize()}: {plain[:1].lower()}{plain[1:]}",
        sheet_link=name if link else "",
        cell_link=link,
    )


def _anchor(finding: Finding, cells: SheetCells) -> str:
    """The cell that gets the mark: the faulty one, else the first filled cell of the row."""
    if finding.cell and (found := re.match(r"[A-Z]{1,3}[1-9]\d*", finding.cell)):
        return found[0]  # the first of several, or of a range
    if not finding.row:
        return ""
    texts = cells.row(finding.row - 1) if finding.row <= cells.height else []
    first = next((index for index, text in enumerate(texts) if text.strip()), 0)
    return f"{column_letters(first)}{finding.row}"
