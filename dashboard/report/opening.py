"""The first page: whose report, which quarter, the one answer, and the table of headline figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from dashboard import dutch
from dashboard.readings import Readings
from dashboard.report import paper, sentences
from dashboard.report.paper import Data
from dashboard.rows import Definition, Figure, Provider, Slot
from schemas.indicators.catalogue import CATALOGUE
from schemas.quarter import Quarter
from schemas.vocabulary import PERFORMANCES, SlotState, Status, Theme

QUESTION = "Hoe gaat het met de afspraken?"


def state_word(figures: Sequence[Figure], slots: Sequence[Slot]) -> str:
    """'vastgesteld' once the quarter is locked, else 'voorlopig'; neither where nothing is expected."""
    if figures and out_of_scope(figures):
        return "geen levering verwacht"
    locked = bool(slots) and all(slot.state == SlotState.LOCKED for slot in slots)
    return "vastgesteld" if locked and not any(row.provisional for row in figures) else "voorlopig"


def agreement_lines(readings: Readings, provider: Provider, quarter: Quarter) -> list[str]:
    """The sub-agreements in one or a few lines, and since when the provider takes part."""
    lines = []
    running = [
        row.title
        for row in readings.sub_agreements(provider.provider_id)
        if not (row.ends_on and row.ends_on < quarter.first_day)
        and not (row.starts_on and row.starts_on > quarter.last_day)
    ]
    if running:
        word = "Deelovereenkomst" if len(running) == 1 else f"{len(running)} deelovereenkomsten"
        lines.append(f"{word}: {dutch.listing(running)}")
    if provider.joined_on:
        left = f", uitgetreden per {dutch.day(provider.left_on)}" if provider.left_on else ""
        lines.append(f"Neemt deel sinds {dutch.day(provider.joined_on)}{left}")
    return lines


def remarks(readings: Readings, provider: Provider) -> list[str]:
    told = []
    if provider.succeeded_by:
        heir = readings.provider(provider.succeeded_by)
        told.append(f"Opgevolgd door {heir.provider if heir else provider.succeeded_by}.")
    if provider.placeholder:
        told.append("Deze aanbieder staat nog niet in de stamgegevens; naam en deelname zijn nog niet gecontroleerd.")
    return told


def tally(figures: Sequence[Figure]) -> list[Data]:
    """How many figures have each status, in the order of the vocabulary."""
    counts = Counter(row.status for row in figures if row.status and not CATALOGUE[row.indicator].made_from)
    return [{"mark": paper.mark(code), "count": dutch.number(counts[code])} for code in Status if counts[code]]


def headline(figures: Sequence[Figure], definitions: dict[str, Definition]) -> Data:
    """The headline table: themes, in them indicators, in them one row per figure."""
    themes = []
    for theme, rows in groupby(figures, key=lambda row: row.theme):
        groups = [list(part) for _, part in groupby(rows, key=lambda row: row.indicator)]
        themes.append({"theme": Theme(theme).label, "groups": [_group(part, definitions) for part in groups]})
    return {"themes": themes, "margins": any(row.lower is not None for row in figures)}


def _group(rows: Sequence[Figure], definitions: dict[str, Definition]) -> Data:
    title = definitions[rows[0].indicator].title
    several = len(rows) > 1
    return {
        "title": title if several else None,
        "rows": [_headline_row(row, title, sub=row.sub_agreement if several else None) for row in rows],
    }


def _headline_row(row: Figure, title: str, *, sub: str | None) -> Data:
    return {
        "title": title,
        "sub": sub,
        "value": None if _nothing(row) else dutch.reached(row.value, row.more_than, row.unit),
        "n": None if row.n is None else dutch.number(row.n),
        "margin": paper.margin(row.lower, row.upper, row.unit),
        "target": _shown(row.target, row.unit),
        "target_note": sentences.pro_rata(row),
        "previous": _bare(row.previous_value, row.unit),
        "year_ago": _bare(row.year_ago_value, row.unit),
        "mark": paper.mark(row.status),
    }


def _nothing(row: Figure) -> bool:
    return row.value is None and row.more_than is None


def _shown(value: float | None, unit: str) -> str | None:
    return None if value is None else dutch.figure(value, unit)


def _bare(value: float | None, unit: str) -> str | None:
    return None if value is None else dutch.cell(value, unit)


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
