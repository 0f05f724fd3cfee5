"""The contract is whole: words, declarations, and the tables that both wings believe in."""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from importlib.resources import files

import duckdb
import pytest

from pipelines.checking_sets import MEASUREMENT_COLUMNS
from pipelines.judgement import CONCERN, STATUS_OF
from pipelines.sentences import REASONS
from pipelines.sources import volunteers
from pipelines.sources.lead_time_cases import COLUMNS as CASE_COLUMNS
from pipelines.sources.register import TABLES as REGISTER_TABLES
from schemas import publication, vocabulary
from schemas.indicators.catalogue import CATALOGUE
from schemas.indicators.declaration import Indicator
from schemas.lead_time_cases import LEAD_TIME_CASES
from schemas.monitoring import MONITORING
from schemas.parties import REGISTER_WORKBOOK
from schemas.reciprocity import QUANTITIES, VOLUNTEERS
from schemas.vocabulary import (
    Combination,
    Direction,
    Evidence,
    JudgedAgainst,
    NSource,
    Status,
    Theme,
    Unit,
    Word,
)

WORDS = [
    item for item in vars(vocabulary).values() if isinstance(item, type) and issubclass(item, Word) and item is not Word
]


@pytest.mark.parametrize("words", WORDS, ids=lambda item: item.__name__)
def test_every_code_is_a_plain_word_with_a_dutch_label_of_its_own(words: type[Word]):
    assert len({word.label for word in words}) == len(words)
    for word in words:
        assert re.fullmatch(r"[a-z_]+", word.value)
        assert word.label.strip() == word.label != ""
        assert words(word.value) is word


def test_the_statuses_are_said_as_the_issue_says_them():
    promised = {"op koers", "aandacht", "achter", "onzeker", "geen norm", "niet geleverd", "nog niet toegetreden",
                "te weinig gegevens"}  # fmt: skip
    assert promised < {status.label for status in Status}


def test_every_status_has_its_place_among_the_concerns():
    assert sorted(CONCERN) == sorted(Status)


def test_every_reason_code_has_a_sentence_and_a_status():
    assert set(STATUS_OF) <= set(REASONS)
    assert set(STATUS_OF.values()) <= set(Status)
    for sentence in REASONS.values():
        assert sentence[0].isupper() and sentence.endswith(".")


# --- indicators


CODES = {
    Theme.REACH: ["BER-1", "BER-2", "BER-3", "BER-4", "BER-5", "BER-6", "BER-7", "BER-8"],
    Theme.LEAD_TIMES: [
        "TER-1",
        "TER-2",
        "TER-3",
        "TER-4",
        "TER-5",
        "TER-6",
        "TER-8",
        "TER-11",
        "TER-12",
        "TER-13",
        "TER-14",
    ],
    Theme.SATISFACTION: ["TEV-1", "TEV-2", "TEV-3", "TEV-4", "TEV-5"],
    Theme.RECIPROCITY: [f"WED-{number}" for number in range(1, 12)],
    Theme.OUTCOMES: ["OUT-1", "OUT-2", "OUT-3", "OUT-4", "OUT-5", "OUT-6"],
    Theme.SOCIAL_RETURN: [
        *("SR-1", "SR-2", "SR-3", "SR-11"),
        *(f"SR-{number}" for number in (*range(4, 11), *range(12, 16))),
    ],
    Theme.DELIVERY: ["LEV-1", "LEV-2"],
    Theme.NETWORK: ["NET-1", "NET-2", "NET-3"],
}


def test_the_catalogue_has_these_indicators_theme_by_theme():
    assert list(CATALOGUE) == [code for codes in CODES.values() for code in codes]
    for theme, codes in CODES.items():
        assert [code for code, item in CATALOGUE.items() if item.theme is theme] == codes
    assert len({item.id for item in CATALOGUE.values()}) == len(CATALOGUE)


REQUIRED = [field.name for field in dataclasses.fields(Indicator) if field.default is dataclasses.MISSING]


def test_direction_and_combination_have_no_default():
    assert {"direction", "combination", "minimum_n", "judged_against", "definition", "pitfall"} < set(REQUIRED)


