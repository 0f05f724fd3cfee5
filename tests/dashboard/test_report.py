"""The quarterly report on paper: what its PDF holds, read back with pikepdf."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from report_publication import AHEAD, CHANGED, HASH, HOSTILE, NOW, publish

from dashboard.charts.frame import Chart
from dashboard.charts.screen import figure
from dashboard.charts.trend import trend_chart
from dashboard.look import LIGHT
from dashboard.readings import Door, Readings
from dashboard.report import opening, sentences
from dashboard.report.batch import make_all, write_all
from dashboard.report.document import Band
from dashboard.report.kinds import Format, Kind
from dashboard.report.make import NoReport, describe, file_names, make_report
from dashboard.report.plates.laid import laid
from dashboard.report.plates.plate import Block, Plate, Sign, Stroke
from dashboard.rows import Provider, Slot
from schemas.place import publications_folder
from schemas.quarter import Quarter
from schemas.vocabulary import Unit


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("home")
    publish(place)
    return place


@pytest.fixture(scope="module")
def readings(home: Path) -> Readings:
    return Door(home).open()


@pytest.fixture(scope="module")
def made(readings: Readings) -> bytes:
    return make_report(readings, "A1", NOW)


@pytest.fixture
def pdf(made: bytes, tmp_path: Path) -> Iterator[pikepdf.Pdf]:
    place = tmp_path / "report.pdf"
    place.write_bytes(made)
    with pikepdf.open(place) as opened:
        yield opened


def _elements(node: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    """Every structure element, in reading order."""
    kids = node.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [] if kids is None else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _elements(kid)


def _tags(pdf: pikepdf.Pdf) -> list[str]:
    return [str(item.S) for item in _elements(pdf.Root.StructTreeRoot)]


def _unicode(font: pikepdf.Object) -> dict[int, str]:
    """The characters of a font's glyphs, from its ToUnicode map."""
    if "/ToUnicode" not in font:
        return {}
    text = font.ToUnicode.read_bytes().decode("ascii", "replace")
    pairs = re.findall(r"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>\s*(?:\n|$)", text)
    return {int(glyph, 16): bytes.fromhex(code).decode("utf-16-be") for glyph, code in pairs}


def _text(page: pikepdf.Page) -> str:
    maps = {name: _unicode(font) for name, font in page.Resources.Font.items()}
    current: dict[int, str] = {}
    found = []
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            current = maps[str(operands[0])]
        elif str(operator) in ("Tj", "TJ"):
            parts = operands[0] if str(operator) == "TJ" else operands
            raw = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
            found.append("".join(current.get(raw[i] * 256 + raw[i + 1], "?") for i in range(0, len(raw), 2)))
    return "".join(found)


def test_the_document_says_its_language_title_and_author(pdf: pikepdf.Pdf) -> None:
    assert str(pdf.Root.Lang) in ("nl", "nl-NL")
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert str(pdf.docinfo.Title) == f"Kwartaalrapport {HOSTILE}, 4e kwartaal 2025"
    assert str(pdf.docinfo.Author) == "Gemeente Lindendaal"
    assert "/StructTreeRoot" in pdf.Root and bool(pdf.Root.MarkInfo.Marked)


