"""The parties side of the register workbook: what may not stand in it, and what is kept."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

import pytest
from small_checks import standing, told, town, workbook
from small_town import REGISTER

from pipelines.agreements import check_register

PARTIES: dict[str, list[list[Any]]] = {
    "koepelregels": [
        ["koepelovereenkomst", "onderwerp", "regel"],
        ["KO-1", "overleg", "Het netwerk komt elk kwartaal bijeen."],
    ],
    "toelatingseisen": [
        ["aanbieder", "eis", "voldaan", "sinds", "bewijs"],
        ["linde", "Kwaliteitskeurmerk", "ja", date(2024, 1, 1), "certificaat"],
        ["berk", "Kwaliteitskeurmerk", "nee", date(2024, 1, 1), None],
    ],
    "voorstellen": [
        ["voorstel", "aanbieder", "titel", "fase", "datum", "beoordeling", "besproken", "besluit", "deelovereenkomst"],
        ["V-1", "eik", "Huiskamer", "voorlopig voorstel", date(2025, 2, 1), None, None, None, None],
        ["V-1", "eik", "Huiskamer", "constructiefase", date(2025, 3, 1), "past", "het rooster", None, None],
        ["V-1", "eik", "Huiskamer", "definitief voorstel", date(2025, 5, 1), None, None, "akkoord", None],
        ["V-1", "eik", "Huiskamer", "deelovereenkomst", date(2025, 6, 1), None, None, None, "D-4"],
    ],
    "overleggen": [
        ["overleg", "datum", "soort", "onderwerp", "vertegenwoordigd"],
        ["N-1", date(2025, 5, 12), "Netwerk sociaal domein", "Wachttijden", "linde; berk"],
    ],
    "tafelbesluiten": [
        ["tafelbesluit", "overleg", "datum", "onderwerp", "besluit", "geldt vanaf"],
        ["TB-1", "N-1", date(2025, 5, 12), "Wachttijd maatjes", "De norm gaat naar 10 dagen.", date(2025, 7, 1)],
    ],
    "versies": [
        ["deelovereenkomst", "versie", "geldig vanaf", "wijziging", "tafelbesluit"],
        ["D-3", 1, date(2024, 1, 1), None, None],
        ["D-3", 2, date(2025, 7, 1), "Andere norm.", "TB-1"],
    ],
    "voorgangers": [
        ["aanbieder", "voorganger", "per", "soort"],
        ["berk", "wilg", date(2025, 6, 1), "fusie"],
    ],
}


def with_parties(sheet: str | None = None, row: int = 1, column: str = "", value: object = None) -> dict[str, Any]:
    """The small town with its parties; one cell changed."""
    sheets = copy.deepcopy({**REGISTER, **PARTIES})
    targets = sheets["prestatieafspraken"]
    sheets["prestatieafspraken"] = [[*targets[0], "tafelbesluit"], *([*line, None] for line in targets[1:])]
    sheets["prestatieafspraken"][5][-1] = "TB-1"
    if sheet:
        sheets[sheet][row][sheets[sheet][0].index(column)] = value
    return sheets


def test_the_parties_of_the_small_town_are_read_as_they_stand():
    checked = town(with_parties())
    assert checked.findings == []
    frames = checked.frames
    assert frames["admission"]["met"].tolist() == [True, False]
    assert frames["proposal_step"]["phase"].tolist() == [
        "preliminary_proposal", "construction_phase", "final_proposal", "sub_agreement",
    ]  # fmt: skip
    assert frames["predecessor"]["kind"].tolist() == ["merger"]
    assert frames["agreed_target"]["decision_id"].dropna().tolist() == ["TB-1"]


@pytest.mark.parametrize(
    ("sheet", "row", "column", "value", "code"),
    [
        ("koepelregels", 1, "koepelovereenkomst", "KO-9", "unknown_umbrella"),
        ("koepelregels", 1, "onderwerp", "koffie", "unknown_word"),
        ("toelatingseisen", 1, "aanbieder", "esdoorn", "unknown_provider"),
        ("toelatingseisen", 1, "bewijs", None, "evidence_missing"),
        ("toelatingseisen", 1, "voldaan", "misschien", "not_a_flag"),
        ("voorstellen", 3, "datum", date(2025, 2, 15), "phase_order"),
        ("voorstellen", 4, "deelovereenkomst", None, "phase_without_agreement"),
        ("voorstellen", 4, "deelovereenkomst", "D-1", "agreement_of_another"),
        ("voorstellen", 4, "deelovereenkomst", "D-99", "sub_agreement_absent"),
        ("voorstellen", 4, "aanbieder", "esdoorn", "unknown_provider"),
        ("overleggen", 1, "vertegenwoordigd", "linde; mevrouw Jansen", "unknown_represented"),
        ("tafelbesluiten", 1, "overleg", "N-9", "unknown_meeting"),
        ("versies", 2, "tafelbesluit", "TB-9", "unknown_decision"),
        ("versies", 2, "geldig vanaf", date(2023, 1, 1), "version_order"),
        ("prestatieafspraken", 5, "tafelbesluit", "TB-9", "unknown_decision"),
        ("tafelbesluiten", 1, "geldt vanaf", date(2025, 8, 1), "before_decision"),
        ("voorgangers", 1, "voorganger", "berk", "own_predecessor"),
        ("voorgangers", 1, "aanbieder", "eik", "successor_differs"),
    ],
)
def test_a_faulty_cell_about_parties_is_told_at_its_cell(sheet: str, row: int, column: str, value: object, code: str):
    found = town(with_parties(sheet, row, column, value)).errors
    assert code in {item.code for item in found}
    assert all(item.cell for item in found if item.code == code)


def test_a_name_among_those_represented_is_counted_and_never_repeated():
    found = town(with_parties("overleggen", 1, "vertegenwoordigd", "linde; mevrouw Jansen")).errors
    assert [item.code for item in found] == ["unknown_represented"]
    assert "Jansen" not in found[0].sentence


def test_a_circle_of_predecessors_is_refused():
    sheets = with_parties()
    sheets["voorgangers"].append(["wilg", "berk", date(2025, 7, 1), "overname"])
    assert [code for code, *_ in told(town(sheets).errors)] == ["own_predecessor", "own_predecessor"]


def test_what_stands_on_a_sheet_may_not_be_left_out_of_the_next_workbook():
    now = standing(with_parties())
    _, findings = check_register(workbook(REGISTER), now, frozenset())
    assert [(item.code, item.detail) for item in findings] == [("sheet_left_out", ", ".join(PARTIES))]
