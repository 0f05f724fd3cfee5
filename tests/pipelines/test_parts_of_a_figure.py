"""The number, its parts and its unit belong together."""

from __future__ import annotations

import pytest
from small_checks import TODAY, TOWN, check, standing, told

from pipelines.checking import check_cells
from pipelines.reading.cells import FileCells, SheetCells


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("berk;D-3;2025-K1;BER-1;40%;;;aantal;;;", [("percent_sign", 2, "E2")]),
        ("berk;D-3;2025-K1;TER-1;14%;;12;dagen;;;", [("percent_sign", 2, "E2")]),
        ("berk;D-3;2025-K1;TER-2;;7%;12;%;;;", [("percent_sign", 2, "F2")]),
        ("berk;D-3;2025-K1;TER-2;;7;<5;%;;;", [("numerator_exceeds_denominator", 2, "F2")]),
        ("berk;D-3;2025-K1;TER-2;;5;<5;%;;;", [("numerator_exceeds_denominator", 2, "F2")]),
        ("berk;D-3;2025-K1;TER-2;;4;<5;%;;;", []),
        ("berk;D-3;2025-K1;TER-2;;7;<500;%;;;", []),
        ("berk;D-3;2025-K1;TER-2;58,3%;7;12;%;;;", []),
    ],
)
def test_a_number_is_of_its_own_kind(line: str, expected: list[tuple[str, int, str]]):
    assert told(check(line).errors) == expected


def test_a_cell_that_shows_a_percentage_is_read_as_it_shows():
    rows = [line.split(";") for line in (
        ";".join(TOWN), "berk;D-3;2025-K1;TER-2;0.85;17;20;%;;;", "berk;D-3;2025-K2;TER-2;0.075;3;40;%;;;",
        "berk;D-3;2025-K1;BER-1;1;;;aantal;;;",
    )]  # fmt: skip
    sheet = SheetCells.of("Kwartaalmonitor", rows)
    shown = SheetCells(sheet.name, sheet.frame, percent=("E2", "E3", "E4", "E99", "Z2"))
    found = check_cells(FileCells("xlsx", (shown,)), None, standing(), today=TODAY)
    assert found.frames["measurement"]["value"].tolist()[:2] == [85.0, 7.5]
    assert [(item.code, item.cell, item.received) for item in found.errors] == [("percent_sign", "E4", '"100%"')]
    assert sheet.frame.at[1, 4] == "0.85"


def test_a_fault_below_empty_cells_is_told_at_its_own_cell():
    empty, wrong = "berk;D-3;2025-01;TER-2;;5;10;%;;;", "berk;D-3;2025-02;BER-5;-4;;;aantal;;;"
    assert told(check(empty, wrong, "berk;D-3;2025-03;TER-2;;-1;10;%;;;").errors) == [
        ("negative", 3, "E3"),
        ("negative", 4, "F4"),
    ]
