"""The pages Tevredenheid and Inwonerpanel as a session sees them, and their pictures as files."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import duckdb
import pytest
import survey_publication as rich
from streamlit.testing.v1 import AppTest

from dashboard.pictures import routes
from dashboard.pictures.surveys import KINDS, SHEETS
from dashboard.readings import Readings
from dashboard.selection import choose
from schemas.place import HOME_VARIABLE

WAVE = rich.CLIENTS[2]


def _satisfaction() -> None:
    from dashboard.views.satisfaction import page

    page()


def _residents() -> None:
    from dashboard.views.panel import page

    page()


def _provider() -> None:
    from dashboard.views.provider import page

    page()


def _overview() -> None:
    from dashboard.views.overview import page

    page()


@pytest.fixture
def readings(publish: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Readings:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    return rich.surveyed(publish, tmp_path)


def _markup(page: Any, **address: str) -> str:
    app = AppTest.from_function(page, default_timeout=60)
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, app.exception
    return " ".join(element.proto.body for element in app.get("html"))


def _words(markup: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", markup)))


def test_the_page_opens_with_the_newest_client_survey_and_its_grade(readings: Readings) -> None:
    words = _words(_markup(_satisfaction))
    assert "Wat vinden cliënten van de hulp?" in words
    assert (
        "Cliëntenquête 2025, alle aanbieders samen. Welk rapportcijfer geeft u de ondersteuning? Uitkomst 7.3" in words
    )
    assert "128 van de 390 uitgenodigde cliënten deden mee: 33%." in words
    assert "wie niet antwoordde, kan anders denken" in words


def test_the_quarter_in_the_address_decides_which_wave_is_newest(readings: Readings) -> None:
    assert f"Meting {rich.CLIENTS[1]}" in _words(_markup(_satisfaction, kwartaal="2025-K1"))


def test_every_question_with_an_order_has_a_bar_that_is_read_out(readings: Readings) -> None:
    markup = _markup(_satisfaction)
    read = re.findall(r'class="kb-stack" role="img" aria-label="([^"]+)"', markup)
    assert [text for text in read if text.startswith(rich.TEXTS["kwaliteit"])] == [
        f"{rich.TEXTS['kwaliteit']}: 77% gunstig, helemaal mee eens 33%, mee eens 43%, neutraal 12%, niet mee eens 8%, "
        "helemaal niet mee eens 3%, marge 69% tot 85%, n = 120, 8 zonder antwoord (6%)."
    ]


def test_providers_stand_in_the_order_of_the_alphabet_and_a_hidden_one_says_why(readings: Readings) -> None:
    markup = _markup(_satisfaction, meting=WAVE, vraag="kwaliteit")
    part = markup.split('id="aanbieders"')[1].split("Alle uitkomsten")[0]
    names = re.findall(r'kb-row-head"><a[^>]+>([^<]+)<', part)
    assert names == sorted(rich.NAMES.values())
    hidden = next(row for row in part.split('class="kb-row"') if "Sterkspoor" in row)
    assert "te weinig gegevens" in hidden
    assert rich.TOO_FEW["reason"] in hidden
    assert "%" not in _words(hidden)
    assert "geen ranglijst" in part


def test_a_provider_is_compared_with_both_numbers_in_a_sentence(readings: Readings) -> None:
    words = _words(_markup(_satisfaction, meting=WAVE, vraag="kwaliteit", aanbieder="linde"))
    assert "Nu 77%, in de vorige meting 70%: het verschil kan toeval zijn." in words
    assert "77% hier, 74% bij de andere aanbieders samen." in words
    assert "Per aanbieder" not in words


@pytest.mark.parametrize(("item", "reason"), [("past", rich.MOVED), ("redt", rich.UNLIKE)])
def test_the_reason_of_a_gap_stands_at_the_line(readings: Readings, item: str, reason: str) -> None:
    words = _words(_markup(_satisfaction, meting=WAVE, vraag=item).split("kb-breaks")[1])
    assert words.split("Per aanbieder")[0].rstrip().endswith(reason)


def test_a_youth_survey_is_never_shown_per_provider_and_says_why(readings: Readings) -> None:
    words = _words(_markup(_satisfaction, meting="jeugd-2025", aanbieder="linde"))
    assert rich.YOUTH in words
    assert "Meting jeugd-2025, alle aanbieders samen" in words
    assert "De Linde" not in words.split("Cijfers in dit thema")[0]


def test_questions_about_access_say_that_they_are_the_municipalitys(readings: Readings) -> None:
    together = _words(_markup(_satisfaction, meting="wmo-2025", vraag="snel"))
    assert "Deze vraag gaat over de toegang bij de gemeente" in together
    of_one = _words(_markup(_satisfaction, meting="wmo-2025", aanbieder="linde"))
    assert "1 vraag van deze meting gaat over de toegang bij de gemeente" in of_one
    assert "Ik werd snel geholpen" not in of_one


def test_the_panel_shows_weights_in_words_margins_and_unweighted_beside(readings: Readings) -> None:
    markup = _markup(_residents, vraag="prettig")
    words = _words(markup)
    assert "Wat vinden inwoners? Inwonerpanel 2025. Ik woon prettig in mijn wijk:" in words
    assert rich.MEANT in words
    assert "ongewogen 81%" in words
    assert "Waarnaar is gewogen" in words
    assert "35 t/m 64 jaar en 65 jaar en ouder" in words
    assert "Het kleinste gewicht is 0,62, het grootste 2,90." in words
    assert words.split("Per wijk")[1].index("Centrum") < words.split("Per wijk")[1].index("Noord")
    assert "Wat vinden cliënten" not in words


def test_a_self_selected_panel_tells_no_margin(readings: Readings) -> None:
    words = _words(_markup(_residents, meting="panel-2024"))
    assert "Deelnemers meldden zich zelf aan: de uitkomsten gelden niet voor alle inwoners." in words
    assert "marge 7" not in words
    assert " tot 8" not in words


def test_released_quotes_come_last_and_as_text(readings: Readings) -> None:
    markup = _markup(_satisfaction, meting=WAVE)
    assert "onclick" not in markup.replace("&lt;b onclick=&quot;", "")
    words = _words(markup)
    assert words.index("Hoe komt dit tot stand?") < words.index("In eigen woorden")
    assert "Ik wacht nog op antwoord." in words


def test_every_picture_of_a_page_changes_places_with_its_table(readings: Readings) -> None:
    address = {"meting": WAVE, "vraag": "cijfer"}
    markup = _markup(_satisfaction, **address)
    names = re.findall(r'id="toon-([^"]+)"', markup)
    assert len(names) == len(set(names)) == 5
    as_tables = _words(_markup(_satisfaction, **address, tabel=",".join(names)))
    for word in ("Hoe zeker", "Te vergelijken met de vorige", "te klein om te tonen", "weet niet"):
        assert word in as_tables


@pytest.mark.parametrize("kind", [*KINDS, *SHEETS])
def test_every_picture_is_a_file_of_the_same_choice(readings: Readings, kind: str) -> None:
    wave = "panel-2025" if kind.startswith("panel") else WAVE
    item = {"rapportcijfers": "cijfer", "keuzes": "gevonden"}.get(
        kind, "prettig" if wave == "panel-2025" else "kwaliteit"
    )
    asked = {"kwartaal": "2025-K4", "meting": wave, "vraag": item}
    made = routes._made(readings, kind, ending="csv", asked=asked)
    assert made is not None
    lines = made[1].decode("utf-8-sig").splitlines()
    assert len(lines) > 1
    hidden = [line for line in lines if "Sterkspoor" in line]
    assert all(";;;" in line for line in hidden)
    assert routes._made(readings, kind, ending="csv", asked=asked | {"meting": "verzonnen"}) is None
    if kind in KINDS:
        printed = routes._made(readings, kind, ending="png", asked=asked)
        assert printed is not None


def test_what_a_wave_did_not_ask_falls_away_and_says_so(readings: Readings) -> None:
    chosen = choose({"meting": "jeugd-2025", "vraag": "cijfer", "soort": "clientenquete"}, {}, readings)
    assert (chosen.survey, chosen.wave_id, chosen.question) == ("ceo_jeugd", "jeugd-2025", None)
    assert chosen.notices == ("Dit is in deze enquête niet te vinden: vraag. U ziet wat er wel is.",)
    assert "meting" in choose({"meting": "<script>"}, {}, readings).notices[0]


def test_without_surveys_the_pages_say_so(publish: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    publish("intern-1.duckdb")
    assert "Er is nog geen enquête onder cliënten of partners gepubliceerd." in _words(_markup(_satisfaction))
    assert "Er is nog geen inwonerpanel gepubliceerd." in _words(_markup(_residents))


def test_the_provider_page_tells_what_clients_and_partners_say_of_it(readings: Readings) -> None:
    markup = _markup(_provider, aanbieder="linde", kwartaal="2025-K4")
    words = _words(markup)
    part = words.split("Wat cliënten en partners zeggen")[1]
    assert part.index("Cliëntenquête 2025, 4e kwartaal 2025") < part.index("Meting partners-2025")
    assert "77% gunstig" in part
    assert "Nu 77%, in de vorige meting 70%: het verschil kan toeval zijn." in part
    assert (
        "/tevredenheid?kwartaal=2025-K4&amp;aanbieder=linde&amp;soort=clientenquete&amp;meting=clienten-2025" in markup
    )
    assert "Ik werd snel geholpen" not in part
    hidden = _words(_markup(_provider, aanbieder="spoor", kwartaal="2025-K4"))
    assert rich.TOO_FEW["reason"] in hidden
    earlier = _words(_markup(_provider, aanbieder="linde", kwartaal="2024-K3"))
    assert "Meting clienten-2024a" in earlier
    assert "partners-2025" not in earlier


def test_the_overview_leads_to_the_page_about_satisfaction(readings: Readings) -> None:
    with duckdb.connect(str(readings.path.with_name("intern-2.duckdb"))) as con:
        con.execute(f"attach '{readings.path}' as one (read_only)")
        con.execute('copy from database one to "intern-2"')
        con.execute(
            "insert into overview (quarter, provider_id, provider, position, theme, status) "
            "values ('2025-K4', 'linde', 'De Linde', 1, 'satisfaction', 'on_track')"
        )
    (readings.path.parent / "intern.pointer").write_text("intern-2.duckdb", encoding="utf-8")
    assert 'href="/tevredenheid?kwartaal=2025-K4&amp;aanbieder=linde"' in _markup(_overview)
