"""What the rows and columns of a delivery are: figures, and what only looks like them. Nothing is lost in silence."""

from __future__ import annotations

import pandas as pd
import pytest
from small_checks import TODAY, TOWN, changed, check, standing, told, town

from pipelines.checking import check_cells
from pipelines.findings import Finding, safe
from pipelines.reading.cells import FileCells, SheetCells
from pipelines.reading.text_storage import SHORT
from pipelines.sources.rows import any_of

GOOD = "berk;D-3;2025-K1;BER-1;40;;;aantal;;;"
WITHOUT_VALUE = ";".join(name for name in TOWN if name != "waarde")


def test_a_good_row_says_nothing():
    assert check(GOOD).errors == []


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (";".join(TOWN), "repeated_header"),
        (";".join(name.upper() for name in TOWN), "repeated_header"),
        ("berk,D-3,2025-K1,BER-5,40,,,aantal,,,;;;;;;;;;;", "other_separator"),
        ("berk|D-3|2025-K1|BER-5|40;;;;;;;;;;", "other_separator"),
        ("berk;D-3;;;;;;aantal;;;", "row_without_figure"),
        ("berk;;2025-K1;BER-5;;;;;;;", "row_without_figure"),
        ("Gemiddeld;;;;14;;;;;;", "summary_row"),
        ("Subtotaal berk;D-3;2025-K1;;40;;;;;;", "summary_row"),
        ("Som van alles;;;;54;;;;;;", "summary_row"),
        ("D-3;2025-K1;BER-5;4;;;aantal;;;;", "shifted_row"),
        ("berk;D-3;2025-K1;TER-1;12;5;;12;dagen;;", "shifted_row"),
        ("berk;D-3;2025-K1;40;BER-1;;;aantal;;;", "shifted_row"),
    ],
)
def test_a_row_that_is_no_figure_is_one_error_at_that_row(line: str, code: str):
    found = check(GOOD, line)
    assert [(item.code, item.row) for item in found.errors] == [(code, 3)]
    assert found.rows_to_store == 0


@pytest.mark.parametrize(
    "line", ["berk;D-3;2025-K1;BER-5;;;;aantal;;;", ";;;;;;;;;;", "   ;;;;;;;;;;", "berk;D-3;2025-K1;BER-5;;;;;;;"]
)
def test_a_prepared_or_empty_row_is_passed_over(line: str):
    found = check(GOOD, line)
    assert (found.errors, found.rows_read) == ([], 1)


def test_a_lone_note_under_the_table_is_told_and_not_read():
    found = check(GOOD, "Bron: registratie;;;;;;;;;;")
    assert found.errors == [] and found.rows_read == 1
    assert told(found.warnings) == [("note_row", 3, None)]
    assert '"Bron: registratie"' in found.warnings[0].sentence


def test_a_provider_whose_name_begins_with_total_is_a_provider():
    found = check("Totaal Zorg;D-3;2025-K1;BER-1;40;;;aantal;;;")
    assert [item.code for item in found.errors] == ["unknown_provider"]


def test_two_faults_in_one_row_stay_two_where_nothing_has_shifted():
    found = check("esdoorn;D-3;2025-K1;BER-1;veel;;;aantal;;;")
    assert sorted(item.code for item in found.errors) == ["not_a_number", "unknown_provider"]


def test_a_shifted_row_names_the_cells_that_stand_wrong():
    found = check(GOOD, "D-3;2025-K1;BER-5;4;;;aantal;;;;").errors
    assert (found[0].cell, found[0].detail, found[0].received) == ("B3", "B, C, D, G", '"2025-K1"')


def test_a_unit_just_beside_its_own_empty_cell_is_a_shifted_row():
    found = check(GOOD, "berk;D-3;2025-K1;BER-5;;4;;;aantal;;").errors
    assert [(item.code, item.cell, item.detail) for item in found] == [("shifted_row", "I3", "I")]


def test_of_a_thousand_and_more_rows_alike_the_rest_is_counted():
    found = check(GOOD, *["D-3;2025-K1;BER-5;4;;;aantal;;;;"] * 1200, *["berk;D-3;;;;;;;;;"] * 1001)
    assert found.by_code == {"incomplete": 1, "shifted_row": 1200, "row_without_figure": 1001}
    assert (len(found.errors), found.error_count) == (1000 + 1 + 1000 + 1, 1200 + 1001)


