"""A picture and its numbers as files: exactly what was published, openable anywhere, harmless in a spreadsheet."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

import pytest

from dashboard.charts import screen_drawing
from dashboard.charts.drawing import Bar, Drawing, Label, Line, Mark, apart
from dashboard.charts.frame import Tick
from dashboard.look import DARK, LIGHT
from dashboard.pictures import routes
from dashboard.pictures.kinds import TREND, file_address, trend
from dashboard.pictures.sheet import Sheet, plain, written
from dashboard.readings import Readings
from dashboard.report.picture import print_picture
from dashboard.selection import choose

ASKED = {"kwartaal": "2025-K4", "aanbieder": "linde", "cijfer": "TER-2"}


def _rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


@pytest.fixture
def downloaded(readings: Readings) -> list[dict[str, str]]:
    made = routes._made(readings, TREND, ending="csv", asked=ASKED)
    assert made is not None
    return _rows(made[1])


def test_a_csv_opens_in_a_dutch_spreadsheet(readings: Readings) -> None:
    made = routes._made(readings, TREND, ending="csv", asked=ASKED)
    assert made is not None
    name, content = made
    assert name == "verloop-TER-2-linde-2025-K4.csv"
    assert content.startswith(b"\xef\xbb\xbfaanbieder;deelovereenkomst;indicator;")
    assert content.endswith(b"\r\n")


def test_every_value_in_a_csv_is_the_published_one_to_the_last_digit(
    readings: Readings, downloaded: list[dict[str, str]]
) -> None:
    published = readings.trend("linde", "TER-2", sub_agreement_id=None, until="2025-K4")
    for column, field in (("waarde", "value"), ("n", "n"), ("marge van", "lower"), ("norm", "target")):
        told = [float(row[column].replace(",", ".")) if row[column] else None for row in downloaded]
        assert told == [getattr(row, field) for row in published]


def test_a_row_without_a_figure_says_why_and_every_row_names_its_publication(
    readings: Readings, downloaded: list[dict[str, str]]
) -> None:
    absent = downloaded[2]
    assert (absent["waarde"], absent["n"], absent["status"]) == ("", "", "niet geleverd")
    assert absent["reden"] == "Er is niets geleverd."
    assert {row["publicatie"] for row in downloaded} == {readings.id}


@pytest.mark.parametrize("text", ["=1+1", "+31", "-2", "@som", "\t=1+1", " =1+1", "\r\n=cmd"])
def test_text_that_a_spreadsheet_would_carry_out_is_made_plain(text: str) -> None:
    assert plain(text).startswith("'")
    assert "\n" not in plain(text)
    assert "\t" not in plain(text)


def test_cells_are_written_the_dutch_way_and_numbers_stay_numbers() -> None:
    assert [written(cell) for cell in (62.125, -3.0, 1311.0, 7, None, True, False, date(2026, 1, 31))] == [
        "62,125", "-3", "1311", "7", "", "ja", "nee", "2026-01-31",
    ]  # fmt: skip


def test_a_cell_with_a_semicolon_stays_one_cell() -> None:
    sheet = Sheet("x", ("a", "b"), (("een; twee", 'drie "vier"'),), "p1")
    assert _rows(sheet.csv()) == [{"a": "een; twee", "b": 'drie "vier"', "publicatie": "p1"}]


@pytest.mark.parametrize(
    ("kind", "ending", "over"),
    [
        ("anders", "csv", {}),
        (TREND, "pdf", {}),
        (TREND, "csv", {"aanbieder": "onbekend"}),
        (TREND, "csv", {"cijfer": "XXX-1"}),
        (TREND, "csv", {"kwartaal": "2031-K1"}),
        (TREND, "csv", {"deelovereenkomst": "van-een-ander"}),
        (TREND, "png", {"cijfer": "BER-2"}),
    ],
)
def test_what_is_not_in_the_publication_is_no_file(
    readings: Readings, kind: str, ending: str, over: dict[str, str]
) -> None:
    assert routes._made(readings, kind, ending=ending, asked=ASKED | over) is None


def test_the_address_on_the_page_gives_the_picture_of_the_page(readings: Readings) -> None:
    chosen = choose(ASKED, {}, readings)
    address = file_address(TREND, chosen, ending="png")
    assert address == "/beeld/verloop.png?kwartaal=2025-K4&aanbieder=linde&cijfer=TER-2"
    assert file_address(TREND, replace(chosen, as_tables=("x",), first=7), ending="png") == address
    found = trend(readings, chosen)
    assert found is not None
    assert found.about == "De Linde"


def test_a_picture_is_a_whole_png_and_a_whole_svg(readings: Readings) -> None:
    for ending, start in (("png", b"\x89PNG\r\n"), ("svg", b"<svg")):
        made = routes._made(readings, TREND, ending=ending, asked=ASKED)
        assert made is not None
        assert made[1].startswith(start)


@pytest.fixture
def drawing() -> Drawing:
    shapes = ("disc", "triangle", "square", "ring", "dash", "cross", "bar", "dots")
    return Drawing(
        id="proef", title="Proef <b>", caption="aantal, hoger is beter", alt="Een proef.",
        left=0, right=9, bottom=0, top=10,
        x_ticks=(Tick(1, "jan\n2025"),), y_ticks=(Tick(0, "0"), Tick(10, "10")),
        bars=(Bar(0, 0, 1, 4, "past", "blok"),),
        lines=(Line("lijn", (0, 1, None, 2, 3), (1, 2, None, 3, 4), "ink", dash="dashed"),),
        marks=tuple(Mark(i, i, "concern", f"punt {i}", shape=shape) for i, shape in enumerate(shapes, start=1)),
        labels=(Label(9, 5, "norm 5", edge=True), Label(2, 2, "te weinig", turned=True), Label(3, 3, "hier", bold=True)),
        x_title="maanden",
    )  # fmt: skip


def test_a_drawing_has_the_same_numbers_on_screen_and_its_words_on_paper(drawing: Drawing) -> None:
    for palette in (LIGHT, DARK):
        figure = screen_drawing.drawing_figure(drawing, palette)
        assert list(figure.data[0].y) == [1, 2, None, 3, 4]
        assert figure.data[0].connectgaps is False
        assert list(figure.data[1].customdata) == [mark.told for mark in drawing.marks]
        assert [note.text for note in figure.layout.annotations] == ["norm 5", "te weinig", "<b>hier</b>"]
    made = print_picture(drawing, about="De Linde", source="Publicatie 1", kind="svg")
    assert made.startswith(b"<svg")


def test_labels_at_one_edge_do_not_lie_over_each_other() -> None:
    labels = [Label(0, y, str(y), edge=True) for y in (50, 51, 20)]
    assert [(label.text, label.y) for label in apart(labels, least=6)] == [("20", 20), ("50", 50), ("51", 50 + 6)]
