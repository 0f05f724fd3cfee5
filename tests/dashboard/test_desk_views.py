"""Page Weergaven: kept for oneself or for everybody, found again, renamed and taken away; and no way out of the house."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk_page import ANJA, Desk

from dashboard.contents import CONTENTS, view_at
from pipelines import record
from tests.pipelines.small_town import Town

LINDE = "/aanbieder?aanbieder=linde&kwartaal=2025-K1"
WRONG = [
    "https://elders.example/overzicht", "//elders.example/overzicht", "/\\elders.example", "javascript:alert(1)",
    "/?kwartaal=2025-K1&volgende=https://elders.example", "/#x", "/overzicht", "/?kwartaal=", "/beheer", "",
    "/?kwartaal=a&kwartaal=b", "/?kwartaal=" + "x" * 101, "/?kwartaal=%0a", "/weergaven",
    "/?<script>alert(1)</script>", "/aanleveren?levering=L00001", "/overzicht/../aanleveren", "overzicht",
]  # fmt: skip


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


@pytest.fixture
def desk(town: Town, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(town.home.root, monkeypatch, title="Weergaven")


def keep(desk: Desk, address: str, name: str, *, whose: str = "Alleen voor mij") -> Desk:
    desk.open(bewaar=address).write("Naam van de weergave", name).pick("Voor wie?", whose)
    return desk.press("Bewaar")


def test_a_view_that_is_kept_leads_back_to_what_was_seen(desk: Desk, town: Town) -> None:
    assert "Er is nog geen weergave bewaard." in desk.text
    keep(desk, LINDE, "Linde  voor het gesprek")
    assert "De weergave is bewaard, alleen voor u." in desk.text
    assert desk.address == {}
    assert '<a href="/aanbieder?aanbieder=linde&amp;kwartaal=2025-K1">Linde voor het gesprek</a>' in desk.markup
    assert "Aanbieder: Stichting De Linde, 1e kwartaal 2025" in desk.text
    (kept,) = record.views_of(town.home, ANJA)
    assert (kept.address, kept.shared, kept.saved_by) == (LINDE, False, ANJA)


def test_without_its_quarter_a_view_keeps_the_rest(desk: Desk, town: Town) -> None:
    desk.open(bewaar=LINDE).write("Naam van de weergave", "Linde")
    desk.app.checkbox[0].uncheck()
    desk.press("Bewaar")
    assert record.views_of(town.home, ANJA)[0].address == "/aanbieder?aanbieder=linde"


def test_what_is_for_everybody_is_seen_by_another_and_what_is_mine_is_not(
    desk: Desk, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(desk, LINDE, "Van mij")
    keep(desk, "/?kwartaal=2025-K1", "Van allen", whose="Voor iedereen")
    assert "U hebt 1 eigen weergave. Voor iedereen: 1 weergave." in desk.text
    other = Desk(town.home.root, monkeypatch, title="Weergaven", by="Bram")
    assert "Van allen" in other.text and "Anja" in other.text
    assert "Van mij" not in other.text
    other.open(weergave="W00001", doe="haal-weg")
    assert "Deze weergave bestaat niet (meer)." in other.text
    assert [view.name for view in record.views_of(town.home, "Bram")] == ["Van allen"]


def test_a_view_is_renamed_and_taken_away_after_being_asked_once_more(desk: Desk, town: Town) -> None:
    keep(desk, LINDE, "Oud")
    desk.open(weergave="W00001", doe="hernoem").write("Nieuwe naam", "Nieuw").press("Bewaar de naam")
    assert "De weergave heeft een andere naam." in desk.text
    desk.open(weergave="W00001", doe="haal-weg")
    assert "Wilt u de weergave ‘Nieuw’ weghalen?" in desk.text
    assert len(record.views_of(town.home, ANJA)) == 1
    desk.press("Ja, haal weg")
    assert "De weergave is weggehaald." in desk.text
    assert record.views_of(town.home, ANJA) == []


@pytest.mark.parametrize("name", ["", "   "])
def test_a_view_needs_a_name(desk: Desk, town: Town, name: str) -> None:
    desk.open(bewaar=LINDE)
    desk.app.text_input[0].set_value(name)
    desk.press("Bewaar")
    assert "Geef de weergave een naam" in desk.text
    assert record.views_of(town.home, ANJA) == []


def test_two_views_do_not_have_one_name(desk: Desk, town: Town) -> None:
    keep(desk, LINDE, "Linde")
    keep(desk, "/?kwartaal=2025-K1", "linde", whose="Voor iedereen")
    assert "Er is al een weergave met deze naam." in desk.text
    assert len(record.views_of(town.home, ANJA)) == 1


@pytest.mark.parametrize("address", WRONG)
def test_an_address_that_is_not_ours_is_no_view(desk: Desk, address: str) -> None:
    assert view_at(address) is None
    if address:
        desk.open(bewaar=address)
        assert "Dit is geen adres van een pagina van Kwartaalbeeld." in desk.text
        assert "Bewaar" not in desk.buttons
        assert "elders.example" not in desk.markup and "alert(1)" not in desk.markup


def test_a_kept_address_of_a_page_that_is_gone_leads_nowhere(desk: Desk, town: Town) -> None:
    record.save_view(town.home, "Vroeger", "/weggehaald?kwartaal=2025-K1", shared=True, by=ANJA)
    desk.open()
    assert "Deze weergave werkt niet meer" in desk.text
    assert "/weggehaald" not in desk.markup


def test_a_name_that_is_markup_stays_a_name(desk: Desk) -> None:
    keep(desk, LINDE, '<img src=x onerror="alert(1)">')
    assert "<img" not in desk.markup
    desk.open(weergave="W00001", doe="haal-weg")
    assert "<img" not in desk.markup
    assert not [item for item in [*desk.app.text_input, *desk.app.button] if "img" in item.label]


def test_every_page_with_choices_can_be_kept() -> None:
    for entry in CONTENTS:
        kept = view_at(f"/{entry.address}?{entry.parameters[0]}=x" if entry.parameters else f"/{entry.address}")
        assert (kept is not None) == bool(entry.parameters)
