"""A column of a sheet as a field of a form on a page, with what is wrong under it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard.desk.acting import Refusal
from dashboard.views.markup import tag
from schemas.dimensions import Field, Kind

LONGEST = 2000
_YES = "ja"


def label(field: Field) -> str:
    """The header, and what to mind of it."""
    mind = [word for word, true in (("nodig", field.required), ("dag-maand-jaar", field.kind is Kind.DATE)) if true]
    return f"{field.header} ({', '.join(mind)})" if mind else field.header


def asked(
    field: Field,
    *,
    key: str,
    value: str = "",
    words: Mapping[str, str] | None = None,
    several: bool = False,
    wrong: Sequence[str] = (),
) -> str:
    """What is typed or chosen, as a cell of the sheet would have it. words: what there is to choose from, with what is
    shown for it; without them those of the field. several: more than one of them may be."""
    choices = words if words is not None else {word: word for word in field.words} or None
    if choices is not None and several:
        told = "; ".join(_several(field, choices, key=key, value=value))
    elif choices is not None:
        told = _chosen(field, choices, key=key, value=value)
    elif field.kind is Kind.FLAG:
        told = _YES if st.checkbox(label(field), value == _YES, key=key, help=field.explanation or None) else ""
    else:
        told = st.text_input(label(field), value, key=key, max_chars=LONGEST, help=field.explanation or None)
    if wrong:
        st.html(tag("p", " ".join(wrong), class_="kb-complaint", role="alert"))
    return told


def _several(field: Field, choices: Mapping[str, str], *, key: str, value: str) -> list[str]:
    given = [code for code in re.split(r"\s*;\s*", value) if code in choices]
    return st.multiselect(label(field), list(choices), given, key=key, placeholder="Kies", help=field.explanation or None,
                          format_func=lambda code: choices[code])  # fmt: skip


def _chosen(field: Field, choices: Mapping[str, str], *, key: str, value: str) -> str:
    codes = list(choices)
    return st.selectbox(
        label(field), codes, codes.index(value) if value in codes else None, key=key, placeholder="Kies",
        help=field.explanation or None, format_func=lambda code: choices[code],
    ) or ""  # fmt: skip


def elsewhere(refusal: Refusal, fields: Sequence[Field]) -> str:
    """What is wrong beside none of the fields that are asked; all of it where there is nothing said of any."""
    headers = {item.header for item in fields}
    rest = [text for header, texts in refusal.beside.items() if header not in headers for text in texts]
    return " ".join(rest) if refusal.beside else refusal.words
