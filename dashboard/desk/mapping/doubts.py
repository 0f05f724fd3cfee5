"""What only a person can tell: numbers with two meanings, rows that seem to be totals, rows to leave out."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard import dutch
from dashboard.desk.mapping.form import Form, column_options
from dashboard.views.markup import tag
from pipelines.intake import Layout, LeaveOut, Question, SheetSeen

_YES, _NO = "Ja, laat ze weg", "Nee, het zijn gewone rijen"


def layout(form: Form, seen: SheetSeen, used: set[str]) -> tuple[Layout, str | None]:
    """The layout with the answers in it; and how periods are written, where that was asked."""
    found, period_is = seen.layout, None
    for question in _asked(seen, used):
        choices = list(question.choices.values())
        chosen = form.one_of(f"Wat betekent dit in kolom {_letter(seen, question)}?", choices,
                             field=f"doubt_{question.code}_{_letter(seen, question)}")  # fmt: skip
        st.html(tag("p", question.sentence, class_="kb-hint"))
        value = next((value for value, label in question.choices.items() if label == chosen), None)
        found = _with(found, question.code, value)
        if value == "t_is_quarter":
            period_is = value
    if seen.totals:
        found = replace(found, leave_out_rows=_totals(form, seen))
    return found, period_is


def _asked(seen: SheetSeen, used: set[str]) -> list[Question]:
    """One question of a kind is enough: the answer holds for the file."""
    first: dict[str, Question] = {}
    for item in seen.questions:
        if item.column in used:
            first.setdefault(item.code, item)
    return list(first.values())


def _letter(seen: SheetSeen, question: Question) -> str:
    return next((item.letter for item in seen.columns if item.name == question.column), "")


def _with(found: Layout, code: str, value: str | None) -> Layout:
    match code, value:
        case "ambiguous_number", "thousands":
            return replace(found, thousands=".")
        case "ambiguous_number", "decimal":
            return replace(found, decimal=".")
        case "ambiguous_comma", "thousands":
            return replace(found, decimal=".", thousands=",")
    return found


def _totals(form: Form, seen: SheetSeen) -> tuple[int, ...]:
    """Rows that say that they are a total."""
    rows = dutch.listing([str(number) for number in seen.totals])
    one = len(seen.totals) == 1
    st.html(
        tag(
            "p",
            f"{'Rij' if one else 'De rijen'} {rows} {'lijkt een totaal' if one else 'lijken totalen'}.",
            class_="kb-hint",
        )
    )
    chosen = form.one_of("Zijn dit totalen?", (_YES, _NO), field="totals")
    return seen.totals if chosen == _YES else ()


def leaves_out(form: Form, seen: SheetSeen) -> tuple[LeaveOut, ...]:
    """One rule for rows that are no figure."""
    with st.expander("Staan er rijen in die niet mee moeten tellen?"):
        column = form.choose("Laat een rij weg als in deze kolom", column_options(seen.columns), field="out_column",
                             needed=False)  # fmt: skip
        text = form.text("precies deze tekst staat", field="out_text", needed=False)
    return (LeaveOut(column, equals=(text,), reason="weggelaten door het recept"),) if column and text else ()
