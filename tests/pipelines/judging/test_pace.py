"""The forecast: a straight line to the end of the year, with a margin from what each month added."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from series_by_hand import judged, months, quarters

YEAR = [10, 22, 30, 41, 50, 62, 70, 79, 92, 100, 111, 120]  # BER-2 at the end of each month


def agreed(target: float = 100, *, ends: str = "2022-K4", counted: int = 12, planned: int = 12) -> pd.DataFrame:
    return pd.DataFrame(
        {"sub_agreement_id": ["D-3"], "indicator": ["BER-2"], "period": [ends], "period_kind": ["quarter"],
         "target": [target], "target_agreed": [target], "target_period": ["year"], "months_counted": [counted],
         "months_in_year": [planned]}
    )  # fmt: skip


def year(values: list[float | None], counted: list[int], planned: int = 12) -> pd.DataFrame:
    return months("BER-2", values, months_counted=counted, months_in_year=[planned] * len(counted), status="on_track")


def heads(found: object) -> pd.DataFrame:
    values = found.values  # type: ignore[attr-defined]
    return values[values["headline"]].sort_values(["indicator", "quarter"]).reset_index(drop=True)


def test_the_line_is_straight_and_its_margin_is_that_of_the_months_to_come():
    found = heads(judged(year(YEAR, [3, 6, 9, 12]), agreed=agreed()))
    assert found["forecast"].tolist() == pytest.approx([30 * 12 / 3, 62 * 12 / 6, 92 * 12 / 9, 120])
    steps = np.array([10, 12, 8, 11, 9, 12])  # of January to June
    half = stats.t.ppf(0.975, 5) * steps.std(ddof=1) * np.sqrt(6 + 6**2 / 6)
    assert found["forecast_lower"].iloc[1] == pytest.approx(124 - half)
    assert found["forecast_upper"].iloc[1] == pytest.approx(124 + half)
    assert found[["forecast_lower", "forecast_upper"]].iloc[3].isna().all()
    assert found["forecast_sentence"].iloc[1] == (
        "Gaat het zo door, dan is het op 31 december ongeveer 124; de norm voor het jaar is 100. "
        f"Waarschijnlijk tussen {round(124 - half)} en {round(124 + half)}."
    )
    assert found["forecast_sentence"].iloc[3] == "Het jaar is rond: 120; de norm voor het jaar is 100."


def test_the_margin_covers_what_it_says():
    """Months that vary at random: nineteen in twenty of the years end within the margin of June."""
    rng, many = np.random.default_rng(20261127), 400
    values = np.cumsum(rng.normal(50, 8, (many, 12)), axis=1)
    names = [f"D-{number}" for number in range(many)]
    rows = [
        year(line.tolist(), [3, 6, 9, 12]).assign(sub_agreement_id=name)
        for name, line in zip(names, values, strict=True)
    ]
    norms = pd.concat([agreed()] * many, ignore_index=True).assign(sub_agreement_id=names)
    found = judged(*rows, agreed=norms).values
    june = found[found["headline"] & (found["quarter"] == "2022-K2")].set_index("sub_agreement_id").loc[names]
    within = ((june["forecast_lower"] <= values[:, -1]) & (values[:, -1] <= june["forecast_upper"])).mean()
    assert 0.92 <= within <= 0.98


def test_without_three_months_there_is_no_margin_and_it_says_so():
    by_quarter = quarters("BER-2", [30, 62], status="on_track").assign(months_counted=[3, 6], months_in_year=[12, 12])
    found = heads(judged(by_quarter, agreed=agreed()))
    assert found["forecast"].tolist() == [120, 124]
    assert found[["forecast_lower", "forecast_upper"]].isna().all(axis=None)
    assert "Er is nog geen marge" in found["forecast_sentence"].iloc[1]
    hidden = heads(judged(year([10, None, 30], [3]), agreed=agreed()))
    assert hidden["forecast"].iloc[0] == 120
    assert pd.isna(hidden["forecast_lower"].iloc[0])


def test_what_was_reached_cannot_be_lost():
    found = heads(judged(year([100, 101, 102], [3]), agreed=agreed()))
    assert found["forecast_lower"].iloc[0] == 102


def test_who_joined_on_1_april_is_counted_from_april():
    values: list[float | None] = [None, None, None, 10, 22, 30]
    found = heads(judged(
        months("BER-2", values, months_counted=[0, 3], months_in_year=[9, 9], quarter_values=[None, 30], status="on_track"),
        agreed=agreed(counted=9, planned=9),
    ))  # fmt: skip
    assert pd.isna(found["forecast"].iloc[0])
    assert found["forecast"].iloc[1] == 30 * 9 / 3
    steps = np.array([10, 12, 8])
    half = stats.t.ppf(0.975, 2) * steps.std(ddof=1) * np.sqrt(6 + 6**2 / 3)
    assert found["forecast_upper"].iloc[1] == pytest.approx(90 + half)


def test_who_left_early_gets_no_forecast_and_who_ends_as_planned_until_then():
    left = heads(judged(year(YEAR[:6], [3, 6]), agreed=agreed(ends="2022-K2", counted=6)))
    assert left["forecast"].isna().all() and left["forecast_sentence"].isna().all()
    ends = heads(judged(year(YEAR[:6], [3, 6], planned=6), agreed=agreed(ends="2022-K2", counted=6, planned=6)))
    assert ends["forecast"].tolist() == [30 * 6 / 3, 62]
    assert "aan het einde van de afspraak" in ends["forecast_sentence"].iloc[0]


def test_reach_against_agreement_is_the_same_as_a_percentage_of_the_whole_years_norm():
    derived = quarters("BER-3", [120, 124], n=[30, 62], status="on_track").assign(
        months_counted=[3, 6], months_in_year=[12, 12]
    )
    found = heads(judged(year(YEAR[:6], [3, 6]), derived, agreed=agreed(target=110)))
    reach = found[found["indicator"] == "BER-3"]
    assert reach["forecast"].tolist() == pytest.approx([100 * 120 / 110, 100 * 124 / 110])
    assert "van de jaarafspraak" in reach["forecast_sentence"].iloc[0]


def test_what_is_no_count_since_1_january_has_no_forecast():
    assert heads(judged(months("BER-1", YEAR), agreed=agreed()))["forecast"].isna().all()


def test_net_growth_may_fall_and_percentages_since_1_january_do_not_grow_in_a_line():
    falling = months(
        "WED-2", [-2, -3, -6], n=[40, 40, 40], months_counted=[3], months_in_year=[12], status="behind"
    )  # fmt: skip
    found = heads(judged(falling, agreed=agreed(4).assign(indicator="WED-2")))
    half = stats.t.ppf(0.975, 2) * np.std([-2, -1, -3], ddof=1) * np.sqrt(9 + 9**2 / 3)
    assert found["forecast"].iloc[0] == -6 * 12 / 3
    assert found["forecast_lower"].iloc[0] == pytest.approx(-24 - half)
    for code in ("WED-3", "WED-11", "BER-4"):
        share = quarters(code, [5], n=[100], status="behind").assign(months_counted=[3], months_in_year=[12])
        assert heads(judged(share, agreed=agreed(9).assign(indicator=code)))["forecast"].isna().all()
