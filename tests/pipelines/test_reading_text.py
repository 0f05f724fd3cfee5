"""Text files as they come: encodings, line ends, separators, quotes, and what does not belong in a text file."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.reading.cells import SheetCells, Unreadable
from pipelines.reading.pool import ReadingPool

TEXT = "naam;cijfer\nCafé Noord;7\nZuid;8\n"
ROWS = [["naam", "cijfer"], ["Café Noord", "7"], ["Zuid", "8"]]


@pytest.fixture(scope="module")
def pool() -> Iterator[ReadingPool]:
    with ReadingPool(1) as pool:
        yield pool


def read(pool: ReadingPool, folder: Path, content: bytes, **how: str) -> SheetCells:
    path = folder / "bestand.xlsx"  # the name says nothing
    path.write_bytes(content)
    cells = pool.read(path, **how)
    assert cells.kind == "csv"
    return cells.sheets[0]


def why_not(pool: ReadingPool, folder: Path, content: bytes) -> tuple[str, str]:
    with pytest.raises(Unreadable) as problem:
        read(pool, folder, content)
    return problem.value.code, problem.value.detail


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_the_same_table_in_each_encoding(pool: ReadingPool, tmp_path: Path, encoding: str):
    assert list(read(pool, tmp_path, TEXT.encode(encoding)).rows()) == ROWS


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_same_table_with_each_line_end(pool: ReadingPool, tmp_path: Path, end: str):
    assert list(read(pool, tmp_path, TEXT.replace("\n", end).encode()).rows()) == ROWS


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_same_table_with_each_separator(pool: ReadingPool, tmp_path: Path, separator: str):
    assert list(read(pool, tmp_path, TEXT.replace(";", separator).encode()).rows()) == ROWS


def test_bytes_that_are_no_known_encoding_are_refused_not_replaced(pool: ReadingPool, tmp_path: Path):
    assert why_not(pool, tmp_path, b"naam;cijfer\nCaf\x8f;7\nN\x81;8\n") == ("bad_encoding", "")


def test_a_given_encoding_that_does_not_fit_is_refused(pool: ReadingPool, tmp_path: Path):
    with pytest.raises(Unreadable) as problem:
        read(pool, tmp_path, "café;1".encode("cp1252"), encoding="utf-8")
    assert (problem.value.code, problem.value.detail) == ("bad_encoding", "utf-8")


def test_a_line_that_names_the_separator_is_no_row(pool: ReadingPool, tmp_path: Path):
    """Excel takes it as an instruction and shows the header in row 1."""
    assert list(read(pool, tmp_path, b"sep=|\r\nnaam|a;b\r\nNoord|1;2\r\n").rows()) == [
        ["naam", "a;b"],
        ["Noord", "1;2"],
    ]


def test_a_line_that_names_a_separator_that_is_not_there_is_told(pool: ReadingPool, tmp_path: Path):
    assert why_not(pool, tmp_path, b"sep=,\r\nnaam;a;b\r\nNoord;1;2\r\n") == ("wrong_separator", '"," tegenover ";"')


def test_blank_lines_and_line_ends_within_quotes_count_as_a_spreadsheet_counts_them(pool: ReadingPool, tmp_path: Path):
    sheet = read(pool, tmp_path, b'naam;opmerking\n\nNoord;"een\ntwee"\nZuid;x\n')
    assert list(sheet.rows()) == [["naam", "opmerking"], ["", ""], ["Noord", "een\ntwee"], ["Zuid", "x"]]


def test_short_rows_are_filled_up_and_long_rows_keep_their_extra_cells(pool: ReadingPool, tmp_path: Path):
    lines = ["a;b", *["1;2"] * 3000, "3", "4;5;6;7"]
    sheet = read(pool, tmp_path, "\n".join(lines).encode())
    assert (sheet.height, sheet.width) == (1 + 3000 + 2, 4)
    assert sheet.row(0) == ["a", "b", "", ""]
    assert sheet.row(3001) == ["3", "", "", ""] and sheet.row(3002) == ["4", "5", "6", "7"]


@pytest.mark.parametrize(("mark", "row"), [('Noord;"open\nZuid;8\n', 2), ('Noord;7\nZuid;"a"b\n', 3)])
def test_a_quote_that_is_not_closed_is_told_with_its_row(pool: ReadingPool, tmp_path: Path, mark: str, row: int):
    assert why_not(pool, tmp_path, ("naam;cijfer\n" + mark).encode()) == ("unclosed_quote", str(row))


@pytest.mark.parametrize("mark", ["\x00", "\x07", "\x1b"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_control_character_is_told_with_its_line(pool: ReadingPool, tmp_path: Path, mark: str, encoding: str):
    assert why_not(pool, tmp_path, f"naam;cijfer\nNoord;7\nZu{mark}id;8\n".encode(encoding)) == (
        "control_character",
        "3",
    )


def test_codes_and_words_stay_as_they_are(pool: ReadingPool, tmp_path: Path):
    row = ["007", "NA", "nan", "None", "1.234", "<5", "-", "#N/B", " x ", "=1+1"]
    assert read(pool, tmp_path, ("\n".join([";".join(row)] * 2)).encode()).row(1) == row


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b"   \n", b";;;\n;;;\n"])
def test_a_text_file_without_text_is_empty(pool: ReadingPool, tmp_path: Path, content: bytes):
    assert why_not(pool, tmp_path, content) == ("empty_file", "")


def test_more_than_a_hundred_thousand_empty_rows_are_refused(pool: ReadingPool, tmp_path: Path):
    assert why_not(pool, tmp_path, b"naam;cijfer\nNoord;7\n" + b";\n" * 100_001) == ("empty_rows", "100.000")


def test_thousands_of_columns_are_refused(pool: ReadingPool, tmp_path: Path):
    assert why_not(pool, tmp_path, b"x;" * 5_000 + b"\nx;y\n") == ("too_many_columns", "4.000")


def test_a_long_file_is_read_cell_by_cell_as_it_was_written(pool: ReadingPool, tmp_path: Path):
    made = random.Random(3)
    words = ["", "é", "Jörg", "a b", "1,5", "€ 3", "x" * 50]
    rows = [[made.choice(words) or "-", *(made.choice(words) for _ in range(6))] for _ in range(30_000)]
    sheet = read(pool, tmp_path, "\n".join(";".join(row) for row in rows).encode())
    assert list(sheet.rows()) == rows
