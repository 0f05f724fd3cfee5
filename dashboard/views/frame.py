"""What every page shares: its opening, the choice of a quarter, the footing, and the page without figures."""

from __future__ import annotations

import streamlit as st

from dashboard import dutch
from dashboard.readings import NoPublication, Readings
from dashboard.selection import PROVIDER, QUARTER, Selection, saving_address
from dashboard.session import choose_in_address, current_view
from dashboard.views.markup import Safe, join, notice, tag

_QUARTER_KEY, _PROVIDER_KEY = "quarter_choice", "provider_choice"

_AGAIN = "kwartaalbeeld publish"
_ABSENT: dict[str, tuple[str, tuple[str, ...], str]] = {  # what is the matter, the commands that help, the comfort
    "missing": (
        "Er is nog niets gepubliceerd.",
        ("kwartaalbeeld deliver", "kwartaalbeeld accept", _AGAIN),
        "Deze pagina toont de cijfers zodra dat klaar is.",
    ),
    "empty": (
        "De publicatie is er, maar bevat nog geen kwartalen.",
        ("kwartaalbeeld accept", _AGAIN),
        "Er moet minstens één levering geaccepteerd zijn.",
    ),
    "other_version": (
        "De publicatie is gemaakt met een andere versie van Kwartaalbeeld.",
        (_AGAIN,),
        "Er gaan geen cijfers verloren.",
    ),
    "unreadable": (
        "De publicatie is niet te lezen.",
        (_AGAIN,),
        "Helpt dat niet, bel dan de beheerder. Met de geleverde bestanden is niets gebeurd.",
    ),
}


def absent(absence: NoPublication) -> None:
    """The calm page when there is nothing to show."""
    what, commands, comfort = _ABSENT[absence.why]
    steps = [part for command in commands for part in (", daarna ", tag("code", command))][1:]
    told = tag("p", what, class_="kb-answer")
    st.html(join(tag("h1", "Nog geen cijfers"), told, notice(join("Voer uit: ", steps, "."), comfort)))


def opening(question: str, *lines: str | Safe) -> None:
    """The question a page answers and, in a sentence or two, the answer."""
    answers = [tag("p", line, class_="kb-answer") for line in lines if line]
    st.html(join(tag("h1", question), answers))


def notices(selection: Selection) -> None:
    if selection.notices:
        st.html(notice(*selection.notices))


def quarter_choice(readings: Readings, selection: Selection) -> None:
    """Newest first; the choice lives in the address."""
    st.session_state[_QUARTER_KEY] = selection.quarter
    st.selectbox(
        "Kwartaal",
        [row.quarter for row in reversed(readings.quarters())],
        format_func=lambda quarter: dutch.capital(dutch.period(quarter)),
        key=_QUARTER_KEY,
        on_change=choose_in_address,
        args=(QUARTER, _QUARTER_KEY),
        filter_mode=None,
    )


def provider_choice(readings: Readings, selection: Selection) -> None:
    names = {row.provider_id: row.provider for row in readings.providers()}
    st.session_state[_PROVIDER_KEY] = selection.provider_id
    st.selectbox(
        "Aanbieder",
        list(names),
        index=0 if selection.provider_id else None,  # once chosen there is no way back to nothing
        format_func=lambda provider_id: names.get(provider_id, ""),
        key=_PROVIDER_KEY,
        on_change=choose_in_address,
        args=(PROVIDER, _PROVIDER_KEY),
        placeholder="Kies een aanbieder",
    )


def footing(readings: Readings) -> None:
    """Which publication this is: the same words and the same id as on paper; and the way to keep this view."""
    meta = readings.meta
    view = current_view()
    keep = tag("a", "Bewaar deze weergave", href=saving_address(view.address), class_="kb-keep") if view else None
    published = f", bijgewerkt tot {dutch.moment(meta.published_at)}" if meta.published_at else ""
    st.html(
        tag(
            "p",
            f"{', '.join(filter(None, (meta.umbrella_agreement, meta.municipality)))}. Publicatie ".removeprefix(". "),
            tag("code", meta.id[:16]),
            f" ({meta.audience}){published}. ",
            keep,
            class_="kb-footing",
        )
    )
