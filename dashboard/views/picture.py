"""One picture on a page, with a switch to its table, and both as a file: shared by every page that draws."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard import dutch
from dashboard.charts import screen
from dashboard.charts.drawing import Drawing
from dashboard.charts.frame import Chart
from dashboard.charts.screen_drawing import drawing_figure
from dashboard.pictures.kinds import Picture, file_address
from dashboard.selection import Selection, address
from dashboard.session import palette
from dashboard.views.markup import Safe, join, tag


def drawn(picture: Picture, selection: Selection, table: Safe | Callable[[], Safe], *, kind: str, page: str) -> None:
    """The picture, or its table where the address says so, and the way to the other and to the files.

    `kind` is the name of the picture in pictures.kinds and `page` that of the page, both as in the address; `table`
    says the same in words as the picture, made when it is wanted where it is a function.
    """
    about = f"{picture.chart.title}, {picture.about}"
    line = tools(picture.chart.id, selection, kind=kind, page=page, about=about)
    st.html(join(tag("p", caption(picture.chart), class_="kb-fact"), line))
    if picture.chart.id in selection.as_tables:
        st.html(table() if callable(table) else table)
    else:
        shown(picture.chart)


def tools(picture: str, selection: Selection, *, kind: str, page: str, about: str) -> Safe:
    """The line over a picture: the switch between picture and table, and both as files."""
    switch = _switch(picture, selection, page=page, as_table=picture in selection.as_tables)
    return tag("p", switch, downloads(kind, selection, about=about), class_="kb-tools")


def caption(chart: Chart | Drawing) -> str:
    """Unit and direction of good; for a control chart also how its limits were found."""
    if isinstance(chart, Chart):
        return dutch.sentence(f"Per kwartaal, {chart.unit}. {dutch.capital(chart.direction)}")
    return dutch.sentence(chart.caption)


def shown(chart: Chart | Drawing) -> None:
    """The chart alone."""
    made = screen.figure(chart, palette()) if isinstance(chart, Chart) else drawing_figure(chart, palette())
    st.plotly_chart(
        made,
        theme=None,
        config=screen.CONFIG,
        key=f"chart-{chart.id}",
        alt=chart.alt,
    )


def downloads(kind: str, selection: Selection, *, about: str) -> Safe:
    """Numbers and picture as files; `about` tells a screen reader of which picture."""
    named = tag("span", f": {about}", class_="kb-hidden")
    numbers, image = (
        tag("a", word, named, href=file_address(kind, selection, ending=ending), download=True)
        for word, ending in (("cijfers (CSV)", "csv"), ("afbeelding (PNG)", "png"))
    )
    return tag("span", "Download ", numbers, " of ", image)


def _switch(picture: str, selection: Selection, *, page: str, as_table: bool) -> Safe:
    """Two words of which one is current; a link, so that keyboard, address and back button work by themselves."""
    other = address(page, selection.with_table(picture, shown=not as_table))
    words = [
        tag("b", word, aria_current="true") if as_table is this else tag("a", word, href=other, id=f"toon-{picture}")
        for word, this in (("Grafiek", False), ("Tabel", True))
    ]
    return tag("span", words[0], " | ", words[1])
