"""The sample's social return: every status occurs, and amounts are what a second sum over its files gives."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from schemas.quarter import Quarter
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


def test_the_indicators_are_what_a_second_sum_over_the_published_rows_gives(
    lindendaal: Any, lindendaal_values: pd.DataFrame
):
    found = lindendaal_values[lindendaal_values["indicator"].str.startswith("SR-")]
    found = found.set_index(["indicator", "provider_id", "quarter"])
    together = lindendaal.table("sr_fulfilment").groupby(["provider_id", "quarter"])[["approved", "obligation"]].sum()
    asked = together[together["obligation"] > 0]
    share = found.loc["SR-1"]
    assert set(share.index) == set(asked.index)
    assert share["value"].sort_index().tolist() == pytest.approx(
        (100 * asked["approved"] / asked["obligation"]).tolist()
    )
    lines = lindendaal.table("sr_lines")
    people = lines[(lines["state"] == "approved") & lines["form"].isin(["placement", "internship", "work_learning"])]
    ends = people["quarter"].map(lambda text: pd.Timestamp(Quarter.parse(text).last_day))
    running = people[people["ends_on"] > ends].groupby(["provider_id", "quarter"]).size()
    stock = found.loc["SR-2"]["value"]
    assert stock[stock > 0].sort_index().tolist() == running.sort_index().tolist()
    by_people = people.groupby(["provider_id", "quarter"])["amount"].sum()
    part = found.loc["SR-11"]
    assert part["numerator"].sort_index().tolist() == pytest.approx(
        by_people.reindex(part.sort_index().index).fillna(0).tolist()
    )
    entries = lines[lines["state"] == "approved"].groupby(["provider_id", "quarter"]).size()
    assert share["n"].sort_index().tolist() == entries.reindex(share.sort_index().index).fillna(0).tolist()


def test_where_the_end_is_reached_nobody_is_behind_and_where_nothing_is_asked_nobody_is_judged(
    lindendaal: Any, lindendaal_values: pd.DataFrame
):
    last = lindendaal_values[(lindendaal_values["indicator"] == "SR-1") & (lindendaal_values["quarter"] == "2025-K4")]
    status = last.set_index("provider_id")["status"]
    assert status["bezoekdienst"] == "on_track"  # a little less than expected, and with what runs the end is reached
    assert status["kompaskade"] == status["zilverdraad"] == status["welzijn-lindendaal"] == "behind"
    assert "mantelpunt" not in status.index and "lichtgrond" not in status.index
    grid = lindendaal.table("overview")
    own = grid[(grid["theme"] == "social_return") & (grid["quarter"] == "2025-K4")].set_index("provider_id")["status"]
    assert own["kompaskade"] == "behind"
    assert own["mantelpunt"] == "no_target"


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


def test_the_verdict_of_a_provider_is_what_the_statuses_of_its_obligations_say(
    lindendaal: Any, lindendaal_values: pd.DataFrame
):
    stands = lindendaal.table("sr_fulfilment").query("obligation > 0")
    fine = stands["status"].isin([word.value for word in (Fulfilment.ON_TRACK, Fulfilment.MET, Fulfilment.SURPLUS)])
    every = fine.groupby([stands["provider_id"], stands["quarter"]]).all().map({True: "on_track", False: "behind"})
    verdicts = lindendaal_values[lindendaal_values["indicator"] == "SR-1"].set_index(["provider_id", "quarter"])[
        "status"
    ]
    assert verdicts.sort_index().to_dict() == every.sort_index().to_dict()
