"""Vacancies and placements in a publication: per provider, together, and never a group that is too small."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from small_labour import delivered, offered, put_forward
from small_town import Town


def placements(provider: str, groups: dict[str, int], quarter: str = "2025-K4") -> dict[str, list[dict[str, Any]]]:
    rows = [
        put_forward(f"kand-{provider}{group[:2]}{number}", quarter=quarter, provider_id=provider, target_group=group,
                    placed_on=date(2025, 11, 3), hours=24)
        for group, many in groups.items() for number in range(many)
    ]  # fmt: skip
    return {"vacancies": [offered(provider_id=provider)], "candidates": [], "matches": rows}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """De Berk placed twelve of whom six at a distance; De Eik three: too few to show beside the total."""
    town = Town(tmp_path_factory.mktemp("town"))
    town.accepted("k4.csv", "De Eik;D-4;2025-K4;BER-5;12;;;aantal")
    assert delivered(town, "berk.xlsx", **placements("berk", {"WWB": 6, "BOL": 6})).code == 0
    assert delivered(town, "eik.xlsx", **placements("eik", {"Ex-gedetineerde": 3})).code == 0
    town.publish()
    return town


def test_each_provider_has_its_own_figures_and_those_of_few_are_hidden(town: Town):
    values = town.table("values")
    own = values[values["indicator"].eq("SR-9")].set_index("provider_id")
    assert own.loc["berk", "value"] == 100 * 12 / 12
    assert own.loc["eik", "reason_code"] == "too_few" and own.loc["eik", ["value", "numerator", "n"]].isna().all()
    assert own.loc["berk", "status"] == "no_target"
    shares = values[values["indicator"].eq("SR-13")].set_index("provider_id")
    assert shares.loc["berk", "value"] == 100 * 6 / 12
    assert shares.loc["eik", "reason_code"] == "small_part"


def test_a_total_from_which_a_hidden_provider_follows_is_hidden_too(town: Town):
    whole = town.table("sr_labour").set_index("indicator")
    assert whole.loc["SR-9", "reason_code"] == "small_part"  # 15 - 12 = 3
    assert whole.loc["SR-14", "value"] == 0
    counts = town.table("sr_labour_counts")
    assert counts[counts["kind"].eq("groups")]["number"].isna().all()  # one of them is 3
    steps = counts[counts["kind"].eq("steps")].set_index("part")["number"]
    assert steps["put_forward"] == 15
    goals = town.table("sr_goals")
    assert goals.sort_values("position")["goal"].tolist() == [
        "participation",
        "craftsmanship",
        "benefits",
        "reputation",
    ]
    assert "te weinig" in goals.set_index("goal").loc["participation", "sentence"]


def test_no_file_of_a_publication_names_a_candidate(town: Town):
    assert not any(b"kand-berk" in path.read_bytes() for path in Path(town.home.publications).glob("*.duckdb"))
