"""Acts of a talk, each in an act of its own on a home: what `pipelines.record` shows of this room."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from pipelines.acts import acting
from pipelines.errors import NothingPublished
from pipelines.ledger import Ledger, looking
from pipelines.place import Home
from pipelines.settings import load_settings
from pipelines.talk import settling, whole, writing
from pipelines.talk.differing import EditionDifference, Known, differences_of
from pipelines.talk.freezing import Documents, Settled, no_documents
from pipelines.talk.now import TalkNow, published_names, published_quarters, talk_now, talks_of_quarter
from pipelines.talk.reminding import Duty, ToDo, calendar, of_owner, to_do_csv, to_do_of
from pipelines.talk.said_since import SaidDifference, said_since

__all__ = [  # beside the functions below
    "Duty", "EditionDifference", "Known", "SaidDifference", "Settled", "TalkNow", "ToDo", "calendar", "published_names", "published_quarters", "talk_now",
    "talks_of_quarter", "to_do_csv",
]  # fmt: skip


def plan_talk(home: Home, provider_id: str, quarter: str, *, on: date, present: Sequence[str] = (), by: str) -> None:
    """As `writing.plan_within`."""
    with acting(home) as acts:
        writing.plan_within(acts, provider_id, quarter, on=on, present=present, by=by)


def discuss_talk(home: Home, provider_id: str, quarter: str, *, on: date, present: Sequence[str], by: str) -> None:
    """As `writing.discuss_within`."""
    with acting(home) as acts:
        writing.discuss_within(acts, provider_id, quarter, on=on, present=present, by=by)


def comment(
    home: Home,
    provider_id: str,
    quarter: str,
    *,
    indicator: str,
    text: str,
    function: str,
    by: str,
    sub_agreement_id: str | None = None,
) -> None:
    """As `writing.comment_within`: duiding of one side at a published figure."""
    with acting(home) as acts:
        writing.comment_within(
            acts, provider_id, quarter, indicator=indicator, sub_agreement_id=sub_agreement_id, text=text,
            function=function, by=by,
        )  # fmt: skip


def withdraw_comment(
    home: Home,
    provider_id: str,
    quarter: str,
    *,
    indicator: str,
    side: str,
    by: str,
    sub_agreement_id: str | None = None,
) -> None:
    """As `writing.withdraw_comment_within`."""
    with acting(home) as acts:
        writing.withdraw_comment_within(
            acts, provider_id, quarter, indicator=indicator, sub_agreement_id=sub_agreement_id, side=side, by=by
        )


def note(home: Home, provider_id: str, quarter: str, *, kind: str, text: str, function: str, by: str) -> str:
    """As `writing.note_within`: a signal or an open question. Returns its id."""
    with acting(home) as acts:
        return writing.note_within(acts, provider_id, quarter, kind=kind, text=text, function=function, by=by)


def answer(home: Home, note_id: str, quarter: str, *, text: str, function: str, by: str) -> None:
    """As `writing.answer_within`."""
    with acting(home) as acts:
        writing.answer_within(acts, note_id, quarter, text=text, function=function, by=by)


def remove_note(home: Home, note_id: str, *, by: str) -> None:
    """As `writing.remove_note_within`."""
    with acting(home) as acts:
        writing.remove_note_within(acts, note_id, by=by)


def open_action(
    home: Home,
    provider_id: str,
    quarter: str,
    *,
    text: str,
    owner: str,
    due_on: date,
    escalation: str,
    by: str,
    indicator: str | None = None,
) -> str:
    """As `writing.open_action_within`. Returns the id of the action point."""
    with acting(home) as acts:
        return writing.open_action_within(
            acts, provider_id, quarter, text=text, owner=owner, due_on=due_on, escalation=escalation,
            indicator=indicator, by=by,
        )  # fmt: skip


def change_action(
    home: Home,
    action_id: str,
    quarter: str,
    *,
    by: str,
    state: str | None = None,
    escalation: str | None = None,
    owner: str | None = None,
    due_on: date | None = None,
    result: str | None = None,
) -> None:
    """As `writing.change_action_within`."""
    with acting(home) as acts:
        writing.change_action_within(
            acts, action_id, quarter, state=state, escalation=escalation, owner=owner, due_on=due_on, result=result,
            by=by,
        )  # fmt: skip


def settle_talk(home: Home, provider_id: str, quarter: str, *, by: str, documents: Documents = no_documents) -> Settled:
    """As `settling.settle_within`. `documents` is given what is being settled, with the file of its publication, and
    gives back the finished files by name; they are kept as they are."""
    with acting(home) as acts:
        return settling.settle_within(acts, provider_id, quarter, by=by, documents=documents)


def reopen_talk(home: Home, provider_id: str, quarter: str, *, why: str, by: str) -> None:
    """As `settling.reopen_within`."""
    with acting(home) as acts:
        settling.reopen_within(acts, provider_id, quarter, why=why, by=by)


def settle_quarter(home: Home, quarter: str, *, by: str, why: str = "", documents: Documents = no_documents) -> Settled:
    """As `whole.settle_whole_within`; `documents` as in `settle_talk`."""
    with acting(home) as acts:
        return whole.settle_whole_within(acts, quarter, by=by, why=why, documents=documents)


def reopen_quarter(home: Home, quarter: str, *, why: str, by: str) -> None:
    """As `whole.reopen_whole_within`."""
    with acting(home) as acts:
        whole.reopen_whole_within(acts, quarter, why=why, by=by)


@contextmanager
def _reading(home: Home) -> Generator[Ledger]:
    """The ledger alone: who only looks waits for nobody."""
    with looking(home) as ledger:
        yield ledger


def editions(home: Home) -> list[dict[str, Any]]:
    """Every edition, oldest first: edition_id, provider_id, quarter, content_hash, data_sha256, documents (sha256 by
    name), settled_by, settled_at, replaced."""
    with _reading(home) as ledger:
        return settling.editions_of(ledger)


def edition(home: Home, edition_id: str) -> dict[str, bytes]:
    """The plain files of an edition by name, as frozen. Raises NotFound, IntegrityBroken."""
    with _reading(home) as ledger:
        return settling.files_of(home, ledger, edition_id)


def edition_document(home: Home, edition_id: str, name: str) -> bytes:
    """A document of an edition, as it was made when the talk was settled. Raises NotFound, IntegrityBroken."""
    with _reading(home) as ledger:
        return settling.document_of(home, ledger, edition_id, name)


def edition_differences(home: Home, edition_id: str) -> list[EditionDifference]:
    """As `differing.differences_of`: what was known at the talk beside what is published now."""
    with _reading(home) as ledger:
        return differences_of(home, ledger, edition_id)


def edition_words(home: Home, edition_id: str) -> list[SaidDifference]:
    """As `said_since.said_since`: what was written and agreed at the talk beside what stands there now."""
    with _reading(home) as ledger:
        return said_since(home, ledger, edition_id)


def to_do(home: Home, owner: str | None = None) -> list[ToDo]:
    """Everything that is open today, by owner and then by day; or of whom the name holds `owner`. Raises NotFound where
    nobody is called so."""
    with _reading(home) as ledger:
        try:
            names = published_names(home)
        except NothingPublished:
            names = {}
        found = to_do_of(ledger, names, load_settings(home.root), today=datetime.now(UTC).date())
    return found if owner is None else of_owner(found, owner, list(names.values()))
