"""What may never be crossed: no small cell is shown, and none can be derived from what is shown."""

from __future__ import annotations

import attack
import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pipelines.measurement import measure
from pipelines.protection import protect
from pipelines.reading.text_storage import texts_held
from pipelines.settings import Settings
from schemas.indicators.catalogue import CATALOGUE

MONTHS = ("2025-10", "2025-11", "2025-12")
QUARTER = "2025-K4"
SHARES = {"TER-2", "TER-5"}
# a failure already names its cells in words, so shrinking would only cost minutes
QUICK = settings(max_examples=80, deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate],
                 suppress_health_check=[HealthCheck.too_slow])  # fmt: skip


def row(code: str, period: str, n: int | None, *, sub: str = "S1", part: tuple[str, str] | None = None) -> dict:
    """One delivered figure with `n` persons or cases behind it; None is what came in as "kleiner dan 5"."""
    share = code in SHARES
    kind, value = part or (None, None)
    return {
        "provider_id": "p", "sub_agreement_id": sub, "quarter": QUARTER, "period": period,
        "period_kind": "quarter" if period == QUARTER else "month", "indicator": code,
        "breakdown": kind, "breakdown_value": value,
        "value": np.nan if share or n is None else float(n),
        "numerator": float(n // 2) if share and n is not None else np.nan,
        "denominator": float(n) if share and n is not None else np.nan,
        "censored": n is None, "below": 5.0 if n is None else np.nan, "note": None,
    }  # fmt: skip


def figures(rows: list[dict]) -> pd.DataFrame:
    """Rows as sql/delivered_figures.sql gives them."""
    texts = ("provider_id", "sub_agreement_id", "quarter", "period", "period_kind", "indicator", "breakdown",
             "breakdown_value", "note")  # fmt: skip
    return pd.DataFrame(rows).astype(dict.fromkeys(texts, "str"))


def published(rows: list[dict], **chosen: object) -> pd.DataFrame:
    return shielded(measure(figures(rows)), **chosen)


def shielded(measured: pd.DataFrame, **chosen: object) -> pd.DataFrame:
    unknown = measured["value"].isna() & measured["reason_code"].isna()
    known = measured.assign(reason_code=measured["reason_code"].mask(unknown, "not_delivered"))
    return protect(known, Settings(**chosen))


def hidden(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["reason_code"].isin(attack.HIDDEN)]


def cell(frame: pd.DataFrame, code: str, period: str, part: str | None = None) -> pd.Series:
    at = (frame["indicator"] == code) & (frame["period"] == period)
    at &= frame["breakdown_value"].eq(part) if part else frame["breakdown"].isna()
    return frame[at & (frame["grain"] == "sub_agreement")].iloc[0]


# --- the outsider himself is right


def test_the_outsider_solves_a_sum_with_one_unknown():
    frame = published([row("BER-5", QUARTER, 40), *(row("BER-5", QUARTER, n, part=("district", d))
                       for d, n in (("A", 37), ("B", 3)))])  # fmt: skip
    frame.loc[frame["breakdown_value"].eq("A"), ["n", "value", "reason_code"]] = [37.0, 37.0, None]  # by mistake
    assert attack.puzzle_of(frame).ranges() == {
        ("p", "S1", "sub_agreement", "BER-5", QUARTER, "district", "B"): (40 - 37, 40 - 37)
    }
    assert len(attack.too_narrow(frame)) == 1


def test_the_outsider_cannot_split_a_sum_of_which_every_part_is_hidden():
    frame = published([row("BER-5", QUARTER, 40), *(row("BER-5", QUARTER, n, part=("district", d))
                       for d, n in (("A", 3), ("B", 7), ("C", 30)))])  # fmt: skip
    found = attack.puzzle_of(frame).ranges()
    assert set(found.values()) == {(0, 40)}
    assert {name[-1] for name in found} == {"A", "B", "C"}
    assert attack.too_narrow(frame) == []


# --- one equation at a time


@pytest.mark.parametrize(("smallest", "shown"), [(0, True), (1, False), (4, False), (5, True)])
def test_a_breakdown_with_a_part_of_one_to_four_is_not_shown_at_all(smallest: int, shown: bool):
    frame = published([row("BER-6", QUARTER, n, part=("district", f"wijk {n}")) for n in (smallest, 20, 30)])
    assert frame["value"].notna().tolist() == [shown] * 3
    assert hidden(frame)[["value", "n", "numerator", "denominator"]].isna().all(axis=None)


def test_a_whole_count_is_shown_whatever_its_size():
    # the municipality and the provider delivered and received it; only parts of it are protected
    frame = published([row("BER-5", QUARTER, 3), row("BER-5", QUARTER, 1, part=("district", "A")),
                       row("BER-5", QUARTER, 2, part=("district", "B"))])  # fmt: skip
    assert cell(frame, "BER-5", QUARTER)["value"] == 3
    assert len(hidden(frame)) == 2


@pytest.mark.parametrize(("n", "shown"), [(9, False), (10, True)])
def test_a_share_is_shown_from_ten_cases(n: int, shown: bool):
    frame = published([row("TER-2", QUARTER, n)])
    assert frame["value"].notna().tolist() == [shown]
    assert frame["numerator"].notna().tolist() == [shown]
    assert frame["reason_code"].isna().tolist() == [shown]


def test_a_small_part_of_one_indicator_hides_the_other_indicators_of_that_breakdown():
    frame = published([row("BER-5", QUARTER, 3, part=("district", "A")), row("BER-5", QUARTER, 30, part=("district", "B")),
                       row("TER-2", QUARTER, 30, part=("district", "B"))])  # fmt: skip
    assert len(hidden(frame)) == 3
    other = published(
        [row("BER-5", QUARTER, 3, part=("district", "A")), row("BER-5", QUARTER, 30, part=("target_group", "B"))]
    )
    assert hidden(other)["breakdown_value"].tolist() == ["A"]


def test_protection_changes_no_frame_in_place():
    before = measure(figures([row("BER-5", QUARTER, 3, part=("district", "A"))]))
    copy = before.copy()
    protect(before, Settings())
    pd.testing.assert_frame_equal(before, copy)


# --- relations between figures


def test_a_shown_part_of_a_hidden_total_does_not_narrow_down_the_other_total():
    # S1 is at least its shown 12, and together they are 17: S0 is at most 5, and so is each of its parts
    rows = [
        row("TER-2", QUARTER, n, sub=sub, part=part and ("district", part))
        for sub, part, n in (("S0", None, 3), ("S0", "A", 2), ("S0", "B", 1),
                             ("S1", None, 14), ("S1", "A", 2), ("S1", "B", 12))
    ]  # fmt: skip
    assert attack.too_narrow(published(rows)) == []


def test_the_quarter_of_a_stock_does_not_give_away_what_its_last_month_hides():
    # TER-4 is a stock: the quarter equals December. Districts are delivered for the quarter only.
    rows = [
        row("TER-4", "2025-12", 3), row("TER-4", QUARTER, 3),
        row("TER-4", QUARTER, 1, part=("district", "A")), row("TER-4", QUARTER, 2, part=("district", "B")),
    ]  # fmt: skip
    assert attack.too_narrow(published(rows)) == []


def test_what_a_provider_censored_cannot_be_derived_from_its_total():
    rows = [
        row("BER-5", QUARTER, 40), row("BER-5", QUARTER, 30, part=("district", "A")),
        row("BER-5", QUARTER, 7, part=("district", "B")), row("BER-5", QUARTER, None, part=("district", "C")),
    ]  # fmt: skip
    frame = published(rows)
    # 40 - 30 - 7 = 3 is exactly what "<5" was meant to hide
    assert frame.loc[frame["breakdown_value"].isin(["A", "B"]), "value"].isna().any()


def test_what_a_provider_censored_in_a_month_cannot_be_derived_from_the_quarter():
    rows = [row("BER-5", "2025-10", 20), row("BER-5", "2025-11", 17), row("BER-5", "2025-12", None),
            row("BER-5", QUARTER, 40)]  # fmt: skip
    frame = published(rows)
    assert frame.loc[frame["period"] != "2025-12", "value"].isna().any()


def test_the_share_of_those_who_started_does_not_give_away_a_hidden_inflow():
    # TER-2 counts the same people as BER-5: who started. Its rows exist only where somebody started.
    rows = [
        row("BER-5", QUARTER, 1), row("BER-5", QUARTER, 1, part=("district", "A")),
        row("BER-5", QUARTER, 0, part=("district", "B")), row("BER-5", QUARTER, 0, part=("district", "C")),
        row("TER-2", QUARTER, 1), row("TER-2", QUARTER, 1, part=("district", "A")),
    ]  # fmt: skip
    narrow = [text for text in attack.too_narrow(published(rows), same_people=True) if "BER-5" in text]
    assert narrow == []


def test_stock_and_outflow_do_not_give_away_a_hidden_inflow():
    # stock 30 -> 28 with 5 out: 3 came in
    rows = [
        row(code, period, n, part=("district", "A"))
        for code, period, n in (("BER-7", "2025-10", 30), ("BER-7", "2025-11", 28), ("BER-5", "2025-11", 3),
                                ("BER-6", "2025-11", 5))
    ]  # fmt: skip
    frame = published(rows)
    derivable = [cell(frame, code, period, "A")["value"] for code, period in
                 (("BER-7", "2025-10"), ("BER-7", "2025-11"), ("BER-6", "2025-11"))]  # fmt: skip
    assert np.isnan(derivable).any(), f"28 - 30 + 5 = {28 - 30 + 5} follows from {derivable}"


def test_a_reader_cannot_tell_a_small_cell_from_one_that_was_hidden_along_with_it():
    # with two symbols a reader knows 1 <= A <= 4 and B >= 5, and 46 - 40 = 6 leaves only A = 1, B = 5
    frame = published([row("BER-5", QUARTER, 46), *(row("BER-5", QUARTER, n, part=("district", d))
                       for d, n in (("A", 1), ("B", 5), ("C", 40)))])  # fmt: skip
    assert hidden(frame)["breakdown_value"].tolist() == ["A", "B", "C"]
    assert hidden(frame)["reason_code"].nunique() == 1


def test_the_months_of_a_hidden_quarter_do_not_add_up_to_it():
    rows = [row("TER-2", month, n) for month, n in zip(MONTHS, (2, 3, 4), strict=True)]
    frame = published(rows)
    assert cell(frame, "TER-2", QUARTER)["reason_code"] == "too_few"  # 2 + 3 + 4 = 9
    assert attack.too_narrow(frame) == []


# --- everything at once


@st.composite
def quarters(draw: st.DrawFn) -> list[dict]:
    """All figures of one indicator in one quarter, coherent: any delivery of months, quarter, parts and sub-agreements."""
    code = draw(st.sampled_from(["TER-2", "BER-5", "TER-5", "BER-6", "TER-4", "BER-1", "BER-7"]))
    subs = draw(st.sampled_from([2, 3, 1]))
    districts = [("district", f"wijk {i}") for i in range(draw(st.sampled_from([2, 3, 0, 4])))]
    groups = [("target_group", f"groep {i}") for i in range(draw(st.sampled_from([0, 0, 2, 3])))]
    small = st.sampled_from([0, 1, 2, 3, 4, 5, 8, 10, 12, 20, 60])
    keeps_months = draw(st.booleans())
    keeps_quarter = draw(st.booleans()) or not keeps_months or code == "BER-1"
    rows = []
    for sub in range(subs):
        per_month = []
        for _ in MONTHS:
            cells = {part: draw(small) for part in districts} or {None: draw(small)}
            total = sum(cells.values())
            cuts = sorted(draw(st.lists(st.integers(0, total), min_size=len(groups) - 1, max_size=len(groups) - 1))
                          ) if groups else []  # fmt: skip
            sizes = np.diff([0, *cuts, total]) if groups else []
            cells |= {part: int(size) for part, size in zip(groups, sizes, strict=True)}
            per_month.append(cells | {None: total})
        quarter = (
            per_month[-1] if code in attack.MOMENT
            else {part: sum(month[part] for month in per_month) for part in per_month[0]}
        )  # fmt: skip
        for period, cells in zip((*MONTHS, QUARTER), (*per_month, quarter), strict=True):
            if keeps_quarter if period == QUARTER else keeps_months:
                # a share of nobody is not delivered
                rows += [
                    row(code, period, n, sub=f"S{sub}", part=part)
                    for part, n in cells.items()
                    if n or code not in SHARES
                ]
    return rows


@QUICK
@given(quarters())
def test_whatever_is_delivered_nothing_small_is_shown_or_follows_and_the_rest_is_as_measured(rows: list[dict]):
    if not rows:
        return
    with texts_held(few=True):  # as publishing does
        measured = measure(figures(rows))
        frame = shielded(measured)
    assert (frame["n"].isna() == frame["value"].isna()).all()
    assert hidden(frame)[["value", "numerator", "denominator", "n"]].isna().all(axis=None)
    seen = frame["n"].notna()
    for code, breakdown, n in frame.loc[seen, ["indicator", "breakdown", "n"]].itertuples(index=False):
        if CATALOGUE[code].minimum_n:
            assert n >= CATALOGUE[code].minimum_n
        elif isinstance(breakdown, str):
            assert n == 0 or n >= 5
    # protect keeps the order of its rows
    assert (measured.loc[seen, ["n", "value"]] == frame.loc[seen, ["n", "value"]]).all(axis=None)
    assert attack.too_narrow(frame) == []
