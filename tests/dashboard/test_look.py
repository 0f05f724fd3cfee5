"""The colours can be read and the marks can be told apart, in light and in dark."""

from __future__ import annotations

import pytest

from dashboard.look import ABSENCES, ASSURANCE_MARKS, DARK, LIGHT, MARKS, SIZES, VARIATION_MARKS, Palette, contrast
from dashboard.web import ASSETS
from schemas.vocabulary import Assurance, Status, Variation

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
@pytest.mark.parametrize("mark", ["improvement", "improvement_mild", "middle", "concern_mild", "concern", "accent"])
def test_the_blocks_of_a_bar_reach_three_to_one_on_paper_and_their_words_four_and_a_half(
    palette: Palette, mark: str
) -> None:
    on = palette.on_mild if mark.endswith("_mild") or mark == "middle" else palette.paper
    assert contrast(getattr(palette, mark), palette.paper) >= 3
    assert contrast(on, getattr(palette, mark)) >= 4.5


@BOTH
def test_a_filled_button_can_be_read(palette: Palette) -> None:
    assert contrast(palette.paper, palette.accent) >= 4.5


def test_every_status_has_a_mark_and_there_are_five_sizes() -> None:
    assert set(MARKS) == set(Status)
    assert len(SIZES) == 5


def test_every_way_of_having_no_number_has_a_shape_of_its_own() -> None:
    shapes = [MARKS[status].shape for status in ABSENCES]
    others = {mark.shape for status, mark in MARKS.items() if status not in ABSENCES}
    assert len(set(shapes)) == len(shapes)
    assert not others & set(shapes)


def test_every_variation_and_assurance_has_a_mark_that_is_drawn() -> None:
    assert (set(VARIATION_MARKS), set(ASSURANCE_MARKS)) == (set(Variation), set(Assurance))
    marks = [*MARKS.values(), *VARIATION_MARKS.values(), *ASSURANCE_MARKS.values()]
    css = (ASSETS / "kwartaalbeeld.css").read_text(encoding="utf-8")
    assert [mark.shape for mark in marks if f".kb-{mark.shape} {{" not in css] == []
    assert VARIATION_MARKS[Variation.IMPROVEMENT].colour == ASSURANCE_MARKS[Assurance.PASSES].colour == "improvement"
    assert VARIATION_MARKS[Variation.CONCERN].colour == ASSURANCE_MARKS[Assurance.FAILS].colour == "concern"
    assert VARIATION_MARKS[Variation.COMMON].colour == "quiet"
