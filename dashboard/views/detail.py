"""One figure in full: its trend with the table under it, what it means, months, breakdown and origin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

import streamlit as st

from dashboard import dutch
from dashboard.absence import absence
from dashboard.charts.frame import Chart
from dashboard.charts.trend import one_scale, same_scale, trend_chart
from dashboard.pictures.kinds import TREND
from dashboard.readings import Readings
from dashboard.rows import Definition, Figure
from dashboard.selection import FIGURE, PROVIDER_PAGE, Selection
from dashboard.session import choose_in_address
from dashboard.views import comparable, origin, picture
from dashboard.views.definitions import address as explained
from dashboard.views.markup import Safe, join, status_word, table, tag
from schemas.vocabulary import Breakdown, Direction, Status, Unit

_FIGURE_KEY = "figure_choice"
_AXIS = tag("span", "Gegeven", class_="kb-hidden")


def chosen(readings: Readings, selection: Selection, figures: Sequence[Figure]) -> str | None:
    """The figure asked for; else the one the overview's word comes from; else the first there is."""
    there = list(dict.fromkeys(row.indicator for row in figures))
    named = [
        row.indicator
        for row in readings.overview(selection.quarter)
        if row.provider_id == selection.provider_id and selection.theme in (None, row.theme)
    ]
    in_theme = [row.indicator for row in figures if row.theme == selection.theme]
    wishes = [selection.indicator, *named, *in_theme, *there]
    return next((code for code in wishes if code in there), None)


def drawn(readings: Readings, selection: Selection, rows: list[Figure]) -> None:
    """All there is to know about one headline indicator; a trend per sub-agreement where it has several."""
    definition = readings.definition(rows[0].indicator)
    if definition is None:
        return
    _choice(readings, selection, rows[0])
    comparable.drawn(readings, selection, page=PROVIDER_PAGE)
    trends = [_trend(readings, row, selection) for row in rows]
    named = len(rows) > 1
    charts = one_scale(
        [
            trend_chart(
                trend,
                definition,
                about=row.sub_agreement if named else None,
                remarks=readings.remarks(row.provider_id, row.indicator, row.sub_agreement_id),
            )
            for row, trend in zip(rows, trends, strict=True)
        ]
    )
    st.html(_heading(definition, own_scales=not same_scale(charts)))
    for row, trend, chart in zip(rows, trends, charts, strict=True):
        if any(point.value is not None for point in chart.points):  # an empty picture tells nothing
            _picture(row, trend, chart, named=named)
            one = replace(selection, indicator=row.indicator, sub_agreement_id=row.sub_agreement_id)
            about = ", ".join(filter(None, (chart.title, row.provider)))
            st.html(tag("p", picture.downloads(TREND, one, about=about), class_="kb-tools"))
    st.html(_meaning(definition, rows))
    st.html(join(months(readings, rows), breakdowns(readings, rows), origin.drawn(readings, definition, rows)))


def _trend(readings: Readings, row: Figure, selection: Selection) -> tuple[Figure, ...]:
    return readings.trend(
        row.provider_id,
        row.indicator,
        sub_agreement_id=row.sub_agreement_id,
        until=row.quarter,
        comparable=selection.comparable,
    )


def _choice(readings: Readings, selection: Selection, row: Figure) -> None:
    st.html(tag("h2", "Verloop en herkomst", id="verloop"))
    present = {one.indicator for one in readings.headline(row.provider_id, selection.quarter)}
    titles = {one.indicator: one.title for one in readings.definitions() if one.indicator in present}
    st.session_state[_FIGURE_KEY] = row.indicator
    with st.container(width=460):
        st.selectbox(
            "Cijfer",
            list(titles),
            format_func=lambda code: titles.get(code, ""),
            key=_FIGURE_KEY,
            on_change=choose_in_address,
            args=(FIGURE, _FIGURE_KEY),
        )


def _heading(definition: Definition, *, own_scales: bool) -> Safe:
    unit = Unit(definition.unit).label
    direction = dutch.direction(definition.direction)
    words = f"Per kwartaal, {unit}. {dutch.capital(direction)}."
    if own_scales:
        words += " Let op: elke grafiek heeft een eigen schaal."
    return join(tag("h3", definition.question), tag("p", words, class_="kb-fact"))


def _picture(row: Figure, trend: Sequence[Figure], chart: Chart, *, named: bool) -> None:
    """The chart, and the same numbers in a table under it."""
    if named and row.sub_agreement:
        st.html(tag("h4", row.sub_agreement))
    picture.shown(chart)
    st.html(_under(trend, chart))


