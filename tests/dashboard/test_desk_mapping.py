"""Indeling aangeven: what was chosen comes back when it is changed, and a trial with errors is not kept unasked."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk_page import Desk

from pipelines import intake
from tests.pipelines.small_surveys import by_date, delivered, survey
from tests.pipelines.small_town import Town


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


def _mapped(town: Town, data: bytes) -> str:
    first = delivered(town, "eerste.csv", data)
    text = intake.try_recipe(town.home, first.delivery_id or "", by_date()).text
    return (
        intake.save_recipe(town.home, first.delivery_id or "", "enquete-berk", text=text, by="Anja").delivery_id or ""
    )


def test_a_changed_indeling_begins_with_what_was_chosen_and_errors_are_not_kept_unasked(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = _mapped(town, survey("02").replace(b"01-02-2026", b"straks"))
    desk = Desk(town.home.root, monkeypatch).open(levering=refused, stap="indeling")
    chosen = {field.label: field.value for field in desk.app.selectbox}
    assert chosen["Welke kolom is de vraag die u wilt tellen?"] == "Ik ben goed geholpen"
    assert (chosen["Welke aanbieder?"], chosen["Over welke periode gaat een rij?"]) == ("berk", "Ingevuld op")
    desk.press("Probeer")
    assert "Zo kan het bestand nog niet geleverd worden." in desk.text
    (keep,) = [button for button in desk.app.button if button.label == "Bewaar en lever"]
    assert keep.disabled
    next(box for box in desk.app.checkbox if box.label.startswith("Bewaar de indeling toch")).check()
    desk.run()
    (keep,) = [button for button in desk.app.button if button.label == "Bewaar en lever"]
    assert not keep.disabled
