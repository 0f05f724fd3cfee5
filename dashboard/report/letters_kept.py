"""What may stand in a line of text: no control characters, no marks that turn the reading direction around."""

from __future__ import annotations

import unicodedata
from typing import Any

UNPRINTABLE = "\ufffd"
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


def clean(value: Any) -> Any:
    """A text, or all texts in a structure, on one line each; letters of any script stay."""
    if isinstance(value, str):
        return value if value.isprintable() else "".join(map(_printable, value))  # all that is changed is unprintable
    if isinstance(value, dict):
        return {key: clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [clean(item) for item in value]
    return value


def _printable(character: str) -> str:
    if character in _BIDI:
        return ""
    match unicodedata.category(character):
        case "Cc" | "Zl" | "Zp":
            return " "
        case "Co" | "Cs" | "Cn":
            return UNPRINTABLE
        case _:
            return character
