"""Page Beoordelen: entries of social return that wait for a judgement: to approve, to reject, or to ask about first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from dashboard import dutch
from dashboard.desk import deciding, entering, memory
from dashboard.desk.acting import Refusal, attempt, begun, home, refuse, signed, tell, told
from dashboard.views import frame
from dashboard.views.markup import Safe, tag
from pipelines import record
from pipelines.record import Entry
from schemas.place import acting_user
from schemas.vocabulary import EntryState

_NO_REASON = "Schrijf op wat de reden is. Die komt in het logboek."
AT_ONCE = 10  # entries to judge that stand on the page together


@dataclass(frozen=True)
class _Act:
    """A button, what it does, and what is said when it was done."""

    label: str
    does: Callable[[], object]
    done: str
    lacks_reason: bool = False


def page() -> None:
    """The first that wait."""
    st.set_page_config(page_title="Beoordelen · Kwartaalbeeld", layout="wide")
    found = begun(partial(memory.entries, home()), "Welke inzet wacht op een oordeel?")
    if found is None:
        return
    waiting = [item for item in found if item.state is EntryState.SUBMITTED]
    frame.opening("Welke inzet wacht op een oordeel?", _answer(found, waiting))
    told()
    deciding.publish_now()
    if waiting:
        st.html(tag("h2", "Wat wacht op een oordeel"))
    for number, item in enumerate(waiting[:AT_ONCE], start=1):
        _one(item, number)
    if (more := len(waiting) - AT_ONCE) > 0:
        st.html(tag("p", f"Daarna nog {dutch.plural(more, 'inzet', 'inzetten')}.", class_="kb-fact"))
    signed()


def _answer(found: Sequence[Entry], waiting: Sequence[Entry]) -> str:
    if not found:
        return "Er is nog geen inzet van social return geleverd."
    approved = sum(item.state is EntryState.APPROVED for item in found)
    rejected = sum(item.state is EntryState.REJECTED for item in found)
    verb = "wacht" if len(waiting) == 1 else "wachten"
    first = f"Er {verb} {dutch.plural(len(waiting), 'inzet', 'inzetten')}." if waiting else "Er wacht niets op u."
    return f"{first} Goedgekeurd: {dutch.number(approved)}, afgekeurd: {dutch.number(rejected)}."


def _one(item: Entry, number: int) -> None:
    """What it is, what it is worth, what to mind, what was asked, and the buttons."""
    with st.container(key=f"kb-open-{number}"):
        st.html(tag("div", tag("h3", f"{number}. {item.provider}: {item.form}"), _facts(item),
                    tag("p", f"Waarde tot het geplande eind: {item.formula}") if item.formula else None, _mind(item), _asked(item), _correct(item), class_="kb-sr"))  # fmt: skip
        _open_questions(item, number)
        why = st.text_input(
            f"Reden of vraag bij inzet {number}", key=f"review_why_{item.entry_id}", max_chars=deciding.LONGEST
        )
        pressed = None
        with st.container(key=f"kb-open-acts-{number}", horizontal=True):
            for key, act in _acts(item, why).items():
                kind = "primary" if key == "yes" else "secondary"
                if st.button(act.label.format(number), key=f"review_{key}_{item.entry_id}", type=kind):
                    pressed = act
        if pressed:  # what is said of it has its place under the buttons
            refuse(_NO_REASON) if pressed.lacks_reason else _do(pressed.does, pressed.done)


def _acts(item: Entry, why: str) -> dict[str, _Act]:
    """What may be done with an entry. A person says whether it is the same placement: that is remembered, and not asked
    again."""
    one, by = [item.entry_id], acting_user()
    compared = partial(record.compare_entries, home(), item.entry_id, why=why, by=by)
    twice = {
        "twice_1": _Act("Inzet {} is dubbel", partial(compared, twice=True), "Afgekeurd als dubbel. Dit is onthouden."),
        "twice_0": _Act("Inzet {} staat op zichzelf", partial(compared, twice=False),
                        "Onthouden: dit zijn er meer dan één."),
    }  # fmt: skip
    return {
        "yes": _Act("Keur inzet {} goed", partial(record.approve_entries, home(), one, by=by),
                    "Goedgekeurd. Na de volgende publicatie telt het mee."),
        "no": _Act("Keur inzet {} af", partial(record.reject_entries, home(), one, why=why, by=by),
                   "Afgekeurd. Het telt niet mee.", lacks_reason=not why.strip()),
        "ask": _Act("Stel een vraag over inzet {}", partial(record.ask_about_entry, home(), item.entry_id, why, by=by),
                    "De vraag is bewaard. De inzet blijft wachten."),
        **(twice if item.maybe_twice else {}),
    }  # fmt: skip


def _correct(item: Entry) -> Safe:
    """Where what was handed in is changed; that is no judgement."""
    return tag("p", tag("a", "Verbeter deze inzet, of trek haar in", href=entering.address(item.provider_id, item.entry_id)),
               class_="kb-fact")  # fmt: skip


def _open_questions(item: Entry, number: int) -> None:
    for place, asked in enumerate(item.questions, start=1):  # its text stands above: a label would read it as markup
        if asked.answer is None:
            given = st.text_input(
                f"Antwoord op vraag {place} bij inzet {number}", key=f"review_answer_{asked.number}",
                max_chars=deciding.LONGEST,
            )  # fmt: skip
            if st.button(f"Bewaar antwoord {place} bij inzet {number}", key=f"review_answered_{asked.number}"):
                act = partial(record.answer_about_entry, home(), asked.number, given, by=acting_user())
                _do(act, "Het antwoord is bewaard.")


def _asked(item: Entry) -> Safe | None:
    """Questions with their answers, the oldest first."""
    told = [
        tag("li", f"{asked.asked_by}, {dutch.moment(asked.asked_at)}: {asked.text}",
            tag("br"), f"Antwoord ({asked.answered_by}): {asked.answer}" if asked.answer else "Nog geen antwoord.")
        for asked in item.questions
    ]  # fmt: skip
    return tag("ul", told, class_="kb-fact") if told else None


def _facts(item: Entry) -> Safe:
    parts = [
        item.obligation_id, dutch.period(item.quarter), item.place, item.target_group,
        f"vanaf {item.starts_on}" + (f" tot en met {item.ends_on}" if item.ends_on else ""),
        "" if item.hours is None else f"{dutch.number(item.hours, 1).removesuffix(',0')} uur per week",
        f"bewijs: {item.evidence or 'niet genoemd'}",
    ]  # fmt: skip
    return tag("p", ", ".join(part for part in parts if part), class_="kb-fact")


def _mind(item: Entry) -> Safe | None:
    told = []
    if item.custom:
        told.append(f"Maatwerk: {item.custom_reason.rstrip('.') or 'zonder reden'}. Twee mensen keuren dit goed.")
    if item.first_by:
        told.append(f"{item.first_by} keurde dit al goed; nu een tweede.")
    if item.changed:
        told.append("Deze inzet is veranderd sinds het vorige oordeel.")
    if item.maybe_twice:
        told.append(f"Mogelijk dubbel met {dutch.listing(item.maybe_twice)}.")
    return tag("p", " ".join(told), class_="kb-complaint") if told else None


def _do(act: Callable[[], object], done: str) -> None:
    outcome = attempt(act)
    if isinstance(outcome, Refusal):
        refuse(outcome.words)
        return
    tell(done)
    st.rerun()
