"""Page Vacatures en plaatsingen over the small town: what it tells, and what is typed there. One town, for it is slow."""

from __future__ import annotations

import asyncio
import json
from datetime import date
from typing import Any

import pytest
from small_labour import delivered, looking, offered, put_forward
from small_town import Town, line
from starlette.requests import Request
from starlette.responses import Response
from streamlit.testing.v1 import AppTest

from dashboard.desk import downloads
from pipelines import record
from schemas.place import ACTOR_VARIABLE, HOME_VARIABLE


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    made = Town(tmp_path_factory.mktemp("town"))
    made.accepted("k4.csv", line("berk", "D-3", "2025-K4", "BER-1", 40, None, None, "aantal"))
    many = [put_forward(f"kand-1{number:02d}", placed_on=date(2025, 11, 3), hours=24) for number in range(12)]
    evil = offered("V-2", title="<img src=x onerror=alert(1)>", closes_on=None)
    answer = delivered(
        made, vacancies=[offered(), evil], candidates=[looking(), looking("kand-002", hours=8)], matches=many
    )
    assert answer.code == 0, answer.out + answer.err
    made.publish()
    return made


@pytest.fixture(autouse=True)
def here(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(town.home.root))
    monkeypatch.setenv(ACTOR_VARIABLE, "coach")


def opened(**asked: str) -> Any:
    app = AppTest.from_string("from dashboard.desk import vacancies\nvacancies.page()", default_timeout=60)
    for name, value in {"kwartaal": "2025-K4", **asked}.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, app.exception
    return app


def words(app: Any) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def field(app: Any, label: str) -> Any:
    return next(item for item in (*app.text_input, *app.selectbox) if item.label == label)


def pressed(app: Any, label: str, place: int = 0) -> Any:
    [item for item in app.button if item.label == label][place].click()
    app.run()
    assert not app.exception, app.exception
    return app


def test_the_page_tells_what_there_is_and_what_came_of_it_and_no_text_becomes_markup():
    told = words(opened())
    assert "In de stand van het 4e kwartaal 2025 staan er 2 vacatures open." in told
    assert "Van 12 plaatsingen in vier kwartalen" not in told  # all twelve: then it is known of each
    assert "Niet getoond, omdat een van de delen te klein is" in told
    assert "Hiervoor is hier geen eigen cijfer." in told
    assert "<img src=x" not in told and "&lt;img src=x" in told
    assert "kand-1" not in told  # candidates only where a vacancy is chosen


def test_of_a_vacancy_it_tells_who_fits_and_takes_a_candidate_to_a_placement(town: Town):
    app = opened(vacature="berk/V-2")
    told = words(app)
    assert told.index("kand-001") < told.index("kand-002") < told.index("De volgorde is")
    field(app, "Wie draagt u voor?").set_value("kand-001")
    assert "Vul de dag in" in words(pressed(app, "Draag voor"))
    field(app, "Voorgedragen op (dag-maand-jaar)").set_value("6-11-2025")
    assert "Bewaard: voorgedragen." in words(pressed(app, "Draag voor"))
    field(app, "Over wie gaat het?").set_value("kand-001")
    field(app, "Op (dag-maand-jaar)").set_value("10-11-2025")
    assert "Bewaard: gesprek." in words(pressed(app, "Bewaar deze stap"))
    (match,) = [item for item in record.labour_standing(town.home).matches if item.candidate == "kand-001"]
    assert (match.put_forward_on, match.interview_on) == (date(2025, 11, 6), date(2025, 11, 10))


def test_what_is_typed_goes_through_the_gates_of_the_workbook(town: Town):
    app = opened()
    field(app, "kandidaat_ref (nodig)").set_value("Jan de Vries")
    assert "wijst niemand aan" in words(pressed(app, "Bewaar", place=1))
    for label, text in (
        ("kandidaat_ref (nodig)", "kand-777"),
        ("doelgroep (nodig)", "WW"),
        ("gewenste vorm (nodig)", "stage"),
    ):
        field(app, label).set_value(text)
    [item for item in app.text_input if item.label == "uren per week (nodig)"][1].set_value("16")
    assert "Bewaard als levering" in words(pressed(app, "Bewaar", place=1))
    assert record.labour_standing(town.home).candidate("kand-777") is not None


def test_a_vacancy_that_is_not_there_is_said():
    assert "Deze vacature is er niet" in words(opened(vacature="berk/V-99"))


def asked(kind: str, query: str = "") -> Response:
    scope = {"type": "http", "path_params": {"kind": kind}, "query_string": query.encode(), "headers": []}
    return asyncio.run(downloads.vacancies(Request(scope)))


def test_the_files_for_a_vacancy_site_leave_by_their_own_route():
    made = asked("jsonld")
    assert made.headers["content-type"] == "application/ld+json" and made.headers["cache-control"] == "no-store"
    found = json.loads(bytes(made.body))["@graph"]
    assert [item["identifier"]["value"] for item in found] == ["berk/V-2"]  # V-1 closed since
    assert asked("rss").status_code == 404
    assert asked("rss", "site=https://werk.kleindorp.nl").status_code == 200
    assert asked("exe").status_code == 404
