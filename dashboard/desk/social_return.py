"""Page Social return: the obligations as they were published, and of one opdrachtnemer what would be if an entry lasted longer."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import dutch
from dashboard.desk import entering
from dashboard.desk.acting import Refusal, attempt, home, refuse
from dashboard.social_return_rows import Effort
from dashboard.views import social_return
from dashboard.views.markup import tag
from pipelines import record
from schemas.vocabulary import EntryForm, EntryState

_TOLD = (
    "Kies een inzet en wat er zou veranderen. De uitkomst is een berekening met de bouwblokken van de gunning; er wordt niets "
    "bewaard."
)


def page() -> None:
    """What was published, with the question what if under the calculations."""
    social_return.page(beneath=_what_if)


def _what_if(quarter: str, provider_id: str, efforts: tuple[Effort, ...]) -> None:
    """Where entries are typed; and only an entry that has a length can last longer."""
    st.html(
        tag(
            "p",
            tag("a", "Vul inzet in, of verbeter wat er staat", href=entering.address(provider_id), class_="kb-button"),
        )
    )
    lasting = [item for item in efforts if item.hours is not None and item.state != EntryState.REJECTED]
    if not lasting:
        return
    st.html(tag("section", tag("h2", "Wat als?"), tag("p", _TOLD, class_="kb-fact")))
    with st.form("what_if", border=False), st.container(key="kb-form"):
        chosen = st.selectbox("Welke inzet?", lasting, format_func=_named, key=f"what_if_entry_{quarter}_{provider_id}")
        months = st.number_input("Hoeveel maanden langer?", 0, 60, 6, key="what_if_months", width=230)
        hours = st.number_input(
            "Hoeveel uren per week? (leeg: zoals nu)",
            0.5,
            48.0,
            None,
            key="what_if_hours",
            step=1.0,
            format="%g",
            width=230,
        )
        pressed = st.form_submit_button("Reken uit")
    if not pressed or chosen is None:
        return
    change = record.Change(provider_id, quarter, chosen.obligation_id, chosen.line, int(months), hours)
    found = attempt(partial(record.what_if_entry, home(), change))
    if isinstance(found, Refusal):
        refuse(found.words)
        return
    st.html(
        tag(
            "div", tag("p", tag("b", found.sentence)), tag("p", f"Nu: {found.before}", class_="kb-fact"),
            tag("p", f"Dan: {found.after}", class_="kb-fact"), role="status",
        )
    )  # fmt: skip


def _named(item: Effort) -> str:
    until = f" tot en met {dutch.day(item.ends_on)}" if item.ends_on else ""
    form = dutch.capital(EntryForm(item.form).label)
    return f"{item.obligation_id}, {item.line}. {form} vanaf {dutch.day(item.starts_on)}{until}"
