"""What pages and commands ask and tell about entries of social return: judging and typing them, each in an act of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.acts import acting
from pipelines.errors import UsageProblem
from pipelines.ledger import day_of, utc_now
from pipelines.place import Home
from pipelines.social_return.asking import answer_within, ask_within
from pipelines.social_return.entering import (
    Entered,
    Slate,
    enter_entry_within,
    providers_within,
    slate_within,
    withdraw_entry_within,
)
from pipelines.social_return.reviewing import Entry, compare_entries_within, entries_within, stored_entry
from pipelines.social_return.reviewing import decide_within as decide_entries
from pipelines.social_return.what_if import Answer, Change, what_if
from schemas.quarter import Quarter


def entry_providers(home: Home) -> dict[str, str]:
    """Name of every provider whose obligations stand, by its code."""
    with acting(home) as acts:
        return providers_within(acts)


def entry_slate(home: Home, provider_id: str) -> Slate:
    """What an entry of this provider may be typed into, and what stands. Raises NotFound."""
    with acting(home) as acts:
        return slate_within(acts, provider_id, today=day_of(utc_now()).date())


def enter_entry(home: Home, told: Mapping[str, str], quarter: Quarter, *, by: str, new: bool = False) -> Entered:
    """As `entering.enter_entry_within`."""
    with acting(home) as acts:
        return enter_entry_within(acts, told, quarter, by=by, new=new)


def withdraw_entry(home: Home, provider_id: str, entry_id: str, quarter: Quarter, *, by: str) -> Entered:
    """As `entering.withdraw_entry_within`."""
    with acting(home) as acts:
        return withdraw_entry_within(acts, provider_id, entry_id, quarter, by=by)


def entries_to_review(home: Home) -> list[Entry]:
    """Every entry of social return in the newest state of each provider; what waits for a judgement first."""
    with acting(home) as acts:
        return entries_within(acts)


def approve_entries(home: Home, entry_ids: Sequence[str], *, by: str) -> int:
    """Let entries of social return count; of custom work the second person does. Returns how many."""
    with acting(home) as acts:
        return decide_entries(acts, entry_ids, approve=True, by=by)


def ask_about_entry(home: Home, entry_id: str, text: str, *, by: str) -> None:
    """Ask something about an entry before judging it. Raises NotFound, UsageProblem."""
    if not text.strip():
        raise UsageProblem("Schrijf de vraag op; leeg kan zij niet zijn.")
    with acting(home) as acts:
        ask_within(acts, stored_entry(acts, entry_id), text, by=by)


def answer_about_entry(home: Home, question: int, text: str, *, by: str) -> None:
    """Write down what was answered. Raises NotFound, WrongState, UsageProblem."""
    if not text.strip():
        raise UsageProblem("Schrijf het antwoord op; leeg kan het niet zijn.")
    with acting(home) as acts:
        answer_within(acts, question, text, by=by)


def compare_entries(home: Home, entry_id: str, *, twice: bool, why: str, by: str) -> None:
    """Say whether an entry that looks like another is the same placement: then it does not count. Remembered."""
    with acting(home) as acts:
        compare_entries_within(acts, entry_id, twice=twice, why=why, by=by)


def what_if_entry(home: Home, change: Change) -> Answer:
    """Where an obligation would end if one entry lasted longer or took more hours. Nothing is kept. Raises NotFound,
    UsageProblem."""
    with acting(home) as acts:
        return what_if(acts, change)


def reject_entries(home: Home, entry_ids: Sequence[str], *, why: str, by: str) -> int:
    """Say that entries do not count, and why. Returns how many."""
    with acting(home) as acts:
        return decide_entries(acts, entry_ids, approve=False, why=why, by=by)
