"""Who acts on which home, and an act that does not go through: a Dutch notice, never a traceback."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import streamlit as st

from dashboard.views import frame
from dashboard.views.markup import Safe, join, notice, tag
from pipelines.intake import Home, KwartaalbeeldError, SlotLocked
from schemas.place import acting_user, home_folder

PAGE, MAPPING = "aanleveren", "indeling"
_TOLD = "desk_told"
_DELIVERY = re.compile(r"\b(L\d{5,})\b")
# what the command line says with its own options, said for somebody with a page before him
_WORDS: dict[type[KwartaalbeeldError], str] = {
    SlotLocked: "Dit kwartaal is vastgesteld. Er is niets veranderd. Moet het toch anders? Open dan eerst het gesprek "
    "weer (pagina Gesprek) of het kwartaal als geheel (pagina Rapporten), of open het weer bij de levering die nu telt "
    "(pagina Aanleveren).",
}
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Refusal:
    """An act that did not go through, and why, in Dutch; `beside`: header of a typed field -> what is wrong there."""

    words: str
    beside: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def home() -> Home:
    return Home(home_folder())


def attempt(act: Callable[[], Answer]) -> Answer | Refusal:
    """Do it; what the pipelines refuse comes back as words. Anything else is a fault of ours and is not hidden."""
    try:
        return act()
    except KwartaalbeeldError as problem:
        return Refusal(_WORDS.get(type(problem), str(problem)), getattr(problem, "beside", {}))


def begun(act: Callable[[], Answer], question: str) -> Answer | None:
    """What a page is about; None where there is no Kwartaalbeeld yet, and then the page says so under its question."""
    found = attempt(act)
    if not isinstance(found, Refusal):
        return found
    frame.opening(question, "Hier is nog geen Kwartaalbeeld ingericht.")
    refuse(found.words)
    return None


def signed(told: str = "Wat u doet, komt met deze naam in het logboek.") -> None:
    """At the foot of a page with acts: in whose name they are done."""
    st.html(tag("p", f"U werkt als {acting_user()}. {told}", class_="kb-footing"))


def finish(outcome: object, words: str) -> None:
    """After an act: what was done, on the page as it stands now; or, where it was asked, why it was not."""
    if isinstance(outcome, Refusal):
        refuse(outcome.words)
        return
    tell(words)
    st.query_params.clear()
    st.rerun()


def told_again(outcome: object, words: str, items: Sequence[str] = ()) -> None:
    """After an act that changes the whole page: the page as it stands now, with what happened, or did not, on top."""
    if isinstance(outcome, Refusal):
        tell(outcome.words, tone="concern")
    else:
        tell(words, items=items)
    st.rerun()


def address(delivery_id: str = "", *, step: str = "") -> str:
    """The page itself, or one delivery on it."""
    if not delivery_id:
        return f"/{PAGE}"
    return f"/{PAGE}?levering={delivery_id}" + (f"&stap={step}" if step else "")


def linked(text: str) -> Safe:
    """Text in which every delivery that is named leads to it."""
    parts = _DELIVERY.split(text)
    return join([tag("a", part, href=address(part)) if place % 2 else part for place, part in enumerate(parts)])


def tell(text: str, *, tone: str = "quiet", items: Sequence[str] = ()) -> None:
    """Keep a message for the next run: what an act did (to each of `items`), or why it did not."""
    st.session_state[_TOLD] = (text, tone, tuple(items))


def told() -> None:
    """Show the message that was kept, once. Its place is there without it too: what folds open below would fold shut
    when it moves up."""
    text, tone, items = st.session_state.pop(_TOLD, ("", "", ()))
    place = st.container()
    if text:
        role = "alert" if tone == "concern" else "status"
        place.html(notice(linked(text), items=[linked(item) for item in items], tone=tone, role=role))


def refuse(words: str) -> None:
    """Why something cannot be done, where it was asked."""
    st.html(notice(linked(words), tone="concern", role="alert"))
