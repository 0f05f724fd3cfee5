"""Tables on paper: no word runs into the next column, no amount goes on beneath itself, a long text is read below."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dashboard.report.document import Cell, Column, Paragraph, Table
from dashboard.report.plates import letters
from dashboard.report.talking import actions
from dashboard.report.widths import APART, FULL, apart_from_numbers, columns_mm, fitting
from dashboard.talk_rows import Action

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
