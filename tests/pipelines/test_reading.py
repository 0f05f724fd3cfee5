"""What comes out of a file that opens: its cells at their address, and what stands beside them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import odd_files
import openpyxl
import pandas as pd
import pyreadstat
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from pipelines.reading.cells import SheetCells, Unreadable
from pipelines.reading.pool import ReadingPool

KINDS = Path(__file__).parents[1] / "deliveries" / "kinds"


@pytest.fixture(scope="module")
def pool() -> Iterator[ReadingPool]:
    with ReadingPool(1) as pool:
        yield pool


def only_sheet(pool: ReadingPool, path: Path) -> SheetCells:
    (sheet,) = pool.read(path).sheets
    return sheet


def of_bytes(pool: ReadingPool, folder: Path, content: bytes) -> SheetCells:
    path = folder / "bestand"
    path.write_bytes(content)
    return only_sheet(pool, path)


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_our_layout_in_an_older_or_open_kind_reads_the_same(pool: ReadingPool, kind: str):
    cells = pool.read(KINDS / f"kwartaal.{kind}")
    (sheet,) = cells.sheets
    assert (cells.kind, sheet.name, sheet.height, sheet.width) == (kind, "Kwartaalmonitor", 1 + 2, 11)
    assert sheet.row(2) == ["berk", "D-3", "2025-K1", "TER-1", "12,5", "", "", "dagen", "", "", "zónder bijzonderheden"]


@pytest.mark.parametrize("name", ["kwartaal.xlsx", "kwartaal.csv", "kwartaal"])
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_the_name_of_a_file_says_nothing(pool: ReadingPool, tmp_path: Path, kind: str, name: str):
    (tmp_path / name).write_bytes((KINDS / f"kwartaal.{kind}").read_bytes())
    assert pool.read(tmp_path / name).kind == kind
    assert only_sheet(pool, tmp_path / name).row(1)[:5] == ["berk", "D-3", "2025-K1", "BER-1", "40"]


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_an_older_or_open_kind_says_what_it_hides_joins_and_cannot_compute(pool: ReadingPool, kind: str):
    cells = pool.read(KINDS / f"proef.{kind}")
    (sheet,) = cells.sheets
    assert cells.hidden == ("Geheim",) and cells.unseen[0].row(0) == ["geheim"]
    assert sheet.row(1) == ["", "naam", "waarde", "datum", "duur", "", "verborgen kolom"]
    assert sheet.row(2) == ["", "Linde", "12,5", "2025-10-01", "26:00:00", "", "7"]
    assert sheet.row(3) == ["", "Berk", "#DEEL/0!", "#N/B", "", "", ""]
    assert (sheet.hidden_rows, sheet.hidden_columns, sheet.merged) == ((5,), ("G",), ("B8:C9",))
    assert sheet.percent == ("C5",) and sheet.frame.at[4, 2] == "0,85"
    assert {"opmerking van de steller", "Jan Maker"} <= set(sheet.remarks)
    assert any("koptekst hier" in text for text in sheet.remarks)


def test_a_workbook_says_what_it_hides_joins_and_remarks(pool: ReadingPool, tmp_path: Path):
    book = openpyxl.Workbook()
    sheet = book.active
    for address, value in {"A1": "naam", "B1": "aandeel", "A2": "Linde", "B2": 0.85, "C2": "x", "A3": "Berk"}.items():
        sheet[address] = value
    sheet["B2"].number_format = "0.0%"
    sheet["A2"].comment = Comment("zie mail van Jansen", "Pietersen")
    sheet.row_dimensions[3].hidden = sheet.column_dimensions["C"].hidden = True
    sheet.merge_cells("A5:B6")
    sheet.oddFooter.center.text = "versie van Jansen"
    book.properties.title = "titel van het geheel"
    book.defined_names["bereik_x"] = DefinedName("bereik_x", attr_text="Sheet!$A$1")
    book.create_sheet("heel geheim").sheet_state = "veryHidden"
    book.save(tmp_path / "boek.xlsx")
    cells = pool.read(tmp_path / "boek.xlsx")
    found = cells.sheets[0]
    assert cells.hidden == ("heel geheim",)
    assert (found.hidden_rows, found.hidden_columns, found.merged) == ((3,), ("C",), ("A5:B6",))
    assert (found.percent, found.row(1)) == (("B2",), ["Linde", "0,85", "x"])
    said = " | ".join(found.remarks)
    for text in ("zie mail van Jansen", "versie van Jansen", "titel van het geheel", "bereik_x", "Pietersen"):
        assert text in said


def test_columns_hidden_to_the_right_of_the_table_hide_nothing(pool: ReadingPool, tmp_path: Path):
    hidden = '<cols><col min="2" max="16384" hidden="1"/></cols>'
    sheet = of_bytes(pool, tmp_path, odd_files.workbook(hidden + odd_files.rows("A1", "C2")))
    assert sheet.hidden_columns == ("B", "C")


def test_a_formula_that_was_never_calculated_is_marked_and_one_that_gives_nothing_is_empty(
    pool: ReadingPool, tmp_path: Path
):
    row = (
        '<row r="1"><c r="A1"><f>1+1</f></c><c r="B1" t="str"><f>""</f><v></v></c><c r="C1"><f>1+1</f><v>2</v></c>'
        '<c r="D1"><f t="shared" si="0"/><v/></c></row>'
    )
    sheet = of_bytes(pool, tmp_path, odd_files.workbook(f"<sheetData>{row}</sheetData>"))
    assert sheet.row(0) == ["#FORMULE!", "", "2", "#FORMULE!"]


@pytest.mark.parametrize(
    ("stored", "shown"),
    {"#N/A": "#N/B", "#DIV/0!": "#DEEL/0!", "#VALUE!": "#WAARDE!", "#REF!": "#VERW!", "#NAME?": "#NAAM?",
     "#NUM!": "#GETAL!", "#NULL!": "#LEEG!"}.items(),
)  # fmt: skip
def test_an_error_value_is_called_as_a_dutch_excel_shows_it(pool: ReadingPool, tmp_path: Path, stored: str, shown: str):
    row = f'<row r="1">{odd_files.cell("A1")}<c r="C1" t="e"><v>{stored}</v></c></row>'
    assert of_bytes(pool, tmp_path, odd_files.workbook(f"<sheetData>{row}</sheetData>")).row(0) == ["x", "", shown]


def test_a_column_of_formulas_beyond_the_last_value_is_not_lost(pool: ReadingPool, tmp_path: Path):
    rows = "".join(f'<row r="{n}">{odd_files.cell(f"A{n}")}<c r="D{n}"><f>A1</f></c></row>' for n in (1, 2))
    sheet = of_bytes(pool, tmp_path, odd_files.workbook(f"<sheetData>{rows}</sheetData>"))
    assert list(sheet.rows()) == [["x", "", "", "#FORMULE!"]] * 2


def test_a_sheet_that_starts_at_c3_keeps_its_addresses(pool: ReadingPool, tmp_path: Path):
    sheet = of_bytes(pool, tmp_path, odd_files.workbook(odd_files.rows("C3", "C5")))
    assert (sheet.height, sheet.width) == (5, 3)
    assert [index for index, row in enumerate(sheet.rows()) if row == ["", "", "x"]] == [3 - 1, 5 - 1]


def test_a_workbook_whose_xml_names_its_words_with_a_prefix_gives_the_same_facts(pool: ReadingPool, tmp_path: Path):
    sheet = (
        '<x:cols><x:col min="2" max="2" hidden="1"/></x:cols><x:sheetData><x:row r="1" hidden="1"><x:c r="A1" t="e"><x:v>#N/A'
        '</x:v></x:c><x:c r="B1"><x:v>1</x:v></x:c></x:row></x:sheetData><x:mergeCells><x:mergeCell ref="A1:A2"/></x:mergeCells>'
    )
    content = odd_files.parts("")
    content["xl/worksheets/sheet1.xml"] = (
        f"<x:worksheet {odd_files.MAIN.replace('xmlns', 'xmlns:x')}>{sheet}</x:worksheet>"
    )
    found = of_bytes(pool, tmp_path, odd_files.zipped(content))
    assert (found.row(0), found.hidden_rows, found.hidden_columns) == (["#N/B", "1"], (1,), ("B",))
    assert found.merged == ("A1:A2",)


def test_rows_far_apart_are_read_in_order_over_many_pieces(pool: ReadingPool, tmp_path: Path):
    """More than one piece of four million bytes, with a fact in each thousandth row."""
    filler = "y" * 400
    rows = "".join(
        f'<row r="{n}"{" hidden=" + chr(34) + "1" + chr(34) if n % 1000 == 0 else ""}>{odd_files.cell(f"A{n}", str(n))}'
        f"{odd_files.cell(f'B{n}', filler)}</row>"
        for n in range(1, 20_001)
    )
    sheet = of_bytes(pool, tmp_path, odd_files.workbook(f"<sheetData>{rows}</sheetData>"))
    assert sheet.column(0).tolist() == [str(n) for n in range(1, 20_001)]
    assert sheet.hidden_rows == tuple(range(1000, 20_001, 1000))


def test_an_spss_file_has_names_question_texts_and_answers_by_their_label(pool: ReadingPool, tmp_path: Path):
    frame = pd.DataFrame({"v1": [1.0, 9.0, None], "v2": [3.5, 2.0, 1.0], "naam": ["Jan ", "", "Ria"]})
    pyreadstat.write_sav(
        frame, tmp_path / "enquete.sav", column_labels=["Hoe tevreden bent u?", "Cijfer", ""],
        variable_value_labels={"v1": {1: "zeer tevreden", 9: "weet niet"}}, missing_ranges={"v1": [9]},
    )  # fmt: skip
    cells = pool.read(tmp_path / "enquete.sav")
    assert cells.kind == "sav"
    assert list(cells.sheets[0].rows()) == [
        ["v1", "v2", "naam"],
        ["Hoe tevreden bent u?", "Cijfer", ""],
        ["zeer tevreden", "3,5", "Jan"],
        ["weet niet", "2", ""],
        ["", "1", "Ria"],
    ]


def test_a_damaged_spss_file_is_told_so(pool: ReadingPool, tmp_path: Path):
    pyreadstat.write_sav(pd.DataFrame({"v1": [1.0] * 500}), tmp_path / "heel.sav")
    (tmp_path / "half.sav").write_bytes((tmp_path / "heel.sav").read_bytes()[:250])
    with pytest.raises(Unreadable) as problem:
        pool.read(tmp_path / "half.sav")
    assert problem.value.code == "damaged_spss"


def test_a_workbook_with_only_a_filled_hidden_sheet_is_still_handed_over_for_screening(
    pool: ReadingPool, tmp_path: Path
):
    book = openpyxl.Workbook()
    book.create_sheet("achter")["A1"] = "iets"
    book["achter"].sheet_state = "hidden"
    book.save(tmp_path / "boek.xlsx")
    cells = pool.read(tmp_path / "boek.xlsx")
    assert cells.filled is None and cells.unseen[0].row(0) == ["iets"]
