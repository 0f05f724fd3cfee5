"""Drawing -> Plotly figure: every line, mark, block and word at its place, and nothing of Plotly's own."""

from __future__ import annotations

from functools import lru_cache

import plotly.graph_objects as go

from dashboard.charts.drawing import Bar, Drawing, Label, Line, Mark
from dashboard.charts.screen import FONTS, LEFT
from dashboard.look import SIZES, Palette

RIGHT, BARE = 130, 16  # room for the words at the right edge, and where there are none
_SYMBOLS = {
    "disc": "circle",
    "triangle": "triangle-up",
    "square": "square",
    "ring": "circle-open",
    "dash": "line-ew-open",
    "cross": "x-thin-open",
    "bar": "line-ns-open",
    "dots": "circle-open-dot",
    "ended": "line-ns-open",
    "outline": "square-open",
}
_DASHES = {"solid": "solid", "dashed": "5px,4px", "dotted": "2px,3px"}


@lru_cache(maxsize=512)
def drawing_figure(drawing: Drawing, palette: Palette) -> go.Figure:
    """The picture in one palette. Remembered: the same drawing gives the same figure, unchanged."""
    traces = [*(_line(line, palette) for line in drawing.lines)]
    if drawing.marks:
        traces.append(_marks(drawing.marks, palette))
    if drawing.bars:
        traces.append(_pointed(drawing.bars))
    return go.Figure(data=traces, layout=_layout(drawing, palette))


def _line(line: Line, palette: Palette) -> go.Scatter:
    return go.Scatter(
        name=line.name, x=list(line.x), y=list(line.y), mode="lines", hoverinfo="skip", connectgaps=False,
        line={"color": getattr(palette, line.colour), "width": line.width, "dash": _DASHES[line.dash]},
        cliponaxis=True,
    )  # fmt: skip


def _marks(marks: tuple[Mark, ...], palette: Palette) -> go.Scatter:
    colours = [getattr(palette, mark.colour) for mark in marks]
    hollow = {"ring", "dash", "cross", "bar", "dots", "ended", "outline"}
    return go.Scatter(
        name="waarde", x=[mark.x for mark in marks], y=[mark.y for mark in marks], mode="markers", cliponaxis=False,
        marker={
            "symbol": [_SYMBOLS[mark.shape] for mark in marks], "size": [mark.size for mark in marks],
            "color": colours, "opacity": 1,
            "line": {
                "width": [2 if mark.shape in hollow else 1.5 for mark in marks],
                "color": [colour if mark.shape in hollow else palette.paper
                          for mark, colour in zip(marks, colours, strict=True)],
            },
        },
        customdata=[mark.told for mark in marks], hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip


def _pointed(bars: tuple[Bar, ...]) -> go.Scatter:
    """Blocks are shapes, which cannot be pointed at: an unseen mark in the middle of each tells its words."""
    told = [bar for bar in bars if bar.told]
    return go.Scatter(
        name="blok", x=[(bar.x0 + bar.x1) / 2 for bar in told], y=[(bar.y0 + bar.y1) / 2 for bar in told],
        mode="markers", marker={"size": 24, "opacity": 0}, customdata=[bar.told for bar in told],
        hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip


def _layout(drawing: Drawing, palette: Palette) -> go.Layout:
    quiet = {"family": FONTS, "size": SIZES["small"], "color": palette.muted}
    plain = {"fixedrange": True, "zeroline": False, "ticks": "", "tickmode": "array"}
    return go.Layout(
        template=None, separators=",.", font=quiet, height=drawing.height,
        margin={"l": LEFT, "r": RIGHT if any(label.edge for label in drawing.labels) else BARE, "t": 24, "b": 60 if drawing.x_title else 44},
        paper_bgcolor="rgba(0,0,0,0)", plot_bgcolor="rgba(0,0,0,0)",
        showlegend=False, dragmode=False, hovermode="closest",
        hoverlabel={"bgcolor": palette.paper, "bordercolor": palette.line,
                    "font": {**quiet, "color": palette.ink}, "align": "left"},
        xaxis={
            **plain, "range": [drawing.left, drawing.right], "showgrid": False, "showline": True,
            "linecolor": palette.quiet, "linewidth": 1, "tickangle": 0, "title": {"text": drawing.x_title},
            "tickvals": [tick.at for tick in drawing.x_ticks],
            "ticktext": [tick.label.replace("\n", "<br>") for tick in drawing.x_ticks],
        },
        yaxis={
            **plain, "range": [drawing.bottom, drawing.top], "gridcolor": palette.line, "gridwidth": 1,
            "ticksuffix": " ", "title": {"text": drawing.y_title},
            "tickvals": [tick.at for tick in drawing.y_ticks], "ticktext": [tick.label for tick in drawing.y_ticks],
        },
        shapes=[_block(bar, palette) for bar in drawing.bars],
        annotations=[_words(label, drawing, palette) for label in drawing.labels],
    )  # fmt: skip


def _block(bar: Bar, palette: Palette) -> dict:
    return {
        "type": "rect", "x0": bar.x0, "x1": bar.x1, "y0": bar.y0, "y1": bar.y1, "layer": "below" if bar.colour == "surface" else "between",
        "fillcolor": getattr(palette, bar.colour), "line": {"width": 0},
    }  # fmt: skip


def _words(label: Label, drawing: Drawing, palette: Palette) -> dict:
    font = {"family": FONTS, "size": SIZES["small"], "color": getattr(palette, label.colour)}
    text = f"<b>{label.text}</b>" if label.bold else label.text
    placed = {"y": label.y, "text": text, "showarrow": False, "font": font, "yshift": label.up}
    if label.edge:
        return {**placed, "xref": "paper", "x": 1, "xanchor": "left", "xshift": 4}
    turned = {"textangle": -90, "yanchor": "bottom"} if label.turned else {}
    return {**placed, "x": label.x, "xanchor": _side(label, drawing), **turned}


def _side(label: Label, drawing: Drawing) -> str:
    """Words near the edge stay within the plot."""
    if label.turned:
        return "center"
    share = (label.x - drawing.left) / (drawing.right - drawing.left)
    return "left" if share < 0.08 else "right" if share > 0.92 else "center"
