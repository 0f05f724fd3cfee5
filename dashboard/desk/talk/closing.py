"""When the talk is and who is there, settling it with its documents, opening it again, and its editions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from dashboard import dutch
from dashboard.desk.acting import Refusal, attempt, home, refuse
from dashboard.desk.report_editions import document_links, documents_of
from dashboard.desk.talk import remembered
from dashboard.desk.talk.acting_here import Form, do, function_words
from dashboard.views.markup import Safe, join, tag
from pipelines import publishing, record
from pipelines.record import Settled, TalkNow
from schemas.in_words import before_and_after
from schemas.place import acting_user
from schemas.talk import Function, TalkState
from schemas.vocabulary import Unit, Verdict

Row = dict[str, Any]
_SETTLING = (
    "Vaststellen legt alles over dit kwartaal vast: de leveringen, de cijfers, beide duidingen en de afspraken. Er komt een "
    "editie met haar eigen code en haar stukken. Daarna verandert er niets meer, tot iemand het gesprek weer opent met een reden."
)

_BEHIND = (
    "Let op: er is iets dat nog niet gepubliceerd is. Vaststellen neemt het mee. Publiceer eerst, bovenaan deze pagina: dan "
    "ziet u de cijfers die u vaststelt."
)


def drawn(found: TalkNow) -> None:
    st.html(tag("section", tag("h2", "Het gesprek"), _who(found)))
    if found.whole is None:  # else the quarter is to be opened again first
        _acts(found)
    if found.editions:
        st.html(tag("section", tag("h2", "Edities"), _editions(found)))


def _acts(found: TalkNow) -> None:
    if found.state is TalkState.SETTLED:
        _open_again(found)
        return
    with st.expander("Datum en aanwezigen"):
        _when(found)
    if found.state is TalkState.DISCUSSED:
        _settle(found)


def _who(found: TalkNow) -> Safe:
    talk = found.talk or {}
    days = (("Gepland op", talk.get("planned_on")), ("Gehouden op", talk.get("held_on")))
    told = [(word, dutch.day(day)) for word, day in days if day is not None]
    told += [
        (word, talk[name])
        for word, name in (("Namens de gemeente", "present_municipality"), ("Namens de aanbieder", "present_provider"))
        if talk.get(name)
    ]
    if not told:
        return tag("p", "Er is nog geen datum, en niemand is genoteerd.", class_="kb-fact")
    return tag("dl", [join(tag("dt", word), tag("dd", what)) for word, what in told], class_="kb-record")


def _when(found: TalkNow) -> None:
    talk = found.talk or {}
    known = talk.get("held_on") or talk.get("planned_on")
    form = Form.of("when", found)
    with st.form(form.key(), border=False):
        written = st.text_input("Datum (dag-maand-jaar)", f"{known:%d-%m-%Y}" if known else "", max_chars=40,
                                key=form.key("date"))  # fmt: skip
        present = st.multiselect("Aanwezig, naar functie", [item.value for item in Function], default=list(found.present),
                                 format_func=function_words, key=form.key("present"), placeholder="Kies functies")  # fmt: skip
        with st.container(key="kb-open-acts-when", horizontal=True):
            held = st.form_submit_button("Het gesprek is gehouden", type="primary")
            planned = found.state is TalkState.DRAFT and st.form_submit_button("Plan het gesprek")
    if not (held or planned):
        return
    day = attempt(partial(record.read_day, written))
    if isinstance(day, Refusal) or not isinstance(day, date):
        refuse(day.words if isinstance(day, Refusal) else "")
        return
    present = [
        item.value for item in Function if item.value in present
    ]  # in the order of the list, whoever was chosen first
    act, words = (
        (record.discuss_talk, "Besproken. U kunt het gesprek nu vaststellen.")
        if held
        else (record.plan_talk, "Gepland.")
    )
    do(
        partial(act, home(), found.provider_id, found.quarter, on=day, present=present, by=acting_user()),
        words,
        form=form,
    )


def _settle(found: TalkNow) -> None:
    behind = tag("p", _BEHIND, class_="kb-fact") if publishing.is_behind(home()) else None
    st.html(tag("section", tag("h2", "Vaststellen"), tag("p", _SETTLING), behind))
    form = Form.of("settle", found)
    sure = st.checkbox("Beide partijen hebben dit gelezen en zijn het eens over wat hier staat", key=form.key("sure"))
    if st.button("Stel het gesprek vast", disabled=not sure, type="primary", key="talk_settle"):
        busy = "Alle cijfers worden uitgerekend en de stukken worden gemaakt. Dat kan een halve minuut duren."
        do(partial(_settled, found), "Vastgesteld. De editie en haar stukken staan onderaan.", form=form, busy=busy)


def _settled(found: TalkNow) -> Settled:
    return record.settle_talk(home(), found.provider_id, found.quarter, by=acting_user(), documents=documents_of)


def _open_again(found: TalkNow) -> None:
    form = Form.of("reopen", found)
    with st.expander("Weer openen"), st.form(form.key(), border=False):
        why = st.text_input("Waarom opent u dit gesprek weer?", key=form.key("why"), max_chars=1000)
        pressed = st.form_submit_button("Open het gesprek weer")
    if not pressed:
        return
    if not why.strip():
        refuse("Vul een reden in. Die staat bij het gesprek en in het logboek.")
        return
    do(partial(record.reopen_talk, home(), found.provider_id, found.quarter, why=why, by=acting_user()),
       "Het gesprek is weer open. De editie blijft zoals zij was.", form=form)  # fmt: skip


def _editions(found: TalkNow) -> Safe:
    """Each with its code, its documents, and what changed since; the newest first."""
    kept = attempt(partial(record.editions, home()))
    documents = {} if isinstance(kept, Refusal) else {row["edition_id"]: row["documents"] for row in kept}
    return tag(
        "div", [_edition(row, documents.get(row["edition_id"], {}), found.provider) for row in reversed(found.editions)]
    )


def _edition(row: Row, documents: Mapping[str, str], who: str) -> Safe:
    later = ", later weer geopend" if row["replaced"] else ""
    head = (
        f"{row['edition_id']}, vastgesteld op {dutch.moment(row['settled_at'])} door {row['settled_by']}{later}. Code "
    )
    links = document_links(row["edition_id"], documents, who=who, quarter=row["quarter"])
    return tag(
        "div", tag("p", head, tag("code", row["content_hash"][:16]), "."),
        links or tag("p", "Er zijn geen stukken bij bewaard.", class_="kb-fact"),
        tag("h3", "Toen en nu"), _since(row["edition_id"]), class_="kb-edition",
    )  # fmt: skip


def _since(edition_id: str) -> Safe:
    found = attempt(partial(remembered.since, edition_id))
    if isinstance(found, Refusal):
        return tag("p", found.words, class_="kb-fact")
    figures, said = found
    if not figures and not said:
        return tag("p", "Niets van wat op tafel lag, is in de publicatie van nu anders.", class_="kb-fact")
    heads = ("Wat", "Bij het gesprek", "Nu", "Waardoor")
    body = [
        tag("tr", tag("th", f"{item.title}, {dutch.period(item.quarter)}",
                      tag("span", f" {item.sub_agreement_id}", class_="kb-sub") if item.sub_agreement_id else None, scope="row"),
            [tag("td", cell, data_label=head) for head, cell in zip(heads[1:], (
                *_both(item), " ".join(item.why)), strict=True)])
        for item in figures
    ]  # fmt: skip
    body += [
        tag("tr", tag("th", dutch.capital(item.what), scope="row"),
            [tag("td", cell, data_label=head) for head, cell in zip(
                heads[1:], (item.then or "niets", item.now or "niets", "Daarna geschreven of veranderd."), strict=True)])
        for item in said
    ]  # fmt: skip
    head = tag("tr", [tag("th", name, scope="col") for name in heads])
    caption = tag("caption", f"Wat sinds editie {edition_id} veranderde", class_="kb-hidden")
    return tag("table", caption, tag("thead", head), tag("tbody", body), class_="kb-pending")


def _both(item: record.EditionDifference) -> tuple[str, str]:
    verdict = item.then.verdict != item.now.verdict
    return _known(item.then, item.unit, verdict=verdict), _known(item.now, item.unit, verdict=verdict)


def _known(known: record.Known, unit: str, *, verdict: bool) -> str:
    n = "" if known.n is None or known.value is None or unit == Unit.COUNT else f" ({dutch.cases(known.n)})"
    parts = [f"{before_and_after(known.value, unit)}{n}"]
    if known.target is not None:
        parts.append(f"norm {before_and_after(known.target, unit)}")
    if known.status:
        parts.append(dutch.status(known.status))
    if verdict and known.verdict:
        parts.append(Verdict(known.verdict).label)
    return ", ".join(parts)
