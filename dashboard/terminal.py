"""The command line's own words in Dutch, for which click speaks through gettext; and texts of others, shown harmlessly."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from typing import Any

_WORDS = {
    "Aborted!": "Afgebroken.",
    "Options": "Opties",
    "Positional arguments": "Gegevens",
    "Commands": "Opdrachten",
    "Usage:": "Gebruik:",
    "Missing command.": "Er is geen opdracht gegeven.",
    "Missing argument": "Er ontbreekt een gegeven",
    "Missing option": "Er ontbreekt een optie",
    "Missing parameter": "Er ontbreekt een gegeven",
    "Missing {param_type}": "Er ontbreekt een gegeven",
    "Missing parameter: {param_name}": "Er ontbreekt een gegeven: {param_name}",
    "Choose from:\n\t{choices}": "Kies uit:\n\t{choices}",
    "Error: {message}": "Fout: {message}",
    "Try '{command} {option}' for help.": 'Hulp: "{command} {option}".',
    "Invalid value: {message}": "Dit klopt niet: {message}",
    "Invalid value for {param_hint}: {message}": "Dit klopt niet bij {param_hint}: {message}",
    "No such option {name!r}.": "De optie {name} bestaat niet. Begint een tekst met een streepje? Zet dan -- voor de teksten.",
    "No such option: {name}": "De optie {name} bestaat niet. Begint een tekst met een streepje? Zet dan -- voor de teksten.",
    "No such command {name!r}.": "De opdracht {name} bestaat niet.",
    "Option {name!r} requires an argument.": "Bij de optie {name} hoort een waarde.",
    "Option {name!r} does not take a value.": "Bij de optie {name} hoort geen waarde.",
    "{value!r} does not match the format {format}.": "{value!r} is geen dag. Schrijf die als 31-12-2026 of 2026-12-31.",
    "{value!r} does not match the formats {formats}.": "{value!r} is geen dag. Schrijf die als 31-12-2026 of 2026-12-31.",
    "Show this message and exit.": "Toon deze hulp.",
    "default: {default}": "standaard: {default}",
    "env var: {var}": "omgevingsvariabele: {var}",
    "required": "verplicht",
    "Got unexpected extra argument ({args})": "Er staat iets te veel: {args}",
    "Got unexpected extra arguments ({args})": "Er staat iets te veel: {args}",
    "{value!r} is not {choice}.": "{value} bestaat niet; kies {choice}.",
    "{value} is not in the range {range}.": "{value} ligt niet tussen de grenzen ({range}).",
    "{value!r} is not one of {choices}.": "{value} hoort niet bij: {choices}.",
    "{value!r} is not a valid {number_type}.": "{value} is geen getal.",
    "{name} {filename!r} is a file.": "{filename} is een bestand, geen map.",
    "{name} {filename!r} is a directory.": "{filename} is een map, geen bestand.",
    "Did you mean {possibility}?": "Bedoelt u {possibility}?",
    "Did you mean one of: {possibilities}?": "Bedoelt u een van deze: {possibilities}?",
    "(Did you mean one of: {possibilities}?)": "(Bedoelt u een van deze: {possibilities}?)",
    "(Did you mean one of: {suggestions}?)": "(Bedoelt u: {suggestions}?)",
    "Did you mean {suggestion!r}?": "Bedoelt u {suggestion}?",
}
_MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "types")


def dutch(text: str) -> str:
    return _WORDS.get(text, text)


def dutch_plural(one: str, many: str, count: int) -> str:
    return dutch(one if count == 1 else many)


def speak_dutch() -> None:
    """Replace click's gettext functions. Its modules import them by name, so each is told."""
    for name in _MODULES:
        module = importlib.import_module(f"click.{name}")
        for function, ours in (("_", dutch), ("ngettext", dutch_plural)):
            if hasattr(module, function):
                setattr(module, function, ours)


# marks that turn the direction of a line, and codes that a terminal obeys; not tab, line end or return
_OBEYED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def visible(text: str) -> str:
    """The text with the name of each such mark in its place: [U+202E]."""
    return _OBEYED.sub(lambda mark: f"[U+{ord(mark.group()):04X}]", text)


def show_marks(*streams: Any) -> None:
    """Streams as `sys.stdout`. On a terminal a text that somebody wrote cannot turn the line, or move the cursor. What goes to a file or another
    program stays as it was written."""
    for stream in streams:
        if stream.isatty():
            stream.write = _seen(stream.write)


def _seen(write: Callable[[str], int]) -> Callable[[str], int]:
    return lambda text: write(visible(text))
