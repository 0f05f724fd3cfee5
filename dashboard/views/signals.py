"""Page Signalen: the sustained changes that still last, with how many false ones to expect."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard import dutch
from dashboard.judged_rows import Signal, SignalCount
from dashboard.pictures.kinds import SIGNALS, file_address
from dashboard.selection import Selection, provider_address
from dashboard.session import open_publication, theme_selection
from dashboard.views import choices, frame
from dashboard.views.markup import Safe, join, table, tag
from schemas.vocabulary import SignalMethod, Variation

MOST = 40  # rows of one group
_NEUTRAL = (Variation.NEUTRAL_HIGH, Variation.NEUTRAL_LOW)
_GROUPS: tuple[tuple[str, tuple[Variation, ...], str, str], ...] = (
    ("Aantoonbaar slechter", (Variation.CONCERN,), "kb-square", "kb-concern"),
    ("Aantoonbaar beter", (Variation.IMPROVEMENT,), "kb-disc", "kb-improvement"),
    ("Aantoonbaar hoger of lager, zonder richting van goed", _NEUTRAL, "kb-ring", "kb-quiet"),
)


def page() -> None:
    """Choose, read, tell."""
    st.set_page_config(page_title="Signalen · Kwartaalbeeld", layout="wide")
    readings = open_publication(frame.absent)
    selection = theme_selection(readings)
    with st.container(key="kb-choices-row", horizontal=True, vertical_alignment="bottom"):
        with st.container(width=230):
            choices.theme_filter([row.theme for row in readings.definitions()], selection)
        with st.container(width=420):
            choices.provider_filter(readings, selection)
        with st.container(width=230):
            frame.quarter_choice(readings, selection)
    frame.notices(selection)
    counts = readings.signal_counts(selection.quarter)
    found = readings.signals(selection.quarter, theme=selection.theme, provider_id=selection.provider_id)
    frame.opening("Welke veranderingen houden aan?", _answer(counts, selection))
    if counts:
        st.html(join(_groups(found, selection), _numbers(selection)))
    frame.footing(readings)


def _numbers(selection: Selection) -> Safe:
    link = tag("a", "Download alle signalen (CSV)", download=True, href=file_address(SIGNALS, selection, ending="csv"))
    return tag("p", link, class_="kb-tools")


def _answer(counts: Sequence[SignalCount], selection: Selection) -> str:
    """How many series were looked at and how many false signals to expect, as it was counted before publication."""
    when = dutch.capital(dutch.period(selection.quarter))
    if not counts:
        return f"{when}. Voor dit kwartaal is niet naar aanhoudende veranderingen gezocht."
    return " ".join([f"{when}.", *(dutch.sentence(row.sentence) for row in counts)])


def _groups(found: Sequence[Signal], selection: Selection) -> Safe:
    """A table per kind of change; within each the order of the alphabet."""
    if not found:
        chosen = "bij deze keuze " if selection.theme or selection.provider_id else ""
        return tag("p", f"Er zijn {chosen}geen veranderingen die aanhouden.")
    parts = []
    for words, kinds, shape, colour in _GROUPS:
        own = [row for row in found if Variation(row.variation) in kinds]
        if own:
            mark = tag("span", class_=f"kb-mark {shape} {colour}", aria_hidden="true")
            parts.append(tag("section", tag("h2", mark, f" {words}"), _table(words, own), _rest(len(own))))
    return join(parts)


def _table(words: str, rows: Sequence[Signal]) -> Safe:
    lines = [(tag("span", _link(row), _about(row)), _line(row)) for row in rows[:MOST]]
    columns = ["Cijfer", "Sinds", "Gevonden met", "Wat is er gezien"]
    caption = f"{words}: {dutch.plural(len(rows), 'reeks', 'reeksen')}"
    made = table(caption, columns, lines, first="Aanbieder", texts=True, visible_caption=False)
    return tag("div", made, class_="kb-told kb-story")


def _link(row: Signal) -> Safe:
    return tag(
        "a", row.provider, href=f"{provider_address(row.quarter, row.provider_id, indicator=row.indicator)}#verloop"
    )


def _about(row: Signal) -> Safe | None:
    return tag("span", f" {row.sub_agreement}", class_="kb-fact") if row.sub_agreement else None


def _line(row: Signal) -> list[str | Safe]:
    return [row.title, dutch.period(row.since), SignalMethod(row.method).label, dutch.sentence(row.sentence)]


def _rest(count: int) -> Safe | None:
    if count <= MOST:
        return None
    more = dutch.number(count - MOST)
    return tag("p", f"En nog {more}. Kies een thema of een aanbieder om ze te zien.", class_="kb-fact")
