"""Surveys in our own workbook through the whole door: delivered, replaced, locked, withdrawn, rebuilt, handed back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest
from small_town import REGISTER, Town
from survey_files import AGREE, GOOD, GRADE, LONG, accepted, client_survey, clients, panel, wave, written

from pipelines.ledger import Ledger
from schemas.surveys import SURVEY_TABLES


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


def stored(town: Town, table: str = "survey_respondent") -> list[dict[str, Any]]:
    with duckdb.connect(town.home.warehouse, read_only=True) as connection:
        return connection.execute(f"select * from {table}").df().to_dict("records")


def slots(town: Town) -> list[tuple[str, str, str, str]]:
    ledger = Ledger(town.home.ledger)
    rows = ledger.rows("select provider_id, quarter, data_set, delivery_id from active_slot order by 1, 2, 3")
    ledger.close()
    return [tuple(row.values()) for row in rows if row["data_set"] != "stamgegevens"]


def everything(town: Town) -> dict[str, list[str]]:
    """All rows of all survey tables, to compare what a rebuild makes."""
    return {table: sorted(map(str, stored(town, table))) for table in SURVEY_TABLES}


def test_a_client_survey_fills_a_slot_per_provider_and_quarter(town: Town):
    done = accepted(town, "enquete.xlsx", client_survey(populatie=300, uitgenodigd=60, onbestelbaar=2))
    assert done["data_set"] == "clientenquete"
    assert [slot[:3] for slot in slots(town)] == [
        ("berk", "2025-K4", "clientenquete"), ("linde", "2025-K4", "clientenquete")
    ]  # fmt: skip
    assert len(stored(town)) == 12 + 12
    assert len(stored(town, "survey_answer")) == 2 * (12 + 12)
    assert stored(town, "survey_wave_count")[0]["undeliverable"] == 2
    assert town.run("verify").code == 0


def test_a_corrected_wave_replaces_the_one_before_it_for_the_providers_in_it(town: Town):
    first = accepted(town, "een.xlsx", client_survey())["delivery_id"]
    second = accepted(town, "twee.xlsx", {"meting": wave(), "antwoorden": [LONG, *clients("berk", 15)]})["delivery_id"]
    assert {slot[0]: slot[3] for slot in slots(town)} == {"berk": second, "linde": first}
    assert town.run("withdraw", second, "--why", "toch niet").code == 0
    assert {slot[0]: slot[3] for slot in slots(town)} == {"linde": first}


def test_a_panel_holds_one_slot_of_its_own_whatever_its_quarter(town: Town):
    accepted(town, "panel.xlsx", panel())
    better = accepted(town, "panel2.xlsx", panel(count=24))["delivery_id"]
    assert slots(town) == [("*", "panel-2025", "inwonerpanel", better)]
    other = accepted(town, "panel3.xlsx", panel("panel-2026"))["delivery_id"]
    assert [slot[3] for slot in slots(town)] == [better, other]
    assert len(stored(town, "survey_population")) == 3 * 6


def test_a_statutory_youth_survey_never_has_a_row_about_a_provider(town: Town):
    sheets = {"meting": wave("cliëntervaringsonderzoek Jeugd", "jeugd-2025"), "antwoorden": [LONG, *clients()]}
    done = accepted(town, "jeugd.xlsx", sheets)
    assert [item["code"] for item in done["findings"]] == ["survey_provider_dropped"]
    assert {row["provider_id"] for row in stored(town)} == {None}
    assert [slot[:3] for slot in slots(town)] == [("*", "jeugd-2025", "ceo_jeugd")]


def test_answers_alone_ask_for_the_wave_and_are_taken_with_it(town: Town):
    rows = "\n".join(f"{number};berk;{AGREE[number % 5]};8" for number in range(1, 13))
    path = town.write("antwoorden.csv", f"respondent;aanbieder;{GOOD};{GRADE}\n{rows}\n")
    refused = town.run("deliver", path, "--json")
    assert refused.json[0]["state"] == "unmapped"
    assert "--set" in refused.json[0]["findings"][0]["sentence"]
    facts = {"meting": "c1", "soort": "cliëntenquête", "titel": "Najaar", "kwartaal": "2025-K4", "methode": "op papier",
             "werving": "steekproef"}  # fmt: skip
    given = [word for name, value in facts.items() for word in ("--set", f"{name}={value}")]
    assert "hoe is gevraagd" in town.run("check", path, *given[:8], *given[10:]).err
    assert "--recipe" in town.run("check", path, "--set", "kleur=rood").err
    done = town.run("deliver", path, "--accept", "--json", *given)
    assert done.code == 0, done.out + done.err
    assert done.json[0]["recipe"] == "enquete"
    before = everything(town)
    assert len(before["survey_respondent"]) == 12
    assert town.run("rebuild").code == 0
    assert everything(town) == before


def test_a_rebuild_makes_the_same_rows_of_every_kind(town: Town):
    sheets = client_survey()
    sheets["uitkomsten"] = [["vraag", "aanbieder", "antwoord", "aandeel", "n"], ["wmo-7", "berk", "mee eens", 60, 50],
                            ["wmo-7", "berk", "oneens", 40, 50]]  # fmt: skip
    sheets["open antwoorden"] = [["respondent", "aanbieder", "open vraag", "open antwoord"],
                                 [3, "berk", "Wat kan beter?", "Vaker bellen"]]  # fmt: skip
    accepted(town, "enquete.xlsx", sheets)
    accepted(town, "panel.xlsx", panel())
    before = everything(town)
    assert [row["number"] for row in stored(town, "survey_counted")] == [60 * 50 / 100, 40 * 50 / 100]
    assert (stored(town, "survey_open_answer")[0]["respondent"], len(before["survey_open_answer"])) == (3, 1)
    published = town.run("publish", "--json")
    assert published.code == 0, published.err
    assert town.run("rebuild").code == 0
    assert everything(town) == before
    assert town.run("verify").code == 0
    again = town.run("publish", "--json")
    assert again.json["publication"] == published.json["publication"]


def test_a_locked_survey_is_not_replaced(town: Town):
    accepted(town, "een.xlsx", client_survey())
    lock = ("--provider", "berk", "--quarter", "2025-K4", "--data-set", "clientenquete")
    assert town.run("lock", *lock).code == 0
    path = written(town, "twee.xlsx", {"meting": wave(), "antwoorden": [LONG, *clients("berk", 15)]})
    held = town.run("deliver", path, "--accept", "--json")
    assert held.json[0]["held"] == "locked"
    assert town.run("unlock", *lock, "--why", "verbetering").code == 0
    assert town.run("accept", held.json[0]["delivery_id"]).code == 0


def test_a_panel_is_locked_by_the_code_of_its_wave(town: Town):
    accepted(town, "panel.xlsx", panel())
    lock = ("--data-set", "inwonerpanel", "--quarter", "panel-2025")
    assert town.run("lock", *lock).code == 0
    assert "panel-2025" in town.run("lock", "--data-set", "inwonerpanel", "--quarter", "panel-2026").err
    held = town.run("deliver", written(town, "panel2.xlsx", panel(count=24)), "--accept", "--json").json[0]
    assert held["held"] == "locked"
    refused = town.run("accept", held["delivery_id"])
    assert "unlock --quarter panel-2025 --data-set inwonerpanel" in refused.err
    assert town.run("unlock", *lock, "--why", "verbetering").code == 0
    assert town.run("accept", held["delivery_id"]).code == 0


def test_what_waits_can_be_seen_before_it_counts_and_a_refused_file_goes_back_with_its_cells_marked(town: Town):
    waiting = town.run("deliver", written(town, "een.xlsx", client_survey()), "--json").json[0]["delivery_id"]
    preview = town.run("preview", waiting)
    assert preview.code == 0, preview.out + preview.err
    assert town.run("reject", waiting, "--why", "proef").code == 0
    sheets = client_survey()
    sheets["antwoorden"][2][3] = 11
    refused = town.run("deliver", written(town, "fout.xlsx", sheets), "--accept", "--json")
    assert refused.json[0]["state"] == "refused"
    assert "cel D3" in refused.json[0]["findings"][0]["sentence"]
    out = town.folder / "terug.xlsx"
    assert town.run("handback", refused.json[0]["delivery_id"], "--out", out).code == 0
    book = openpyxl.load_workbook(out)
    assert book["antwoorden"]["D3"].comment is not None


def test_the_board_and_a_new_register_go_on_beside_surveys(town: Town):
    accepted(town, "een.xlsx", client_survey())
    accepted(town, "panel.xlsx", panel())
    assert town.run("board", "--quarter", "2025-K4").code == 0
    again = town.run("deliver", written(town, "stam2.xlsx", _register()), "--accept", "--json")
    assert again.code == 0, again.out + again.err


def _register() -> dict[str, list[list[Any]]]:
    changed = {name: [list(row) for row in rows] for name, rows in REGISTER.items()}
    changed["aanbieders"][2][4] = "Berk"
    return changed
