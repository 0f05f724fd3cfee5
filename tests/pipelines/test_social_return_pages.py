"""Pages Social return and Beoordelen, over the small town: from a delivery to a judgement to what is shown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from small_social_return import delivered
from small_town import Town, line
from streamlit.testing.v1 import AppTest

from pipelines import record
from schemas.place import ACTOR_VARIABLE, HOME_VARIABLE
from schemas.vocabulary import EntryState


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Town:
    made = Town(tmp_path)
    made.accepted("k4.csv", line("berk", "D-3", "2025-K4", "BER-1", 40, None, None, "aantal"))
    assert delivered(made).code == 0
    monkeypatch.setenv(HOME_VARIABLE, str(made.home.root))
    monkeypatch.setenv(ACTOR_VARIABLE, "coordinator")
    return made


def run(place: str, page: str, **asked: str) -> Any:
    app = AppTest.from_string(f"from dashboard.{place} import {page}\n{page}.page()", default_timeout=60)
    for name, value in asked.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def words(app: Any) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def test_the_page_tells_what_was_promised_and_what_counts_with_every_calculation(town: Town):
    record.approve_entries(town.home, [item.entry_id for item in record.entries_to_review(town.home)], by="coordinator")
    town.publish()
    whole = words(run("views", "social_return", kwartaal="2025-K4"))
    assert "Van 1 verplichting van samen € 42.500,00 is € 46.366,05 goedgekeurd." in whole
    assert "109,1%" in whole and "overschot" in whole
    assert "Dit zegt niet wie het beter doet." in whole
    one = words(run("views", "social_return", kwartaal="2025-K4", aanbieder="berk"))
    assert "40.000 x 24/36 x 306/365 = 22.356,16" in one
    assert "Niet in bron, hier gekozen" in one
    assert "5% van 850.000 (afgesproken opdrachtwaarde) = 42.500,00" in one
    other = words(run("views", "social_return", kwartaal="2025-K4", aanbieder="linde"))
    assert "telt nog geen levering van social return van deze opdrachtnemer" in other


def test_the_coordinator_approves_and_rejects_with_a_reason(town: Town):
    town.publish()
    app = run("desk", "reviewing")
    assert "Er wachten 4 inzetten." in words(app)
    app.button(key=f"review_yes_{record.entries_to_review(town.home)[0].entry_id}").click().run()
    assert not app.exception
    states = [item.state for item in record.entries_to_review(town.home)]
    assert states.count(EntryState.APPROVED) == 1
    second = record.entries_to_review(town.home)[0].entry_id
    app.button(key=f"review_no_{second}").click().run()
    assert "reden" in words(app).casefold()
    assert EntryState.REJECTED not in [item.state for item in record.entries_to_review(town.home)]
    app.text_input(key=f"review_why_{second}").input("het contract ontbreekt").run()
    app.button(key=f"review_no_{second}").click().run()
    assert not app.exception
    assert [item.state for item in record.entries_to_review(town.home)].count(EntryState.REJECTED) == 1
