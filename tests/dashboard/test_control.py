"""A control chart draws what was published: limits as they are, special causes with shape and word, gaps as gaps."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import theme_publication as rich

from dashboard.charts import screen_drawing
from dashboard.charts.drawing import DASHED, SOLID, Drawing
from dashboard.look import DARK, LIGHT
from dashboard.pictures import routes
from dashboard.pictures.kinds import CONTROL, control
from dashboard.pictures.sheet import Sheet
from dashboard.readings import Readings
from dashboard.report.picture import print_picture
from dashboard.selection import choose

ASKED = {"kwartaal": "2025-K4", "aanbieder": "linde", "deelovereenkomst": "linde-1", "cijfer": "TER-1"}


@pytest.fixture
def readings(publish: Any, tmp_path: Path) -> Readings:
    return rich.enriched(publish, tmp_path)


@pytest.fixture
def chart(readings: Readings) -> Drawing:
    made = control(readings, choose(ASKED, {}, readings))
    assert made is not None
    assert isinstance(made.chart, Drawing)
    return made.chart


@pytest.fixture
def sheet(readings: Readings) -> Sheet:
    made = control(readings, choose(ASKED, {}, readings))
    assert made is not None
    return made.sheet


def test_the_values_are_the_published_ones_and_a_hidden_month_breaks_the_line(chart: Drawing) -> None:
    values = next(line for line in chart.lines if line.name == "waarde")
    assert len(values.y) == len(rich.MONTHS)
    assert values.y[rich.MONTHS.index(rich.HIDDEN)] is None
    assert values.y[0] == 30 - 1
    assert "te weinig gegevens" in [label.text for label in chart.labels]


def test_each_phase_has_its_own_mean_and_provisional_limits_are_dashed(chart: Drawing) -> None:
    means = [line.y[0] for line in chart.lines if line.name == "gemiddelde"]
    assert means == [30.0, 20.0]
    upper = [(line.y[0], line.dash) for line in chart.lines if line.name == "bovengrens"]
    assert upper == [(30.0 + 6, DASHED), (20.0 + 6, SOLID)]
    assert [line.x[0] for line in chart.lines if line.name == "nieuwe fase"] == [6 - 0.5]
    assert "nieuwe fase" in [label.text for label in chart.labels]


def test_a_special_cause_has_a_colour_a_shape_and_a_word(chart: Drawing) -> None:
    marks = {rich.MONTHS[int(mark.x)]: (mark.colour, mark.shape) for mark in chart.marks}
    assert marks["2025-06"] == ("concern", "square")
    assert marks["2025-12"] == ("improvement", "triangle")
    assert marks["2025-05"] == ("past", "disc")
    words = [label.text for label in chart.labels]
    assert "aantoonbaar slechter" in words
    assert "aantoonbaar beter" in words


def test_a_provisional_month_is_an_open_ring_and_says_so(chart: Drawing) -> None:
    october = next(mark for mark in chart.marks if mark.x == rich.MONTHS.index("2025-10"))
    assert october.shape == "ring"
    assert october.told.endswith("voorlopig")
    assert "Open rondje: voorlopig" in chart.caption


def test_direction_preset_and_a_scale_that_does_not_stand_on_zero_are_printed(chart: Drawing) -> None:
    for words in (
        "Per maand, dagen, lager is beter",
        "Grenzen uit 11 punten, voorinstelling nhsr",
        "De schaal begint bij",
    ):
        assert words in chart.caption
    assert chart.bottom > 0


def test_remarks_are_a_line_or_a_band_with_a_short_label_and_whole_in_words(chart: Drawing) -> None:
    assert [line.x for line in chart.lines if line.name == "opmerking"] == [(2.0, 2.0)]
    assert [(bar.x0, bar.x1) for bar in chart.bars] == [(7 - 0.5, 9 + 0.5)]
    assert "Verhuizing naar de nieuwe…" in [label.text for label in chart.labels]
    assert f"12 september 2024: {rich.TEXT}" in chart.alt
    assert "Van een ander" not in chart.alt


def test_the_spoken_sentence_tells_what_the_picture_shows(chart: Drawing) -> None:
    for words in (
        "Regelkaart van", "juli 2024 tot en met december 2025", "gemiddelde 20 dagen", "grenzen 14 dagen en 26 dagen",
        "opvallend: juni 2025 (aantoonbaar slechter) en december 2025 (aantoonbaar beter)", "lager is beter",
        "zonder getal: maart 2025 (te weinig gegevens)", "nieuwe fase vanaf januari 2025: De intake is veranderd",
    ):  # fmt: skip
        assert words in chart.alt


def test_the_sheet_gives_every_point_its_limits_and_its_kind(sheet: Sheet) -> None:
    rows = [dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows]
    june = next(row for row in rows if row["periode"] == "juni 2025")
    assert (june["gemiddelde"], june["ondergrens"], june["bovengrens"]) == (20.0, 14.0, 26.0)
    assert (june["schommeling"], june["regel"]) == ("aantoonbaar slechter", "buiten de grenzen")
    march = next(row for row in rows if row["periode"] == "maart 2025")
    assert (march["waarde"], march["schommeling"], march["waarom geen cijfer"]) == (None, None, "te weinig gegevens")


def test_screen_and_paper_draw_it(chart: Drawing) -> None:
    for palette in (LIGHT, DARK):
        figure = screen_drawing.drawing_figure(chart, palette)
        names = [trace.name for trace in figure.data]
        assert names.count("gemiddelde") == 2
    assert print_picture(chart, about="De Linde", source="Publicatie 1", kind="png").startswith(b"\x89PNG")


def test_without_published_limits_there_is_no_control_chart(readings: Readings) -> None:
    assert control(readings, choose(ASKED | {"kwartaal": "2025-K3"}, {}, readings)) is None
    assert routes._made(readings, CONTROL, ending="csv", asked=ASKED | {"cijfer": "TER-2"}) is None
