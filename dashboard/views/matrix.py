"""The overview as a table: a row per provider, a column per theme, a word and a shape in every cell."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import dutch
from dashboard.readings import Readings
from dashboard.rows import Provider, Slot, ThemeStatus
from dashboard.selection import SATISFACTION_PAGE, SOCIAL_RETURN_PAGE, Selection, provider_address
from dashboard.selection import address as page_address
from dashboard.views.markup import (
    UNMEASURED,
    Safe,
    absence_mark,
    assurance_icon,
    icon,
    join,
    provisional_icon,
    provisional_mark,
    status_word,
    tag,
    variation_icon,
)
from schemas.vocabulary import PERFORMANCES, Assurance, DataSet, SlotState, Status, Theme, Variation, Verdict, Word

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
_OWN_PAGE = {Theme.SATISFACTION: SATISFACTION_PAGE, Theme.SOCIAL_RETURN: SOCIAL_RETURN_PAGE}
_CONCERN = (SlotState.REFUSED, SlotState.MISSING)


def drawn(readings: Readings, quarter: str, shown: Sequence[Provider] | None = None) -> Safe:
    """The matrix of a quarter, of these providers or of all; made once: a publication never changes."""
    chosen = readings.providers() if shown is None else shown
    key = f"{quarter}/{chosen[0].position if chosen else 0}/{len(chosen)}"
    return readings.once("matrix", key, lambda: _drawn(readings, quarter, chosen))


def _drawn(readings: Readings, quarter: str, shown: Sequence[Provider]) -> Safe:
    cells = {(row.provider_id, row.theme): row for row in readings.overview(quarter)}
    filled = readings.themes()
    slots: dict[str, list[Slot]] = {}
    for slot in readings.completeness(quarter):
        slots.setdefault(slot.provider_id, []).append(slot)
    rows = [
        _row(provider, quarter, cells=cells, slots=slots.get(provider.provider_id, []), filled=filled)
        for provider in shown
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
    provisional = any(slot.state == SlotState.ACCEPTED for mine in slots.values() for slot in mine)
    return join(table, _legend([row for row in cells.values() if row.theme in filled], provisional=provisional))


def _head(filled: frozenset[str]) -> Safe:
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
    filled: frozenset[str],
) -> Safe:
    address = provider_address(quarter, provider.provider_id)
    name = tag("th", tag("a", provider.provider, href=address), scope="row", role="rowheader")
    themes = [
        _cell(cells.get((provider.provider_id, theme.value)), theme, filled=theme in filled) for theme in PERFORMANCES
    ]
    return tag("tr", name, _delivery(slots), themes, role="row")


def _cell(row: ThemeStatus | None, theme: Theme, *, filled: bool) -> Safe:
    if row is None or not filled:
        hidden = tag("span", UNMEASURED, class_="kb-hidden")
        return tag("td", tag("span", "·", aria_hidden="true"), hidden, class_="kb-empty", role="cell")
    if theme in _OWN_PAGE:  # on which this provider is looked at
        address = page_address(_OWN_PAGE[theme], Selection(row.quarter, row.provider_id, None, None))
    else:
        address = provider_address(row.quarter, row.provider_id, theme=theme.value)
    link = tag("a", status_word(row.status), _icons(row), _tip(row), href=address)
    return tag("td", link, class_=f"kb-cell-{row.status}", role="cell", data_label=theme.label)


def _icons(row: ThemeStatus) -> Safe | None:
    """How the series runs and whether it meets its target, each a small shape whose words are read out."""
    drawn = []
    if row.variation:
        drawn.append(tag("span", variation_icon(row.variation), _aloud(Variation(row.variation)), class_="kb-icon"))
    if row.assurance:
        drawn.append(tag("span", assurance_icon(row.assurance), _aloud(Assurance(row.assurance)), class_="kb-icon"))
    return tag("span", drawn, class_="kb-icons") if drawn else None


def _aloud(word: Word) -> Safe:
    return tag("span", f", {word.label}", class_="kb-hidden")


def _tip(row: ThemeStatus) -> Safe | None:
    """Why, and what the icons say. The icons' words were read out already."""
    told: list[Safe] = []
    if row.variation:
        told.append(_tip_line(variation_icon(row.variation), Variation(row.variation)))
    if row.assurance:
        told.append(_tip_line(assurance_icon(row.assurance), Assurance(row.assurance)))
    if row.verdict == Verdict.TOO_EARLY:
        told.append(tag("span", " Nog te vroeg om iets te zeggen over het verloop.", class_="kb-tip-line"))
    if not row.reason and not told:
        return None
    return tag("span", f" {dutch.sentence(row.reason)}" if row.reason else None, told, class_="kb-tip")


def _tip_line(drawn: Safe, word: Word) -> Safe:
    return tag("span", drawn, f" {dutch.sentence(word.label)}", class_="kb-tip-line", aria_hidden="true")


def _delivery(slots: list[Slot]) -> Safe:
    """How far the delivery is, of the data set that asks most for action; named where it is not the quarterly monitor."""
    if not slots:
        return tag("td", dutch.NOTHING, role="cell", data_label="Levering")
    slot = min(slots, key=lambda one: (_STATES.index(SlotState(one.state)), -max(one.days_late or 0, 0)))
    words: str | Safe = dutch.delivery(slot.state, slot.days_late)
    if slot.data_set != DataSet.MONITORING:
        words = f"{DataSet(slot.data_set).label}: {words}"
    if SlotState(slot.state) is SlotState.ACCEPTED:
        words = join(provisional_icon(), " ", words, tag("span", ", voorlopig", class_="kb-hidden"))
    late = (slot.days_late or 0) > 0 or SlotState(slot.state) in _CONCERN
    return tag("td", words, role="cell", data_label="Levering", class_="kb-late" if late else "kb-calm")


def _legend(rows: list[ThemeStatus], *, provisional: bool) -> Safe:
    """The words on this screen, explained; the icons have their words here."""
    seen = {row.status for row in rows}
    items = [
        tag("li", icon(status), tag("b", status.label), f" {words}")
        for status, words in _LEGEND.items()
        if status in seen
    ]
    items.append(tag("li", absence_mark(None)))
    if provisional:
        items.append(tag("li", provisional_mark(), " de levering is nog niet vastgesteld"))
    legend = tag("ul", items, class_="kb-legend", aria_label="Wat de woorden betekenen")
    variations, assurances = {row.variation for row in rows}, {row.assurance for row in rows}
    icons = [tag("li", variation_icon(one), one.label) for one in Variation if one in variations]
    icons += [tag("li", assurance_icon(one), one.label) for one in Assurance if one in assurances]
    if not icons:
        return legend
    return join(legend, tag("ul", icons, class_="kb-legend", aria_label="Wat de tekens naast de woorden betekenen"))
