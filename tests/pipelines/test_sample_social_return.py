"""The sample's social return: every status occurs, and amounts are what a second sum over its files gives."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from schemas.vocabulary import EntryState, Fulfilment


def days(first: date, last: date) -> int:
    return (last - first).days + 1


@pytest.fixture(scope="module")
def stands(lindendaal: Any) -> pd.DataFrame:
    rows = lindendaal.table("sr_fulfilment")
    return rows[rows["quarter"] == "2025-K4"].set_index("obligation_id")


def test_every_status_and_every_state_of_an_entry_occurs(lindendaal: Any, stands: pd.DataFrame):
    assert set(stands["status"]) == {word.value for word in Fulfilment}
    lines = lindendaal.table("sr_lines")
    assert set(lines["state"]) == {word.value for word in EntryState} - {EntryState.WITHDRAWN}
    assert set(lindendaal.table("sr_obligations")["source"]) == {"tender", "sub_agreement", "subsidy"}
    assert set(lindendaal.table("sr_obligations")["basis"]) == {"contract_value", "invoiced", "wage_sum"}


def test_what_was_promised_is_what_the_sums_give(stands: pd.DataFrame):
    asked = stands["obligation"]
    assert asked["SR-2024-02"] == 1_800_000 * 5 / 100
    assert asked["SR-2025-01"] == 1_150_000 * 7 / 100
    assert asked["SR-2025-02"] == (118_400 + 126_150 + 131_700 + 129_250 + 930_000) * 5 / 100
    assert asked["SR-2025-08"] == 20_000  # the ceiling, below 5% of 480,000
    assert asked["SR-2025-04"] == 0  # below its threshold
    assert asked["SR-2025-09"] == 0  # certified all along
    # half of it off on 365 of the 730 days
    assert days(date(2024, 7, 1), date(2025, 6, 30)) * 2 == days(date(2024, 7, 1), date(2026, 6, 30)) == 730
    assert asked["SR-2024-03"] == 960_000 * 5 / 100 * (1 - 0.5 * 365 / 730)


def test_what_was_approved_is_what_the_sums_give(stands: pd.DataFrame):
    approved, year_end = stands["approved"], date(2025, 12, 31)
    assert approved["SR-2025-06"] == 40 * 100 + 60 * 100 + 5_500
    assert approved["SR-2024-03"] == pytest.approx(
        6_000 + round(50_000 * 18 / 36 * days(date(2024, 10, 1), year_end) / 365, 2)
    )
    assert approved["SR-2024-01"] == pytest.approx(
        round(50_000 * 16 / 36 * days(date(2024, 3, 1), year_end) / 365, 2)
        + round(7_500 * 24 / 36 * days(date(2024, 9, 1), date(2025, 6, 30)) / 365, 2)
        + round(25_000 * 32 / 36 * days(date(2025, 2, 1), year_end) / 365, 2)
    )
    assert approved["SR-2024-02"] == pytest.approx(  # nothing of what was rejected or waits
        round(40_000 * 20 / 36 * days(date(2024, 4, 1), year_end) / 365, 2)
        + round(5_000 * 28 / 36 * days(date(2024, 10, 1), date(2025, 8, 31)) / 365, 2)
        + round(5_000 * 32 / 36 * days(date(2024, 9, 1), date(2025, 1, 31)) / 365, 2)
        + 4_250
    )
    assert stands["submitted"]["SR-2024-02"] == 7_500  # custom work that one person approved
