"""What words of a file mean: those that we know are told, only the others are asked."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard import dutch
from dashboard.desk.mapping.form import Form
from dashboard.views.markup import tag


def meaning(
    form: Form,
    known: Mapping[str, str],
    options: Mapping[str, str],
    *,
    what: str,
    field: str,
    needed: bool = True,
) -> dict[str, str]:
    """known: each word of the file with ours, or ''. options: our words as they are shown. what: het antwoord, de vorm ... Comes
    back: what the user said of the unknown ones."""
    if told := {text: word for text, word in known.items() if word}:
        same = [
            f"“{text}” is {word}" if text.casefold() != word.casefold() else f"“{text}”" for text, word in told.items()
        ]
        st.html(tag("p", f"Herkend: {dutch.listing(same)}.", class_="kb-hint"))
    given: dict[str, str] = {}
    for number, text in enumerate(text for text, word in known.items() if not word):
        st.html(tag("p", f"Wat betekent {what} ", tag("b", f"“{text}”"), "?"))
        label = f"Betekenis van {what.split()[-1]} {number + 1}"
        word = form.choose(label, options, field=f"{field}_{text}", needed=needed)
        if word is not None:
            given[text] = word
    return given
