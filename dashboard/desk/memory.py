"""What was computed or received a moment ago, kept for a while: bounded, and never keyed by what a user typed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

from pipelines import intake, record
from pipelines.intake import Case, Delivered, Home
from pipelines.record import Entry, OpenAnswer, Slate, Standing
from schemas.quarter import Quarter

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Memory(Generic[Key, Value]):
    """The last `most` values. What is kept is only ever read: it is shared by all sessions."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._kept: OrderedDict[Key, Value] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key) -> Value | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: Key, value: Value) -> None:
        with self._lock:
            self._kept[key] = value
            self._kept.move_to_end(key)
            while len(self._kept) > self.most:
                self._kept.popitem(last=False)

    def of(self, key: Key, make: Callable[[], Value]) -> Value:
        found = self.get(key)
        if found is None:
            found = make()
            self.put(key, found)
        return found


_CASES: Memory[tuple[Home, str, int], Case] = Memory(12)
_ARRIVED: Memory[str, Delivered] = Memory(200)  # by the id that Streamlit gives to one upload
_FRESH: Memory[tuple[Home, str], Delivered] = Memory(50)

_NAMES: Memory[tuple[Home, int], dict[str, str]] = Memory(4)


def provider_names(home: Home) -> dict[str, str]:
    """Name of every provider in the register, by its code."""
    return _NAMES.of((home, intake.position(home)), lambda: intake.provider_names(home))


_OPEN_ANSWERS: Memory[tuple[Home, int], list[OpenAnswer]] = Memory(1)


def open_answers(home: Home) -> list[OpenAnswer]:
    """As record.open_answers, asked once for each position of the ledger."""
    return _OPEN_ANSWERS.of((home, intake.position(home)), lambda: record.open_answers(home))


_ENTRIES: Memory[tuple[Home, int], list[Entry]] = Memory(1)


def entries(home: Home) -> list[Entry]:
    """As record.entries_to_review, asked once for each position of the ledger."""
    return _ENTRIES.of((home, intake.position(home)), lambda: record.entries_to_review(home))


_STANDING: Memory[tuple[Home, int, Quarter], Standing] = Memory(4)


def labour_standing(home: Home, until: Quarter) -> Standing:
    """As record.labour_standing, asked once for each position of the ledger."""
    key = (home, intake.position(home), until)
    return _STANDING.of(key, lambda: record.labour_standing(home, until=until))


_SLATES: Memory[tuple[Home, int, str], Slate] = Memory(4)


def entry_slate(home: Home, provider_id: str) -> Slate:
    """As record.entry_slate, asked once for each position of the ledger. Raises what that raises."""
    key = (home, intake.position(home), provider_id)
    return _SLATES.of(key, lambda: record.entry_slate(home, provider_id))


_TITLES: Memory[tuple[Home, int, str], dict[str, str]] = Memory(20)


def sub_agreements(home: Home, provider: str = "") -> dict[str, str]:
    """Title of every sub-agreement (of one provider, where it is named), by its code."""
    key = (home, intake.position(home), provider)
    return _TITLES.of(key, lambda: intake.sub_agreement_titles(home, provider))


def case_of(home: Home, delivery_id: str) -> Case:
    """As intake.case, computed once for each position of the ledger. Raises what intake.case raises."""
    return _CASES.of((home, delivery_id, intake.position(home)), lambda: intake.case(home, delivery_id))


_WEIGHED: Memory[tuple[Home, str, int], Case] = Memory(12)


def weighed(home: Home, found: Case) -> Case:
    """As intake.weighed, computed once for each position of the ledger. Raises what that raises."""
    key = (home, found.delivery["delivery_id"], intake.position(home))
    return _WEIGHED.of(key, lambda: intake.weighed(home, found))


def case_is_ready(home: Home, delivery_id: str) -> bool:
    return _CASES.get((home, delivery_id, intake.position(home))) is not None


def arrival(upload_id: str) -> Delivered | None:
    """What became of an upload that was delivered already: a page may run twice for one drop."""
    return _ARRIVED.get(upload_id)


def remember_arrival(home: Home, upload_id: str, delivered: Delivered) -> None:
    _ARRIVED.put(upload_id, delivered)
    if delivered.delivery_id and not delivered.known:
        _FRESH.put((home, delivered.delivery_id), delivered)


def fresh(home: Home, delivery_id: str) -> Delivered | None:
    """A delivery as it was checked on arrival, while this process remembers it."""
    return _FRESH.get((home, delivery_id))
