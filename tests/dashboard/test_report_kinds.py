"""The kinds of report: what each holds, in which order, and that long and hostile words stay words in every one."""

from __future__ import annotations

import re
from html import escape
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from report_publication import HOSTILE, LONG, NOW, WRITTEN, publish
from test_report import _elements, _text

from dashboard.readings import Door, Readings
from dashboard.report.document import Cards, Document, Heading, NewPage, Paragraph, Table, Terms
from dashboard.report.kinds import PER_PROVIDER, Format, Kind, kind_and_form
from dashboard.report.letters_kept import clean
from dashboard.report.make import NoReport, describe, make
from schemas.talk import LONGEST_TEXT
from schemas.vocabulary import Theme


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> Readings:
    place = tmp_path_factory.mktemp("home")
    publish(place)
    return Door(place).open()


def _of(readings: Readings, kind: Kind, form: Format) -> bytes:
    return make(kind, form, readings, quarter=NOW, provider_id="A1" if kind in PER_PROVIDER else None).content


def _described(readings: Readings, kind: Kind) -> Document:
    return describe(kind, readings, quarter=NOW, provider_id="A1" if kind in PER_PROVIDER else None)


def _heads(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 2]


@pytest.fixture(scope="module", params=list(Kind))
def kind(request: pytest.FixtureRequest) -> Kind:
    return request.param


@pytest.fixture(scope="module")
def printed(readings: Readings, kind: Kind) -> bytes:
    return _of(readings, kind, Format.PDF)


def test_two_independent_checkers_find_nothing_in_any_kind(printed: bytes, tmp_path: Path) -> None:
    import page
    import pdfua

    place = tmp_path / "report.pdf"
    place.write_bytes(printed)
    for profile, rules in (("ua1", 104), ("3a", 156)):
        found = page.validate_pdf(place, profile=profile)
        assert {failure.rule_id for failure in found.failures} <= {LENGTH} and found.rules.total == rules
    assert _lengths_hold(printed)
    told = pdfua.validate(str(place))
    assert told.findings == ()
    assert {outcome.rule_id for outcome in told.skipped} <= {"UA-14-001"}  # pdfua 0.1.3 stumbles in this one itself


# page 0.11 takes a carriage return that ends the data of a stream for a part of the line end after it (measured: one
# stream in 250): whether lengths hold we read ourselves
LENGTH = "PDFA3A-STREAM-LENGTH-001"


def _lengths_hold(printed: bytes) -> bool:
    """Every stream is as long as it says, by what follows it."""
    heads = list(re.finditer(rb"/Length (\d+)[^>]*>>\s*stream\r?\n", printed))
    return bool(heads) and all(
        re.match(rb"\r?\nendstream", printed[head.end() + int(head[1]) :][:12]) for head in heads
    )


