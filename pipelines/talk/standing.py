"""How a talk stands in the ledger: its state, what is agreed and asked, as each quarter knew it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from pipelines.errors import NotFound, SlotLocked, UsageProblem
from pipelines.ledger import Ledger, day_of
from pipelines.projection import ASIDE
from pipelines.settings import Settings
from pipelines.working_days import after_working_days, holidays
from schemas.quarter import NotAPeriod, Quarter
from schemas.talk import CLOSED, WHOLE_QUARTER, ActionState, Function, NoteKind, Response, Side, TalkState

Row = dict[str, Any]
# provider (WHOLE_QUARTER) and quarter of what is settled: also while its edition is still being frozen
SETTLED = """
select provider_id, quarter from talk where state = 'settled'
union all
select '*', quarter from settled_quarter s
where not exists (select 1 from edition e where e.edition_id = s.edition_id and e.replaced = 1)
"""
_NO_ACTS = ("published", "settings", "initialised", *ASIDE)


def quarter_named(text: str) -> str:
    """The canonical quarter. Raises UsageProblem."""
    try:
        return str(Quarter.parse(text))
    except NotAPeriod:
        raise UsageProblem("Dat is geen kwartaal. Schrijf bijvoorbeeld 2025-K4.") from None


def day_of_last_act(ledger: Ledger) -> date:
    """The ledger's own today: a publication follows from the ledger and from no clock."""
    marks = ", ".join("?" * len(_NO_ACTS))
    last = ledger.rows(f"select max(at) as at from event where kind not in ({marks})", _NO_ACTS)  # noqa: S608 - marks only
    return day_of(last[0]["at"] or "1900-01-01").date()


def dutch_day(moment: str) -> str:
    """The day of a UTC time or an ISO day, as the Dutch write it: 4-11-2025."""
    day = day_of(moment)
    return f"{day.day}-{day.month}-{day.year}"


def talk_of(ledger: Ledger, provider_id: str, quarter: str) -> Row | None:
    rows = ledger.rows("select * from talk where provider_id = ? and quarter = ?", (provider_id, quarter))
    return {**rows[0], "present": json.loads(rows[0]["present"])} if rows else None


def whole_edition(ledger: Ledger, quarter: str) -> str | None:
    """The edition of the quarter as a whole that stands; None while the quarter is open."""
    found = "select edition_id from edition where provider_id = ? and quarter = ? and replaced = 0"
    return next((row["edition_id"] for row in ledger.rows(found, (WHOLE_QUARTER, quarter))), None)


def closed_quarters(ledger: Ledger) -> frozenset[tuple[str, str]]:
    """Provider and quarter of every talk that is settled, and WHOLE_QUARTER with every quarter that is as a whole."""
    return frozenset((row["provider_id"], row["quarter"]) for row in ledger.rows(SETTLED))


def require_open_whole(ledger: Ledger, quarter: str) -> None:
    """Raises SlotLocked where the quarter as a whole is settled."""
    edition_id = whole_edition(ledger, quarter)
    if edition_id is not None:
        raise SlotLocked(
            f"Het {Quarter.parse(quarter).label} is als geheel vastgesteld in editie {edition_id}. Er is niets veranderd. Moet het "
            f'toch anders? Open het dan eerst weer: kwartaalbeeld reopen --quarter {quarter} --why "reden".'
        )


def require_open(ledger: Ledger, provider_id: str, quarter: str) -> None:
    """Raises SlotLocked where the talk, or the quarter as a whole, is settled."""
    require_open_whole(ledger, quarter)
    found = talk_of(ledger, provider_id, quarter)
    if found and found["state"] == TalkState.SETTLED:
        raise SlotLocked(
            f"Het gesprek met {provider_id} over het {Quarter.parse(quarter).label} is vastgesteld. Er is niets veranderd. Moet het toch anders? "
            f'Open het dan eerst weer: kwartaalbeeld reopen --provider {provider_id} --quarter {quarter} --why "reden".'
        )


def listed(functions: Iterable[str], side: Side) -> str | None:
    """contractmanager, beleidsmedewerker: the functions of one side that were present."""
    found = [Function(code) for code in functions]
    return ", ".join(item.label for item in found if item.side is side) or None


