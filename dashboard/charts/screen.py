"""Chart -> Plotly figure: direct labels, the target as a labelled line, gaps as a mark with their word."""

from __future__ import annotations

from functools import lru_cache

import plotly.graph_objects as go

from dashboard import dutch
from dashboard.charts.frame import Chart, Placed, Point
from dashboard.look import FONT, MARKS, SIZES, Palette

HEIGHT = 220
LEFT, RIGHT = 56, 100  # the table under a chart has these too, so that its columns stand under the marks
CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}
# a gap's mark is the shape of its reason, as beside the word in tables
_GAPS = {
    "bar": "square",
    "outline": "square-open",
    "cross": "x-thin-open",
    "dots": "line-ew-open",
    "ended": "line-ns-open",
}
FONTS = f"{FONT}, system-ui, sans-serif"


@lru_cache(maxsize=1024)
def figure(chart: Chart, palette: Palette) -> go.Figure:
    """The picture of a chart in one palette. Remembered: the same chart gives the same figure, unchanged."""
    traces = [_bars(chart, palette) if chart.form == "bars" else _line(chart, palette)]
    if any(point.target is not None for point in chart.points):
        traces.append(_target(chart, palette))
    if any(point.gap for point in chart.points):
        traces.append(_gaps(chart, palette))
    return go.Figure(data=traces, layout=_layout(chart, palette))


def _hover(point: Point) -> str:
    if point.gap:
        return f"{point.label}: {point.gap}"
    return f"{point.label}: {point.shown} ({dutch.cases(point.n)})"


def _colours(chart: Chart, palette: Palette) -> list[str]:
    """Earlier quarters are quiet; the chosen one, the last, has the colour of its status."""
    last = chart.points[-1].status if chart.points else None
    now = getattr(palette, MARKS[last].colour) if last else palette.accent
    return [palette.past] * (len(chart.points) - 1) + [now]


