"""Whatever stands in the data, it reaches the page as text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dashboard.look import ABSENCES
from dashboard.readings import Door, Readings
from dashboard.views import matrix, origin
from dashboard.views.markup import Safe, absence_mark, join, provisional_mark, table, tag

EVIL = '<img src=x onerror="alert(1)"> & Zoon'  # stands in a reason of the fixture too


def test_text_is_escaped_and_markup_is_not_escaped_twice() -> None:
    assert tag("p", "a < b & c") == "<p>a &lt; b &amp; c</p>"
    assert tag("div", tag("p", "x")) == "<div><p>x</p></div>"
    assert tag("a", "x", href='"><script>') == '<a href="&quot;&gt;&lt;script&gt;">x</a>'
    assert join(None, ["a", Safe("<b>")], "<i>") == "a<b>&lt;i&gt;"


def test_an_attribute_that_is_false_or_none_is_left_out() -> None:
    assert tag("p", "x", class_=None, hidden=False, open=True, aria_label="y") == '<p open aria-label="y">x</p>'


def test_a_provider_named_as_an_attack_is_a_name_in_the_matrix(publish: Any, tmp_path: Path) -> None:
    publish("intern-1.duckdb", provider=EVIL)
    page = matrix.drawn(Door(tmp_path).open(), "2025-K4")
    assert "<img" not in page
    assert page.count("&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; Zoon") == 2  # the name and a reason


def test_the_matrix_is_a_real_table_with_words_beside_every_mark(readings: Readings) -> None:
    page = matrix.drawn(readings, "2025-K4")
    assert "<caption" in page
    assert page.count('scope="col"') == 8
    assert page.count('scope="row"') == 2
    assert page.count("<span>achter</span>") == 1
    assert "nog niet gemeten" in page


def test_the_division_is_shown_with_the_published_parts(readings: Readings) -> None:
    rows = [row for row in readings.headline("linde", "2025-K4") if row.indicator == "TER-2"]
    definition = readings.definition("TER-2")
    assert definition is not None
    page = origin.drawn(readings, definition, rows)
    for words in ("41 gedeeld door 66, maal 100, is 62%", "linde.xlsx", "E14, F14, G14", "geaccepteerd door m.devries"):
        assert words in page


def test_a_table_names_itself_and_its_columns() -> None:
    page = table("Titel", ["een", "twee"], [("rij", ["1", "2"])], first="wat")
    assert page.count('scope="col"') == 3
    assert '<th scope="row">rij</th><td>1</td><td>2</td>' in page
    assert 'aria-label="Titel"' in page


def test_each_way_of_having_no_number_says_which_it_is() -> None:
    drawn = [absence_mark(status) for status in ABSENCES] + [absence_mark(None), provisional_mark()]
    assert len(set(drawn)) == len(drawn)
    told = ("niet getoond", "te weinig gegevens", "niet geleverd", "nog niet toegetreden", "uitgetreden",
            "nog niet gemeten", "voorlopig")  # fmt: skip
    assert all(f"<span>{word}</span>" in mark for word, mark in zip(told, drawn, strict=True))


def test_the_icons_of_the_matrix_are_read_out_and_explained(readings: Readings) -> None:
    page = matrix.drawn(readings, "2025-K4")
    table, legend = page.split("</table>")
    for words, shape in (("gewone schommeling", "wave"), ("aantoonbaar slechter", "worse"),
                         ("haalt de norm stelselmatig niet", "barred")):  # fmt: skip
        assert f'<span class="kb-hidden">, {words}</span>' in table
        assert f"kb-{shape} " in table
        assert words in legend
    assert "aantoonbaar beter" not in page  # only what stands on this screen is explained
