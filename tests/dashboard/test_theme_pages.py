"""The theme pages as a session sees them: question, answer, filters, table and picture, and what is absent says why."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path
from typing import Any

import duckdb
import pytest
import theme_publication as rich
from streamlit.testing.v1 import AppTest

from dashboard.pictures import routes
from dashboard.pictures.kinds import ACROSS, POOL, POOLS
from dashboard.readings import Door, Readings
from dashboard.selection import Selection
from dashboard.views import across
from schemas.place import HOME_VARIABLE


def _lead_times() -> None:
    from dashboard.views.lead_times import page

    page()


def _reciprocity() -> None:
    from dashboard.views.reciprocity import page

    page()


def _definitions() -> None:
    from dashboard.views.definitions import page

    page()


@pytest.fixture
def readings(publish: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Readings:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    return rich.enriched(publish, tmp_path)


def _seen(page: Any, **address: str) -> str:
    """The words of a page at an address."""
    app = AppTest.from_function(page, default_timeout=60)
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, app.exception
    markup = " ".join(element.proto.body for element in app.get("html"))
    return markup


def _words(markup: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", markup)))


def test_a_theme_page_opens_with_its_question_and_the_counted_answer(readings: Readings) -> None:
    words = _words(_seen(_lead_times, kwartaal="2025-K4"))
    assert "Hoe lang wachten mensen? 4e kwartaal 2025. Termijnen: 1\u00a0achter.".replace(
        "\u00a0", " "
    ) in words.replace("\u00a0", " ")
    assert "Zet ze nooit in één lijn" in words


def test_the_table_of_all_providers_is_alphabetical_with_verdict_words(readings: Readings) -> None:
    words = _words(_seen(_lead_times, kwartaal="2025-K4", cijfer="TER-1"))
    assert words.index("De Linde") < words.index("Nieuwkomer")
    for word in ("beter dan gewoonlijk", "aantoonbaar beter", "haalt de norm stelselmatig", "vastgesteld", "op koers"):
        assert word in words


def test_who_has_not_joined_yet_says_so_and_never_shows_a_zero(readings: Readings) -> None:
    markup = _seen(_lead_times, kwartaal="2025-K4", cijfer="TER-1")
    row = next(part for part in markup.split("<tr>") if "Nieuwkomer" in part and "<td" in part)
    assert "nog niet toegetreden" in row
    assert ">0<" not in row


def test_a_district_filter_shows_that_part_without_a_verdict_and_hides_what_is_suppressed(readings: Readings) -> None:
    words = _words(_seen(_lead_times, kwartaal="2025-K4", cijfer="TER-1", wijk="Oost"))
    assert "niet getoond" in words
    assert "op koers" not in words.split("In de volgorde van het alfabet")[1]


def test_what_is_not_reached_yet_is_more_than_the_longest_wait_seen(readings: Readings) -> None:
    assert "meer dan 90" in _words(_seen(_lead_times, kwartaal="2025-K4", cijfer="TER-3"))


def test_a_chosen_provider_shows_verdict_control_chart_and_parts(readings: Readings) -> None:
    markup = _seen(_lead_times, kwartaal="2025-K4", cijfer="TER-1", aanbieder="linde")
    words = _words(markup)
    for word in (
        "Beter dan gewoonlijk",
        "Tegen het eigen verleden",
        "Per kwartaal",
        "Uitgesplitst naar wijk",
        "Centrum",
    ):
        assert word in words
    assert "/beeld/regelkaart.csv?kwartaal=2025-K4&amp;aanbieder=linde&amp;cijfer=TER-1" in markup


def test_every_picture_changes_places_with_its_table_by_a_link(readings: Readings) -> None:
    address = {"kwartaal": "2025-K4", "cijfer": "TER-1", "aanbieder": "linde"}
    markup = _seen(_lead_times, **address)
    assert "tabel=regelkaart-TER-1-linde-1" in markup
    assert "De punten van de regelkaart" not in markup
    as_table = _words(_seen(_lead_times, **address, tabel="regelkaart-TER-1-linde-1"))
    for word in (
        "De punten van de regelkaart",
        "aantoonbaar slechter",
        "buiten de grenzen",
        rich.TEXT,
        "De intake is veranderd.",
    ):
        assert word in as_table


def test_an_unknown_filter_falls_away_and_says_so(readings: Readings) -> None:
    words = _words(_seen(_lead_times, kwartaal="2025-K4", wijk="<script>"))
    assert "Dit filter uit het adres bestaat niet: wijk." in words


def test_the_csv_of_all_providers_holds_the_part_that_was_asked_for(readings: Readings) -> None:
    made = routes._made(
        readings, ACROSS, ending="csv", asked={"kwartaal": "2025-K4", "cijfer": "TER-1", "wijk": "Oost"}
    )
    assert made is not None
    lines = made[1].decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + 1
    assert ";wijk;Oost;;;" in lines[1]
    assert routes._made(readings, ACROSS, ending="png", asked={"cijfer": "TER-1"}) is None


def test_a_pool_is_a_balance_that_says_whether_it_connects(readings: Readings) -> None:
    words = _words(_seen(_reciprocity, kwartaal="2025-K4", aanbieder="linde"))
    made = routes._made(readings, POOL, ending="png", asked={"kwartaal": "2025-K4", "aanbieder": "linde"})
    assert made is not None
    sheet = routes._made(readings, POOLS, ending="csv", asked={"kwartaal": "2025-K4"})
    assert sheet is not None
    assert "De Linde;;4e kwartaal 2025;43;6;2;1;4;46;30;43;0;" in sheet[1].decode("utf-8-sig")
    assert "Hoeveel vrijwilligers" in words


def test_the_dictionary_tells_of_every_figure_what_it_is_and_which_way_is_good(readings: Readings) -> None:
    markup = _seen(_definitions)
    for row in readings.definitions():
        assert f'id="{row.indicator}"' in markup
    words = _words(markup)
    for word in ("Wat telt mee", "Let op", "Welke kant is goed", "lager is beter", "nooit samenvoegen"):
        assert word in words


def test_the_dictionary_finds_what_is_looked_for(readings: Readings) -> None:
    markup = _seen(_definitions, zoek="Mediaan")
    assert 'id="TER-1"' in markup
    assert 'id="BER-1"' not in markup
    assert "Geen cijfer gevonden" in _words(_seen(_definitions, zoek="qqqq"))


def test_a_long_list_shows_a_page_and_says_what_is_not_on_it(readings: Readings, tmp_path: Path) -> None:
    with duckdb.connect(str(readings.path.with_name("intern-2.duckdb"))) as con:
        con.execute(f"attach '{readings.path}' as one (read_only)")
        con.execute('copy from database one to "intern-2"')
        con.execute(
            "insert into providers (provider_id, provider, position) "
            "select 'p' || i, format('Aanbieder {:04d}', i), i from range(3, 2801) as t(i)"
        )
    (readings.path.parent / "intern.pointer").write_text("intern-2.duckdb", encoding="utf-8")
    chosen = Selection("2025-K4", None, None, "TER-1", first=61)
    words = _words(across.drawn(Door(tmp_path).open(), chosen, page="termijnen", title="Wachttijd"))
    assert "U ziet aanbieder 61 tot en met 120 van de 2.800: Aanbieder 0061 tot en met Aanbieder 0120." in words
    assert words.count("levert dit cijfer niet") == across.PAGE_LENGTH
    assert "Aanbieder 0121" not in words


# --- every figure of the sample


@pytest.mark.parametrize(
    ("page", "provider", "theme"),
    [("reach", "de-linde", "reach"), ("lead_times", "de-linde", "lead_times"), ("lead_times", "sterkspoor", "lead_times"),
     ("reciprocity", "bezoekdienst", "reciprocity"), ("reciprocity", "kwikstaarthoeve", "reciprocity"),
     ("reciprocity", "westerwilg", "reciprocity")],
)  # fmt: skip
def test_every_figure_of_a_theme_opens_for_a_provider(
    lindendaal: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str, provider: str, theme: str
) -> None:
    shutil.copytree(lindendaal.home.publications, tmp_path / "publications")
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    figures = lindendaal.table("indicators").query("theme == @theme")["indicator"]
    assert len(figures) > 6
    for code in figures:
        app = AppTest.from_string(f"from dashboard.views import {page}\n{page}.page()", default_timeout=60)
        for name, value in {"kwartaal": "2025-K4", "aanbieder": provider, "cijfer": code}.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception, (code, app.exception)
