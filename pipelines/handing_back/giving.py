"""Choose what goes back to the sender and have it made: the workbook is from outside, so a limited child opens it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from pipelines.errors import KwartaalbeeldError, WrongState
from pipelines.findings import Finding
from pipelines.handing_back.letter import Form, Letter, Sender, write_letter
from pipelines.handing_back.plain_copy import plain_copy, sheet_names
from pipelines.reading.cells import FileCells
from pipelines.reading.limits import child_command, child_environment

SECONDS = 90  # of computing, and on the clock: openpyxl is thorough, not fast
LARGEST = 500_000  # cells; a larger file gets the list alone: marking it would take too long
PERSONAL = frozenset({"citizen_numbers", "persons", "case_list_persons"})


def hand_back(
    data: bytes,
    cells: FileCells | None,
    findings: Sequence[Finding],
    *,
    file_name: str,
    municipality: str = "",
    reply_by: date | None = None,
) -> bytes:
    """An .xlsx with the findings marked in the cells and a first sheet Bevindingen.

    data and cells: the delivered file and what was read of it; cells None when it could not be read. An .xlsx is the
    sender's own workbook with its look kept; of another kind it is a copy with every cell at its place; of a file that
    cannot be read, is too large or cannot be marked only the list. Raises WrongState for a file that was destroyed
    because it held personal data.
    """
    if any(item.code in PERSONAL for item in findings):
        raise WrongState("Dit bestand is vernietigd, omdat er persoonsgegevens in stonden. Het gaat niet terug.")
    sender = Sender(file_name, municipality, reply_by)
    if cells is not None and _size(cells) <= LARGEST:
        if cells.kind == "xlsx":
            own = {sheet.name: (sheet.name, sheet) for sheet in cells.sheets}
            if made := _marked(data, write_letter(findings, sender, form=Form.OWN, sheets=own)):
                return made
        names = sheet_names(sheet.name for sheet in cells.sheets)
        copies = {sheet.name: (names[sheet.name], sheet) for sheet in cells.sheets}
        letter = write_letter(findings, sender, form=Form.COPY, sheets=copies)
        if copies and (made := _marked(plain_copy(cells.sheets, names), letter)):
            return made
    made = _marked(b"", write_letter(findings, sender, form=Form.LIST, sheets={}))
    if made is None:
        raise KwartaalbeeldError("Het bestand met bevindingen kon niet worden gemaakt. Probeer het opnieuw.")
    return made


def _size(cells: FileCells) -> int:
    return sum(sheet.height * sheet.width for sheet in (*cells.sheets, *cells.unseen))


def _marked(data: bytes, letter: Letter) -> bytes | None:
    """The workbook with the letter in it, made by a child within limits; None when it cannot."""
    request = json.dumps({**asdict(letter), "seconds": SECONDS}).encode() + b"\n" + data
    try:
        done = subprocess.run(
            child_command("pipelines.handing_back.marking"), input=request, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, env=child_environment(), timeout=SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return None
    return done.stdout if done.returncode == 0 and done.stdout else None
