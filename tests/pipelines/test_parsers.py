"""Dutch text to values: one meaning, or a code that says why not."""

from __future__ import annotations

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.finding_sentences.catalogue import SENTENCES
from pipelines.findings import safe
from pipelines.reading.cells import column_letters
from pipelines.reading.workbook import cell_text, number_text
from pipelines.screening import passes_eleven_test
from pipelines.sources.parsers import Parsed, parse_cell, parse_date, parse_number, parse_whole
from schemas.monitoring import MONITORING
from schemas.register import AGREED_TARGETS, PROVIDERS

NUMBERS = {
    "0": 0, "7": 7, "-3": -3, "1234": 1234, "7,5": 7.5, "0,05": 0.05, "-7,25": -7.25, "1.234.567": 1_234_567,
    "1.234,5": 1234.5, "1.234.567,89": 1_234_567.89, "1 234": 1234, "1\u00a0234,5": 1234.5, "12 345 678": 12_345_678,
    " 42 ": 42, "85%": 85, "85 %": 85, "85,5%": 85.5, "7.5": 7.5, "12.25": 12.25, "0.5": 0.5, "0.125": 0.125,
    "1234.567": 1234.567, "007": 7, "100000000000": 1e11,
}  # fmt: skip
NOT_NUMBERS = [
    "veel", "12 personen", "1,2,3", "1.2.3", "12-", "--4", "+4", "1e5", "1E5", "inf", "nan", "NaN", "0x10", "½", "²",
    "12a", "€ 12", "12,", ",5", ".5", "5.", "1.23.456", "12.34,5", "1 23", "1 2345", "< vijf", "ca. 12", "12/3", "12:30",
    "1'234", "1_000",
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), NUMBERS.items())
def test_a_dutch_number_is_read(text: str, value: float):
    assert parse_number(text) == Parsed(value)


@pytest.mark.parametrize("text", NOT_NUMBERS)
def test_what_is_no_number_is_not_made_into_one(text: str):
    assert parse_number(text) == Parsed(code="not_a_number")


def test_a_number_that_cannot_be_is_told_as_such():
    assert parse_number("9" * 16) == Parsed(code="too_high")


# open fault: \\d means every script's digits
@pytest.mark.parametrize("text", ["٣", "१२", "３"])
def test_digits_of_another_script_are_not_guessed_at(text: str):
    assert parse_number(text) == Parsed(code="not_a_number")


@pytest.mark.parametrize("text", ["1.234", "12.345", "123.456", "-1.234", "9.999"])
def test_a_point_and_three_digits_may_be_a_thousand_or_a_decimal_so_it_is_asked_back(text: str):
    assert parse_number(text) == Parsed(code="ambiguous_number")


@pytest.mark.parametrize(("text", "bound"), [("<5", 5), ("< 5", 5), ("<  10", 10), ("<5%", 5)])
def test_less_than_keeps_its_bound_and_is_no_number(text: str, bound: float):
    assert parse_number(text) == Parsed(below=bound)


@pytest.mark.parametrize(
    "text",
    ["#N/B", "#N/A", "#DEEL/0!", "#DIV/0!", "#WAARDE!", "#VALUE!", "#VERW!", "#REF!", "#NAAM?", "#GETAL!", "#LEEG!"],
)
def test_an_error_of_excel_is_named_as_such_in_every_column(text: str):
    for field in MONITORING.fields:
        assert parse_cell(text, field).code == "excel_error", field.name


@pytest.mark.parametrize(
    "text", ["", " ", "-", "--", "–", "n.v.t.", "N.v.t.", "nvt", "NVT", "onbekend", "?", "x", "geen opgave"]
)
def test_a_dutch_word_for_nothing_is_nothing_in_a_number(text: str):
    for name in ("value", "numerator", "denominator"):
        assert parse_cell(text, MONITORING.field(name)) == Parsed()


def test_a_dutch_word_for_nothing_is_a_text_in_a_text():
    assert parse_cell("x", MONITORING.field("breakdown_value")) == Parsed("x")
    assert parse_cell("NA", PROVIDERS.field("provider")) == Parsed("NA")


@pytest.mark.parametrize("text", ["NA", "nan", "None", "null"])
def test_an_english_word_for_nothing_is_not_silently_nothing(text: str):
    assert parse_cell(text, MONITORING.field("value")).code == "not_a_number"


def test_half_a_person_is_no_count():
    assert parse_whole("12,5") == Parsed(code="not_whole")
    assert parse_whole("12,0") == Parsed(12)


def test_a_foreign_number_is_read_where_a_recipe_says_so():
    for text, value in {"1,234": 1234, "1,234.5": 1234.5, "12.345": 12.345, "1.5": 1.5, "-3": -3}.items():
        assert parse_number(text, decimal=".") == Parsed(value)
    for text in ("1,23", "12,5", "1.234,5", "1.2.3", ""):
        assert parse_number(text, decimal=".") == Parsed(code="not_a_number")


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-9e14, max_value=9e14))
def test_a_number_of_a_workbook_arrives_exactly(value: float):
    assert parse_number(cell_text(value)) == Parsed(value)


