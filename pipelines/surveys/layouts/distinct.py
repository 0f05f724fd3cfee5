"""The different texts of a column of answers, and where each stands: few where the cells are many."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_BARE = re.compile(r"-?\d{1,3}")
_LABELLED = re.compile(r"(-?\d{1,3})\s*(?:\((?P<inside>[^()]*\D[^()]*)\)|(?:[-–=:]\s+|\.\s+)(?P<after>[^\W\d].*))")


@dataclass(frozen=True, eq=False)
class Distinct:
    """`codes` gives per row the place of its text in `texts`, -1 for no answer. Texts are trimmed."""

    codes: np.ndarray
    texts: list[str]

    @classmethod
    def of(cls, column: pd.Series, empty: frozenset[str] = frozenset({""})) -> Distinct:
        """Texts that differ in blanks only are one text."""
        codes, words = pd.factorize(column)
        places: dict[str, int] = {}
        new = np.empty(len(words) + 1, dtype=np.int64)
        new[-1] = -1
        for old, word in enumerate(words):
            text = " ".join(str(word).split())
            new[old] = -1 if text.casefold() in empty else places.setdefault(text, len(places))
        return cls(new[codes], list(places))

    @cached_property
    def counts(self) -> np.ndarray:
        """How often each text stands there."""
        return np.bincount(self.codes[self.codes >= 0], minlength=len(self.texts))

    @property
    def filled(self) -> np.ndarray:
        return self.codes >= 0

    def spread(self, by_text: Sequence[bool]) -> np.ndarray:
        """A truth per text as one per row; False where there is no answer."""
        return np.array([*by_text, False], dtype=bool)[self.codes]

    def series(self, index: pd.Index) -> pd.Series:
        """The texts by row; '' where there is none."""
        values = pd.array([*self.texts, ""], dtype="str")
        return pd.Series(values.take(np.where(self.codes < 0, len(self.texts), self.codes)), index=index)

    def renamed(self, texts: Sequence[str]) -> Distinct:
        """Other words for the texts; those that become one are counted together."""
        places: dict[str, int] = {}
        new = np.array([*(places.setdefault(text, len(places)) for text in texts), -1], dtype=np.int64)
        return Distinct(new[self.codes], list(places))

    def spelled_alike(self) -> Distinct:
        """Texts that differ in capitals are one answer, in its commonest spelling."""
        best: dict[str, str] = {}
        for place in np.argsort(-self.counts, kind="stable"):
            best.setdefault(self.texts[place].casefold(), self.texts[place])
        return self if len(best) == len(self.texts) else self.renamed([best[text.casefold()] for text in self.texts])

    def answers(self) -> Distinct:
        """Answers as a person means them: 8.0 is 8; "1 (None at all)" among bare numbers is the number, and a label
        behind a number where every answer has both is the label, for the number is only somebody's code."""
        if self.texts and all(map(_NUMBER.fullmatch, self.texts)):
            return self.renamed([re.sub(r"\.0+$", "", text) for text in self.texts])
        labelled = [_LABELLED.fullmatch(text) for text in self.texts]
        if not any(labelled):
            return self
        bare = [bool(_BARE.fullmatch(text)) for text in self.texts]
        if any(bare) and all(match or number for match, number in zip(labelled, bare, strict=True)):
            return self.renamed([match[1] if match else text for match, text in zip(labelled, self.texts, strict=True)])
        if len(labelled) > 2 and all(labelled):
            labels = [(match["inside"] or match["after"]).strip() for match in labelled if match]
            return self.renamed(labels) if len(set(labels)) == len(labels) else self
        return self
