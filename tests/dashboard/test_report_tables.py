"""Tables on paper: no word runs into the next column, no amount goes on beneath itself, a long text is read below."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from random import Random

import pytest
import typst

from dashboard.house_style import OWN
from dashboard.report import paper, press
from dashboard.report.document import Band, Cell, Column, Cover, Document, Heading, Paragraph, Table, Term
from dashboard.report.heights import height, term_mm
from dashboard.report.letters_kept import clean_json
from dashboard.report.plates import letters
from dashboard.report.plates.laid import HALF
from dashboard.report.talking import actions
from dashboard.report.widths import APART, FULL, apart_from_numbers, columns_mm, fitting
from dashboard.talk_rows import Action
from schemas.indicators.catalogue import CATALOGUE
from schemas.vocabulary import Status

AIR = 2 * 2.5 * 25.4 / 72  # the inset of tables.typ, left and right
WORDS = ("Schuldhulpverlening", "beleidsmedewerker", "verbeterafspraak", "telefoonnummer")


def test_no_column_is_narrower_than_its_longest_word_whatever_share_it_asks_for() -> None:
    columns = (Column("Nr"), *(Column("Kop", width=share) for share in (9.0, 0.2, 0.2, 0.2)))
    row = (Cell("A0001"), *(Cell(f"een {word} erbij") for word in WORDS))
    widths = columns_mm(Table("t", "t", columns, (row,)))
    assert sum(widths) <= FULL + 0.05
    assert all(width >= letters.width(word) + AIR for word, width in zip(WORDS, widths[1:], strict=True))


def test_amounts_stay_on_one_line_beside_long_names() -> None:
    columns = (Column("Wie", width=1.4), Column("Stand", width=0.9), *(Column("Ingediend", right=True),) * 6)
    row = (Cell("Ambulante begeleiding " * 5), Cell("afgerond met tekort"), *(Cell("€ 141.352,75"),) * 6)
    widths = columns_mm(Table("t", "t", columns, (row,)))
    assert sum(widths) <= FULL + 0.05
    # figures in a table are all as wide as a 0
    assert all(width >= letters.width("€ 000.000,00") + AIR for width in widths[2:])


def test_words_that_follow_on_numbers_stand_apart_from_them() -> None:
    columns = (Column("n", right=True), Column("Uitleg"), Column("Meer"))
    assert apart_from_numbers(columns) == [False, True, False]
    same = (Column("n", right=True), Column("Uitleg"), Column("Uitleg"))
    widths = columns_mm(Table("t", "t", same, ((Cell("7"), Cell("woord"), Cell("woord")),)))
    assert abs(widths[1] - widths[2] - APART) < 0.02


def test_a_word_wider_than_its_column_may_be_broken_and_others_stay_whole() -> None:
    endless = "x" * 80
    assert fitting(f"kort {endless}", 40) == "kort " + "\u200b".join(["x" * 9] * 8 + ["x" * 8])
    assert fitting("Schuldhulpverlening en meer", 40) == "Schuldhulpverlening en meer"


def test_a_word_wider_than_the_sheet_is_broken_in_a_heading_of_any_size() -> None:
    for level in (1, 2, 3):
        told = paper.block(Heading("Klein " + "x" * 50, level))["text"]
        assert ("\u200b" in told) is (level == 1), level
    assert "\u200b" in paper.block(Heading("Verslag", 2, "x" * 120))["about"]


def test_headings_are_broken_by_the_sizes_they_are_set_in() -> None:
    look = (press.HERE / "look.typ").read_text(encoding="utf-8")
    sizes = {
        name: float(size)
        for name, size in re.findall(r"(\w+): ([\d.]+)pt", look.partition("#let size")[2].partition(")")[0])
    }
    assert (sizes["title"], sizes["section"], sizes["heading"]) == paper.HEADS
    assert (sizes["body"], sizes["note"]) == (paper.QUESTION, paper.SMALL)
    assert sizes["note"] * 25.4 / 72 == letters.SIZE


def test_typst_finds_our_own_letter_as_wide_as_we_read_it_from_its_file() -> None:
    wide = press.widths(OWN.font, OWN.font_folders)
    for bold in (False, True):
        for letter in letters.known():
            assert abs(wide(letter, bold) - letters.in_tables(letter, bold)) < 0.001, (letter, bold)


def test_columns_are_as_wide_as_words_in_the_letter_of_the_municipality_ask() -> None:
    wide = press.widths("DejaVu Sans Mono", OWN.font_folders)
    assert wide("Wederkerigheid", True) > letters.in_tables("Wederkerigheid", True) * 1.1
    heads = ("Aanbieder", "Bereik", "Termijnen", "Tevredenheid", "Wederkerigheid", "Resultaten", "Social return")
    columns = tuple(Column(head, width=1.0) for head in heads)
    widths = columns_mm(Table("t", "t", columns, (tuple(Cell("uitgetreden") for _ in heads),)), wide)
    assert sum(widths) <= FULL + 0.05
    for head, width in zip(heads, widths, strict=True):
        assert all(wide(word, True) + AIR <= width for word in head.split()), head


def test_an_agreement_of_ten_thousand_characters_is_told_whole_below_the_table() -> None:
    text = "Een lange afspraak. " * 500
    one = Action(**dict.fromkeys(Action.__dataclass_fields__) | {
        "action_id": "A0001", "provider": "Berk", "text": text, "owner": "manager", "state": "open",
        "due_on": date(2026, 4, 1), "carried_over": False, "overdue": False,
    })  # fmt: skip
    table, *below = actions([one], {})
    assert isinstance(table, Table) and len(table.rows[0][1].text) < 300
    assert below == [Paragraph(text, label="A0001, afspraak")]
    assert len(actions([replace(one, text="Kort")], {})) == 1


_SHEET = """#import "look.typ": own
#import "tables.typ": table-of
#set page(width: 170mm, height: auto, margin: 0mm)
#set text(font: own, lang: "nl", hyphenate: false)
#context [#metadata(json(bytes(sys.inputs.tables)).map(t => measure(table-of(t), width: 170mm).height.pt())) <high>]"""
_ROWS = (
    (Cell("Bereikte personen sinds 1 januari"), Cell("1.234,5"), Cell("kort")),
    (Cell("Bereikte personen sinds 1 januari", inner=True), Cell("77,7%", strong=True), Cell("geen norm", gap=True)),
    (
        Cell("op koers", status="on_track"),
        Cell("1"),
        Cell("in de plaats van wat daarvoor werd afgesproken, " * 3 + "en meer"),
    ),
    (Cell("te weinig gegevens om er iets van te zeggen", status="too_few"), Cell("-"), Cell("twee", under="regels")),
    (
        Cell("van 1-10-2025 tot en met 31-12-2025"),
        Cell("20.000 x 28/36 x 108/365 = 4.602,74"),
        Cell("AVWY Te Va " * 9 + "AV"),
    ),
    (
        Cell("in-, door- en uitstroom (van/naar zorg) – te laat"),
        Cell("1"),
        Cell('€\u00a01.000; 77,7%... en/of: "zo"' * 3),
    ),
    (
        Cell("Oud-cliënten die vrijwilliger werden"),
        Cell("0"),
        Cell("een lange uitleg, die doorloopt op de volgende regel"),
    ),
)


