"""The overview as a table: a row per provider, a column per theme, a word and a shape in every cell."""

from __future__ import annotations

from dashboard import dutch
from dashboard.readings import Readings
from dashboard.rows import Provider, Slot, ThemeStatus
from dashboard.selection import provider_address
from dashboard.views.markup import Safe, icon, join, status_word, tag
from schemas.vocabulary import PERFORMANCES, SlotState, Status, Theme

_LEGEND = {
    Status.ON_TRACK: "de norm is gehaald of bijna gehaald",
    Status.ATTENTION: "iets onder de norm",
    Status.BEHIND: "ver onder de norm",
    Status.UNCERTAIN: "te kleine aantallen voor een oordeel",
    Status.NO_TARGET: "geen norm afgesproken",
    Status.SUPPRESSED: "verborgen om personen te beschermen",
    Status.NOT_DELIVERED: "nog geen geaccepteerde levering",
    Status.NOT_YET_JOINED: "doet later mee",
    Status.LEFT: "doet niet meer mee",
    Status.TOO_FEW: "minder personen dan nodig is om te tonen",
}
# the most telling state first: a provider has one slot per data set
_STATES = (
    SlotState.REFUSED, SlotState.MISSING, SlotState.WAITING, SlotState.ACCEPTED, SlotState.LOCKED,
    SlotState.NOT_EXPECTED,
)  # fmt: skip
_CONCERN = (SlotState.REFUSED, SlotState.MISSING)


def drawn(readings: Readings, quarter: str) -> Safe:
    """The whole matrix of a quarter, made once: a publication never changes."""
    return readings.once("matrix", quarter, lambda: _drawn(readings, quarter))


def _drawn(readings: Readings, quarter: str) -> Safe:
    cells = {(row.provider_id, row.theme): row for row in readings.overview(quarter)}
    filled = {row.theme for row in readings.definitions()}
    slots: dict[str, list[Slot]] = {}
    for slot in readings.completeness(quarter):
        slots.setdefault(slot.provider_id, []).append(slot)
    rows = [
        _row(provider, quarter, cells=cells, slots=slots.get(provider.provider_id, []), filled=filled)
        for provider in readings.providers()
    ]
    caption = f"Aanbieders en thema's, {dutch.period(quarter)}"
    table = tag(
        "table",
        tag("caption", caption, class_="kb-hidden"),
        tag("thead", _head(filled), role="rowgroup"),
        tag("tbody", rows, role="rowgroup"),
        class_="kb-matrix",
        role="table",
    )
    return join(table, _legend({row.status for row in cells.values() if row.theme in filled}))


def _head(filled: set[str]) -> Safe:
    themes = [
        tag(
            "th",
            theme.label,
            scope="col",
            role="columnheader",
            class_=None if theme in filled else "kb-empty",
        )
        for theme in PERFORMANCES
    ]
    names = [
        tag("th", name, scope="col", role="columnheader", class_=width)
        for name, width in (("Aanbieder", "kb-name"), ("Levering", "kb-delivery"))
    ]
    return tag("tr", names, themes, role="row")


def _row(
    provider: Provider,
    quarter: str,
    *,
    cells: dict[tuple[str, str], ThemeStatus],
    slots: list[Slot],
    filled: set[str],
) -> Safe:
    address = provider_address(quarter, provider.provider_id)
    name = tag("th", tag("a", provider.provider, href=address), scope="row", role="rowheader")
    themes = [
        _cell(cells.get((provider.provider_id, theme.value)), theme, filled=theme in filled) for theme in PERFORMANCES
    ]
    return tag("tr", name, _delivery(slots), themes, role="row")


def _cell(row: ThemeStatus | None, theme: Theme, *, filled: bool) -> Safe:
    if row is None or not filled:
        hidden = tag("span", "nog niet gemeten", class_="kb-hidden")
        return tag("td", tag("span", "·", aria_hidden="true"), hidden, class_="kb-empty", role="cell")
    reason = tag("span", f" {dutch.sentence(row.reason)}", class_="kb-tip") if row.reason else None
    address = provider_address(row.quarter, row.provider_id, theme=theme.value)
    link = tag("a", status_word(row.status), reason, href=address)
    return tag("td", link, class_=f"kb-cell-{row.status}", role="cell", data_label=theme.label)


def _delivery(slots: list[Slot]) -> Safe:
    """How far the delivery is; the state that asks for action comes first."""
    if not slots:
        return tag("td", dutch.NOTHING, role="cell", data_label="Levering")
    slot = min(slots, key=lambda one: _STATES.index(SlotState(one.state)))
    words = dutch.delivery(slot.state, slot.days_late)
    late = (slot.days_late or 0) > 0 or SlotState(slot.state) in _CONCERN
    return tag("td", words, role="cell", data_label="Levering", class_="kb-late" if late else "kb-calm")


def _legend(seen: set[str]) -> Safe:
    """The words on this screen, explained."""
    items = [
        tag("li", icon(status), tag("b", status.label), f" {words}")
        for status, words in _LEGEND.items()
        if status in seen
    ]
    items.append(tag("li", tag("b", "·"), " nog niet gemeten"))
    return tag("ul", items, class_="kb-legend", aria_label="Wat de woorden betekenen")
