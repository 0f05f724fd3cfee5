"""What a recipe can say: headings over rows, rows left out, totals, wide to long, numbers, periods, answers."""

from __future__ import annotations

import pandas as pd
import pytest
from real_files import recipe_of, register_of, sheet

from pipelines.checking import check_cells
from pipelines.errors import UsageProblem
from pipelines.recipes import apply, leave_out, rows_kept
from pipelines.recipes.declaration import Layout
from pipelines.recipes.shaping import fingerprint, headings
from pipelines.sources.table import Tidy
from schemas.vocabulary import Severity

HEAD = """
title = "proef"
[columns]
provider_name = "instelling"
period = "maand"
"""
INFLOW = '[[measure]]\nindicator = "BER-5"\nvalue = "nieuw"\n'
COLUMNS = ["instelling", "maand", "nieuw"]


def applied(text: str, *rows: list[str], kind: str = "csv", name: str = "") -> Tidy:
    return apply(recipe_of(text), sheet(*rows, kind=kind, name=name))


def values(tidy: Tidy, part: str = "value") -> list[float | None]:
    return [None if value != value else value for value in tidy.frame[part].tolist()]


def codes(tidy: Tidy) -> list[tuple[str, str, int | None]]:
    return [(item.code, item.severity.value, item.row) for item in tidy.findings]


# --- headings


def names(layout: Layout, *rows: list[str]) -> list[str]:
    return headings(sheet(*rows).sheets[0], layout)


def test_a_heading_counts_until_the_next_one_beside_it_or_above_it():
    rows = [["", "Instroom", "", "Uitstroom", ""], ["wijk", "man", "vrouw", "man", ""], ["", "n", "n", "n", "n"]]
    assert names(Layout(header_rows=(1, 2)), *rows) == [
        "wijk", "Instroom · man", "Instroom · vrouw", "Uitstroom · man", "Uitstroom",
    ]  # fmt: skip
    assert names(Layout(header_rows=(1, 2, 3)), *rows)[1:] == [
        "Instroom · man · n", "Instroom · vrouw · n", "Uitstroom · man · n", "Uitstroom · man · n (2)",
    ]  # fmt: skip
    assert names(Layout(header_rows=(1, 2), fill_headings=False), *rows)[2] == "vrouw"


def test_the_same_heading_twice_is_told_apart_and_an_empty_one_has_its_letter():
    assert names(Layout(), ["a", "A ", "", "b"]) == ["a", "A (2)", "kolom C", "b"]


def test_the_same_word_in_every_row_of_headings_is_said_once():
    assert names(Layout(header_rows=(1, 2)), ["Wijk", "Totaal"], ["Wijk", "2024"]) == ["Wijk", "Totaal · 2024"]


def test_a_fingerprint_survives_more_rows_another_year_and_another_quarter_in_the_name_of_the_sheet():
    old = sheet(["Cijfers 2024"], ["wijk", "stand 2024"], ["a", "1"], name="2024 Q3").sheets[0]
    new = sheet(["Cijfers 2025"], ["Wijk", "Stand  2025"], ["a", "1"], ["b", "2"], name="2025 Q4").sheets[0]
    other = sheet(["Cijfers 2025"], ["wijk", "instroom 2025"], ["a", "1"], name="2025 Q4").sheets[0]
    layout = Layout(header_rows=(2,))
    assert fingerprint(old, layout) == fingerprint(new, layout) != fingerprint(other, layout)


# --- rows


def test_rows_by_number_titles_and_units_are_no_data():
    file = "[file]\nheader_row = 2\nfirst_row = 4\nleave_out_rows = [5]\n"
    tidy = applied(HEAD + file + INFLOW, ["Cijfers"], COLUMNS, ["", "", "aantal"], ["Ark", "2025-10", "3"],
                   ["Ark", "2025-11", "raar"], ["", " ", ""], ["Ark", "2025-12", "4"])  # fmt: skip
    assert (values(tidy), tidy.frame["row"].tolist(), tidy.rows_read) == ([3.0, 4.0], [4, 7], 2)


def test_rows_left_out_by_their_text_are_counted_with_the_reason():
    rules = """
    [[leave_out]]
    column = "instelling"
    starts_with = ["subtotaal"]
    reason = "een subtotaal"
    [[leave_out]]
    column = "instelling"
    contains = ["bron:"]
    empty = true
    """
    tidy = applied(HEAD + INFLOW + rules, COLUMNS, ["Ark", "2025-10", "3"], ["Subtotaal noord", "", "3"],
                   ["", "", "7"], ["Bron: eigen telling", "", ""])  # fmt: skip
    assert values(tidy) == [3.0]
    assert codes(tidy) == [("left_out", "skipped", 3), ("left_out", "skipped", 4), ("left_out", "skipped", 5)]
    assert "een subtotaal" in tidy.findings[0].sentence
    assert (tidy.rows_read, rows_kept(tidy)) == (4, 4 - 3)


