"""One picture as a file of its own, PNG or SVG, drawn by Typst: no browser, no internet, the same look as on paper."""

from __future__ import annotations

from typing import Literal

from dashboard import dutch
from dashboard.charts.drawing import Drawing
from dashboard.charts.frame import Chart
from dashboard.report import paper, press
from dashboard.report.paper import Data
from dashboard.report.plates.laid import alone

Format = Literal["png", "svg"]


def print_picture(chart: Chart | Drawing, *, about: str, source: str, kind: Format) -> bytes:
    """The picture with its title, whom it is about, unit, direction of good, and the publication it was drawn from."""
    caption = f"Per kwartaal, {chart.unit}." if isinstance(chart, Chart) else dutch.sentence(chart.caption)
    document: Data = {
        "title": chart.title,
        "caption": f"{about}. {caption}" if about else caption,
        "source": source,
        "plate": paper.plate(alone(chart)),
    }
    return press.print_sheet(document, kind)
