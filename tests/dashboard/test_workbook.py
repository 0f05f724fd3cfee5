"""The workbook of a dossier, in its three formats: the numbers of the publication, and nothing that runs."""

from __future__ import annotations

import csv
import math
import re
import shutil
import subprocess
import zipfile
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from dashboard.readings import Door, Readings
from dashboard.report.kinds import Format, Kind
from dashboard.report.make import describe, make, workbook
from dashboard.report.workbook import book as books
from dashboard.report.workbook.book import Amount, Book, Form, Sheet
from dashboard.report.workbook.csv_zip import README, as_csv_zip, file_name
from dashboard.report.workbook.kinds import for_council, of_provider, of_umbrella
from dashboard.report.workbook.ods import as_ods
from dashboard.report.workbook.xlsx import HEAD_ROW, as_xlsx
from schemas.quarter import Quarter
from tests.dashboard.report_publication import HOSTILE, NOW, publish

QUARTER = Quarter.parse(NOW)
EVIL = (
    "=1+1",
    "+31",
    "-2 dagen",
    "@SUM(A1)",
    "<script>alert(1)</script>",
    "a\nb  c",
    "\u202eomgekeerd\x07",
    "#$`",
    "n" * 10_000,
)


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> Readings:
    home = tmp_path_factory.mktemp("home")
    publish(home)
    return Door(home).open()


@pytest.fixture(scope="module")
def made(readings: Readings) -> Book:
    """Of the provider with the hostile name, with a sheet of texts that would like to run."""
    found = _book(readings, "A1")
    rows = tuple((text, Amount(1234.5678, Form.EUROS), date(2025, 12, 31), None) for text in EVIL)
    evil = Sheet("Tékst & meer", "Teksten", "Elke rij wil iets.", ("Tekst", "Bedrag", "Dag", "Leeg"), rows)
    return Book(**{**found.__dict__, "sheets": (*found.sheets, evil)})


def _book(readings: Readings, provider_id: str) -> Book:
    document = describe(Kind.FULL, readings, quarter=NOW, provider_id=provider_id)
    return workbook(document, Kind.FULL, readings, quarter=NOW, provider_id=provider_id)


def _rows(content: bytes, name: str) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name(name).to_python(skip_empty_area=False)


def _expected(cell: books.Cell) -> object:
    match cell:
        case None:
            return ""
        case Amount(value, _):
            return float(value)
        case str():
            return books.plain(cell)
        case _:
            return cell


@pytest.mark.parametrize("write", [as_xlsx, as_ods])
def test_every_cell_is_the_number_the_day_or_the_text_of_the_book(made: Book, write) -> None:
    content = write(made)
    for sheet in made.sheets:
        found = _rows(content, sheet.name)[HEAD_ROW:]
        assert tuple(found[0]) == sheet.heads
        expected = [[_expected(cell) for cell in row] for row in sheet.rows]
        assert [list(row) for row in found[1:]] == expected


def test_no_text_is_a_formula_or_a_link_to_outside(made: Book) -> None:
    with zipfile.ZipFile(BytesIO(as_xlsx(made))) as file:
        sheets = [file.read(name).decode() for name in file.namelist() if name.startswith("xl/worksheets/sheet")]
        assert not any("<f>" in text or "<f " in text for text in sheets)
        assert not [name for name in file.namelist() if "external" in name or "vba" in name]
    with zipfile.ZipFile(BytesIO(as_ods(made))) as file:
        content = file.read("content.xml").decode()
        assert "table:formula" not in content
        assert all(link.startswith("#") for link in re.findall(r'xlink:href="([^"]*)"', content))


def test_a_text_that_begins_like_a_formula_stays_text_when_it_is_edited(made: Book) -> None:
    sheet = openpyxl.load_workbook(BytesIO(as_xlsx(made)))["Tékst & meer"]
    for text, cell in zip(EVIL, [row[0] for row in sheet.iter_rows(min_row=HEAD_ROW + 2)], strict=True):
        assert cell.data_type == "s" and bool(cell.quotePrefix) == text.startswith(("=", "+", "-", "@"))


def test_the_csv_holds_the_same_with_a_decimal_comma_and_runs_nothing(made: Book) -> None:
    with zipfile.ZipFile(BytesIO(as_csv_zip(made))) as file:
        assert file.namelist() == [README, *(file_name(sheet) for sheet in made.sheets)]
        for sheet in made.sheets:
            text = file.read(file_name(sheet)).decode("utf-8-sig")
            found = list(csv.reader(StringIO(text, newline=""), delimiter=";"))
            assert tuple(found[0]) == sheet.heads
            for row, cells in zip(found[1:], sheet.rows, strict=True):
                for shown, cell in zip(row, cells, strict=True):
                    assert not shown.startswith(("=", "@", "+"))
                    if isinstance(cell, Amount):
                        assert float(shown.replace(",", ".")) == cell.value


