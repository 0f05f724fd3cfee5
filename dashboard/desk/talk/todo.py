"""Page Te doen: per owner what is open, late first; the same as CSV, and a calendar."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import groupby

import streamlit as st

from dashboard import dutch
from dashboard.desk.acting import begun, home
from dashboard.desk.talk.acting_here import literal
from dashboard.selection import TALK_PAGE, Selection, address
from dashboard.session import filter_in_address
from dashboard.views import frame
from dashboard.views.markup import Safe, join, tag
from pipelines import record
from pipelines.record import ToDo

_OWNER, _KEY = "eigenaar", "todo_owner"
_QUESTION = "Wat moet er nog gebeuren?"
_HEADS = ("Wat", "Wanneer", "Soort", "Gesprek", "Stand")


def page() -> None:
    """Everything, or what one owner has to do."""
    st.set_page_config(page_title="Te doen · Kwartaalbeeld", layout="wide")
    found = begun(partial(record.to_do, home()), _QUESTION)
    if found is None:
        return
    frame.opening(_QUESTION, _answer(found))
    if not found:
        return
    owners = ["", *dict.fromkeys(item.owner for item in found)]
    with st.container(width=420):
        owner = _owner(owners)
    shown = [item for item in found if not owner or item.owner == owner]
    lists = [
        tag("section", tag("h2", dutch.capital(name)), _table(list(own), name))
        for name, own in groupby(shown, key=lambda item: item.owner)
    ]
    st.html(join(lists, tag("section", tag("h2", "Meenemen"), tag("p", tag("a", "De lijst als CSV", href="/te-doen.csv", download=True), " · ",
                            tag("a", "Agenda (ics) met gesprekken en termijnen", href="/agenda.ics", download=True)))))  # fmt: skip


def _owner(owners: Sequence[str]) -> str:
    """Who is chosen; it stands in the address, so that it is still chosen after a reload, and can be sent to them."""
    asked = st.query_params.get(_OWNER, "")
    st.session_state[_KEY] = asked if asked in owners else ""
    return st.selectbox("Eigenaar", owners, format_func=lambda name: name or "Iedereen", key=_KEY,
                        on_change=filter_in_address, args=(_OWNER, _KEY))  # fmt: skip


def _answer(found: Sequence[ToDo]) -> str:
    if not found:
        return "Er staat niets open: geen actiepunten, reacties, vragen of geplande gesprekken."
    late = sum(item.when == "te laat" for item in found)
    week = sum(item.when == "deze week" for item in found)
    told = dutch.capital(dutch.plural(len(found), "punt staat open", "punten staan open"))
    return f"{told}: {late or 'geen'} te laat, {week or 'geen'} voor deze week."


def _table(items: Sequence[ToDo], owner: str) -> Safe:
    head = tag("tr", [tag("th", name, scope="col") for name in _HEADS])
    caption = tag("caption", f"Te doen door {owner}", class_="kb-hidden")
    return tag(
        "table", caption, tag("thead", head), tag("tbody", [_row(item) for item in items]), class_="kb-pending kb-todo"
    )


def _row(item: ToDo) -> Safe:
    to = address(TALK_PAGE, Selection(item.quarter, item.provider_id, None, None))
    when = item.when if item.due_on is None else f"{dutch.day(item.due_on)}, {item.when}"
    cells = (
        tag("span", when, class_="kb-overdue" if item.when == "te laat" else None), item.duty.label,
        tag("a", f"{item.provider}, {dutch.short_period(item.quarter)}", href=to), item.standing,
    )  # fmt: skip
    filled = [tag("td", cell, data_label=head) for cell, head in zip(cells, _HEADS[1:], strict=True)]
    return tag("tr", tag("th", literal(item.text), scope="row"), filled)