TOTALS = '[totals]\ncolumn = "instelling"\nequals = "Totaal"\n'


def test_a_totals_row_that_is_right_is_no_measurement_and_no_fault():
    tidy = applied(
        HEAD + INFLOW + TOTALS, COLUMNS, ["Ark", "2025-10", "3"], ["Bij", "2025-10", "4"], ["Totaal", "", "7"]
    )
    assert (values(tidy), codes(tidy)) == ([3.0, 4.0], [("totals_row", "skipped", 4)])


def test_a_totals_row_that_is_wrong_is_an_error_or_a_warning_as_the_recipe_says():
    rows = [COLUMNS, ["Ark", "2025-10", "3"], ["Bij", "2025-10", "4"], ["Totaal", "", "8"]]
    tidy = applied(HEAD + INFLOW + TOTALS, *rows)
    assert codes(tidy)[0] == ("totals_mismatch", "error", 4)
    assert "samen 7" in tidy.findings[0].sentence and tidy.findings[0].cell == "C4"
    softer = applied(HEAD + INFLOW + TOTALS + 'severity = "waarschuwing"\n', *rows)
    assert codes(softer)[0] == ("totals_mismatch", "warning", 4)


def test_a_subtotal_checks_the_rows_since_the_one_before():
    rows = [["Ark", "2025-10", "3"], ["Totaal", "", "3"], ["Bij", "2025-10", "4"], ["Totaal", "", "4"]]
    tidy = applied(HEAD + INFLOW + TOTALS, COLUMNS, *rows)
    assert {code for code, *_ in codes(tidy)} == {"totals_row"}


def test_a_totals_row_that_is_gone_is_told():
    tidy = applied(HEAD + INFLOW + TOTALS, COLUMNS, ["Ark", "2025-10", "3"])
    assert codes(tidy) == [("totals_absent", "warning", None)]


# --- wide to long


def test_columns_beside_each_other_become_rows_each_with_its_own_cell():
    text = """
    title = "proef"
    [unpivot]
    from = "okt 2025"
    to = "dec 2025"
    into = "maand"
    value = "aantal"
    [columns]
    provider_name = "instelling"
    period = "maand"
    [[measure]]
    indicator = "BER-5"
    value = "aantal"
    [rows]
    skip = ["missing_value"]
    """
    tidy = applied(
        text, ["instelling", "okt 2025", "nov 2025", "dec 2025"], ["Ark", "3", "", "5"], ["Bij", "1", "2", "x"]
    )
    leave_out(recipe_of(text), tidy)
    found = tidy.frame[["provider_name", "period", "value", "value_cell", "row"]].to_numpy().tolist()
    assert found == [
        ["Ark", "2025-10", 3.0, "B2", 2],
        ["Ark", "2025-12", 5.0, "D2", 2],
        ["Bij", "2025-10", 1.0, "B3", 3],
        ["Bij", "2025-11", 2.0, "C3", 3],
    ]
    assert [(item.code, item.cell) for item in tidy.findings] == [("missing_value", "C2"), ("missing_value", "D3")]
    assert (tidy.rows_read, rows_kept(tidy)) == (2, 2)


# --- numbers


@pytest.mark.parametrize(
    ("file", "cell", "value"),
    [
        ('thousands = "."', "1.234", 1234.0),
        ('thousands = "."', "1.234,5", 1234.5),
        ('decimal = "."\nthousands = ","', "62,271", 62271.0),
        ('decimal = "."', "1.234", 1.234),
        ('thousands = " "', "-1 414", -1414.0),
        ('thousands = " "', "- 1", -1.0),
        ('thousands = "\'"', "12'345", 12345.0),
        ('zero = ["-", "nihil"]', "Nihil", 0.0),
    ],
)
def test_a_number_has_the_one_meaning_that_the_recipe_gives_it(file: str, cell: str, value: float):
    tidy = applied(HEAD + INFLOW + f"[file]\n{file}\n", COLUMNS, ["Ark", "2025-10", cell])
    assert (values(tidy), codes(tidy)) == ([value], [])


