"""The workbooks we hand out, read back by an independent reader."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO

import openpyxl
import pandas as pd
import pytest

from pipelines.templates import STANDARD_INDICATORS, monitoring_rows, write_monitoring, write_register
from schemas.indicators.catalogue import CATALOGUE
from schemas.monitoring import MONITORING
from schemas.parties import REGISTER_WORKBOOK
from schemas.quarter import Quarter

QUARTER = Quarter(2025, 4)
SUBS = pd.DataFrame({"provider_id": ["de-linde"] * 2, "sub_agreement_id": ["DO-1", "DO-2"]})
HEADER_ROW = 6


def workbook(rows: pd.DataFrame, **changes: object) -> bytes:
    stream = BytesIO()
    given = {"provider": "De Linde", "municipality": "Gemeente Lindendaal", "quarter": QUARTER}
    write_monitoring(stream, rows, **(given | {"due_on": date(2026, 1, 28)} | changes))
    return stream.getvalue()


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(content))


def headers(sheet: openpyxl.worksheet.worksheet.Worksheet) -> list[str]:
    return [cell.value for cell in sheet[HEADER_ROW]]


def column(sheet: openpyxl.worksheet.worksheet.Worksheet, header: str) -> list[openpyxl.cell.Cell]:
    place = headers(sheet).index(header)
    return [row[place] for row in sheet.iter_rows(min_row=HEADER_ROW + 1)]


def test_the_header_row_holds_every_field_of_the_contract_once_and_three_of_our_own():
    found = headers(opened(workbook(monitoring_rows(SUBS, QUARTER)))["Kwartaalmonitor"])
    own = ["omschrijving", "vorige waarde", "norm"]
    assert sorted(found) == sorted([item.header for item in MONITORING.fields] + own)


def test_the_base_set_of_the_template_holds_what_every_provider_can_count():
    base = ["BER-1", "BER-2", "BER-5", "BER-6", "BER-7", "TER-1", "TER-2", "TER-3", "TER-4", "TER-5"]
    assert [item.code for item in STANDARD_INDICATORS] == base
    assert all(item.delivered and not item.by_wave for item in STANDARD_INDICATORS)


@pytest.mark.parametrize("code", ["BER-4", "TEV-5", "OUT-1", "OUT-6"])
def test_what_would_be_too_small_by_month_is_asked_per_quarter_alone(code: str):
    assert list(monitoring_rows(SUBS.head(1), QUARTER, indicators=[CATALOGUE[code]])["period"]) == ["2025-K4"]


def test_what_cannot_be_added_up_is_asked_per_month_and_per_quarter():
    rows = monitoring_rows(SUBS.head(1), QUARTER)
    periods = rows.groupby("indicator")["period"].agg(list)
    months = ["2025-10", "2025-11", "2025-12"]
    both = {"BER-1", "BER-2", "TER-1", "TER-3"}
    assert {code for code in periods.index if periods[code] == [*months, "2025-K4"]} == both
    assert all(periods[code] == months for code in set(periods.index) - both)
    assert len(rows) == 10 * 3 + 4


def test_a_derived_indicator_is_never_asked():
    assert monitoring_rows(SUBS, QUARTER, indicators=[CATALOGUE["BER-3"]]).empty


def test_previous_values_stand_beside_their_own_kind_of_period():
    previous = pd.DataFrame(
        [("DO-1", "BER-1", "2025-09", 12), ("DO-1", "BER-1", "2025-K3", 30), ("DO-1", "BER-1", "2025-08", 9)],
        columns=["sub_agreement_id", "indicator", "period", "value"],
    )
    rows = monitoring_rows(SUBS, QUARTER, previous=previous).set_index(["sub_agreement_id", "indicator", "period"])[
        "previous"
    ]
    assert rows["DO-1", "BER-1", "2025-11"] == 12
    assert rows["DO-1", "BER-1", "2025-K4"] == 30
    assert rows["DO-2"].isna().all()


def test_only_the_target_that_is_valid_on_the_last_day_is_shown():
    targets = pd.DataFrame(
        {
            "sub_agreement_id": ["DO-1"] * 3,
            "indicator": ["TER-2", "TER-2", "BER-2"],
            "target_value": [85.0, 80.0, 120.0],
            "target_period": ["quarter", "quarter", "year"],
            "valid_from": pd.to_datetime(["2022-07-01", "2025-07-01", "2022-07-01"]),
            "valid_until": pd.to_datetime(["2025-06-30", None, None]),
        }
    )
    rows = monitoring_rows(SUBS, QUARTER, targets=targets).dropna(subset=["target"])
    assert list(zip(rows["indicator"], rows["period"], rows["target"], strict=True)) == [
        ("BER-2", "2025-K4", 120),
        ("TER-2", "2025-10", 80),
        ("TER-2", "2025-11", 80),
        ("TER-2", "2025-12", 80),
    ]
    cell = column(opened(workbook(monitoring_rows(SUBS, QUARTER, targets=targets)))["Kwartaalmonitor"], "norm")
    assert next(c for c in cell if c.value == 120).number_format == 'General" per jaar"'


def test_periods_and_codes_are_text_also_in_rows_that_are_added_later():
    sheet = opened(workbook(monitoring_rows(SUBS, QUARTER)))["Kwartaalmonitor"]
    for header in ("aanbieder", "deelovereenkomst", "periode", "indicator"):
        cells = column(sheet, header)
        assert {cell.data_type for cell in cells} == {"s"}
        assert {cell.number_format for cell in cells} == {"@"}
        (below,) = [
            span.number_format for span in sheet.column_dimensions.values() if span.min <= cells[0].column <= span.max
        ]
        assert below == "@"


def test_prefilled_values_are_numbers_and_text_that_looks_like_a_formula_stays_text():
    rows = monitoring_rows(SUBS.head(1), QUARTER, indicators=[CATALOGUE["TER-2"]]).head(1)
    rows = rows.assign(value=83.3, numerator=10, denominator=12, note="=1+1", breakdown="wijk")
    rows = rows.assign(breakdown_value="Centrum")
    sheet = opened(workbook(rows, provider="=cmd"))["Kwartaalmonitor"]
    row = dict(zip(headers(sheet), sheet[HEADER_ROW + 1], strict=True))
    assert [row[name].value for name in ("waarde", "teller", "noemer")] == [83.3, 10, 12]
    assert (row["toelichting"].value, row["toelichting"].data_type) == ("=1+1", "s")
    assert (row["uitsplitsing"].value, row["uitsplitsing waarde"].value) == ("wijk", "Centrum")


def test_the_title_rows_say_what_it_is_for_whom_which_quarter_and_until_when():
    sheet = opened(workbook(monitoring_rows(SUBS, QUARTER)))["Kwartaalmonitor"]
    assert sheet["A1"].value == "Kwartaalmonitor 4e kwartaal 2025"
    assert sheet["A2"].value == (
        "Van De Linde, voor Gemeente Lindendaal. Lever dit bestand uiterlijk aan op 28 januari 2026."
    )
    assert sheet["A4"].value == "sjabloon kwartaalmonitor 1"
    assert sheet.freeze_panes == "E7"
    undated = opened(workbook(monitoring_rows(SUBS, QUARTER), due_on=None))["Kwartaalmonitor"]
    assert undated["A2"].value == "Van De Linde, voor Gemeente Lindendaal."


@pytest.mark.parametrize(
    ("code", "closed"),
    [
        ("BER-5", {"teller", "noemer"}),
        ("TER-1", {"teller"}),
        ("TER-2", set()),
        ("TER-4", {"teller", "noemer"}),
    ],
)
def test_cells_that_an_indicator_does_not_use_are_grey(code: str, closed: set[str]):
    rows = monitoring_rows(SUBS, QUARTER, indicators=[CATALOGUE[code]])
    sheet = opened(workbook(rows))["Kwartaalmonitor"]
    grey = {
        header for header in ("waarde", "teller", "noemer") if column(sheet, header)[0].fill.fgColor.rgb == "FFE6E4DF"
    }
    assert grey == closed


def test_number_cells_refuse_text_in_dutch():
    sheet = opened(workbook(monitoring_rows(SUBS, QUARTER)))["Kwartaalmonitor"]
    rules = sheet.data_validations.dataValidation
    whole = [rule for rule in rules if rule.type == "whole"]
    assert {rule.formula1 for rule in whole} == {"0", "1"}
    assert all(rule.error.startswith("Vul ") for rule in rules if rule.type in ("whole", "decimal"))
    assert {rule.formula1 for rule in rules if rule.type == "list"} == {
        '"aantal,%,dagen,cijfer"',
        '"wijk,doelgroep,locatie"',
    }
    for rule in rules:
        if rule.type in ("whole", "decimal"):
            assert rule.showErrorMessage


def test_the_explanation_holds_definition_and_pitfall_of_every_indicator():
    sheet = opened(workbook(monitoring_rows(SUBS, QUARTER)))["Uitleg"]
    texts = {cell.value for row in sheet.iter_rows() for cell in row}
    for item in STANDARD_INDICATORS:
        assert {item.code, item.title, item.definition, item.pitfall} <= texts


def test_the_same_content_gives_the_same_bytes():
    rows = monitoring_rows(SUBS, QUARTER)
    assert workbook(rows) == workbook(rows)


def test_an_empty_register_is_a_form_with_our_headers_in_row_one():
    stream = BytesIO()
    write_register(stream, {})
    book = opened(stream.getvalue())
    assert book.sheetnames == [form.name for form in REGISTER_WORKBOOK]
    for form in REGISTER_WORKBOOK:
        sheet = book[form.name]
        assert [cell.value for cell in sheet[1]] == [item.header for item in form.fields]
        assert sheet.max_row == 1


def test_a_filled_register_keeps_codes_as_text_and_dates_as_dates():
    providers = pd.DataFrame({"provider_id": ["de-linde"], "provider": ["De Linde"], "kvk": ["00123456"]})
    targets = pd.DataFrame(
        {
            "sub_agreement_id": ["DO-1"],
            "indicator": ["BER-2"],
            "target_value": [120.0],
            "target_period": ["year"],
            "valid_from": pd.to_datetime(["2025-07-01"]),
            "valid_until": pd.to_datetime([None]),
        }
    )
    stream = BytesIO()
    write_register(stream, {"aanbieders": providers, "prestatieafspraken": targets})
    book = opened(stream.getvalue())
    kvk = book["aanbieders"]["C2"]
    assert (kvk.value, kvk.data_type, kvk.number_format) == ("00123456", "s", "@")
    row = {head.value: cell for head, cell in zip(*book["prestatieafspraken"].iter_rows(), strict=True)}
    assert row["geldig vanaf"].value == datetime(2025, 7, 1)  # noqa: DTZ001
    assert row["geldig vanaf"].number_format == "dd-mm-yyyy"
    assert row["geldig tot en met"].value is None
    assert (row["norm"].value, row["periode"].value) == (120, "jaar")
    words, days = [r for r in book["prestatieafspraken"].data_validations.dataValidation if r.type == "list"]
    assert days.formula1 == '"kalenderdagen,werkdagen"'
    assert words.formula1 == '"kwartaal,jaar"'
