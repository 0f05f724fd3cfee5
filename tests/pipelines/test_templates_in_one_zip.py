"""All templates of a quarter in one zip, made as a user makes it."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import small_cases
from small_cases import target, town_with
from small_town import Town, line


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


def made(town: Town, name: str = "sjablonen.zip") -> zipfile.ZipFile:
    answer = town.run("templates", "--quarter", "2025-K4", "--zip", town.folder / name)
    assert answer.code == 0, answer.err
    return zipfile.ZipFile(town.folder / name)


def test_the_zip_holds_the_register_a_letter_and_a_workbook_for_who_takes_part(town: Town):
    # De Wilg left on 31 May 2025
    found = made(town).namelist()
    assert found == ["LEESMIJ.txt", "stamgegevens.xlsx", *(f"2025-K4-{code}.xlsx" for code in ("berk", "eik", "linde")),
                     *(f"enquete-{kind}.xlsx" for kind in ("clienten", "partners", "inwonerpanel", "wmo", "jeugd"))]  # fmt: skip


def test_who_joins_later_gets_no_workbook_yet(town: Town):
    town.run("templates", "--quarter", "2025-K1", "--zip", town.folder / "eerder.zip")
    names = zipfile.ZipFile(town.folder / "eerder.zip").namelist()
    assert "2025-K1-eik.xlsx" not in names and "2025-K1-wilg.xlsx" in names


def test_the_letter_names_every_workbook_with_its_provider_and_the_last_day(town: Town):
    letter = made(town).read("LEESMIJ.txt").decode("utf-8-sig")
    assert "2025-K4-linde.xlsx   Stichting De Linde\r\n" in letter
    assert "uiterlijk op 28 januari 2026" in letter  # 31 December and four weeks
    assert "4e kwartaal 2025" in letter and "Gemeente Kleindorp" in letter


def test_the_same_register_gives_the_same_bytes(town: Town):
    made(town, "een.zip").close()
    made(town, "twee.zip").close()
    assert (town.folder / "een.zip").read_bytes() == (town.folder / "twee.zip").read_bytes()


def test_the_workbooks_in_the_zip_are_those_of_the_folder(town: Town):
    assert town.run("templates", "--quarter", "2025-K4", "--out", town.folder / "los").code == 0
    archive = made(town)
    for path in sorted((town.folder / "los").iterdir()):
        assert path.read_bytes() == archive.read(path.name)


def test_a_workbook_is_prefilled_with_last_values_and_targets(town: Town):
    town.accepted("k3.csv", line("berk", "D-3", "2025-K3", "BER-1", 30, None, None, "aantal", None, None, None))
    town.publish()
    book = openpyxl.load_workbook(BytesIO(made(town).read("2025-K4-berk.xlsx")))
    rows = list(book["Kwartaalmonitor"].iter_rows(min_row=6, values_only=True))
    found = {(row[2], row[3]): dict(zip(rows[0], row, strict=True)) for row in rows[1:]}
    assert found["2025-K4", "BER-1"]["vorige waarde"] == 30
    assert found["2025-K4", "TER-1"]["norm"] == 10


@pytest.mark.parametrize("words", [[], ["--out", "los", "--zip", "alles.zip"]])
def test_a_folder_or_a_zip_is_chosen_and_not_both(town: Town, words: list[str]):
    answer = town.run("templates", "--quarter", "2025-K4", *words)
    assert answer.code == 2
    assert "--out MAP of --zip BESTAND" in answer.err


def test_a_zip_that_is_there_is_never_written_over(town: Town):
    made(town).close()
    before = (town.folder / "sjablonen.zip").read_bytes()
    answer = town.run("templates", "--quarter", "2025-K4", "--zip", town.folder / "sjablonen.zip")
    assert answer.code == 9
    assert (town.folder / "sjablonen.zip").read_bytes() == before


def test_a_filled_in_workbook_of_the_zip_can_be_delivered(town: Town):
    book = openpyxl.load_workbook(BytesIO(made(town).read("2025-K4-eik.xlsx")))
    sheet = book["Kwartaalmonitor"]
    header = [cell.value for cell in sheet[6]]
    sheet.cell(7, header.index("waarde") + 1).value = 12
    book.save(town.folder / "eik.xlsx")
    assert town.run("deliver", town.folder / "eik.xlsx", "--accept").code == 0


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        (
            "clienten",
            [1, "berk", "18 tot en met 34 jaar", "vrouw", "mee eens", "mee eens", "weet niet", "eens", "eens", 8, 9],
        ),
        ("partners", [1, "berk", "Huisarts X", "eens", "eens", "eens", "eens", "eens", "n.v.t.", "eens", 7]),
        ("inwonerpanel", [1, "18 tot en met 34 jaar", "man", "Noord", None, 7, "eens"]),
        ("jeugd", [1, None, None, None, "mee eens"]),
        ("wmo", [1, None, None, None, "eens", "eens", "eens", "oneens", "ja"]),
    ],
)
def test_a_filled_in_survey_workbook_can_be_delivered(town: Town, kind: str, row: list[object]):
    book = openpyxl.load_workbook(BytesIO(made(town).read(f"enquete-{kind}.xlsx")))
    facts = {"meting": f"{kind}-2025", "titel": "Najaar", "kwartaal": "2025-K4", "methode": "op papier",
             "werving": "steekproef"}  # fmt: skip
    wave, answers = book["meting"], book["antwoorden breed"]
    for cell in wave[1]:
        if cell.value in facts:
            wave.cell(2, cell.column).value = facts[cell.value]
    if kind == "jeugd":  # the questions are the municipality's own
        assert "respons per aanbieder" not in book.sheetnames and "aanbieder" not in [cell.value for cell in answers[1]]
        answers.cell(1, 5).value = "De hulp die ik kreeg was goed"
    for place, value in enumerate(row, start=1):
        answers.cell(2, place).value = value  # type: ignore[assignment]
    book.save(town.folder / "enquete.xlsx")
    found = town.run("deliver", town.folder / "enquete.xlsx", "--accept", "--json")
    assert found.code == 0, found.out
    assert found.json[0]["rows_read"] == 1


def test_of_whom_a_case_list_is_awaited_gets_an_empty_one_beside_the_monitor(tmp_path: Path):
    town = town_with([target("D-3", "TER-12", 80, term=30)], tmp_path)
    archive = made(town)
    assert [name for name in archive.namelist() if "zakenlijst" in name] == ["2025-K4-berk-zakenlijst.xlsx"]
    letter = archive.read("LEESMIJ.txt").decode("utf-8-sig")
    assert "2025-K4-berk-zakenlijst.xlsx   De Berk B.V., zakenlijst\r\n" in letter
    assert "Daarin is niets vooringevuld" in letter
    book = openpyxl.load_workbook(BytesIO(archive.read("2025-K4-berk-zakenlijst.xlsx")))
    assert book.sheetnames == ["Zakenlijst", "Uitleg"]
    rows = [row for row in book["Zakenlijst"].iter_rows(values_only=True) if any(row)]
    assert rows == [tuple(small_cases.HEADERS)]  # headings, and no case of an earlier list


def test_a_letter_without_case_lists_does_not_speak_of_them(town: Town):
    assert "zakenlijst" not in made(town).read("LEESMIJ.txt").decode("utf-8-sig")
