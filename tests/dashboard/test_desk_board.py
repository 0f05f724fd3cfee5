"""Page Aanleveren: the board says who delivered, templates leave in one zip, and a remembered recipe asks one thing."""

from __future__ import annotations

import asyncio
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from desk_page import Desk
from starlette.requests import Request
from starlette.responses import Response

from dashboard.desk import downloads
from pipelines import intake
from pipelines.place import Home
from tests.pipelines.small_surveys import by_date, learned, survey
from tests.pipelines.small_town import Town


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


@pytest.fixture
def desk(town: Town, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(town.home.root, monkeypatch)


def asked(quarter: str) -> Response:
    """What the route of the templates answers."""
    return asyncio.run(downloads.templates(Request({"type": "http", "path_params": {"quarter": quarter}})))


def test_the_board_has_a_row_per_provider_and_says_each_state_in_a_word(desk: Desk, town: Town) -> None:
    town.accepted("berk.csv", "berk;D-3;2025-K1;BER-2;30;;;aantal;;;")
    town.deliver("linde.csv", "linde;D-1;2025-K1;BER-2;veel;;;aantal;;;")
    desk.open(deel="bord", tot="2025-K1")
    assert "Wie heeft geleverd?" in desk.text
    assert "geaccepteerd" in desk.text and "geweigerd, 1 fout" in desk.text
    assert "Eerdere kwartalen" in desk.text and "Latere kwartalen" in desk.text
    for wrong in ("onzin", "2999-K1", ""):
        assert "Wie heeft geleverd?" in desk.open(deel="bord", tot=wrong).text


def test_a_board_of_nobody_says_where_to_begin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    intake.initialise(Home(tmp_path), by="Anja")
    desk = Desk(tmp_path, monkeypatch).open(deel="bord")
    assert "Er zijn nog geen aanbieders. Vul eerst de stamgegevens in" in desk.text
    assert "/sjablonen/" in desk.markup and "Eerdere kwartalen" not in desk.text


def test_the_templates_of_a_quarter_leave_in_one_zip(desk: Desk, town: Town) -> None:
    answer = asked("2025-K4")
    assert answer.status_code == 200
    names = zipfile.ZipFile(BytesIO(bytes(answer.body))).namelist()
    assert {"2025-K4-berk.xlsx", "2025-K4-linde.xlsx"} <= set(names)
    assert asked("nooit").status_code == 404


def test_a_remembered_recipe_asks_the_quarter_on_the_page_and_then_waits(desk: Desk, town: Town) -> None:
    from dataclasses import replace

    fixed = replace(by_date(), columns={}, period_is="as_written",
                    constants={"provider_id": "berk", "period": "2026-K1"}, ask=("period",))  # fmt: skip
    learned(town, fixed, survey("02"))
    desk.open().drop(("tweede.csv", survey("05")))
    assert "Nog één ding" in desk.text
    label = "Periode (vorige keer 2026-K1)"
    assert label in desk.labels
    desk.press("Lees het bestand zo")
    assert "Vul nog in: periode." in desk.text
    desk.choose(label, "2e kwartaal 2026").press("Lees het bestand zo")
    newest = intake.list_deliveries(town.home)[-1]
    assert desk.address == {"levering": newest["delivery_id"]}
    assert (newest["state"], newest["data_set"]) == ("waiting", "clientenquete")


def test_what_a_recipe_asks_is_counted_listed_and_not_called_unknown(desk: Desk, town: Town) -> None:
    from dataclasses import replace

    asks = ("provider_id", "sub_agreement_id", "period")
    fixed = replace(by_date(), columns={}, period_is="as_written", ask=asks,
                    constants={"provider_id": "berk", "sub_agreement_id": "D-3", "period": "2026-K1"})  # fmt: skip
    learned(town, fixed, survey("02", mail=";piet@voorbeeld.nl"))
    desk.open().drop(("tweede.csv", survey("05", mail=";jan@voorbeeld.nl")))
    assert "Nog 3 dingen" in desk.text and "Wacht op een antwoord: de indeling is bekend" in desk.text
    assert "kent de indeling van dit bestand niet" not in desk.text and "Indeling nog niet bekend" not in desk.text
    assert "1 kolom die zegt wie iemand is." in desk.text
    desk.choose("Aanbieder (vorige keer berk)", "De Berk B.V.")
    desk.choose("Deelovereenkomst (vorige keer D-3)", "(D-3)")
    desk.choose("Periode (vorige keer 2026-K1)", "2e kwartaal 2026").press("Lees het bestand zo")
    assert "Nog niet. Er zijn geen fouten gevonden." in desk.text and "1 kolom die zegt wie iemand is." in desk.text
    desk.press("Accepteer")
    desk.open().drop(("nog-eens.csv", survey("05", mail=";jan@voorbeeld.nl")))
    assert "Dit bestand telt al mee als" in desk.text
