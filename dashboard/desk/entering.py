"""Page Inzet invullen: an entry of social return typed in, corrected or withdrawn; it asks what this form of effort needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import dutch
from dashboard.desk import deciding, fields, memory
from dashboard.desk.acting import Refusal, attempt, begun, home, refuse, signed, tell, told
from dashboard.selection import PROVIDER
from dashboard.views import frame
from dashboard.views.markup import notice, tag
from pipelines import record
from pipelines.record import Entered, Promise, Slate
from schemas.dimensions import Field, Kind
from schemas.place import acting_user
from schemas.quarter import Quarter
from schemas.social_return import ENTRIES
from schemas.target_groups import target_group
from schemas.vocabulary import EntryForm, EntryState, TargetGroup

PAGE, ENTRY = "inzet", "inzet"
_QUESTION = "Welke inzet hoort erbij, of klopt niet?"
_ANSWER = (
    "Kies de opdrachtnemer, en vul nieuwe inzet in of verbeter wat er staat. Wat u bewaart, is ingediend en wacht op een oordeel "
    "van de gemeente; pas wat is goedgekeurd, telt."
)
_HINT = (
    "Wat u invult, wordt nagekeken als een werkmap. Al het andere van deze opdrachtnemer blijft zoals het is. Wat u typt, is pas "
    "bewaard na de knop onderaan: wie eerder weggaat of de pagina opnieuw laadt, begint opnieuw. Schrijf nergens een naam, een "
    "adres, een geboortedatum of een burgerservicenummer."
)
_NEW = ""
_WRONG = "entry_wrong"  # why the last attempt was refused, to tell it beside the fields
_COUNT = "entry_count"  # how many were typed: another key empties the fields


@dataclass(frozen=True)
class _What:
    """What it is about, before the fields: they depend on it."""

    promise: Promise
    form: EntryForm
    group: TargetGroup | None
    row: Mapping[str, str]  # what stands; empty where it is new

    @property
    def told(self) -> dict[str, str]:
        """What is chosen already, as cells of the sheet."""
        return {
            "obligation_id": self.promise.obligation_id, "sub_agreement_id": self.promise.sub_agreement_id,
            "form": self.form.label, "target_group": self.group.label if self.group else "",
        }  # fmt: skip


def page() -> None:
    """Who, what, and then the fields."""
    st.set_page_config(page_title="Inzet invullen · Kwartaalbeeld", layout="wide")
    providers = begun(partial(record.entry_providers, home()), _QUESTION)
    if providers is None:
        return
    frame.opening(_QUESTION, _ANSWER)
    told()
    deciding.publish_now()
    if not providers:
        st.html(notice("Er telt nog geen levering van social return. Lever eerst een werkmap social return aan, met de "
                       "verplichtingen; daarna kunt u hier inzet invullen."))  # fmt: skip
        return
    asked = {name: st.query_params.get(name, "") for name in (PROVIDER, ENTRY)}
    first, second = (st.container(key=f"kb-choices-{name}", horizontal=True, vertical_alignment="bottom")
                     for name in ("who", "what"))  # fmt: skip
    with first:
        provider = _one_of("Opdrachtnemer", providers, asked[PROVIDER], key="entry_provider")
        slate = attempt(partial(memory.entry_slate, home(), provider)) if provider else None
    if isinstance(slate, Refusal):
        refuse(slate.words)
    elif slate is not None:
        st.query_params[PROVIDER] = slate.provider_id
        _of(slate, asked[ENTRY], first, second)
    signed("Wat u invult, wordt een levering met deze naam.")


def address(provider_id: str, entry_id: str = "") -> str:
    """The page for one provider, or for one entry that stands."""
    return f"/{PAGE}?{urlencode({PROVIDER: provider_id} | ({ENTRY: entry_id} if entry_id else {}))}"


def _one_of(
    label: str, choices: Mapping[str, str], given: str, *, key: str, fixed: bool = False, width: int = 420
) -> str:
    codes = list(choices)
    return st.selectbox(
        label, codes, codes.index(given) if given in codes else None, format_func=lambda code: choices[code], key=key,
        placeholder="Kies", disabled=fixed, width=width,
    ) or ""  # fmt: skip


def _of(slate: Slate, given: str, first: DeltaGenerator, second: DeltaGenerator) -> None:
    if not slate.quarters or not slate.promises:
        st.html(notice("Alle kwartalen tot nu zijn vastgesteld. Open eerst een kwartaal weer." if slate.promises else
                       "Van deze opdrachtnemer staan er geen verplichtingen. Lever die eerst aan."))  # fmt: skip
        return
    quarters = {text: dutch.period(text) for text in slate.quarters}
    names = {_NEW: "Nieuwe inzet", **{code: _named(row) for code, row in slate.entries.items()}}
    with first:
        quarter = _one_of("In de stand van", quarters, slate.quarters[0], key=f"entry_quarter_{slate.provider_id}",
                          width=230)  # fmt: skip
        entry = _one_of("Nieuw, of wat er al staat", names, given, key=f"entry_which_{slate.provider_id}") or _NEW
    with second:
        what = _what(slate, entry)
    if what is not None and quarter:
        _form(slate, what, Quarter.parse(quarter), entry=entry)


def _named(row: Mapping[str, str]) -> str:
    state = f" ({row['state']})" if row["state"] == EntryState.WITHDRAWN.label else ""
    return f"{row['obligation_id']}: {row['form']} vanaf {_day(row['starts_on'])}, kenmerk {row['entry']}{state}"


def _day(text: str) -> str:
    return f"{date.fromisoformat(text):%d-%m-%Y}" if text else ""


def _what(slate: Slate, entry: str) -> _What | None:
    """The obligation of an entry that stands is part of what it is: another obligation is another entry."""
    row = slate.entries.get(entry, {})
    promises = {item.obligation_id: item for item in slate.promises}
    names = {
        code: f"{code}, {item.starts_on:%d-%m-%Y} tot en met {item.ends_on:%d-%m-%Y}" for code, item in promises.items()
    }
    only = next(iter(names)) if len(names) == 1 else ""
    key = f"{slate.provider_id}_{entry}_{st.session_state.get(_COUNT, 0)}"
    chosen = _one_of("Verplichting", names, row.get("obligation_id", only), key=f"entry_promise_{key}", fixed=bool(row))
    forms = {item.label: dutch.capital(item.label) for item in EntryForm}
    named = _one_of("Vorm", forms, row.get("form", ""), key=f"entry_form_{key}")
    form = next((item for item in EntryForm if item.label == named), None)
    if chosen not in promises or form is None:
        return None
    group = None
    if record.asks_group(form, promises[chosen].table):
        groups = {item.value: item.label for item in TargetGroup}
        given = target_group(row.get("target_group", ""))
        value = _one_of("Doelgroep", groups, given.value if given else "", key=f"entry_group_{key}")
        group = TargetGroup(value) if value else None
    return _What(promises[chosen], form, group, row)


def _form(slate: Slate, what: _What, quarter: Quarter, *, entry: str) -> None:
    table = what.promise.table
    st.html(tag("section", tag("p", _HINT, class_="kb-fact"),
                tag("p", f"Bouwblokken van deze verplichting: {table.title} ({table.source}).", class_="kb-fact")))  # fmt: skip
    shown = _shown(what)
    key = f"{slate.provider_id}_{entry}_{what.form}_{what.group or ''}_{st.session_state.get(_COUNT, 0)}"
    wrong: Refusal | None = st.session_state.pop(_WRONG, None)
    with st.form(f"entry_{key}", border=False), st.container(key="kb-form-entry"):
        typed = {field.name: _asked(field, what, wrong, key=f"entry_{field.name}_{key}") for field in shown}
        pressed = st.form_submit_button("Bewaar" if entry else "Dien in", type="primary")
    if wrong and (rest := fields.elsewhere(wrong, shown)):
        refuse(rest)
    empty = {field.name: "" for field in ENTRIES.fields if field.name not in ("quarter", "entry")}
    row = {**empty, **what.told, **typed, "provider_id": slate.provider_id}
    if entry:
        row["entry"] = what.row["entry"]
    if pressed:
        _done(attempt(partial(record.enter_entry, home(), row, quarter, by=acting_user(), new=not entry)))
    if entry and what.row["state"] != EntryState.WITHDRAWN.label and st.button("Trek deze inzet in"):
        _done(attempt(partial(record.withdraw_entry, home(), slate.provider_id, entry, quarter, by=acting_user())))


def _shown(what: _What) -> list[Field]:
    """What this form needs; of what stands also each field that is filled, so that nothing goes without being seen."""
    asked = record.needed(what.form, what.group, what.promise.table)
    names = {field.name for field in asked}
    if what.row.get("form") == what.form.label:
        given = {*what.told, "provider_id", "quarter", "state"}
        names |= {name for name, text in what.row.items() if text and name not in given}
    own = {field.name: field for field in asked}
    return [own.get(field.name, field) for field in ENTRIES.fields
            if field.name in names and not (what.row and field.name == "entry")]  # fmt: skip


def _asked(field: Field, what: _What, wrong: Refusal | None, *, key: str) -> str:
    value, table = what.row.get(field.name, ""), what.promise.table
    words = None
    if field.name == "block":
        words = {item.code: item.label for item in record.to_choose(what.form, what.group, table) or table.blocks}
    if field.name == "bonuses":  # a sheet may have commas between them too
        value = value.replace(",", ";")
        words = {item.code: item.label for item in table.bonuses}
    return fields.asked(field, key=key, value=_day(value) if field.kind is Kind.DATE else value, words=words,
                        several=field.name == "bonuses", wrong=wrong.beside.get(field.header, ()) if wrong else ())  # fmt: skip


def _done(outcome: Entered | Refusal) -> None:
    if isinstance(outcome, Refusal):
        st.session_state[_WRONG] = outcome
    else:
        worth = f" Waarde tot het geplande eind: {outcome.formula}." if outcome.formula else ""
        tell(f"Bewaard als levering {outcome.delivery_id}.{worth} Kijk op de pagina Beoordelen wat er wacht.",
             items=[f"Let op: {text}" for text in outcome.told])  # fmt: skip
        st.session_state[_COUNT] = st.session_state.get(_COUNT, 0) + 1
    st.rerun()
