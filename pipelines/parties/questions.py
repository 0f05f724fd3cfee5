"""Questions on the umbrella agreement as acts: asked or taken in from a file, answered, published, taken away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from pipelines.acts import Acts
from pipelines.decisions import require_reason
from pipelines.errors import NotFound, UsageProblem, WrongState
from pipelines.ledger import Ledger
from pipelines.parties.question_file import Asked, read_form, still_points_at_somebody, without_persons
from pipelines.reading.cells import Unreadable
from pipelines.remarks import fit_to_keep
from pipelines.talk.texts import kept_text
from schemas.umbrella_questions import UMBRELLA_QUESTIONS, QuestionColumn

Row = dict[str, Any]
_KEPT = ("question_id", "subject", "question", "answer", "asked_on", "published_on")
_FOLDED = str.casefold


@dataclass(frozen=True)
class TakenIn:
    """What a file came to. `dropped`: headers of filled columns that were not kept; `cleaned`: questions out of which something of a
    person was left; `to_read`: ids of those that may still hold a name."""

    new: int
    changed: int
    same: int
    dropped: tuple[str, ...]
    cleaned: int
    to_read: tuple[str, ...]


def standing_questions(ledger: Ledger) -> list[Row]:
    """Those that were not taken away, in the order in which they came."""
    names = ", ".join((*_KEPT, "written_by", "written_at"))
    return ledger.rows(f"select {names} from umbrella_question where removed = 0 order by question_id")  # noqa: S608 - our own names


def take_in_within(acts: Acts, path: Path, columns: Mapping[QuestionColumn, str], *, by: str) -> TakenIn:
    """All questions of a file in one act, or none. One that is there already gets the answer and the day that the file has;
    one that was taken away stays away. The file itself is not kept: it says who asked."""
    try:
        cells = acts.pool.read(path)
    except Unreadable as problem:
        raise UsageProblem("Het bestand is niet te lezen. Lever een csv-bestand of een werkmap.") from problem
    form = read_form(cells, columns)
    known = {_FOLDED(row["question"]): row for row in acts.ledger.rows("select * from umbrella_question")}
    counts, doubtful = {"new": 0, "changed": 0, "same": 0}, []
    with acts.ledger.transaction():
        for asked in form.rows:
            found = known.get(_FOLDED(asked.question))
            what, row = _merged(acts, asked, found)
            counts[what] += 1
            if what != "same":
                acts.ledger.append("question_written", row, actor=by)
                known[_FOLDED(asked.question)] = {**row, "removed": 0}
                if to_read(row):
                    doubtful.append(row["question_id"])
    cleaned = sum(asked.cleaned for asked in form.rows)
    return TakenIn(**counts, dropped=form.dropped, cleaned=cleaned, to_read=tuple(doubtful))


def to_read(row: Row) -> bool:
    """Whether a question or its answer may hold a name."""
    return any(still_points_at_somebody(row[name] or "") for name in ("question", "answer"))


def _merged(acts: Acts, asked: Asked, found: Row | None) -> tuple[str, Row]:
    """What is to be written of a row, and whether that is new, changed or the same."""
    given = {
        "subject": fit_to_keep(asked.subject, "onderwerp") if asked.subject else None,
        "question": kept_text(asked.question, "vraag"),
        "answer": kept_text(asked.answer, "antwoord") if asked.answer else None,
        "asked_on": asked.asked_on.isoformat() if asked.asked_on else None,
        "published_on": asked.published_on.isoformat() if asked.published_on else None,
    }
    if found is None:
        return "new", _checked({"question_id": _next_id(acts.ledger), **given})
    if found["removed"]:
        return "same", found
    whole = {**{name: found[name] for name in _KEPT}, **{name: value for name, value in given.items() if value}}
    whole["question"] = found["question"]
    return ("same" if all(whole[name] == found[name] for name in _KEPT) else "changed"), _checked(whole)


def write_within(
    acts: Acts,
    question: str,
    *,
    subject: str | None = None,
    asked_on: date | None = None,
    by: str,
    at: str | None = None,
) -> str:
    """Keep one question, without what it says of who asked. Returns its id. Raises UsageProblem."""
    text = kept_text(without_persons(question)[0], "vraag")
    if any(_FOLDED(row["question"]) == _FOLDED(text) for row in standing_questions(acts.ledger)):
        raise WrongState("Deze vraag staat er al.")
    about = fit_to_keep(subject, "onderwerp") if subject and subject.strip() else None
    with acts.ledger.transaction():
        row = {"question_id": _next_id(acts.ledger), "subject": about, "question": text, "answer": None,
               "asked_on": asked_on.isoformat() if asked_on else None, "published_on": None}  # fmt: skip
        acts.ledger.append("question_written", row, actor=by, at=at)
    return row["question_id"]


def answer_within(
    acts: Acts, question_id: str, answer: str, *, published_on: date | None, by: str, at: str | None = None
) -> None:
    """Keep the answer, and the day on which it is published. Raises NotFound, UsageProblem."""
    found = _standing(acts.ledger, question_id)
    row = {**{name: found[name] for name in _KEPT}, "answer": kept_text(without_persons(answer)[0], "antwoord"),
           "published_on": published_on.isoformat() if published_on else None}  # fmt: skip
    with acts.ledger.transaction():
        acts.ledger.append("question_written", row, actor=by, at=at)


def remove_within(acts: Acts, question_id: str, *, why: str, by: str) -> None:
    """Take a question away; the ledger keeps it, with the reason. Raises NotFound, UsageProblem."""
    require_reason(why)
    _standing(acts.ledger, question_id)
    with acts.ledger.transaction():
        payload = {"question_id": question_id, "why": fit_to_keep(why, "reden")}
        acts.ledger.append("question_removed", payload, actor=by)


def question_table(ledger: Ledger) -> pd.DataFrame:
    """As schemas.umbrella_questions: numbered in the order in which they were published."""
    table = pd.DataFrame(standing_questions(ledger), columns=list(_KEPT))
    shown = table[table["answer"].notna() & table["published_on"].notna()].sort_values(["published_on", "question_id"])
    numbers = pd.Series(range(1, len(shown) + 1), index=shown.index, dtype="Int64")
    days = {name: pd.to_datetime(table[name], format="%Y-%m-%d") for name in ("asked_on", "published_on")}
    return table.assign(number=numbers.reindex(table.index), **days)[list(UMBRELLA_QUESTIONS.columns)]


def _checked(row: Row) -> Row:
    if row["published_on"] and not row["answer"]:
        raise UsageProblem(
            f'De vraag "{row["question"][:60]}" heeft een dag van publicatie en geen antwoord. Er is niets bewaard.'
        )
    return row


def _standing(ledger: Ledger, question_id: str) -> Row:
    found = [row for row in standing_questions(ledger) if row["question_id"] == question_id]
    if not found:
        raise NotFound(f'Vraag "{question_id}" bestaat niet. Bekijk ze met "kwartaalbeeld questions".')
    return found[0]


def _next_id(ledger: Ledger) -> str:
    count = ledger.rows("select count(*) as many from umbrella_question")[0]["many"]
    return f"V{count + 1:04d}"
