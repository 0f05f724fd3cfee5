"""How the agreements fare: the state of a quarter, what is agreed, and the table of headline figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from dashboard import dutch
from dashboard.readings import Readings
from dashboard.report import cells, sentences
from dashboard.report.document import NOTHING, Band, Cell, Column, Row, Table, Tally
from dashboard.rows import Definition, Edition, Figure, Provider, Slot
from schemas.quarter import Quarter
from schemas.talk import WHOLE_QUARTER
from schemas.vocabulary import PERFORMANCES, SlotState, Status, Theme

_SETTLED, _EARLY = "vastgesteld", "voorlopig"
QUESTION = "Hoe gaat het met de afspraken?"


def state_word(readings: Readings, provider: Provider, quarter: Quarter, figures: Sequence[Figure]) -> str:
    """'vastgesteld' once the talk or the quarter is settled, 'vastgesteld zonder gesprek' where only every delivery is, else
    'voorlopig'; none of these where nothing is expected."""
    if figures and out_of_scope(figures):
        return "geen levering verwacht"
    if edition_of(readings, provider.provider_id, quarter) or edition_of(readings, WHOLE_QUARTER, quarter):
        return _SETTLED
    slots = slots_of(readings, provider, quarter)
    locked = bool(slots) and all(slot.state == SlotState.LOCKED for slot in slots)
    return f"{_SETTLED} zonder gesprek" if locked and not any(row.provisional for row in figures) else _EARLY


def edition_of(readings: Readings, provider_id: str, quarter: Quarter) -> Edition | None:
    """The edition that stands, of a provider or of WHOLE_QUARTER."""
    found = readings.editions(str(quarter))
    return next((row for row in found if row.provider_id == provider_id and not row.replaced), None)


def whole_state(readings: Readings, quarter: Quarter) -> str:
    """'vastgesteld' once the quarter is, or every delivery that is expected is locked; without which talks it is told."""
    settled = edition_of(readings, WHOLE_QUARTER, quarter)
    if settled:
        return _without(settled.unsettled or 0)
    expected = [row for row in readings.completeness(str(quarter)) if row.state != SlotState.NOT_EXPECTED]
    if not expected or any(row.state != SlotState.LOCKED for row in expected):
        return _EARLY
    whose = {row.provider_id for row in expected}
    return _without(sum(edition_of(readings, one, quarter) is None for one in whose))


def _without(talks: int) -> str:
    return f"{_SETTLED} zonder {dutch.plural(talks, 'gesprek', 'gesprekken')}" if talks else _SETTLED


def slots_of(readings: Readings, provider: Provider, quarter: Quarter) -> list[Slot]:
    return [row for row in readings.completeness(str(quarter)) if row.provider_id == provider.provider_id]


def agreement_facts(readings: Readings, provider: Provider, quarter: Quarter) -> list[tuple[str, str]]:
    """The sub-agreements that run, and since when the provider takes part."""
    facts = []
    running = [
        row.title
        for row in readings.sub_agreements(provider.provider_id)
        if not (row.ends_on and row.ends_on < quarter.first_day)
        and not (row.starts_on and row.starts_on > quarter.last_day)
    ]
    if running:
        word = "Deelovereenkomst" if len(running) == 1 else f"{len(running)} deelovereenkomsten"
        facts.append((word, dutch.listing(running)))
    if provider.joined_on:
        left = f", uitgetreden per {dutch.day(provider.left_on)}" if provider.left_on else ""
        facts.append(("Neemt deel sinds", f"{dutch.day(provider.joined_on)}{left}"))
    return facts


def remarks(readings: Readings, provider: Provider) -> list[str]:
    told = []
    if provider.succeeded_by:
        heir = readings.provider(provider.succeeded_by)
        told.append(f"Opgevolgd door {heir.provider if heir else provider.succeeded_by}.")
    if provider.placeholder:
        told.append("Deze aanbieder staat nog niet in de stamgegevens; naam en deelname zijn nog niet gecontroleerd.")
    return told


def tally(figures: Sequence[Figure]) -> Tally:
    """How many figures have each status, in the order of the vocabulary."""
    counts = Counter(row.status for row in figures if row.status and not sentences.said_again(row))
    return Tally(tuple((code.value, counts[code]) for code in Status if counts[code]))


def headline(figures: Sequence[Figure], definitions: dict[str, Definition]) -> Table:
    """The headline table: themes, in them indicators, in them one row per figure."""
    margins = any(row.lower is not None for row in figures)
    rows: list[Row | Band] = []
    for theme, of_theme in groupby(figures, key=lambda row: row.theme):
        rows.append(Band(Theme(theme).label))
        for indicator, part in groupby(of_theme, key=lambda row: row.indicator):
            rows += _group(list(part), definitions[indicator].title, margins=margins)
    return Table("cijfers", "De cijfers van dit kwartaal", _columns(margins=margins), tuple(rows), dense=True)


def _columns(*, margins: bool) -> tuple[Column, ...]:
    """Widths in millimetres of a sheet of paper."""
    numbers = [("Waarde", 20), ("n", 10), *([("Marge", 19)] if margins else []), ("Norm", 20)]
    numbers += [("Vorig kwartaal", 16), ("Vorig jaar", 13)]
    middle = [Column(head, right=True, width=width) for head, width in numbers]
    return (
        Column("Indicator", width=170 - 26 - sum(width for _, width in numbers)),
        *middle,
        Column("Oordeel", width=26),
    )


def _group(rows: Sequence[Figure], title: str, *, margins: bool) -> list[Row | Band]:
    if len(rows) == 1:
        return [_headline_row(rows[0], Cell(title), margins=margins)]
    names = (Cell(row.sub_agreement or title, inner=True) for row in rows)
    return [Band(title, 2), *(_headline_row(row, name, margins=margins) for row, name in zip(rows, names, strict=True))]


def _headline_row(row: Figure, name: Cell, *, margins: bool) -> Row:
    gone = row.value is None and row.more_than is None
    return (
        name,
        NOTHING if gone else Cell(dutch.reached(row.value, row.more_than, row.unit), row.value, row.unit, strong=True),
        cells.count(row.n),
        *((cells.margin(row.lower, row.upper, row.unit),) if margins else ()),
        _target(row),
        cells.bare(row.previous_value, row.unit),
        cells.bare(row.year_ago_value, row.unit),
        cells.marked(row.status),
    )


def _target(row: Figure) -> Cell:
    return replace(cells.figure(row.target, row.unit), under=sentences.pro_rata(row))


def absent_themes(definitions: Sequence[Definition], figures: Sequence[Figure]) -> str | None:
    """The themes without a single figure, in one line."""
    seen = {row.theme for row in figures}
    absent = [theme.label for theme in PERFORMANCES if theme not in seen]
    if not absent or not definitions:
        return None
    named = dutch.listing([word.lower() for word in absent])
    return f"Over {named} bevat dit rapport geen cijfers."


def out_of_scope(figures: Sequence[Figure]) -> bool:
    """Whether the provider did not take part in this quarter, so that no figure was expected."""
    return all(row.status in (Status.NOT_YET_JOINED, Status.LEFT) for row in figures)
