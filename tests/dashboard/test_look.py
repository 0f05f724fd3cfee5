"""The colours can be read and the marks can be told apart, in light and in dark."""

from __future__ import annotations

import pytest

from dashboard.look import DARK, LIGHT, MARKS, SIZES, Palette, contrast
from schemas.vocabulary import Status

GROUNDS = ("paper", "surface", "improvement_soft", "concern_soft")
BOTH = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])


def test_contrast_is_computed_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@BOTH
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", ["ink", "muted", "accent", "improvement", "concern", "quiet"])
def test_text_reaches_four_and_a_half_to_one(palette: Palette, ground: str, text: str) -> None:
    assert contrast(getattr(palette, text), getattr(palette, ground)) >= 4.5


@BOTH
def test_marks_of_earlier_quarters_reach_three_to_one_on_paper(palette: Palette) -> None:
    assert contrast(palette.past, palette.paper) >= 3


@BOTH
def test_a_filled_button_can_be_read(palette: Palette) -> None:
    assert contrast(palette.paper, palette.accent) >= 4.5


def test_every_status_has_a_mark_and_there_are_five_sizes() -> None:
    assert set(MARKS) == set(Status)
    assert len(SIZES) == 5
