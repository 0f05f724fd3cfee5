"""A trend on paper: what its shapes mean is said, inside its plate."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.charts.frame import Chart, Placed, Point, Tick
from dashboard.report.plates import letters
from dashboard.report.plates.plate import Block, Sign, Words
from dashboard.report.plates.trend import trend_plate
from schemas.vocabulary import Status

WHY = (Status.TOO_FEW, Status.NOT_DELIVERED, Status.SUPPRESSED, Status.NOT_YET_JOINED)


def _chart(gaps: list[tuple[str, Status]], *, beyond: tuple[str | None, ...] = (None,) * 8) -> Chart:
    points = [
        Point(f"2025-K{at}", f"{at}e", f"K{at} 2025", None, word, None, None, 56.0, None, status, word, more)
        for at, ((word, status), more) in enumerate(zip(gaps, beyond, strict=False), start=1)
    ]
    return Chart("c", "Titel", "dagen", "lager is beter", tuple(points), (Tick(0, "0"),), 0.0, 80.0, "norm 56", "alt")


@pytest.mark.parametrize("height", [20.0, 26.0, 30.0, 32.0, 34.0, 36.0])
def test_every_shape_in_a_band_has_its_key_and_no_word_leaves_the_plate(height: float) -> None:
    chart = _chart([(status.label, status) for status in (*WHY, *WHY)])
    plate = trend_plate(chart, width=60.0, height=height)
    told = [item.text for item in plate.items if isinstance(item, Words)]
    shapes = {item.shape for item in plate.items if isinstance(item, Sign) and item.y > height / 2}
    keys = {item.shape for item in plate.items if isinstance(item, Sign) and item.y < height / 2}
    assert shapes <= keys
    assert all(told.count(status.label) >= 1 for status in WHY)
    for item in plate.items:
        if isinstance(item, Words) and not item.turned:
            assert item.x >= -0.01 and item.x + letters.width(item.text, bold=item.bold) <= 60.01


def test_a_value_that_is_not_reached_yet_stands_in_its_band() -> None:
    beyond = ("> 50", "> 154", "> 246", "> 1.338")
    gaps = [(f"meer dan {days[2:]} dagen", Status.BEHIND) for days in beyond]
    plate = trend_plate(_chart(gaps, beyond=beyond), width=82.0, height=26.0)
    assert set(beyond) <= {item.text for item in plate.items if isinstance(item, Words)}
    assert not any(isinstance(item, Sign) for item in plate.items)


@pytest.mark.parametrize("width", [60.0, 82.0, 170.0])
def test_remarks_stand_over_the_plot_and_not_over_what_is_drawn(width: float) -> None:
    long = "1 juli 2025: norm van 85% naar 75% (tafelbesluit 12 juni 2025: Tekort aan personeel), en nog veel meer daarover"
    remarks = (Placed(0.0, 0.0, "kort", long), Placed(2.0, 2.0, "kort", long), Placed(-0.5, 3.5, "kort", "Verhuizing"))
    bare = _chart([(status.label, status) for status in WHY])
    plain, plate = (trend_plate(chart, width=width, height=40.0) for chart in (bare, replace(bare, remarks=remarks)))
    assert plate.height > plain.height
    words = [item for item in plate.items if isinstance(item, Words)]
    said = [item for item in words if item.text.endswith("…") or item.text in (long, "Verhuizing")]
    assert len(said) == len(remarks)
    drawn = min(
        item.y for item in plate.items if isinstance(item, Block) and item.colour == "surface" and item.height > 5
    )
    for item in said:
        assert item.y < drawn and item.x >= -0.01
        assert item.x + letters.width(item.text) <= width + 0.01
    assert len({(item.y, item.x) for item in said}) == len(said)
