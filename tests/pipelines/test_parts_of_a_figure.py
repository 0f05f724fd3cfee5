"""The number, its parts and its unit belong together."""

from __future__ import annotations

import pytest
from small_checks import check, told


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
