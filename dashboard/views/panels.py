"""Small multiples on a page: a panel per provider in plain markup, so that forty of them cost nothing."""

from __future__ import annotations

from dashboard import dutch
from dashboard.charts.multiples import Column, Multiples, Panel
from dashboard.selection import provider_address
from dashboard.views.markup import Safe, table, tag


def drawn(found: Multiples, *, quarter: str, indicator: str) -> Safe:
    """Panels beside each other as the screen has room; never an icon, never an order but the alphabet."""
    panels = [_panel(panel, quarter=quarter, indicator=indicator) for panel in found.panels]
    return tag("div", panels, class_="kb-panels")


def as_table(found: Multiples) -> Safe:
    """The same in words: a row per panel, a column per quarter."""
    rows = [(_name(panel), [_words(column) for column in panel.columns]) for panel in found.panels]
    columns = [dutch.short_period(quarter) for quarter in found.quarters]
    return table(f"{found.title}, per kwartaal, met n", columns, rows, first="Aanbieder")


def _name(panel: Panel) -> str:
    return panel.name if panel.about is None else f"{panel.name}, {panel.about}"


def _words(column: Column | None) -> str:
    """Without the quarter, which heads the column."""
    return dutch.NOTHING if column is None else column.told.partition(": ")[2]


def _panel(panel: Panel, *, quarter: str, indicator: str) -> Safe:
    link = tag("a", panel.name, href=f"{provider_address(quarter, panel.provider_id, indicator=indicator)}#verloop")
    about = None if panel.about is None else tag("span", panel.about, class_="kb-fact")
    head = tag("figcaption", link, about, tag("b", panel.latest))
    last = len(panel.columns) - 1
    columns = [_column(column, now=place == last) for place, column in enumerate(panel.columns)]
    return tag(
        "figure", head, tag("div", columns, class_="kb-columns", role="img", aria_label=panel.alt), class_="kb-panel"
    )


def _column(column: Column | None, *, now: bool) -> Safe:
    if column is None:
        return tag("span", class_="kb-column")
    gap = "kb-gap" if column.height is None else None
    bar = tag("i", class_=gap or ("kb-now" if now else None), style=_high(column.height or 0.0))
    norm = None if column.target is None else tag("u", style=_high(column.target))
    mark = tag("s") if column.remarked else None
    return tag(
        "span", bar, norm, mark, tag("span", column.told, class_="kb-tip", aria_hidden="true"), class_="kb-column"
    )


def _high(part: float) -> str:
    return f"--kb-high:{part:.4f}"
