"""Findings in words: every check of every schema has its Dutch sentence, and the first thousand stand for all."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pandera.pandas as pa
import pytest
from real_files import register_of, sheet
from small_checks import TODAY, TOWN, changed, check, town

import schemas
from pipelines.checked import Checked
from pipelines.checking import check_cells
from pipelines.finding_sentences.catalogue import SENTENCES
from pipelines.findings import SHOWN, Finding, by_pattern, by_row, count, count_by_code, fold
from pipelines.sources.table import Tidy
from pipelines.validation import check_form, code_of
from schemas import building_blocks
from schemas.dimensions import DTYPES, Kind, SheetForm
from schemas.labour import LABOUR_SHEETS
from schemas.lead_time_cases import LEAD_TIME_CASES
from schemas.monitoring import MONITORING
from schemas.parties import REGISTER_WORKBOOK
from schemas.reciprocity import VOLUNTEERS
from schemas.reference import REFERENCE
from schemas.social_return import SOCIAL_RETURN_SHEETS
from schemas.survey_forms import SURVEY_SHEETS
from schemas.vocabulary import Severity

FORMS = [
    MONITORING,
    VOLUNTEERS,
    LEAD_TIME_CASES,
    REFERENCE,
    *REGISTER_WORKBOOK,
    *SURVEY_SHEETS,
    *SOCIAL_RETURN_SHEETS,
    *LABOUR_SHEETS,
    building_blocks.TABLE,
    building_blocks.BLOCKS,
    building_blocks.BONUSES,
]
CHECKS = [pytest.param(check, id=f"{form.name}-{item.name}-{number}")
          for form in FORMS for item in form.fields for number, check in enumerate(item.checks)]  # fmt: skip
CHECKS += [pytest.param(check, id=f"{form.name}-{number}")
           for form in FORMS for number, check in enumerate(form.row_checks)]  # fmt: skip
PANDERA = re.compile(r"pandera|Check|lambda|DataFrame|SchemaError|<|Error|None|\bnan\b|True|False|dtype", re.IGNORECASE)


# every check has its sentence
@pytest.mark.parametrize("check", CHECKS)
def test_every_check_of_every_schema_has_a_dutch_sentence(check: pa.Check):
    assert check.name in SENTENCES and code_of(check) == check.name


def test_the_forms_above_are_all_there_are():
    """A form in a new file of schemas/ must be walked here too."""
    folder = Path(str(schemas.__file__)).parent
    written = sum(len(re.findall(r"^[A-Z_]+ = SheetForm\(", path.read_text(encoding="utf-8"), re.MULTILINE))
                  for path in folder.rglob("*.py"))  # fmt: skip
    assert written == len(FORMS)


def test_a_check_without_a_sentence_still_says_something_dutch():
    assert code_of(pa.Check(lambda s: s > 0, name="positief")) == "wrong_type"
    assert code_of(pa.Check(lambda s: s > 0)) == "wrong_type"


def test_no_text_of_pandera_reaches_a_finding():
    """Every field of every form gets values that fail all of its checks."""
    for form in FORMS:
        for value in (-1.0, 0.0, 1e9, "1900-01-01", "een twee", "2025-01-01"):
            tidy = _faulty(form, value)
            check_form(tidy, form)
            for item in tidy.findings:
                assert item.code in SENTENCES
                assert not PANDERA.search(f"{item.expected} {item.repair} {item.detail}"), item.sentence


def _faulty(form: SheetForm, value: float | str) -> Tidy:
    columns: dict[str, Any] = {"sheet": pd.Series(["x", "x"], dtype="str"), "row": [2, 3]}
    for item in form.fields:
        number = item.kind in (Kind.NUMBER, Kind.WHOLE)
        fits = isinstance(value, float) if number else isinstance(value, str)
        columns[item.name] = pd.Series([value if fits and item.kind not in (Kind.DATE, Kind.FLAG) else None] * 2,
                                       dtype=DTYPES[item.kind])  # fmt: skip
        if number:
            columns[f"{item.name}_below"] = pd.Series([None, None], dtype="float64")
    return Tidy(pd.DataFrame(columns), pd.DataFrame(index=range(2)))


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_is_two_whole_sentences_without_a_gap(code: str):
    expected, repair = SENTENCES[code]
    assert expected.endswith((".", "?", "}")) and (not repair or repair.endswith((".", "?", "}")))
    assert "  " not in expected + repair and "{" not in (expected + repair).replace("{detail}", "")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"value": "-1"}, "negative"),
        ({"breakdown": "wijk"}, "breakdown_half"),
        ({"breakdown": "wijk", "breakdown_value": "2025-01-02"}, "made_a_date"),
        ({"indicator": "TER-2", "unit": "%", "value": "", "numerator": "5", "denominator": "4"},
         "numerator_exceeds_denominator"),
        ({"indicator": "TER-2", "unit": "%", "value": "70", "numerator": "2", "denominator": "4"}, "ratio_mismatch"),
        ({"indicator": "TER-2", "unit": "%", "value": "0,5", "numerator": "2", "denominator": "4"}, "fraction"),
        ({"indicator": "TER-2", "unit": "%", "value": "", "numerator": "0", "denominator": "0"}, "denominator_zero"),
    ],
)  # fmt: skip
def test_a_failed_check_of_the_schema_is_one_finding_at_its_cell(changes: dict[str, str], code: str):
    row = {"provider_id": "berk", "sub_agreement_id": "D-3", "period": "2025-K1", "indicator": "BER-1", "value": "40",
           "unit": "aantal"}  # fmt: skip
    found = check(";".join({**row, **changes}.get(item.name, "") for item in MONITORING.fields))
    assert [(item.code, item.row) for item in found.errors] == [(code, 2)]
    assert found.errors[0].cell


@pytest.mark.parametrize(
    ("place", "value", "code"),
    [
        (("koepelovereenkomst", 1, "gemeentecode"), "9998", "municipality_code"),
        (("koepelovereenkomst", 1, "einddatum"), "1-1-2020", "ends_before_start"),
        (("aanbieders", 2, "aanbieder"), "de berk", "bad_code"),
        (("aanbieders", 1, "agb"), "12", "agb"),
        (("aanbieders", 1, "kvk"), "123", "kvk"),
        (("deelname", 1, "uitgetreden op"), "1-1-2020", "ends_before_start"),
    ],
)
def test_a_failed_check_of_the_register_is_found_at_its_cell(place: tuple[str, int, str], value: str, code: str):
    found = [item for item in town(changed(*place, value)).errors if item.code == code]
    assert [(item.sheet, item.row, item.column) for item in found] == [(place[0], place[1] + 1, place[2])]


# the first thousand, and the true number
def test_beyond_the_first_thousand_the_rest_is_counted():
    found = check(*(f"berk;D-3;2025-K1;BER-5;-{number};;;aantal;wijk;w{number};" for number in range(1, 1501)))
    assert found.error_count == 1500 and found.by_code["negative"] == 1500
    assert len(found.errors) == SHOWN + 1
    rest = found.errors[-1]
    assert (rest.times, rest.row, rest.column) == (500, None, "waarde")
    assert "nog 500 rijen" in rest.sentence
    assert found.summary()["errors"] == 1500


def test_warnings_beyond_the_first_thousand_are_counted_too():
    found = check(*(f"berk;D-3;2025-K1;BER-5;<5;;;aantal;wijk;w{number};" for number in range(1, 1501)))
    assert (found.error_count, found.by_code["censored"]) == (0, 1500)
    assert found.warning_count == 1500 + found.by_code.get("incomplete", 0)


def test_a_row_whose_fault_is_only_counted_is_still_a_faulty_row():
    """What follows from a faulty number is not a second fault, also beyond the first thousand."""
    lines = [f"berk;D-3;2025-K1;TER-1;-{number};;;dagen;wijk;w{number};" for number in range(1, 1501)]
    assert check(*lines).by_code == {"incomplete": 1, "negative": 1500}


def test_the_same_fault_in_two_sheets_is_counted_per_sheet():
    rows = [f"berk;D-3;2025-K1;BER-5;veel;;;aantal;wijk;w{number};".split(";") for number in range(1200)]
    one, two = (sheet(TOWN, *rows, name=name).sheets[0] for name in ("een", "twee"))
    found = check_cells(replace(sheet([]), sheets=(one, two)), None, register_of(), today=TODAY)
    assert found.by_code["not_a_number"] == 2400
    assert [(item.sheet, item.times) for item in found.errors if item.times > 1 and item.code == "not_a_number"] == [
        ("een", 200), ("twee", 200)
    ]  # fmt: skip


# folded, per row, per pattern
def at(row: int, code: str = "negative", **more: Any) -> Finding:
    return Finding(code, row=row, column="waarde", cell=f"E{row}", received='"-1"', **more)


REST = Finding("negative", column="waarde", times=500)
NOTE = Finding("censored", Severity.WARNING, row=1, column="teller", cell="F1", received='"<5"')
WHOLE = Finding("incomplete", Severity.WARNING, detail="BER-2")


def test_what_is_wrong_in_the_same_way_in_the_same_column_is_one_fault():
    faults = fold([WHOLE, NOTE, at(2), at(4), at(3, sheet="b")])
    assert [(fault.finding.code, fault.rows, fault.times) for fault in faults] == [
        ("negative", (2, 4), 2), ("negative", (3,), 1), ("incomplete", (), 1), ("censored", (1,), 1)
    ]  # fmt: skip
    assert "2 rijen (2, 4)" in faults[0].sentence and "(cel" not in faults[0].sentence
    assert "Rij 1" in faults[3].sentence


def test_per_row_the_file_is_mended_from_top_to_bottom():
    groups = by_row([at(4), NOTE, at(2), replace(NOTE, row=2), WHOLE, REST, at(2, sheet="b")])
    assert [(name, row, [item.code for item in items]) for name, row, items in groups] == [
        (None, None, ["negative", "incomplete"]),
        (None, 1, ["censored"]),
        (None, 2, ["negative", "censored"]),
        (None, 4, ["negative"]),
        ("b", 2, ["negative"]),
    ]


def test_per_pattern_the_export_is_mended():
    found = [at(2), replace(at(3), received='"-7"'), at(2, sheet="b"), REST, NOTE, at(9, code="not_whole")]
    faults = by_pattern(found)
    assert [(fault.finding.code, fault.times, fault.rows) for fault in faults] == [
        ("negative", 2 + 1 + 500, (2, 3)), ("not_whole", 1, (9,)), ("censored", 1, (1,))
    ]  # fmt: skip
    assert (faults[0].finding.received, faults[0].finding.sheet) == (None, None)
    assert "503 rijen (2, 3" in faults[0].sentence


def test_what_differs_within_a_pattern_is_told_by_its_first_few():
    found = [Finding("duplicate_key", row=row, column="indicator", detail=str(row - 1)) for row in range(2, 8)]
    assert by_pattern(found)[0].finding.detail == "1, 2, 3 en nog 3"


def test_counts_are_true():
    assert (count([at(2), REST]), count_by_code([at(2), REST, NOTE])) == (501, {"censored": 1, "negative": 501})
    assert Checked(None, [at(2), REST, NOTE]).error_count == 501
