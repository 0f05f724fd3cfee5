"""What is written and agreed in a talk: plan it, hold it, commentary on a figure, signals, questions, action points."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from pipelines.acts import Acts
from pipelines.errors import NotFound, UsageProblem, WrongState
from pipelines.ledger import day_of, utc_now
from pipelines.publishing import published_rows
from pipelines.talk.standing import action_of, quarter_named, require_open
from pipelines.talk.texts import function_of, kept_text, word_of
from schemas.indicators.catalogue import CATALOGUE
from schemas.quarter import NotAPeriod, Quarter
from schemas.talk import CLOSED, ActionState, Escalation, NoteKind, Side

_FIGURE = """
select v.value, v.sub_agreement_id, (select value from meta where key = 'id') as publication from "values" v
where v.provider_id = $provider_id and v.quarter = $quarter and v.indicator = $indicator and v.headline
order by v.sub_agreement_id nulls first
"""


def plan_within(
    acts: Acts, provider_id: str, quarter: str, *, on: date, present: Sequence[str], by: str, at: str | None = None
) -> None:
    """Say when the talk will be and which functions will be there."""
    _not_before(quarter, on, "Het gesprek gaat over dat kwartaal en komt erna.")
    given = {"planned_on": on.isoformat(), "present": _present(present)}
    _append(acts, "talk_planned", _talk(acts, provider_id, quarter) | given, by=by, at=at)


def discuss_within(
    acts: Acts, provider_id: str, quarter: str, *, on: date, present: Sequence[str], by: str, at: str | None = None
) -> None:
    """Say when the talk was and which functions were there: of both sides at least one."""
    _not_before(quarter, on, "Het gesprek gaat over dat kwartaal en komt erna.")
    functions = _present(present)
    if {function_of(code).side for code in functions} != set(Side):
        raise UsageProblem("Kies wie erbij was, naar functie: van de gemeente én van de aanbieder ten minste één.")
    if on > day_of(at or utc_now()).date() + timedelta(days=1):  # it may be tomorrow already where the talk was
        raise UsageProblem(f"{on.day}-{on.month}-{on.year} moet nog komen. Vul de dag in waarop het gesprek was.")
    given = {"held_on": on.isoformat(), "present": functions}
    _append(acts, "talk_discussed", _talk(acts, provider_id, quarter) | given, by=by, at=at)


def _not_before(quarter: str, on: date, then: str) -> None:
    """A slip of the year is seen at once. A quarter that is none is refused where it is looked for."""
    with suppress(NotAPeriod):
        if on < Quarter.parse(quarter).first_day:
            raise UsageProblem(f"{on.day}-{on.month}-{on.year} ligt voor het kwartaal {quarter} begint. {then}")


def comment_within(
    acts: Acts,
    provider_id: str,
    quarter: str,
    *,
    indicator: str,
    sub_agreement_id: str | None = None,
    text: str,
    function: str,
    by: str,
    at: str | None = None,
) -> None:
    """What one side (that of the function) says of a figure, as published now. It replaces what that side said before;
    the ledger keeps both. Raises NotFound where the figure is not in the publication."""
    who = function_of(function)
    key = _talk(acts, provider_id, quarter) | {"indicator": _indicator(indicator)}
    said = kept_text(text, "duiding")
    key |= _figure(acts, key, sub_agreement_id)
    key |= {"side": who.side.value, "text": said, "function": who.value}
    _append(acts, "commentary_written", key, by=by, at=at)


def withdraw_comment_within(
    acts: Acts, provider_id: str, quarter: str, *, indicator: str, sub_agreement_id: str | None, side: str, by: str
) -> None:
    """Take a commentary away from the talk; the ledger keeps it. Where there is but one, its sub-agreement need not be named."""
    key = _talk(acts, provider_id, quarter) | {"indicator": _indicator(indicator)}
    key["side"] = word_of(Side, side, "Partij").value
    rows = acts.ledger.rows(
        "select sub_agreement_id from commentary where provider_id = ? and quarter = ? and indicator = ? and side = ?",
        (provider_id, key["quarter"], indicator, key["side"]),
    )
    subs = [row["sub_agreement_id"] for row in rows]
    of = subs[0] if sub_agreement_id is None and len(subs) == 1 else sub_agreement_id or ""
    if of not in subs:
        raise NotFound("Bij dit cijfer staat geen duiding van deze partij.")
    _append(acts, "commentary_withdrawn", key | {"sub_agreement_id": of or None}, by=by)


def note_within(
    acts: Acts, provider_id: str, quarter: str, *, kind: str, text: str, function: str, by: str, at: str | None = None
) -> str:
    """Keep a signal or an open question. Returns its id."""
    said = word_of(NoteKind, kind, "Soort")
    payload = _talk(acts, provider_id, quarter) | {
        "kind": said.value, "function": function_of(function).value,
        "text": kept_text(text, "vraag" if said is NoteKind.QUESTION else "opmerking"),
    }  # fmt: skip
    return _numbered(acts, "note_written", "note_id", letter="S", payload=payload, by=by, at=at)


def answer_within(
    acts: Acts, note_id: str, quarter: str, *, text: str, function: str, by: str, at: str | None = None
) -> None:
    """Answer an open question, in the talk about a quarter."""
    note = _note(acts, note_id)
    if note["kind"] != NoteKind.QUESTION:
        raise WrongState("Dit is geen vraag maar een signaal. Maak er zo nodig een actiepunt bij.")
    if note["answered_at"]:
        raise WrongState("Deze vraag is al beantwoord.")
    payload = _talk(acts, note["provider_id"], quarter) | {
        "note_id": note_id, "text": kept_text(text, "antwoord"), "function": function_of(function).value,
    }  # fmt: skip
    if payload["quarter"] < note["quarter"]:
        raise UsageProblem(f"De vraag kwam op in {note['quarter']}; antwoord in dat gesprek of een later.")
    _append(acts, "note_answered", payload, by=by, at=at)


def remove_note_within(acts: Acts, note_id: str, *, by: str) -> None:
    """Take away a signal or question that was a mistake; the ledger keeps it."""
    note = _note(acts, note_id)
    payload = _talk(acts, note["provider_id"], note["quarter"]) | {"note_id": note_id}
    _append(acts, "note_removed", payload, by=by)


def open_action_within(
    acts: Acts,
    provider_id: str,
    quarter: str,
    *,
    text: str,
    owner: str,
    due_on: date,
    escalation: str = Escalation.FOLLOW.value,
    indicator: str | None = None,
    by: str,
    at: str | None = None,
) -> str:
    """Make an agreement or action point. Returns its id."""
    _not_before(quarter, due_on, "Vul in wanneer het klaar moet zijn.")
    payload = _talk(acts, provider_id, quarter) | {
        "text": kept_text(text, "afspraak"), "owner": function_of(owner).value, "due_on": due_on.isoformat(),
        "escalation": word_of(Escalation, escalation, "Trede").value,
        "indicator": _indicator(indicator) if indicator else None,
    }  # fmt: skip
    return _numbered(acts, "action_opened", "action_id", letter="A", payload=payload, by=by, at=at)


def change_action_within(
    acts: Acts,
    action_id: str,
    quarter: str,
    *,
    state: str | None = None,
    escalation: str | None = None,
    owner: str | None = None,
    due_on: date | None = None,
    result: str | None = None,
    by: str,
    at: str | None = None,
) -> None:
    """What became of an action point in the talk about a quarter; None leaves a part as it was. Closing it says why."""
    now = action_of(acts.ledger, action_id)
    payload = _talk(acts, now["provider_id"], quarter) | {"action_id": action_id}
    if payload["quarter"] < now["quarter"]:
        raise UsageProblem(
            f"Dit actiepunt is in {now['quarter']} al bijgewerkt; werk het in dat gesprek of een later bij."
        )
    payload |= {
        "state": word_of(ActionState, state or now["state"], "Status").value,
        "escalation": word_of(Escalation, escalation or now["escalation"], "Trede").value,
        "owner": function_of(owner or now["owner"]).value,
        "due_on": due_on.isoformat() if due_on else now["due_on"],
        "result": kept_text(result, "toelichting") if result and result.strip() else now["result"],
    }  # fmt: skip
    if now["state"] in CLOSED and payload["state"] in CLOSED and payload["quarter"] != now["quarter"]:
        raise WrongState(
            f"Dit actiepunt is in {now['quarter']} al afgesloten. Zet het op open als het toch verder gaat."
        )
    if payload["state"] in CLOSED and now["state"] not in CLOSED and not (result and result.strip()):
        raise UsageProblem("Schrijf op wat het actiepunt opleverde, of waarom het vervalt.")
    if all(payload[name] == now[name] for name in ("state", "escalation", "owner", "due_on", "result")):
        raise UsageProblem("Er is niets veranderd aan dit actiepunt.")
    _append(acts, "action_changed", payload, by=by, at=at)


def _talk(acts: Acts, provider_id: str, quarter: str) -> dict[str, Any]:
    """Whose talk it is, about when. Raises NotFound, UsageProblem, SlotLocked."""
    canonical = quarter_named(quarter)
    acts.register.require_provider(provider_id)
    require_open(acts.ledger, provider_id, canonical)
    return {"provider_id": provider_id, "quarter": canonical}


def _present(codes: Sequence[str]) -> list[str]:
    return sorted({function_of(code).value for code in codes})


def _indicator(code: str) -> str:
    if code not in CATALOGUE:
        raise NotFound('Deze indicator bestaat niet. Bekijk ze met "kwartaalbeeld indicators".')
    return code


def _figure(acts: Acts, key: dict[str, Any], sub_agreement_id: str | None) -> dict[str, Any]:
    """The number as it is published now (None where it is not shown), of which sub-agreement, in which publication.
    Where there is but one, its sub-agreement need not be named."""
    asked = {name: key[name] for name in ("provider_id", "quarter", "indicator")}
    rows = published_rows(acts.home, _FIGURE, asked)
    for row in rows:
        if sub_agreement_id == row["sub_agreement_id"] or (sub_agreement_id is None and len(rows) == 1):
            return row
    subs = ", ".join(str(row["sub_agreement_id"]) for row in rows if row["sub_agreement_id"])
    more = f" Het staat er per deelovereenkomst: kies uit {subs}." if subs else ""
    raise NotFound(
        f"{key['indicator']} van {key['provider_id']} over het {Quarter.parse(key['quarter']).label} staat zo niet in de publicatie.{more}"
    )


def _note(acts: Acts, note_id: str) -> dict[str, Any]:
    rows = acts.ledger.rows("select * from talk_note where note_id = ? and removed = 0", (note_id,))
    if not rows:
        raise NotFound('Dit signaal of deze vraag bestaat niet. Bekijk ze met "kwartaalbeeld talk".')
    return rows[0]


def _append(acts: Acts, kind: str, payload: dict[str, Any], *, by: str, at: str | None = None) -> None:
    with acts.ledger.transaction():
        acts.ledger.append(kind, payload, actor=by, at=at)


def _numbered(
    acts: Acts, kind: str, name: str, *, letter: str, payload: dict[str, Any], by: str, at: str | None
) -> str:
    """Keep it under a next number; a number is never used again."""
    with acts.ledger.transaction():
        count = acts.ledger.rows("select count(*) as many from event where kind = ?", (kind,))[0]["many"]
        found = f"{letter}{count + 1:04d}"
        acts.ledger.append(kind, payload | {name: found}, actor=by, at=at)
    return found
