"""Our own files as TOML text that a person can read and change."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal


def section(name: str, values: Mapping[str, object], comment: str = "", *, many: bool = False) -> Iterable[str]:
    """The lines of a table, or of one of `many`; none where it holds nothing."""
    if not values:
        return
    yield ""
    if comment:
        yield f"# {comment}"
    yield f"[[{name}]]" if many else f"[{name}]"
    for key, value in values.items():
        yield f"{_key(key)} = {value_of(value)}"


def text_of(text: str) -> str:
    """A basic string. JSON writes the same, apart from DEL, which TOML refuses as it is."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else text_of(name)


def value_of(value: object) -> str:
    """Raises TypeError for what has no place in TOML."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case Decimal():
            return f"{value.normalize():f}"
        case date():
            return value.isoformat()
        case str():
            return text_of(str(value))
        case list() | tuple():
            return f"[{', '.join(value_of(item) for item in value)}]"
        case Mapping():
            return f"{{ {', '.join(f'{_key(str(key))} = {value_of(item)}' for key, item in value.items())} }}"
    raise TypeError(type(value))