@pytest.mark.parametrize("write", [as_xlsx, as_ods, as_csv_zip])
def test_made_twice_gives_the_same_bytes_without_a_time_of_the_clock(made: Book, write) -> None:
    once, again = write(made), write(made)
    assert once == again
    with zipfile.ZipFile(BytesIO(once)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_workbook_says_its_language_and_title_and_keeps_its_heads_in_view(made: Book) -> None:
    content = as_xlsx(made)
    found = openpyxl.load_workbook(BytesIO(content))
    assert found.properties.title == books.plain(made.title) and found.properties.language == "nl-NL"
    assert HOSTILE in str(found.properties.title)
    assert found.sheetnames[:2] == ["Voorblad", "Toelichting"]
    for number, sheet in enumerate(made.sheets, start=1):
        page = found[sheet.name]
        assert page.freeze_panes == f"B{HEAD_ROW + 2}"
        (table,) = page.tables.values()
        assert table.headerRowCount == 1 and table.name.startswith(f"tabel_{number}_")
        assert [column.name for column in table.tableColumns] == list(sheet.heads)
        assert not page.merged_cells.ranges
    with zipfile.ZipFile(BytesIO(as_ods(made))) as file:
        meta = ElementTree.fromstring(file.read("meta.xml"))
        assert [item.text for item in meta.iter("{http://purl.org/dc/elements/1.1/}language")] == ["nl-NL"]
        assert file.namelist()[0] == "mimetype"
        assert file.infolist()[0].compress_type == zipfile.ZIP_STORED


def test_a_number_keeps_all_its_digits_and_shows_those_of_its_unit(made: Book) -> None:
    sheet = openpyxl.load_workbook(BytesIO(as_xlsx(made)))["Tékst & meer"]
    cell = sheet.cell(HEAD_ROW + 2, 2)
    assert cell.value == 1234.5678 and cell.number_format == '"€ "#,##0.00'
    assert sheet.cell(HEAD_ROW + 2, 3).number_format.endswith("dd-mm-yyyy")


def test_a_hidden_figure_is_an_empty_cell_with_its_reason(readings: Readings) -> None:
    past = next(one for one in _book(readings, "A1").sheets if one.name == "Verloop")
    hidden = [dict(zip(past.heads, row, strict=True)) for row in past.rows if "niet getoond" in row]
    assert hidden
    assert all(row["Waarde"] is None and row["n"] is None and row["Reden"] for row in hidden)


def test_tables_without_rows_are_named_on_the_cover_and_have_no_sheet(readings: Readings) -> None:
    made = _book(readings, "A1")
    assert "De vrijwilligers" in made.absent
    assert "Vrijwilligers" not in [sheet.name for sheet in made.sheets]
    told = [row[1] for row in _rows(as_xlsx(made), "Voorblad") if row[0] == "Zonder gegevens"]
    assert told == ["; ".join(made.absent)]


def test_every_form_has_a_name_and_a_media_type_of_its_own(readings: Readings) -> None:
    made = [make(Kind.FULL, form, readings, quarter=NOW, provider_id="A2") for form in Format]
    assert len({item.name for item in made}) == len({item.media_type for item in made}) == len(Format)
    assert [item.name.partition(".")[2] for item in made] == [form.value for form in Format]


def test_providers_stand_in_the_order_of_the_alphabet(lindendaal) -> None:
    readings = Door(lindendaal.home.root).open()
    order = {row.provider: row.position for row in readings.providers()}
    for made in (of_umbrella(readings, QUARTER), for_council(readings, QUARTER)):
        for sheet in made.sheets:
            if sheet.heads[0] in ("Aanbieder", "Opdrachtnemer"):
                places = [order[str(row[0])] for row in sheet.rows if row[0] in order]
                assert places == sorted(places), sheet.name


def test_the_workbook_holds_every_published_value_of_the_quarter(lindendaal, lindendaal_values) -> None:
    """`values`, the readings and the workbook agree number for number: every figure of every provider."""
    readings = Door(lindendaal.home.root).open()
    rows = lindendaal_values[lindendaal_values["quarter"] == NOW]
    for provider in readings.providers():
        made = of_provider(readings, provider, QUARTER)
        found = sorted(
            _number(dict(zip(sheet.heads, row, strict=True)))
            for sheet in made.sheets
            if sheet.name in ("Cijfers", "Delen")
            for row in sheet.rows
        )
        own = rows[rows["provider_id"] == provider.provider_id]
        columns = ["indicator", "value", "n", "numerator", "denominator", "lower", "upper"]
        assert found == sorted(map(_plain, own[columns].itertuples(index=False, name=None)))


def _number(row: dict[str, books.Cell]) -> tuple[str, ...]:
    names = ("Waarde", "n", "Teller", "Noemer", "Ondergrens", "Bovengrens")
    amounts = [row[name] for name in names]
    return (str(row["Code"]), *(repr(float(item.value)) if isinstance(item, Amount) else "" for item in amounts))


def _plain(row: tuple) -> tuple[str, ...]:
    return (row[0], *("" if math.isnan(value) else repr(float(value)) for value in row[1:]))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_both_and_finds_the_same_numbers(made: Book, tmp_path: Path) -> None:
    """Some seconds: another program starts. It loads, computes anew and writes its own file, which is read back."""
    (tmp_path / "een.xlsx").write_bytes(as_xlsx(made))
    (tmp_path / "twee.ods").write_bytes(as_ods(made))
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profiel').as_uri()}", "--headless", "--convert-to", "xlsx",
         "--outdir", str(tmp_path / "uit"), str(tmp_path / "een.xlsx"), str(tmp_path / "twee.ods")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    for name in ("een", "twee"):
        content = (tmp_path / "uit" / f"{name}.xlsx").read_bytes()
        for sheet in made.sheets:
            found = _rows(content, sheet.name)[HEAD_ROW + 1 :]
            numbers = [
                [f"{cell:.15g}" for cell in row if isinstance(cell, float)] for row in found
            ]  # it writes no more
            assert numbers == [[f"{cell.value:.15g}" for cell in row if isinstance(cell, Amount)] for row in sheet.rows]
