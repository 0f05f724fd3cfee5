"""On the page of vacancies: of one vacancy who fits and why, who was put forward, and the next step of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from dashboard import dutch
from dashboard.desk.acting import Refusal, attempt, home, refuse, tell
from dashboard.views.markup import Safe, join, table, tag
from pipelines import record
from pipelines.record import Fit, Match, Standing, Vacancy
from schemas.place import acting_user
from schemas.quarter import Quarter
from schemas.vocabulary import AfterPlacement, MatchStep, TargetGroup

_FITS = ("Doelgroep", "Past", "Past niet", "Zelf te bekijken")
_MATCHES = ("Herkomst", "Voorgedragen", "Gesprek", "Uitkomst")
_NEXT = (MatchStep.INTERVIEW, MatchStep.PLACED, MatchStep.REJECTED, MatchStep.WITHDRAWN, MatchStep.ENDED)


def drawn(stands: Standing, chosen: str, quarter: Quarter) -> None:
    """chosen: provider/code, as the address has it."""
    provider_id, _, code = chosen.partition("/")
    vacancy = stands.vacancy(provider_id, code)
    if vacancy is None:
        refuse("Deze vacature is er niet (meer) in dit kwartaal.")
        return
    found = record.who_fits(vacancy, stands.candidates, stands.matches)
    matches = stands.of_vacancy(vacancy)
    rows = [_fit(item) for item in found.found]
    made = table("Wie past er", _FITS, rows, first="Kandidaat", texts=True, visible_caption=False) if rows else None
    fits = tag("div", made, class_="kb-told") if made else None
    st.html(
        tag("section", tag("h2", f"{vacancy.title}, {stands.names.get(provider_id, provider_id)}"), _about(vacancy),
            tag("h3", "Wie past er"), tag("p", found.sentence), fits, tag("p", record.FITTING_ORDER, class_="kb-fact"),
            _put_forward(matches))
    )  # fmt: skip
    _acts(vacancy, [item.candidate.candidate for item in found.found], matches, quarter=quarter)


def _about(item: Vacancy) -> Safe:
    start = f"start {item.starts_on:%d-%m-%Y}" if item.starts_on else "start in overleg"
    parts = [item.vacancy, item.form.label, f"{dutch.number(item.hours, 1).removesuffix(',0')} uur per week", item.district,
             start, item.state.label, f"eisen: {item.requirements}" if item.requirements else ""]  # fmt: skip
    return tag("p", ", ".join(part for part in parts if part), class_="kb-fact")


def _fit(item: Fit) -> tuple[str, list[Safe | str]]:
    return item.candidate.candidate, [
        TargetGroup(item.candidate.target_group).label, _lines(item.fits), _lines(item.misfits), _lines(item.asked)
    ]  # fmt: skip


def _lines(texts: Sequence[str]) -> Safe | str:
    return tag("div", [tag("div", text) for text in texts]) if texts else dutch.NOTHING


def _put_forward(matches: Sequence[Match]) -> Safe | None:
    if not matches:
        return None
    rows = [
        (item.candidate, [item.origin.label, _day(item.put_forward_on), _day(item.interview_on), _outcome(item)])
        for item in sorted(matches, key=lambda item: (item.put_forward_on, item.candidate))
    ]
    made = table("Wie is voorgedragen", _MATCHES, rows, first="Kandidaat", texts=True, visible_caption=False)
    return join(tag("h3", "Wie is voorgedragen"), made)


def _outcome(item: Match) -> str:
    if item.rejected_on:
        return f"afgewezen op {_day(item.rejected_on)}"
    if item.withdrawn_on:
        return f"teruggetrokken op {_day(item.withdrawn_on)}"
    if not item.placed_on:
        return "nog open"
    coach = ", met jobcoach" if item.job_coach else ""
    end = f", gestopt op {_day(item.ends_on)}" if item.ends_on else ""
    after = f" ({item.after.label})" if item.after else ""
    return f"geplaatst op {_day(item.placed_on)}{coach}{end}{after}"


def _day(day: date | None) -> str:
    return f"{day:%d-%m-%Y}" if day else dutch.NOTHING


def _acts(vacancy: Vacancy, fitting: Sequence[str], matches: Sequence[Match], *, quarter: Quarter) -> None:
    """Put somebody forward, or say what happened to who was."""
    there = [item.candidate for item in matches]
    if fitting:
        with st.form("labour_forward", border=False), st.container(key="kb-form-forward"):
            who = st.selectbox("Wie draagt u voor?", fitting, index=None, placeholder="Kies een kandidaat")
            day = st.text_input("Voorgedragen op (dag-maand-jaar)", max_chars=40, key="labour_forward_on")
            if st.form_submit_button("Draag voor", type="primary"):
                _step(vacancy, who, MatchStep.PUT_FORWARD, told={"on": day}, quarter=quarter)
    if there:
        with st.form("labour_step", border=False), st.container(key="kb-form-step"):
            who = st.selectbox("Over wie gaat het?", there, index=None, placeholder="Kies een kandidaat")
            step = st.selectbox("Wat gebeurde er?", _NEXT, format_func=lambda item: item.label)
            day = st.text_input("Op (dag-maand-jaar)", max_chars=40, key="labour_step_on")
            after = st.selectbox("Bij gestopt: waar ging iemand heen?", [item.label for item in AfterPlacement], index=None,
                                 placeholder="Niet ingevuld")  # fmt: skip
            if st.form_submit_button("Bewaar deze stap", type="primary"):
                more = {"after": after} if after and step is MatchStep.ENDED else {}
                _step(vacancy, who, step, told={"on": day, **more}, quarter=quarter)


def _step(vacancy: Vacancy, who: str | None, step: MatchStep, *, told: dict[str, str], quarter: Quarter) -> None:
    if who is None:
        refuse("Kies eerst een kandidaat.")
        return
    key = (vacancy.provider_id, vacancy.vacancy, who)
    with st.spinner("Een ogenblik…"):
        outcome = attempt(
            partial(record.step_labour, home(), key, step=step, told=told, quarter=quarter, by=acting_user())
        )
    if isinstance(outcome, Refusal):
        refuse(outcome.words)
        return
    tell(f"Bewaard: {step.label}. Na de volgende publicatie telt het mee in de cijfers.")
    st.rerun()
