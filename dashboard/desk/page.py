"""Page Aanleveren: drop files, see what became of them, decide, and see who still has to deliver."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard.desk import board, deciding, handing_in, mapping, one_delivery, pending
from dashboard.desk.acting import MAPPING, PAGE, begun, home, signed, told
from dashboard.views import frame
from dashboard.views.markup import tag
from pipelines import intake


def page() -> None:
    """The address says which part: one delivery, or everything."""
    st.set_page_config(page_title="Aanleveren · Kwartaalbeeld", layout="wide")
    delivery_id = st.query_params.get("levering", "")
    if st.query_params.get("deel") == board.PART:
        board.drawn()
    elif delivery_id and st.query_params.get("stap") == MAPPING:
        mapping.drawn(delivery_id)
    elif delivery_id:
        one_delivery.drawn(delivery_id)
    else:
        _everything()
    signed()


def _everything() -> None:
    waiting = begun(partial(intake.open_deliveries, home()), "Wat is er geleverd?")
    if waiting is None:
        return
    frame.opening("Wat is er geleverd, en wat wacht op u?", pending.answer(waiting))
    told()
    handing_in.drawn("Sleep hier bestanden naartoe, of kies ze: Excel, OpenDocument, CSV, tekst of SPSS")
    handing_in.results()
    pending.drawn(waiting)
    link = tag("a", "Wie heeft geleverd, en wie nog niet?", href=f"/{PAGE}?deel={board.PART}")
    st.html(tag("section", tag("h2", "Leverbord en sjablonen"), tag("p", link)))
    deciding.publish_now()
