"""Whether a column holds free text: what people wrote in their own words is never among the answers."""

from __future__ import annotations

import re

import numpy as np

from pipelines.surveys.layouts.distinct import Distinct

CLOSED = 12  # so many different answers a closed question may have
_NUMERIC = re.compile(r"[-+<>≥≤]?\s*\d+(?:[.,]\d+)?\+?%?")
_WRITTEN_ONCE, _LONG = 0.2, 25
_OTHER_CODE = re.compile(r"\w+_(?:other|anders|overig|open|toelichting|text|tekst)")
OPEN_WORDS = (
    "open-ended response", "open antwoord", "vrij antwoord", "onbeperkt antwoord", "open response", "toelichting",
    "other (please specify)", "anders (geef nadere toelichting)", "anders, namelijk", "overig (geef nadere toelichting)",
    "anders (geef aan)", "overige (geef aan)", "other (specify)", "andere (specificeren)",
)  # fmt: skip


def says_open(text: str) -> bool:
    """Whether the words above a column, or above an option of it, ask for a text."""
    plain = " ".join(text.casefold().split()).rstrip(":.")
    return plain in OPEN_WORDS or bool(_OTHER_CODE.fullmatch(plain))


def is_open(texts: Distinct) -> bool:
    """More than twelve different answers of which a fifth was given once; or, where there are fewer, most given once and
    longer than an answer that is ticked. Numbers are never free text."""
    if len(texts.texts) < 3 or all(map(_NUMERIC.fullmatch, texts.texts)):
        return False
    once = texts.counts == 1
    share = once.sum() / texts.counts.sum()
    if len(texts.texts) > CLOSED and share >= _WRITTEN_ONCE:
        return not _mostly_numbers(texts)
    lengths = np.array([len(text) for text in texts.texts])
    return bool(share > 0.5 and np.median(lengths[once]) > _LONG)


def has_typed(texts: Distinct) -> bool:
    """Whether people typed an answer of their own among those they could choose: more different answers than a closed
    question has, and some given once."""
    return len(texts.texts) > CLOSED and bool((texts.counts == 1).any()) and not _mostly_numbers(texts)


def _mostly_numbers(texts: Distinct) -> bool:
    """A number that some wrote in words is still a number: the rest is told when it is read."""
    numeric = np.array([bool(_NUMERIC.fullmatch(text)) for text in texts.texts])
    return bool(texts.counts[numeric].sum() >= 0.9 * texts.counts.sum())
