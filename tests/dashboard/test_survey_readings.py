"""What is asked of a published file about surveys: by whom, in which order, and never more than was published."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import survey_publication as rich

from dashboard.readings import Readings

WAVE = rich.CLIENTS[2]


@pytest.fixture
def readings(publish: Any, tmp_path: Path) -> Readings:
    return rich.surveyed(publish, tmp_path)


def test_waves_come_newest_first_and_by_kind(readings: Readings) -> None:
    assert [wave.wave_id for wave in readings.waves("clientenquete")] == list(reversed(rich.CLIENTS))
    assert len(readings.waves()) == len(rich.WAVES)
    youth = readings.wave("jeugd-2025")
    assert youth is not None
    assert (youth.per_provider, youth.per_provider_reason) == (False, rich.YOUTH)
    assert readings.wave("bestaat niet") is None


def test_providers_stand_in_the_order_of_the_alphabet(readings: Readings) -> None:
    rows = readings.item_per_provider(WAVE, "kwaliteit")
    assert [row.provider for row in rows] == sorted(rich.NAMES.values())
    hidden = next(row for row in rows if row.provider_id == rich.HIDDEN)
    assert (hidden.value, hidden.n, hidden.reason) == (None, None, rich.TOO_FEW["reason"])


def test_everyone_together_is_asked_for_with_none(readings: Readings) -> None:
    rows = readings.survey_results(WAVE, None)
    assert rows
    assert {row.provider_id for row in rows} == {None}
    assert [row.item for row in rows if row.measure == "agrees"] == ["kwaliteit", "past", "redt"]


def test_the_weighted_figure_stands_for_a_wave_that_was_weighted(readings: Readings) -> None:
    rows = readings.item_over_waves("inwonerpanel", "prettig", measure="agrees", provider_id=None)
    assert [(row.wave_id, row.value) for row in rows] == [("panel-2024", 81.0), ("panel-2025", 76.0)]


def test_a_statement_about_the_municipality_has_no_figure_per_provider(readings: Readings) -> None:
    assert [row.value for row in readings.item_per_provider("wmo-2025", "snel")] == [None]
    assert [row.provider for row in readings.item_per_provider("wmo-2025", "kwaliteit")] == ["De Linde"]


def test_quotes_of_a_provider_are_its_own(readings: Readings) -> None:
    assert [quote.text for quote in readings.survey_quotes(WAVE, "linde")] == [rich.EVIL]
    assert len(readings.survey_quotes(WAVE, None)) == 2
    assert readings.survey_quotes(WAVE, "zon") == ()


def test_margins_response_and_districts_are_read(readings: Readings) -> None:
    assert [row.category for row in readings.survey_margins("panel-2025")][-2:] == ["Centrum", "Oost"]
    response = readings.survey_response("panel-2025", None)
    assert response is not None
    assert (response.completed, response.n_eff) == (400, 260.0)
    assert [row.district for row in readings.item_per_district("panel-2025", "prettig")] == ["Centrum", "Noord", "Oost"]
    assert readings.survey_response(WAVE, rich.HIDDEN) == readings.survey_responses(WAVE)[4]
    assert len(readings.answers_per_provider(WAVE, "kwaliteit")) == (len(rich.NAMES) - 1) * (len(rich.AGREE) + 1)
    assert readings.answers_per_district("panel-2025", "prettig") == ()
