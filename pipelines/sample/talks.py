"""What was said and agreed in the sample's talks: one in preparation, one held, one settled with its edition."""

from __future__ import annotations

from datetime import date
from functools import partial

from pipelines.acts import Acts
from pipelines.talk.settling import Documents, settle_within
from pipelines.talk.writing import (
    answer_within,
    change_action_within,
    comment_within,
    discuss_within,
    note_within,
    open_action_within,
    plan_within,
)
from schemas.talk import ActionState, Escalation, Function, NoteKind

MANAGER = "contractmanager Lindendaal"
BEFORE, NOW = "2025-K3", "2025-K4"
_CONTRACT, _DIRECTOR, _MANAGER = Function.CONTRACT_MANAGER.value, Function.DIRECTOR.value, Function.MANAGER.value
SETTLED = "mantelpunt"
TALKING = ("kompaskade", "rondom-wonen", SETTLED)


def hold_talks(acts: Acts) -> None:
    """Everything that is written; the figures stand published. All of it, or nothing."""
    with acts.ledger.transaction():
        _kompaskade(acts)
        _rondom_wonen(acts)
        _mantelpunt(acts)


def settle_one(acts: Acts, documents: Documents) -> None:
    settle_within(acts, SETTLED, NOW, by=MANAGER, at="2026-03-18T10:15:00Z", documents=documents)


def _kompaskade(acts: Acts) -> None:
    """In preparation: an agreement of the talk before runs, both sides wrote, a question waits."""
    who = "kompaskade"
    discuss_within(acts, who, BEFORE, on=date(2025, 12, 11), present=[_CONTRACT, _MANAGER], by=MANAGER, at=_at(5, 9, 0))
    new = partial(open_action_within, acts, who, BEFORE, by=MANAGER)
    hiring = new(
        text="Twee consulenten werven voor de schuldhulpverlening. Tot zij er zijn, huurt Kompaskade twee dagen per week in.",
        owner=_MANAGER, due_on=date(2026, 2, 15), escalation=Escalation.IMPROVEMENT.value, indicator="TER-4", at=_at(5, 9, 10),
    )  # fmt: skip
    urgent = new(
        text="Met het team Toegang afspreken hoe spoedzaken dezelfde dag bij Kompaskade komen.", owner=_CONTRACT,
        due_on=date(2026, 1, 31), escalation=Escalation.DISCUSS.value, at=_at(5, 9, 15),
    )  # fmt: skip
    plan_within(acts, who, NOW, on=date(2026, 3, 19), present=[_CONTRACT, _MANAGER], by=MANAGER, at=_at(6, 11, 0))
    change = partial(change_action_within, acts, quarter=NOW, by=MANAGER)
    change(hiring, state=ActionState.RUNNING.value, due_on=date(2026, 4, 30), at=_at(6, 11, 5),
           result="Eén vacature is vervuld. De tweede consulent begint op 1 april.")  # fmt: skip
    change(urgent, state=ActionState.DONE.value, at=_at(6, 11, 10),
           result="Sinds 19 januari gaat een spoedzaak dezelfde dag door, met een vast telefoonnummer.")  # fmt: skip
    say = partial(comment_within, acts, who, NOW, sub_agreement_id="DO-2022-06")
    say(indicator="TER-2", function=_MANAGER, by="controller Kompaskade", at=_at(6, 15, 20),
        text="In het najaar stonden twee vacatures open. Wie zich meldde, kreeg binnen een week een eerste gesprek, maar het "
        "plan kwam later.\nIn februari is één consulent begonnen; wij verwachten dat de wachttijd vanaf april daalt.")  # fmt: skip
    say(indicator="TER-2", function=_CONTRACT, by=MANAGER, at=_at(10, 9, 30),
        text="Wij zien de vacatures terug in de cijfers. De vraag steeg ook: er waren in het kwartaal meer aanmeldingen dan een "
        "jaar eerder. Inhuur is dus nodig tot de tweede consulent er is.")  # fmt: skip
    say(indicator="TER-4", function=_MANAGER, by="controller Kompaskade", at=_at(6, 15, 40),
        text="Van de wachtenden heeft iedereen een vaste contactpersoon. Spoedzaken wachten niet.")  # fmt: skip
    note = partial(note_within, acts, who, NOW, by=MANAGER)
    note(
        kind=NoteKind.STAFFING.value,
        function=_MANAGER,
        at=_at(6, 15, 45),
        text="Eén vacature open; ziekteverzuim weer gewoon.",
    )
    note(kind=NoteKind.QUESTION.value, function=_CONTRACT, at=_at(10, 9, 35),
         text="Hoeveel wachtenden hebben al een beschikking van de gemeente?")  # fmt: skip


