"""Any picture on a plate."""

from __future__ import annotations

from dashboard.charts.drawing import Drawing
from dashboard.charts.frame import Chart
from dashboard.report.plates.drawn import drawing_plate
from dashboard.report.plates.plate import PX, Plate
from dashboard.report.plates.trend import trend_plate

WIDE, HALF = 170.0, 82.0  # mm: the width of a sheet, and of two beside each other
_HIGH = {WIDE: 52.0, HALF: 26.0}  # of a trend


def laid(picture: Chart | Drawing, *, width: float = WIDE, height: float | None = None) -> Plate:
    """A trend as high as suits its width; a Drawing as high as it says, unless told otherwise."""
    if isinstance(picture, Chart):
        return trend_plate(picture, width=width, height=height or _HIGH[width])
    return drawing_plate(picture, width=width, height=height or picture.height * PX)
