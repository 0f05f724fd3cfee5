"""The picture of placements against the term: every entry on a line of its own, and no target group in it."""

from __future__ import annotations

from datetime import date
from typing import Any

from dashboard.charts.placements import placements
from dashboard.social_return_rows import Effort, Promised


def promised(**changes: Any) -> Promised:
    told: dict[str, Any] = dict.fromkeys(Promised.__dataclass_fields__) | {
        "obligation_id": "SR-1", "starts_on": date(2025, 1, 1), "ends_on": date(2026, 12, 31), **changes,
    }  # fmt: skip
    return Promised(**told)


def effort(line: int, **changes: Any) -> Effort:
    told: dict[str, Any] = dict.fromkeys(Effort.__dataclass_fields__) | {
        "obligation_id": "SR-1", "line": line, "form": "placement", "target_group": "exdet", "state": "approved",
        "starts_on": date(2025, 3, 1), "ends_on": date(2025, 12, 31), "hours": 24.0, **changes,
    }  # fmt: skip
    return Effort(**told)


def test_a_bar_runs_from_its_first_day_to_beyond_its_last_and_one_day_is_a_mark():
    bought = effort(2, form="purchase", ends_on=None, hours=None, starts_on=date(2025, 5, 1))
    drawn = placements([promised()], [effort(1), bought], quarter="2025-K4")
    assert drawn is not None
    band, bar = drawn.bars
    assert (band.x0, band.x1) == (date(2025, 1, 1).toordinal(), date(2027, 1, 1).toordinal())
    assert (bar.x0, bar.x1) == (date(2025, 3, 1).toordinal(), date(2026, 1, 1).toordinal())
    assert [mark.x for mark in drawn.marks] == [date(2025, 5, 1).toordinal()]
    assert drawn.lines[0].x == (date(2025, 12, 31).toordinal(),) * 2
    assert [label.text for label in drawn.labels] == [
        "SR-1, 01-01-2025 tot en met 31-12-2026", "1. Plaatsing, 24 uur, goedgekeurd",
        "2. Inkoop bij SW of sociale onderneming, goedgekeurd",
    ]  # fmt: skip


def test_the_axis_is_the_term_and_what_lies_outside_it_is_marked_at_its_edge():
    early = effort(1, starts_on=date(2023, 1, 1), ends_on=date(2023, 6, 30))
    partly = effort(2, starts_on=date(2024, 6, 1), ends_on=date(2027, 6, 30))
    late = effort(3, form="purchase", ends_on=None, hours=None, starts_on=date(2028, 5, 1))
    drawn = placements([promised()], [early, partly, late], quarter="2025-K4")
    assert drawn is not None
    first, last = date(2025, 1, 1).toordinal(), date(2026, 12, 31).toordinal()
    assert (drawn.left, int(drawn.right) - last) == (first, 7)  # a hundredth of the term beside it
    assert [(mark.x, mark.shape) for mark in drawn.marks] == [(first, "cross"), (last, "cross")]
    assert [(bar.x0, bar.x1) for bar in drawn.bars] == [(first, last + 1)] * 2
    assert [label.text for label in drawn.labels[1:]] == [
        "1. Buiten de looptijd: plaatsing, 24 uur, goedgekeurd", "2. Deels buiten de looptijd: plaatsing, 24 uur, goedgekeurd",
        "3. Buiten de looptijd: inkoop bij SW of sociale onderneming, goedgekeurd",
    ]  # fmt: skip


def test_the_picture_tells_no_target_group_and_without_promises_there_is_none():
    drawn = placements([promised()], [effort(1)], quarter="2025-K4")
    assert "exdet" not in repr(drawn).casefold() and "gedetineerd" not in repr(drawn).casefold()
    assert placements([], [], quarter="2025-K4") is None