@given(st.integers(-(10**14), 10**14))
def test_a_whole_number_of_a_workbook_arrives_exactly(value: int):
    assert cell_text(value) == cell_text(float(value)) == str(value)
    assert parse_whole(cell_text(float(value))) == Parsed(value)


@given(st.integers(-(10**9), 10**9), st.integers(0, 3))
def test_a_number_written_the_dutch_way_arrives_exactly(units: int, decimals: int):
    value = units / 10**decimals
    text = f"{value:,.{decimals}f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    found = parse_number(text)
    if "," not in text and text.lstrip("-").count(".") == 1:
        assert found.code == "ambiguous_number"
    else:
        assert found == Parsed(value)


@given(st.text(max_size=25))
def test_any_text_gives_a_finite_number_a_bound_or_a_code_with_a_sentence(text: str):
    for field in (*MONITORING.fields, *AGREED_TARGETS.fields):
        found = parse_cell(text, field)
        assert found.code is None or found.code in SENTENCES
        if isinstance(found.value, float):
            assert math.isfinite(found.value)
        assert sum(item is not None for item in (found.value, found.code, found.below)) <= 1


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31-12-2025", dt.date(2025, 12, 31)), ("1-2-2025", dt.date(2025, 2, 1)), ("01/02/2025", dt.date(2025, 2, 1)),
        ("1.2.2025", dt.date(2025, 2, 1)), ("2025-02-01", dt.date(2025, 2, 1)),
        ("2025-02-01 00:00:00", dt.date(2025, 2, 1)), ("1 februari 2025", dt.date(2025, 2, 1)),
        ("1 mrt 2025", dt.date(2025, 3, 1)), ("1 mrt. 2025", dt.date(2025, 3, 1)), ("29-2-2024", dt.date(2024, 2, 29)),
    ],
)  # fmt: skip
def test_a_date_is_read_day_first(text: str, day: dt.date):
    assert parse_date(text) == Parsed(day)


@pytest.mark.parametrize(
    "text",
    ["31-12-25", "1-2-25", "13-13-2025", "29-2-2025", "12/31/2025", "2025", "morgen", "1-1-1899", "45000", "2025-2-1x"],
)
def test_what_is_no_date_is_not_made_into_one(text: str):
    assert parse_date(text) == Parsed(code="bad_date")


@given(st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31)))
def test_a_date_of_a_workbook_arrives_exactly(day: dt.date):
    assert parse_date(cell_text(day)) == Parsed(day)
    assert parse_date(cell_text(dt.datetime.combine(day, dt.time()))) == Parsed(day)
    assert parse_date(f"{day.day}-{day.month}-{day.year}") == Parsed(day)


def test_a_truth_value_of_a_workbook_is_no_number():
    assert parse_number(cell_text(True)).code == "not_a_number"


def test_a_word_is_read_without_its_capitals_and_otherwise_refused():
    assert parse_cell("WIJK", MONITORING.field("breakdown")) == Parsed("wijk")
    assert parse_cell("stadsdeel", MONITORING.field("breakdown")) == Parsed(code="unknown_word")
    assert parse_cell("Kwartaal", AGREED_TARGETS.field("target_period")) == Parsed("kwartaal")


def test_leading_zeros_of_a_code_stay_and_one_that_was_lost_is_put_back_and_told():
    assert parse_cell("01234567", PROVIDERS.field("kvk")) == Parsed("01234567")
    assert parse_cell(number_text(1234567.0), PROVIDERS.field("kvk")) == Parsed("01234567", repaired="01234567")


@given(st.integers(0, 20_000))
def test_column_letters_are_those_of_a_spreadsheet(index: int):
    letters, number = column_letters(index), 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    assert number == index + 1


# --- what is echoed


@pytest.mark.parametrize(
    "text", ["0612345678", "06-12 34 56 78", "bel 06 12345678", "123456782", "jan@voorbeeld.nl", "NL91ABNA0417164300"]
)
def test_a_number_or_address_of_a_person_is_not_echoed(text: str):
    assert not any(part in safe(text) for part in (text, "5678", "voorbeeld", "0417"))


def test_a_long_text_is_echoed_only_in_part():
    assert len(safe("a" * 500)) <= 42


# open fault: a date has eight digits, but it is no long number
@pytest.mark.parametrize("text", ["2025-10-01", "31-12-2025", "01.10.2025"])
def test_a_date_is_echoed_as_it_was(text: str):
    assert safe(text) == f'"{text}"'


# --- eleven test


@given(st.integers(0, 999_999_999))
def test_the_eleven_test_is_the_weighted_sum(number: int):
    text = f"{number:09d}"
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    total = sum(weight * int(digit) for weight, digit in zip(weights, text, strict=True))
    assert passes_eleven_test(text) == (total % 11 == 0 and number >= 10_000_000)


def test_the_eleven_test_is_lenient_on_layout_and_strict_on_digits():
    assert passes_eleven_test("111222333") and passes_eleven_test("111.222.333") and passes_eleven_test("111 22 2333")
    assert not passes_eleven_test("000000000")
    assert not passes_eleven_test("١١١٢٢٢٣٣٣")
    assert not passes_eleven_test("123456789")  # passes the bank's eleven test, not this one
