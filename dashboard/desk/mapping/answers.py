"""A survey: which column is the question, and what its answers mean."""

from __future__ import annotations

import streamlit as st

from dashboard import dutch
from dashboard.desk.mapping.form import Form, column_options
from dashboard.desk.mapping.meaning import meaning
from dashboard.views.markup import tag
from pipelines.intake import Answers, ColumnSeen, Measure, SheetSeen
from schemas.indicators.catalogue import CATALOGUE
from schemas.scales import NO_ANSWER, SCALES
from schemas.vocabulary import Theme

_SHARES = [
    item for item in CATALOGUE.values() if item.theme is Theme.SATISFACTION and item.share and item.delivered
]  # what can be counted from answers


def drawn(form: Form, seen: SheetSeen) -> tuple[tuple[Measure, ...], tuple[Answers, ...]]:
    """The question and the scale of its answers; empty while something is missing."""
    indicator = _indicator(form)
    columns = [item for item in seen.columns if item.labels] or list(seen.columns)
    scaled = [item for item in columns if item.scale]
    chosen = form.choose(
        "Welke kolom is de vraag die u wilt tellen?", column_options(columns), field="question", hint=_hint(scaled)
    )
    column = next((item for item in columns if item.name == chosen), None)
    if column is None:
        return (), ()
    scale = form.choose(
        "Op welke schaal is geantwoord?", {code: dutch.capital(item.title) for code, item in SCALES.items()},
        field=f"scale_{column.letter}", preset=column.scale,
        hint="Alvast ingevuld: de antwoorden zijn de woorden van deze schaal." if column.scale else "",
    )  # fmt: skip
    if scale is None or indicator is None:
        return (), ()
    labels = _labels(form, column, scale)
    return (Measure(indicator, answers=column.name),), (Answers(column.name, scale, labels),)


def _indicator(form: Form) -> str | None:
    """Asked only where there is something to choose."""
    if len(_SHARES) > 1:
        return form.choose("Welk cijfer wordt dit?", {i.code: f"{i.title} ({i.code})" for i in _SHARES}, field="share")
    only = _SHARES[0]
    st.html(tag("p", f"Dit wordt het cijfer “{only.title}” ({only.code}). {only.definition}", class_="kb-hint"))
    return only.code


def _hint(scaled: list[ColumnSeen]) -> str:
    if not scaled:
        return ""
    named = dutch.listing([f"{item.letter} (“{item.name}”)" for item in scaled[:4]])
    more = " en meer" if len(scaled) > 4 else ""
    return f"Voorstel: kies uit kolom {named}{more}; daar staan antwoorden op een bekende schaal."


def _labels(form: Form, column: ColumnSeen, scale: str) -> dict[str, str]:
    """Answers that we know are told; only the others are asked. Comes back: what the user said of those."""
    declared = SCALES[scale]
    words = {word: _word(word, declared.favourable) for word in declared.words} | {
        NO_ANSWER: "geen antwoord: telt niet mee"
    }
    known = {text: declared.word(text) or "" for text in column.labels}
    return meaning(form, known, words, what="het antwoord", field=f"answer_{column.letter}_{scale}")


def _word(word: str, favourable: frozenset[str]) -> str:
    return f"{word} (telt als positief)" if word in favourable else word
