"""Words as files write them: each word of ours with the other names that mean it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from schemas.vocabulary import Word

W = TypeVar("W", bound=Word)


def folded(text: str) -> str:
    """Without case and double blanks."""
    return " ".join(text.casefold().split())


def by_name(names: Mapping[W, tuple[str, ...]]) -> dict[str, W]:
    """Code, label and every other name of a word, folded -> the word."""
    return {folded(name): word for word, others in names.items() for name in (word.value, word.label, *others)}