def action_of(ledger: Ledger, action_id: str) -> Row:
    """An action point as it stands now. Raises NotFound."""
    rows = ledger.rows(
        "select p.*, s.* from action_point p join action_step s using (action_id) where action_id = ? "
        "order by seq desc limit 1",
        (action_id,),
    )
    if not rows:
        raise NotFound('Dit actiepunt bestaat niet. Bekijk ze met "kwartaalbeeld actions".')
    return rows[0]


def open_actions(ledger: Ledger) -> dict[str, list[Row]]:
    """Per provider what is agreed and not closed, what is due first on top."""
    found: dict[str, list[Row]] = {}
    for row in ledger.rows("select action_id from action_point where closed_in is null order by action_id"):
        point = action_of(ledger, row["action_id"])
        found.setdefault(point["provider_id"], []).append(point)
    return {provider: sorted(rows, key=lambda row: row["due_on"]) for provider, rows in found.items()}


def actions_by_quarter(ledger: Ledger, last: str, today: date) -> Iterator[Row]:
    """Each action point in each quarter from its making until it was closed (else up to `last`), as it stood then."""
    steps: dict[str, list[Row]] = {}
    for step in ledger.rows("select * from action_step order by seq"):
        steps.setdefault(step["action_id"], []).append(step)
    for point in ledger.rows("select * from action_point order by action_id"):
        for quarter in quarters_between(point["opened_in"], point["closed_in"] or last):
            then = [step for step in steps[point["action_id"]] if step["quarter"] <= quarter][-1]
            state = ActionState(then["state"])
            yield {
                **point, **then, "quarter": quarter, "carried_over": quarter > point["opened_in"],
                "side": Function(then["owner"]).side.value,
                "overdue": state not in CLOSED and then["due_on"] < today.isoformat(),
            }  # fmt: skip


def notes_by_quarter(ledger: Ledger, last: str) -> Iterator[Row]:
    """Each signal in its quarter; each question from its quarter until the one in which it was answered."""
    for note in ledger.rows("select * from talk_note where removed = 0 order by note_id"):
        until = note["quarter"]
        if note["kind"] == NoteKind.QUESTION:
            until = note["answered_in"] or last
        for quarter in quarters_between(note["quarter"], until):
            given = note["answered_in"] is not None and quarter >= note["answered_in"]
            told = {} if given else dict.fromkeys(("answer", "answer_function", "answered_at"))
            yield {**note, "noted_in": note["quarter"], "quarter": quarter, **told}


def quarters_between(first: str, last: str) -> Iterator[str]:
    """From first up to and including last; the first at least."""
    quarter = Quarter.parse(first)
    while True:
        yield str(quarter)
        quarter = quarter.shift(1)
        if str(quarter) > last:
            return


def responses(rows: Iterable[Row], settings: Settings, today: date) -> Iterator[Row]:
    """Commentaries with respond_by, answered_on and response: who wrote first gives the other side so many days. Who writes
    anew after an answer gives them again: the answer was to another text."""
    rows = list(rows)
    sides = {(*_figure(row), row["side"]): row for row in rows}
    for row in rows:
        other = sides.get((*_figure(row), Side(row["side"]).other.value))
        if other is not None and other["first_at"] < row["first_at"]:
            yield {**row, "respond_by": None, "answered_on": None, "response": Response.IS_ANSWER.value}
            continue
        begun, reply = row["first_at"], other["first_at"] if other else None
        if other is not None and row["written_at"] > other["first_at"]:
            begun, reply = row["written_at"], other["written_at"] if other["written_at"] > row["written_at"] else None
        until = _respond_by(begun, settings)
        answered = None if reply is None else day_of(reply).date()
        late = (answered or today) > until
        if answered is None:
            response = Response.OVERDUE if late else Response.WAITING
        else:
            response = Response.ANSWERED_LATE if late else Response.ANSWERED
        yield {**row, "respond_by": until, "answered_on": answered, "response": response.value}


def _figure(row: Row) -> tuple[str, ...]:
    return row["provider_id"], row["quarter"], row["indicator"], row["sub_agreement_id"]


def _respond_by(moment: str, settings: Settings) -> date:
    begin = day_of(moment).date()
    off = [
        day
        for year in (begin.year, begin.year + 1)
        for day in holidays(
            year, liberation_day_every=settings.liberation_day_every_years, good_friday=bool(settings.good_friday_off)
        )
    ]
    return after_working_days(begin, int(settings.response_working_days), off)
