"""The only door to a published file: it follows the pointer, it remembers, and it cannot be talked into more."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard import judged_rows, rows
from dashboard.readings import Door, NoPublication, Readings
from dashboard.readings.asking import MAIN, THE_SAME
from dashboard.readings.questions import QUESTIONS
from schemas import judged_tables, publication
from schemas.place import publications_folder


def test_a_moved_pointer_opens_the_new_file(publish: Any, tmp_path: Path) -> None:
    publish("intern-1.duckdb", provider="Oude naam")
    door = Door(tmp_path)
    first = door.open()
    assert first.provider("linde").provider == "Oude naam"  # ty: ignore[unresolved-attribute]
    publish("intern-2.duckdb", provider="Nieuwe naam")
    second = door.open()
    assert second.provider("linde").provider == "Nieuwe naam"  # ty: ignore[unresolved-attribute]
    assert first.provider("linde").provider == "Oude naam"  # ty: ignore[unresolved-attribute]
    assert door.open() is second


@pytest.mark.parametrize(
    ("pointer", "why"),
    [(None, "missing"), ("intern-weg.duckdb", "missing"), ("../intern-1.duckdb", "unreadable"), ("", "unreadable")],
)
def test_without_a_publication_the_door_says_why(publish: Any, tmp_path: Path, pointer: str | None, why: str) -> None:
    publish("intern-1.duckdb")
    place = publications_folder(tmp_path) / "intern.pointer"
    if pointer is None:
        place.unlink()
    else:
        place.write_text(pointer, encoding="utf-8")
    with pytest.raises(NoPublication) as refused:
        Door(tmp_path).open()
    assert refused.value.why == why


def test_a_file_that_is_no_database_is_unreadable(publish: Any, tmp_path: Path) -> None:
    publish("intern-1.duckdb")
    folder = publications_folder(tmp_path)
    (folder / "intern-2.duckdb").write_bytes(b"geen database" * 1000)
    (folder / "intern.pointer").write_text("intern-2.duckdb", encoding="utf-8")
    with pytest.raises(NoPublication, match="unreadable"):
        Door(tmp_path).open()


def test_a_file_of_another_version_is_not_guessed_at(publish: Any, tmp_path: Path) -> None:
    publish("intern-1.duckdb", version=99)
    with pytest.raises(NoPublication, match="other_version"):
        Door(tmp_path).open()


def test_every_row_has_the_columns_of_the_contract() -> None:
    pairs = {
        rows.Provider: publication.PROVIDERS,
        rows.SubAgreement: publication.SUB_AGREEMENTS,
        rows.QuarterState: publication.QUARTERS,
        rows.Figure: publication.VALUES,
        rows.ThemeStatus: publication.OVERVIEW,
        rows.StatusCount: publication.STATUS_COUNTS,
        rows.Slot: publication.COMPLETENESS,
        rows.Delivery: publication.DELIVERIES,
        judged_rows.Funnel: judged_tables.FUNNELS,
        judged_rows.FunnelLimit: judged_tables.FUNNEL_LIMITS,
        judged_rows.SignalCount: judged_tables.SIGNAL_COUNTS,
    }
    for shape, table in pairs.items():
        assert {field.name for field in fields(shape)} <= set(table.columns), table.name


def test_the_trail_goes_down_to_the_cell_and_the_file(readings: Readings) -> None:
    (origin,) = readings.trail("linde", "TER-2", quarter="2025-K4", sub_agreement_id=None)
    assert (origin.file_name, origin.sheet, origin.value_cell) == ("linde.xlsx", "Monitor", "E14")
    assert (origin.numerator, origin.denominator) == (41.0, 66.0)


def test_the_trend_ends_at_the_chosen_quarter_and_is_oldest_first(readings: Readings) -> None:
    rows_ = readings.trend("linde", "TER-2", sub_agreement_id=None, until="2025-K2", length=3)
    assert [row.quarter for row in rows_] == ["2024-K4", "2025-K1", "2025-K2"]


def test_an_answer_is_remembered_per_file(readings: Readings) -> None:
    assert readings.headline("linde", "2025-K4") is readings.headline("linde", "2025-K4")


def test_the_open_file_refuses_to_reach_outside_or_to_write(readings: Readings, tmp_path: Path) -> None:
    (tmp_path / "geheim.csv").write_text("a\n1\n", encoding="utf-8")
    secret_frame = [1]  # a Python variable that SQL must not find
    for sql in (
        f"select * from read_csv('{tmp_path / 'geheim.csv'}')",
        "select * from secret_frame",
        "attach ':memory:' as other",
        "set enable_external_access = true",
        "create table extra (a int)",
        "delete from providers",
    ):
        with pytest.raises(duckdb.Error), readings._root.cursor() as cursor:
            cursor.execute(sql).fetchall()
    assert secret_frame == [1]


def test_what_is_remembered_for_all_recipients_is_asked_of_what_they_hold_alike() -> None:
    """A file for a provider differs from the next in the tables that have a provider_id, and in who delivered what."""
    apart = {table.name for table in publication.TABLES if "provider_id" in table.columns} - {"providers"} | {
        "deliveries"
    }
    for question in THE_SAME:
        asked = set(re.findall(r"\b(?:from|join)\s+\"?(\w+)", QUESTIONS[question]))
        assert asked and not asked & apart, question


def test_a_file_beside_is_read_by_the_same_engine_and_neither_sees_the_rows_of_the_other(
    publish: Any, tmp_path: Path
) -> None:
    publish("intern-1.duckdb", provider="Van allen")
    whole = Door(tmp_path).open()
    publish("aanbieder-1-linde.duckdb", provider="Van een")
    own = Readings(publications_folder(tmp_path) / "aanbieder-1-linde.duckdb", beside=whole)
    told = [reader.providers()[0].provider for reader in (own, whole, own)]
    assert told == ["Van een", "Van allen", "Van een"]
    with pytest.raises(NoPublication):
        Readings(tmp_path / "buiten.duckdb", beside=whole)


def test_what_is_not_asked_of_an_empty_table_would_have_no_answer(readings: Readings) -> None:
    """An answer is rows of its first table: nothing in a question makes a row out of none."""
    makes_rows = re.compile(r"\b(count|sum|min|max|avg|group by|union|full join|right join|values \()", re.IGNORECASE)
    for question, table in MAIN.items():
        assert not makes_rows.search(QUESTIONS[question]), question
        with readings._root.cursor() as cursor:
            rows_ = cursor.execute(f'select count(*) from "{table}"').fetchall()
        assert (rows_ == [(0,)]) == (table in readings._empty), table
    assert set(QUESTIONS) - set(MAIN) == {"trend", "comparable_trend"}  # of two tables


def test_threads_never_see_each_others_rows(readings: Readings) -> None:
    def ask(number: int) -> bool:
        indicator = ("TER-2", "BER-1")[number % 2]
        found = readings._rows(
            "months" if number % 5 == 4 else "headline",
            {"provider_id": "linde", "quarter": "2025-K4"}
            | ({"indicator": indicator, "sub_agreement_id": None} if number % 5 == 4 else {}),
        )
        return len(found[1]) == (0 if number % 5 == 4 else 2)

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(200)))