@pytest.mark.parametrize(
    ("file", "cell", "code"),
    [
        ("", "1.234", "ambiguous_number"),
        ('thousands = "."', "1.23", "not_a_number"),
        ('decimal = "."\nthousands = ","', "1,23", "not_a_number"),
        ('missing = ["99"]', "99", "missing_value"),
        ('thousands = "."', "#N/B", "excel_error"),
        ('thousands = "."', "<5", "censored"),
    ],
)
def test_a_number_that_is_written_otherwise_is_a_finding(file: str, cell: str, code: str):
    tidy = applied(HEAD + INFLOW + f"[file]\n{file}\n", COLUMNS, ["Ark", "2025-10", cell])
    assert (values(tidy), [item.code for item in tidy.findings]) == ([None], [code])


def test_a_typed_number_of_a_workbook_is_never_taken_for_thousands():
    # 1.234 and 0.5 as typed numbers reach us as 1,234 and 0,5, whatever the recipe says of texts
    text = HEAD + INFLOW + '[file]\ndecimal = "."\nthousands = ","\n'
    rows = [COLUMNS, ["Ark", "2025-10", "0,5"], ["Bij", "2025-10", "1,234"], ["Cel", "2025-10", "1,234,567"]]
    tidy = applied(text, *rows, kind="xlsx")
    assert (values(tidy), [item.code for item in tidy.findings]) == ([0.5, None, 1234567.0], ["ambiguous_number"])


# --- periods, words and constants


@pytest.mark.parametrize(
    ("period_is", "text", "period"),
    [
        ("month_name_2digit_year", "Jan-24", "2024-01"),
        ("month_name_2digit_year", "okt 25", "2025-10"),
        ("month_name_2digit_year", "Oct-25", "2025-10"),
        ("t_is_quarter", "T1 2025", "2025-K1"),
        ("quarter_of_date", "2019-12-13 12:02:31.994000", "2019-K4"),
        ("month_of_date", "13-12-2019 9:05", "2019-12"),
    ],
)
def test_a_foreign_period_is_read_as_the_recipe_says(period_is: str, text: str, period: str):
    tidy = applied(HEAD + INFLOW + f'[period]\nis = "{period_is}"\n', COLUMNS, ["Ark", text, "3"])
    assert tidy.frame["period"].tolist() == [period]


def test_months_without_a_year_get_the_year_of_the_recipe():
    text = HEAD + INFLOW + '[constants]\nyear = "2025"\n'
    tidy = applied(text, COLUMNS, ["Ark", "okt", "3"], ["Ark", "K3", "4"], ["Ark", "2024-12", "5"])
    assert tidy.frame["period"].tolist() == ["2025-10", "2025-K3", "2024-12"]


def test_a_year_of_two_digits_is_never_guessed():
    tidy = applied(HEAD + INFLOW, COLUMNS, ["Ark", "Jan-24", "3"])
    assert [item.code for item in tidy.findings] == ["bad_period"]


def test_their_words_are_exchanged_for_ours_and_constants_hold_for_every_row():
    text = """
    title = "proef"
    [columns]
    provider_name = { column = "instelling", words = { "ARK bv" = "De Ark" } }
    [constants]
    period = "2025-K4"
    sub_agreement_id = "D-1"
    breakdown = "wijk"
    breakdown_value = "Noord"
    """
    tidy = applied(text + INFLOW, ["instelling", "nieuw"], ["ark BV", "3"], ["Bij", "4"])
    assert tidy.frame[
        ["provider_id", "period", "sub_agreement_id", "breakdown", "breakdown_value"]
    ].to_numpy().tolist() == [
        ["De Ark", "2025-K4", "D-1", "district", "Noord"],
        ["Bij", "2025-K4", "D-1", "district", "Noord"],
    ]


# --- answers

SURVEY = """
title = "proef"
[columns]
provider_name = "aanbieder"
[constants]
period = "2025-K4"
[answers."Ik ben goed geholpen"]
scale = "likert5_eens"
labels = { "Prima" = "helemaal mee eens", "8" = "geen antwoord" }
[[measure]]
indicator = "TEV-2"
answers = "Ik ben goed geholpen"
"""


def surveyed(*rows: list[str], more: str = "") -> Tidy:
    return applied(SURVEY + more, ["aanbieder", "Ik ben goed geholpen"], *rows)


