"""A file of which the layout is known but not, say, its quarter: asked once, and then it goes in."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import dutch
from dashboard.desk import memory
from dashboard.desk.acting import Refusal, attempt, home, refuse, tell
from dashboard.desk.mapping.owner import quarters
from dashboard.views.markup import tag
from pipelines import intake
from pipelines.intake import ASKED
from schemas.place import acting_user


def drawn(delivery_id: str) -> bool:
    """The questions of the remembered recipe; False where it has none."""
    found = attempt(partial(intake.asked_of, home(), delivery_id))
    if isinstance(found, Refusal) or not found[1]:
        return False
    label, asks = found
    words = dutch.listing([ASKED.get(name, name) for name in asks])
    heading = "Nog één ding" if len(asks) == 1 else f"Nog {dutch.plural(len(asks), 'ding', 'dingen')}"
    st.html(tag("section", tag("h2", heading),
                tag("p", f"{label}. Uit het bestand zelf blijkt niet: {words}. Vul dat in; de rest staat al goed.")))  # fmt: skip
    given: dict[str, str] = {}
    for name, former in asks.items():
        given[name] = _field(
            name, former, delivery_id, provider=given.get("provider_id") or given.get("provider_name", "")
        )
    if st.button("Lees het bestand zo", type="primary", key=f"desk_confirm_{delivery_id}"):
        _confirmed(delivery_id, given)
    return True


def _field(name: str, former: str, delivery_id: str, *, provider: str) -> str:
    """Never filled in beforehand: the former answer is the one that would be wrong. `provider` is what was chosen
    above, whose sub-agreements are listed; without it all are."""
    key, label = f"desk_confirm_{delivery_id}_{name}", f"{dutch.capital(ASKED.get(name, name))} (vorige keer {former})"
    if name in ("period", "quarter") and "K" in former:
        names = quarters()
        return st.selectbox(label, list(names), index=None, format_func=lambda code: names[code], key=key,
                            placeholder="Kies een kwartaal") or ""  # fmt: skip
    if name in ("provider_id", "provider_name"):
        providers = memory.provider_names(home())
        return st.selectbox(label, sorted(providers, key=lambda code: providers[code].casefold()), index=None,
                            format_func=lambda code: providers[code], key=key, placeholder="Kies een aanbieder") or ""  # fmt: skip
    if name == "sub_agreement_id" and (titles := memory.sub_agreements(home(), provider)):
        shown = {code: f"{title} ({code})" for code, title in titles.items()}
        return st.selectbox(label, list(shown), index=None, format_func=lambda code: shown.get(code, code),
                            key=f"{key}_{provider}", placeholder="Kies een deelovereenkomst") or ""  # fmt: skip
    return st.text_input(label, key=key, max_chars=60)


def _confirmed(delivery_id: str, given: dict[str, str]) -> None:
    with st.spinner("Het bestand wordt gelezen en gecontroleerd…"):
        outcome = attempt(partial(intake.confirm, home(), delivery_id, given, by=acting_user()))
    if isinstance(outcome, Refusal):
        refuse(outcome.words)
        return
    tell(f"Gelezen met de bewaarde indeling. Dit is nu levering {outcome.delivery_id}.")
    st.query_params.from_dict({"levering": outcome.delivery_id or delivery_id})
    st.rerun()
