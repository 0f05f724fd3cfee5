"""What the page asked a moment ago: until somebody writes, publishes or settles, or the day turns, it is the same."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from dashboard.desk.acting import home
from dashboard.desk.memory import Memory
from pipelines import intake, record
from pipelines.intake import Home
from pipelines.record import EditionDifference, SaidDifference, TalkNow

_Key = tuple[Home, int, str, str, str]  # and what is asked for
_TALKS: Memory[_Key, TalkNow] = Memory(20)
_LISTS: Memory[_Key, list[dict[str, Any]]] = Memory(8)
_SINCE: Memory[_Key, tuple[list[EditionDifference], list[SaidDifference]]] = Memory(20)


def _key(one: str, other: str = "") -> _Key:
    return home(), intake.position(home()), datetime.now(UTC).date().isoformat(), one, other


def talk(provider_id: str, quarter: str) -> TalkNow:
    return _TALKS.of(_key(provider_id, quarter), lambda: record.talk_now(home(), provider_id, quarter))


def talks(quarter: str) -> list[dict[str, Any]]:
    return _LISTS.of(_key(quarter), lambda: record.talks_of_quarter(home(), quarter))


def since(edition_id: str) -> tuple[list[EditionDifference], list[SaidDifference]]:
    """Of figures, and of what was written and agreed."""
    return _SINCE.of(
        _key(edition_id),
        lambda: (record.edition_differences(home(), edition_id), record.edition_words(home(), edition_id)),
    )
