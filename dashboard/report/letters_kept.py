"""What may stand in a line of text: no control characters, no marks that turn the reading direction around."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

UNPRINTABLE = "\ufffd"
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")

_ESCAPED = re.compile(r"\\[bfnrtu]")  # a control character in JSON


def clean(value: Any) -> Any:
    """A text, or all texts in a structure, on one line each; letters of any script stay."""
    if isinstance(value, str):
        return value if value.isprintable() else "".join(map(_printable, value))  # all that is changed is unprintable
    if isinstance(value, dict):
        return {key: clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [clean(item) for item in value]
    return value


def clean_json(value: Any) -> str:
    """The structure as JSON, its texts clean. Most have nothing to clean: that is seen in the whole text at once."""
    text = json.dumps(value, ensure_ascii=False)
    if not _ESCAPED.search(text) and all(_printable(character) == character for character in set(text)):
        return text
    return json.dumps(clean(value), ensure_ascii=False)


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
