"""Dropping files: the bytes are in archive and ledger before anything is shown, then the page says what became of them."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from dashboard import dutch
from dashboard.desk import memory
from dashboard.desk.acting import Refusal, address, attempt, home, refuse
from dashboard.views.markup import Safe, tag
from pipelines import intake
from pipelines.intake import Delivered, Parcel
from schemas.place import acting_user
from schemas.vocabulary import DeliveryState

_DROPS, _RESULTS = "desk_drops", "desk_results"


def drawn(label: str) -> None:
    """The place to drop files. One file leads to its own delivery, several to a list of what became of each."""
    drops = st.session_state.get(_DROPS, 0)
    files = st.file_uploader(label, accept_multiple_files=True, key=f"desk_drop_{drops}")
    if not files:
        return
    with st.spinner(f"{dutch.plural(len(files), 'bestand wordt', 'bestanden worden')} bewaard en gecontroleerd…"):
        outcomes = [(file.name, _delivered(file)) for file in files]
    st.session_state[_DROPS] = drops + 1  # another key: the place to drop is empty again
    st.session_state[_RESULTS] = outcomes
    first = outcomes[0][1]
    if len(outcomes) == 1 and isinstance(first, Delivered) and first.delivery_id:
        st.query_params.from_dict({"levering": first.delivery_id})
    else:
        st.query_params.clear()
    st.rerun()


def _delivered(file: UploadedFile) -> Delivered | Refusal:
    """Deliver one upload; one that was delivered in an earlier run of the page is not delivered again."""
    if known := memory.arrival(file.file_id):
        return known
    parcel = Parcel(Path(file.name), acting_user(), False, data=file.getvalue())
    outcome = attempt(partial(intake.deliver, home(), [parcel]))
    if isinstance(outcome, Refusal):
        return outcome
    memory.remember_arrival(home(), file.file_id, outcome[0])
    return outcome[0]


def results(delivery_id: str = "") -> None:
    """What became of the files of the last drop: on the page itself, or at the one delivery it led to."""
    outcomes = st.session_state.get(_RESULTS, ())
    if delivery_id:
        mine = [item for _, item in outcomes if isinstance(item, Delivered) and item.delivery_id == delivery_id]
        if mine and mine[0].known:
            counts = mine[0].state is DeliveryState.ACCEPTED
            what = f"Dit bestand telt al mee als {delivery_id}" if counts else "Dit bestand stond hier al"
            words = f"{what}. Er is niets veranderd; u ziet de levering die er al was."
            st.html(tag("p", words, class_="kb-notice", role="status"))
        return
    if not outcomes:
        return
    items = [tag("li", tag("b", _label(name, item)), ": ", _became(item)) for name, item in outcomes]
    heading = f"Net ingeleverd: {dutch.plural(len(items), 'bestand', 'bestanden')}"
    st.html(tag("section", tag("h2", heading), tag("ul", items, class_="kb-became"), role="status"))
    if st.button("Deze lijst sluiten", key="desk_results_away"):
        del st.session_state[_RESULTS]
        st.rerun()


def _label(name: str, outcome: Delivered | Refusal) -> str:
    return outcome.file_name if isinstance(outcome, Delivered) else name[:120]


def _became(outcome: Delivered | Refusal) -> Safe | str:
    """What became of one file, with the way to it."""
    if isinstance(outcome, Refusal):
        return f"niet ontvangen. {outcome.words}"
    state = outcome.state.label
    if outcome.state is DeliveryState.DESTROYED:
        return f"{state}. {outcome.checked.findings[0].sentence}" if outcome.checked.findings else state
    told = "stond hier al, " if outcome.known else ""
    errors = intake.count(outcome.checked.errors)
    faults = f" ({dutch.plural(errors, 'fout', 'fouten')})" if errors and outcome.state is DeliveryState.REFUSED else ""
    link = tag("a", outcome.delivery_id, href=address(outcome.delivery_id or ""))
    return tag("span", f"{told}{state}{faults}, ", link)


def refusal_of_last() -> None:
    """A single file that did not get in at all."""
    for _, item in st.session_state.get(_RESULTS, ()):
        if isinstance(item, Refusal):
            refuse(item.words)
