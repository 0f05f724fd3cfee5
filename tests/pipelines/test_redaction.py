"""Redaction: the copy holds everything but the personal values, at the same addresses, and reads back as just that."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hidden_numbers import one, sheet

from pipelines.reading.cells import FileCells, SheetCells
from pipelines.reading.pool import ReadingPool
from pipelines.redaction import redact
from pipelines.screening import PersonalColumn, screen

MAIL = "j.jansen@voorbeeld.nl"


@pytest.fixture(scope="module")
def pool():
    with ReadingPool(1) as pool:
        yield pool


def column(number: int, *, sheet: int = 0, header_row: int = 0) -> PersonalColumn:
    return PersonalColumn(sheet, "", number, header_row, "", 1)


def rows_of(cells: FileCells) -> list[list[list[str]]]:
    return [list(sheet.rows()) for sheet in (*cells.sheets, *cells.unseen)]


def read_again(pool: ReadingPool, folder: Path, data: bytes, separator: str | None = None) -> FileCells:
    path = folder / "kopie"
    path.write_bytes(data)
    return pool.read(path, separator=separator)


def facts(cells: FileCells) -> list[tuple]:
    return [
        (sheet.name, sheet.hidden_rows, sheet.hidden_columns, sheet.merged, sheet.percent)
        for sheet in (*cells.sheets, *cells.unseen)
    ]


def test_a_column_is_emptied_below_its_header_and_nothing_else_moves():
    file = one(sheet([["vraag", "E-mail", "cijfer"], ["a", MAIL, "8"], ["b", "", "7"]], remarks=(f"van {MAIL}",)))
    left, _ = redact(file, screen(file).drop)
    assert rows_of(left) == [[["vraag", "E-mail", "cijfer"], ["a", "", "8"], ["b", "", "7"]]]
    assert left.sheets[0].remarks == ()
    assert file.sheets[0].row(1)[1] == MAIL  # what came in is not changed in place


_ALPHABET = ['"', ";", ",", "\t", "|", "=1+1", "\n", "\r\n", "\r", "\x01", "é", "😀", "0012", " x ", "_x0041_", "a", "<5", "'",
             "€ 3", "-2", "", "", ""]  # fmt: skip


def _random(draw: random.Random, kind: str) -> FileCells:
    def made(name: str) -> SheetCells:
        height, width = draw.randint(1, 9), draw.randint(1, 6)
        rows = [["".join(draw.choices(_ALPHABET, k=draw.randint(0, 3))) for _ in range(width)] for _ in range(height)]
        rows[0][0] = rows[0][0].strip() or "kop"
        return SheetCells.of(name, rows)

    if kind == "csv":
        return FileCells("csv", (made(""),))
    hidden = tuple(made(name) for name in draw.sample(["oud", "Lijst 2"], draw.randint(0, 2)))
    return FileCells("ods", tuple(made(name) for name in ("Één", "a'b")), tuple(item.name for item in hidden), hidden)


@pytest.mark.parametrize("seed", range(120))
def test_the_copy_reads_back_as_exactly_the_redacted_cells(pool: ReadingPool, tmp_path: Path, seed: int):
    draw = random.Random(seed)
    cells = _random(draw, draw.choice(["csv", "ods"]))
    drop = [column(draw.randrange(item.width), sheet=i) for i, item in enumerate((*cells.sheets, *cells.unseen))]
    left, data = redact(cells, drop)
    again = read_again(pool, tmp_path, data)
    assert rows_of(again) == rows_of(left)
    assert facts(again) == facts(left)
    assert (again.kind, again.hidden) == (left.kind, left.hidden)
    assert redact(cells, drop)[1] == data  # the same bytes


def test_what_the_sheet_hid_joined_and_showed_as_a_share_stays_so(pool: ReadingPool, tmp_path: Path):
    rows = [["a", "mail", "deel", "x"], ["1", MAIL, "0,85", "y"], ["2", MAIL, "0,9", "z"], ["3", "", "", "w"]]
    shown = sheet(rows, hidden_rows=(3,), hidden_columns=("D",), merged=("A4:B4",), percent=("B2", "C2"))
    left, data = redact(one(shown), [column(1)])
    again = read_again(pool, tmp_path, data)
    assert rows_of(again) == rows_of(left)
    assert facts(again) == facts(left) == [("Blad1", (3,), ("D",), ("A4:B4",), ("C2",))]


def test_a_copy_of_a_csv_is_a_csv_and_follows_the_separator_of_its_recipe(pool: ReadingPool, tmp_path: Path):
    cells = FileCells("csv", (SheetCells.of("", [["e-mail", "cijfer, of niet"], [MAIL, "1,5"], ["", "=1+1"]]),))
    for separator in (None, ";", ",", "|"):
        left, data = redact(cells, [column(0)], separator=separator)
        again = read_again(pool, tmp_path, data, separator)
        assert again.kind == left.kind == "csv"
        assert rows_of(again) == [[["e-mail", "cijfer, of niet"], ["", "1,5"], ["", "=1+1"]]]
    assert MAIL.encode() not in data


def test_a_csv_that_would_read_differently_becomes_a_workbook(pool: ReadingPool, tmp_path: Path):
    rows = [["a,b,c\td|e;f", MAIL], ["g,h,i\tj|k;l", MAIL]]
    cells = FileCells("csv", (SheetCells.of("", [[mail, text] for text, mail in rows]),))
    left, data = redact(cells, [column(0, header_row=-1)])
    again = read_again(pool, tmp_path, data)
    assert rows_of(again) == rows_of(left) == [[["", text] for text, _ in rows]]


def test_a_workbook_with_nothing_left_says_so(pool: ReadingPool, tmp_path: Path):
    left, data = redact(one(sheet([[MAIL], [MAIL]])), [column(0, header_row=-1)])
    assert rows_of(read_again(pool, tmp_path, data)) == rows_of(left) == [[["weggelaten"]]]


def test_names_that_a_workbook_does_not_take_are_made_fitting(pool: ReadingPool, tmp_path: Path):
    long = "Tevredenheid van cliënten: vierde kwartaal 2025"
    cells = FileCells("ods", (sheet([["a"]], long), sheet([["b"]], long + " (2)")))
    left, data = redact(cells, [])
    again = read_again(pool, tmp_path, data)
    assert [item.name for item in again.sheets] == [item.name for item in left.sheets]
    assert len({item.name for item in again.sheets}) == 2


def test_what_was_redacted_has_nothing_left_to_drop(pool: ReadingPool, tmp_path: Path):
    head = ["Begintijd", "Tijd van voltooien", "E-mail", "Naam", "cijfer"]
    cells = FileCells("csv", (SheetCells.of("", [head, ["1", "2", MAIL, "Jan", "8"]]),))
    _, data = redact(cells, screen(cells).drop)
    assert screen(read_again(pool, tmp_path, data)).drop == ()
