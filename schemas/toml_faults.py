"""Where a file in TOML cannot be read, in Dutch: tomllib says it in English."""

from __future__ import annotations

import re
import tomllib

_WHERE = re.compile(r"\(at line (\d+), column (\d+)\)")


def where_it_breaks(problem: tomllib.TOMLDecodeError | UnicodeDecodeError) -> str:
    """Half a sentence: which line to look at."""
    if isinstance(problem, UnicodeDecodeError):
        return "het is niet opgeslagen als UTF-8"
    found = _WHERE.search(str(problem))
    if found is None:
        return "het einde ontbreekt, zoals een aanhalingsteken of een haakje dat sluit"
    return f"kijk op regel {found[1]}, bij teken {found[2]}; tekst staat tussen aanhalingstekens"
