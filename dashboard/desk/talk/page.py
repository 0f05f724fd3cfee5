"""Page Gesprek: one provider about one quarter, what stands out first, up to the edition."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from dashboard import dutch
from dashboard.desk import deciding
from dashboard.desk.acting import Refusal, attempt, refuse, signed, told
from dashboard.desk.talk import actions, closing, commentary, notes, points, remembered
from dashboard.readings import Readings
from dashboard.selection import TALK_PAGE, Selection, address
from dashboard.session import current_selection, open_publication
from dashboard.views import frame
from dashboard.views.markup import Safe, tag
from pipelines.record import TalkNow
from schemas.talk import CLOSED, ActionState, TalkState

_QUESTION = "Waarover gaat het gesprek?"


def page() -> None:
    """Choose, read, draw; then write."""
    readings = open_publication(frame.absent)
    selection = current_selection(readings, with_provider=True)
    st.set_page_config(page_title="Gesprek · Kwartaalbeeld", layout="wide")
    with st.container(key="kb-choices-row", horizontal=True, vertical_alignment="bottom"):
        with st.container(width=420):
            frame.provider_choice(readings, selection)
        with st.container(width=230):
            frame.quarter_choice(readings, selection)
    frame.notices(selection)
    if selection.provider_id is None:
        frame.opening(_QUESTION, "Kies een aanbieder uit de lijst.")
    else:
        _one(selection.provider_id, selection.quarter)
    _all_talks(selection)
    footing(readings)


def _one(provider_id: str, quarter: str) -> None:
    found = attempt(partial(remembered.talk, provider_id, quarter))
    if isinstance(found, Refusal):
        frame.opening(_QUESTION, "Dit gesprek is niet te openen.")
        refuse(found.words)
        return
    frame.opening(_QUESTION, _answer(found), _standing(found))
    told()
    deciding.publish_now()
    open_ = found.state is not TalkState.SETTLED and found.whole is None
    points.drawn(found)
    if open_:
        commentary.drawn(found)
    actions.drawn(found, writing=open_)
    notes.drawn(found, writing=open_)
    closing.drawn(found)


def _answer(found: TalkNow) -> str:
    """What there is to talk about, counted."""
    raised = sum(row["kind"] is not None for row in found.figures)
    still = sum(ActionState(row["state"]) not in CLOSED for row in found.actions)
    asked = sum(row["answer"] is None for row in found.questions)
    parts = [
        dutch.plural(raised, "cijfer valt op", "cijfers vallen op"),
        dutch.plural(still, "actiepunt staat open", "actiepunten staan open"),
        dutch.plural(asked, "vraag wacht", "vragen wachten") + " op antwoord",
    ]
    return f"{found.provider}, {dutch.period(found.quarter)}: {dutch.listing(parts)}."


def _standing(found: TalkNow) -> str:
    if found.whole is not None:
        return (
            f"Het kwartaal is als geheel vastgesteld (editie {found.whole}). Hier verandert niets meer, tot iemand het weer "
            "opent op de pagina Rapporten."
        )
    if found.talk is None:
        return "Concept: er is nog niets opgeschreven, en dit gesprek is nog niet vastgesteld."
    return str(found.talk["sentence"])


def _all_talks(selection: Selection) -> None:
    """Every provider, alphabetical, with how far its talk about this quarter is."""
    rows = attempt(partial(remembered.talks, selection.quarter))
    if isinstance(rows, Refusal):
        return
    settled = sum(row["state"] is TalkState.SETTLED for row in rows)
    words = f"Alle gesprekken over het {dutch.period(selection.quarter)} ({settled} van {len(rows)} vastgesteld)"
    st.html(tag("details", tag("summary", words), _list(rows, selection), class_="kb-origin",
                open_=selection.provider_id is None))  # fmt: skip


def _list(rows: Sequence[dict], selection: Selection) -> Safe:
    items = [
        tag("li", tag("a", row["provider"], href=address(TALK_PAGE, Selection(selection.quarter, row["provider_id"], None, None))),
            tag("span", f" {row['state'].label}", class_="kb-fact"))
        for row in rows
    ]  # fmt: skip
    return tag("ul", items, class_="kb-providers")


def footing(readings: Readings) -> None:
    frame.footing(readings)
    signed()
