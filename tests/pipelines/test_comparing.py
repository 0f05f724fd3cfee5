"""The funnels of the publication: computed a second time, their gates, and nothing in them that is hidden elsewhere."""

from __future__ import annotations

import math
from statistics import NormalDist
from time import perf_counter
from typing import Any

import numpy as np
import pandas as pd
import pytest

from pipelines.comparing import funnels
from pipelines.comparing.places import COMPARED

NORMAL = NormalDist()


def figure(provider: str, x: float | None, n: float | None, **over: Any) -> dict[str, Any]:
    """A row of `values`: x of n within the norm."""
    value = None if x is None or n is None else 100 * x / n
    return {
        "provider_id": provider, "provider": provider, "sub_agreement_id": f"{provider}-1", "grain": "sub_agreement",
        "indicator": "TER-2", "quarter": "2025-K4", "period_kind": "quarter", "breakdown": None, "value": value,
        "numerator": x, "n": n, "status": "on_track", "reason_code": "target_met", "reason": "De norm is gehaald.",
    } | over  # fmt: skip


def made(rows: list[dict[str, Any]]) -> dict[str, pd.DataFrame]:
    values = pd.DataFrame(rows).astype({"breakdown": "str", "value": float, "numerator": float, "n": float})
    names = sorted(values["provider_id"].unique())
    providers = pd.DataFrame({"provider_id": names, "provider": names, "position": range(len(names))})
    return funnels(values, providers)


def some(count: int, x: int = 50, n: int = 100) -> list[dict[str, Any]]:
    return [figure(f"p{place:02}", x, n) for place in range(count)]


def second(points: list[tuple[float, float]]) -> tuple[float, float, float, list[float]]:
    """mean, phi, tau2 and adjusted z in plain Python, after statistics.md section 7."""
    mean = sum(x for x, _ in points) / sum(n for _, n in points)
    s = [1 / (2 * math.sqrt(n)) for _, n in points]
    off = [math.asin(math.sqrt(x / n)) - math.asin(math.sqrt(mean)) for x, n in points]
    z = [a / b for a, b in zip(off, s, strict=True)]
    ordered, k = sorted(z), len(z)

    def quantile(q: float) -> float:
        at = (k - 1) * q
        low = math.floor(at)
        return ordered[low] + (at - low) * (ordered[min(low + 1, k - 1)] - ordered[low])

    low, high = quantile(0.1), quantile(0.9)
    phi = sum(min(max(each, low), high) ** 2 for each in z) / k
    w = [1 / each**2 for each in s]
    tau2 = 0.0
    if k * phi >= k - 1:
        tau2 = max(0.0, (k * phi - (k - 1)) / (sum(w) - sum(each**2 for each in w) / sum(w)))
    if k < 10:
        tau2 = 0.0
    return mean, phi, tau2, [a / math.sqrt(b * b + tau2) for a, b in zip(off, s, strict=True)]


def bh(p: list[float]) -> list[float]:
    m = len(p)
    rank = sorted(range(m), key=lambda i: p[i])
    q = [0.0] * m
    for place, i in enumerate(rank):
        q[i] = min(1.0, *(p[j] * m / (later + 1) for later, j in enumerate(rank) if later >= place))
    return q


