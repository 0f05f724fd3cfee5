"""The register workbook: what may not stand in it, each with its cell."""

from __future__ import annotations

import pytest
from small_checks import changed, standing, told, town, workbook
from small_town import REGISTER

from pipelines.agreements import check_register


def test_the_register_of_the_small_town_says_nothing():
    assert town().findings == []


@pytest.mark.parametrize(
    ("sheet", "row", "column", "value", "code"),
    [
        ("prestatieafspraken", 1, "norm", "<80", "target_bound"),
        ("prestatieafspraken", 1, "norm", "800", "target_above_hundred"),
        ("prestatieafspraken", 3, "norm", "40%", "percent_sign"),
        ("prestatieafspraken", 1, "norm", "-1", "negative"),
        ("prestatieafspraken", 1, "deelovereenkomst", "D-99", "sub_agreement_absent"),
        ("prestatieafspraken", 1, "indicator", "BER-7", "not_judged"),
        ("prestatieafspraken", 1, "indicator", "XXX-1", "unknown_indicator"),
        ("deelovereenkomsten", 1, "aanbieder", "esdoorn", "unknown_provider"),
        ("deelname", 1, "koepelovereenkomst", "KO-9", "unknown_umbrella"),
        ("aanbieders", 4, "opgevolgd door", "esdoorn", "unknown_provider"),
        ("aanbieders", 2, "kvk", "10000001", "ambiguous_name"),
        ("aanbieders", 2, "andere namen", "linde zorg", "ambiguous_name"),
    ],
)
def test_a_faulty_cell_is_one_finding(sheet: str, row: int, column: str, value: str, code: str):
    found = town(changed(sheet, row, column, value)).errors
    assert [item.code for item in found] == [code]
    assert (
        found[0].sheet == sheet and found[0].cell and "deze aanbieder" not in found[0].sentence.casefold()[40:]
    ) or (code == "unknown_provider")


def test_percentages_are_norms_of_percentages():
    assert town(changed("prestatieafspraken", 1, "norm", "80%")).errors == []


def test_a_provider_without_a_code_whose_number_stands_twice_is_told_without_a_crash():
    rows = [*REGISTER["aanbieders"], [None, "De Els", "10000001", None, None, None]]
    assert told(town({**REGISTER, "aanbieders": rows}).errors) == [("required", 6, "A6")]


def test_overlapping_targets_name_the_row_they_overlap_with():
    found = town(changed("prestatieafspraken", 4, "geldig tot en met", "31-12-2025")).errors
    assert (found[0].row, found[0].detail) == (6, "5")


def test_who_carries_figures_may_not_disappear():
    rows = [line for line in REGISTER["deelovereenkomsten"] if line[0] != "D-2"]
    cells = workbook({**REGISTER, "deelovereenkomsten": rows,
                      "prestatieafspraken": [line for line in REGISTER["prestatieafspraken"] if line[0] != "D-2"]})  # fmt: skip
    _, findings = check_register(cells, standing(), frozenset({"linde"}))
    assert [(item.code, item.detail) for item in findings] == [("disappeared", "D-2")]
    assert check_register(cells, standing(), frozenset({"berk"}))[1] == []
