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
    assert made is not None and len(made.sheet.rows) == len(ROWS["network_events"])
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


def test_a_publication_without_parties_says_what_to_do(publish: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    publish("intern-1.duckdb")
    page = Desk(tmp_path, monkeypatch, title="Partijen")
    assert "Van de koepelovereenkomst staat nog niets in de stamgegevens" in page.text
    assert "Er zijn geen voorstellen vastgelegd" in page.text
