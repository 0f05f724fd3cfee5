"""Tiles: every headline figure of a provider with its n, margin, target, comparison, word and reason."""

from __future__ import annotations

from itertools import groupby

import streamlit as st

from dashboard import dutch
from dashboard.readings import Readings
from dashboard.rows import Definition, Figure
from dashboard.selection import Selection, provider_address
from dashboard.views.markup import Safe, join, status_word, tag
from schemas.vocabulary import PERFORMANCES, Status, TargetPeriod, Theme, Unit

_SELF_EVIDENT = (Status.ON_TRACK, Status.NO_TARGET)  # their reason stands with the figure in full, below


def drawn(readings: Readings, selection: Selection, figures: tuple[Figure, ...], *, chosen: str | None) -> None:
    """A section per theme, in one block; themes without indicators say so in a line."""
    definitions = {row.indicator: row for row in readings.definitions()}
    sections = []
    for theme in Theme:
        mine = [row for row in figures if row.theme == theme]
        tiles = [
            _tile(definitions[code], list(rows), selection, chosen=code == chosen)
            for code, rows in groupby(mine, key=lambda row: row.indicator)
        ]
        if tiles:
            section = (tag("h2", theme.label), tag("div", tiles, class_="kb-tiles"))
            sections.append(tag("section", *section))
    filled = readings.themes()
    empty = dutch.listing([theme.label.lower() for theme in PERFORMANCES if theme not in filled])
    rest = tag("p", dutch.sentence(f"{empty}: nog niet gemeten"), class_="kb-rest") if empty else None
    if sections or rest:
        st.html(join(sections, rest))


def _tile(definition: Definition, rows: list[Figure], selection: Selection, *, chosen: bool) -> Safe:
    """One indicator. With several sub-agreements each has its own line: they are never added up here."""
    address = provider_address(selection.quarter, selection.provider_id or "", indicator=definition.indicator)
    link = tag("a", definition.title, href=f"{address}#verloop", aria_current="true" if chosen else None)
    parts = [_figure(row, named=len(rows) > 1) for row in rows]
    marked = "kb-tile kb-chosen" if chosen else "kb-tile"
    return tag("article", tag("h3", link), parts, class_=marked)


def _figure(row: Figure, *, named: bool) -> Safe:
    name = tag("p", row.sub_agreement, class_="kb-sub") if named and row.sub_agreement else None
    status = status_word(row.status) if row.status else None
    value = tag("p", _value(row), " ", status, class_="kb-line")
    sure = certainty(row)
    reason = None
    if row.reason and row.status and Status(row.status) not in _SELF_EVIDENT:
        reason = tag("p", dutch.sentence(row.reason), class_="kb-reason")
    behind = tag("p", sure, class_="kb-fact") if sure else None
    return tag("div", name, value, behind, _comparison(row), reason, class_="kb-figure")


def _value(row: Figure) -> Safe:
    """The number large, its unit small; before what is not reached yet small: meer dan."""
    open_ = row.value is None and row.more_than is not None
    shown, _, unit = dutch.figure(row.more_than if open_ else row.value, row.unit).partition(" ")
    before = "meer dan " if open_ else None
    return tag("span", before, tag("b", shown, class_="kb-value"), f" {unit}" if unit else None)


def certainty(row: Figure) -> str:
    """n and margin: n = 41, marge 76% tot 90%; indicatief."""
    if row.value is None and row.more_than is None:
        return ""
    parts = [] if row.unit == Unit.COUNT else [dutch.cases(row.n)]
    if between := dutch.margin(row.lower, row.upper, row.unit):
        parts.append(f"marge {between}")
    if row.indicative:
        parts.append("indicatief")
    return ", ".join(parts)


def _comparison(row: Figure) -> Safe | None:
    """Target and the two comparisons, as they were published."""
    shown = [
        (f"norm{_of_year(row)}", row.target),
        ("vorig kwartaal", row.previous_value),
        ("een jaar eerder", row.year_ago_value),
    ]
    if all(value is None for _, value in shown):
        return None
    pairs = [
        tag("div", tag("dt", word), tag("dd", dutch.cell(value, row.unit)))
        for word, value in shown
        if value is not None
    ]
    return tag("dl", pairs, class_="kb-compare")


def _of_year(row: Figure) -> str:
    """A year's target counts for the part of the year that has passed; the whole is named beside it."""
    if row.target_period == TargetPeriod.YEAR and row.target_agreed not in (None, row.target):
        return f" (jaar: {dutch.figure(row.target_agreed, row.unit)})"
    return ""
