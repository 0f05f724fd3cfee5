"""What the address asks is checked against the publication; what does not exist falls back, and says so."""

from __future__ import annotations

import pytest

from dashboard.readings import Readings
from dashboard.selection import choose, provider_address


def test_an_empty_address_shows_the_newest_quarter(readings: Readings) -> None:
    chosen = choose({}, {}, readings)
    assert (chosen.quarter, chosen.provider_id, chosen.notices) == ("2025-K4", None, ())


def test_a_shared_address_gives_the_same_choice(readings: Readings) -> None:
    asked = {"kwartaal": "2025-K2", "aanbieder": "linde", "thema": "reach", "cijfer": "BER-1"}
    chosen = choose(asked, {}, readings)
    assert chosen.parameters() == asked
    assert chosen.notices == ()


@pytest.mark.parametrize("written", ["2025-K2", "K2 2025", "2e kwartaal 2025", "2025 q2"])
def test_a_quarter_may_be_written_as_people_do(readings: Readings, written: str) -> None:
    assert choose({"kwartaal": written}, {}, readings).quarter == "2025-K2"


@pytest.mark.parametrize(
    "asked",
    [
        {"kwartaal": "2031-K1"},
        {"kwartaal": "' or 1=1 --"},
        {"kwartaal": "x" * 100_000},
        {"aanbieder": "bestaat-niet"},
        {"aanbieder": "linde", "cijfer": "XXX-9"},
        {"aanbieder": "linde", "thema": "<script>"},
    ],
)
def test_what_does_not_exist_falls_back_with_a_plain_message(readings: Readings, asked: dict[str, str]) -> None:
    chosen = choose(asked, {}, readings)
    assert chosen.quarter == "2025-K4"
    assert chosen.indicator is None
    assert len(chosen.notices) == 1
    assert not any(value in chosen.notices[0] for value in asked.values() if value != "linde")


def test_the_other_page_remembers_quarter_and_provider(readings: Readings) -> None:
    chosen = choose({}, {"kwartaal": "2025-K1", "aanbieder": "linde"}, readings)
    assert (chosen.quarter, chosen.provider_id) == ("2025-K1", "linde")


def test_an_address_is_encoded() -> None:
    assert provider_address("2025-K4", "a&b=c", theme="reach") == (
        "/aanbieder?kwartaal=2025-K4&aanbieder=a%26b%3Dc&thema=reach"
    )
