"""The verdicts of Lindendaal, made a second time from nothing but the published file: so nothing hidden is in them."""

from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from small_town import kwartaalbeeld

from pipelines.judging import Verdicts, verdicts
from pipelines.promised import shaped
from pipelines.settings import Settings
from pipelines.targets import COLUMNS
from schemas.judged_tables import CONTROL_LIMITS, CONTROL_POINTS, SERIES, SIGNAL_COUNTS, SIGNALS
from schemas.published_table import Table
from schemas.vocabulary import Assurance, Variation, Verdict

TABLES = (CONTROL_LIMITS, CONTROL_POINTS, SIGNALS, SIGNAL_COUNTS)
GOLDEN = Path(__file__).parents[1] / "golden" / "lindendaal_verdicts.csv"  # renewed as lindendaal_values.csv
SAID = ["verdict", "verdict_sentence", "variation", "assurance"]
EIGHT = [*SAID, "forecast", "forecast_lower", "forecast_upper", "forecast_sentence"]


def made_again(values: pd.DataFrame) -> Verdicts:
    """The engine on the published rows alone; without the agreements it makes no forecasts."""
    plain = values.drop(columns=EIGHT).assign(months_counted=np.nan, months_in_year=np.nan)
    agreed = pd.DataFrame(columns=COLUMNS)
    decisions = pd.DataFrame(columns=["seq", "provider_id", "sub_agreement_id", "indicator", "starts_on", "why"])
    return verdicts(plain, agreed, decisions, settings=Settings())


@pytest.fixture(scope="module")
def again(lindendaal_values: pd.DataFrame) -> Verdicts:
    return made_again(lindendaal_values)


def test_every_headline_quarter_and_nothing_else_has_a_verdict(lindendaal_values: pd.DataFrame):
    heads = lindendaal_values[lindendaal_values["headline"]]
    assert heads["verdict"].isin(list(Verdict)).all() and heads["verdict_sentence"].str.endswith(".").all()
    assert lindendaal_values.loc[~lindendaal_values["headline"], EIGHT].isna().all(axis=None)
    hidden = heads[heads["value"].isna()]
    waiting = hidden["more_than"].notna()  # not reached yet: more than so many days
    assert set(hidden.loc[~waiting, "verdict"]) == {"too_few", "no_figure"}
    assert set(hidden.loc[waiting, "verdict"]) == {"no_chart"}
    assert hidden[["variation", "assurance", "forecast"]].isna().all(axis=None)
    shown = heads[heads["value"].notna()]
    assert not shown["verdict"].isin(["too_few", "no_figure"]).any()
    assert shown["variation"].dropna().isin(list(Variation)).all()
    assert shown["assurance"].dropna().isin(list(Assurance)).all()


def test_the_verdicts_follow_from_the_published_figures_alone(again: Verdicts, lindendaal_values: pd.DataFrame):
    ours = again.values[SAID].astype("str").reset_index(drop=True)
    pd.testing.assert_frame_equal(ours, lindendaal_values[SAID].astype("str").reset_index(drop=True))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_tables_of_change_follow_from_the_published_figures_alone(again: Verdicts, lindendaal: Any, table: Table):
    published = shaped(lindendaal.table(table.name), table)
    assert len(published) > 0
    pd.testing.assert_frame_equal(shaped(again.tables[table.name], table), published)


def test_a_year_that_had_not_happened_changes_no_verdict(again: Verdicts, lindendaal_values: pd.DataFrame):
    newest = sorted(lindendaal_values["quarter"].unique())[-5]
    then = made_again(lindendaal_values[lindendaal_values["quarter"] <= newest]).values
    now = again.values.loc[then.index]
    for column in SAID:
        same = (then[column] == now[column]) | (then[column].isna() & now[column].isna())
        # which figure stands for an indicator is settled by today's agreements; what it says by what was known then
        assert same.all(), then[~same][["quarter", "indicator", column]]


# --- a second implementation, on plain lists


def slow_limits(values: list[float]) -> tuple[float, float, float] | None:
    """mean, lower and upper by the preset nhsr; None where there are no limits. NaN is a gap."""
    there = [value for value in values if value == value]
    if len(there) < 8:
        return None
    ranges = [abs(b - a) for a, b in pairwise(values) if a == a and b == b]
    average = sum(ranges) / len(ranges) if ranges else 0.0
    kept = [step for step in ranges if step < 3.267 * average]
    mean = sum(there) / len(there)
    half = 2.66 * sum(kept) / len(kept) if kept and sum(kept) else 0.0
    return (mean, mean - half, mean + half) if half > 1e-9 else None


@pytest.fixture(scope="module")
def lines(lindendaal_values: pd.DataFrame) -> dict[tuple[str, ...], dict[str, float]]:
    """Per series and kind of period: period -> published value."""
    whole = lindendaal_values[lindendaal_values["breakdown"].isna()]
    found: dict[tuple[str, ...], dict[str, float]] = {}
    for row in (
        whole[[*SERIES, "period_kind", "period", "value"]].fillna({"sub_agreement_id": ""}).itertuples(index=False)
    ):
        found.setdefault(tuple(row[:5]), {})[row[5]] = row[6]
    return found


def periods_until(quarter: str, kind: str) -> list[str]:
    year, number = int(quarter[:4]), int(quarter[-1])
    if kind == "quarter":
        return [f"{y}-K{k}" for y in range(2022, year + 1) for k in range(1, 5) if (y, k) <= (year, number)]
    return [f"{y}-{m:02d}" for y in range(2022, year + 1) for m in range(1, 13) if (y, m) <= (year, 3 * number)]


