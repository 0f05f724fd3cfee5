"""How people of the sample answer: more agree than not, grades around seven and a half, and some do not know."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

_AGREE = ("helemaal niet mee eens", "niet mee eens", "neutraal", "mee eens", "helemaal mee eens")
_BORDERS = (-2.1, -1.35, -0.75, 0.75)  # of the liking of somebody, from one answer to the next


def agreed(
    rng: np.random.Generator, liking: np.ndarray, *, step: float = 0.0, unknown: float = 0.04, empty: float = 0.02
) -> list[str]:
    """Answers to a statement. `step`: how much easier it is to agree with than another."""
    felt = liking + step + rng.normal(0, 0.7, len(liking))
    words = [_AGREE[at] for at in np.searchsorted(_BORDERS, felt)]
    chance = rng.random(len(liking))
    without = {True: "weet niet", False: ""}
    return [without[lot < unknown] if lot < unknown + empty else word for word, lot in zip(words, chance, strict=True)]


def grades(rng: np.random.Generator, liking: np.ndarray) -> list[int]:
    """Whole grades, most a seven or an eight."""
    felt = 7.5 + 0.95 * liking + rng.normal(0, 0.6, len(liking))
    return np.clip(np.floor(felt + 0.5), 1, 10).astype(int).tolist()


def recommendations(rng: np.random.Generator, liking: np.ndarray) -> list[int]:
    felt = 7.6 + 1.2 * liking + rng.normal(0, 0.9, len(liking))
    return np.clip(np.floor(felt + 0.5), 0, 10).astype(int).tolist()


def said(question: str, words: Sequence[str], counts: np.ndarray, unknown: int) -> list[dict[str, object]]:
    """Rows of the sheet `uitkomsten`: how many gave each answer, and who did not know."""
    n = int(counts.sum())
    rows: list[dict[str, object]] = [
        {"question": question, "answer": word, "number": int(count), "n": n}
        for word, count in zip(words, counts, strict=True)
    ]
    return [*rows, {"question": question, "answer": "weet niet", "number": unknown}]
