"""Any picture on a plate."""

from __future__ import annotations

from dashboard.charts.drawing import Drawing
from dashboard.charts.frame import Chart
from dashboard.report.plates.drawn import drawing_plate
from dashboard.report.plates.plate import PX, Plate
from dashboard.report.plates.trend import trend_plate

WIDE, HALF = 170.0, 82.0  # mm: the width of a sheet, and of two beside each other
_HIGH = {WIDE: 60.0, HALF: 26.0}  # of a trend
_ALONE = 62.0
_LOWER = 0.76


def laid(picture: Chart | Drawing, *, width: float = WIDE) -> Plate:
    """As in a report: a trend as high as suits its width, a Drawing lower than on a screen."""
    if isinstance(picture, Chart):
        return trend_plate(picture, width=width, height=_HIGH[width])
    return drawing_plate(picture, width=width, height=picture.height * PX * _LOWER)


def alone(picture: Chart | Drawing) -> Plate:
    """As a file of its own: as large as on a screen."""
    if isinstance(picture, Chart):
        return trend_plate(picture, width=WIDE, height=_ALONE)
    return drawing_plate(picture, width=WIDE, height=picture.height * PX)
