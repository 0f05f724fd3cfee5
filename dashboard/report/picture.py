"""One picture as a file of its own, PNG or SVG, drawn by Typst: no browser, no internet, the same look as on paper."""

from __future__ import annotations

from dataclasses import asdict
from typing import Literal

from dashboard import dutch
from dashboard.charts.drawing import Drawing
from dashboard.charts.frame import Chart, Tick
from dashboard.report import paper, press
from dashboard.report.paper import Data

Format = Literal["png", "svg"]


def print_picture(chart: Chart | Drawing, *, about: str, source: str, kind: Format) -> bytes:
    """The picture with its title, whom it is about, unit, direction of good, and the publication it was drawn from."""
    if isinstance(chart, Chart):
        caption = f"Per kwartaal, {chart.unit}."
        drawn: Data = {"kind": "trend", "drawn": paper.chart(chart)}
    else:
        caption = dutch.sentence(chart.caption)
        drawn = {"kind": "drawing", "drawn": {**asdict(chart), "x_ticks": [_tick(tick) for tick in chart.x_ticks]}}
    document = {"title": chart.title, "caption": f"{about}. {caption}" if about else caption, "source": source, **drawn}
    return press.print_sheet(document, kind)


def _tick(tick: Tick) -> Data:
    """The lines of a tick apart: text on paper is always one line."""
    return {"at": tick.at, "lines": tick.label.split("\n")}
