"""Bad survey workbooks: each of our own form with one thing wrong. Made by make_bad.py."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime

import xlsxwriter

Rows = list[list[object]]
GOOD = "Ik vind de kwaliteit van de ondersteuning die ik krijg goed"
GRADE = "Welk rapportcijfer geeft u de ondersteuning?"
LONG = ["respondent", "aanbieder", "vraag", "antwoord"]
BERK: Rows = [["1", "berk", GOOD, "mee eens"], ["1", "berk", GRADE, "8"], ["2", "berk", GOOD, "weet niet"]]
MARGINS: Rows = [["kenmerk", "categorie", "aantal"], ["wijk", "Noord", 700], ["wijk", "Zuid", 300]]


def wave(**changed: str) -> Rows:
    facts = {
        "meting": "clienten-2025-K1", "soort": "cliëntenquête", "titel": "Cliëntenquête voorjaar 2025",
        "kwartaal": "2025-K1", "methode": "op papier", "werving": "iedereen uitgenodigd",
    } | {name.replace("_", " "): text for name, text in changed.items()}  # fmt: skip
    return [list(facts), list(facts.values())]


def panel(**changed: str) -> Rows:
    return wave(**{"meting": "panel-2025", "soort": "inwonerpanel", "weging": "gewogen naar de bevolking", **changed})


def written(**sheets: Rows) -> Callable[[], bytes]:
    """A workbook with these sheets; `_` in a name is a blank."""

    def content() -> bytes:
        data = io.BytesIO()
        with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
            book.set_properties({"created": datetime(2025, 1, 1, tzinfo=UTC)})
            for name, rows in sheets.items():
                sheet = book.add_worksheet(name.replace("_", " "))
                for number, row in enumerate(rows):
                    sheet.write_row(number, 0, row)
        return data.getvalue()

    return content


def answered(*rows: list[object], headers: list[str] = LONG, facts: Rows | None = None) -> Callable[[], bytes]:
    """Right answers about De Berk, and then these."""
    more = [[*row, *[""] * (len(headers) - len(row))] for row in BERK]
    return written(meting=facts or wave(), antwoorden=[list(headers), *more, *rows])


def wide(*rows: list[object], headers: list[str], facts: Rows, **more: Rows) -> Callable[[], bytes]:
    return written(meting=facts, antwoorden_breed=[list(headers), *rows], **more)


HOME = "Ik voel mij thuis in mijn buurt"
COUNTED = ["vraag", "aanbieder", "antwoord", "aantal", "aandeel", "n"]
SURVEYS = {
    f"bad/enquetes/{name}.xlsx": content
    for name, content in {
        "cijfer-elf": answered(["3", "berk", GRADE, "11"]),
        "cijfer-met-een-min": answered(["3", "berk", GRADE, "7-"]),
        "antwoord-buiten-de-schaal": answered(["3", "berk", GOOD, "gaat wel"], ["4", "berk", GOOD, "mee eens"]),
        "aanbieder-onbekend": answered(["3", "esdoorn", GOOD, "mee eens"]),
        "aanbieder-leeg": answered(["3", "", GOOD, "mee eens"]),
        "antwoord-twee-keer": answered(["1", "berk", GRADE, "9"]),
        "leeftijd-in-jaren": answered(
            ["3", "berk", GOOD, "mee eens", "43"], headers=[*LONG, "leeftijdsgroep"]
        ),
        "respondent-in-twee-wijken": answered(
            ["3", "berk", GOOD, "mee eens", "Noord"], ["3", "berk", GRADE, "7", "Zuid"], headers=[*LONG, "wijk"]
        ),
        "soort-onbekend": answered(facts=wave(soort="enquête")),
        "twee-metingen": answered(facts=[*wave(), wave(meting="clienten-2025-K2")[1]]),
        "meer-onbestelbaar-dan-uitgenodigd": answered(facts=wave(uitgenodigd="10", onbestelbaar="12")),
        "bevolking-ontbreekt": wide(["1", "Noord", "eens"], headers=["respondent", "wijk", HOME], facts=panel()),
        "wijk-niet-in-de-bevolking": wide(
            ["1", "Noord", "eens"], ["2", "Oost", "eens"], headers=["respondent", "wijk", HOME], facts=panel(),
            bevolking=MARGINS,
        ),
        "gewicht-nul": wide(
            ["1", "1,2", "eens"], ["2", "0", "eens"], headers=["respondent", "gewicht", HOME],
            facts=panel(weging="gewogen met de gewichten uit het bestand"),
        ),
        "schaal-onbekend": written(
            meting=wave(), antwoorden=[LONG, *BERK],
            vragen=[["vraag", "tekst", "soort", "schaal"], ["V9", "Hoe vond u het?", "antwoordschaal", "smileys"]],
        ),
        "aandeel-zonder-n": written(meting=wave(), uitkomsten=[COUNTED, [GOOD, "berk", "mee eens", "", 100, ""]]),
        "aantallen-tellen-niet-op": written(
            meting=wave(), uitkomsten=[COUNTED, [GOOD, "berk", "mee eens", 30, "", 50], [GOOD, "berk", "oneens", 10, "", 50]]
        ),
        "lang-en-breed": written(
            meting=wave(), antwoorden=[LONG, *BERK],
            antwoorden_breed=[["respondent", "aanbieder", GOOD], ["1", "berk", "mee eens"]],
        ),
        "kolom-antwoord-ontbreekt": written(meting=wave(), antwoorden=[row[:3] for row in [LONG, *BERK]]),
        "kolom-respondent-ontbreekt": written(meting=wave(), antwoorden=[row[1:] for row in [LONG, *BERK]]),
        "kolom-aanbieder-ontbreekt-bij-uitkomsten": written(
            meting=wave(), uitkomsten=[["vraag", "antwoord", "aantal"], [GOOD, "mee eens", 30], [GOOD, "oneens", 10]]
        ),
        "kolom-soort-ontbreekt": written(
            meting=[[*row[:1], *row[2:]] for row in wave(uitgenodigd="40", aanbieder="berk")], antwoorden=[LONG, *BERK]
        ),
        "alleen-opschriften": written(meting=wave()[:1], antwoorden=[LONG]),
        "alleen-cijfers": written(meting=wave(), antwoorden=[LONG, ["1", "berk", GOOD, "2"], ["2", "berk", GOOD, "1"]]),
    }.items()
}  # fmt: skip
