"""A report as one web page: the words and numbers of the paper, for a screen reader, and nothing in it that runs."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
import typst
from report_publication import HASH, HOSTILE, NOW, publish

from dashboard.charts.drawing import Bar, Drawing, Label, Line, Mark
from dashboard.charts.frame import Tick
from dashboard.house_style import SHIPPED as FONTS
from dashboard.look import FONT, MARKS
from dashboard.readings import Door, Readings
from dashboard.report.document import Band
from dashboard.report.kinds import Format, Kind
from dashboard.report.letters_kept import clean
from dashboard.report.make import describe, make
from dashboard.report.plates import letters
from dashboard.report.plates.laid import HALF, laid
from dashboard.report.plates.plate import Words
from dashboard.report.svg import svg


class _Page(HTMLParser):
    """The elements of a page with their attributes, and its words; a page with a stray tag does not close."""

    VOID = frozenset({"meta", "path", "rect", "circle"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> Readings:
    place = tmp_path_factory.mktemp("home")
    publish(place)
    return Door(place).open()


@pytest.fixture(scope="module")
def text(readings: Readings) -> str:
    return make(Kind.FULL, Format.HTML, readings, quarter=NOW, provider_id="A1").content.decode()


@pytest.fixture(scope="module")
def page(text: str) -> _Page:
    return _Page(text)


def test_the_page_has_a_language_landmarks_one_title_and_a_way_past_what_is_in_front(page: _Page) -> None:
    assert page.all("html") == [{"lang": "nl"}]
    assert [len(page.all(tag)) for tag in ("header", "nav", "main", "footer", "h1")] == [1] * 5
    assert page.all("a")[0] == {"class": "skip", "href": "#inhoud"} and page.all("main")[0]["id"] == "inhoud"
    assert not page.open  # everything that was opened was closed


def test_every_place_that_is_linked_is_there_and_no_name_is_given_twice(page: _Page) -> None:
    names = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(names) == len(set(names))
    assert {str(link["href"])[1:] for link in page.all("a") if str(link["href"]).startswith("#")} <= set(names)


def test_headings_skip_no_level(page: _Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1 and all(after - before <= 1 for before, after in pairwise(levels))


def test_every_table_has_a_caption_and_heads_and_every_row_a_name(page: _Page) -> None:
    assert len(page.all("table")) == len(page.all("caption")) == len(page.all("thead"))
    assert {head["scope"] for head in page.all("th")} == {"col", "row", "rowgroup"}


def test_every_picture_has_a_title_and_is_described(readings: Readings, text: str, page: _Page) -> None:
    pictures = list(describe(Kind.FULL, readings, quarter=NOW, provider_id="A1").pictures())
    drawn = [attributes for attributes in page.all("svg") if attributes.get("role") == "img"]
    assert len(drawn) == len(pictures) == text.count("<desc")
    words = "".join(page.words)
    assert all(picture.chart.alt in words and picture.chart.title in words for picture in pictures)


def test_nothing_runs_and_nothing_is_fetched(text: str, page: _Page) -> None:
    assert not {"script", "img", "iframe", "link", "object", "form"} & {tag for tag, _ in page.elements}
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    assert "default-src 'none'" in str(page.all("meta")[1]["content"])
    assert not re.search(r"https?://", text)


def test_a_hostile_name_is_words_and_stands_where_it_stands_on_paper(page: _Page) -> None:
    assert HOSTILE in page.words
    assert "Begeleiding *thuis*" in "".join(page.words)
    assert not [tag for tag, _ in page.elements if tag == "img"]


def test_page_and_description_tell_the_same_cells_and_numbers(readings: Readings, page: _Page) -> None:
    tables = list(describe(Kind.FULL, readings, quarter=NOW, provider_id="A1").tables())
    cells = [cell for table in tables for row in table.rows if not isinstance(row, Band) for cell in row]
    told = [str(attributes["value"]) for attributes in page.all("data")]
    assert told == [repr(cell.value) for cell in cells if isinstance(cell.value, float)]
    assert [attributes["datetime"] for attributes in page.all("time")] == ["2026-03-01"]
    assert {clean(cell.text) for cell in cells} <= set(page.words)


def test_the_files_travel_inside_the_page(page: _Page) -> None:
    inside = {link["download"]: str(link["href"]) for link in page.all("a") if "download" in link}
    assert set(inside) == {"cijfers.csv", "herkomst.csv"}
    assert all(address.startswith("data:text/csv;charset=utf-8;base64,") for address in inside.values())
    assert HASH in "".join(page.words)


def test_the_page_is_made_twice_the_same(readings: Readings, text: str) -> None:
    assert make(Kind.FULL, Format.HTML, readings, quarter=NOW, provider_id="A1").content.decode() == text


def test_our_widths_are_those_that_typst_measures(tmp_path: Path) -> None:
    looks = [(bold, tabular) for bold in (False, True) for tabular in (False, True)]
    words = [(word, *look) for word in ("norm 85%", "4e kwartaal 2025", "1.234.567,80 AV Te") for look in looks]
    parts = [
        f"measure(text(size: 8pt, weight: {700 if bold else 400}, number-width: {json.dumps('tabular') if tabular else 'auto'}, "
        f'"{told}")).width / 1mm'
        for told, bold, tabular in words
    ]
    place = tmp_path / "measure.typ"
    place.write_text(f'#set text(font: "{FONT}", kerning: false)\n#context [#metadata(({", ".join(parts)})) <wide>]')
    told = typst.query(place, "<wide>", field="value", one=True, font_paths=[FONTS], ignore_system_fonts=True)
    ours = [
        letters.in_tables(word, bold) if tabular else letters.width(word, bold=bold) for word, bold, tabular in words
    ]
    assert ours == pytest.approx(json.loads(told))
    assert letters.width("文") == letters.width("n")  # of a letter that the font has not


def test_no_word_of_a_picture_leaves_its_plate(readings: Readings) -> None:
    for picture in describe(Kind.FULL, readings, quarter=NOW, provider_id="A1").pictures():
        plate = laid(picture.chart, width=HALF)
        for item in plate.items:
            if isinstance(item, Words) and not item.turned:
                assert item.x >= -0.01 and item.x + letters.width(item.text, bold=item.bold) <= plate.width + 0.01


def test_every_shape_line_and_word_of_a_drawing_is_drawn() -> None:
    marks = tuple(Mark(0.5, 0.5, "ink", "", mark.shape) for mark in MARKS.values())
    drawing = Drawing(
        id="x", title="Een <titel>", caption="", alt="Dit & dat.", left=0, right=1, bottom=0, top=1,
        x_ticks=(Tick(0, "K1\n2025"),), y_ticks=(Tick(0, "0"), Tick(1, "1")), bars=(Bar(0, 0, 1, 1, "past", ""),),
        lines=(Line("l", (0, 1, None, 0, 1), (0, 1, None, 1, 0), "accent", dash="dashed"),), marks=marks,
        labels=(Label(0, 0, "links"), Label(1, 1, "rand", edge=True), Label(0.5, 0.5, "op", turned=True)),
    )  # fmt: skip
    made = svg(laid(drawing), "d")
    assert "Een &lt;titel&gt;" in made and "Dit &amp; dat." in made
    assert all(f">{word}</text>" in made for word in ("links", "rand", "op", "K1", "2025"))
    assert made.count("stroke-dasharray") == 2  # a line that is broken is two lines
    assert "rotate(-90)" in made
