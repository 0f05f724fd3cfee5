"""A delivery beside what was accepted before it: what must follow, what may not fall, and what is asked about."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from small_checks import check, told
from small_town import Town, csv_text

from pipelines import history
from pipelines.findings import Finding
from pipelines.history import check_history
from schemas.indicators.catalogue import CATALOGUE
from schemas.vocabulary import Severity

COLUMNS = [*history.FIGURE, "value", "numerator", "denominator", "sheet", "row", "value_cell", "numerator_cell", "note"]


def figure(period: str, indicator: str, value: float | None = None, **more: object) -> dict[str, object]:
    """One delivered figure of berk."""
    return {"provider_id": "berk", "sub_agreement_id": "D-3", "period": period, "indicator": indicator, "value": value,
            **more}  # fmt: skip


def frame(*figures: dict[str, object]) -> pd.DataFrame:
    rows = [{"row": number, "value_cell": f"E{number}", "sheet": "", **item} for number, item in enumerate(figures, 2)]
    made = pd.DataFrame(rows, columns=COLUMNS)
    texts = [name for name in COLUMNS if name not in ("value", "numerator", "denominator", "row")]
    return made.astype(
        {**dict.fromkeys(texts, "str"), **dict.fromkeys(("value", "numerator", "denominator"), "float64")}
    )


def found(new: list[dict[str, object]], earlier: list[dict[str, object]]) -> list[Finding]:
    before = frame(*earlier)
    return check_history(frame(*new), before.assign(total=before["breakdown"].isna()))


def year(indicator: str, *values: float, first: int = 2024) -> list[dict[str, object]]:
    """Quarters in a row from the first of a year."""
    return [figure(f"{first + at // 4}-K{at % 4 + 1}", indicator, value) for at, value in enumerate(values)]


def flow(period: str, inflow: float, outflow: float, stock: float) -> list[dict[str, object]]:
    return [figure(period, code, value) for code, value in (("BER-5", inflow), ("BER-6", outflow), ("BER-7", stock))]


# stock and flow
def test_a_quarter_begins_with_the_stock_that_the_last_one_ended_with():
    assert found(flow("2025-K1", 5, 3, 30 + 5 - 3), [figure("2024-K4", "BER-7", 30)]) == []
    wrong = found(flow("2025-K1", 5, 3, 40), [figure("2024-K4", "BER-7", 30)])
    assert [(item.code, item.severity, item.cell, item.detail) for item in wrong] == [
        ("stock_flow", Severity.WARNING, "E4", "32")
    ]


def test_a_month_follows_from_the_last_month_of_the_quarter_before_and_its_quarter_does_not_say_so_again():
    earlier = [figure("2024-12", "BER-7", 30), figure("2024-K4", "BER-7", 30)]
    wrong = found([*flow("2025-01", 1, 1, 31), *flow("2025-K1", 1, 1, 31)], earlier)
    assert told(wrong) == [("stock_flow", 4, "E4")]


def test_without_the_quarter_before_or_one_of_the_flows_nothing_is_said():
    assert found(flow("2025-K1", 5, 3, 40), [figure("2024-K3", "BER-7", 30)]) == []
    assert found([figure("2025-K1", "BER-7", 40)], [figure("2024-K4", "BER-7", 30)]) == []


def test_within_one_file_quarters_follow_too_and_the_file_says_it():
    lines = [f"berk;D-3;2025-K{quarter};BER-{code};{value};;;aantal;;;"
             for quarter, values in ((1, (5, 3, 30)), (2, (4, 2, 40))) for code, value in zip((5, 6, 7), values, strict=True)]  # fmt: skip
    warnings = [item for item in check(*lines).warnings if item.code == "stock_flow"]
    assert [(item.row, item.detail) for item in warnings] == [(7, "32")]


def test_a_stock_at_the_beginning_may_be_declared(monkeypatch: pytest.MonkeyPatch):
    """As the volunteers of a later theme will: what began is what had ended."""
    monkeypatch.setitem(CATALOGUE, "TER-4", replace(CATALOGUE["TER-4"], begins_as="BER-7"))
    earlier = [figure("2024-K4", "BER-7", 30)]
    assert found([figure("2025-K1", "TER-4", 30)], earlier) == []
    assert [(item.code, item.detail) for item in found([figure("2025-K1", "TER-4", 31)], earlier)] == [
        ("stock_begins", "30")
    ]


@pytest.mark.parametrize("change", [{"accumulates": "BER-1"}, {"inflow": ("BER-5",)}, {"outflow": ("BER-6",)}])
def test_only_a_year_total_accumulates_and_only_a_stock_has_flows(change: dict[str, object]):
    with pytest.raises(ValueError):
        replace(CATALOGUE["BER-1"], **change)


def test_what_belongs_together_is_in_the_catalogue():
    for item in CATALOGUE.values():
        assert {*item.inflow, *item.outflow, *filter(None, [item.accumulates, item.begins_as])} <= set(CATALOGUE)


# since 1 January
def test_since_january_does_not_fall_after_an_accepted_quarter():
    wrong = found([figure("2025-K3", "BER-2", 70)], [figure("2025-K1", "BER-2", 40), figure("2025-K2", "BER-2", 75)])
    assert [(item.code, item.severity, item.detail) for item in wrong] == [("year_to_date_falls", Severity.ERROR, "75")]
    assert found([figure("2025-K3", "BER-2", 75)], [figure("2025-K2", "BER-2", 75)]) == []


def test_a_new_year_begins_again():
    assert found([figure("2025-K1", "BER-2", 40)], [figure("2024-K4", "BER-2", 90)]) == []


def test_a_correction_above_a_later_quarter_is_told():
    wrong = found([figure("2025-K2", "BER-2", 80)], [figure("2025-K3", "BER-2", 75)])
    assert [(item.code, item.severity, item.detail) for item in wrong] == [
        ("year_to_date_above_next", Severity.WARNING, "75")
    ]


def test_since_january_cannot_grow_by_more_than_was_reached():
    earlier = [figure("2025-K1", "BER-2", 40)]
    assert found([figure("2025-K2", "BER-1", 30), figure("2025-K2", "BER-2", 40 + 30)], earlier) == []
    asked = found([figure("2025-K2", "BER-1", 30), figure("2025-K2", "BER-2", 71)], earlier)
    assert [(item.code, item.severity, item.detail) for item in asked] == [
        ("year_to_date_jumps", Severity.QUESTION, "70")
    ]
    assert asked[0].figure == ("berk", "D-3", "2025-K2", "BER-2", "", "")
    first = found([figure("2025-K1", "BER-1", 30), figure("2025-K1", "BER-2", 31)], [])
    assert [(item.code, item.detail) for item in first] == [("year_to_date_jumps", "30")]


# beside the own past
def test_ten_times_as_many_is_asked_about_with_its_place_and_its_past():
    asked = found([figure("2025-K1", "BER-1", 410)], year("BER-1", 40, 42, 41, 43))
    assert [(item.code, item.severity, item.row, item.cell) for item in asked] == [
        ("unusual", Severity.QUESTION, 2, "E2")
    ]
    assert asked[0].figure == ("berk", "D-3", "2025-K1", "BER-1", "", "")
    assert "nu 410, in 4 kwartalen hiervoor meestal rond 41,5" in asked[0].sentence


@pytest.mark.parametrize(
    "new",
    [
        figure("2025-K1", "BER-1", 60),  # less than half more
        figure("2025-K1", "BER-1", 410, note="Twee wijken erbij."),
        figure("2025-K1", "BER-1", None),
        figure("2025-K1", "BER-1", 410, breakdown="wijk", breakdown_value="Noord"),
    ],
)
def test_a_figure_that_may_be_or_is_explained_or_is_a_part_is_not_asked_about(new: dict[str, object]):
    assert found([new], year("BER-1", 40, 42, 41, 43)) == []


def test_three_quarters_are_no_past_and_two_years_are_enough():
    assert found([figure("2024-K4", "BER-1", 410)], year("BER-1", 40, 42, 41)) == []
    long_ago = year("BER-1", *[400.0] * 8, first=2021)
    assert found([figure("2025-K1", "BER-1", 410)], [*long_ago, *year("BER-1", *[40.0] * 8, first=2023)]) != []


def test_a_first_file_with_years_in_it_is_compared_within_itself():
    asked = found(year("BER-1", 40, 42, 41, 43, 410), [])
    assert [item.figure[2] for item in asked] == ["2025-K1"]


def test_months_are_compared_as_the_quarter_they_make():
    months = [figure(f"2024-{month:02}", "BER-5", 10) for month in range(1, 13)]
    assert found([figure(f"2025-0{month}", "BER-5", 14) for month in (1, 2, 3)], months) == []
    asked = found([figure(f"2025-0{month}", "BER-5", value) for month, value in ((1, 10), (2, 100), (3, 10))], months)
    assert [(item.row, item.detail) for item in asked] == [
        (4, f"Instroom: nieuwe cliënten: nu {10 + 100 + 10}, in 4 kwartalen hiervoor meestal rond {10 + 10 + 10}")
    ]
    assert found([figure("2025-01", "BER-5", 100)], months) == []  # not a quarter yet


def test_a_stock_of_months_is_the_last_one():
    months = [figure(f"2024-{month:02}", "TER-4", 10) for month in range(1, 13)]
    asked = found([figure(f"2025-0{month}", "TER-4", value) for month, value in ((1, 10), (2, 10), (3, 100))], months)
    assert [item.detail for item in asked] == [
        "Wachtenden aan het einde van de periode: nu 100, in 4 kwartalen hiervoor meestal rond 10"
    ]


def share(period: str, numerator: float, denominator: float) -> dict[str, object]:
    return figure(period, "TER-2", None, numerator=numerator, denominator=denominator)


def test_a_share_of_few_is_chance_and_of_many_is_not():
    earlier = [share(f"2024-K{quarter}", 50, 50) for quarter in (1, 2, 3, 4)]
    assert found([share("2025-K1", 2, 5)], earlier) != []  # 40% where it was always 100%: 3 misses of 5
    assert found([share("2025-K1", 4, 5)], earlier) == []
    asked = found([share("2025-K1", 20, 50)], earlier)
    assert asked[0].detail == (
        "Gestart binnen de afgesproken termijn: nu 40%, in 4 kwartalen hiervoor meestal rond 100%"
    )


def days(period: str, value: float, denominator: float) -> dict[str, object]:
    return figure(period, "TER-1", value, denominator=denominator)


def test_days_of_fewer_than_ten_cases_are_not_compared():
    earlier = [days(f"2024-K{quarter}", 14, 12) for quarter in (1, 2, 3, 4)]
    assert found([days("2025-K1", 40, 9)], earlier) == []
    assert [item.code for item in found([days("2025-K1", 40, 10)], earlier)] == ["unusual"]


def test_rows_that_add_up_make_one_figure():
    asked = found([figure("2025-K1", "BER-5", 200), figure("2025-K1", "BER-5", 210)], year("BER-5", 40, 42, 41, 43))
    assert [(item.row, item.detail.split(",")[0]) for item in asked] == [(2, "Instroom: nieuwe cliënten: nu 410")]


# through the door
def test_a_question_holds_a_delivery_back_until_it_is_explained(tmp_path):
    town = Town(tmp_path / "kleindorp")
    for quarter, value in zip((1, 2, 3, 4), (40, 42, 41, 43), strict=True):
        town.accepted(f"{quarter}.csv", f"berk;D-3;2024-K{quarter};BER-1;{value};;;aantal;;;")
    path = town.write("vijf.csv", csv_text("berk;D-3;2025-K1;BER-1;410;;;aantal;;;"))
    held = town.run("deliver", path, "--by", "controller", "--accept")
    assert held.code == 11 and "nu 410" in held.out + held.err
    answer = town.run("deliver", path, "--by", "controller", "--accept", "--explain", "Twee wijken erbij.")
    assert answer.code == 0, answer.out + answer.err
    assert "Twee wijken erbij." in str(town.publish()["note"].tolist())
    fallen = town.deliver("zes.csv", "berk;D-3;2025-K2;BER-1;411;;;aantal;;;")
    assert fallen.code == 0, fallen.out + fallen.err  # a new level is asked about once
