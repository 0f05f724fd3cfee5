"""What the parts of the page share: an act with its notice, a function to choose, and a text as it was written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard import dutch
from dashboard.desk.acting import Refusal, attempt, refuse, tell
from dashboard.views.markup import Safe, tag
from pipelines.record import TalkNow
from schemas.talk import Function, Side


@dataclass(frozen=True)
class Form:
    """The fields of one form, about one talk or quarter. What was typed in the others stays when this one is kept: only its own keys
    change, which empties it."""

    name: str
    about: str

    @classmethod
    def of(cls, name: str, found: TalkNow) -> Form:
        return cls(f"talk_{name}", f"{found.provider_id}_{found.quarter}")

    def key(self, field: str = "form") -> str:
        return f"{self._own}_{field}_{st.session_state.get(self._own, 0)}"

    def empty(self) -> None:
        st.session_state[self._own] = st.session_state.get(self._own, 0) + 1

    @property
    def _own(self) -> str:
        return f"{self.name}_{self.about}"


def do(act: Callable[[], object], words: str, *, form: Form | None = None, busy: str = "Een ogenblik…") -> None:
    """Do it and show the page as it then stands; a refusal stands where it was asked, with what was typed."""
    with st.spinner(busy):
        outcome = attempt(act)
    if isinstance(outcome, Refusal):
        refuse(outcome.words)
        return
    if form is not None:
        form.empty()
    tell(words)
    st.rerun()


def function_choice(label: str, key: str, *, sides: Sequence[Side] = tuple(Side)) -> str | None:
    """A function of one side or of both; nobody is named."""
    codes = [item.value for item in Function if item.side in sides]
    return st.selectbox(label, codes, index=None, key=key, format_func=function_words, placeholder="Kies een functie")


def function_words(code: str) -> str:
    item = Function(code)
    return item.label if item.label.endswith(item.side.label) else f"{item.label} ({item.side.label})"


def literal(text: str) -> Safe:
    """A text as somebody wrote it: its lines kept, nothing in it markup, its direction its own."""
    return tag("p", text, class_="kb-literal", dir="auto")


def by_whom(function: str, written_at: str) -> str:
    return f"{function_words(function)}, {dutch.moment(written_at)}"
