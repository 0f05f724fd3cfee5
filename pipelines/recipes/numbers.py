"""Numbers as a recipe says that they are written, so that 1.234 has one meaning for the whole file."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache

from pipelines.recipes.declaration import Layout
from pipelines.sources.parsers import MISSING, Parsed, clean, parse_number

Reader = Callable[[str], Parsed]
_TYPED = re.compile(r"-?\d+,\d+", re.ASCII)
_TYPED_OR_THOUSANDS = re.compile(r"-?[1-9]\d{0,2},\d{3}", re.ASCII)


_EUROS = re.compile(r"^(?:€|eur(?:o)?\b)\s*|\s*(?:€|euro?)$|,-+$", re.IGNORECASE)


def without_euros(text: str) -> str:
    """€ 6.500,- is written 6.500."""
    return _EUROS.sub("", text)


def number_reader(layout: Layout, *, typed: bool) -> Reader:
    """Reads one cell, already cleaned: a value, the bound of a censored value, or the code of what is wrong.

    typed: the file holds numbers as numbers (a workbook). Those reach us with a decimal comma, whatever the recipe says
    of the texts beside them."""
    grouped = _grouped(layout.thousands, layout.decimal) if layout.thousands is not None else None

    def read(text: str) -> Parsed:
        text = without_euros(text)
        folded = text.casefold()
        if folded in layout.zero:
            return Parsed(0.0)
        if folded in layout.missing or folded in MISSING:
            return Parsed(code="missing_value")
        if len(text) < 15 and text.isascii() and text.isdecimal():
            return Parsed(float(text))
        if typed and layout.decimal == "." and _TYPED.fullmatch(text):
            return Parsed(code="ambiguous_number") if _TYPED_OR_THOUSANDS.fullmatch(text) else parse_number(text)
        if grouped is None:
            return parse_number(text, decimal=layout.decimal)
        plain = clean(text).removesuffix("%").strip()
        if plain.startswith(("#", "<")):
            return parse_number(text, decimal=layout.decimal)
        return grouped(plain)

    return cache(read)


def _grouped(thousands: str, decimal: str) -> Reader:
    marks = "".join(re.escape(mark) for mark in thousands)
    whole = rf"\d{{1,3}}(?:[{marks}]\d{{3}})+|\d+" if thousands else r"\d+"
    blank = r"\s?" if " " in thousands else ""
    form = re.compile(rf"(?P<sign>-?){blank}(?P<whole>{whole})(?:{re.escape(decimal)}(?P<rest>\d+))?", re.ASCII)

    def read(plain: str) -> Parsed:
        found = form.fullmatch(plain)
        if found is None:
            return Parsed(code="not_a_number")
        digits = re.sub(r"\D", "", found["whole"])
        number = float(Decimal(f"{found['sign']}{digits}.{found['rest'] or 0}"))
        return Parsed(number) if abs(number) < 1e15 else Parsed(code="not_a_number")

    return read
