"""Control charts against NHSRplotthedots, a second implementation in exact fractions, and the awkward cases."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import second_opinion
from hypothesis import given
from hypothesis import strategies as st

from pipelines.statistics.outcome import Reason
from pipelines.statistics.runs import members, run_ends, trend_ends, two_of_three
from pipelines.statistics.spc import (
    MDC_EXCEL,
    NHSR,
    Assurance,
    Chart,
    Preset,
    Stage,
    Variation,
    assurance,
    phase_numbers,
    variation,
    xmr,
)

GAP = np.nan
PRINTED = 5e-7  # half the last digit of -3.01138 and its neighbours, as R prints them
CALM = [50, 52, 49, 51, 50, 48, 51, 50, 52, 49, 50, 51, 49, 50]  # 14 points, nothing special


def chart(values: list[float], **how: object) -> Chart:
    return xmr(np.array(values, dtype=float), **how)  # type: ignore[arg-type]


@pytest.fixture
def expected(real: Callable[[str], Path]) -> dict:
    return json.loads(real("F3_plotthedots_expected.json").read_text(encoding="utf-8"))


def signs(numbers: list[int]) -> np.ndarray:
    return np.array(numbers, dtype=np.int8)


@pytest.mark.parametrize(
    ("what", "preset", "outlier"),
    [
        ("expected", NHSR, False),
        ("with_point_15_set_to_10_screened", NHSR, True),
        ("with_point_15_set_to_10_unscreened", MDC_EXCEL, True),
    ],
)
def test_mean_and_limits_are_those_of_plotthedots(expected: dict, what: str, preset: Preset, outlier: bool):
    y = list(expected["xmr_limits"]["y"])
    if outlier:
        y[14] = 10
    phase = chart(y, preset=preset).phases[0]
    answer = expected["xmr_limits"][what]
    assert phase.mean == pytest.approx(answer["mean"], abs=PRINTED)
    assert phase.lower == pytest.approx(answer["lpl"], abs=PRINTED)
    assert phase.upper == pytest.approx(answer["upl"], abs=PRINTED)


def test_the_rules_flag_what_plotthedots_flags(expected: dict):
    for case in expected["seven_points_one_side_of_mean"]:
        assert np.abs(run_ends(signs(case["relative_to_mean"]), 7)).tolist() == case["expected"]
    for case in expected["seven_point_trend"]:
        assert trend_ends(np.array(case["y"], dtype=float), 7).tolist() == case["expected"]
    for case in expected["part_of_seven_trend"]:
        assert members(signs(case["flag"]), 7).tolist() == case["expected"]
    for case in expected["two_in_three_window"]:
        near = np.array(case["close_to_limits"], dtype=bool)
        found = two_of_three(near, signs(case["relative_to_mean"])) != 0
        assert found.tolist() == (near & np.array(case["expected"], dtype=bool)).tolist()  # only near points, section 6
    for case in expected["part_of_two_in_three"]:
        near = np.array(case["close_to_limits"], dtype=bool)
        assert two_of_three(near, signs(case["relative_to_mean"])).tolist() == case["expected"]


def test_two_near_points_on_opposite_sides_are_no_signal(expected: dict):
    found = chart(expected["end_to_end"]["data"])
    assert found.rule[-2:].tolist() == ["", ""]
    assert variation(found, "up").kind is Variation.COMMON


PRESETS = st.sampled_from([NHSR, MDC_EXCEL, replace(MDC_EXCEL, trend=6)])
LEVELS = st.lists(st.one_of(st.integers(0, 12), st.integers(5, 7), st.none()), min_size=1, max_size=40)
RUNS = st.lists(st.tuples(st.integers(-2, 2), st.integers(1, 9)), min_size=1, max_size=6)  # so much per period, so long


def slopes(runs: list[tuple[int, int]]) -> list[int | None]:
    return [int(value) for value in np.cumsum([step for step, length in runs for _ in range(length)])]


VALUES = st.one_of(LEVELS, RUNS.map(slopes))
# once in about 31 periods a new phase begins
SERIES = VALUES.flatmap(
    lambda values: st.tuples(
        st.just(values), st.lists(st.integers(0, 30), min_size=len(values), max_size=len(values))
    ).map(lambda both: list(zip(*both, strict=True)))
)


@given(SERIES, PRESETS, st.sampled_from([None, 12, 15]))
def test_a_second_implementation_in_fractions_agrees(
    series: list[tuple[int | None, int]], preset: Preset, fix_after: int | None
):
    values = [value for value, _ in series]
    phases = list(np.cumsum([new == 0 for _, new in series]))
    found = xmr(
        np.array([GAP if v is None else v for v in values], dtype=float),
        np.array(phases),
        preset=preset,
        fix_after=fix_after,
    )
    slow, points = second_opinion.xmr(
        values,
        phases,
        screened=preset.screened,
        near_is_inside=preset.near_is_inside,
        trend=preset.trend,
        fix_after=fix_after,
    )
    assert list(zip(found.rule.tolist(), found.side.tolist(), strict=True)) == points
    for ours, theirs in zip(found.phases, slow, strict=True):
        assert (ours.points, ours.upper is not None) == (theirs.points, theirs.limits)
        assert ours.mean == (None if theirs.mean is None else pytest.approx(float(theirs.mean), abs=1e-9))
        if ours.upper is not None:
            assert theirs.mean is not None and theirs.amr is not None
            for sign, far, near in ((-1, ours.lower, ours.near_lower), (1, ours.upper, ours.near_upper)):
                assert far == pytest.approx(float(theirs.mean) + sign * 2.66 * float(theirs.amr), abs=1e-9)
                assert near == pytest.approx(float(theirs.mean) + sign * 2.66 * 2 / 3 * float(theirs.amr), abs=1e-9)


@given(SERIES, PRESETS)
def test_turned_upside_down_improvement_and_concern_change_places(series: list[tuple[int | None, int]], preset: Preset):
    y = np.array([GAP if value is None else value for value, _ in series], dtype=float)
    up, down = variation(xmr(y, preset=preset), "up"), variation(xmr(-y, preset=preset), "down")
    assert up == down
    other = {Variation.IMPROVEMENT: Variation.CONCERN, Variation.CONCERN: Variation.IMPROVEMENT}
    assert variation(xmr(-y, preset=preset), "up").kind == other.get(up.kind, up.kind)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("points", "stage", "reason", "icon"),
    [
        (0, Stage.LINE, Reason.NO_CASES, Reason.NO_CASES),
        (1, Stage.LINE, Reason.TOO_FEW_POINTS, Reason.TOO_FEW_POINTS),
        (7, Stage.LINE, Reason.TOO_FEW_POINTS, Reason.TOO_FEW_POINTS),
        (8, Stage.PROVISIONAL, None, Reason.PROVISIONAL),
        (12, Stage.PROVISIONAL, None, Reason.PROVISIONAL),
        (13, Stage.FULL, None, None),
    ],
)
def test_icons_wait_for_thirteen_points_and_limits_for_eight(
    points: int, stage: Stage, reason: Reason | None, icon: Reason | None
):
    found = chart(CALM[:points])
    phase = found.phases[0]
    assert (phase.points, phase.stage, phase.reason, phase.upper is None) == (
        points,
        stage,
        reason,
        stage is Stage.LINE,
    )
    assert variation(found, "up").reason == assurance(found, 60, direction="up").reason == icon


def test_a_gap_is_no_point():
    found = chart([*CALM[:6], GAP, *CALM[6:12]])
    assert found.phases[0].points == 12
    assert found.phases[0].stage is Stage.PROVISIONAL


@pytest.mark.parametrize("values", [[70.0] * 20, [70.1 + 1e-15 * (i % 3) for i in range(20)], [0.0] * 20])
def test_a_constant_series_has_a_mean_line_and_nothing_else(values: list[float]):
    found = chart(values)
    phase = found.phases[0]
    assert (phase.mean, phase.upper, phase.stage, phase.reason) == (
        pytest.approx(values[0]),
        None,
        Stage.LINE,
        Reason.NO_VARIATION,
    )
    assert set(found.rule) == {""}
    assert variation(found, "up").reason == assurance(found, 60, direction="up").reason == Reason.NO_VARIATION


def test_a_nearly_constant_series_is_not_all_special():
    """One jump is screened away, so that the average moving range is 0: without the guard every point is outside."""
    found = chart([70.0] * 10 + [75.0] * 10)
    assert found.phases[0].moving_range == 0.0
    assert set(found.rule) == {""}
    assert variation(found, "up").kind is None


def test_equal_to_the_mean_breaks_a_run_also_where_floats_hide_it():
    """The mean of seven 70.1, four pairs around it and one more is 70.1, but in floats none of them equals it."""
    values = np.array([70.1] * 7 + [69.8, 70.4, 69.7, 70.5, 69.9, 70.3, 70.0, 70.2, 70.1])
    assert values.mean() != 70.1
    assert set(xmr(values).rule) == {""}


def test_a_point_on_the_limit_is_not_outside():
    """Mean 0 and average moving range 2 give limits -5.32 and 5.32; a baseline keeps them where they are."""
    base = [1, -1] * 6
    assert chart([*base, 5.32], preset=MDC_EXCEL, fix_after=12).rule[-1] == ""
    assert chart([*base, 5.33], preset=MDC_EXCEL, fix_after=12).rule[-1] == "outside"
    assert chart([*base, 5.32], fix_after=12).phases[0].upper == pytest.approx(2.66 * 2)


def test_a_point_on_a_limit_is_not_beyond_it_also_where_floats_hide_it():
    """Mean 99.5 and average moving range 0.2: limits 0.532 from the mean, near limits 0.3546..., as 0.6 gives 0.4."""
    base = [99.6, 99.4] * 6
    assert chart([*base, 100.032], fix_after=12).rule[-1] == ""
    near = [99.5 + 0.3 * side for side in (1, -1)] * 6  # near limits at 2.66 x 0.6 x 2/3 = 1.064
    assert chart([*near, 100.564, 100.564, 100.564], fix_after=12).rule[-3:].tolist() == ["", "", ""]
    assert chart([*near, 100.565, 100.565, 100.565], fix_after=12).rule[-3:].tolist() == ["two_of_three"] * 3


@pytest.mark.parametrize(("jump", "average"), [(35937, 8733), (35936, (11 * 8733 + 35936) / 12)])
def test_a_moving_range_of_3267_times_the_average_is_dropped_and_a_smaller_one_kept(jump: int, average: float):
    """Eleven ranges of 8,733 and one of 35,937 have the average 11,000, and 3.267 x 11,000 = 35,937."""
    phase = chart([*(8733 * (i % 2) for i in range(12)), 8733 + jump]).phases[0]
    assert phase.moving_range == pytest.approx(average, abs=1e-9)


def test_two_near_points_around_one_on_the_mean_are_no_signal():
    base = [1, -1] * 6
    assert chart([*base, 4, 0, 4], fix_after=12).rule[-3:].tolist() == ["", "", ""]
    assert chart([*base, 4, 0.1, 4], fix_after=12).rule[-3:].tolist() == ["two_of_three", "", "two_of_three"]


def test_a_baseline_counts_delivered_points_and_not_periods():
    phase = chart([GAP, *[1, -1] * 6, 3, -3], fix_after=12).phases[0]
    assert (phase.mean, phase.moving_range, phase.points) == (0.0, 2.0, 14)


def test_two_of_three_counts_points_beyond_the_limits_in_mdc_excel_only():
    base = [1, -1] * 6  # near limits at 2/3 of 5.32 = 3.55
    values = [*base, 4, 6, 1]
    assert chart(values, fix_after=12).rule[-3:].tolist() == ["", "outside", ""]
    assert chart(values, fix_after=12, preset=MDC_EXCEL).rule[-3:].tolist() == ["two_of_three", "outside", ""]


def test_a_trend_is_judged_by_where_it_goes_and_not_by_the_side_of_the_mean():
    """Seven points that fall, the last of them still above the mean of a series that began low."""
    values = [40, 44, 41, 45, 40, 44, 41, 45, 40, 44, 60, 58, 56, 54, 52, 50, 48]
    found = chart(values, preset=MDC_EXCEL)
    assert found.phases[0].mean is not None and values[-1] > found.phases[0].mean
    last = variation(found, "up")
    assert (last.kind, last.rule) == (Variation.CONCERN, "trend")
    assert variation(found, "down").kind is Variation.IMPROVEMENT
    assert variation(found, "neutral").kind is Variation.NEUTRAL_LOW


def test_a_tie_and_a_gap_break_a_trend():
    assert trend_ends(np.array([1, 2, 3, 4, GAP, 5, 6, 7, 8.0]), 7).tolist() == [0] * 9
    assert trend_ends(np.array([1, 2, 3, 4, 4, 5, 6, 7, 8.0]), 7).tolist() == [0] * 9
    assert trend_ends(np.array([1, 2, 3, 4, 5, 6.0]), 6).tolist() == [0, 0, 0, 0, 0, 1]


def test_the_top_of_a_rise_and_a_fall_belongs_to_what_was_completed_first():
    ends = trend_ends(np.array([1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1.0]), 7)
    assert members(ends, 7).tolist() == [1] * 7 + [-1] * 6


def test_a_gap_gives_no_moving_range_and_breaks_a_run():
    values = [50, 60, GAP, 50, 60, 50, 60, 50, 60, 50, 60, 50, 60, 50]
    phase = chart(values).phases[0]
    assert phase.moving_range == pytest.approx(10.0)  # 50 after the gap is not held against 60 before it
    assert run_ends(signs([1, 1, 1, 0, 1, 1, 1, 1]), 7).tolist() == [0] * 8


def test_a_new_phase_starts_its_own_limits_and_rules():
    values = np.array([*CALM, *(v + 20 for v in CALM)], dtype=float)
    whole, split = xmr(values), xmr(values, np.repeat([0, 1], 14))
    assert variation(whole, "up").kind is Variation.IMPROVEMENT
    assert variation(split, "up").kind is Variation.COMMON
    first, second = split.phases
    assert (first.start, first.stop, second.start, second.stop) == (0, 14, 14, 28)
    assert second.mean == pytest.approx(first.mean + 20)  # type: ignore[operator]
    assert second.moving_range == pytest.approx(first.moving_range)


def test_a_young_phase_has_no_icons_yet():
    found = xmr(np.array([*CALM, 70, 71, 70]), np.repeat([0, 1], [14, 3]))
    assert variation(found, "up").reason is Reason.TOO_FEW_POINTS
    assert assurance(found, 60, direction="up").reason is Reason.TOO_FEW_POINTS


def test_a_phase_begins_with_the_first_period_on_or_after_the_decision():
    months = np.arange("2025-01", "2025-07", dtype="datetime64[M]").astype("datetime64[D]")
    decisions = np.array(["2025-05-01", "2025-02-14"], dtype="datetime64[D]")
    assert phase_numbers(months, decisions).tolist() == [0, 0, 1, 1, 2, 2]
    assert phase_numbers(months, decisions[:0]).tolist() == [0] * 6


@pytest.mark.parametrize("wrong", [{"fix_after": 11}, {"phases": np.array([0] * 13 + [-1])}, {"phases": np.array([0])}])
def test_a_short_baseline_and_disordered_phases_are_errors(wrong: dict):
    with pytest.raises(ValueError):
        chart([float(v) for v in CALM], **wrong)


def test_an_infinite_value_and_an_unknown_direction_are_errors():
    with pytest.raises(ValueError, match="finite"):
        chart([*CALM, np.inf])
    with pytest.raises(ValueError, match="direction"):
        variation(chart(CALM), "hoger")


def test_assurance_follows_the_table_of_the_definition():
    found = chart(CALM)
    upper, lower = found.phases[0].upper, found.phases[0].lower
    assert upper is not None and lower is not None
    expected = [
        (upper + 1, "up", Assurance.FAILS), (upper + 1, "down", Assurance.PASSES),
        (lower - 1, "up", Assurance.PASSES), (lower - 1, "down", Assurance.FAILS),
        (upper, "up", Assurance.HIT_OR_MISS), (lower, "down", Assurance.HIT_OR_MISS), (50, "up", Assurance.HIT_OR_MISS),
    ]  # fmt: skip
    for target, direction, kind in expected:
        assert assurance(found, target, direction=direction).kind is kind


def test_no_assurance_without_direction_or_target():
    found = chart(CALM)
    assert assurance(found, 50, direction="neutral").reason is Reason.NO_DIRECTION
    assert assurance(found, None, direction="up").reason is Reason.NO_TARGET
    assert assurance(found, GAP, direction="up").reason is Reason.NO_TARGET


def test_the_last_delivered_point_speaks_when_the_last_period_is_missing():
    found = chart([*CALM, 80, GAP], fix_after=12)
    assert found.last == 14
    assert variation(found, "up").kind is Variation.IMPROVEMENT
