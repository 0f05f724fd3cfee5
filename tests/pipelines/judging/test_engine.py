"""The engine on series by hand: gates, method, what is known when, hidden months, starting anew."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from series_by_hand import decided, judged, last, months, quarters

from pipelines.statistics.spc import MDC_EXCEL, xmr

CALM = [50, 52, 49, 51, 50, 48, 51, 50, 52, 49, 50, 51, 49, 50, 51]  # 15 points, nothing special


def test_a_calm_count_has_not_changed_and_its_limits_are_those_of_one_chart():
    found = judged(months("BER-1", CALM))
    head, chart = last(found), xmr(np.array(CALM, dtype=float))
    assert (head["verdict"], head["variation"]) == ("no_change", "common_cause")
    assert pd.isna(head["assurance"])
    assert head["verdict_sentence"] == (
        "Geen aantoonbare verandering: de uitkomst beweegt binnen de gewone schommeling. "
        "Gevonden met een regelkaart over 15 maanden. Hoger is beter."
    )
    limits = found.tables["control_limits"].iloc[-1]
    assert (limits["stage"], limits["points"], limits["period_kind"]) == ("full", 15, "month")
    assert (limits["first_period"], limits["last_period"]) == ("2022-01", "2023-03")
    phase = chart.phases[0]
    for name in ("mean", "lower", "near_lower", "near_upper", "upper"):
        assert limits[name] == pytest.approx(getattr(phase, name), abs=1e-9)
    assert len(found.tables["signals"]) == 0


@pytest.mark.parametrize(
    ("indicator", "value", "verdict"),
    [("BER-1", 80, "better"), ("BER-1", 20, "worse"), ("TER-4", 80, "worse"), ("TER-4", 20, "better"),
     ("BER-5", 80, "higher"), ("BER-5", 20, "lower")],
)  # fmt: skip
def test_a_point_outside_the_limits_is_better_or_worse_by_the_direction_of_good(
    indicator: str, value: int, verdict: str
):
    found = judged(months(indicator, [*CALM[:-1], value]))
    head, signal = last(found), found.tables["signals"].iloc[-1]
    assert head["verdict"] == verdict
    assert "Het laatste punt ligt buiten de grenzen." in head["verdict_sentence"]
    assert (signal["since"], signal["points"], signal["method"]) == ("2023-03", 1, "xmr")
    assert signal["variation"] == head["variation"]
    point = found.tables["control_points"].iloc[-1]
    assert (point["period"], point["rule"]) == ("2023-03", "outside")


def test_seven_on_one_side_began_at_the_first_of_them():
    found = judged(months("BER-1", [50, 52] * 7 + [57, 58] * 5))
    assert last(found)["verdict"] == "better"
    signal = found.tables["signals"].iloc[-1]
    assert (signal["since"], signal["points"]) == ("2023-03", 10)
    assert signal["sentence"].startswith("Aantoonbaar beter dan gewoonlijk sinds maart 2023 (10 maanden).")


@pytest.mark.parametrize(
    ("points", "stage", "verdict"),
    [
        (6, "line", "too_early"),
        (9, "provisional", "too_early"),
        (12, "provisional", "too_early"),
        (15, "full", "no_change"),
    ],
)
def test_few_points_are_too_early(points: int, stage: str, verdict: str):
    found = judged(months("BER-1", CALM[:points]))
    head, limits = last(found), found.tables["control_limits"].iloc[-1]
    assert (limits["stage"], head["verdict"]) == (stage, verdict)
    assert pd.isna(limits["upper"]) == (stage == "line")
    assert pd.notna(head["variation"]) == (verdict == "no_change")
    assert f"{points} maanden" in head["verdict_sentence"]


def test_before_thirteen_points_nothing_is_special_even_when_it_is():
    found = judged(months("BER-1", [*CALM[:11], 500]))
    assert last(found)["verdict"] == "too_early"
    assert len(found.tables["control_points"]) == 0
    assert len(found.tables["signal_counts"]) == 0


def test_without_months_the_quarters_are_charted_and_said_so():
    found = judged(quarters("BER-1", CALM[:13]))
    assert last(found)["verdict"] == "no_change"
    assert "13 kwartalen" in last(found)["verdict_sentence"]
    assert found.tables["control_limits"].iloc[-1]["period_kind"] == "quarter"
    assert last(judged(quarters("BER-1", CALM[:12])))["verdict"] == "too_early"


def test_a_figure_that_is_not_shown_gets_no_verdict_and_no_icons():
    values = months("BER-1", [*CALM[:-1], 500], quarter_values=[50, 50, 50, 50, None])
    found = judged(values)
    head = last(found)
    assert (head["verdict"], head["verdict_sentence"]) == ("too_few", "Te weinig om te tonen.")
    assert pd.isna(head["variation"]) and pd.isna(head["assurance"])
    assert len(found.tables["signals"]) == 0
    absent = last(judged(quarters("BER-1", [*CALM[:-1], None])))
    assert (absent["verdict"], absent["verdict_sentence"]) == ("no_figure", "Over dit kwartaal is er geen cijfer.")


def test_a_quarter_of_which_no_month_is_shown_does_not_borrow_the_last_one():
    hidden = [*CALM[:-1], 500, None, None, None]
    head = last(judged(months("BER-1", hidden, quarter_values=[50] * 6)))
    assert head["verdict"] == "no_chart"
    assert "geen enkele maand te tonen" in head["verdict_sentence"]


def test_a_hidden_month_is_a_gap():
    found = judged(months("BER-1", [50, 52, 49, None, 51, 48, 51, 50, 52, 49, 50, 51, 49, 50, 51]))
    expected = xmr(np.array([50, 52, 49, np.nan, 51, 48, 51, 50, 52, 49, 50, 51, 49, 50, 51])).phases[0]
    assert found.tables["control_limits"].iloc[-1]["upper"] == pytest.approx(expected.upper, abs=1e-9)
    assert found.tables["control_limits"].iloc[-1]["points"] == 14


def test_nothing_later_changes_an_earlier_verdict():
    rng = np.random.default_rng(4)
    counts = rng.poisson(50, 36) + np.repeat([0, 20, 0], 12)
    sizes = rng.integers(20, 60, 36)
    shares = rng.binomial(sizes, 0.8)
    whole = pd.concat([
        months("BER-1", counts.tolist()), months("TER-2", shares.tolist(), x=shares.tolist(), n=sizes.tolist(), target=80),
    ], ignore_index=True)  # fmt: skip
    everything = judged(whole)
    for quarter in sorted(whole["quarter"].unique())[:-1]:
        then = judged(whole[whole["quarter"] <= quarter])
        columns = ["indicator", "quarter", "verdict", "verdict_sentence", "variation", "assurance"]
        for ours, theirs in ((everything.values, then.values),):
            ours, theirs = (
                f[f["headline"] & (f["quarter"] <= quarter)][columns].reset_index(drop=True) for f in (ours, theirs)
            )
            pd.testing.assert_frame_equal(ours, theirs)
        for name in ("control_limits", "control_points", "signals", "signal_counts"):
            ours, theirs = everything.tables[name], then.tables[name]
            ours = ours[ours["quarter"] <= quarter].reset_index(drop=True)
            pd.testing.assert_frame_equal(ours, theirs.reset_index(drop=True), check_dtype=False)


# --- method


def test_figures_since_1_january_and_running_sums_and_unknown_numbers_get_no_chart():
    for indicator, words in (
        ("BER-2", "telt vanaf 1 januari door"),
        ("BER-7", "volgt uit instroom en uitstroom"),
        ("TER-8", "niet bekend hoeveel gevallen"),
    ):
        found = judged(months(indicator, CALM))
        head = last(found)
        assert head["verdict"] == "no_chart" and words in head["verdict_sentence"]
        assert len(found.tables["control_limits"]) == 0


def test_a_share_of_even_size_gets_a_control_chart_and_an_uneven_one_cusum():
    x = [80, 82, 79, 81, 80, 78, 81, 80, 82, 79, 80, 81, 79, 80, 81]
    even = judged(months("TER-2", x, x=x, n=[100] * 15, target=50, status="on_track"))
    assert last(even)["verdict"] == "passes"
    assert "regelkaart over 15 maanden" in last(even)["verdict_sentence"]
    sizes = [100, 200, 100, 200, 100, 200, 100, 200, 100, 200, 100, 200, 100, 200, 100]
    parts = [round(0.8 * size) for size in sizes]
    uneven = judged(months("TER-2", parts, x=parts, n=sizes, target=85, status="attention"))
    assert "Gevonden door de afwijkingen over 15 maanden bij elkaar op te tellen" in last(uneven)["verdict_sentence"]
    assert last(uneven)["verdict"] == "hit_or_miss"  # 80 + 3 x sqrt(.8 x .2 / 100) = 92
    assert len(uneven.tables["control_limits"]) == 0
    hard = judged(months("TER-2", parts, x=parts, n=sizes, target=93, status="behind"))
    assert last(hard)["verdict"] == "fails"
    assert 80 + 100 * 3 * np.sqrt(0.8 * 0.2 / 100) < 93
    assert "ook niet in een goede maand" in last(hard)["verdict_sentence"]


def test_a_share_that_sinks_slowly_is_found_by_cusum():
    sizes = [40, 80] * 12
    parts = [round(0.85 * size) for size in sizes[:12]] + [round(0.6 * size) for size in sizes[12:]]
    found = judged(months("TER-2", parts, x=parts, n=sizes))
    head, signal = last(found), found.tables["signals"].iloc[-1]
    assert (head["verdict"], head["variation"]) == ("worse", "concern")
    assert (signal["method"], signal["since"], signal["points"]) == ("cusum", "2023-01", 12)
    counts = found.tables["signal_counts"].set_index(["quarter", "method"]).loc[("2023-K4", "cusum")]
    assert (counts["series"], counts["signals"], counts["false_expected"]) == (1, 1, 0.01)


def test_a_median_with_uneven_numbers_gets_no_chart_and_says_why():
    days = [20, 21, 19, 22, 20, 21, 19, 20, 22, 21, 20, 19, 21, 20, 21]
    assert last(judged(months("TER-1", days, n=[40] * 15)))["verdict"] == "no_change"
    head = last(judged(months("TER-1", days, n=[40, 80] * 7 + [40])))
    assert head["verdict"] == "no_chart"
    assert "verschilt meer dan 25% van het gemiddelde aantal" in head["verdict_sentence"]
    assert last(judged(months("TER-1", days, n=[40, 80] * 7 + [40]), chart_n_spread=0.5))["verdict"] == "no_change"


def test_what_never_varies_has_no_limits():
    head = last(judged(months("BER-1", [50] * 15)))
    assert head["verdict"] == "no_chart" and "steeds gelijk" in head["verdict_sentence"]
    share = last(judged(quarters("LEV-2", [1] * 14, x=[1] * 14, n=[1] * 14)))
    assert share["verdict"] == "no_chart" and "steeds gelijk" in share["verdict_sentence"]


def test_the_other_preset_is_used_when_it_is_set_and_stands_with_the_limits_not_in_the_sentence():
    spiked = [*CALM[:7], 90, *CALM[7:]]
    found = judged(months("BER-1", spiked), control_chart_preset="mdc-excel")
    limits = found.tables["control_limits"].iloc[-1]
    assert limits["preset"] == "mdc-excel"
    assert limits["upper"] == pytest.approx(
        xmr(np.array(spiked, dtype=float), preset=MDC_EXCEL).phases[0].upper, abs=1e-9
    )
    assert "mdc-excel" not in last(found)["verdict_sentence"]


@pytest.mark.parametrize(
    ("indicator", "target", "assurance"),
    [("TER-4", 70, "consistently_passes"), ("TER-4", 30, "consistently_fails"), ("TER-4", 50, "hit_or_miss")],
)
def test_assurance_holds_the_target_of_the_last_period_against_the_limits(indicator: str, target: int, assurance: str):
    assert last(judged(months(indicator, CALM, target=target, status="behind")))["assurance"] == assurance


def test_a_quarters_norm_of_unique_persons_is_not_held_against_months():
    assert pd.isna(last(judged(months("BER-1", CALM, target=30, status="on_track")))["assurance"])
    assert (
        last(judged(quarters("BER-1", CALM[:14], target=30, status="on_track")))["assurance"] == "consistently_passes"
    )


# --- starting anew


def test_a_decision_starts_a_phase_of_its_own():
    values = months("BER-1", [*CALM, *[value + 30 for value in CALM]])
    found = judged(values, decisions=decided("2023-04-01"))
    newest = found.tables["control_limits"].query("quarter == '2024-K2'")
    assert newest["phase"].tolist() == [0, 1]
    assert newest["points"].tolist() == [15, 15]
    assert newest["first_period"].tolist() == ["2022-01", "2023-04"]
    assert newest["last_period"].tolist() == ["2023-03", "2024-06"]
    assert newest["decision"].tolist()[1] == "Opnieuw begonnen op 2023-04-01: nieuwe werkwijze (beheer)."
    assert pd.isna(newest["decision"].iloc[0])
    assert (newest["mean"].iloc[1] - newest["mean"].iloc[0]) == pytest.approx(30)
    assert last(found)["verdict"] == "no_change"
    assert last(judged(values))["verdict"] == "better"


def test_a_young_phase_is_too_early_and_quarters_before_it_stay_as_they_were():
    values = months("BER-1", [*CALM, *[value + 30 for value in CALM[:6]]])
    plain, anew = judged(values), judged(values, decisions=decided("2023-03-15"))
    assert last(anew)["verdict"] == "too_early"
    assert "6 maanden" in last(anew)["verdict_sentence"]
    before = [
        f.values[f.values["headline"] & (f.values["quarter"] < "2023-K1")]["verdict"].tolist() for f in (plain, anew)
    ]
    assert before[0] == before[1]


def test_a_decision_about_another_sub_agreement_or_indicator_changes_nothing():
    values = months("BER-1", [*CALM, *CALM])
    for other in (decided("2023-04-01", sub="D-9"), decided("2023-04-01", indicator="TER-2")):
        assert set(judged(values, decisions=other).tables["control_limits"]["phase"]) == {0}
    assert set(judged(values, decisions=decided("2023-04-01", sub="D-3")).tables["control_limits"]["phase"]) == {0, 1}


def test_no_figures_give_no_verdicts():
    found = judged(months("BER-1", CALM).iloc[:0])
    assert len(found.values) == 0
    assert all(len(table) == 0 for table in found.tables.values())
