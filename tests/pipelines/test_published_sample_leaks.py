"""The whole published sample before an outsider with a solver, and every other place where a figure could slip out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attack
import duckdb
import numpy as np
import pandas as pd
import pytest
from small_town import Town, figure

from schemas.publication import TABLES


@pytest.fixture(scope="module")
def hidden(lindendaal_values: pd.DataFrame) -> pd.DataFrame:
    return lindendaal_values[lindendaal_values["reason_code"].isin(attack.HIDDEN)]


def test_the_sample_has_much_to_protect(hidden: pd.DataFrame):
    assert len(hidden) > 1000
    assert hidden["breakdown"].notna().any() and hidden["breakdown"].isna().any()


def test_nothing_of_a_hidden_figure_is_in_its_row(hidden: pd.DataFrame):
    empty = ["value", "numerator", "denominator", "n", "lower", "upper", "note"]
    assert hidden[empty].isna().all(axis=None)
    assert not hidden["indicative"].any()


def test_no_figure_below_its_minimum_is_shown(lindendaal_values: pd.DataFrame):
    shown = lindendaal_values[lindendaal_values["value"].notna()]
    ratio = shown["indicator"].isin(["TER-1", "TER-2", "TER-3", "TER-5"])
    assert (shown.loc[ratio, "n"] >= 10).all()
    parts = shown[shown["breakdown"].notna() & ~ratio]
    assert ((parts["value"] == 0) | (parts["value"] >= 5)).all()


def test_an_outsider_with_a_solver_cannot_pin_a_hidden_cell_of_the_sample(lindendaal_values: pd.DataFrame):
    assert attack.too_narrow(lindendaal_values) == []


def test_no_hidden_count_follows_from_another_indicator_about_the_same_people(lindendaal_values: pd.DataFrame):
    puzzle = attack.puzzle_of(lindendaal_values, same_people=True)
    wholes = {cell[:5]: amount for cell, amount in puzzle.shown.items() if not cell[5]}
    # nought is no secret; under a whole of less than five, which is shown, nothing more can be given away
    exactly = [" ".join(filter(None, cell)) for cell, (low, high) in puzzle.ranges().items()
               if cell[3] in attack.COUNTS and high - low < 1 - 1e-6 and 0.5 < low < 4.5
               and (wholes.get(cell[:5]) or 0) >= 5]  # fmt: skip
    assert exactly == []


def test_small_cells_and_those_hidden_along_with_them_share_one_symbol(hidden: pd.DataFrame):
    for _, same in hidden[hidden["breakdown"].notna()].groupby("indicator"):
        assert same["reason_code"].nunique() == 1
        assert same["reason"].nunique() == 1


def test_what_is_hidden_is_hidden_in_the_previous_quarter_and_last_year_too(lindendaal_values: pd.DataFrame):
    quarters = lindendaal_values[lindendaal_values["period_kind"] == "quarter"]
    key = ["provider_id", "sub_agreement_id", "grain", "indicator", "breakdown", "breakdown_value"]
    index = quarters["quarter"].str[:4].astype(int) * 4 + quarters["quarter"].str[-1].astype(int)
    text = quarters[key].fillna("").agg("|".join, axis=1)
    known = {(name, at): value for name, at, value in zip(text, index, quarters["value"], strict=True)}
    since_january = {"BER-2", "BER-3", "BER-4", "WED-1", "WED-2", "WED-3", "WED-11"}
    anew = quarters["indicator"].isin(since_january) & quarters["quarter"].str.endswith("-K1")
    assert anew.any()
    for column, back, none in (("previous_value", 1, anew), ("year_ago_value", 4, anew & False)):
        expected = [
            np.nan if begins else known.get((name, at - back), np.nan)
            for name, at, begins in zip(text, index, none, strict=True)
        ]
        np.testing.assert_array_equal(quarters[column].to_numpy(), np.array(expected, dtype=float))
    months = lindendaal_values[lindendaal_values["period_kind"] == "month"]
    assert months[["previous_value", "year_ago_value"]].isna().all(axis=None)


def test_the_delivered_cells_behind_a_hidden_figure_are_empty_and_keep_their_address(
    lindendaal: Any, hidden: pd.DataFrame
):
    cells = lindendaal.table("delivered_cells")
    key = ["sub_agreement_id", "indicator", "breakdown", "breakdown_value"]
    own = hidden[hidden["grain"] == "sub_agreement"]
    names = set(own[[*key, "period"]].fillna("").itertuples(index=False, name=None))
    at_period = [row in names for row in cells[[*key, "period"]].fillna("").itertuples(index=False, name=None)]
    behind = cells[at_period]
    assert len(behind) > 1000
    assert behind[["value", "numerator", "denominator"]].isna().all(axis=None)
    assert behind["row"].notna().all()


def test_an_outsider_with_the_delivered_cells_knows_no_more(lindendaal: Any, lindendaal_values: pd.DataFrame):
    cells = lindendaal.table("delivered_cells")
    n = np.where(cells["indicator"].isin(["TER-1", "TER-2", "TER-3", "TER-5"]), cells["denominator"], cells["value"])
    text = cells.assign(n=n, grain="sub_agreement")[[*attack.KEY, "n"]]
    text[attack.KEY] = text[attack.KEY].astype(object).where(text[attack.KEY].notna(), "")
    known = {tuple(row[:-1]): row[-1] for row in text.itertuples(index=False, name=None) if row[-1] == row[-1]}
    puzzle = attack.puzzle_of(lindendaal_values)
    given_away = [cell for cell, amount in puzzle.shown.items() if amount is None and cell in known]
    assert given_away == []


def test_a_funnel_holds_no_figure_that_the_values_hide(lindendaal: Any, lindendaal_values: pd.DataFrame):
    points = lindendaal.table("funnel_points")
    whole = lindendaal_values[(lindendaal_values["period_kind"] == "quarter") & lindendaal_values["breakdown"].isna()]
    key = ["indicator", "quarter", "provider_id", "value", "numerator", "n"]
    shown = set(whole.loc[whole["value"].notna(), key].itertuples(index=False, name=None))
    filled = points[points[["value", "numerator", "n", "z", "q"]].notna().any(axis=1)]
    assert set(filled[key].itertuples(index=False, name=None)) <= shown
    totals = whole[(whole["grain"] == "provider") & whole["reason_code"].isin(attack.HIDDEN)]
    beside = set(totals[key[:3]].itertuples(index=False, name=None))
    inside = set(filled[key[:3]].itertuples(index=False, name=None))
    assert beside.isdisjoint(inside)  # a total that is hidden is not added up again from the parts that are shown


def test_the_mean_of_a_funnel_is_that_of_its_points_and_tells_nothing_of_the_others(lindendaal: Any):
    points, about = lindendaal.table("funnel_points"), lindendaal.table("funnels")
    inside = points[points["z"].notna()].groupby(["indicator", "quarter"])[["numerator", "n"]].sum()
    means = about[about["mean"].notna()].set_index(["indicator", "quarter"])["mean"]
    pd.testing.assert_series_equal(means, 100 * inside["numerator"] / inside["n"], check_names=False)
    sizes = points[points["z"].notna()].groupby(["indicator", "quarter"])["n"].max()
    largest = lindendaal.table("funnel_limits").groupby(["indicator", "quarter"])["n"].max()
    pd.testing.assert_series_equal(largest, sizes.clip(lower=11.0), check_names=False)  # the axis ends at who is shown


# --- volunteers


def volunteers_given_away(values: pd.DataFrame, pools: pd.DataFrame) -> list[str]:
    """Numbers behind hidden figures that are shown elsewhere, or that can be pinned down to fewer than five values."""
    puzzle, secret = attack.volunteers(values, pools)
    ranges = puzzle.ranges()
    shown = [cell for cell in secret if puzzle.shown[cell] is not None]
    return [" ".join(cell) for cell in shown] + [
        f"{' '.join(cell)}: {ranges[cell]}"
        for cell in secret
        if cell in ranges and ranges[cell][1] - ranges[cell][0] < 4
    ]


def test_an_outsider_with_a_solver_cannot_pin_a_hidden_number_of_volunteers(
    lindendaal: Any, lindendaal_values: pd.DataFrame
):
    pools = lindendaal.table("pools")
    _, secret = attack.volunteers(lindendaal_values, pools)
    assert len(secret) > 100 and {"former", "former this year", "active", "cohort left", "hours"} <= {
        c[0] for c in secret
    }
    assert volunteers_given_away(lindendaal_values, pools) == []


def test_the_solver_does_find_a_former_client_who_is_given_away(lindendaal: Any, lindendaal_values: pd.DataFrame):
    pools, values = lindendaal.table("pools"), lindendaal_values.copy()
    year = values["indicator"].eq("WED-11") & values["reason_code"].eq("small_part")
    values.loc[year.idxmax(), ["numerator", "denominator"]] = [9.0, 100.0]
    assert len(volunteers_given_away(values, pools)) > 0
    pools.loc[pools["former_clients"].isna(), "former_clients"] = 3.0
    assert len(volunteers_given_away(lindendaal_values, pools)) > 50


def test_former_clients_are_shown_only_beside_ten_new_volunteers_and_never_one_to_four(lindendaal: Any):
    shown = lindendaal.table("pools").dropna(subset=["former_clients"])
    assert len(shown) > 30
    assert (shown["former_clients"].eq(0) | shown["former_clients"].ge(5)).all()
    assert (shown["recruited"].ge(10) | shown["recruited"].eq(0)).all()


def test_no_cell_behind_a_hidden_number_of_volunteers_is_shown_under_another_figure(
    lindendaal: Any, hidden: pd.DataFrame
):
    cells = lindendaal.table("delivered_cells")
    cells = cells[cells["indicator"].str.startswith("WED")]
    secret = hidden[hidden["indicator"].str.startswith("WED") & hidden["grain"].eq("sub_agreement")]
    names = set(secret[["sub_agreement_id", "indicator", "quarter"]].itertuples(index=False, name=None))
    places = cells[["sub_agreement_id", "indicator", "period"]].itertuples(index=False, name=None)
    behind = cells[[place in names for place in places]]
    assert len(behind) > 200
    now = behind[behind["indicator"] != "WED-11"]  # of a sum this year an earlier quarter may be seen by itself
    kept = set(now[["delivery_id", "row", "numerator_cell"]].itertuples(index=False, name=None))
    for part in ("value", "numerator", "denominator"):
        seen = cells[cells[part].notna()][["delivery_id", "row", f"{part}_cell"]].itertuples(index=False, name=None)
        assert not kept & set(seen), part
    notes = secret.merge(lindendaal.table("values"), on=["sub_agreement_id", "quarter"], suffixes=("_hidden", ""))
    assert notes.loc[notes["indicator"].str.startswith("WED"), "note"].isna().all()


# --- end to end, with figures that the sample does not have


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    yield Town(tmp_path_factory.mktemp("kleindorp"))


def test_reach_against_agreement_is_made_of_whole_counts_only(town: Town):
    town.accepted(
        "klein.csv", "berk;D-3;2025-K1;BER-2;3;;;aantal;;;", "berk;D-3;2025-K1;BER-2;1;;;aantal;wijk;A;",
        "berk;D-3;2025-K1;BER-2;2;;;aantal;wijk;B;",
    )  # fmt: skip
    values = town.publish()
    parts = values[(values["indicator"] == "BER-2") & (values["quarter"] == "2025-K1") & values["breakdown"].notna()]
    assert len(parts) == 2 and parts["value"].isna().all()
    derived = figure(values, "D-3", "BER-3", "2025-K1")
    assert derived["value"] == 100 * 3 / (120 * 3 / 12)  # of the whole count, which is shown; never of a part
    assert values[values["indicator"] == "BER-3"]["breakdown"].isna().all()


def test_explain_shows_no_hidden_cell(town: Town):
    answer = town.run("explain", "--provider", "berk", "--indicator", "BER-2", "--quarter", "2025-K1", "--json")
    assert answer.code == 0
    assert [cell["value"] for cell in answer.json["delivered_cells"]] == [3, None, None]  # the whole, not its parts
    assert all(cell["value_cell"] for cell in answer.json["delivered_cells"])


def test_a_note_with_a_hidden_figure_stays_inside(town: Town):
    town.accepted(
        "noot.csv", "berk;D-3;2025-K2;TER-2;;2;4;%;;;2 van de 4 gestart: familie Okkerse",
        "berk;D-3;2025-K2;BER-5;4;;;aantal;wijk;A;vier nieuwe uit het Lindenhof",
    )  # fmt: skip
    values = town.publish()
    assert not values["note"].fillna("").str.contains("Okkerse|Lindenhof").any()


def test_a_hidden_figure_is_nowhere_in_the_published_file(town: Town, tmp_path: Path):
    # 17 and 41 appear nowhere else: 17 of 41 hidden would have to be found as a number in some table
    town.accepted("uniek.csv", "berk;D-3;2025-K3;TER-1;41,375;;7;dagen;;;")
    town.publish()
    for table in (item.name for item in TABLES):
        frame = town.table(table)
        numbers = frame.select_dtypes("number").to_numpy(dtype=float)
        assert not (numbers == 41.375).any(), table
        assert not frame.astype(str).apply(lambda s: s.str.contains("41[.,]375")).any(axis=None), table


# --- case lists


def test_no_day_no_reference_and_no_row_of_a_case_is_in_any_table_of_the_sample(lindendaal: Any):
    with duckdb.connect(lindendaal.home.warehouse, read_only=True) as connection:
        cases = connection.execute("select case_digest, requested_on, started_on from lead_time_case").df()
    assert len(cases) > 1000
    digests = set(cases["case_digest"])
    for table in (item.name for item in TABLES):
        frame = lindendaal.table(table)
        assert not {"case_digest", "case_number", "requested_on", "age_band"} & set(frame.columns), table
        for name in frame.select_dtypes(include=["str", "object"]).columns:
            texts = {str(text) for text in frame[name].dropna().unique()}
            assert not texts & digests, (table, name)
            # a case number of the sample is 32 signs; a hash of 64 is of a file or a publication
            assert not any(re.search(r"\b[0-9a-f]{32}\b", text) for text in texts), (table, name)


def test_the_trail_of_a_case_list_leads_to_its_sheet_and_to_no_case(lindendaal: Any):
    cells = lindendaal.table("delivered_cells")
    own = cells[cells["indicator"].isin(["TER-11", "TER-12", "TER-13", "TER-14"])]
    assert len(own) > 100
    assert (own.groupby(["delivery_id", "sheet"], dropna=False)["row"].nunique() == 1).all()
    assert not own.duplicated(["sub_agreement_id", "quarter", "indicator"]).any()
    assert own[["value", "numerator", "denominator", "value_cell"]].isna().all(axis=None)
    deliveries = lindendaal.table("deliveries")
    assert deliveries.loc[deliveries["data_set"] == "zakenlijst", ["rows", "rows_skipped"]].isna().all(axis=None)


def test_the_board_of_a_case_list_counts_figures_and_never_cases(lindendaal: Any):
    done = lindendaal.table("completeness")
    lists = done[done["data_set"] == "zakenlijst"]
    assert len(lists) > 40 and lists["expected"].max() <= 4 * 5  # TER-11 to 14 of a few sub-agreements