_WORDS = [
    "de",
    "wijk",
    "zorgaanbieder",
    "en/of",
    "1-10-2025",
    "2025-K4",
    "€",
    "1.234,50",
    "12,5%",
    "(n=14)",
    "cliënten:",
    '"zo"',
    "'n",
    "’s-Gravenhage",
    "welzijns-en-zorginstelling",
    "doorverwijzing…",
    "http://voorbeeld.nl/pad/naar?x=1&y=2",
    "info@voorbeeld.nl",
    "—",
    "–",
    "-",
    "·",
    "•",
    "50–60%",
    "≥10",
    "<3",
    "½",
    "−3",
    "a|b",
    "A/B/C",
    "x{y}",
    "[z]",
    "#1",
    "ÉÉN",
    "œuvre",
    "§3",
    "3×4",
    "AVATAR",
    "WAW",
    "T.a.v.",
    "100.000.000",
    "@",
    "~",
    "^",
    "\\",
    "`",
    "*",
    "_",
    "=",
    "%(ja)",
]


def _any_table(draw: Random) -> Table:
    def words(most: int) -> str:
        return " ".join(draw.choice(_WORDS) for _ in range(draw.randint(1, most)))

    def cell() -> Cell:
        if draw.random() < 0.4:
            status = draw.choice(list(Status))
            return Cell(status.label, status=status.value)
        under = words(8) if draw.random() < 0.2 else None
        strong, inner, gap = (draw.random() < 0.2 for _ in range(3))
        return Cell(words(draw.choice([1, 3, 20])), under=under, strong=strong, inner=inner, gap=gap)

    columns = [
        Column(words(2), width=draw.choice([None, 0.7, 1.0, 2.0]), right=draw.random() < 0.3)
        for _ in range(draw.randint(1, 6))
    ]
    return Table("t", "t", tuple(columns), (tuple(cell() for _ in columns),), dense=draw.random() < 0.5)


