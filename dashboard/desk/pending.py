"""The deliveries that still need somebody, and what they need."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard import dutch
from dashboard.desk.acting import address
from dashboard.views.markup import Safe, tag
from schemas.vocabulary import DataSet, DeliveryState

SHOWN = 40
_KINDS = (
    (DeliveryState.WAITING, "wacht op acceptatie", "wachten op acceptatie"),
    (DeliveryState.UNMAPPED, "heeft een indeling die nog niet bekend is", "hebben een indeling die nog niet bekend is"),
    (DeliveryState.REFUSED, "is geweigerd en nog niet hersteld", "zijn geweigerd en nog niet hersteld"),
)
ASKS = "wacht op een antwoord: de indeling is bekend"
_HEADS = ("Bestand", "Toestand", "Wat het is", "Gebracht door", "Wanneer")


def answer(waiting: Sequence[Mapping[str, Any]]) -> str:
    """Er wacht niets op u. / 3 leveringen vragen aandacht: 1 wacht op acceptatie, 2 zijn geweigerd ..."""
    if not waiting:
        return "Er wacht niets op u."
    counts = Counter(row["state"] for row in waiting)
    parts = [
        f"{dutch.number(counts[state])} {one if counts[state] == 1 else many}"
        for state, one, many in _KINDS
        if counts[state]
    ]
    return f"{dutch.plural(len(waiting), 'levering vraagt', 'leveringen vragen')} aandacht: {dutch.listing(parts)}."


def drawn(waiting: Sequence[Mapping[str, Any]]) -> None:
    """Each with the way to it."""
    if not waiting:
        return
    head = tag("tr", [tag("th", name, scope="col") for name in _HEADS])
    body = [_row(row) for row in waiting[:SHOWN]]
    rest = f"En nog {dutch.plural(len(waiting) - SHOWN, 'levering', 'leveringen')}." if len(waiting) > SHOWN else ""
    table = tag("table", tag("caption", "Leveringen die op iemand wachten", class_="kb-hidden"), tag("thead", head),
                tag("tbody", body), class_="kb-pending")  # fmt: skip
    st.html(tag("section", tag("h2", "Wacht op u"), table, tag("p", rest, class_="kb-fact") if rest else None))


def asks(row: Mapping[str, Any]) -> bool:
    """Whether a file of which nothing was made yet has a recipe all the same, that wants to know something first."""
    return row["state"] == DeliveryState.UNMAPPED and str(row["recognised"] or "").startswith("Herkend: recept")


def _row(row: Mapping[str, Any]) -> Safe:
    state = DeliveryState(row["state"])
    errors = f" ({dutch.plural(row['errors'], 'fout', 'fouten')})" if state is DeliveryState.REFUSED else ""
    kind = DataSet(row["data_set"]).label if row["data_set"] else "nog niet bekend"
    told = ASKS if asks(row) else state.label
    values = (f"{told.partition(':')[0]}{errors}", kind, row["delivered_by"], dutch.moment(row["received_at"]))
    name = tag("a", row["file_name"], href=address(row["delivery_id"]))
    cells = [tag("td", value, data_label=head) for value, head in zip(values, _HEADS[1:], strict=True)]
    return tag("tr", tag("th", name, " ", tag("span", row["delivery_id"], class_="kb-sub"), scope="row"), cells)