def test_every_funnel_of_the_sample_is_the_one_computed_a_second_time(lindendaal: Any, lindendaal_values: pd.DataFrame):
    about = lindendaal.table("funnels").set_index(["indicator", "quarter"])
    points = lindendaal.table("funnel_points")
    quarters = lindendaal_values[
        (lindendaal_values["period_kind"] == "quarter") & lindendaal_values["breakdown"].isna()
    ]
    assert set(points["indicator"]) <= set(COMPARED) and len(about) > 20
    for (indicator, quarter), row in about.iterrows():
        own = quarters[(quarters["indicator"] == indicator) & (quarters["quarter"] == quarter)]
        expected = {}
        for provider, mine in own.groupby("provider_id"):
            total = mine[mine["grain"] == "provider"]
            figures = total if len(total) else mine
            if len(figures) == 1 and figures["value"].notna().all() and figures["n"].iloc[0] >= 10:
                expected[provider] = (figures["numerator"].iloc[0], figures["n"].iloc[0])
        there = points[(points["indicator"] == indicator) & (points["quarter"] == quarter)]
        assert row["providers"] == len(expected)
        assert row["left_out"] == len(there) - len(expected)
        if len(expected) < 5:
            assert row["reason_code"] == "too_few_providers" and math.isnan(row["mean"]) and there["z"].isna().all()
            continue
        mean, phi, tau2, z = second(list(expected.values()))
        assert row["mean"] == pytest.approx(100 * mean)
        assert row["phi"] == pytest.approx(phi)
        assert row["tau2"] == pytest.approx(tau2) if len(expected) >= 10 else math.isnan(row["tau2"])
        inside = there[there["z"].notna()].set_index("provider_id")
        assert list(inside.index.sort_values()) == sorted(expected)
        for provider, each, q in zip(expected, z, bh([2 * NORMAL.cdf(-abs(each)) for each in z]), strict=True):
            found = inside.loc[provider]
            assert found["z"] == pytest.approx(each, abs=1e-9)
            assert found["q"] == pytest.approx(q, rel=1e-6, abs=1e-12)
            assert (None if pd.isna(found["flag"]) else found["flag"]) == (
                None if abs(each) <= 3.090232306167813 else "above" if each > 0 else "below"
            )
            assert bool(found["stands_out"]) == (q < 0.05)


def test_the_limits_of_the_sample_hold_every_point_without_a_flag(lindendaal: Any):
    points, limits = lindendaal.table("funnel_points"), lindendaal.table("funnel_limits")
    for (indicator, quarter), curve in limits.groupby(["indicator", "quarter"]):
        mine = points[(points["indicator"] == indicator) & (points["quarter"] == quarter) & points["z"].notna()]
        assert 2 <= len(curve) <= 40 and curve["n"].max() == max(11, mine["n"].max())
        assert (curve[["lower_998", "lower_95", "upper_95", "upper_998"]].diff(axis=1).iloc[:, 1:] >= 0).all(axis=None)
        upper = np.interp(mine["n"], curve["n"], curve["upper_998"])
        lower = np.interp(mine["n"], curve["n"], curve["lower_998"])
        outside = (mine["value"] > upper + 0.5) | (mine["value"] < lower - 0.5)  # half a percent: between two sizes
        assert not (outside & mine["flag"].isna()).any()


def test_nothing_hidden_stands_in_a_funnel_and_the_mean_is_of_those_shown(
    lindendaal: Any, lindendaal_values: pd.DataFrame
):
    points, about = lindendaal.table("funnel_points"), lindendaal.table("funnels")
    shown = lindendaal_values[
        lindendaal_values["value"].notna()
        & (lindendaal_values["period_kind"] == "quarter")
        & lindendaal_values["breakdown"].isna()
    ]
    key = ["indicator", "quarter", "provider_id", "numerator", "n"]
    known = set(shown[key].itertuples(index=False, name=None))
    with_value = points[points["value"].notna() | points["numerator"].notna() | points["n"].notna()]
    assert set(with_value[key].itertuples(index=False, name=None)) <= known
    sums = points[points["z"].notna()].groupby(["indicator", "quarter"])[["numerator", "n"]].sum()
    means = about[about["mean"].notna()].set_index(["indicator", "quarter"])["mean"]
    pd.testing.assert_series_equal(100 * sums["numerator"] / sums["n"], means, check_names=False)


def test_who_is_beside_the_funnel_has_a_reason_and_no_figures_of_it():
    tables = made([
        *some(12), figure("few", 4, 9), figure("geheim", None, None, reason_code="too_few", reason="Te weinig."),
    ])  # fmt: skip
    point = tables["funnel_points"].set_index("provider_id")
    assert (tables["funnels"]["providers"][0], tables["funnels"]["left_out"][0]) == (12, 2)
    assert tables["funnels"]["mean"][0] == 100 * (12 * 50) / (12 * 100)  # neither 4 of 9 nor the hidden one
    assert point.loc["few", "sentence"] == "Minder dan 10 waarnemingen: te weinig om te vergelijken."
    assert point.loc["geheim", "sentence"] == "Te weinig."
    assert point.loc[["few", "geheim"], ["z", "q", "flag"]].isna().all(axis=None)
    assert point.loc["p00", "sentence"] == "Verschil met het gemiddelde kan toeval zijn."