def test_the_limits_of_every_chart_computed_again(lindendaal: Any, lines: dict[tuple[str, ...], dict[str, float]]):
    table = lindendaal.table("control_limits").fillna({"sub_agreement_id": ""})
    assert set(table["stage"]) == {"line", "provisional", "full"}
    assert len(table) > 1000
    for row in table.itertuples(index=False):
        line = lines[(row.provider_id, row.sub_agreement_id, row.grain, row.indicator, row.period_kind)]
        values = [line.get(period, np.nan) for period in periods_until(row.quarter, row.period_kind)]
        expected = slow_limits(values)
        assert row.points == sum(value == value for value in values)
        assert (row.stage == "line") == (expected is None)
        if expected:
            assert (row.mean, row.lower, row.upper) == pytest.approx(expected, abs=1e-9)
            assert row.stage == ("full" if row.points >= 13 else "provisional")


def test_a_point_is_called_outside_exactly_when_it_is(lindendaal: Any, lines: dict[tuple[str, ...], dict[str, float]]):
    limits = lindendaal.table("control_limits").fillna({"sub_agreement_id": ""})
    points = lindendaal.table("control_points").fillna({"sub_agreement_id": ""})
    called = {tuple(row) for row in points.loc[points["rule"] == "outside", [*SERIES, "quarter", "period"]].to_numpy()}
    expected = set()
    for row in limits[limits["stage"] == "full"].itertuples(index=False):
        key = (row.provider_id, row.sub_agreement_id, row.grain, row.indicator)
        line = lines[(*key, row.period_kind)]
        for period in periods_until(row.quarter, row.period_kind):
            value = line.get(period, np.nan)
            if value > row.upper + 1e-9 or value < row.lower - 1e-9:
                expected.add((*key, row.quarter, period))
    assert called == expected and called


def test_the_overview_says_what_the_figure_says_that_its_status_is_from(
    lindendaal: Any, lindendaal_values: pd.DataFrame
):
    grid = lindendaal.table("overview")
    heads = lindendaal_values[lindendaal_values["headline"]]
    key = ["quarter", "provider_id", "indicator", "status"]
    said = {}
    for row in heads[[*key, "verdict", "variation", "assurance"]].astype(str).itertuples(index=False):
        said.setdefault(tuple(row[:4]), set()).add(tuple(row[4:]))
    with_one = grid[grid["indicator"].notna()]
    assert len(with_one) > 100
    for row in with_one[[*key, "verdict", "variation", "assurance"]].astype(str).itertuples(index=False):
        assert tuple(row[4:]) in said[tuple(row[:4])]
    assert grid.loc[grid["indicator"].isna(), ["verdict", "variation", "assurance"]].isna().all(axis=None)


def test_a_signal_is_a_change_at_the_end_that_is_shown(lindendaal: Any, lindendaal_values: pd.DataFrame):
    signals = lindendaal.table("signals").fillna({"sub_agreement_id": ""})
    heads = lindendaal_values[lindendaal_values["headline"]].fillna({"sub_agreement_id": ""})
    changed = heads[heads["variation"].notna() & heads["variation"].ne("common_cause")]
    keys = [*SERIES, "quarter", "variation"]
    assert set(map(tuple, signals[keys].to_numpy())) == set(map(tuple, changed[keys].to_numpy()))
    assert (signals["points"] >= 1).all() and (signals["sentence"].str.contains("sinds")).all()
    counts = lindendaal.table("signal_counts").groupby("quarter")["signals"].sum()
    assert counts[counts > 0].to_dict() == signals.groupby("quarter").size().to_dict()


def test_the_terminal_tells_the_signals_of_a_quarter(lindendaal: Any):
    answer = kwartaalbeeld("signals", "--quarter", "2025-K4", "--json", "--home", lindendaal.home.root)
    assert answer.code == 0, answer.err
    table = lindendaal.table("signals")
    assert len(answer.json["signals"]) == (table["quarter"] == "2025-K4").sum() > 0
    assert answer.json["counts"][0]["series"] > 0
    text = kwartaalbeeld("signals", "--home", lindendaal.home.root)
    assert "Door toeval alleen" in text.out
    assert kwartaalbeeld("signals", "--quarter", "2019-K1", "--home", lindendaal.home.root).code == 6


def as_text(values: pd.DataFrame) -> str:
    """One line per headline series: per quarter its verdict, with variation and assurance where it has an icon."""
    head = values[values["headline"]].copy()
    parts = head[["variation", "assurance"]].fillna("-").agg("/".join, axis=1)
    head["said"] = head["verdict"].where(parts == "-/-", head["verdict"] + " (" + parts + ")")
    key = ["provider_id", "sub_agreement_id", "indicator"]
    head["sub_agreement_id"] = head["sub_agreement_id"].fillna("")
    wide = head.pivot(index=key, columns="quarter", values="said").fillna("").sort_index()
    return wide.to_csv(lineterminator="\n")


def test_the_golden_verdicts_are_reviewed_as_a_diff(lindendaal_values: pd.DataFrame):
    found = as_text(lindendaal_values)
    if os.environ.get("KWARTAALBEELD_GOLDEN") == "write":
        GOLDEN.write_text(found, encoding="utf-8")
    assert found == GOLDEN.read_text(encoding="utf-8")
