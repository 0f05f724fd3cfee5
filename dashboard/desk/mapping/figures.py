"""Figures: which column holds which indicator, or columns side by side that are periods or parts."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from dashboard import dutch
from dashboard.desk.mapping.form import Form, column_options, suggested
from pipelines.intake import Formula, Measure, SheetSeen, Unpivot
from schemas.indicators.catalogue import CATALOGUE
from schemas.indicators.declaration import Indicator
from schemas.vocabulary import Breakdown, NSource

HEADING, CELL = "opschrift", "getal"  # names of the two columns that wide columns become
_INDICATORS = {code: f"{item.title} ({code})" for code, item in CATALOGUE.items() if item.delivered}
_PARTS = {"value": "waarde", "numerator": "teller", "denominator": "noemer"}
_PERIOD = "period"
_WIDE = {_PERIOD: "maanden of kwartalen", **{word.value: dutch.capital(word.label) for word in Breakdown}}


@dataclass(frozen=True)
class Found:
    """What the columns hold. `heading` is what the headings of wide columns are: period, or a kind of breakdown."""

    measures: tuple[Measure, ...]
    unpivot: Unpivot | None = None
    heading: str = ""


def drawn(form: Form, seen: SheetSeen) -> Found:
    numbers = [item for item in seen.columns if item.looks in ("number", "percentage")]
    options = column_options(numbers or seen.columns)
    wide = st.toggle("De maanden, kwartalen of delen staan naast elkaar in kolommen", key=form.key("wide"),
                     value=bool(form.before.get("wide")))  # fmt: skip
    if wide:
        return _wide(form, options)
    count = st.session_state.setdefault(form.key("measures"), form.before.get("measures", 1))
    measures = [found for number in range(count) if (found := _measure(form, seen, options, number=number))]
    if st.button("Nog een cijfer uit dit bestand", key=form.key("another")):
        st.session_state[form.key("measures")] = count + 1
        st.rerun()
    adds = st.toggle("Meer rijen over dezelfde aanbieder en periode horen bij elkaar: tel ze op", key=form.key("adds"),
                     value=bool(form.before.get("adds")))  # fmt: skip
    return Found(tuple(Measure(item.indicator, item.parts, rows_add_up=adds) for item in measures))


def _measure(form: Form, seen: SheetSeen, options: dict[str, str], *, number: int) -> Measure | None:
    """One indicator and the columns of its parts. Further ones may stay empty."""
    code = form.choose(
        "Welk cijfer staat in dit bestand?" if not number else f"Cijfer {number + 1}", _INDICATORS,
        field=f"indicator_{number}", needed=not number, hint="" if number else _advice(seen),
    )  # fmt: skip
    if code is None:
        return None
    parts: dict[str, Formula] = {}
    for part, needed in _asked(CATALOGUE[code]).items():
        preset, hint = suggested(seen.columns, part, code) if part == "value" else suggested(seen.columns, part)
        label = f"Kolom met de {_PARTS[part]}" + ("" if needed else " (mag leeg blijven)")
        column = form.choose(label, options, field=f"{part}_{number}_{code}", preset=preset, hint=hint, needed=needed)
        if column:
            parts[part] = Formula((column,))
    return Measure(code, parts) if parts else None


def _asked(item: Indicator) -> dict[str, bool]:
    """The parts of this indicator, and whether each is needed."""
    if item.divided:
        return {"numerator": True, "denominator": True}
    return {"value": True, "denominator": True} if item.n_source is NSource.DENOMINATOR else {"value": True}


def _advice(seen: SheetSeen) -> str:
    found = [
        f"kolom {column.letter} ({CATALOGUE[item.indicator].title})"
        for column in seen.columns
        for item in column.suggestions
        if item.role == "value" and item.indicator
    ]
    return f"Voorstel: {dutch.listing(found[:3])}." if found else ""


def _wide(form: Form, options: dict[str, str]) -> Found:
    """Columns side by side: one indicator, and what their headings say."""
    columns = form.several("Welke kolommen horen bij elkaar?", options, field="wide_columns")
    heading = form.choose("Wat staat er in de opschriften van die kolommen?", _WIDE, field="wide_heading")
    simple = {code: text for code, text in _INDICATORS.items() if _asked(CATALOGUE[code]) == {"value": True}}
    code = form.choose("Welk cijfer staat in die kolommen?", simple, field="wide_indicator")
    if not columns or heading is None or code is None:
        return Found(())
    return Found((Measure(code, {"value": Formula((CELL,))}),), Unpivot(HEADING, CELL, columns), heading)
