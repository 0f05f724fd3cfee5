"""Reminders without a mail server: what everybody still has to do, and a calendar of talks and last days."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pipelines.errors import NotFound
from pipelines.ledger import Ledger
from pipelines.meant import meant
from pipelines.settings import Settings
from pipelines.talk.standing import action_of, closed_quarters, responses
from schemas.indicators.catalogue import CATALOGUE
from schemas.quarter import Quarter
from schemas.talk import CLOSED, WHOLE_QUARTER, ActionState, Escalation, Function, NoteKind, Response, Side, TalkState
from schemas.vocabulary import Word

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_SUMMARY = 120  # characters of a title in a calendar


class Duty(Word):
    ACTION = "action", "actiepunt"
    RESPONSE = "response", "reactie op duiding"
    QUESTION = "question", "open vraag"
    TALK = "talk", "gesprek"


@dataclass(frozen=True)
class ToDo:
    """One thing that somebody has to do. `owner`: a function and whose, never a person."""

    key: str
    owner: str
    duty: Duty
    provider_id: str
    provider: str
    quarter: str
    text: str
    due_on: date | None
    when: str  # te laat, deze week, later, zonder datum
    standing: str  # status and step of an action point
    changed_at: str  # UTC ISO of the act behind it


def to_do_of(ledger: Ledger, names: dict[str, str], settings: Settings, *, today: date) -> list[ToDo]:
    """Everything that is open, by owner and then by day. names: of the providers, by their code."""
    found = [*_actions(ledger, names, today), *_responses(ledger, names, settings, today)]
    found += [*_questions(ledger, names, today), *_talks(ledger, names, today)]
    return sorted(found, key=lambda item: (item.owner.casefold(), item.due_on or date.max, item.key))


def of_owner(items: Sequence[ToDo], asked: str, providers: Sequence[str]) -> list[ToDo]:
    """What is to be done by whom the name holds `asked`: nothing where somebody of that name has nothing to do. Raises
    NotFound where nobody is called so."""
    found = [item for item in items if asked.casefold() in item.owner.casefold()]
    owners = {item.owner for item in items}
    others = {*(item.label for item in Function), *(item.label for item in Side), *providers}
    if not found and not any(asked.casefold() in name.casefold() for name in others):
        raise NotFound(f'Een eigenaar "{asked}" is er niet. {meant(asked, owners or others)}')
    return found


def _when(due_on: date | None, today: date) -> str:
    if due_on is None:
        return "zonder datum"
    if due_on < today:
        return "te laat"
    return "deze week" if due_on <= today + timedelta(days=6 - today.weekday()) else "later"


def _owner(function: Function, provider: str) -> str:
    return f"{function.label} ({provider if function.side is Side.PROVIDER else Side.MUNICIPALITY.label})"


def _side(side: str, provider: str) -> str:
    return provider if side == Side.PROVIDER else Side.MUNICIPALITY.label


def _actions(ledger: Ledger, names: dict[str, str], today: date) -> Iterator[ToDo]:
    for row in ledger.rows("select action_id from action_point order by action_id"):
        point = action_of(ledger, row["action_id"])
        if point["state"] in CLOSED:
            continue
        provider, due_on = names.get(point["provider_id"], point["provider_id"]), date.fromisoformat(point["due_on"])
        standing = f"{ActionState(point['state']).label}, {Escalation(point['escalation']).label}"
        yield ToDo(
            point["action_id"], _owner(Function(point["owner"]), provider), Duty.ACTION, point["provider_id"], provider,
            point["quarter"], point["text"], due_on, _when(due_on, today), standing, point["changed_at"],
        )  # fmt: skip


def _responses(ledger: Ledger, names: dict[str, str], settings: Settings, today: date) -> Iterator[ToDo]:
    closed = closed_quarters(ledger)
    for row in responses(ledger.rows("select * from commentary order by 1, 2, 3, 4, 5"), settings, today):
        if row["response"] not in (Response.WAITING, Response.OVERDUE):
            continue
        if {(row["provider_id"], row["quarter"]), (WHOLE_QUARTER, row["quarter"])} & closed:
            continue  # nobody can respond any more
        provider = names.get(row["provider_id"], row["provider_id"])
        other = Side(row["side"]).other
        title = CATALOGUE[row["indicator"]].title
        key = "-".join((row["provider_id"], row["quarter"], row["indicator"], row["sub_agreement_id"], other.value))
        text = f"De duiding van de {Side(row['side']).label} bij {title} ({row['indicator']}) wacht op een reactie."
        yield ToDo(
            key, _side(other, provider), Duty.RESPONSE, row["provider_id"], provider, row["quarter"], text,
            row["respond_by"], _when(row["respond_by"], today), "", row["written_at"],
        )  # fmt: skip


def _questions(ledger: Ledger, names: dict[str, str], today: date) -> Iterator[ToDo]:
    """A question is for the other side than the one that asked it."""
    query = "select * from talk_note where removed = 0 and answered_at is null and kind = ? order by note_id"
    for row in ledger.rows(query, (NoteKind.QUESTION.value,)):
        provider = names.get(row["provider_id"], row["provider_id"])
        other = Function(row["function"]).side.other
        yield ToDo(
            row["note_id"], _side(other, provider), Duty.QUESTION, row["provider_id"], provider, row["quarter"],
            row["text"], None, _when(None, today), "", row["written_at"],
        )  # fmt: skip


def _talks(ledger: Ledger, names: dict[str, str], today: date) -> Iterator[ToDo]:
    query = (
        "select t.*, (select max(at) from event where kind = 'talk_planned' and json_extract(payload, '$.provider_id') = "
        "t.provider_id and json_extract(payload, '$.quarter') = t.quarter) as at from talk t where planned_on is not null "
        "and state = ? order by 1, 2"
    )
    for row in ledger.rows(query, (TalkState.DRAFT.value,)):
        provider, on = names.get(row["provider_id"], row["provider_id"]), date.fromisoformat(row["planned_on"])
        yield ToDo(
            f"{row['provider_id']}-{row['quarter']}", Side.MUNICIPALITY.label, Duty.TALK, row["provider_id"], provider,
            row["quarter"], f"Gesprek met {provider} over het {Quarter.parse(row['quarter']).label}.", on, _when(on, today), "", row["at"],
        )  # fmt: skip


def calendar(items: Sequence[ToDo]) -> bytes:
    """An iCalendar file (RFC 5545) of everything that has a day, as whole days. Written by hand: it needs no more than
    escaping and folding, and a library would bring time zones and recurrence that are not used here. The stamps are
    those of the ledger, so the same ledger gives the same bytes."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Kwartaalbeeld//NL", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for item in sorted((item for item in items if item.due_on), key=lambda item: (item.due_on or date.max, item.key)):
        day = item.due_on or date.max
        title = item.text if item.duty is Duty.TALK else f"{item.duty.label.capitalize()} {item.provider}: {item.text}"
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_escaped(item.key)}-{item.duty.value}@kwartaalbeeld",
            f"DTSTAMP:{item.changed_at.replace('-', '').replace(':', '')}",
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(_short(title))}",
            f"DESCRIPTION:{_escaped(f'{item.text} Eigenaar: {item.owner}. {Quarter.parse(item.quarter).label}.')}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SUMMARY else f"{line[: _SUMMARY - 1]}…"


def _escaped(text: str) -> str:
    for mark, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(mark, written)
    return text


def _folded(line: str) -> bytes:
    """At most 75 bytes on a line, never cut inside a character (RFC 5545, 3.1)."""
    parts, part = [], b""
    for mark in line:
        more = mark.encode()
        if len(part) + len(more) > 75:
            parts.append(part)
            part = b" "
        part += more
    return b"\r\n".join([*parts, part]) + b"\r\n"


def to_do_csv(items: Sequence[ToDo]) -> str:
    """The list for a Dutch spreadsheet: semicolons, a byte order mark, and no text that would become a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(("eigenaar", "wanneer", "datum", "soort", "aanbieder", "kwartaal", "tekst", "status", "code"))
    for item in items:
        day = f"{item.due_on:%d-%m-%Y}" if item.due_on else ""
        row = (
            item.owner,
            item.when,
            day,
            item.duty.label,
            item.provider,
            Quarter.parse(item.quarter).label,
            item.text,
            item.standing,
            item.key,
        )
        writer.writerow([f"'{cell}" if cell[:1] in _FORMULA else cell for cell in row])
    return "\ufeff" + out.getvalue()
