"""Page Wederkerigheid: the volunteer pools as balances that must close and connect, and who came from among clients."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from dashboard import dutch
from dashboard.pictures.kinds import POOL, POOLS, file_address, pool
from dashboard.readings import Readings
from dashboard.rows import Pool
from dashboard.selection import Selection, address
from dashboard.views import picture, theme
from dashboard.views.across import PAGE_LENGTH
from dashboard.views.markup import Safe, table, tag
from schemas.vocabulary import Theme

PAGE = "wederkerigheid"
_EVERY = "Alle deelovereenkomsten"
_COLUMNS = (
    "Begin", "Nieuw", "Waarvan oud-cliënt", "Terug", "Vertrokken", "Einde", "Actief", "Sluit het aan?",
)  # fmt: skip


def page() -> None:
    theme.drawn(ABOUT)


def _own(readings: Readings, selection: Selection) -> None:
    """The pools: of one provider quarter by quarter, or of all in this quarter."""
    if selection.provider_id:
        _one(readings, selection)
    else:
        _all(readings, selection)


def _one(readings: Readings, selection: Selection) -> None:
    rows = readings.pools(selection.provider_id or "", until=selection.quarter)
    st.html(tag("h2", "De vrijwilligers als balans"))
    if not rows:
        st.html(tag("p", "Over vrijwilligers is niets geleverd.", class_="kb-fact"))
        return
    wanted = selection.sub_agreement_id
    shown = [row for row in rows if row.sub_agreement_id == wanted] or list(rows)
    whole = replace(selection, sub_agreement_id=shown[0].sub_agreement_id)
    lines = [
        (dutch.capital(dutch.period(row.quarter)), _balance(row))
        for row in shown
        if row.sub_agreement_id == whole.sub_agreement_id
    ]
    balances = table("De balans per kwartaal", _COLUMNS, lines, first="Kwartaal", texts=True)
    if shown[0].quarter == selection.quarter and shown[0].sentence:
        st.html(tag("p", dutch.sentence(shown[0].sentence), class_="kb-answer"))
    made = pool(readings, whole)
    if made is not None:
        picture.drawn(made, whole, balances, kind=POOL, page=PAGE)
    if made is None or made.chart.id not in selection.as_tables:
        st.html(balances)


def _all(readings: Readings, selection: Selection) -> None:
    providers = readings.providers()
    last = min(selection.first + PAGE_LENGTH - 1, len(providers))
    rows = readings.pools_across(selection.quarter, first=selection.first, last=last)
    st.html(tag("h2", "De vrijwilligers als balans"))
    if not rows:
        st.html(tag("p", "Over dit kwartaal is niets over vrijwilligers geleverd.", class_="kb-fact"))
        return
    names = {row.provider_id: row.provider for row in providers}
    lines = [(_name(row, names, selection), [row.title or _EVERY, *_balance(row)]) for row in rows]
    caption = f"Vrijwilligers, {dutch.period(selection.quarter)}"
    numbers = tag(
        "a", "Download dit van alle aanbieders (CSV)", href=file_address(POOLS, selection, ending="csv"), download=True
    )
    st.html(
        table(caption, ("Deelovereenkomst", *_COLUMNS), lines, first="Aanbieder", texts=True, visible_caption=False)
    )
    st.html(tag("p", numbers, class_="kb-tools"))


def _name(row: Pool, names: dict[str, str], selection: Selection) -> Safe:
    here = replace(selection, provider_id=row.provider_id, sub_agreement_id=None, first=1)
    return tag("a", names.get(row.provider_id, ""), href=address(PAGE, here))


def _balance(row: Pool) -> Sequence[str]:
    numbers = (
        row.stock_begin, row.recruited, row.former_clients, row.returned, row.departed, row.stock_end, row.active,
    )  # fmt: skip
    told = tag("span", dutch.sentence(row.sentence or ""), class_="kb-wrap")
    return [*(dutch.NOTHING if value is None else dutch.number(value) for value in numbers), told]


ABOUT = theme.ThemePage(
    Theme.RECIPROCITY,
    PAGE,
    "Hoeveel vrijwilligers komen erbij, en wie van hen was eerst cliënt?",
    "Begin plus nieuw plus teruggekomen min vertrokken is het einde; het begin is het einde van het vorige kwartaal.",
    own=_own,
)
