"""What was made before: by whom, when, and from which publication."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import dutch
from dashboard.desk.acting import Refusal, attempt, home, refuse
from dashboard.report.kinds import Format, Kind
from dashboard.views.markup import Safe, tag
from pipelines import record
from pipelines.record import MadeReport

_HEADS = ("Gemaakt", "Soort", "Vorm", "Kwartaal", "Bestanden", "Uit publicatie")
_SHOWN = 20


def drawn() -> None:
    """The newest first."""
    made = attempt(partial(record.reports_made, home()))
    if isinstance(made, Refusal):
        refuse(made.words)
        return
    if not made:
        told = "Er is nog geen rapport gemaakt. Wat u maakt, komt hier te staan."
        st.html(tag("section", tag("h2", "Eerder gemaakt"), tag("p", told)))
        return
    head = tag("tr", [tag("th", name, scope="col") for name in _HEADS])
    body = [_row(row) for row in made[:_SHOWN]]
    caption = tag("caption", "Gemaakte rapporten, de nieuwste eerst", class_="kb-hidden")
    table = tag("table", caption, tag("thead", head), tag("tbody", body), class_="kb-pending")
    st.html(tag("section", tag("h2", "Eerder gemaakt"), table))


def _row(row: MadeReport) -> Safe:
    forms = [Format(form).label for form in row.form.split(", ") if form in set(Format)]
    cells = (
        Kind(row.kind).label if row.kind in set(Kind) else row.kind,
        dutch.listing(forms) or row.form,
        dutch.period(row.quarter),
        _files(row),
        tag("code", row.publication[:12]),
    )
    filled = [tag("td", cell, data_label=head) for cell, head in zip(cells, _HEADS[1:], strict=True)]
    return tag("tr", tag("th", f"{dutch.moment(row.made_at)}, door {row.made_by}", scope="row"), filled)


def _files(row: MadeReport) -> str | Safe:
    """The one file with the beginning of its hash; of many their number."""
    if len(row.files) != 1:
        return dutch.plural(len(row.files), "bestand", "bestanden")
    name, digest = row.files[0]
    return tag("span", name, tag("span", f" sha256 {digest[:12]}…", class_="kb-sub"))
