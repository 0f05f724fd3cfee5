"""Page Aanleveren: from a dropped file to a figure that counts, and what is told on the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk_page import ANJA, Desk

from pipelines import intake, record
from pipelines.acts import acting
from pipelines.publishing import published_values
from tests.pipelines.small_town import Town, csv_text

GOOD = csv_text("berk;D-3;2025-K1;BER-2;30;;;aantal;;;", "berk;D-3;2025-K1;TER-1;12;;14;dagen;;;").encode()
FAULTY = csv_text("berk;D-3;2025-K1;BER-2;veel;;;aantal;;;", "berk;D-3;2025-K1;TER-1;-12;;14;dagen;;;").encode()
EVIL = '<img src=x onerror="alert(1)"> [x](javascript:alert(1)) $a$ :material_home:.csv'


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


@pytest.fixture
def desk(town: Town, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(town.home.root, monkeypatch)


def states(town: Town) -> list[str]:
    return [row["state"] for row in intake.list_deliveries(town.home) if row["data_set"] != "stamgegevens"]


def test_a_dropped_file_is_kept_and_leads_to_its_own_page(desk: Desk, town: Town) -> None:
    desk.drop(("berk.csv", GOOD))
    assert desk.address == {"levering": "L00002"}
    assert "Telt berk.csv mee? Nog niet. Er zijn geen fouten gevonden." in desk.text
    assert "Kwartaalmonitor van De Berk B.V. over het 1e kwartaal 2025" in desk.text
    assert "Bereikte personen sinds 1 januari, De Berk B.V., K1 2025: geen cijfer wordt 30" in desk.text
    assert (states(town), intake.list_deliveries(town.home)[-1]["delivered_by"]) == (["waiting"], ANJA)


def test_a_faulty_file_names_every_fault_in_two_ways_and_is_compared_with_its_mended_version(desk: Desk) -> None:
    desk.drop(("berk.csv", FAULTY))
    assert "Nee. Er zitten 2 fouten in het bestand." in desk.text
    assert "Fouten: 2" in desk.text
    assert 'Rij 2, kolom "waarde" (cel E2)' in desk.text
    assert "Accepteer" not in desk.buttons
    desk.app.radio[0].set_value(desk.app.radio[0].options[1])
    assert "Fouten: 2" in desk.run().text
    desk.drop(("berk.csv", GOOD))
    assert "Vergeleken met de vorige versie, L00002 (geweigerd: er zitten fouten in): 2 hersteld" in desk.text
    assert "Hersteld: 2" in desk.text


def test_the_same_file_dropped_twice_is_one_version(desk: Desk, town: Town) -> None:
    desk.drop(("berk.csv", GOOD))
    desk.open().drop(("anders-genoemd.csv", GOOD))
    assert desk.address == {"levering": "L00002"}
    assert "Dit bestand stond hier al" in desk.text
    assert states(town) == ["waiting"]


def test_a_page_that_runs_twice_for_one_drop_delivers_once(desk: Desk, town: Town) -> None:
    desk.drop(("berk.csv", FAULTY))
    for _ in range(3):
        desk.run()
    assert states(town) == ["refused"]


def test_several_files_are_each_told_by_name(desk: Desk) -> None:
    desk.drop(("berk.csv", GOOD), ("foto.png", b"\x89PNG\r\n\x1a\n" + b"0" * 99), (EVIL, b"a;b\n1;2\n"))
    assert "Net ingeleverd: 3 bestanden" in desk.text
    assert "berk.csv : wacht op acceptatie, L00002" in desk.text
    assert "foto.png : geweigerd: er zitten fouten in (1 fout), L00003" in desk.text
    assert "indeling nog niet bekend, L00004" in desk.text
    assert (
        "3 leveringen vragen aandacht: 1 wacht op acceptatie, 1 heeft een indeling die nog niet bekend is" in desk.text
    )
    desk.press("Deze lijst sluiten")
    assert "Net ingeleverd" not in desk.text


def test_names_and_cells_that_are_markup_are_shown_as_text(desk: Desk) -> None:
    desk.drop((EVIL, csv_text("<b>berk</b>;[x](javascript:alert(1));2025-K1;BER-2;30;;;aantal;;;").encode()))
    assert "<img" not in desk.markup and "<b>berk" not in desk.markup
    assert "&lt;img src=x onerror=&quot;alert(1)&quot;&gt;" in desk.markup
    widgets = [*desk.app.radio, *desk.app.text_input, *desk.app.file_uploader]
    assert not [item for item in widgets if "img" in item.label]  # labels are read as Markdown by Streamlit


def test_accepting_publishing_and_withdrawing_go_by_buttons(desk: Desk, town: Town) -> None:
    desk.drop(("berk.csv", GOOD)).press("Accepteer")
    assert "L00002 is geaccepteerd en telt mee." in desk.text
    assert states(town) == ["accepted"]
    desk.press("Publiceer nu")
    assert "Gepubliceerd:" in desk.text
    assert "Publiceer nu" not in desk.buttons
    values = published_values(town.home, indicator="BER-2", quarter="2025-K1")
    assert 30 in set(values["value"].dropna())
    desk.press("Trek in")
    assert "Vul een reden in." in desk.text
    assert states(town) == ["accepted"]
    desk.write("Waarom trekt u deze levering in?", "verkeerd kwartaal").press("Trek in")
    assert "L00002 is ingetrokken en telt niet meer mee." in desk.text
    assert "verkeerd kwartaal (Anja)" in desk.text


def test_rejecting_asks_a_reason_and_keeps_it(desk: Desk, town: Town) -> None:
    desk.drop(("berk.csv", GOOD)).press("Wijs af")
    assert "Vul een reden in." in desk.text
    desk.write("Waarom wijst u deze levering af?", "test").press("Wijs af")
    assert states(town) == ["rejected"]
    assert "Nee, deze levering is afgewezen." in desk.text


def test_who_was_overtaken_is_told_by_whom_and_led_there(desk: Desk, town: Town) -> None:
    desk.drop(("berk.csv", GOOD))
    town.accepted(
        "van-een-ander.csv", "berk;D-3;2025-K1;BER-2;31;;;aantal;;;", "berk;D-3;2025-K1;TER-1;12;;14;dagen;;;"
    )
    # the page is as it was seen: the decision is based on the ledger of then
    seen = intake.position(town.home) - 2
    with pytest.raises(intake.Overtaken):
        intake.accept(town.home, "L00002", by=ANJA, since=seen)
    assert states(town) == ["waiting", "accepted"]


def test_a_locked_quarter_is_said_and_cannot_be_accepted(desk: Desk, town: Town) -> None:
    town.accepted("eerst.csv", "berk;D-3;2025-K1;BER-2;29;;;aantal;;;", "berk;D-3;2025-K1;TER-1;12;;14;dagen;;;")
    record.lock(town.home, "berk", "2025-K1", data_set="kwartaalmonitor", by=ANJA)
    desk.drop(("berk.csv", GOOD))
    assert "Nee, het kwartaal is vastgesteld." in desk.text
    assert "Accepteer" not in desk.buttons


def test_an_unknown_delivery_and_a_home_without_stores_get_a_calm_page(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Deze levering bestaat niet" in desk.open(levering="L99999").text
    assert "Deze levering bestaat niet" in desk.open(levering="<b>' or 1=1 --").text
    assert "Hier is nog geen Kwartaalbeeld ingericht." in Desk(tmp_path / "leeg", monkeypatch).text


def test_a_file_with_citizen_numbers_is_destroyed_and_said_without_a_number(desk: Desk, town: Town) -> None:
    # eleven-test numbers made up for this: 111222333 is the well-known one
    rows = [f"berk;D-3;2025-K1;BER-2;30;;;aantal;;;bsn {number}" for number in ("111222333", "123456782")]
    desk.drop(("berk.csv", csv_text(*rows).encode()), ("goed.csv", GOOD))
    assert "vernietigd" in desk.text
    assert "111222333" not in desk.markup


def test_the_page_says_who_works_here(desk: Desk) -> None:
    assert "U werkt als Anja." in desk.text


def locked(town: Town) -> list[tuple[str, str, str]]:
    with acting(town.home) as acts:
        return [
            tuple(row.values()) for row in acts.ledger.rows("select provider_id, quarter, data_set from locked_slot")
        ]  # type: ignore[misc]


def test_a_quarter_is_settled_and_opened_again_with_a_reason(desk: Desk, town: Town) -> None:
    desk.drop(("berk.csv", GOOD)).press("Accepteer").press("Stel vast")
    assert "Vastgesteld: De Berk B.V., 1e kwartaal 2025, kwartaalmonitor" in desk.text
    assert locked(town) == [("berk", "2025-K1", "kwartaalmonitor")]
    assert "Trek in" not in desk.buttons and "Stel vast" not in desk.buttons
    desk.press("Open weer")
    assert "Vul een reden in" in desk.text and locked(town)
    desk.write("Waarom opent u dit weer?", "De Berk heeft een fout gevonden").press("Open weer")
    assert "Weer open: De Berk B.V., 1e kwartaal 2025, kwartaalmonitor" in desk.text
    assert locked(town) == [] and "Stel vast" in desk.buttons


def test_of_a_delivery_over_more_quarters_only_what_is_chosen_is_settled(desk: Desk, town: Town) -> None:
    two = csv_text("berk;D-3;2025-K1;BER-2;30;;;aantal;;;", "berk;D-3;2025-K2;BER-2;41;;;aantal;;;").encode()
    desk.drop(("berk.csv", two)).press("Accepteer").press("Stel vast")
    assert "Vastgesteld, 2 keer:" in desk.text
    assert desk.markup.count("<li>De Berk B.V., ") == 2
    town.run("unlock", "--provider", "berk", "--quarter", "2025-K1", "--why", "herstel")
    town.run("unlock", "--provider", "berk", "--quarter", "2025-K2", "--why", "herstel")
    (box,) = desk.run().app.multiselect
    box.set_value([box.options[0]]) if isinstance(box.value[0], str) else box.set_value([box.value[0]])
    desk.press("Stel vast")
    assert locked(town) == [("berk", "2025-K1", "kwartaalmonitor")]
    assert {"Stel vast", "Open weer"} <= set(desk.buttons)
