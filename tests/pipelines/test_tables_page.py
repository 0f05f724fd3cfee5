"""Page Bouwblokken and the command blocks: tables looked at, copied, filled in and kept; what was awarded keeps its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from small_social_return import delivered, portfolio, promise
from small_town import Town
from streamlit.testing.v1 import AppTest

from pipelines import record
from schemas.place import ACTOR_VARIABLE, HOME_VARIABLE


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    town = Town(tmp_path_factory.mktemp("town"))
    assert delivered(town).code == 0
    return town


@pytest.fixture(autouse=True)
def here(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(town.home.root))
    monkeypatch.setenv(ACTOR_VARIABLE, "coordinator")


def opened(**asked: str) -> Any:
    app = AppTest.from_string("from dashboard.desk import blocks\nblocks.page()", default_timeout=60)
    for name, text in asked.items():
        app.query_params[name] = text
    app.run()
    assert not app.exception, app.exception
    return app


def words(app: Any) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def pressed(app: Any, label: str) -> str:
    next(item for item in app.button if item.label == label).click()
    app.run()
    assert not app.exception, app.exception
    return words(app)


def put(app: Any, label: str, text: str) -> None:
    next(item for item in app.text_input if item.label == label).set_value(text)


def test_the_page_tells_which_table_holds_what_it_says_and_how_another_differs():
    told = words(opened(naast="utrecht"))
    assert "In de nieuwste stand gelden: Haaglanden en Zuid-Holland Centraal (1 verplichting)." in told
    assert "Deze versie ligt vast sinds" in told and "niet in bron: hier gekozen" in told
    assert "€ 40.000 per jaar, hoogstens 24 maanden" in told and "€ 40.000 per jaar, duur niet in bron" in told
    assert "wat al is gegund, houdt zijn eigen tabel" in told
    part = words(opened(tabel="rijnvicus-deel"))
    assert "Deze tabel is niet volledig" in part and "haar bestand kan nog veranderen" in part


def test_a_copy_is_checked_compared_and_kept_and_an_award_may_name_it(town: Town):
    before = record.entries_to_review(town.home)
    app = opened(kopie="tilburg-2017")
    assert "Tabel, geldig vanaf: " in pressed(app, "Bewaar als nieuwe versie")
    put(app, "code (nodig)", "kleindorp-2026")
    put(app, "geldig vanaf (nodig, dag-maand-jaar)", "1-11-2024")
    put(app, "bedrag", "16000")
    shown = pressed(app, "Kijk na en vergelijk")
    assert "€ 15.000 per jaar, hoogstens 24 maanden" in shown and "€ 16.000 per jaar, hoogstens 24 maanden" in shown
    assert len(record.block_tables(town.home)) == 7  # nothing is kept yet
    assert "Bewaard als kleindorp-2026." in pressed(app, "Bewaar als nieuwe versie")
    kept = next(item for item in record.block_tables(town.home) if item.table.table_id == "kleindorp-2026")
    source = next(item for item in record.block_tables(town.home) if item.table.table_id == "tilburg-2017").table
    assert (kept.fixed_by, kept.table.blocks[0].amount, kept.table.blocks[1:]) == (
        "coordinator",
        16000,
        source.blocks[1:],
    )
    assert record.entries_to_review(town.home) == before
    other = promise("2026-K1", obligation_id="SR-2", table_id="kleindorp-2026")
    answer = delivered(town, "ander.xlsx", promises=[promise("2026-K1"), other], entries=portfolio("2026-K1"))
    assert answer.code == 0, answer.out + answer.err
    assert town.run("verify").code == 0


def test_the_command_line_lists_compares_and_keeps_a_file(town: Town, tmp_path: Path):
    found = json.loads(town.run("blocks", "--json").out)
    assert (found[0]["table_id"], found[0]["obligations"]) == ("haaglanden-2023", 1)
    lines = json.loads(town.run("blocks", "--beside", "haaglanden-2023", "utrecht", "--json").out)
    assert {"what": "Wajong", "left": "€ 50.000 per jaar, zolang het duurt",
            "right": "€ 50.000 per jaar, duur niet in bron", "differs": True} in lines  # fmt: skip
    file = tmp_path / "eigen.toml"
    text = next(Path("data/reference/bouwblokken").glob("tilburg*")).read_text("utf-8")
    file.write_text(text.replace('id = "tilburg-2017"', 'id = "kleindorp-oud"'), "utf-8")
    assert "Bewaard als kleindorp-oud" in town.run("blocks", "--save", file, "--by", "coordinator").out
    again = town.run("blocks", "--save", file)
    assert (again.code, "al van een andere versie" in again.err) == (2, True)
    assert town.run("blocks", "--save", file, "--beside", "a", "b").code == 2
    assert town.run("blocks", "--beside", "niets", "utrecht").code == 2