@pytest.mark.parametrize("header", ["aantal personen", "", "#FORMULE!"])
def test_a_column_of_ours_under_another_heading_or_none_is_refused(header: str):
    found = check("berk;D-3;2025-K1;BER-1;40;;;aantal;;;", header=";".join(TOWN).replace("waarde;", f"{header};", 1))
    assert told(found.errors) == [("lost_column", 1, "E1")]
    assert '"waarde" ontbreekt' in found.errors[0].sentence


def test_a_column_of_remarks_beside_a_delivery_without_explanations_is_only_told():
    header = ";".join(TOWN).replace("toelichting", "opmerking intern")
    found = check(f"{GOOD}afgesproken", header=header)
    assert found.errors == [] and told(found.warnings) == [("unknown_column", 1, "K1")]


def test_a_column_without_a_heading_beside_all_of_ours_is_told():
    header = f"{TOWN[0]};;{';'.join(TOWN[1:])}"
    found = check("berk;x;D-3;2025-K1;BER-1;40;;;aantal;;;", header=header)
    assert found.errors == [] and told(found.warnings) == [("nameless_column", 1, "B1")]


def test_a_missing_column_is_all_that_is_said():
    found = check("berk;D-3;x;veel;;;aantal", header="aanbieder;deelovereenkomst;periode;waarde;teller;noemer;eenheid")
    assert told(found.errors) == [("missing_column", 1, None)]


def test_a_register_that_misses_a_column_is_not_compared_any_further():
    sheet = changed("aanbieders", 1, "naam", "x")["aanbieders"]
    found = town(changed("aanbieders", 0, "aanbieder", "wie") | {"aanbieders": [["wie", *sheet[0][1:]], *sheet[1:]]})
    assert told(found.errors) == [("missing_column", 1, None)]


@pytest.mark.parametrize("header", [None, "#FORMULE!"])
def test_a_column_of_the_register_that_lost_its_heading_is_refused(header: str | None):
    found = town(changed("aanbieders", 0, "kvk", header))
    assert told(found.errors) == [("lost_column", 1, "C1")]


def test_a_cell_beyond_the_headings_is_one_error_at_that_row():
    found = check(GOOD, "berk;D-3;2025-K1;BER-5;4;;;aantal;;;;meer")
    assert told(found.errors) == [("more_cells", 3, "L3")]


def test_a_sentence_has_single_blanks():
    assert "  " not in Finding("unknown_layout").sentence
    assert "  " not in Finding("totals_row", row=3).sentence


@pytest.mark.parametrize("sign", ["\u200b", "\u200e", "\u202e", "\u2066", "\ufeff", "\u00ad"])
def test_an_invisible_sign_is_said_in_words(sign: str):
    assert safe(f"be{sign}rk") == '"be[onzichtbaar teken]rk"'
    assert sign not in Finding("required", sheet=f"a{sign}b", column=f"c{sign}").sentence


@pytest.mark.parametrize("text", ["111\u200b222\u200b333", "jan\u200b@voorbeeld.nl"])
def test_an_invisible_sign_hides_no_number_and_no_address(text: str):
    assert safe(text) in ("een lang nummer", "een mailadres")


def test_a_formula_without_outcome_is_called_a_formula():
    found = check(GOOD.replace(";40;", ";#FORMULE!;")).errors
    assert [(item.code, item.received) for item in found] == [("formula_not_calculated", "een formule")]


def test_a_row_that_stands_twice_names_the_sheet_of_the_first():
    rows = [line.split(";") for line in (";".join(TOWN), GOOD)]
    cells = FileCells("xlsx", (SheetCells.of("Een", rows), SheetCells.of("Twee", rows)))
    found = check_cells(cells, None, standing(), today=TODAY).errors
    assert [(item.code, item.sheet, item.detail) for item in found] == [("duplicate_key", "Twee", '2 op blad "Een"')]


def test_a_workbook_with_all_its_cells_on_a_hidden_sheet_says_which_is_hidden():
    hidden = SheetCells.of("Cijfers", [["aanbieder"]])
    found = check_cells(
        FileCells("xlsx", (SheetCells.of("Leeg", []),), ("Cijfers",), (hidden,)), None, standing(), today=TODAY
    )
    assert [(item.code, item.detail) for item in found.findings] == [("all_hidden", '"Cijfers"')]


@pytest.mark.parametrize("rows", [3, SHORT + 1])
def test_a_cell_that_a_recipe_leaves_open_passes_no_test(rows: int):
    texts = pd.DataFrame({"waarde": ["40%", None] + ["5%"] * (rows - 2)}, dtype="str")
    found = any_of(texts, ["waarde"], lambda text: text.rstrip().endswith("%"))
    assert found.tolist() == [True, False] + [True] * (rows - 2)
