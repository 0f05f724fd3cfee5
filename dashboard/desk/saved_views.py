"""Page Weergaven: pages as somebody wants to find them again, kept for oneself or for everybody."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from dashboard import dutch
from dashboard.contents import view_at
from dashboard.desk import keeping_view, view_acts
from dashboard.desk.acting import begun, home, refuse, signed, told
from dashboard.selection import SAVING
from dashboard.views import frame
from dashboard.views.markup import Safe, join, tag
from pipelines import record
from pipelines.record import SavedView
from schemas.place import acting_user

_HEADS = ("Naam", "Wat u ziet", "Bewaard door", "Wat u kunt doen")


def page() -> None:
    """What is kept; first the one that is being kept, renamed or taken away."""
    st.set_page_config(page_title="Weergaven · Kwartaalbeeld", layout="wide")
    views = begun(partial(record.views_of, home(), acting_user()), "Welke weergaven zijn bewaard?")
    if views is None:
        return
    own = [view for view in views if not view.shared]
    everybodys = [view for view in views if view.shared]
    frame.opening("Welke weergaven zijn bewaard?", _answer(own, everybodys))
    told()
    asked = st.query_params.get(SAVING, "")
    if asked:
        keeping_view.drawn(asked)
    elif chosen := next((view for view in views if view.view_id == st.query_params.get(view_acts.VIEW)), None):
        view_acts.drawn(chosen)
    elif st.query_params.get(view_acts.VIEW):
        refuse("Deze weergave bestaat niet (meer).")
    st.html(join(_list("Van u", own, shared=False), _list("Van iedereen", everybodys, shared=True), _how()))
    signed("Uw eigen weergaven staan op deze naam.")


def _answer(own: Sequence[SavedView], everybodys: Sequence[SavedView]) -> str:
    if not own and not everybodys:
        return "Er is nog geen weergave bewaard."
    mine = dutch.plural(len(own), "eigen weergave", "eigen weergaven")
    return f"U hebt {mine}. Voor iedereen: {dutch.plural(len(everybodys), 'weergave', 'weergaven')}."


def _list(heading: str, views: Sequence[SavedView], *, shared: bool) -> Safe | None:
    if not views:
        return None
    heads = [name for name in _HEADS if shared or name != "Bewaard door"]
    head = tag("tr", [tag("th", name, scope="col") for name in heads])
    body = [_row(view, heads) for view in views]
    caption = tag("caption", f"Weergaven: {heading.lower()}", class_="kb-hidden")
    table = tag("table", caption, tag("thead", head), tag("tbody", body), class_="kb-pending")
    return tag("section", tag("h2", heading), table)


def _row(kept: SavedView, heads: Sequence[str]) -> Safe:
    """The name leads to the view; one of a page that is gone is told to be so, and leads nowhere."""
    view = view_at(kept.address)
    name = tag("a", kept.name, href=view.address) if view else kept.name
    shown = (
        keeping_view.told(view) if view else "Deze weergave werkt niet meer: de pagina of een keuze bestaat niet meer."
    )
    cells: dict[str, str | Safe] = {
        "Wat u ziet": shown,
        "Bewaard door": f"{kept.saved_by}, {dutch.moment(kept.saved_at)}",
        "Wat u kunt doen": view_acts.links(kept),
    }
    return tag(
        "tr",
        tag("th", name, scope="row"),
        [tag("td", cells[head], data_label=head) for head in heads if head in cells],
    )


def _how() -> Safe:
    words = (
        "Onderaan elke pagina met cijfers staat ‘Bewaar deze weergave’. Kies eerst wat u wilt zien, en bewaar het dan."
    )
    return tag("section", tag("h2", "Hoe bewaart u een weergave?"), tag("p", words))
