"""How many inhabitants each group of residents has, where the answers are weighted to the population."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard.desk.mapping.form import Form
from dashboard.views.markup import tag
from pipelines.intake import SurveySeen
from schemas.surveys import MARGINS

_ABOUT = {"age_band": "leeftijdsgroep", "sex": "geslacht", "district": "wijk"}
_TOLD = (
    "Vul van elke groep in hoeveel inwoners er zijn, zoals CBS StatLine of de Basisregistratie Personen ze telt. Laat een "
    "kenmerk helemaal leeg om er niet naar te wegen."
)


def drawn(form: Form, seen: SurveySeen, columns: Mapping[str, str]) -> dict[str, dict[str, int]]:
    """Per margin (MARGINS) the groups that answered, with what was filled in."""
    st.html(tag("p", _TOLD, class_="kb-hint"))
    groups = {item.column: [text for text, _ in item.answers] for item in seen.questions}
    found: dict[str, dict[str, int]] = {}
    for margin in (name for name in MARGINS if name in columns):
        told = {group: _number(form, margin, group) for group in sorted(groups.get(columns[margin], []))}
        if any(number is not None for number in told.values()):
            found[margin] = {group: number for group, number in told.items() if number is not None}
    if not found:
        form.missing.append("aantal inwoners per groep")
    return found


def _number(form: Form, margin: str, group: str) -> int | None:
    label = f"Inwoners, {_ABOUT[margin]} {group}"
    written = form.text(label, field=f"margin_{margin}_{group}", needed=False).replace(".", "")
    if written and not written.isdecimal():
        form.missing.append(label)
        st.html(tag("p", "Vul een heel getal in.", class_="kb-complaint", role="alert"))
        return None
    return int(written) if written else None
