"""Survey workbooks of a small town, as sheets of rows to write to a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from small_town import Town, write_workbook

AGREE = ["Helemaal mee eens", "Mee eens", "Neutraal", "Oneens", "Weet niet"]
GOOD = "Ik vind de kwaliteit van de ondersteuning die ik krijg goed"
GRADE = "Welk rapportcijfer geeft u de ondersteuning?"
LONG = ["respondent", "aanbieder", "vraag", "antwoord"]
Sheets = dict[str, list[list[Any]]]


def wave(kind: str = "cliëntenquête", code: str = "clienten-2025-K4", **more: Any) -> list[list[Any]]:
    given = {"meting": code, "soort": kind, "titel": "Meting najaar 2025", "kwartaal": "2025-K4", "methode": "op papier",
             "werving": "iedereen uitgenodigd", **{name.replace("_", " "): value for name, value in more.items()}}  # fmt: skip
    return [list(given), list(given.values())]


def clients(provider: str = "berk", count: int = 12, *, start: int = 1, grade: int = 8) -> list[list[Any]]:
    """Rows of the sheet `antwoorden`: `count` respondents about one provider."""
    return [
        row
        for number in range(start, start + count)
        for row in (
            [number, provider, GOOD, AGREE[number % len(AGREE)]],
            [number, provider, GRADE, grade],
        )
    ]


def client_survey(**more: Any) -> Sheets:
    return {"meting": wave(**more), "antwoorden": [LONG, *clients(), *clients("linde", start=13)]}


def panel(code: str = "panel-2025", *, count: int = 20, **more: Any) -> Sheets:
    heads = ["respondent", "leeftijdsgroep", "geslacht", "wijk", "Ik voel mij thuis in mijn buurt"]
    rows = [
        [number, "18 t/m 34 jaar" if number % 3 else "35 jaar en ouder", "man" if number % 2 else "vrouw",
         "Noord" if number % 4 else "Zuid", AGREE[number % 5]]
        for number in range(1, count + 1)
    ]  # fmt: skip
    return {
        "meting": wave("inwonerpanel", code, weging="gewogen naar de bevolking", populatie=1000, uitgenodigd=50, **more),
        "antwoorden breed": [heads, *rows],
        "bevolking": [
            ["kenmerk", "categorie", "aantal", "peildatum", "bron"],
            ["leeftijdsgroep", "18 t/m 34 jaar", 400, "1-1-2025", "CBS"],
            ["leeftijdsgroep", "35 jaar en ouder", 600, "1-1-2025", "CBS"],
            ["geslacht", "man", 500, "1-1-2025", "CBS"], ["geslacht", "vrouw", 500, "1-1-2025", "CBS"],
            ["wijk", "Noord", 700, "1-1-2025", "CBS"], ["wijk", "Zuid", 300, "1-1-2025", "CBS"],
        ],
    }  # fmt: skip


def written(town: Town, name: str, sheets: Sheets) -> Path:
    write_workbook(town.folder / name, sheets)
    return town.folder / name


def accepted(town: Town, name: str, sheets: Sheets) -> dict[str, Any]:
    answer = town.run("deliver", written(town, name, sheets), "--accept", "--by", "onderzoek", "--json")
    assert answer.code == 0, answer.out + answer.err
    return answer.json[0]
