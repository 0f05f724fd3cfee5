"""The page Partijen: the timeline, who came and left, and everything agreed in words; texts are printed as they were typed."""

from __future__ import annotations

from datetime import date
from html import escape
from pathlib import Path
from typing import Any

import pytest
from desk_page import Desk
from party_publication import EVIL, ROWS, with_parties

from dashboard.charts.network import parties_chart, timeline
from dashboard.pictures.parties import network, parties
from dashboard.readings import Readings
from dashboard.selection import Selection


@pytest.fixture
def readings(publish: Any, tmp_path: Path) -> Readings:
    return with_parties(publish, tmp_path)


def test_a_stay_is_a_line_from_joining_to_leaving_and_what_happened_stands_on_it(readings: Readings):
    drawn = timeline(readings.participants(), readings.network_events(), until=date(2025, 12, 31))
    assert drawn is not None
    ends = [(bar.x0, bar.x1) for bar in drawn.bars]
    assert ends == [
        (date(2022, 7, 1).toordinal(), date(2025, 12, 31).toordinal()),
        (date(2025, 7, 1).toordinal(), date(2025, 11, 30).toordinal()),
    ]
    lanes = {mark.told.split(": ", 1)[1]: round(-mark.y - 0.8) for mark in drawn.marks}
    assert lanes == {
        "Netwerk: Normen.": 0, "Tekort: de norm gaat omlaag.": 1, "Nieuwkomer, Steun: voorlopig voorstel.": 3,
        "Nieuwkomer trad toe.": 3, "Nieuwkomer trad uit.": 3,
    }  # fmt: skip
    assert "1 toetreding, 1 uittreding, 1 overleg en 1 tafelbesluit" in drawn.alt


def test_what_is_still_to_come_is_not_drawn(readings: Readings):
    drawn = timeline(readings.participants(), readings.network_events(), until=date(2025, 3, 31))
    assert drawn is not None and len(drawn.bars) == 1 and len(drawn.marks) == 0
    assert timeline((), readings.network_events(), until=date(2025, 3, 31)) is None
    assert parties_chart(()) is None


def test_pictures_go_along_as_numbers_and_words(readings: Readings):
    made, counted = (make(readings, Selection("2025-K4", None, None, None)) for make in (network, parties))
    assert (
        made is not None and len(made.sheet.rows) == len(ROWS["network_events"]) - 1
    )  # the end in 2028 is not drawn either
    assert counted is not None
    assert [(row[0], row[3]) for row in counted.sheet.rows[-3:]] == [("NET-1", 1.0), ("NET-2", 0.0), ("NET-3", 1.0)]