def test_answers_are_counted_per_provider_and_missing_ones_leave_both_sides():
    answers = ["Helemaal mee eens", "mee eens", "Prima", "neutraal", "niet mee eens", "Weet niet", "", "8"]
    tidy = surveyed(*(["De Ark", answer] for answer in answers), ["de  ark", "oneens"], ["Bij", "mee eens"])
    assert tidy.frame[["provider_id", "numerator", "denominator"]].to_numpy().tolist() == [
        ["De Ark", 3, 3 + 3],
        ["Bij", 1, 1],
    ]
    assert tidy.frame["recipe_note"].iloc[0].startswith("6 geldige antwoorden, 3 zonder antwoord")
    assert tidy.frame["numerator_cell"].tolist() == ["B2:B10", "B11:B11"]
    assert (tidy.rows_read, rows_kept(tidy)) == (10, 10)
    assert [(item.code, item.severity) for item in tidy.findings] == [("many_missing_answers", Severity.WARNING)]


def test_an_answer_that_is_not_of_the_scale_is_a_finding_and_never_a_guess():
    tidy = surveyed(["Ark", "mee eens"], ["Ark", "5"])
    assert [(item.code, item.row, item.cell) for item in tidy.findings] == [("unknown_answer", 3, "B3")]
    left = surveyed(["Ark", "mee eens"], ["Ark", "5"], more='[rows]\nskip = ["unknown_answer"]\n')
    assert left.frame[["numerator", "denominator"]].to_numpy().tolist() == [[1, 1]]
    assert (left.rows_read, rows_kept(left)) == (2, 1)


def test_only_missing_answers_make_no_figure():
    tidy = surveyed(["Ark", "weet niet"], ["Bij", "mee eens"])
    assert tidy.frame["provider_id"].tolist() == ["Bij"]
    assert [(item.code, item.severity) for item in tidy.findings] == [("no_valid_answers", Severity.SKIPPED)]


def test_counted_answers_become_rows_to_store():
    rows = [["aanbieder", "Ik ben goed geholpen"], *([["Ark", "mee eens"]] * 11), ["Ark", "oneens"]]
    recipe = recipe_of(SURVEY + "[register]\nunknown_providers = true\n")
    found = check_cells(sheet(*rows), recipe, register_of(), today=pd.Timestamp("2026-01-31"))
    assert found.errors == []
    stored = found.frames["measurement"][["indicator", "quarter", "numerator", "denominator"]].to_numpy().tolist()
    assert stored == [["TEV-2", "2025-K4", 11, 11 + 1]]
    assert (found.rows_read, found.rows_skipped) == (12, 0)


# --- what would fail


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD + INFLOW + "[file]\nheader = 3\n", "onbekend onderdeel header bij file"),
        (HEAD + INFLOW + "[raar]\n", "onbekend onderdeel raar"),
        (HEAD, "minstens één measure"),
        (HEAD + INFLOW.replace("BER-5", "BER-3"), "rekent Kwartaalbeeld zelf uit"),
        (HEAD + INFLOW + '[file]\nthousands = ","\n', "niet uit het decimaalteken"),
        (HEAD + INFLOW + "[file]\nheader_rows = [1, 2]\nfirst_row = 2\n", "onder de rijen met opschriften"),
        (HEAD + INFLOW + '[[leave_out]]\ncolumn = "nieuw"\n', "leave_out noemt"),
        (SURVEY.replace("likert5_eens", "likert7"), "schaal likert7 bestaat niet"),
        (SURVEY.replace('"helemaal mee eens"', '"top"'), "antwoord top hoort niet bij likert5_eens"),
        (SURVEY.replace('answers = "Ik', 'answers = "Wij'), "ontbreekt hun schaal"),
        (SURVEY.replace("TEV-2", "BER-1"), "geen percentage"),
        (HEAD + INFLOW + "[rows]\nskip = 3\n", "lijst van teksten"),
        (HEAD + INFLOW + '[constants]\nyear = "25"\n', "jaar van vier cijfers"),
        (HEAD + INFLOW + '[recognise]\nask = ["period"]\n', "geen constante"),
        ('title = "x"\ndata_set = "kengetallen"\n[columns]\nvalue = "a"\n', "ontbreekt subject, area"),
        (HEAD + '[[measure]]\nindicator = "BER-5"\n', "noemt value, numerator of denominator"),
    ],
)
def test_a_recipe_that_would_fail_says_why(text: str, said: str):
    with pytest.raises(UsageProblem, match="klopt niet") as problem:
        recipe_of(text)
    assert said in str(problem.value)


def test_an_open_question_is_no_scale_and_its_answers_are_not_echoed():
    tidy = surveyed(*(["Ark", f"Mijn verhaal {number}"] for number in range(13)), ["Ark", "mee eens"])
    assert [(item.code, item.received) for item in tidy.findings if item.severity is Severity.ERROR] == [
        ("no_scale", None)
    ]
    assert "Mijn verhaal" not in "".join(item.sentence for item in tidy.findings)
