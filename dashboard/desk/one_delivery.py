"""One delivery as the one who decides sees it: what it is, what is wrong, what it would change, what may be done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import streamlit as st

from dashboard import dutch
from dashboard.desk import confirming, consequence, deciding, findings, handing_in, memory, pending, settling, words
from dashboard.desk.acting import Refusal, address, attempt, home, linked, refuse, told
from dashboard.selection import TALK_PAGE, Selection, provider_address
from dashboard.selection import address as selected
from dashboard.views import frame
from dashboard.views.markup import Safe, join, tag
from pipelines import intake
from pipelines.intake import Case, Checked, Slot
from schemas.vocabulary import DeliveryState

_OPEN = (DeliveryState.WAITING, DeliveryState.REFUSED)
_AGAIN = (DeliveryState.REFUSED, DeliveryState.REJECTED)


def drawn(delivery_id: str) -> None:
    """From the name down to the decision. What is known at once is shown before what takes seconds to compute."""
    st.html(tag("p", tag("a", "Alle leveringen", href=address()), class_="kb-back"))
    delivery = attempt(partial(intake.delivery, home(), delivery_id))
    if isinstance(delivery, Refusal):
        frame.opening("Deze levering bestaat niet", "Kies een levering uit de lijst.")
        return
    # each its own place: what stood here of another delivery is gone before the new one is computed
    opening, messages, facts, body, rest = st.empty(), st.container(), st.empty(), st.empty(), st.empty()
    with messages:
        told()
        handing_in.results(delivery_id)
    before = None if memory.case_is_ready(home(), delivery_id) else memory.fresh(home(), delivery_id)
    _open(opening, "", delivery)
    if before is not None:
        _facts(facts, delivery, before.checked, found=None)
        with body.container():
            _known(delivery, before.checked)
    with st.spinner("De levering wordt opnieuw gecontroleerd…"):
        found = attempt(partial(memory.case_of, home(), delivery_id))
    if isinstance(found, Refusal):
        refuse(found.words)
        return
    _open(opening, words.verdict(found), delivery)
    _facts(facts, found.delivery, found.checked, found=found)
    if before is None:
        with body.container():
            _known(found.delivery, found.checked)
    with rest.container():
        if found.state is DeliveryState.UNMAPPED:
            confirming.drawn(delivery_id)
        _rest(found)


def _open(place: Any, answer: str, delivery: dict[str, Any]) -> None:
    with place.container():
        frame.opening(f"Telt {delivery['file_name']} mee?", answer)


def _known(delivery: dict[str, Any], checked: Checked) -> None:
    if delivery["state"] != DeliveryState.UNMAPPED:  # its one fault is that nobody knows it: that is told above
        findings.drawn(checked.findings)


def _rest(found: Case) -> None:
    """What it would change, and what may be done. The first takes seconds: its place is filled when the rest stands."""
    if found.difference and found.state in _OPEN and (found.difference.mended or found.difference.left):
        consequence.difference(found.difference)
    changes = st.container()
    deciding.drawn(found)
    if found.state in _AGAIN:
        st.html(tag("h2", "Herstelde versie inleveren"))
        handing_in.drawn("Sleep hier de herstelde versie naartoe, of kies het bestand")
    if found.weighable:
        with changes:
            _consequence(found)


def _consequence(found: Case) -> None:
    with st.spinner("Wat er verandert als u accepteert, wordt berekend. De rest van deze pagina kunt u al gebruiken."):
        weighed = attempt(partial(memory.weighed, home(), found))
    if isinstance(weighed, Refusal):
        refuse(weighed.words)
    elif weighed.preview:
        consequence.preview(weighed.preview, weighed.slots)


def _facts(place: Any, delivery: dict[str, Any], checked: Checked, *, found: Case | None) -> None:
    """What it is, who brought it, when, and what became of it."""
    names, state = memory.provider_names(home()), DeliveryState(delivery["state"])
    slots = found.slots if found else checked.slots
    rows: list[tuple[str, str | Safe]] = [
        ("Levering", delivery["delivery_id"]),
        ("Wat het is", words.about(delivery["data_set"], slots, names)),
        ("Herkend als", _recognised(delivery, state)),
        ("Gebracht door", f"{delivery['delivered_by']}, {dutch.moment(delivery['received_at'])}"),
        ("Toestand", _state(delivery, state)),
    ]
    if state is not DeliveryState.UNMAPPED:
        rows.append(("Bevindingen", dutch.capital(words.counted(checked)) or "Geen"))
    if emptied := intake.emptied(home(), delivery["delivery_id"]):
        columns = dutch.plural(emptied, "kolom die zegt", "kolommen die zeggen")
        rows.append(("Leeggemaakt", f"{columns} wie iemand is. Zonder die gegevens is het bestand bewaard."))
    if left_out := intake.left_out(checked):
        rows.append(("Overgeslagen rijen", left_out))
    if delivery["accepted_by"]:
        rows.append(("Geaccepteerd door", f"{delivery['accepted_by']}, {dutch.moment(delivery['accepted_at'])}"))
    if delivery["why"]:
        rows.append(("Reden", f"{delivery['why']} ({delivery['decided_by']})"))
    if found and found.locked:
        rows.append(("Vastgesteld", _locked(found, names)))
    if found and found.successor:
        rows.append(("Opgevolgd door", linked(found.successor)))
    if found and state is DeliveryState.ACCEPTED:
        rows += _on_the_pages(found, names)
    pairs = [tag("div", tag("dt", name), tag("dd", value)) for name, value in rows]
    place.html(join(tag("dl", pairs, class_="kb-record"), _explained(found) if found else None))


def _state(delivery: dict[str, Any], state: DeliveryState) -> str:
    if state is DeliveryState.UNMAPPED and pending.asks(delivery):
        return dutch.capital(pending.ASKS)
    return dutch.capital(state.label)


def _recognised(delivery: dict[str, Any], state: DeliveryState) -> str:
    if delivery["recognised"] or delivery["recipe"]:
        told = str(delivery["recognised"] or f"recept {delivery['recipe']}")
        return dutch.capital(told.removeprefix("Herkend: "))
    return "Ons eigen sjabloon" if delivery["data_set"] and state is not DeliveryState.UNMAPPED else "Nog niet herkend"


def _on_the_pages(found: Case, names: dict[str, str]) -> list[tuple[str, Safe]]:
    """Where its figures can be read, for a delivery of a few providers."""
    slots = [slot for slot in found.slots if slot[0] != "*"]
    if not 0 < len(slots) <= 4:
        return []
    return [("Cijfers bekijken", _links(slots, names, provider_address))]


def _locked(found: Case, names: dict[str, str]) -> Safe | str:
    """Which quarters of whom; where there is a talk about them, it opens them again."""
    whose = [slot for slot in found.locked if slot[0] != "*"]
    if not 0 < len(whose) <= 4:
        return dutch.listing(list(dict.fromkeys(settling.slot_words(slot) for slot in found.locked)))
    return _links(whose, names, lambda quarter, provider: selected(TALK_PAGE, Selection(quarter, provider, None, None)))


def _links(slots: Iterable[Slot], names: dict[str, str], to: Callable[[str, str], str]) -> Safe:
    """Each provider and quarter once, with the way to it: more data sets of one quarter are one."""
    pairs = dict.fromkeys((provider, quarter) for provider, quarter, _ in slots)
    links = [
        tag("a", f"{names.get(provider, provider)}, {settling.quarter_words(quarter)}", href=to(quarter, provider))
        for provider, quarter in pairs
    ]
    return join([part for link in links for part in ("; ", link)][1:])


def _explained(found: Case) -> Safe | None:
    """What was explained on acceptance."""
    if not found.explanations:
        return None
    items = [tag("li", f"{row['indicator'] or 'Inzet'}, {row['period']}: {row['text']}") for row in found.explanations]
    return tag("details", tag("summary", "Gegeven uitleg"), tag("ul", items), class_="kb-origin")