def _rondom_wonen(acts: Acts) -> None:
    """Held, not settled yet: what neither side can solve alone goes to the consultation."""
    who = "rondom-wonen"
    say = partial(comment_within, acts, who, NOW, indicator="TER-4", sub_agreement_id="DO-2022-25")
    say(function=_DIRECTOR, by="controller Rondom Wonen", at=_at(9, 10, 0),
        text="Er komen geen woningen vrij. Begeleiding kan starten, een woning niet.")  # fmt: skip
    say(function=_CONTRACT, by=MANAGER, at=_at(11, 13, 0),
        text="Eens. Dit ligt niet aan Rondom Wonen alleen; wij brengen het naar de overlegtafel, met de woningcorporatie erbij.")  # fmt: skip
    note = partial(note_within, acts, who, NOW, by=MANAGER)
    note(
        kind=NoteKind.WAITING_LIST.value,
        function=_DIRECTOR,
        at=_at(9, 10, 10),
        text="Wie wacht, wordt elke maand gebeld.",
    )
    asked = note(
        kind=NoteKind.QUESTION.value,
        function=_CONTRACT,
        at=_at(11, 13, 5),
        text="Kan begeleiding eerder beginnen dan de woning?",
    )
    answer_within(
        acts, asked, NOW, text="Ja, sinds maart bij wie dat wil.", function=_DIRECTOR, by=MANAGER, at=_at(12, 14, 0)
    )
    present = [_CONTRACT, Function.POLICY_OFFICER.value, _DIRECTOR]
    discuss_within(acts, who, NOW, on=date(2026, 3, 12), present=present, by=MANAGER, at=_at(12, 14, 5))
    open_action_within(
        acts, who, NOW, text="Het tekort aan woningen op de agenda van de overlegtafel zetten, met cijfers van de corporatie.",
        owner=Function.POLICY_OFFICER.value, due_on=date(2026, 4, 16), escalation=Escalation.CONSULTATION.value,
        indicator="TER-4", by=MANAGER, at=_at(12, 14, 10),
    )  # fmt: skip


def _mantelpunt(acts: Acts) -> None:
    who = SETTLED
    say = partial(comment_within, acts, who, NOW, indicator="BER-2", sub_agreement_id="DO-2022-12")
    say(function=_MANAGER, by="controller Mantelpunt", at=_at(4, 16, 0),
        text="Jonge mantelzorgers vinden ons vooral via school. Eén school stopte met het spreekuur.")  # fmt: skip
    say(
        function=_CONTRACT,
        by=MANAGER,
        at=_at(12, 9, 0),
        text="Wij vragen de scholen om het spreekuur weer te beginnen.",
    )
    present = [_CONTRACT, _MANAGER, Function.CLIENT_COUNCIL.value]
    discuss_within(acts, who, NOW, on=date(2026, 3, 17), present=present, by=MANAGER, at=_at(17, 15, 0))
    open_action_within(
        acts, who, NOW, text="Met drie scholen een spreekuur voor jonge mantelzorgers afspreken.", owner=_MANAGER,
        due_on=date(2026, 6, 30), escalation=Escalation.FOLLOW.value, indicator="BER-2", by=MANAGER, at=_at(17, 15, 10),
    )  # fmt: skip


def _at(day: int, hour: int, minute: int) -> str:
    """A moment in March 2026, when the talks about the last quarter were."""
    return f"2026-03-{day:02d}T{hour:02d}:{minute:02d}:00Z"
