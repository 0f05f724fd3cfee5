"""The publication that the benchmarks make has the tables of the contract, each key once, and the pages can read it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest
from desk_page import Desk

from benchmarks.large import write_large
from benchmarks.pages import asked
from dashboard.contents import CONTENTS
from dashboard.readings import Door
from dashboard.views import matrix
from schemas import publication


def test_a_multiple_of_a_publication_keeps_its_keys_and_can_be_read(publish: Any, tmp_path: Path) -> None:
    publish("intern-1.duckdb")
    path = write_large(tmp_path / "groot", tmp_path / "publications" / "intern-1.duckdb", times=3)
    with duckdb.connect(path, read_only=True) as connection:
        for table in publication.TABLES:
            keys = ", ".join(f'"{name}"' for name in table.key)
            doubled = connection.execute(
                f'select {keys} from "{table.name}" group by {keys} having count(*) > 1'
            ).fetchall()
            assert (table.name, doubled) == (table.name, [])
            found = [(row[0], row[1]) for row in connection.execute(f'describe "{table.name}"').fetchall()]
            assert sorted(found) == sorted(table.columns.items())
    readings = Door(tmp_path / "groot").open()
    assert [row.provider_id for row in readings.providers()] == [
        "linde", "linde-1", "linde-2", "nieuw", "nieuw-1", "nieuw-2",
    ]  # fmt: skip
    assert len(readings.headline("linde-2", "2025-K4")) == len(readings.headline("linde", "2025-K4")) > 0
    assert [(row.expected, row.delivered) for row in readings.quarters()][-1] == (1 * 3, 1 * 3)
    assert matrix.drawn(readings, "2025-K4").count('scope="row"') == 2 * 3


def test_an_overview_of_many_providers_is_shown_in_parts(
    publish: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish("intern-1.duckdb")
    write_large(tmp_path / "groot", tmp_path / "publications" / "intern-1.duckdb", times=40)
    page = Desk(tmp_path / "groot", monkeypatch, title="Overzicht")
    assert page.markup.count('scope="row"') == 60
    assert "U ziet aanbieder 1 tot en met 60 van de 80" in page.text
    page.open(kwartaal="2025-K4", vanaf="61")
    assert page.markup.count('scope="row"') == 2 * 40 - 60
    assert page.address == {"kwartaal": "2025-K4", "vanaf": "61"}


def test_every_page_is_timed() -> None:
    assert list(asked()) == [entry.title for entry in CONTENTS]
