"""Agreements and action points of a talk: the old ones first, working one up, and making a new one."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from dashboard import dutch
from dashboard.desk.acting import Refusal, attempt, home, refuse
from dashboard.desk.talk.acting_here import Form, do, function_choice, function_words, literal
from dashboard.views.markup import Safe, join, tag
from pipelines import record
from pipelines.record import TalkNow
from schemas.indicators.catalogue import CATALOGUE
from schemas.place import acting_user
from schemas.talk import CLOSED, ActionState, Escalation

Row = dict[str, Any]
_HEADS = ("Afspraak", "Eigenaar", "Klaar op", "Status", "Trede", "Sinds", "Wat het opleverde")


def drawn(found: TalkNow, *, writing: bool) -> None:
    st.html(tag("section", tag("h2", "Afspraken en actiepunten"), _list(found)))
    if not writing:
        return
    still = [row for row in found.actions if ActionState(row["state"]) not in CLOSED]
    if still:
        with st.expander("Een actiepunt bijwerken"):
            _work_up(found, still)
    with st.expander("Een nieuwe afspraak"):
        _new(found)


def _list(found: TalkNow) -> Safe:
    """Those of earlier quarters first."""
    if not found.actions:
        return tag("p", "Er zijn nog geen afspraken.", class_="kb-fact")
    rows = sorted(found.actions, key=lambda row: (not row["carried_over"], row["due_on"], row["action_id"]))
    head = tag("tr", [tag("th", name, scope="col") for name in _HEADS])
    caption = tag("caption", "Afspraken en actiepunten", class_="kb-hidden")
    return tag(
        "table", caption, tag("thead", head), tag("tbody", [_row(row) for row in rows]), class_="kb-pending kb-agreed"
    )


def _row(row: Row) -> Safe:
    about = CATALOGUE[row["indicator"]].title if row["indicator"] in CATALOGUE else None
    late = tag("span", " te laat", class_="kb-overdue") if row["overdue"] else None
    cells = (
        function_words(row["owner"]), join(dutch.day(row["due_on"]), late), ActionState(row["state"]).label,
        Escalation(row["escalation"]).label, dutch.period(row["opened_in"]), literal(row["result"]) if row["result"] else "",
    )  # fmt: skip
    name = join(
        literal(row["text"]), tag("span", f"{row['action_id']}{f', {about}' if about else ''}", class_="kb-fact")
    )
    filled = [tag("td", cell, data_label=head) for cell, head in zip(cells, _HEADS[1:], strict=True)]
    return tag("tr", tag("th", name, scope="row"), filled)


def _work_up(found: TalkNow, still: list[Row]) -> None:
    names = {row["action_id"]: f"{row['action_id']} {' '.join(row['text'].split())[:80]}" for row in still}
    chosen = st.selectbox("Welk actiepunt?", list(names), format_func=lambda key: names.get(key, ""), key="talk_action")
    row = next((item for item in still if item["action_id"] == chosen), still[0])
    key = row["action_id"]
    form = Form.of(f"change_{key}", found)
    with st.form(form.key(), border=False):
        state = st.selectbox("Status", list(ActionState), index=list(ActionState).index(ActionState(row["state"])),
                             format_func=lambda item: item.label, key=form.key("state"))  # fmt: skip
        step = st.selectbox("Trede", list(Escalation), index=list(Escalation).index(Escalation(row["escalation"])),
                            format_func=lambda item: item.label, key=form.key("step"))  # fmt: skip
        until = st.text_input("Klaar op (dag-maand-jaar)", f"{row['due_on']:%d-%m-%Y}", max_chars=40,
                              key=form.key("until"))  # fmt: skip
        result = st.text_area("Wat het opleverde, of waarom het verandert", height=100, placeholder=row["result"],
                              key=form.key("result"))  # fmt: skip
        pressed = st.form_submit_button("Werk bij")
    if not pressed:
        return
    day = _day(until)
    if day is not None:
        do(partial(record.change_action, home(), key, found.quarter, state=state.value, escalation=step.value, due_on=day,
                   result=result, by=acting_user()), f"{key} is bijgewerkt.", form=form)  # fmt: skip


def _new(found: TalkNow) -> None:
    codes = ["", *dict.fromkeys(row["indicator"] for row in found.figures)]
    form = Form.of("agree", found)
    with st.form(form.key(), border=False):
        text = st.text_area("Afspraak", key=form.key("text"), height=100)
        owner = function_choice("Eigenaar, naar functie", form.key("owner"))
        until = st.text_input("Klaar op (dag-maand-jaar)", key=form.key("until"), max_chars=40)
        step = st.selectbox("Trede", list(Escalation), format_func=lambda item: item.label, key=form.key("step"))
        about = st.selectbox("Over welk cijfer? (mag leeg)", codes, key=form.key("about"),
                             format_func=lambda code: CATALOGUE[code].title if code in CATALOGUE else "geen cijfer")  # fmt: skip
        pressed = st.form_submit_button("Bewaar de afspraak", type="primary")
    if not pressed:
        return
    if owner is None:
        refuse("Kies van wie de afspraak is, naar functie.")
        return
    day = _day(until)
    if day is not None:
        do(partial(record.open_action, home(), found.provider_id, found.quarter, text=text, owner=owner, due_on=day,
                   escalation=step.value, indicator=about or None, by=acting_user()),
           "De afspraak is bewaard. Zij gaat mee naar elk volgend gesprek, tot zij gereed is of vervalt.", form=form)  # fmt: skip


def _day(written: str) -> date | None:
    """The day, or None with the reason told."""
    found = attempt(partial(record.read_day, written))
    if isinstance(found, Refusal):
        refuse(found.words)
        return None
    return found
