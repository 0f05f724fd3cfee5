"""Open antwoorden: read, released or refused one by one; what may name somebody asks to be read first."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk_page import ANJA, Desk

from pipelines import record
from tests.pipelines.small_surveys import with_open_answers
from tests.pipelines.small_town import Town

EVIL = '<img src=x onerror="alert(1)">'


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


def test_without_surveys_there_is_nothing_to_read(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(town.home.root, monkeypatch, title="Open antwoorden")
    assert "Er is geen enkel antwoord in eigen woorden." in desk.text


def test_answers_are_decided_about_one_by_one(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    with_open_answers(town, {2: ("Het wachten duurde lang", ""), 3: (f"Mevrouw Jansen {EVIL}", "naam")})
    desk = Desk(town.home.root, monkeypatch, title="Open antwoorden")
    number = _number(desk, "Het wachten duurde lang")
    desk.press(f"Geef antwoord {number} vrij")
    assert "Na de volgende publicatie staat het antwoord bij de meting." in desk.text
    released = [item for item in record.open_answers(town.home) if item.released]
    assert [(item.text, item.decided_by) for item in released] == [("Het wachten duurde lang", ANJA)]
    number = _number(desk, "Mevrouw Jansen")
    assert "hierin staat misschien een naam" in desk.text
    button = next(item for item in desk.app.button if item.label == f"Geef antwoord {number} vrij")
    assert button.disabled
    desk.press(f"Geef antwoord {number} niet vrij")
    assert "Niet vrijgegeven. Het antwoord komt nergens te staan." in desk.text
    refused = [item.text for item in record.open_answers(town.home) if item.released is False]
    assert refused == [f"Mevrouw Jansen {EVIL}"]
    assert "Mevrouw Jansen" not in desk.text


def test_what_was_released_can_be_taken_back(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    with_open_answers(town, {2: ("Het wachten duurde lang", "")})
    (answer,) = [item for item in record.open_answers(town.home) if item.text == "Het wachten duurde lang"]
    record.release_open_answers(town.home, [answer.key], by="Bram")
    desk = Desk(town.home.root, monkeypatch, title="Open antwoorden")
    desk.app.selectbox[0].set_value(answer.key)
    desk.run().press("Neem terug")
    assert [item.released for item in record.open_answers(town.home) if item.key == answer.key] == [False]


def _number(desk: Desk, text: str) -> int:
    """Which of the answers on the page this is."""
    quoted = [item.value for item in desk.app.get("html") if "<blockquote" in str(getattr(item, "value", ""))] or []
    found = [place for place, value in enumerate(quoted, start=1) if text in str(value)]
    return found[0]