def test_one_that_differs_is_reason_to_talk_and_no_verdict():
    tables = made([*some(19), figure("zeer-laag", 5, 100)])
    point = tables["funnel_points"].set_index("provider_id").loc["zeer-laag"]
    assert (point["flag"], bool(point["stands_out"])) == ("below", True)
    assert point["sentence"] == (
        "Wijkt meer af dan toeval verklaart. Dit is aanleiding voor een gesprek, geen oordeel. "
        "Blijft opvallend na correctie voor 20 vergelijkingen."
    )
    assert "1 wijkt meer af dan toeval verklaart: zeer-laag." in tables["funnels"]["sentence"][0]


def test_with_fewer_than_ten_providers_the_limits_are_not_adjusted_and_the_page_warns():
    about = made([figure(f"p{place}", 20 + 8 * place, 100) for place in range(9)])["funnels"].iloc[0]
    assert pd.isna(about["tau2"])
    assert "Let op: met minder dan 10 aanbieders zijn de grenzen niet bijgesteld" in about["sentence"]


def test_with_fewer_than_five_providers_there_is_no_funnel():
    tables = made(some(4))
    assert tables["funnels"].iloc[0]["reason_code"] == "too_few_providers"
    assert tables["funnels"].iloc[0]["sentence"].startswith("Geen vergelijking: er zijn maar 4 aanbieders")
    assert tables["funnel_limits"].empty
    assert set(tables["funnel_points"]["reason_code"]) == {"too_few_providers"}
    assert list(tables["funnel_points"]["value"]) == [100 * 50 / 100] * 4


def test_a_provider_is_its_total_and_never_the_sum_of_what_is_shown_of_its_parts():
    parts = [figure("groot", 10, 20), figure("groot", 30, 40, sub_agreement_id="groot-2")]
    whole = figure("groot", 40, 60, grain="provider", sub_agreement_id=None)
    with_total = made([*some(10), *parts, whole])["funnel_points"].set_index("provider_id").loc["groot"]
    assert (with_total["numerator"], with_total["n"]) == (10 + 30, 20 + 40)
    hidden = whole | {"value": None, "numerator": None, "n": None, "reason_code": "small_part", "reason": "Te klein."}
    beside = made([*some(10), *parts, hidden])["funnel_points"].set_index("provider_id").loc["groot"]
    assert math.isnan(beside["n"]) and beside["reason_code"] == "small_part"
    torn = made([*some(10), *parts])["funnel_points"].set_index("provider_id").loc["groot"]
    assert math.isnan(torn["n"]) and torn["reason_code"] == "part_missing"


def test_a_provider_that_does_not_take_part_is_not_beside_the_funnel():
    away = figure("weg", None, None, status="left", reason_code="left", reason="De aanbieder is uitgetreden.")
    points = made([*some(10), away])["funnel_points"]
    assert "weg" not in set(points["provider_id"])


def test_very_different_providers_are_told_to_be_so():
    rows = [figure(f"p{place:02}", 20 + 60 * (place % 2), 100) for place in range(12)]
    assert "verschillen onderling sterk" in made(rows)["funnels"].iloc[0]["sentence"]
    assert "niet groter dan toeval" in made(some(12))["funnels"].iloc[0]["sentence"]


def test_points_keep_the_order_of_the_alphabet():
    points = made([*some(10), figure("aa", 99, 100), figure("zz", 1, 100)])["funnel_points"]
    assert list(points["position"]) == sorted(points["position"])


def test_a_hundred_times_as_many_providers_take_seconds_at_most(lindendaal: Any, lindendaal_values: pd.DataFrame):
    values = lindendaal_values[lindendaal_values["indicator"].isin(COMPARED)]
    providers = lindendaal.table("providers")
    copies = [values.assign(provider_id=values["provider_id"] + f"~{copy}") for copy in range(100)]
    many = [providers.assign(provider_id=providers["provider_id"] + f"~{copy}") for copy in range(100)]
    whole = pd.concat(many, ignore_index=True).assign(position=lambda frame: range(len(frame)))
    started = perf_counter()
    tables = funnels(pd.concat(copies, ignore_index=True), whole)
    assert perf_counter() - started < 60  # 3 to 4 seconds on a quiet machine
    assert tables["funnels"]["providers"].max() > 1000
