"""The workbook of vacancies as users deliver it: recognised, checked, stored, published without candidates, read again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest
from small_labour import checked, delivered, looking, offered, put_forward, workbook
from small_town import Town

from pipelines.ledger import Ledger
from pipelines.published_file import current_file
from pipelines.reading.cells import FileCells, SheetCells
from pipelines.sources import labour
from schemas.social_return import ENTRIES


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """De Berk delivered two vacancies, a candidate of its own and one of the municipality; it is published."""
    town = Town(tmp_path_factory.mktemp("town"))
    filled = offered("V-2", state="vervuld", filled_on=date(2025, 11, 12), district=None, requirements=None)
    answer = delivered(
        town, vacancies=[offered(), filled], candidates=[looking(), looking("kand-002", provider_id="berk")]
    )
    assert answer.code == 0, answer.out + answer.err
    town.publish()
    return town


def rows(town: Town, table: str) -> list[dict]:
    with duckdb.connect(town.home.warehouse, read_only=True) as connection:
        return connection.execute(f'select * from {table} order by sheet, "row"').df().to_dict("records")


def test_the_workbook_fills_a_slot_of_the_provider_and_one_of_the_municipality(town: Town):
    vacancy, _ = rows(town, "labour_vacancy")
    assert (vacancy["form"], vacancy["state"], vacancy["hours"]) == ("regular", "open", 24)
    first, second = rows(town, "labour_candidate")
    assert (first["provider_id"], first["forms"], first["target_group"]) == ("*", "regular work_learning", "pw")
    assert (second["provider_id"], second["state"], second["travel"]) == ("berk", "available", "own_district")
    (match,) = rows(town, "labour_match")
    assert (match["origin"], match["candidate"]) == ("municipality", "kand-001")
    ledger = Ledger(town.home.ledger)
    held = ledger.rows("select provider_id, quarter from active_slot where data_set = 'vacatures' order by 1")
    assert held == [{"provider_id": "*", "quarter": "2025-K4"}, {"provider_id": "berk", "quarter": "2025-K4"}]
    ledger.close()


def test_vacancies_are_published_and_candidates_never(town: Town):
    first, second = town.table("sr_vacancies").to_dict("records")
    assert (first["vacancy"], first["state"], first["requirements"]) == ("V-1", "open", "rijbewijs B")
    assert second["days_to_fill"] == 42  # 1 October to 12 November
    file = current_file(town.home)
    assert file is not None
    assert b"kand-001" not in file.read_bytes()


def test_rebuild_reads_the_same_rows_again(town: Town):
    before = [rows(town, table) for table in ("labour_vacancy", "labour_candidate", "labour_match")]
    assert town.run("rebuild").code == 0
    assert str([rows(town, table) for table in ("labour_vacancy", "labour_candidate", "labour_match")]) == str(before)


@pytest.mark.parametrize(
    ("sheets", "said"),
    [
        ({"vacancies": [offered(state="vervuld")]}, "hoort een datum"),
        ({"vacancies": [offered(filled_on=date(2025, 11, 1))]}, "hoort een datum"),
        ({"vacancies": [offered(state="vervuld", filled_on=date(2025, 9, 1))]}, "voordat zij werd gemeld"),
        ({"vacancies": [offered(closes_on=date(2025, 9, 1))]}, "voordat zij werd gemeld"),
        ({"vacancies": [offered(state="verlopen", closes_on=None)]}, "dag waarop zij sloot"),
        ({"vacancies": [offered(), offered()]}, "staat er al"),
        ({"vacancies": [offered(provider_id="esdoorn")]}, "staat niet in de stamgegevens"),
        ({"vacancies": [offered(provider_id="De Berkk")]}, 'Bedoelt u "berk" (De Berk)?'),
        ({"vacancies": [offered(hours=60)]}, "48 uur"),
        ({"vacancies": [offered(title="x" * 2001)]}, "langer dan 2000 tekens"),
        ({"vacancies": []}, "staat niet op het blad vacatures"),
        ({"vacancies": [offered(quarter="2025-10")]}, "per kwartaal"),
        ({"candidates": [looking("Jan de Vries")]}, "wijst niemand aan"),
        ({"candidates": [looking(forms="zeilen")]}, "vorm kennen wij niet"),
        ({"candidates": [looking(target_group="Marsmannetjes")]}, "doelgroep kennen wij niet"),
        ({"matches": [put_forward("kand-001", placed_on=date(2025, 11, 1), hours=24, rejected_on=date(2025, 11, 2))]},
         "een van de drie"),
        ({"matches": [put_forward("kand-001", interview_on=date(2025, 10, 1))]}, "niet op volgorde"),
        ({"matches": [put_forward("kand-001", rejected_on=date(2025, 10, 1))]}, "niet op volgorde"),
        ({"matches": [put_forward("kand-001", placed_on=date(2025, 11, 1))]}, "horen uren per week"),
        ({"matches": [put_forward("kand-001", coach_hours=3)]}, "uren van een jobcoach"),
        ({"matches": [put_forward("kand-001", ends_on=date(2025, 12, 1))]}, "geen plaatsing"),
        ({"matches": [put_forward("kand-001", after="opleiding")]}, "loopt nog"),
    ],
)  # fmt: skip
def test_what_cannot_be_right_is_refused_in_dutch(sheets: dict, said: str):
    found = checked(**sheets)
    assert any(said in f"{item.sentence} {item.repair}" for item in found.errors), found.errors


def test_a_day_after_the_quarter_is_asked_about():
    found = checked(matches=[put_forward("kand-001", put_forward_on=date(2026, 1, 3))])
    assert not found.errors
    assert [item.code for item in found.warnings] == ["labour_later_quarter"]


def test_a_sheet_of_social_return_is_not_taken_for_one_of_vacancies():
    headings = [item.header for item in ENTRIES.fields]
    assert not labour.recognised(FileCells("xlsx", (SheetCells.of("Inzet", [headings, ["berk"]]),)))


def test_templates_come_with_a_workbook_of_vacancies_when_asked_and_one_for_the_municipality(town: Town):
    out = town.folder / "sjablonen"
    assert town.run("templates", "--quarter", "2025-K4", "--vacancies", "--out", out).code == 0
    names = {path.name for path in out.glob("*vacatures.xlsx")}
    assert {"2025-K4-berk-vacatures.xlsx", "2025-K4-gemeente-vacatures.xlsx"} <= names


def test_the_same_workbook_twice_has_the_same_bytes(tmp_path: Path):
    one, two = workbook(tmp_path / "a.xlsx"), workbook(tmp_path / "b.xlsx")
    assert one.read_bytes() == two.read_bytes()
