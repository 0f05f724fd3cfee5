"""The word columns of a frame as whole numbers, so that a million rows are compared at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Groups:
    """Rows that belong together. `number` (per row) is -1 where a row is left out; `first` and `last` are the row
    positions at which each group begins and ends."""

    number: Ints
    first: Ints
    last: Ints

    def __len__(self) -> int:
        return len(self.first)

    def latest(self, values: Floats, where: Bools) -> Floats:
        """Per group the last value among the rows of `where`; nan for a group without."""
        found = np.full(len(self), np.nan)
        found[self.number[where]] = values[where]
        return found


@dataclass(frozen=True)
class Coded:
    """Rows of a frame by position. `codes` holds per column the number of its word in `words`, -1 for nothing."""

    words: dict[str, list[object]]
    codes: dict[str, Ints]

    @classmethod
    def of(cls, frame: pd.DataFrame, names: Iterable[str]) -> Coded:
        words: dict[str, list[object]] = {}
        codes: dict[str, Ints] = {}
        for name in names:
            numbers, distinct = pd.factorize(frame[name].array)
            codes[name], words[name] = numbers.astype(np.int64), list(distinct)
        return cls(words, codes)

    def here(self, name: str) -> Bools:
        """Where the column holds a word."""
        return self.codes[name] >= 0

    def word(self, name: str, at: int) -> str | None:
        """The word in one row."""
        code = self.codes[name][at]
        return None if code < 0 else str(self.words[name][code])

    def flag(self, name: str, test: Callable[[str], object]) -> Bools:
        """Per row whether its word passes the test; False where there is no word. Each word is asked once."""
        return np.array([bool(test(str(word))) for word in self.words[name]] + [False])[self.codes[name]]

    def rank(self, name: str) -> Ints:
        """Per row the place of its word in alphabetical order."""
        order = {word: place for place, word in enumerate(sorted(map(str, self.words[name])))}
        return np.array([order[str(word)] for word in self.words[name]] + [-1], dtype=np.int64)[self.codes[name]]

    def groups(self, *names: str, within: Bools | None = None) -> Groups:
        """Rows with the same words in these columns, numbered by first appearance; nothing equals nothing."""
        key = np.zeros(len(self.codes[names[0]]), dtype=np.int64)
        largest = 1
        for name in names:
            size = len(self.words[name]) + 1
            if largest * size > 2**62:
                key = pd.factorize(key)[0].astype(np.int64)
                largest = int(key.max(initial=0)) + 1
            key = key * size + self.codes[name] + 1
            largest *= size
        where = np.arange(len(key)) if within is None else np.flatnonzero(within)
        numbers, distinct = pd.factorize(key[where])
        number = np.full(len(key), -1, dtype=np.int64)
        number[where] = numbers
        first, last = np.zeros((2, len(distinct)), dtype=np.int64)
        first[numbers[::-1]] = where[::-1]
        last[numbers] = where
        return Groups(number, first, last)
