"""Pages Gesprek and Te doen: written literally, agreed, held, settled with documents, and opened again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

import pytest
from desk_page import ANJA, Desk, answered

from dashboard.desk.talk import points
from pipelines import record
from tests.pipelines.small_town import Town

HOSTILE = "<script>alert(1)</script> # kop $x$ `code` \u202eomgekeerd\nnog een regel"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    town = Town(tmp_path_factory.mktemp("kleindorp"))
    rows = ("berk;D-3;2025-K1;BER-2;20;;;aantal;;;", "berk;D-3;2025-K1;TER-2;;30;50;%;;;")
    town.accepted("k1.csv", *rows)
    town.publish()
    yield town


def test_a_talk_from_the_first_commentary_to_an_edition_and_back(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(town.home.root, monkeypatch, title="Gesprek")
    assert "Kies een aanbieder uit de lijst." in desk.text and "De Berk B.V. concept" in desk.text
    desk.open(aanbieder="berk", kwartaal="2025-K1")
    assert "er is nog niets opgeschreven, en dit gesprek is nog niet vastgesteld" in desk.text
    assert "Bereikte personen sinds 1 januari" in desk.text and "Achter bij de norm." in desk.text
    field = next(item for item in desk.app.text_area if item.label == "Duiding")
    assert field.disabled and field.placeholder == "Kies eerst wie dit zegt."  # what was typed before was lost
    desk.press("Bewaar de duiding")
    assert "Kies wie dit zegt, naar functie." in desk.text
    desk.choose("Wie zegt dit?", "bestuurder").write("Duiding", "bsn 111222333").press("Bewaar de duiding")
    assert "burgerservicenummer" in desk.text and "111222333" not in desk.text
    desk.choose("Wie zegt dit?", "manager").write("Duiding", 10_001 * "a").press("Bewaar de duiding")
    assert "De duiding is 10001 tekens lang" in desk.text
    desk.choose("Wie zegt dit?", "bestuurder")
    desk.write("Duiding", HOSTILE).press("Bewaar de duiding")
    assert escape(HOSTILE, quote=True) in desk.markup and "<script>" not in desk.markup
    assert "in een gesprek opgeschreven" in desk.text  # and not published yet
    places = len(desk.app.main.children)
    assert len(desk.run().app.main.children) == places  # or what was folded open below folds shut with the message
    desk.press("Publiceer nu")
    assert len(desk.app.main.children) == places
    assert "Gepubliceerd:" in desk.text and "in een gesprek opgeschreven" not in desk.text
    assert "bestuurder (aanbieder)" in desk.text and "De gemeente kan reageren tot en met" in desk.text
    desk.mark("Eigenaar, naar functie", "manager").write("Afspraak", HOSTILE)
    desk.write("Klaar op (dag-maand-jaar)", "1-6-2025").press("Bewaar de afspraak")
    assert "1 juni 2025 te laat" in desk.text
    (before,) = _keys(desk, "Wat is er aan de hand?")
    desk.mark("Status", "loopt").write("Wat het opleverde, of waarom het verandert", "Begonnen").press("Werk bij")
    assert record.talk_now(town.home, "berk", "2025-K1").actions[0]["state"] == "running"
    assert _keys(desk, "Wat is er aan de hand?") == [before]  # a browser keeps what was typed in another form
    desk.mark("Soort", "Open vraag").mark("Wie brengt dit in?", "wethouder")
    desk.write("Wat is er aan de hand?", "Waarom?").press("Bewaar")
    assert _keys(desk, "Wat is er aan de hand?") != [before]  # and its own is empty again
    desk.mark("Wie antwoordt?", "manager").write("Antwoord", "Daarom").press("Bewaar het antwoord")
    assert "Antwoord Daarom" in desk.text
    desk.mark("Soort", "Klachten").mark("Wie brengt dit in?", "wethouder")
    desk.write("Wat is er aan de hand?", "Een vergissing").press("Bewaar")
    assert "Een vergissing" in desk.text
    desk.mark("Welk signaal of welke vraag?", "Een vergissing").press("Haal weg")
    assert "Het is weggehaald; in het logboek blijft het staan." in desk.text and "(S0002)" not in desk.text
    _settled(desk, town)
    _seen(Desk(town.home.root, monkeypatch, title="Rapporten").open(kwartaal="2025-K1"))
    desk.write("Waarom opent u dit gesprek weer?", "Een telfout").press("Open het gesprek weer")
    assert "Weer geopend op" in desk.text and "later weer geopend" in desk.text
    assert not record.talk_now(town.home, "berk", "2025-K1").actions[0]["carried_over"]


def _keys(desk: Desk, label: str) -> list[str | None]:
    return [field.key for field in desk.app.text_area if field.label == label]


def _settled(desk: Desk, town: Town) -> None:
    desk.app.multiselect[0].set_value(["contract_manager", "director"])
    desk.write("Datum (dag-maand-jaar)", "20-5-2025").press("Het gesprek is gehouden")
    assert "Besproken op 20-5-2025" in desk.text
    assert "er is iets dat nog niet gepubliceerd is. Vaststellen neemt het mee." in desk.text
    button = next(item for item in desk.app.button if item.label == "Stel het gesprek vast")
    assert button.disabled
    desk.app.checkbox[0].check()
    desk.run().press("Stel het gesprek vast")
    edition = record.editions(town.home)[0]
    assert edition["settled_by"] == ANJA and edition["content_hash"][:16] in desk.text
    assert "Gespreksnotitie De Berk B.V., 1e kwartaal 2025 (PDF)" in desk.text
    assert re.search(rf'href="/editie/{edition["edition_id"]}/[^"]+\.pdf"', desk.markup)
    assert "Niets van wat op tafel lag, is in de publicatie van nu anders." in desk.text
    assert "Bewaar de duiding" not in desk.buttons and "Bewaar de afspraak" not in desk.buttons


def _seen(reports: Desk) -> None:
    """The kept PDFs of an edition as pictures; the full report stands first, as PDF first."""
    files = re.findall(r'<a href="/editie/E0001/([^"]+)"', reports.markup)
    assert [name.rpartition(".")[2] for name in files[:2]] == ["pdf", "html"]
    pictures = re.findall(r'<img src="(/editie/E0001/[^"]+/\d+\.png)"', reports.markup)
    assert len(pictures) > 2 and answered(pictures[0]).body.startswith(b"\x89PNG")
    assert answered(re.sub(r"\d+\.png", "99.png", pictures[0])).status_code == 404
    assert answered("/editie/E0001/anders.pdf/1.png").status_code == 404


def test_what_is_to_do_stands_per_owner_and_leads_to_its_talk(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    record.note(town.home, "berk", "2025-K2", kind="open vraag", text=HOSTILE, function="wethouder", by="x")
    desk = Desk(town.home.root, monkeypatch, title="Te doen")
    assert "De Berk B.V." in desk.text and escape(HOSTILE, quote=True) in desk.markup
    assert 'href="/gesprek?kwartaal=2025-K2&amp;aanbieder=berk"' in desk.markup
    for file in ("/te-doen.csv", "/agenda.ics"):  # a link that is no download is followed as a page
        assert f'href="{file}" download' in desk.markup
    assert "geen voor deze week" in desk.text
    desk.open(eigenaar="niemand")
    assert "De Berk B.V." in desk.text  # whom nobody knows, is everybody
    owner = next(item for item in desk.app.selectbox if item.label == "Eigenaar").options[1]
    box = next(item for item in desk.open(eigenaar=owner).app.selectbox if item.label == "Eigenaar")
    assert box.value == owner  # also after a reload


def test_many_figures_that_did_not_come_stand_in_one_card(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(town.home.root, monkeypatch, title="Gesprek").open(aanbieder="linde", kwartaal="2025-K1")
    assert desk.text.count("Niet geleverd.") == 2  # few: a card each
    monkeypatch.setattr(points, "_EACH", 1)
    desk.open(aanbieder="linde", kwartaal="2025-K1")
    missing = [row for row in record.talk_now(town.home, "linde", "2025-K1").figures if row["kind"] == "missing"]
    assert len(missing) == 2 and "2 cijfers zijn niet geleverd." in desk.text
    assert desk.text.count("Niet geleverd.") == 0
