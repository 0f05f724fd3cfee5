"""A chart says and draws the published numbers, and its gaps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dashboard.charts import screen
from dashboard.charts.frame import Chart
from dashboard.charts.remarks import placed
from dashboard.charts.standings import standings_chart
from dashboard.charts.trend import one_scale, same_scale, trend_chart
from dashboard.look import DARK, LIGHT, MARKS
from dashboard.readings import Readings
from dashboard.rows import Remark, StatusCount
from schemas.quarter import parse_period
from schemas.vocabulary import Status, Theme


def _chart(readings: Readings, indicator: str, sub_agreement_id: str | None = None) -> Chart:
    rows = readings.trend("linde", indicator, sub_agreement_id=sub_agreement_id, until="2025-K4")
    definition = readings.definition(indicator)
    assert definition is not None
    return trend_chart(rows, definition)


@pytest.fixture
def share(readings: Readings) -> Chart:
    return _chart(readings, "TER-2")


@pytest.fixture
def count(readings: Readings) -> Chart:
    return _chart(readings, "BER-1", "linde-1")


def test_the_figure_on_screen_carries_the_same_numbers_as_the_chart(share: Chart, count: Chart) -> None:
    for chart in (share, count):
        for palette in (LIGHT, DARK):
            drawn = screen.figure(chart, palette).data[0]
            assert list(drawn.y) == [point.value for point in chart.points]
            shown = [point.shown for point in chart.points]
            assert all(words in text for words, text in zip(shown, drawn.customdata, strict=True))


def test_a_missing_quarter_is_a_gap_with_its_word_not_a_zero(share: Chart) -> None:
    gap = share.points[2]
    assert (gap.value, gap.gap, gap.shown) == (None, "niet geleverd", "niet geleverd")
    drawn = screen.figure(share, LIGHT)
    assert drawn.data[0].y[2] is None
    assert drawn.data[0].connectgaps is False
    assert "niet geleverd" in [note.text for note in drawn.layout.annotations]


def test_a_value_that_is_not_reached_yet_says_what_it_is_more_than_in_words_and_in_short(readings: Readings) -> None:
    rows = readings.trend("linde", "TER-2", sub_agreement_id=None, until="2025-K4")
    definition = readings.definition("TER-2")
    assert definition is not None
    late = [*rows[:-1], replace(rows[-1], value=None, more_than=1338.0, unit="days")]
    point = trend_chart(late, replace(definition, unit="days")).points[-1]
    assert (point.gap, point.beyond) == ("meer dan 1.338 dagen", "> 1.338")


def test_every_axis_stands_on_zero_and_a_share_runs_to_hundred(share: Chart, count: Chart) -> None:
    assert (share.bottom, share.top, share.form) == (0.0, 100.0, "line")
    assert [tick.label for tick in share.ticks] == ["0%", "25%", "50%", "75%", "100%"]
    assert (count.bottom, count.form) == (0.0, "bars")
    assert count.top >= 1311
    assert [tick.label for tick in count.ticks][:2] == ["0", "500"]


def test_the_target_and_the_direction_of_good_are_always_there(share: Chart) -> None:
    assert share.target_label == "norm 85%"
    assert share.direction == "hoger is beter"
    target = next(trace for trace in screen.figure(share, LIGHT).data if trace.name == "norm")
    assert {value for value in target.y if value is not None} == {85.0}


def test_the_spoken_sentence_tells_span_ends_extremes_target_and_gaps(share: Chart) -> None:
    for words in (
        "van 3e kwartaal 2024 tot en met 4e kwartaal 2025",
        "eerste getal 84% in 3e kwartaal 2024 (n = 86)",
        "laatste getal 62% in 4e kwartaal 2025 (n = 66)",
        "hoogste 90% in 4e kwartaal 2024",
        "laagste 62%",
        "laatste norm 85%, hoger is beter",
        "zonder getal: 1e kwartaal 2025 (niet geleverd)",
    ):
        assert words in share.alt


def test_the_margin_is_drawn_where_it_was_published(share: Chart, count: Chart) -> None:
    assert screen.figure(share, LIGHT).data[0].error_y.visible is True
    assert screen.figure(share, LIGHT).data[0].error_y.array[0] == pytest.approx(8)
    assert not screen.figure(count, LIGHT).data[0].error_y.visible


def test_numbers_in_a_picture_are_written_the_dutch_way(count: Chart) -> None:
    drawn = screen.figure(count, LIGHT)
    assert drawn.layout.separators == ",."
    assert drawn.data[0].customdata[-1] == "4e kwartaal 2025: 1.311 (n = 1.311)"


def test_small_multiples_share_a_scale_unless_one_would_vanish(share: Chart, count: Chart) -> None:
    assert same_scale(one_scale([share, share]))
    assert not same_scale(one_scale([share, count]))
    assert one_scale([]) == ()


def test_dated_remarks_are_drawn_with_a_short_label_and_read_out_whole(readings: Readings) -> None:
    rows = readings.trend("linde", "TER-2", sub_agreement_id=None, until="2025-K4")
    definition = readings.definition("TER-2")
    assert definition is not None
    moment = Remark("a", date(2025, 5, 6), None, "Verhuizing naar de nieuwe locatie aan de Kade", None)
    span = Remark("b", date(2024, 1, 1), date(2024, 12, 31), "Personeelstekort", None)
    outside = Remark("c", date(2020, 1, 1), date(2020, 2, 1), "Lang geleden", None)
    chart = trend_chart(rows, definition, remarks=[moment, span, outside])
    assert [(note.start, note.end) for note in chart.remarks] == [(3.0, 3.0), (0 - 0.5, 1 + 0.5)]
    assert "opmerking 6 mei 2025: Verhuizing naar de nieuwe locatie aan de Kade" in chart.alt
    assert "Lang geleden" not in chart.alt
    drawn = screen.figure(chart, LIGHT)
    assert [shape.type for shape in drawn.layout.shapes] == ["line", "rect"]
    assert "Personeelstekort" in [note.text for note in drawn.layout.annotations]


def test_a_remark_is_not_cut_within_brackets() -> None:
    remark = Remark("a", date(2025, 7, 1), None, "norm van 90% naar 80% (tafelbesluit 12 juni 2025: tekort)", None)
    assert [note.label for note in placed([remark], [parse_period("2025-K3")])] == ["norm van 90% naar 80%…"]


def test_beside_a_stack_only_what_was_judged_has_a_colour() -> None:
    rows = [StatusCount("2025-K4", Theme.REACH, status, 3) for status in (Status.ON_TRACK, Status.NOT_DELIVERED)]
    assert {label.text: label.colour for label in standings_chart(rows).labels} == {
        "3 op koers": MARKS[Status.ON_TRACK].colour, "3 niet geleverd": "muted",
    }  # fmt: skip


def test_a_figure_below_zero_lies_below_the_line_of_zero(readings: Readings) -> None:
    rows = readings.trend("linde", "BER-1", sub_agreement_id="linde-1", until="2025-K4")
    definition = readings.definition("BER-1")
    assert definition is not None
    chart = trend_chart(
        [replace(row, value=-8.0 if at else 4.0, target=None) for at, row in enumerate(rows)], definition
    )
    assert (chart.bottom <= -8, chart.top >= 4) == (True, True)
    assert 0.0 in [tick.at for tick in chart.ticks]
    assert not same_scale(one_scale([chart, replace(chart, bottom=0.0)]))
