"""Page Opmerkingen: written, told when it will be seen, published, and taken away with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk_page import ANJA, Desk

from pipelines import record
from pipelines.errors import UsageProblem
from pipelines.publishing import published_rows
from tests.pipelines.small_town import Town

EVIL = '<img src=x onerror="alert(1)"> [x](javascript:alert(1))'


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


@pytest.fixture
def desk(town: Town, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(town.home.root, monkeypatch, title="Opmerkingen")


def write(desk: Desk, text: str, begin: str, end: str = "") -> Desk:
    desk.write("Opmerking", text).write("Datum (dag-maand-jaar)", begin)
    return desk.write("Tot en met (leeg: één moment)", end).press("Bewaar de opmerking")


def test_a_remark_is_kept_listed_and_drawn_after_publication(desk: Desk, town: Town) -> None:
    town.accepted("berk.csv", "berk;D-3;2025-K1;BER-2;30;;;aantal;;;")
    assert "Er staat nog geen opmerking bij de grafieken." in desk.text
    desk.app.multiselect[0].set_value(["BER-2"])
    desk.app.multiselect[1].set_value(["berk"])
    write(desk, "Verhuisd naar de Dorpsstraat", "3-2-2025", "14 februari 2025")
    assert "De opmerking is bewaard. Na de volgende publicatie staat zij bij de grafieken." in desk.text
    assert "Er staat 1 opmerking bij de grafieken." in desk.text
    assert "3 februari 2025 tot en met 14 februari 2025" in desk.text
    assert "De Berk B.V." in desk.text
    assert desk.app.text_area[0].value == ""
    desk.press("Publiceer nu")
    (row,) = published_rows(town.home, "select * from annotations", {})
    assert (row["text"], row["indicator"], row["provider_id"], row["written_by"]) == (
        "Verhuisd naar de Dorpsstraat", "BER-2", "berk", ANJA,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "begin", "end", "told"),
    [
        ("", "", "", "Schrijf de opmerking op; leeg kan zij niet zijn. Vul een datum in"),
        ("Verhuisd", "31-2-2025", "", "Dit is geen datum."),
        ("Verhuisd", "3-2-2025", "2-2-2025", "De einddatum ligt voor de begindatum."),
        ("Gaat over 111222333", "3-2-2025", "", "een nummer dat een burgerservicenummer kan zijn"),
    ],
)
def test_what_is_wrong_with_a_remark_is_said_and_nothing_is_kept(
    desk: Desk, town: Town, text: str, begin: str, end: str, told: str
) -> None:
    write(desk, text, begin, end)
    assert told in desk.text
    assert "111222333" not in desk.markup
    assert record.annotations(town.home) == []


def test_taking_a_remark_away_asks_a_reason(desk: Desk, town: Town) -> None:
    write(desk, "Verhuisd", "3-2-2025")
    desk.open(opmerking="O0001").press("Haal weg")
    assert "Vul een reden in." in desk.text
    assert len(record.annotations(town.home)) == 1
    desk.write("Waarom haalt u deze opmerking weg?", "toch niet").press("Haal weg")
    assert "De opmerking is weggehaald." in desk.text
    assert (record.annotations(town.home), desk.address) == ([], {})
    assert "Deze opmerking bestaat niet (meer)." in desk.open(opmerking="O0001").text


def test_a_remark_that_is_markup_is_shown_as_text(desk: Desk) -> None:
    write(desk, EVIL, "3-2-2025")
    desk.open(opmerking="O0001")
    assert "<img" not in desk.markup
    assert not [item for item in [*desk.app.text_input, *desk.app.button] if "img" in item.label]


def test_a_home_without_stores_gets_a_calm_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for title in ("Opmerkingen", "Weergaven"):
        assert "Hier is nog geen Kwartaalbeeld ingericht." in Desk(tmp_path / "leeg", monkeypatch, title=title).text


def test_a_day_is_read_as_the_dutch_write_it() -> None:
    for written in ("4-11-2025", "04-11-2025", "4 november 2025", "2025-11-04"):
        assert record.read_day(written).isoformat() == "2025-11-04"
    with pytest.raises(UsageProblem):
        record.read_day("november")
