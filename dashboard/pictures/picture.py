"""What a picture is when it is asked for by an address: a chart, the sheet of its numbers, and whom it is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from dashboard.charts.drawing import Drawing
from dashboard.charts.frame import Chart
from dashboard.pictures.sheet import Sheet
from dashboard.readings import Readings
from dashboard.selection import FROM, Selection

FOLDER = "/beeld/"
IN_PIECES = frozenset({"naast-elkaar"})  # pictures of the providers on one page, which the address then names


@dataclass(frozen=True)
class Picture:
    """A chart with the sheet of its numbers. `about`: whom it is about."""

    chart: Chart | Drawing
    sheet: Sheet
    about: str


Maker = Callable[[Readings, Selection], Picture | None]


def file_address(kind: str, selection: Selection, *, ending: str) -> str:
    """Where a picture of this choice is found as a file: its numbers (csv) or itself (png, svg)."""
    place = {FROM: str(selection.first)} if kind in IN_PIECES and selection.first > 1 else {}
    return f"{FOLDER}{kind}.{ending}?{urlencode({**selection.figures(), **place})}"
