"""What is drawn of surveys: bars round one zero line, dots with their margin, gaps with their reason."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import survey_publication as rich

from dashboard import survey_words
from dashboard.charts import rows_drawing
from dashboard.charts.answers import Asked, answer_bars
from dashboard.charts.dots import Measured, dot_rows
from dashboard.charts.grades import grades_drawing
from dashboard.charts.waves import NOT_COMPARED, waves_drawing
from dashboard.readings import Readings
from dashboard.report.picture import print_picture
from dashboard.survey_rows import Result
from schemas.vocabulary import Status

WAVE = rich.CLIENTS[2]


@pytest.fixture
def readings(publish: Any, tmp_path: Path) -> Readings:
    return rich.surveyed(publish, tmp_path)


def _asked(readings: Readings, who: str | None = None) -> list[Asked]:
    answers = readings.survey_answers(WAVE, who)
    results = {row.item: row for row in readings.survey_results(WAVE, who) if row.measure == "agrees"}
    return [
        Asked(item.item, item.text, results[item.item], [row for row in answers if row.item == item.item])
        for item in readings.survey_items(WAVE)
        if item.kind == "scale"
    ]


def _result(readings: Readings, item: str, measure: str, who: str | None = None) -> Result:
    return next(row for row in readings.survey_results(WAVE, who) if (row.item, row.measure) == (item, measure))


def test_bars_stand_on_one_scale_with_the_middle_half_on_each_side(readings: Readings) -> None:
    found = answer_bars("antwoorden", "Per vraag", _asked(readings))
    assert found is not None
    quality, fits, copes = found.groups[0].bars
    # (24 + 12 + 42/2) of 120 is 47,5% to the left, (40 + 52 + 14/2) of 120 is 82,5% to the right: from -50 to 90
    assert found.zero == pytest.approx(50 / 140)
    assert copes.blocks[0].start == pytest.approx((50 - 100 * (12 + 24 + 42 / 2) / 120) / 140)
    assert quality.blocks[-1].end == pytest.approx((50 + 100 * (40 + 52 + 14 / 2) / 120) / 140)
    middle = fits.blocks[2]
    assert (middle.start + middle.end) / 2 == pytest.approx(found.zero)
    assert [block.colour for block in fits.blocks] == [
        "concern", "concern_mild", "middle", "improvement_mild", "improvement",
    ]  # fmt: skip
    assert len(found.groups) == 1
    assert [key.answer for key in found.groups[0].keys] == [answer for answer, _ in reversed(rich.AGREE)]


def test_who_gave_no_answer_is_counted_beside_and_never_in_a_bar(readings: Readings) -> None:
    found = answer_bars("antwoorden", "Per vraag", _asked(readings))
    assert found is not None
    bar = found.groups[0].bars[0]
    assert bar.facts == "marge 69% tot 85%, n = 120, 8 zonder antwoord (6%)"
    assert "weet niet" not in bar.alt
    assert bar.blocks[-1].end - bar.blocks[0].start == pytest.approx(100 / 140)


def test_a_hidden_bar_has_no_block_no_number_and_says_why(readings: Readings) -> None:
    found = answer_bars("antwoorden", "Per vraag", _asked(readings, rich.HIDDEN))
    assert found is not None
    bar = found.groups[0].bars[0]
    assert (bar.blocks, bar.gap, bar.facts) == ((), Status.TOO_FEW, "")
    assert bar.why == rich.TOO_FEW["reason"]
    assert not any(letter.isdigit() for letter in bar.figure)


def test_answers_may_be_shown_where_their_figure_may_not(readings: Readings) -> None:
    answers = [row for row in readings.survey_answers(WAVE, rich.INDICATIVE) if row.item == "aanbevelen"]
    found = answer_bars(
        "nps", "NPS", [Asked("o", "O", _result(readings, "aanbevelen", "nps", rich.INDICATIVE), answers)]
    )
    assert found is not None
    bar = found.groups[0].bars[0]
    assert (len(bar.blocks), bar.gap, bar.figure, bar.why) == (3, None, "", rich.NO_NPS["reason"])


def test_where_the_key_names_a_side_as_one_its_answers_are_one_block_with_one_percentage(readings: Readings) -> None:
    example = next(row for row in readings.survey_answers(WAVE, rich.INDICATIVE) if row.item == "aanbevelen")
    sides = ["favourable"] * 2 + ["neutral"] * 2 + ["unfavourable"] * 7
    shares = [10.0, 14.0, 30.0, 42.0, 1.0, 1.0, 0.5, 0.5, 0.5, 0.5, 0.0]
    answers = [
        replace(example, position=at, answer=str(10 - at), side=side, share=share, few=False)
        for at, (side, share) in enumerate(zip(sides, shares, strict=True))
    ]
    found = answer_bars("nps", "NPS", [Asked("o", "O", None, answers)])
    assert found is not None
    blocks = found.groups[0].bars[0].blocks
    assert [block.shown for block in blocks] == ["", "72%", "24%"]
    assert "9: 14%" in blocks[-1].told and "10: 10%" in blocks[-1].told
    hidden = [*answers[:1], replace(answers[1], share=None, few=True), *answers[2:]]
    found = answer_bars("nps", "NPS", [Asked("o", "O", None, hidden)])
    assert found is not None and found.groups[0].bars[0].blocks[-1].shown == ""  # 10% would be too low


def test_a_hidden_bar_between_others_does_not_part_their_group(readings: Readings) -> None:
    lines = [*_asked(readings, "linde"), *_asked(readings, rich.HIDDEN), *_asked(readings, "zon")]
    found = answer_bars("antwoorden", "Per vraag", lines)
    assert found is not None
    assert [len(group.bars) for group in found.groups] == [9]


def test_answers_without_an_order_are_bars_from_zero(readings: Readings) -> None:
    options = [row for row in readings.survey_answers(WAVE, None) if row.item == "gevonden"]
    found = answer_bars("keuzes", "Gevonden", [Asked(row.answer, row.answer, None, [row]) for row in options])
    assert found is not None
    assert found.zero == 0
    assert [bar.blocks[0].start for group in found.groups for bar in group.bars] == [0, 0]
    assert [bar.blocks[0].end for group in found.groups for bar in group.bars] == pytest.approx([62 / 70, 48 / 70])


def test_the_grades_stand_in_three_bands(readings: Readings) -> None:
    answers = [row for row in readings.survey_answers(WAVE, None) if row.item == "cijfer"]
    drawing = grades_drawing(_result(readings, "cijfer", "mean"), answers, title="Rapportcijfer")
    assert drawing is not None
    assert [tick.label for tick in drawing.x_ticks] == [str(grade) for grade in range(1, 11)]
    words = {label.text: label.x for label in drawing.labels if label.bold}
    assert words == {"1–5": 2.0, "6–7": 5.5, "8–10": 8.0}
    assert drawing.alt.startswith("Rapportcijfer, gemiddeld 7,3 (marge 7,0 tot 7,6, n = 120")
    hidden = _result(readings, "cijfer", "mean", rich.HIDDEN)
    assert grades_drawing(hidden, answers, title="Rapportcijfer") is None


@pytest.mark.parametrize(("item", "reason"), [("past", rich.MOVED), ("redt", rich.UNLIKE)])
def test_a_broken_line_is_a_gap_with_its_reason(readings: Readings, item: str, reason: str) -> None:
    rows = readings.item_over_waves("clientenquete", item, measure="agrees", provider_id=None)
    drawing = waves_drawing(rows, measure="agrees", title="Verloop")
    assert drawing is not None
    line = next(one for one in drawing.lines if one.name == "waarde")
    assert line.y == (rows[0].value, rows[1].value, None, rows[2].value)
    assert reason.rstrip(".") in drawing.alt
    assert [label.text for label in drawing.labels if label.turned] == [
        {"past": "lijn onderbroken", "redt": "niet vergelijkbaar"}[item]
    ]


def test_waves_that_may_be_compared_are_one_line(readings: Readings) -> None:
    rows = readings.item_over_waves("clientenquete", "kwaliteit", measure="agrees", provider_id=None)
    drawing = waves_drawing(rows, measure="agrees", title="Verloop")
    assert drawing is not None
    assert next(one for one in drawing.lines if one.name == "waarde").y == tuple(row.value for row in rows)
    assert waves_drawing(rows[:1], measure="agrees", title="Verloop") is None


def test_a_wave_is_joined_only_to_the_one_it_was_compared_with(readings: Readings) -> None:
    rows = readings.item_over_waves("clientenquete", "kwaliteit", measure="agrees", provider_id=None)
    drawing = waves_drawing((rows[0], rows[2]), measure="agrees", title="Verloop")  # compared with the one left out
    assert drawing is not None
    assert next(one for one in drawing.lines if one.name == "waarde").y == (rows[0].value, None, rows[2].value)
    assert NOT_COMPARED.rstrip(".") in drawing.alt


def test_a_hidden_wave_is_a_mark_with_a_word(readings: Readings) -> None:
    rows = readings.item_over_waves("clientenquete", "kwaliteit", measure="agrees", provider_id=rich.HIDDEN)
    drawing = waves_drawing(rows, measure="agrees", title="Verloop")
    assert drawing is not None
    assert {mark.shape for mark in drawing.marks} == {"outline"}
    assert {label.text for label in drawing.labels} == {"te weinig gegevens"}


def _panel(readings: Readings) -> list[Measured]:
    rows = {(row.item, row.weighted): row for row in readings.survey_results("panel-2025", None)}
    return [
        Measured(item.item, item.text, rows[item.item, True], rows[item.item, False])
        for item in readings.survey_items("panel-2025")
    ]


def test_a_panel_shows_weighted_with_its_margin_and_unweighted_beside(readings: Readings) -> None:
    found = dot_rows("panel", "Panel", _panel(readings))
    assert found is not None
    shares, grades = found.groups  # a share and a grade never stand on one scale
    dot = shares.dots[0]
    assert (dot.at, dot.low, dot.high, dot.plain) == pytest.approx((0.76, 0.68, 0.84, 0.81))
    assert dot.facts.startswith("ongewogen 81%, marge 68% tot 84%, n = 400")
    assert grades.dots[0].at == pytest.approx((7.1 - 1) / 9)
    assert "open rondje" in found.caption


def test_a_self_selected_panel_has_no_margin(readings: Readings) -> None:
    rows = [Measured(row.item, row.item, row) for row in readings.survey_results("panel-2024", None)]
    found = dot_rows("panel", "Panel", rows)
    assert found is not None
    assert all(dot.low is None and "marge" not in dot.facts for group in found.groups for dot in group.dots)
    assert "marge" not in found.caption


def test_a_hidden_district_has_a_reason_and_no_dot(readings: Readings) -> None:
    rows = readings.item_per_district("panel-2025", "prettig")
    found = dot_rows("wijken", "Per wijk", [Measured(row.district or "", row.district or "", row) for row in rows])
    assert found is not None
    hidden = found.groups[0].dots[1]
    assert (hidden.name, hidden.at, hidden.low, hidden.gap) == ("Noord", None, None, Status.TOO_FEW)


def test_a_reason_that_is_too_long_for_a_line_leaves_the_question_whole(readings: Readings) -> None:
    hidden, name = _asked(readings, rich.HIDDEN)[0], "Ik beslis mee over mijn ondersteuning"
    assert hidden.result is not None
    for reason, words in (("te weinig antwoorden", f"{name} · Te weinig antwoorden"), ("te weinig, " * 12, name)):
        asked = replace(hidden, name=name, result=replace(hidden.result, value=None, reason=reason))
        bars = answer_bars("a", "Per vraag", [asked])
        assert bars is not None
        assert rows_drawing.answers_drawing(bars).labels[0].text == words


def test_every_picture_of_a_survey_is_printed(readings: Readings) -> None:
    rows = readings.item_over_waves("clientenquete", "past", measure="agrees", provider_id=None)
    answers = [row for row in readings.survey_answers(WAVE, None) if row.item == "cijfer"]
    bars = answer_bars("a", "Per vraag", [*_asked(readings), *_asked(readings, rich.HIDDEN)])
    dots = dot_rows("b", "Panel", _panel(readings))
    assert bars is not None
    assert dots is not None
    for drawing in (
        rows_drawing.answers_drawing(bars),
        rows_drawing.dots_drawing(dots),
        waves_drawing(rows, measure="agrees", title="Verloop"),
        grades_drawing(_result(readings, "cijfer", "mean"), answers, title="Cijfers"),
    ):
        assert drawing is not None
        assert print_picture(drawing, about="De Linde", source="Proef", kind="png").startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("value", "told"),
    [(0.0, "0%"), (0.3, "<1%"), (0.5, "1%"), (99.5, ">99%"), (100.0, "100%"), (99.4, "99%"), (None, "–")],
)
def test_what_somebody_answered_is_never_nought_and_what_not_everybody_did_never_all(value: float | None, told: str):
    assert survey_words.share(value) == told
