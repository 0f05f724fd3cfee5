"""A survey through the whole door to the publication: its tables, the indicators of a provider, and the way back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from small_town import Town, figure
from survey_files import GOOD, GRADE, LONG, accepted, clients, panel, wave


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    town = Town(tmp_path_factory.mktemp("kleindorp"))
    town.accepted("klein.csv", "berk;D-3;2025-K4;BER-5;30;;;aantal;;;")
    rows = [LONG, *clients("berk", 40, grade=8), *clients("linde", 25, start=41, grade=6), *clients("eik", 6, start=66)]
    accepted(town, "clienten.xlsx", {"meting": wave(uitgenodigd=200), "antwoorden": rows})
    accepted(town, "panel.xlsx", panel(count=60))
    town.publish()
    yield town


@pytest.fixture(scope="module")
def values(town: Town) -> pd.DataFrame:
    return town.table("values")


def grade(values: pd.DataFrame, provider: str, code: str = "TEV-1") -> pd.Series:
    rows = values[(values["provider_id"] == provider) & (values["indicator"] == code)]
    assert len(rows) == 1
    return rows.iloc[0]


def test_the_grade_of_a_provider_is_among_its_figures(values: pd.DataFrame):
    found = grade(values, "berk")
    assert (found["value"], found["n"], found["quarter"], found["grain"]) == (8, 40, "2025-K4", "provider")
    assert found["headline"] and pd.isna(found["sub_agreement_id"]) and found["theme"] == "satisfaction"
    assert "Uit Meting najaar 2025." in found["reason"]
    share = grade(values, "berk", "TEV-2")  # of five answers in turn two agree, and one is none
    assert share["value"] == pytest.approx(100 * 16 / 32) and share["n"] == 32


def test_a_hidden_provider_has_no_figure_and_neither_has_who_hides_it(town: Town, values: pd.DataFrame):
    for provider in ("eik", "linde"):
        found = grade(values, provider)
        assert pd.isna(found["value"]) and pd.isna(found["n"]) and found["status"] == "suppressed"
    results = town.table("survey_results")
    hidden = results[results["provider_id"].isin(["eik", "linde"])]
    assert len(hidden) and hidden["n"].isna().all()
    assert town.table("deliveries").set_index("data_set").loc["clientenquete", "rows"] is pd.NA


def test_the_waves_are_published_with_their_questions(town: Town):
    assert set(town.table("survey_waves")["kind"]) == {"clientenquete", "inwonerpanel"}
    assert {GOOD, GRADE} <= set(town.table("survey_items")["text"]) | {GOOD, GRADE}
    results = town.table("survey_results")
    assert results["weighted"].any() and (results["n"].dropna() >= 10).all()
    assert "(helemaal) eens" not in set(results["item"])  # what TEV-2 is made of is no theme of the survey


def test_the_figure_leads_back_to_the_sheet_and_to_no_person(town: Town):
    cells = town.table("delivered_cells")
    mine = cells[cells["indicator"] == "TEV-1"]
    assert set(mine["provider_id"]) == {"berk", "linde", "eik"} and mine["row"].nunique() == 1
    assert mine[["value", "numerator", "denominator", "value_cell"]].isna().all(axis=None)
    answer = town.run("explain", "--provider", "berk", "--indicator", "TEV-1", "--quarter", "2025-K4")
    assert answer.code == 0 and "clienten.xlsx" in answer.out


def test_a_figure_from_a_survey_is_provisional_until_its_own_slot_is_locked(town: Town, values: pd.DataFrame):
    assert grade(values, "berk")["provisional"] and grade(values, "berk", "TEV-2")["provisional"]
    lock = ("lock", "--provider", "berk", "--quarter", "2025-K4")
    assert town.run(*lock, "--data-set", "clientenquete").code == 0
    after = town.publish()
    assert not grade(after, "berk")["provisional"] and not grade(after, "berk", "TEV-2")["provisional"]
    assert figure(after, "D-3", "BER-5", "2025-K4")["provisional"]


def test_a_panel_alone_is_shown_in_its_quarter(tmp_path: Path):
    alone = Town(tmp_path)
    accepted(alone, "panel.xlsx", panel(count=60))
    alone.publish()
    assert alone.table("quarters")["quarter"].tolist() == ["2025-K4"]
    assert len(alone.table("survey_results")) and not alone.table("values")["value"].gt(0).any()


def test_other_figures_of_the_quarter_are_as_they_were(values: pd.DataFrame):
    assert figure(values, "D-3", "BER-5", "2025-K4")["value"] == 30