def test_the_page_tells_everything_in_words(publish: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with_parties(publish, tmp_path)
    page = Desk(tmp_path, monkeypatch, title="Partijen")
    for words in ("NET-1: 1.", "loopt van 1 juli 2022", "1 juli 2025. Er was een wachtlijst.", "TER-2 van 85% naar 80%.",
                  "Netwerk sociaal domein", "de cijfers van daarvoor zijn er niet bij", "ingetrokken"):  # fmt: skip
        assert words in page.text, words
    assert escape(EVIL, quote=True) in page.markup and "<script>" not in page.markup
    page.open(aanbieder="linde")
    assert "niet voldaan" in page.text and "certificaat" in page.text and "versie 2" in page.text
    page.open(tabel="netwerk,partijen")
    assert "Wat er gebeurde, het nieuwste eerst" in page.text


def test_the_page_tells_what_had_happened_by_the_end_of_the_quarter_and_that_there_is_more(
    publish: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    readings = with_parties(publish, tmp_path)
    page = Desk(tmp_path, monkeypatch, title="Partijen")
    page.open(kwartaal=readings.quarters()[0].quarter)
    assert "TER-2 van 85% naar 80%." not in page.text and "Na dit kwartaal: 1 besluit." in page.text
    assert "Tot en met dit kwartaal zijn er geen voorstellen vastgelegd." in page.text


def test_a_publication_without_parties_says_what_to_do(publish: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    publish("intern-1.duckdb")
    page = Desk(tmp_path, monkeypatch, title="Partijen")
    assert "Van de koepelovereenkomst staat nog niets in de stamgegevens" in page.text
    assert "Er zijn geen voorstellen vastgelegd" in page.text


# --- vergelijkbare aanbieders


def _own(quarter: str, value: float | None) -> dict[str, Any]:
    return {"provider_id": "nieuw", "provider": "Nieuwkomer", "grain": "provider", "quarter": quarter, "period": quarter,
            "period_kind": "quarter", "theme": "lead_times", "indicator": "TER-2", "unit": "percent", "direction": "up",
            "headline": True, "value": value, "indicative": False, "provisional": False,
            "status": "on_track" if value else "not_yet_joined"}  # fmt: skip


STITCHED = {
    "predecessors": [
        {"provider_id": "nieuw", "predecessor_id": "linde", "since": date(2025, 7, 1), "kind": "continuation",
         "stitched": True, "sentence": "voortzetting per 1 juli 2025: gaat verder op de cijfers van De Linde."},
    ],
    "stitches": [{"provider_id": "nieuw", "predecessor_id": "linde", "until": "2025-K2"}],
    "values": [_own("2025-K1", None), _own("2025-K2", None), _own("2025-K3", 90.0), _own("2025-K4", 95.0)],
}  # fmt: skip


def test_a_trend_goes_on_from_the_predecessor_only_when_asked_and_nothing_is_added(publish: Any, tmp_path: Path):
    readings = with_parties(publish, tmp_path, STITCHED)
    asked = {"sub_agreement_id": None, "until": "2025-K4"}
    assert [row.value for row in readings.trend("nieuw", "TER-2", **asked)] == [None, None, 90.0, 95.0]
    whole = readings.trend("nieuw", "TER-2", **asked, comparable=True)
    before = readings.trend("linde", "TER-2", **(asked | {"until": "2025-K2"}))
    assert [(row.provider_id, row.quarter, row.value) for row in whole] == [
        *((row.provider_id, row.quarter, row.value) for row in before), ("nieuw", "2025-K3", 90.0), ("nieuw", "2025-K4", 95.0),
    ]  # fmt: skip
    shorter = readings.trend("nieuw", "TER-2", sub_agreement_id=None, until="2025-K1", comparable=True)
    assert [row.quarter for row in shorter] == ["2024-K3", "2024-K4", "2025-K1"]


def test_a_provider_that_came_in_nobodys_place_has_the_same_trend_with_the_switch(publish: Any, tmp_path: Path):
    readings = with_parties(publish, tmp_path, STITCHED)
    asked = {"sub_agreement_id": None, "until": "2025-K4"}
    assert readings.trend("linde", "TER-2", **asked, comparable=True) == readings.trend("linde", "TER-2", **asked)


def test_the_switch_stands_on_the_page_of_the_provider_and_says_whose_figures_they_are(
    publish: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    with_parties(publish, tmp_path, STITCHED)
    page = Desk(tmp_path, monkeypatch, title="Aanbieder").open(aanbieder="nieuw", kwartaal="2025-K4", cijfer="TER-2")
    assert "Vergelijkbare aanbieders: uit | aan" in page.text
    page.open(aanbieder="nieuw", kwartaal="2025-K4", cijfer="TER-2", vergelijkbaar="ja")
    assert "Tot en met het 2e kwartaal 2025 zijn het de cijfers van De Linde." in page.text
    assert page.address["vergelijkbaar"] == "ja"


def test_a_break_says_why_and_offers_no_switch(publish: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with_parties(publish, tmp_path, {**STITCHED, "predecessors": ROWS["predecessors"], "stitches": []})
    page = Desk(tmp_path, monkeypatch, title="Aanbieder").open(aanbieder="nieuw", kwartaal="2025-K4", cijfer="TER-2")
    assert "de cijfers van daarvoor zijn er niet bij" in page.text and "Vergelijkbare aanbieders" not in page.text