@pytest.mark.parametrize("name", REQUIRED)
def test_an_indicator_that_lacks_a_field_does_not_construct(name: str):
    whole = {field.name: getattr(CATALOGUE["TER-2"], field.name) for field in dataclasses.fields(Indicator)}
    assert Indicator(**whole) == CATALOGUE["TER-2"]
    with pytest.raises(TypeError):
        Indicator(**{key: value for key, value in whole.items() if key != name})
    with pytest.raises((ValueError, TypeError)):
        Indicator(**{**whole, name: None})


@pytest.mark.parametrize("name", ["title", "question", "definition", "pitfall", "checked_by", "id"])
def test_an_indicator_with_an_empty_text_does_not_construct(name: str):
    with pytest.raises(ValueError):
        dataclasses.replace(CATALOGUE["TER-2"], **{name: ""})


@pytest.mark.parametrize(
    "change",
    [{"code": "ter-2"}, {"code": "TER2"}, {"direction": Direction.NEUTRAL}, {"n_source": NSource.VALUE}],
)
def test_an_indicator_that_contradicts_itself_does_not_construct(change: dict[str, object]):
    with pytest.raises(ValueError):
        dataclasses.replace(CATALOGUE["TER-2"], **change)


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_declaration_is_coherent(code: str):
    item = CATALOGUE[code]
    assert item.question.endswith("?") and item.definition.endswith(".") and item.pitfall.endswith(".")
    assert item.reviewed_on <= date(2100, 1, 1)
    # how figures arrive, and what was promised in euros, is about organisations: any n may be shown
    about_people = item.theme is not Theme.DELIVERY and item.code not in ("SR-1", "SR-11")
    in_the_open = item.code in ("WED-2", "WED-3", "WED-9")  # made of counts that stand in the balance of the pool
    few = 30 if item.unit is Unit.SCORE else 10
    assert item.minimum_n == (few if item.n_source is NSource.DENOMINATOR and about_people and not in_the_open else 0)
    assert item.share == (item.combination is Combination.RATIO and not item.open_ended)
    assert (item.direction is Direction.NEUTRAL) <= (item.judged_against is JudgedAgainst.NOTHING)


def test_unique_persons_medians_and_stocks_are_never_added():
    never = {code for code, item in CATALOGUE.items() if item.combination is Combination.NEVER}
    assert never == {
        *("BER-1", "BER-2", "BER-3", "BER-4", "BER-7"),
        *("TER-1", "TER-3", "TER-4", "TER-8", "TER-11", "TER-12", "TER-13", "TER-14"),
        "WED-11",
        "SR-2",
        *("TEV-1", "TEV-3", "TEV-4"),
        "SR-5",
        *("LEV-1", "LEV-2"),
        *("NET-1", "NET-2", "NET-3"),
    }
    added = {code for code, item in CATALOGUE.items() if item.combination is Combination.SUM}
    assert added == {
        *("BER-5", "BER-6", "BER-8"),
        *("TEV-5",),
        *("WED-1", "WED-2"),
        *("SR-3", "SR-14", "SR-15"),
    }
    assert {code for code, item in CATALOGUE.items() if item.combination is Combination.RATIO} == {
        *("TER-2", "TER-5", "TER-6"),
        *("TEV-2",),
        *(f"WED-{number}" for number in range(3, 11)),
        *("OUT-1", "OUT-2", "OUT-3", "OUT-4", "OUT-5", "OUT-6"),
        *("SR-1", "SR-11"),
        *("SR-4", "SR-6", "SR-7", "SR-8", "SR-9", "SR-10", "SR-12", "SR-13"),
    }


def test_a_part_is_bounded_by_a_count_that_is_delivered_beside_it():
    for item in CATALOGUE.values():
        for part, code in item.bounded:
            assert part in ("numerator", "denominator") and item.divided
            assert CATALOGUE[code].delivered and CATALOGUE[code].unit is Unit.COUNT


def test_only_reach_against_agreement_the_delivery_itself_and_the_network_are_computed_by_us():
    derived = [code for code, item in CATALOGUE.items() if item.evidence is Evidence.DERIVED]
    assert derived == ["BER-3", "WED-11", *CODES[Theme.SOCIAL_RETURN], "LEV-1", "LEV-2", "NET-1", "NET-2", "NET-3"]