def _bars(chart: Chart, palette: Palette) -> go.Bar:
    return go.Bar(
        name="waarde",
        x=list(range(len(chart.points))),
        y=[point.value for point in chart.points],
        marker={"color": _colours(chart, palette), "line": {"width": 0}},
        width=0.6 * min(1, len(chart.points) / 6),
        customdata=[_hover(point) for point in chart.points],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _line(chart: Chart, palette: Palette) -> go.Scatter:
    points = chart.points
    above = [None if p.value is None or p.upper is None else p.upper - p.value for p in points]
    below = [None if p.value is None or p.lower is None else p.value - p.lower for p in points]
    return go.Scatter(
        name="waarde",
        x=list(range(len(points))),
        y=[point.value for point in points],
        mode="lines+markers",
        connectgaps=False,
        line={"color": palette.past, "width": 2},
        marker={
            "color": _colours(chart, palette),
            "size": [9] * (len(points) - 1) + [13],
            "line": {"width": 2, "color": palette.paper},
            "opacity": 1,
        },
        error_y={
            "type": "data", "symmetric": False, "array": above, "arrayminus": below,
            "thickness": 1.5, "width": 0, "color": palette.past, "visible": any(above) or any(below),
        },
        customdata=[_hover(point) for point in points],
        hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip


def _target(chart: Chart, palette: Palette) -> go.Scatter:
    """A step per period, so that a target that changed (or grows through the year) is drawn as it was."""
    x: list[float | None] = []
    y: list[float | None] = []
    for i, point in enumerate(chart.points):
        x += [i - 0.5, i + 0.5] if point.target is not None else [None, None]
        y += [point.target, point.target]
    return go.Scatter(
        name="norm", x=x, y=y, mode="lines", hoverinfo="skip", connectgaps=False,
        line={"color": palette.ink, "width": 1.5, "dash": "4px,3px"},
    )  # fmt: skip


def _gaps(chart: Chart, palette: Palette) -> go.Scatter:
    where = [i for i, point in enumerate(chart.points) if point.gap]
    reasons = [chart.points[i].status for i in where]
    symbols = [_GAPS.get(MARKS[status].shape, "circle-open") if status else "circle-open" for status in reasons]
    return go.Scatter(
        name="geen getal", x=where, y=[chart.bottom] * len(where), mode="markers", cliponaxis=False,
        marker={"symbol": symbols, "size": 10, "color": palette.quiet, "line": {"width": 2, "color": palette.quiet}},
        customdata=[_hover(chart.points[i]) for i in where],
        hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip


def _layout(chart: Chart, palette: Palette) -> go.Layout:
    quiet = {"family": FONTS, "size": SIZES["small"], "color": palette.muted}
    return go.Layout(
        template=None,
        separators=",.",
        font=quiet,
        height=HEIGHT,
        margin={"l": LEFT, "r": RIGHT, "t": 24, "b": 40},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        showlegend=False,
        dragmode=False,
        bargap=0.3,
        hovermode="closest",
        hoverlabel={
            "bgcolor": palette.paper, "bordercolor": palette.line,
            "font": {**quiet, "color": palette.ink}, "align": "left",
        },
        xaxis={
            "tickmode": "array", "tickvals": list(range(len(chart.points))), "ticktext": _period_ticks(chart),
            "range": [-0.5, len(chart.points) - 0.5], "fixedrange": True, "showgrid": False,
            "zeroline": False, "linecolor": palette.quiet, "linewidth": 1, "showline": True, "ticks": "",
            "tickangle": 0,
        },
        yaxis={
            "range": [chart.bottom, chart.top * 1.01], "fixedrange": True, "tickmode": "array",
            "tickvals": [tick.at for tick in chart.ticks], "ticktext": [tick.label for tick in chart.ticks],
            "gridcolor": palette.line, "gridwidth": 1, "zeroline": False, "ticks": "", "ticksuffix": " ",
        },
        shapes=[_remark(note, chart, palette) for note in chart.remarks],
        annotations=[
            *_remark_words(chart, palette), *_value_labels(chart, palette), *_gap_words(chart, palette), *_target_words(chart, palette),
        ],
    )  # fmt: skip


def _remark(note: Placed, chart: Chart, palette: Palette) -> dict:
    """A thin line at a moment, a band over a span; behind the figures."""
    span = {"x0": note.start, "x1": note.end, "y0": chart.bottom, "y1": chart.top, "layer": "below"}
    if note.start == note.end:
        return {**span, "type": "line", "line": {"color": palette.muted, "width": 1, "dash": "2px,3px"}}
    return {**span, "type": "rect", "fillcolor": palette.surface, "line": {"width": 0}}


def _remark_words(chart: Chart, palette: Palette) -> list[dict]:
    """Above the plot, those beside each other one lower."""
    return [
        {
            "x": (note.start + note.end) / 2, "y": chart.top, "text": note.label, "hovertext": note.told,
            "showarrow": False, "yanchor": "bottom", "yshift": -14 * (place % 2),
            "font": {"family": FONTS, "size": SIZES["small"], "color": palette.muted},
        }
        for place, note in enumerate(chart.remarks)
    ]  # fmt: skip


def _period_ticks(chart: Chart) -> list[str]:
    """K3, K4, and the year once, under its first quarter shown."""
    texts, year = [], ""
    for point in chart.points:
        quarter, _, this = point.short.partition(" ")
        texts.append(quarter if this == year else f"{quarter}<br>{this}")
        year = this
    return texts


def _value_labels(chart: Chart, palette: Palette) -> list[dict]:
    """The chosen quarter is labelled at its mark; the others stand in the table under the chart."""
    if not chart.points or chart.points[-1].value is None:
        return []
    last, below = chart.points[-1], _label_below(chart)
    return [{
        "x": len(chart.points) - 1, "y": _label_at(chart, below=below),
        "text": f"<b>{last.shown}</b>", "showarrow": False, "yshift": -15 if below else 15,
        "font": {"family": FONTS, "size": SIZES["body"], "color": _colours(chart, palette)[-1]},
    }]  # fmt: skip


def _label_at(chart: Chart, *, below: bool) -> float | None:
    """Past the margin, where one is drawn; above a target line that runs just over a bar."""
    last = chart.points[-1]
    edge = last.lower if below else last.upper
    if edge is not None:
        return edge
    if chart.form == "bars" and last.value is not None and last.target is not None:
        return last.target if 0 <= last.target - last.value < 0.22 * chart.top else last.value
    return last.value


def _label_below(chart: Chart) -> bool:
    """Where the label of the last mark has room: under it when the line or the target is just above."""
    *earlier, last = chart.points
    if last.value is None or chart.form == "bars" or last.value < 0.25 * chart.top:
        return False
    near = 0.2 * chart.top
    before = earlier[-1].value if earlier else None
    falling = before is not None and before > last.value
    crowded = last.target is not None and 0 <= last.target - last.value < near
    return falling or crowded


def _gap_words(chart: Chart, palette: Palette) -> list[dict]:
    return [
        {
            "x": i, "y": chart.bottom, "text": point.gap, "textangle": -90, "showarrow": False,
            "yanchor": "bottom", "yshift": 8,
            "font": {"family": FONTS, "size": SIZES["small"], "color": palette.quiet},
        }
        for i, point in enumerate(chart.points)
        if point.gap
    ]  # fmt: skip


def _target_words(chart: Chart, palette: Palette) -> list[dict]:
    target = next((point.target for point in reversed(chart.points) if point.target is not None), None)
    if target is None or chart.target_label is None:
        return []
    return [{
        "xref": "paper", "x": 1, "xanchor": "left", "xshift": 4, "y": target, "text": chart.target_label,
        "showarrow": False, "font": {"family": FONTS, "size": SIZES["small"], "color": palette.ink},
    }]  # fmt: skip
