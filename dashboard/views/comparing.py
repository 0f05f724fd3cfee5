"""Page Vergelijken: one figure of all providers, held against each other without a ranking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from dashboard import dutch
from dashboard.pictures import comparing
from dashboard.readings import Readings
from dashboard.rows import Definition, Figure, Place
from dashboard.selection import COMPARING_PAGE, Selection, provider_address
from dashboard.session import open_publication, theme_selection
from dashboard.views import choices, frame, funnel, leafing, panels, picture
from dashboard.views.markup import Safe, join, status_word, table, tag

_METHOD = (
    "Elke stip is het percentage van een aanbieder: de tellers van zijn deelovereenkomsten opgeteld, gedeeld door hun "
    "noemers. De lijn is het gemiddelde van de aanbieders in de trechter: alle tellers gedeeld door alle noemers.",
    "De grenzen zeggen hoe ver een aanbieder van deze omvang door toeval en door gewone verschillen tussen aanbieders van "
    "het gemiddelde kan liggen: in 95 en in 99,8 van de 100 gevallen. Een aanbieder valt pas op buiten de grens van 99,8%.",
    "Wie met veel aanbieders tegelijk vergelijkt, vindt altijd wel iets. Daarom staat erbij of een afwijking opvallend "
    "blijft na correctie voor al die vergelijkingen (Benjamini en Hochberg; q kleiner dan 0,05). Kijkt u naar meer "
    "cijfers of kwartalen, dan geldt die correctie niet.",
    "Een verschil kan ook komen doordat de cliënten verschillen, of doordat anders wordt geteld. Daarom is het een "
    "aanleiding voor een gesprek en geen oordeel.",
)


def page() -> None:
    """Choose, read, draw, explain."""
    st.set_page_config(page_title="Vergelijken · Kwartaalbeeld", layout="wide")
    readings = open_publication(frame.absent)
    selection = theme_selection(readings)
    there = readings.compared_indicators(selection.quarter)
    offered = [row for row in there if selection.theme in (None, row.theme)] or list(there)
    definition = _chosen(readings, selection, offered)
    with st.container(key="kb-choices-row", horizontal=True, vertical_alignment="bottom"):
        with st.container(width=230):
            choices.theme_filter([row.theme for row in there], selection)
        if definition:
            with st.container(width=420):
                choices.figure_choice(offered, definition.indicator)
        with st.container(width=230):
            frame.quarter_choice(readings, selection)
    frame.notices(selection)
    if definition is None:
        frame.opening("Hoe verhouden de aanbieders zich?", "In dit kwartaal zijn er geen cijfers om te vergelijken.")
    else:
        _compared(readings, definition, replace(selection, indicator=definition.indicator))
    frame.footing(readings)


def _chosen(readings: Readings, selection: Selection, offered: Sequence[Definition]) -> Definition | None:
    """The figure asked for, else the first with a funnel, else the first."""
    asked = [row for row in offered if row.indicator == selection.indicator]
    if asked:
        return asked[0]
    with_funnel = (row for row in offered if readings.funnel_limits(row.indicator, selection.quarter))
    return next(with_funnel, offered[0] if offered else None)


def _compared(readings: Readings, definition: Definition, selection: Selection) -> None:
    found = readings.funnel(definition.indicator, selection.quarter)
    quarters = comparing.quarters_until(readings, selection.quarter)
    places = readings.compared_places(definition.indicator, since=quarters[0], until=quarters[-1])
    frame.opening(
        f"Hoe verhouden de aanbieders zich? {definition.title}",
        f"{dutch.capital(dutch.period(selection.quarter))}. {found.sentence if found else _without_funnel(places)}",
    )
    if found:
        points = readings.funnel_points(definition.indicator, selection.quarter)
        drawing = comparing.funnel(readings, selection)
        if drawing:
            funnel.drawn(drawing, points, definition=definition, selection=selection, page=COMPARING_PAGE)
        lists = (funnel.standing_out, funnel.beside)
        if told := join(made(points, definition=definition, selection=selection) for made in lists):
            st.html(told)  # Streamlit refuses to draw nothing
    _side_by_side(readings, definition, selection, places=places)
    st.html(_origin(readings, definition, with_funnel=found is not None))


def _without_funnel(places: Sequence[Place]) -> str:
    return (
        f"{dutch.capital(dutch.plural(len(places), 'aanbieder', 'aanbieders'))} met dit cijfer, op alfabet. Een trechter "
        "kan alleen bij een percentage met teller en noemer, dus hier ziet u elke aanbieder naast de andere."
    )


def _side_by_side(readings: Readings, definition: Definition, selection: Selection, *, places: Sequence[Place]) -> None:
    found = comparing.panels(readings, definition, selection.quarter, first=selection.first)
    if found is None:
        return
    shown = comparing.piece(places, selection.first)
    st.html(
        join(tag("h2", "Elke aanbieder naast de andere", id="naast"), tag("p", f"{found.caption}.", class_="kb-fact"))
    )
    st.html(
        join(
            picture.tools(
                found.id, selection, kind=comparing.MULTIPLES, page=COMPARING_PAGE,
                about=f"{definition.title}, elke aanbieder naast de andere",
            ),
            leafing.drawn(places, shown, selection=selection, page=COMPARING_PAGE, at="naast"),
        )
    )  # fmt: skip
    if found.id in selection.as_tables:
        st.html(panels.as_table(found))
    else:
        st.html(panels.drawn(found, quarter=selection.quarter, indicator=definition.indicator))
    now = comparing.figures(readings, definition, (selection.quarter,), shown=shown)
    st.html(_figures(now, definition, selection))


def _figures(rows: Sequence[Figure], definition: Definition, selection: Selection) -> Safe:
    """Everything of this quarter in numbers, of the same providers."""
    columns = ["Deelovereenkomst", "Waarde", "Marge", "n", "Norm", "Vorig kwartaal", "Een jaar eerder", "Oordeel"]
    lines = [(_link(row, definition, selection), _line(row)) for row in rows]
    caption = f"Alle cijfers: {definition.title}, {dutch.period(selection.quarter)}"
    return table(caption, columns, lines, first="Aanbieder", texts=True)


def _link(row: Figure, definition: Definition, selection: Selection) -> Safe:
    address = provider_address(selection.quarter, row.provider_id, indicator=definition.indicator)
    return tag("a", row.provider, href=f"{address}#verloop")


def _line(row: Figure) -> list[str | Safe]:
    return [
        row.sub_agreement or "", dutch.figure(row.value, row.unit), dutch.margin(row.lower, row.upper, row.unit),
        "" if row.n is None else dutch.number(row.n), dutch.figure(row.target, row.unit) if row.target is not None else "",
        _earlier(row.previous_value, row.unit), _earlier(row.year_ago_value, row.unit),
        status_word(row.status) if row.status else "",
    ]  # fmt: skip


def _earlier(value: float | None, unit: str) -> str:
    return "" if value is None else dutch.figure(value, unit)


def _origin(readings: Readings, definition: Definition, *, with_funnel: bool) -> Safe:
    """Definition and pitfall in sight, the method in a block that opens without the server."""
    meaning = tag(
        "div",
        tag("div", tag("h3", "Wat is het?"), tag("p", definition.definition)),
        tag("div", tag("h3", "Let op"), tag("p", definition.pitfall)),
        class_="kb-meaning",
    )
    words = (
        _METHOD if with_funnel else ("De cijfers zijn getoond zoals ze zijn gepubliceerd; er is niets bij gerekend.",)
    )
    method = tag(
        "details",
        tag("summary", "Hoe komt deze vergelijking tot stand?"),
        [tag("p", text) for text in words],
        tag("p", f"Publicatie {readings.id[:16]}.", class_="kb-fact"),
        class_="kb-origin",
    )
    return join(meaning, method)