def test_the_document_declares_both_standards(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as meta:
        assert meta["pdfuaid:part"] == "1"
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("3", "A")


def test_headings_start_with_one_h1_and_skip_no_level(pdf: pikepdf.Pdf) -> None:
    levels = [int(tag[2:]) for tag in _tags(pdf) if re.fullmatch(r"/H\d", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_figure_has_an_alternative_text_and_every_table_a_head(pdf: pikepdf.Pdf) -> None:
    elements = list(_elements(pdf.Root.StructTreeRoot))
    alts = [str(item.Alt) for item in elements if item.S == "/Figure"]
    assert len(alts) == 3 and all("kwartaal" in alt for alt in alts)
    tables = [[str(part.S) for part in _elements(item)] for item in elements if item.S == "/Table"]
    assert len(tables) >= 6
    assert all("/THead" in parts and "/TH" in parts and "/TD" in parts for parts in tables)


def test_the_figures_travel_inside_as_csv_that_no_spreadsheet_runs(pdf: pikepdf.Pdf) -> None:
    files = {name: pdf.attachments[name].get_file().read_bytes().decode("utf-8-sig") for name in pdf.attachments}
    assert set(files) == {"cijfers.csv", "herkomst.csv"}
    assert all(spec.AFRelationship == "/Data" for spec in pdf.Root.AF)
    figures, origins = files["cijfers.csv"].splitlines(), files["herkomst.csv"].splitlines()
    assert len(figures) == 1 + 3 * 3
    assert ";75;9;12;12;47;91;85;85;onzeker;" in figures[-1]
    assert ";'=1+1 is *twee*" in figures[1] and ";'=levering *K4*.xlsx;" in origins[1]
    assert any(";niet getoond;Minder dan 10" in line and ";;;;;;;;;" in line for line in figures)


def test_hostile_names_are_printed_as_they_are(pdf: pikepdf.Pdf) -> None:
    words = " ".join(_text(page) for page in pdf.pages).replace(" ", "")
    for name in (HOSTILE, "Begeleiding *thuis*", "=1+1 is *twee*", "=levering *K4*.xlsx", "Blad #1"):
        assert name.replace(" ", "") in words
    with pdf.open_outline() as outline:
        assert outline.root[0].title == HOSTILE


def test_the_last_page_bears_the_id_of_the_publication(pdf: pikepdf.Pdf) -> None:
    last = _text(pdf.pages[-1]).replace(" ", "")
    assert HASH in last and "9februari2026,15.20uur" in last
    assert f"blz.{len(pdf.pages)}van{len(pdf.pages)}" in last


def test_what_was_late_corrected_and_hidden_is_told(pdf: pikepdf.Pdf) -> None:
    words = " ".join(_text(page) for page in pdf.pages).replace(" ", "")
    for told in (
        "9 dagen te laat",
        "Dit is versie 2",
        "controller De Linde",
        "naar rato van 400 per jaar",
        "voorlopig",
    ):
        assert told.replace(" ", "") in words
    assert "E14" in words and "tellerF15,noemerG15" in words


def test_the_verdict_and_the_forecast_are_those_of_the_screen_word_for_word(
    readings: Readings, pdf: pikepdf.Pdf
) -> None:
    told = "".join(_text(page) for page in pdf.pages).replace(" ", "")
    shown = {row.indicator: row for row in readings.headline("A1", NOW)}
    assert (shown["BER-5"].verdict_sentence or "").replace(" ", "") == CHANGED.replace(" ", "")
    assert CHANGED.replace(" ", "") in told
    assert AHEAD.replace(" ", "") in told
    assert "Geenuitspraak." not in told  # the status says how the quarter stands


def test_two_runs_give_the_same_bytes(home: Path, made: bytes) -> None:
    assert make_report(Readings(publications_folder(home) / "intern-1.duckdb"), "A1", NOW) == made


def test_paper_and_screen_draw_the_numbers_of_the_same_chart(readings: Readings, pdf: pikepdf.Pdf) -> None:
    words = " ".join(_text(page) for page in pdf.pages).replace(" ", "")
    alts = [str(item.Alt) for item in _elements(pdf.Root.StructTreeRoot) if item.S == "/Figure"]
    for definition in readings.definitions():
        rows = readings.trend("A1", definition.indicator, sub_agreement_id=None, until=NOW)
        chart = trend_chart(rows, definition)
        drawn = [
            v for trace in figure(chart, LIGHT).data for v in (trace.y if trace.y is not None else ()) if v is not None
        ]
        values = [point.value for point in chart.points if point.value is not None]
        assert _heights(laid(chart), chart) == pytest.approx(values)
        assert set(values) <= set(drawn)
        assert chart.alt in alts
        assert (chart.points[-1].shown + (chart.target_label or "")).replace(" ", "") in words


def _heights(plate: Plate, chart: Chart) -> list[float]:
    """The figures as they can be read off the plate: by the lines of its scale."""
    scale = [item.points[0][1] for item in plate.items if isinstance(item, Stroke) and item.colour == "line"]
    zero, step = scale[0], (scale[-1] - scale[0]) / (chart.ticks[-1].at - chart.ticks[0].at)
    tops = [
        item.y
        for item in plate.items
        if (isinstance(item, Block) and item.colour in ("accent", "past"))
        or (isinstance(item, Sign) and item.shape == "disc")
    ]
    return [chart.ticks[0].at + (top - zero) / step for top in tops]


@pytest.mark.parametrize(
    ("provider", "told"),
    [("A2", "nog geen cijfers"), ("A3", "is uitgetreden: de laatste dag van deelname was 30 juni 2025")],
)
def test_a_provider_without_figures_gets_one_honest_page(
    readings: Readings, provider: str, told: str, tmp_path: Path
) -> None:
    place = tmp_path / "short.pdf"
    place.write_bytes(make_report(readings, provider, NOW))
    with pikepdf.open(place) as pdf:
        assert len(pdf.pages) == 1 and "/Figure" not in _tags(pdf)
        assert told.replace(" ", "") in _text(pdf.pages[0]).replace(" ", "")


def test_a_delivery_that_waits_is_not_called_missing(readings: Readings) -> None:
    slot = Slot(NOW, "A2", "kwartaalmonitor", "waiting", None, None, None, None, None, None, None)
    provider = next(row for row in readings.providers() if row.provider_id == "A2")
    told = sentences.standing(provider, readings.headline("A2", NOW), [slot], Quarter(2025, 4))
    assert told is not None and "is ontvangen en wacht op acceptatie" in told


def test_characters_without_a_letterform_become_a_mark_instead_of_a_failure(readings: Readings, tmp_path: Path) -> None:
    place = tmp_path / "foreign.pdf"
    place.write_bytes(make_report(readings, "A4", NOW))
    with pikepdf.open(place) as pdf:
        title = str(pdf.docinfo.Title)
    assert "aanbieder" in title and "�" in title
    assert not set("\u202e\x07🙂文") & set(title)


def test_reports_are_whole_files_with_plain_names(home: Path, made: bytes, tmp_path: Path) -> None:
    readings = Door(home).open()
    several = make_all([Kind.FULL], [Format.PDF], readings, quarter="4e kwartaal 2025", providers=["A1", "A2"])[
        Kind.FULL
    ]
    written = write_all(several, tmp_path / "uit")
    assert [path.name for path in written] == [
        "kwartaalbeeld-2025-K4-stichting-eval-1-de-linde-img-src-x-onerror-alert-1-kop-x-y-z.pdf",
        "kwartaalbeeld-2025-K4-geen-levering.pdf",
    ]
    assert written[0].read_bytes() == made
    assert sorted(path.name for path in (tmp_path / "uit").iterdir()) == sorted(path.name for path in written)


def test_two_providers_with_one_name_get_two_files() -> None:
    twins = [Provider(key, "De Línde", 1, None, None, None, False) for key in ("x1", "x2")]
    assert set(file_names(twins, Quarter(2025, 4)).values()) == {
        "kwartaalbeeld-2025-K4-de-linde-x1",
        "kwartaalbeeld-2025-K4-de-linde-x2",
    }


def test_an_unknown_provider_or_quarter_is_refused_with_what_is_possible(readings: Readings) -> None:
    with pytest.raises(NoReport, match="U kunt kiezen: A1, A2, A3, A4"):
        make_report(readings, "A9", NOW)
    with pytest.raises(NoReport, match="van 2025-K2 tot en met 2025-K4"):
        make_report(readings, "A1", "2030-K1")
    with pytest.raises(NoReport, match="is geen kwartaal"):
        make_report(readings, "A1", "T9")


def test_an_independent_validator_finds_nothing(made: bytes, tmp_path: Path) -> None:
    import pdfua

    place = tmp_path / "report.pdf"
    place.write_bytes(made)
    assert pdfua.validate(str(place)).findings == ()


def test_one_description_knows_every_number_of_its_tables_and_no_form(readings: Readings) -> None:
    document = describe(Kind.FULL, readings, quarter=NOW, provider_id="A1")
    keys = [table.key for table in document.tables()]
    assert len(keys) == len(set(keys))
    cells = [cell for table in document.tables() for row in table.rows if not isinstance(row, Band) for cell in row]
    assert 9 / 12 * 100 in {cell.value for cell in cells if cell.unit == Unit.PERCENT}
    assert document.running == (f"{HOSTILE[:59]}…", "4e kwartaal 2025", "voorlopig", f"uitgave {HASH[:12]}")


def test_the_cover_names_what_is_inside_and_the_head_of_a_page_whose_it_is(pdf: pikepdf.Pdf) -> None:
    first, second = (_text(page).replace(" ", "") for page in (pdf.pages[0], pdf.pages[1]))
    assert "Hoegaathetmetdeafspraken?" in first and HASH in first and "zonderfilter" in first
    assert f"uitgave{HASH[:12]}" in second and "4ekwartaal2025·voorlopig" in second


def test_the_first_sentence_says_how_many_figures_of_the_table_it_does_not_count(readings: Readings) -> None:
    own = readings.headline("A1", NOW)[0]
    made = replace(own, indicator="BER-3")  # declared as made from others
    assert sentences.answer([own, made]) == (
        "Er is 1 afgesproken norm; dat cijfer vraagt aandacht. 1 cijfer in de tabel is uit andere cijfers berekend en "
        "hier niet meegeteld."
    )


def test_the_first_sentence_counts_norms_without_a_number_too(readings: Readings) -> None:
    own = readings.headline("A1", NOW)[0]
    hidden = replace(own, value=None, status="suppressed", target=80.0)
    absent = replace(own, value=None, status="too_few", target=None)
    assert sentences.answer([own, hidden, hidden, absent]) == (
        "Van de 3 cijfers met een afgesproken norm vraagt er 1 aandacht en zijn er 2 zonder getal. 1 ander cijfer ontbreekt of "
        "wordt niet getoond."
    )
    assert sentences.answer([own, own]) == "Beide cijfers met een afgesproken norm vragen aandacht."
    assert sentences.answer([hidden, absent]).endswith("naast elkaar. 2 cijfers ontbreken of worden niet getoond.")


def test_what_is_settled_without_a_talk_says_so(readings: Readings) -> None:
    class Locked:
        """As these readings, with every delivery locked and no edition."""

        def editions(self, _: str) -> tuple:
            return ()

        def completeness(self, quarter: str) -> list:
            return [replace(row, state="locked") for row in readings.completeness(quarter)]

    quarter, provider = Quarter.parse(NOW), readings.provider("A1")
    figures = [replace(row, provisional=False) for row in readings.headline("A1", NOW)]
    assert provider
    assert opening.state_word(Locked(), provider, quarter, figures) == "vastgesteld zonder gesprek"  # ty: ignore[invalid-argument-type]
    count = len({row.provider_id for row in readings.completeness(NOW)})
    assert opening.whole_state(Locked(), quarter) == f"vastgesteld zonder {count} gesprekken"  # ty: ignore[invalid-argument-type]
