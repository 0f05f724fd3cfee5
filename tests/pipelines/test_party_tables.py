"""What a publication tells of the parties: who came and left, what a decision changed, and which trend goes on from which."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from small_checks import standing
from test_parties import with_parties

from pipelines.parties.figures import CODES, network_figures
from pipelines.parties.tables import party_remarks, party_tables
from pipelines.register import Register
from pipelines.targets import targets
from schemas.party_tables import PARTY_TABLES
from schemas.quarter import Quarter

QUARTERS = [Quarter(year, number) for year in (2024, 2025) for number in (1, 2, 3, 4)]


@pytest.fixture(scope="module")
def register() -> Register:
    return standing(with_parties())


def succession(register: Register, *rows: tuple[str, str, date, str]) -> Register:
    """The register with these predecessors instead."""
    names = ["provider_id", "predecessor_id", "since", "kind"]
    table = pd.DataFrame(rows, columns=names).assign(placeholder=False)
    return replace(register, predecessor=table.assign(since=pd.to_datetime(table["since"])))


def test_parties_are_those_of_before_with_who_came_without_who_left(register: Register):
    found = network_figures(register, QUARTERS).pivot(index="quarter", columns="indicator", values="value")
    # De Linde, De Berk and De Wilg from 1 January 2024; De Wilg until 31 May 2025; De Eik from 1 July 2025
    assert found["NET-1"].tolist() == [3, 3, 3, 3, 3, 3 - 1, 2 + 1, 3]
    assert found["NET-2"].tolist() == [3, 0, 0, 0, 0, 0, 1, 0]
    assert found["NET-3"].tolist() == [0, 0, 0, 0, 0, 1, 0, 0]
    before = found["NET-1"].shift(fill_value=0)
    assert (found["NET-1"] == before + found["NET-2"] - found["NET-3"]).all()


def test_who_leaves_on_the_last_day_of_a_quarter_counts_no_more_and_left_in_it(register: Register):
    stays = register.participation.assign(left_on=register.participation["left_on"].replace(
        pd.Timestamp(2025, 5, 31), pd.Timestamp(2025, 6, 30)))  # fmt: skip
    found = network_figures(replace(register, participation=stays), QUARTERS)
    told = found[found["quarter"] == "2025-K2"].set_index("indicator")
    assert told["value"].to_dict() == {"NET-1": 2, "NET-2": 0, "NET-3": 1}
    assert told.loc["NET-3", "sentence"] == "Uitgetreden: De Wilg."


def test_a_quarter_in_which_nobody_came_or_left_says_so_in_one_sentence(register: Register):
    found = network_figures(register, QUARTERS).set_index(["indicator", "quarter"])["sentence"]
    still = "3 partijen, evenveel als aan het einde van het kwartaal ervoor: niemand trad toe of uit."
    assert found["NET-1", "2025-K1"] == still
    assert found["NET-1", "2025-K2"] == "2 partijen: 3 aan het einde van het kwartaal ervoor, 0 erbij, 1 eraf."


def test_a_provider_that_a_recipe_registered_has_joined_nothing(register: Register):
    stays = register.participation.assign(placeholder=register.participation["provider_id"] == "eik")
    found = network_figures(replace(register, participation=stays), QUARTERS)
    assert found.loc[(found["indicator"] == "NET-1") & (found["quarter"] == "2025-K4"), "value"].tolist() == [2]


def test_every_promised_table_has_its_columns_and_a_key_that_is_unique(register: Register):
    tables = party_tables(register, QUARTERS)
    assert set(tables) == {table.name for table in PARTY_TABLES}
    for table in PARTY_TABLES:
        frame = tables[table.name]
        if len(frame):
            assert set(table.columns) <= set(frame.columns), table.name
            assert not frame.duplicated(list(table.key)).any(), table.name


def test_a_decision_names_the_target_that_it_changed_and_the_chart_tells_it_from_that_day(register: Register):
    decisions = party_tables(register, QUARTERS)["consultation_decisions"]
    assert decisions["consequence"].tolist() == ["TER-1 van De Berk B.V. (D-3) van 20 dagen naar 10 dagen."]
    remarks = pd.concat(party_remarks(register))
    own = remarks[remarks["indicator"].notna()].to_dict("records")
    assert [
        (row["starts_on"].date(), row["provider_id"], row["sub_agreement_id"], row["indicator"]) for row in own
    ] == [(date(2025, 7, 1), "berk", "D-3", "TER-1")]
    assert own[0]["text"] == "norm van 20 dagen naar 10 dagen (tafelbesluit 12 mei 2025: Wachttijd maatjes)"


def test_the_quarters_before_a_decision_stay_judged_on_the_old_target(register: Register):
    agreed = targets(register, QUARTERS, day=15)
    own = agreed[(agreed["sub_agreement_id"] == "D-3") & (agreed["indicator"] == "TER-1")]
    own = own[own["period_kind"] == "quarter"].set_index("period")["target"]
    assert own["2025-K1":"2025-K4"].tolist() == [20, 20, 10, 10]


def test_a_trend_goes_on_from_the_one_predecessor_of_a_provider_that_did_not_take_part_before(register: Register):
    tables = party_tables(succession(register, ("eik", "wilg", date(2025, 7, 1), "continuation")), QUARTERS)
    assert tables["predecessors"]["stitched"].tolist() == [True]
    stitches = tables["stitches"].astype(object).where(tables["stitches"].notna(), None)
    assert stitches[["sub_agreement_id", "predecessor_sub_agreement_id", "until"]].to_numpy().tolist() == [
        [None, None, "2025-K2"], ["D-4", "D-5", "2025-K2"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([("berk", "wilg", date(2025, 6, 1), "take_over")], "deed zelf al mee"),
        (
            [("eik", "wilg", date(2025, 7, 1), "merger"), ("eik", "berk", date(2025, 7, 1), "merger")],
            "meer voorgangers",
        ),
        ([("eik", "wilg", date(2025, 7, 1), "merger"), ("linde", "wilg", date(2025, 7, 1), "merger")], "meer dan één"),
    ],
)
def test_trends_that_would_have_to_be_added_break_and_the_break_says_why(register: Register, rows: list, why: str):
    changed = succession(register, *rows)
    tables = party_tables(changed, QUARTERS)
    assert not tables["predecessors"]["stitched"].any() and tables["stitches"].empty
    assert why in tables["predecessors"].iloc[0]["sentence"]
    assert any(why in text for text in party_remarks(changed)[1]["text"])


def test_a_requirement_stands_until_the_day_before_it_changed(register: Register):
    more = pd.DataFrame([{"provider_id": "berk", "requirement": "Kwaliteitskeurmerk", "met": True, "evidence": "certificaat",
                          "since": pd.Timestamp(2024, 9, 1), "placeholder": False}])  # fmt: skip
    table = pd.concat([register.admission, more], ignore_index=True)
    found = party_tables(replace(register, admission=table), QUARTERS)["admissions"]
    own = found[found["provider_id"] == "berk"]
    assert own["until"].tolist() == [pd.Timestamp(2024, 8, 31), pd.NaT]


def test_a_participant_says_what_is_not_met_now(register: Register):
    told = party_tables(register, QUARTERS)["participations"].set_index("provider_id")["admission"]
    assert told["berk"] == "Voldoet niet aan: Kwaliteitskeurmerk (sinds 1 januari 2024)."
    assert told["linde"] == "Voldoet aan de ene eis." and pd.isna(told["eik"])


def test_the_codes_are_those_of_the_catalogue():
    from schemas.indicators.network import INDICATORS

    assert tuple(item.code for item in INDICATORS) == CODES