def test_waits_no_shows_complaints_and_drop_outs_are_better_when_fewer():
    down = {code for code, item in CATALOGUE.items() if item.direction is Direction.DOWN}
    assert down == {
        *("TER-1", "TER-3", "TER-4", "TER-5", "TER-6", "TER-8", "TER-11", "TER-13", "TER-14"),
        *("TEV-5",),
        "WED-9",
        *("OUT-1", "SR-5"),
    }
    assert CATALOGUE["TER-2"].direction is Direction.UP
    assert CATALOGUE["TER-2"].unit is Unit.PERCENT


# --- forms and tables


@pytest.mark.parametrize(
    "form", [MONITORING, LEAD_TIME_CASES, VOLUNTEERS, *REGISTER_WORKBOOK], ids=lambda form: form.name
)
def test_a_form_names_each_column_once_and_its_key_is_among_them(form):
    names = [field.name for field in form.fields]
    headers = [header for field in form.fields for header in (field.header, *field.aliases)]
    assert len(set(names)) == len(names)
    assert len({header.casefold() for header in headers}) == len(headers)
    assert set(form.key) <= set(names)
    assert all(field.explanation.endswith(".") or ";" in field.explanation or "?" in field.explanation
               for field in form.fields)  # fmt: skip
    assert form.schema.columns.keys() == set(names)


@pytest.mark.parametrize("table", [*publication.TABLES, publication.META], ids=lambda table: table.name)
def test_the_key_of_a_published_table_is_among_its_columns(table: publication.Table):
    assert set(table.key) <= set(table.columns)
    assert len(set(table.key)) == len(table.key)
    assert set(table.columns.values()) <= {"VARCHAR", "DOUBLE", "BIGINT", "BOOLEAN", "DATE"}


def warehouse_columns() -> dict[str, list[str]]:
    with duckdb.connect() as connection:
        connection.execute(files("pipelines").joinpath("sql/warehouse.sql").read_text(encoding="utf-8"))
        rows = connection.execute(
            "select table_name, column_name from duckdb_columns() where database_name = 'memory' order by column_index"
        ).fetchall()
    tables: dict[str, list[str]] = {}
    for table, column in rows:
        tables.setdefault(table, []).append(column)
    return tables


def test_the_warehouse_has_the_register_columns_of_the_contract():
    tables = warehouse_columns()
    for form in REGISTER_WORKBOOK:
        assert tables[REGISTER_TABLES[form.name]] == ["delivery_id", *(field.name for field in form.fields)]


def test_the_warehouse_has_the_measurement_columns_of_the_contract():
    columns = warehouse_columns()["measurement"]
    assert set(columns) == {"delivery_id", *MEASUREMENT_COLUMNS}
    delivered = {field.name for field in MONITORING.fields} - {"unit"}  # the unit is that of the indicator
    assert delivered <= set(columns)


def test_the_warehouse_has_the_case_columns_and_no_case_number():
    columns = warehouse_columns()["lead_time_case"]
    assert columns == ["delivery_id", *CASE_COLUMNS]
    assert {field.name for field in LEAD_TIME_CASES.fields} - set(columns) == {"case_number"}


def test_the_warehouse_keeps_every_number_of_a_volunteers_sheet_by_its_name():
    assert set(warehouse_columns()["volunteer_count"]) == {"delivery_id", *volunteers.COLUMNS}
    asked = set(re.findall(r"quantity = '(\w+)'", files("pipelines").joinpath("sql/volunteer_pools.sql").read_text()))
    assert asked < set(QUANTITIES)
    kept = {"departed_moved", "departed_paid_work", "departed_health", "departed_stopped", "departed_other",
            "registered_not_placed", "open_vacancies", "match_days_median"}  # fmt: skip
    assert set(QUANTITIES) - asked == kept


def test_the_values_carry_the_columns_promised_on_the_command_line():
    promised = ["provider_id", "provider", "sub_agreement_id", "quarter", "period", "indicator", "value", "numerator", "denominator", "n", "lower", "upper", "target", "status", "reason", "breakdown"]  # fmt: skip
    assert set(promised) < set(publication.VALUES.columns)