def _under(trend: Sequence[Figure], chart: Chart) -> Safe:
    """Quarters as columns, so that each stands under its mark."""
    # the axis above shows them already; on a narrow screen, where the table scrolls, they stand here
    columns = [tag("span", dutch.short_period(row.period), class_="kb-axis") for row in trend]
    lines: list[tuple[str, Sequence[str]]] = [
        ("Waarde", [_bare(row) for row in trend]),
    ]
    if trend and trend[0].unit != Unit.COUNT and any(row.n is not None for row in trend):
        lines.append(("n", ["" if row.n is None else dutch.number(row.n) for row in trend]))
    if any(row.target is not None for row in trend):
        lines.append(("Norm", ["" if row.target is None else dutch.cell(row.target, row.unit) for row in trend]))
    lines.append(("Oordeel", [status_word(row.status) if row.status else Safe("") for row in trend]))
    caption = f"De getallen bij de grafiek: {chart.title}"
    return tag("div", table(caption, columns, lines, first=_AXIS, visible_caption=False), class_="kb-under")


def _bare(row: Figure) -> str:
    """Under a heading that names the unit: a number, or > 90 where it is not reached yet."""
    if row.value is None and row.more_than is not None:
        return dutch.beyond(row.more_than, row.unit)
    return dutch.cell(row.value, row.unit)


def _meaning(definition: Definition, rows: list[Figure]) -> Safe:
    """Definition and pitfall side by side, then what was said about this quarter's figure."""
    reasons = [_reason(row, named=len(rows) > 1) for row in rows if row.reason]
    notes = [tag("p", tag("b", "Toelichting van de aanbieder: "), row.note) for row in rows if row.note]
    said = tag("div", tag("h4", "Over dit kwartaal"), reasons, notes) if reasons or notes else None
    more = tag("a", "Alles over dit cijfer", href=explained(definition.indicator))
    judged = "" if definition.direction != Direction.NEUTRAL else " Dit getal krijgt geen oordeel."
    return tag(
        "div",
        said,
        tag("div", tag("h4", "Wat is het?"), tag("p", f"{definition.definition}{judged}")),
        tag("div", tag("h4", "Let op"), tag("p", definition.pitfall), tag("p", more, class_="kb-fact")),
        class_="kb-meaning",
    )


def _reason(row: Figure, *, named: bool) -> Safe:
    name = f"{row.sub_agreement}: " if named and row.sub_agreement else ""
    word = f"{Status(row.status).label}. " if row.status else ""
    return tag("p", tag("b", dutch.capital(f"{name}{word}")), dutch.sentence(row.reason or ""))


def months(readings: Readings, rows: list[Figure]) -> Safe | None:
    """The months of this quarter, a column per month."""
    lines = []
    columns: list[str] = []
    for row in rows:
        months = readings.months(
            row.provider_id, row.indicator, quarter=row.quarter, sub_agreement_id=row.sub_agreement_id
        )
        if months:
            columns = [dutch.period(month.period) for month in months]
            lines.append((row.sub_agreement or "Alle deelovereenkomsten", [_shown(month) for month in months]))
    if not lines:
        return None
    return table("De maanden van dit kwartaal", columns, lines, first="Deelovereenkomst")


def breakdowns(readings: Readings, rows: list[Figure]) -> list[Safe]:
    """A table per kind of breakdown: wijk, doelgroep, locatie."""
    found = [
        part
        for row in rows
        for part in readings.breakdown(
            row.provider_id, row.indicator, quarter=row.quarter, sub_agreement_id=row.sub_agreement_id
        )
    ]
    found.sort(key=lambda part: part.breakdown or "")
    tables = []
    for kind, parts in groupby(found, key=lambda part: part.breakdown or ""):
        word = Breakdown(kind).label
        lines = [(part.breakdown_value or "", [part.sub_agreement or "", _shown(part)]) for part in parts]
        columns = ["Deelovereenkomst", "Waarde"]
        tables.append(table(f"Uitgesplitst naar {word}", columns, lines, first=dutch.capital(word), texts=True))
    return tables


def _shown(row: Figure) -> str | Safe:
    """A figure with its n; without one the word and the mark of why."""
    why = absence(row)
    if why:
        return status_word(why)
    if row.value is None and row.more_than is None:
        return tag("span", row.reason or dutch.NOTHING, class_="kb-fact")
    if row.unit == Unit.COUNT:
        return dutch.cell(row.value, row.unit)
    return join(
        dutch.reached(row.value, row.more_than, row.unit), tag("span", f" ({dutch.cases(row.n)})", class_="kb-fact")
    )
