"""Our own survey workbook, small, as the cells that a file of it holds."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.reading.cells import FileCells, SheetCells

WAVE = {
    "meting": "clienten-2025-K4", "soort": "cliëntenquête", "titel": "Cliëntenquête najaar 2025",
    "kwartaal": "2025-K4", "methode": "op papier", "werving": "iedereen uitgenodigd", "van": "01-10-2025",
    "tot en met": "15-11-2025", "populatie": "400", "uitgenodigd": "100", "onbestelbaar": "4",
    "uitvoerder": "Bureau Voorbeeld", "doelgroep": "cliënten met begeleiding", "gebruiksdoel": "verbeteren",
    "weging": "", "bron van de weging": "", "aanbieder": "",
}  # fmt: skip
LONG = ["respondent", "aanbieder", "vraag", "antwoord"]
CELLS = Sequence[Sequence[str]]


def sheet(name: str, rows: CELLS) -> SheetCells:
    return SheetCells.of(name, rows)


def wave_sheet(**other: str) -> SheetCells:
    """The sheet `meting`; `tot_en_met` stands for the heading `tot en met`."""
    given = {**WAVE, **{name.replace("_", " "): text for name, text in other.items()}}
    return sheet("meting", [list(given), list(given.values())])


def workbook(*sheets: SheetCells, **other: str) -> FileCells:
    """With a sheet `meting` of its own; `other` are facts that differ from WAVE."""
    return FileCells("xlsx", (wave_sheet(**other), *sheets))


def long(*rows: Sequence[str], headers: Sequence[str] = LONG) -> SheetCells:
    return sheet("antwoorden", [list(headers), *rows])
