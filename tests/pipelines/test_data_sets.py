"""Data sets beside the monitor: where they are awaited, on the board and in the publication, and settled by themselves."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import small_cases
from small_cases import target, town_with
from small_town import Town, figure
from test_reciprocity import row, text

from pipelines import intake
from pipelines.data_sets import COUNTED_WITH, SOURCES
from pipelines.intake import Place
from schemas.quarter import Quarter
from schemas.vocabulary import DataSet, SlotState

QUARTERS = [Quarter(2025, number) for number in (1, 2, 3)]
MONITOR, VOLUNTEERS, CASES = (item.value for item in (DataSet.MONITORING, DataSet.VOLUNTEERS, DataSet.CASE_LIST))


def list_of(provider: str, sub: str, quarter: str, count: int = 12) -> str:
    rows = [
        small_cases.row(provider, sub, quarter, small_cases.number(f"{sub} {place}"), date(2025, 1, 6))
        for place in range(count)
    ]
    return "\n".join([small_cases.HEADER, *rows]) + "\n"


def accepted(town: Town, name: str, content: str) -> str:
    answer = town.run("deliver", town.write(name, content), "--accept", "--by", "controller", "--json")
    assert answer.code == 0, answer.out + answer.err
    return answer.json[0]["delivery_id"]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """De Berk agreed a term (TER-12); De Linde sends volunteers since the second quarter; both send their monitor."""
    made = town_with([target("D-3", "TER-12", 80, term=30)], tmp_path_factory.mktemp("gegevenssets"))
    made.accepted(
        "monitor.csv", *(f"berk;D-3;2025-K{number};BER-2;{30 * number};;;aantal;;;" for number in (1, 2, 3)),
        *(f"linde;D-1;2025-K{number};BER-2;{30 * number};;;aantal;;;" for number in (1, 2, 3)),
    )  # fmt: skip
    accepted(made, "vrijwilligers.csv", text(row(provider_id="linde", sub_agreement_id="D-1", period="2025-K2")))
    accepted(made, "zaken.csv", list_of("berk", "D-3", "2025-K1"))
    made.publish()
    return made


def squares(town: Town, *, today: date = date(2025, 12, 1)) -> dict[tuple[str, str, str], Place]:
    places = intake.board(town.home, QUARTERS, today=today)
    return {(place.provider_id, place.data_set, place.quarter): place for place in places}


def test_a_data_set_is_awaited_where_a_target_was_agreed(town: Town):
    found = squares(town)
    states = [found["berk", CASES, str(quarter)].state for quarter in QUARTERS]
    assert states == [SlotState.ACCEPTED, SlotState.MISSING, SlotState.MISSING]
    assert (found["berk", CASES, "2025-K1"].days_late or 0) > 0  # it came long after 28 April 2025
    assert squares(town, today=date(2025, 10, 28))["berk", CASES, "2025-K3"].state is SlotState.EXPECTED


def test_a_data_set_is_awaited_from_the_quarter_after_it_first_came(town: Town):
    found = squares(town)
    states = [found["linde", VOLUNTEERS, str(quarter)].state for quarter in QUARTERS]
    assert states == [SlotState.NOT_EXPECTED, SlotState.ACCEPTED, SlotState.MISSING]


def test_who_has_nothing_to_do_with_a_data_set_has_no_row_for_it(town: Town):
    found = squares(town)
    assert {data_set for provider, data_set, _ in found if provider in ("eik", "wilg")} == {MONITOR}
    assert ("berk", VOLUNTEERS, "2025-K1") not in found and ("linde", CASES, "2025-K1") not in found
    assert len([key for key in found if key[1] == MONITOR]) == 4 * 3  # providers x quarters


def test_the_terminal_names_the_data_set(town: Town):
    lines = town.run("board", "--quarter", "2025-K3").out.splitlines()
    assert [line.split()[3:] for line in lines if line.startswith("De Berk")] == [
        [MONITOR, "geaccepteerd,", *lines[0].split()[5:]], [CASES, "niet", "geleverd"],
    ]  # fmt: skip
    told = json.loads(town.run("board", "--quarter", "2025-K3", "--json").out)
    assert [item["data_set"] for item in told if item["provider_id"] == "linde"] == [MONITOR, VOLUNTEERS]


def test_the_publication_tells_of_each_awaited_slot(town: Town):
    done = town.table("completeness")
    at = done.set_index(["provider_id", "data_set", "quarter"])
    assert at.index.is_unique
    assert at.loc[("berk", CASES, "2025-K1"), "state"] == "accepted"
    assert at.loc[("berk", CASES, "2025-K3"), "state"] == "missing"
    assert at.loc[("linde", VOLUNTEERS, "2025-K2"), ["state", "version"]].tolist() == ["accepted", 1]
    assert ("linde", VOLUNTEERS, "2025-K1") not in at.index and ("eik", CASES, "2025-K3") not in at.index


def test_figures_are_counted_with_the_data_set_that_they_come_from(town: Town):
    values, done = town.table("values"), town.table("completeness")
    head = values[values["headline"] & values["theme"].ne("delivery")]
    head = head[~head["status"].isin(["not_yet_joined", "left"])]
    for slot in done.itertuples():
        codes = [code for code, data_set in COUNTED_WITH.items() if data_set == slot.data_set]
        own = head[head["provider_id"].eq(slot.provider_id) & head["quarter"].eq(slot.quarter)]
        own = own[own["indicator"].isin(codes)]
        assert (slot.figures, slot.expected) == (own["value"].notna().sum(), len(own))


def test_a_provider_counts_once_among_who_delivered(town: Town):
    told = town.table("quarters").set_index("quarter")
    done = town.table("completeness")
    monitors = done[done["data_set"].eq(MONITOR) & done["state"].ne("not_expected")]
    assert told["expected"].to_dict() == monitors.groupby("quarter").size().reindex(told.index).to_dict()
    assert told["delivered"].tolist() == [2] * 3  # De Berk and De Linde, whatever came beside their monitor


def test_how_complete_and_timely_the_monitor_is_does_not_depend_on_other_lists(town: Town):
    values = town.table("values")
    timely = values[values["indicator"].eq("LEV-2")]
    assert not timely.duplicated(["provider_id", "quarter"]).any()
    assert set(timely["n"]) == {1.0}


def test_a_figure_follows_the_lock_of_its_own_data_set(tmp_path: Path):
    town = Town(tmp_path)
    town.accepted("monitor.csv", "berk;D-3;2025-K1;BER-2;30;;;aantal;;;")
    accepted(town, "vrijwilligers.csv", text(row()))
    accepted(town, "zaken.csv", list_of("berk", "D-3", "2025-K1"))

    def seen() -> list[bool]:
        values = town.publish()
        return [bool(figure(values, "D-3", code, "2025-K1")["provisional"])
                for code in ("BER-2", "WED-1", "TER-14", "WED-11")]  # fmt: skip

    def locked(data_set: str) -> None:
        slot = ("--provider", "berk", "--quarter", "2025-K1", "--data-set", data_set)
        assert town.run("lock", *slot, "--by", "beheer").code == 0

    assert seen() == [True, True, True, True]
    locked(MONITOR)
    assert seen() == [False, True, True, True]
    locked(CASES)
    assert seen() == [False, True, False, True]
    locked(VOLUNTEERS)
    assert seen() == [False, False, False, False]  # WED-11 is made of the monitor and of the volunteers


def test_what_is_switched_off_is_not_awaited(tmp_path: Path):
    town = town_with([target("D-3", "TER-12", 80, term=30)], tmp_path)
    town.accepted("monitor.csv", "berk;D-3;2025-K3;BER-2;30;;;aantal;;;")
    (town.home.root / "settings.toml").write_text('indicators = ["BER-2"]\n', encoding="utf-8")
    town.publish()
    assert set(town.table("completeness")["data_set"]) == {MONITOR}
    assert {data_set for _, data_set, _ in squares(town)} == {MONITOR}


def test_every_figure_comes_from_a_data_set(town: Town):
    assert all(SOURCES.values())
    assert SOURCES["WED-11"] == {DataSet.MONITORING, DataSet.VOLUNTEERS} and COUNTED_WITH["WED-11"] == VOLUNTEERS
    assert SOURCES["BER-3"] == {DataSet.MONITORING} and SOURCES["TER-11"] == {DataSet.CASE_LIST}


def test_the_sample_has_settled_its_lists_with_the_monitor(lindendaal: Any, lindendaal_values: pd.DataFrame):
    done = lindendaal.table("completeness")
    wide = done.pivot(index=["provider_id", "quarter"], columns="data_set", values="state")
    settled = wide[wide[MONITOR].eq("locked")]
    for data_set in (VOLUNTEERS, CASES):
        assert set(settled[data_set].dropna()) <= {"locked", "missing"}
        assert settled[data_set].eq("locked").sum() > 20
    shown = lindendaal_values[lindendaal_values["value"].notna()]
    made = shown[shown["indicator"].str.match("WED|TER-1[1-4]") & shown["quarter"].le("2025-K2")]
    on_time = made.merge(settled.reset_index()[["provider_id", "quarter"]], on=["provider_id", "quarter"])
    assert len(on_time) > 500 and not on_time["provisional"].any()