_TERMS_SHEET = """#import "look.typ": fine, muted, own, palette
#set text(font: own, lang: "nl", hyphenate: false)
#set text(..fine)
#set par(leading: 0.45em)
#context [#metadata(json(bytes(sys.inputs.terms)).map(w => measure(width: 82mm, terms(
  separator: h(1.6mm), hanging-indent: 0mm, tight: false,
  terms.item([#w.name#if w.code != "" [ #text(weight: 400, fill: palette.muted, w.code)]], w.told),
)).height.mm())) <high>]"""


def test_what_a_figure_means_is_never_higher_than_was_worked_out() -> None:
    """Two columns are as high as their terms together: what is higher would stand in the foot of the page."""
    terms = [Term(one.title, one.definition, one.code) for one in CATALOGUE.values()]
    inputs = press.looks(OWN) | {"terms": clean_json([asdict(one) for one in terms])}
    compiler = typst.Compiler(
        input=_TERMS_SHEET.encode(), root=press.HERE, font_paths=list(OWN.font_folders), ignore_system_fonts=True,
        sys_inputs=inputs,
    )  # fmt: skip
    found = json.loads(compiler.query("<high>", field="value", one=True))
    worked_out = [term_mm(one, HALF) for one in terms]
    assert len(found) > 50 and all(high <= more + 0.01 for high, more in zip(found, worked_out, strict=True))
    assert sum(worked_out) < sum(found) * 1.02


def _high(tables: list[dict]) -> list[float]:
    inputs = press.looks(OWN) | {"tables": clean_json(tables)}
    compiler = typst.Compiler(
        input=_SHEET.encode(), root=press.HERE, font_paths=list(OWN.font_folders), ignore_system_fonts=True,
        sys_inputs=inputs,
    )  # fmt: skip
    return json.loads(compiler.query("<high>", field="value", one=True))


def _measured(known: list[dict]) -> list[float]:
    return _high([table | {"heights": [None] * len(table["heights"])} for table in known])


def test_a_row_of_known_height_is_as_high_as_typst_finds_it_to_be() -> None:
    columns = (Column("Wat", width=1.0), Column("Hoeveel", right=True), Column("Uitleg", width=1.0))
    rows = [*_ROWS, Band("Bereik"), Band("Bereikte personen sinds 1 januari", level=2)]
    known = [paper.block(Table("t", "t", columns, (row,))) for row in rows]
    assert [height for table in known for height in table["heights"]].count(None) == 0
    assert _high(known) == pytest.approx(_measured(known), abs=0.01)


def test_no_height_is_wrong_whatever_stands_in_a_row() -> None:
    draw = Random(7)
    tables = [paper.block(_any_table(draw)) for _ in range(400)]
    known = [table for table in tables if None not in table["heights"]]
    assert len(known) > 200
    assert _high(known) == pytest.approx(_measured(known), abs=0.01)


def test_where_a_line_more_may_be_needed_the_height_is_left_to_typst() -> None:
    doubtful = ("Met een goede vraag-en-antwoordmiddag erbij", "名前 " * 3)
    assert [height((Cell(text),), [36.5], [False]) for text in doubtful] == [None, None]


def test_letters_from_right_to_left_stop_no_report_where_typst_would_stumble_over_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It does where a font has both Hebrew and Arabic, in a column; none that comes with Typst has."""
    rows = ((Cell("ם ا"), Cell("Folder: דליל", under="دليل الرعاية")),)
    table = Table("t", "t", (Column("Wat"), Column("Uitleg", width=1.0)), rows)
    cover = Cover("Berk", "Kwartaalrapport", "4e kwartaal 2025", "voorlopig", (), page=False)
    document = Document(
        "t", "Berk", "Een tabel", (), "Gemeente", None, "0" * 64, datetime(2026, 3, 1, tzinfo=UTC), cover,
        (Heading("Vraag: שלום"), table),
    )  # fmt: skip
    printed = press._compile
    tried: list[str] = []

    def stumbling(compiler: typst.Compiler, inputs: dict[str, str], stamp: int) -> bytes:
        tried.append(json.dumps(json.loads(inputs["report"]), ensure_ascii=False))
        if "שלום" in tried[-1]:
            raise press.Stumbled
        return printed(compiler, inputs, stamp)

    monkeypatch.setattr(press, "_compile", stumbling)
    assert press.print_pdf(document, replace(OWN, font="DejaVu Sans Mono")).startswith(b"%PDF")
    assert [("דליל" in text, "دليل" in text, "שלום" in text) for text in tried[:2]] == [
        (False, False, True),
        (False,) * 3,
    ]
    assert "דליל" in json.dumps(paper.document(document), ensure_ascii=False)
