"""Two acts beside approving: a question about an entry with its answer, and what a person said of a possible double."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pipelines.acts import Acts
from pipelines.decisions import require_reason
from pipelines.errors import NotFound, WrongState
from pipelines.ledger import Ledger
from pipelines.remarks import fit_to_keep


@dataclass(frozen=True)
class Question:
    """What somebody asked about an entry, and what was answered; `answer` None: it is open."""

    number: int
    text: str
    asked_by: str
    asked_at: str
    answer: str | None
    answered_by: str | None
    answered_at: str | None


def questions_of(ledger: Ledger) -> dict[str, tuple[Question, ...]]:
    """By entry, the oldest first."""
    found: dict[str, tuple[Question, ...]] = {}
    for row in ledger.rows("select * from entry_question order by seq"):
        number, entry_id = row.pop("seq"), row.pop("entry_id")
        found[entry_id] = (*found.get(entry_id, ()), Question(number, **row))
    return found


def ask_within(acts: Acts, row: Mapping[str, Any], text: str, *, by: str) -> None:
    """Ask something about a stored entry."""
    payload = {"entry_id": row["entry_id"], "provider_id": row["provider_id"], "quarter": row["quarter"],
               "text": fit_to_keep(text, "vraag")}  # fmt: skip
    with acts.ledger.transaction():
        acts.ledger.append("entry_asked", payload, actor=by)


def answer_within(acts: Acts, number: int, text: str, *, by: str) -> None:
    """Answer a question that is open. Raises NotFound, WrongState, UsageProblem."""
    found = acts.ledger.rows("select answer from entry_question where seq = ?", (number,))
    if not found:
        raise NotFound("Deze vraag is er niet.")
    if found[0]["answer"] is not None:
        raise WrongState("Deze vraag is al beantwoord.")
    with acts.ledger.transaction():
        acts.ledger.append("entry_answered", {"question": number, "text": fit_to_keep(text, "antwoord")}, actor=by)


def compared(ledger: Ledger) -> dict[frozenset[str], bool]:
    """By the entries that are alike: whether somebody said that they are one."""
    return {
        frozenset(json.loads(row["entries"])): bool(row["twice"]) for row in ledger.rows("select * from entry_twice")
    }


def told_apart(group: Iterable[str], said: Mapping[frozenset[str], bool]) -> bool:
    """Whether a person said of these entries, or of more of which they are a part, that each stands by itself."""
    mine = frozenset(group)
    return any(not twice and mine <= entries for entries, twice in said.items())


def compare_within(acts: Acts, group: Iterable[str], *, twice: bool, why: str, by: str) -> None:
    """Remember whether entries that are alike are one placement. Why is part of it."""
    require_reason(why)
    payload = {"entries": sorted(group), "twice": int(twice), "why": fit_to_keep(why, "reden")}
    with acts.ledger.transaction():
        acts.ledger.append("entries_compared", payload, actor=by)