def test_every_kind_says_its_standards_and_language_and_takes_its_data_along(printed: bytes, kind: Kind) -> None:
    with pikepdf.open(BytesIO(printed)) as pdf, pdf.open_metadata() as meta:
        assert (meta["pdfuaid:part"], meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("1", "3", "A")
        assert str(pdf.Root.Lang).startswith("nl")
        assert {spec.AFRelationship for spec in pdf.Root.AF} == {"/Data"}
        data = "oordelen.csv" if kind is Kind.COUNCIL else "cijfers.csv"
        assert data in pdf.attachments


def test_every_kind_has_one_title_named_pictures_and_tables_with_heads(
    printed: bytes, readings: Readings, kind: Kind
) -> None:  # fmt: skip
    document = _described(readings, kind)
    with pikepdf.open(BytesIO(printed)) as pdf:
        elements = list(_elements(pdf.Root.StructTreeRoot))
        tables = [[str(part.S) for part in _elements(item)] for item in elements if item.S == "/Table"]
        assert [str(item.S) for item in elements].count("/H1") == 1
        assert [str(item.Alt) for item in elements if item.S == "/Figure"] == [
            clean(picture.chart.alt) for picture in document.pictures()
        ]
    assert len(tables) == len(list(document.tables()))
    assert all("/THead" in parts and "/TH" in parts for parts in tables)


def test_every_page_after_the_first_says_whose_it_is_its_state_and_its_edition(
    printed: bytes, readings: Readings, kind: Kind
) -> None:  # fmt: skip
    told = "".join(_described(readings, kind).running).replace(" ", "")
    with pikepdf.open(BytesIO(printed)) as pdf:
        pages = [_text(page).replace(" ", "").replace("·", "") for page in pdf.pages]
    assert len(pages) > 1 and all(told in page for page in pages[1:])


def test_every_kind_is_made_twice_the_same(readings: Readings, kind: Kind, printed: bytes) -> None:
    assert _of(readings, kind, Format.PDF) == printed


@pytest.mark.parametrize(
    "kind", [kind for kind in Kind if kind is not Kind.COUNCIL], indirect=True
)  # told no commentary
def test_what_somebody_wrote_is_printed_letter_by_letter_however_long(
    printed: bytes, readings: Readings, kind: Kind
) -> None:
    with pikepdf.open(BytesIO(printed)) as pdf:
        words = "".join(_text(page).replace(" ", "") for page in pdf.pages)
        wide = {round(float(page.mediabox[2])) for page in pdf.pages}
    page = _of(readings, kind, Format.HTML).decode()
    assert len(LONG) > LONGEST_TEXT
    assert clean(WRITTEN).replace(" ", "") in words
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page and "<script" not in page
    assert words.count("wijpratenersteedsover") >= 195  # of 200: some are parted by a page
    assert wide == {595}  # A4


def test_a_word_without_end_is_broken_where_the_line_ends(readings: Readings) -> None:
    with pikepdf.open(BytesIO(_of(readings, Kind.NOTE, Format.PDF))) as pdf:
        runs = [len(part) for page in pdf.pages for part in _text(page).split("y" * 24)]
    assert len(runs) > 9_000 // 24 - 20


def test_what_a_council_gets_of_single_providers_is_their_verdicts_in_the_file_too(readings: Readings) -> None:
    (file,) = _described(readings, Kind.COUNCIL).files
    head, *rows = file.text.splitlines()
    assert head == "\ufeffaanbieder;thema;oordeel"
    assert len(rows) == len(readings.overview(NOW))
    assert not any(character.isdigit() for row in rows for character in row.rpartition(";")[2])


def test_the_note_holds_what_a_talk_needs_and_nothing_else(readings: Readings) -> None:
    document = _described(readings, Kind.NOTE)
    assert _heads(document) == [
        "Hoe gaat het met de afspraken?", "Wat valt op?", "Hoe lopen de andere cijfers?", "Duiding van beide kanten",
        "Afspraken en acties", "Signalen en open vragen", "Hoe volledig zijn de gegevens?", "Over deze uitgave",
    ]  # fmt: skip
    cards = [card for block in document.blocks if isinstance(block, Cards) for card in block.cards]
    assert [card.picture.chart.id for card in cards] == ["BER-5-totaal", "BER-2-totaal"]
    # the figure that stands out, and of the others the first that was agreed
    told = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert "Het cijfer is 75%. Toen dit werd geschreven was het 70%; het is daarna gecorrigeerd." in told
    assert "Wacht op reactie; reageren kan tot en met 20 februari 2026." in told
    assert "Deze vraag is nog niet beantwoord." in told and "Waarom?" in told


def test_what_was_not_written_down_yet_is_said_in_one_go(readings: Readings) -> None:
    document = describe(Kind.NOTE, readings, quarter="2025-K3", provider_id="A1")
    assert _heads(document)[3:5] == ["Nog niet vastgelegd", "Hoe volledig zijn de gegevens?"]
    at = document.blocks.index(Heading("Nog niet vastgelegd"))
    told = document.blocks[at + 1]
    assert isinstance(told, Paragraph) and told.text.count(".") == 3  # of each of the three parts a sentence


def test_what_a_figure_means_is_a_list_on_paper_and_on_the_page(readings: Readings) -> None:
    document = _described(readings, Kind.FULL)
    guide, meanings = (block for block in document.blocks if isinstance(block, Terms))
    assert {"Oordeel", "n"} <= {term.name for term in guide.terms}
    shown = {row.indicator for row in readings.headline("A1", NOW) if row.theme != Theme.DELIVERY}
    assert {term.code for term in meanings.terms} == shown
    with pikepdf.open(BytesIO(_of(readings, Kind.FULL, Format.PDF))) as pdf:
        parts = [str(item.S) for item in _elements(pdf.Root.StructTreeRoot)]
    assert parts.count("/LBody") >= len(guide.terms) + len(meanings.terms)
    page = _of(readings, Kind.FULL, Format.HTML).decode()
    assert all(f"{escape(term.name)} <small>{term.code}</small></dt>" in page for term in meanings.terms)


def test_actions_are_told_with_owner_day_state_and_how_far_they_have_come(readings: Readings) -> None:
    document = _described(readings, Kind.NOTE)
    table = next(one for one in document.tables() if one.key == "acties")
    (row,) = table.rows
    assert isinstance(row, tuple)
    number, told, *others = (cell.text for cell in row)
    assert [number, *others] == ["A0001", "bestuurder", "1-3-2026", "loopt", "–"]
    begin, _, where = told.partition(" … ")
    assert LONG.startswith(begin) and where == "De hele tekst staat onder deze tabel."
    assert Paragraph(LONG, label="A0001, afspraak") in document.blocks
    assert row[1].under == "Sinds K3 2025, bij gestart binnen de afgesproken termijn" and row[4].under == "bespreken"


def test_on_a_phone_long_texts_stand_beneath_the_name_of_their_column(readings: Readings) -> None:
    page = _of(readings, Kind.NOTE, Format.HTML).decode()
    tables = re.findall(r"<table.*?</table>", page, flags=re.DOTALL)
    agreed = next(table for table in tables if "Afspraken en acties" in table)
    assert agreed.startswith('<table class="texts">') and 'data-label="Afspraak"' in agreed
    numbers = next(table for table in tables if "Kenmerk" in table and "data-label" not in table)
    assert numbers.startswith("<table><caption>")


def test_where_nothing_was_written_or_agreed_the_report_says_so(readings: Readings) -> None:
    document = describe(Kind.NOTE, readings, quarter=NOW, provider_id="A4")
    told = " ".join(block.text for block in document.blocks if isinstance(block, Paragraph))
    assert "nog geen van beide kanten een duiding" in told and "nog geen afspraken of actiepunten" in told
    assert "geen signalen of open vragen" in told and "wijkt geen cijfer af" in told
    assert dict(document.cover.facts)["Gesprek"] == "nog niet gepland of vastgelegd"


def test_the_umbrella_names_all_providers_in_the_order_of_the_alphabet(readings: Readings) -> None:
    document = _described(readings, Kind.UMBRELLA)
    table = next(one for one in document.tables() if one.key == "aanbieders")
    names = [row[0].text for row in table.rows if isinstance(row, tuple)]
    assert names == [row.provider for row in readings.providers()]
    assert _heads(document)[:2] == ["Hoe gaat het met de afspraken?", "Alle aanbieders op een rij"]
    for head in (
        "Wie doen er mee?",
        "Wat er aan social return is beloofd",
        "Vrijwilligers als balans",
        "Zo leest u dit rapport",
    ):
        assert head in _heads(document)


def test_no_number_stands_in_the_umbrella_that_is_hidden(readings: Readings) -> None:
    cells = [cell for table in _described(readings, Kind.UMBRELLA).tables() for row in table.rows if isinstance(row, tuple)
             for cell in row]  # fmt: skip
    assert not [cell for cell in cells if cell.gap and cell.value is not None]
    share = [cell.text for cell in cells if cell.unit == "percent"]
    assert share == ["75% (n\u00a0=\u00a012)"]  # of TER-2 only the quarter that may be told, and with its n


def test_the_council_gets_one_page_and_then_the_annex(readings: Readings) -> None:
    document = _described(readings, Kind.COUNCIL)
    before = document.blocks[: document.blocks.index(NewPage())]
    assert not document.cover.page and sum(isinstance(block, Table) for block in before) == 1
    with pikepdf.open(BytesIO(_of(readings, Kind.COUNCIL, Format.PDF))) as pdf:
        pages = [_text(page).replace(" ", "") for page in pdf.pages]
    assert "Bijlage:waarditoprust" in pages[1] and "Bijlage" not in pages[0]
    assert HOSTILE.replace(" ", "") not in pages[0]  # the first page is about all together


def test_who_takes_no_part_is_named_and_not_counted(readings: Readings) -> None:
    document = _described(readings, Kind.COUNCIL)
    table = next(one for one in document.tables() if one.key == "standen")
    assert not {"Uitgetreden", "Nog niet toegetreden"} & {column.head for column in table.columns}
    told = " ".join(block.text for block in document.blocks if isinstance(block, Paragraph))
    gone = next(row.provider for row in readings.overview(NOW) if row.status == "left")
    assert f"Niet in deze telling: {gone} (uitgetreden)" in told


def test_a_kind_about_one_provider_asks_for_it(readings: Readings) -> None:
    with pytest.raises(NoReport, match="gaat over een aanbieder"):
        describe(Kind.NOTE, readings, quarter=NOW)


@pytest.mark.parametrize("form", [Format.XLSX, Format.CSV])
def test_every_kind_is_also_a_workbook(readings: Readings, kind: Kind, form: Format) -> None:
    made = make(kind, form, readings, quarter=NOW, provider_id="A1" if kind in PER_PROVIDER else None)
    assert made.content.startswith(b"PK") and made.name.endswith(f".{form.value}")
    assert made.name.startswith(f"kwartaalbeeld-{NOW}-")


def test_a_file_name_tells_what_the_file_is():
    assert kind_and_form("kwartaalbeeld-2025-K4-de-linde-gespreksnotitie.csv.zip") == (Kind.NOTE, Format.CSV)
    assert kind_and_form("kwartaalbeeld-2025-K4-de-linde.pdf") == (Kind.FULL, Format.PDF)
    assert kind_and_form("notulen.pdf") is None and kind_and_form("kwartaalbeeld-2025-K4.txt") is None
