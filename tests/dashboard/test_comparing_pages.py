"""Pages Vergelijken and Signalen: a picture that names nobody without need, no ranking, and lists that stay short."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.charts.funnel import NAMED, funnel_drawing
from dashboard.charts.multiples import Multiples, multiples, multiples_drawing
from dashboard.charts.screen_drawing import drawing_figure
from dashboard.judged_rows import Funnel, FunnelLimit, FunnelPoint, Signal, SignalCount
from dashboard.look import LIGHT
from dashboard.pictures import comparing, routes
from dashboard.readings import Door, Readings
from dashboard.rows import Definition, Figure, Place, Remark
from dashboard.selection import Selection
from dashboard.views import funnel as funnel_view
from dashboard.views import leafing, panels, signals
from schemas.place import HOME_VARIABLE
from schemas.vocabulary import SignalMethod, Variation

QUARTER = "2025-K4"
SELECTION = Selection(QUARTER, None, None, "TER-2")
FOUND = Funnel("TER-2", QUARTER, 12, 1, 60.0, 1.1, 0.002, 1, None, "Samen komen 12 aanbieders op 60%.")
LIMITS = tuple(
    FunnelLimit(n, 60 - half / 2, 60 + half / 2, 60 - half, min(60 + half, 100))
    for n, half in ((10.0, 40.0), (50.0, 20.0), (110.0, 15.0))
)


def point(place: int, value: float, n: float, **over: Any) -> FunnelPoint:
    name = f"Aanbieder {place:02}"
    row = FunnelPoint(
        "TER-2", QUARTER, f"a{place}", name, place, value, value * n / 100, n, 0.3, 0.9, None, False, None,
        "Verschil met het gemiddelde kan toeval zijn.", value - 5, value + 5,
    )  # fmt: skip
    return replace(row, **over)


def low(place: int) -> FunnelPoint:
    return point(place, 20.0, 80.0, z=-4.0, q=0.001, flag="below", stands_out=True, sentence="Wijkt meer af.")


POINTS = (*(point(place, 55.0 + place, 10.0 * place) for place in range(1, 11)), low(11))
HIDDEN = replace(
    point(12, 0.0, 0.0), value=None, numerator=None, n=None, z=None, q=None, lower=None, upper=None,
    sentence="Te weinig gegevens.",
)  # fmt: skip


@pytest.fixture
def definition(readings: Readings) -> Definition:
    found = readings.definition("TER-2")
    assert found is not None
    return found


def draw(definition: Definition, *points: FunnelPoint, target: float | None = None) -> Any:
    return funnel_drawing(FOUND, points, LIMITS, definition=definition, target=target)


def test_only_who_lies_outside_has_a_name_and_a_colour(definition: Definition) -> None:
    drawing = draw(definition, *POINTS)
    assert [label.text for label in drawing.labels if not label.edge] == ["Aanbieder 11"]
    assert {mark.colour for mark in drawing.marks if "11" not in mark.told} == {"past"}
    (outside,) = (mark for mark in drawing.marks if mark.told.startswith("Aanbieder 11"))
    assert (outside.colour, outside.shape) == ("concern", "square")


def test_a_hidden_provider_is_no_mark_no_axis_and_no_word_of_the_picture(definition: Definition) -> None:
    with_hidden, without = draw(definition, *POINTS, HIDDEN), draw(definition, *POINTS)
    assert with_hidden == without
    assert "Aanbieder 12" not in str(with_hidden)


def test_pointing_at_a_mark_tells_name_value_and_n(definition: Definition) -> None:
    made = drawing_figure(draw(definition, *POINTS), LIGHT)
    told = next(trace for trace in made.data if trace.name == "waarde").customdata
    assert "Aanbieder 01: 56% (n = 10)" in told


def test_the_sentence_of_a_funnel_tells_mean_limits_direction_and_who(definition: Definition) -> None:
    said = draw(definition, *POINTS).alt
    for words in ("11 aanbieders met 10 tot 100 waarnemingen", "gemiddelde 60%, hoger is beter", "bij n = 10: 20% tot 100%",
                  "buiten de grenzen: Aanbieder 11 onder (20%, n = 80)"):  # fmt: skip
        assert words in said


def test_a_norm_is_drawn_where_it_is_the_same_for_all(definition: Definition) -> None:
    assert "norm" not in {line.name for line in draw(definition, *POINTS).lines}
    assert "geen norm die voor iedereen gelijk is" in draw(definition, *POINTS).caption
    drawing = draw(definition, *POINTS, target=85.0)
    assert next(line for line in drawing.lines if line.name == "norm").y == (85.0, 85.0)
    assert "norm 85%" in {label.text for label in drawing.labels}


def test_with_many_outside_the_picture_stays_readable(definition: Definition) -> None:
    many = [low(place) for place in range(NAMED + 1)]
    assert [label for label in draw(definition, *many).labels if not label.edge] == []


def test_names_of_neighbours_do_not_lie_over_each_other(definition: Definition) -> None:
    near = [replace(low(place), n=80.0 + place) for place in range(3)]
    far = replace(low(9), n=80.0, value=95.0)
    names = [label for label in draw(definition, *near, far).labels if not label.edge]
    assert sorted(label.up for label in names) == [14, 14, 14 + 16, 14 + 16 + 16]


def figure(readings: Readings, provider: str, value: float | None) -> list[Figure]:
    rows = readings.trend("linde", "TER-2", sub_agreement_id=None, until=QUARTER)
    return [replace(row, provider_id=provider, provider=provider, value=value) for row in rows]


QUARTERS = ("2024-K3", "2024-K4", "2025-K1", "2025-K2", "2025-K3", "2025-K4")


def together(readings: Readings, definition: Definition) -> Multiples:
    rows = [*figure(readings, "berk", 40.0), *figure(readings, "eik", None), *figure(readings, "<b>iep", 80.0)[2:]]
    return multiples(rows, definition, quarters=QUARTERS)


def test_a_decision_is_marked_where_it_falls_and_told_where_it_begins(
    readings: Readings, definition: Definition
) -> None:
    decided = Remark("B-1", date(2025, 2, 10), date(2025, 5, 1), "Norm naar 85%", None)

    def remarks(provider: str, indicator: str, sub_agreement: str | None) -> tuple[Remark, ...]:
        return (decided,) if (provider, indicator, sub_agreement) == ("berk", "TER-2", None) else ()

    rows = [*figure(readings, "berk", 40.0), *figure(readings, "eik", 60.0)]
    found = multiples(rows, definition, quarters=QUARTERS, remarks=remarks)
    berk, eik = found.panels
    assert [column.remarked for column in berk.columns if column] == [False, False, True, True, False, False]
    assert not any(column and column.remarked for column in eik.columns)
    words = "10 februari 2025 tot en met 1 mei 2025: Norm naar 85%"
    assert [words in column.told for column in berk.columns if column] == [False, False, True, False, False, False]
    assert words in berk.alt and words not in eik.alt and "Stippellijn: een besluit" in found.caption
    assert sum(line.name == "opmerking" for line in multiples_drawing(found).lines) == 2


def test_small_multiples_stand_on_one_scale_with_target_and_gaps(readings: Readings, definition: Definition) -> None:
    found = together(readings, definition)
    berk, eik, iep = found.panels
    assert [column.height for column in berk.columns if column] == [40 / 100] * 6
    assert [column.height for column in iep.columns if column] == [80 / 100] * 4
    assert [column.target for column in berk.columns if column] == [85 / 100] * 6
    assert iep.columns[:2] == (None, None)
    assert all(column and column.gap for column in eik.columns)
    assert found.top == "100%" and "op dezelfde schaal: van 0 tot 100%" in found.caption


def test_a_panel_is_an_image_with_a_sentence_a_link_and_words_per_quarter(
    readings: Readings, definition: Definition
) -> None:
    page = panels.drawn(together(readings, definition), quarter=QUARTER, indicator="TER-2")
    assert page.count('role="img"') == 3
    assert 'aria-label="berk. Gestart binnen de afgesproken termijn, per kwartaal' in page
    assert "/aanbieder?kwartaal=2025-K4&amp;aanbieder=berk&amp;cijfer=TER-2" in page
    assert "4e kwartaal 2025: 40% (n = 66), norm 85%" in page
    assert "<b>iep" not in page
    assert "kb-mark" not in page and "kb-status" not in page  # never an icon on a small multiple
    assert page.index("berk") < page.index("eik") < page.index("iep")


def test_the_table_of_small_multiples_has_every_quarter(readings: Readings, definition: Definition) -> None:
    page = panels.as_table(together(readings, definition))
    assert page.count('scope="col"') == 1 + 6
    assert "40% (n = 66), norm 85%" in page


def test_small_multiples_go_to_paper_as_one_drawing(readings: Readings, definition: Definition) -> None:
    drawing = multiples_drawing(together(readings, definition))
    assert len(drawing.bars) == 6 + 4
    assert [label.text for label in drawing.labels] == ["berk", "eik", "<b>iep"]


def test_what_is_beside_the_funnel_and_what_stands_out_are_told_in_words(definition: Definition) -> None:
    page = funnel_view.standing_out((*POINTS, HIDDEN), definition=definition, selection=SELECTION) or ""
    assert "Aanleiding voor een gesprek, geen oordeel." in page
    assert "20% (15% tot 25%)" in page and "&lt; 0,01" in page and "onder de grenzen" in page
    assert "Aanbieder 01" not in page  # inside the limits nobody is named
    beside = funnel_view.beside((*POINTS, HIDDEN), definition=definition, selection=SELECTION) or ""
    assert "Niet in de trechter: 1 aanbieder" in beside and "Te weinig gegevens." in beside


def test_where_nothing_stands_out_there_is_no_table(definition: Definition) -> None:
    assert funnel_view.standing_out(POINTS[:5], definition=definition, selection=SELECTION) is None
    assert funnel_view.beside(POINTS, definition=definition, selection=SELECTION) is None


def test_a_long_list_says_how_many_are_not_shown_and_has_its_letters() -> None:
    places = [Place(f"p{place}", f"{'ABC'[place // 50]} {place:03}", place) for place in range(150)]
    assert leafing.drawn(places[:30], places[:30], selection=SELECTION, page="vergelijken", at="naast") is None
    shown = comparing.piece(places, 41)
    page = leafing.drawn(places, shown, selection=SELECTION, page="vergelijken", at="naast")
    assert page is not None
    assert "aanbieder 41 tot en met 80 van de 150, op alfabet; 110 staan op andere bladen" in page
    assert "vanaf=81#naast" in page and ">Vorige<" in page
    for letter, first in (("B", 51), ("C", 101)):
        assert f'vanaf={first}#naast">{letter}<' in page
    assert list(comparing.piece(places, 900)) == places[:40]


def signal(provider: str, variation: Variation, **over: Any) -> Signal:
    row = Signal(
        provider, provider, 1, None, None, "provider", "TER-2", "Gestart binnen de afgesproken termijn", QUARTER,
        "lead_times", SignalMethod.XMR.value, variation.value, "2025-K1", 4, "sinds vier kwartalen lager",
    )  # fmt: skip
    return replace(row, **over)


def test_signals_are_grouped_by_what_they_mean_and_never_ordered_by_size() -> None:
    rows = [
        signal("berk", Variation.IMPROVEMENT), signal("eik", Variation.CONCERN), signal("iep", Variation.NEUTRAL_LOW),
        signal("<i>linde", Variation.CONCERN, sub_agreement="Dagbesteding"),
    ]  # fmt: skip
    page = signals._groups(rows, SELECTION)
    assert (
        page.index("Aantoonbaar slechter") < page.index("eik") < page.index("linde") < page.index("Aantoonbaar beter")
    )
    assert (
        page.index("Aantoonbaar beter")
        < page.index("berk")
        < page.index("zonder richting van goed")
        < page.index("iep")
    )
    assert "<i>linde" not in page and " Dagbesteding" in page
    assert "1e kwartaal 2025" in page and "regelkaart" in page and "Sinds vier kwartalen lager." in page
    assert "/aanbieder?kwartaal=2025-K4&amp;aanbieder=eik&amp;cijfer=TER-2#verloop" in page


def test_the_page_opens_with_how_many_were_looked_at_and_how_many_false_to_expect() -> None:
    counts = [
        SignalCount(QUARTER, "xmr", 113, 24, 2.26, "Van 113 reeksen geven er 24 een signaal, ongeveer 2 door toeval.")
    ]
    assert signals._answer(counts, SELECTION) == (
        "4e kwartaal 2025. Van 113 reeksen geven er 24 een signaal, ongeveer 2 door toeval."
    )
    assert "niet naar aanhoudende veranderingen gezocht" in signals._answer([], SELECTION)
    assert "geen veranderingen die aanhouden" in signals._groups([], SELECTION)


# --- the pages themselves, on the sample municipality


@pytest.fixture
def home(lindendaal: Any, tmp_path: Path) -> Path:
    """A copy of what the sample published: an open file keeps its settings, and others read the first one too."""
    shutil.copytree(lindendaal.home.publications, tmp_path / "publications")
    return tmp_path


def run(page: str, home: Path, monkeypatch: pytest.MonkeyPatch, **asked: str) -> Any:
    from streamlit.testing.v1 import AppTest

    monkeypatch.setenv(HOME_VARIABLE, str(home))
    app = AppTest.from_string(f"from dashboard.views import {page}\n{page}.page()", default_timeout=60)
    for name, value in asked.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def words(app: Any) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def test_the_page_compares_the_sample_with_a_funnel(
    lindendaal: Any, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = run("comparing", home, monkeypatch, kwartaal=QUARTER, cijfer="TER-2")
    text = words(app)
    about = lindendaal.table("funnels").set_index(["indicator", "quarter"]).loc[("TER-2", QUARTER)]
    assert about["sentence"] in text
    assert "/beeld/trechter.csv?kwartaal=2025-K4&amp;cijfer=TER-2" in text
    assert "Niet in de trechter: " in text and "Elke aanbieder naast de andere" in text
    assert "rangorde" in text and "geen oordeel" in text


def test_a_figure_without_a_funnel_has_its_small_multiples(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = words(run("comparing", home, monkeypatch, kwartaal=QUARTER, cijfer="BER-2"))
    assert "Een trechter kan alleen bij een percentage" in text
    assert "kb-panels" in text and 'id="trechter"' not in text


def test_a_theme_that_does_not_exist_and_a_page_beyond_the_end_fall_back(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = run("comparing", home, monkeypatch, kwartaal=QUARTER, thema="geheim", vanaf="9999")
    assert "kb-panels" in words(app)


def test_the_signals_of_the_sample_are_those_published(
    lindendaal: Any, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published = lindendaal.table("signals")
    own = published[published["quarter"] == QUARTER]
    text = words(run("signals", home, monkeypatch, kwartaal=QUARTER))
    for sentence in lindendaal.table("signal_counts").query("quarter == @QUARTER")["sentence"]:
        assert sentence in text
    assert text.count("#verloop") == len(own)
    some = own.iloc[0]
    name, content = routes._made(Door(home).open(), "signalen", ending="csv", asked={"kwartaal": QUARTER}) or ("", b"")
    assert name == f"signalen-{QUARTER}.csv" and len(content.decode().strip().splitlines()) == 1 + len(own)
    filtered = words(run("signals", home, monkeypatch, kwartaal=QUARTER, aanbieder=some["provider_id"]))
    assert filtered.count("#verloop") == len(own[own["provider_id"] == some["provider_id"]])
