"""Dutch text to values: numbers, dates, periods and words. One meaning or a code that names why not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pipelines.reading.facts import NOT_CALCULATED
from schemas.dimensions import Field, Kind
from schemas.quarter import MONTH_NAMES, NotAPeriod, parse_period
from schemas.synonyms import folded

MISSING = frozenset({"", "-", "--", "–", "n.v.t.", "n.v.t", "nvt", "onbekend", "?", "x", "geen opgave"})

_BELOW = re.compile(r"(?:<|minder dan|kleiner dan)\s*(\d+)", re.ASCII | re.IGNORECASE)
_DUTCH = re.compile(r"-?(?:\d+|\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?: \d{3})+)(?:,\d+)?", re.ASCII)
_DUTCH_THOUSANDS = re.compile(r"-?\d{1,3}(?:\.\d{3})+,\d+", re.ASCII)
_AMBIGUOUS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}", re.ASCII)
_POINT = re.compile(r"-?\d+\.\d+", re.ASCII)
_ENGLISH = re.compile(r"-?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?", re.ASCII)
_DATES = (
    re.compile(r"(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})[-/.](?P<y>\d{4})", re.ASCII),
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?:[ T]00:00(?::00)?)?", re.ASCII),
)
# what Excel makes of 1-2 or 2/3, as a date cell or as its text in a CSV file
_MONTH = "|".join(name[:3] for name in MONTH_NAMES) + "|mrt"
_MADE_A_DATE = re.compile(
    rf"(?:19|20)\d\d-\d\d-\d\d(?:[ T]00:00(?::00)?)?|\d{{1,2}}[-/]\d{{1,2}}[-/](?:19|20)\d\d|"
    rf"\d{{1,2}}[-/ ](?:{_MONTH})\.?|(?:{_MONTH})\.?[-/ ]\d\d",
    re.ASCII | re.IGNORECASE,
)
_FLAGS = {"ja": True, "j": True, "1": True, "waar": True, "true": True, "x": True,
          "nee": False, "n": False, "0": False, "onwaar": False, "false": False}  # fmt: skip
_DATE_IN_WORDS = re.compile(r"(?P<d>\d{1,2})\s+(?P<n>[a-z]{3,9})\.?\s+(?P<y>\d{4})", re.ASCII)


@dataclass(frozen=True)
class Parsed:
    """A value, or a code that says why there is none, or the bound of a censored value (`<5` -> 5). `repaired` is the
    value as it was mended, to be said to the sender."""

    value: object = None
    code: str | None = None
    below: float | None = None
    repaired: str | None = None


def clean(text: str) -> str:
    """Trim, turn non-breaking and repeated blanks into one blank, and write each character in one way (NFC)."""
    return re.sub(r"[\s\u00a0]+", " ", unicodedata.normalize("NFC", text)).strip()


def is_missing(text: str) -> bool:
    return clean(text).casefold() in MISSING


def parse_number(text: str, *, decimal: str = ",") -> Parsed:
    """Read a number in Dutch notation (or with a decimal point where a recipe says so)."""
    plain = clean(text).removesuffix("%").strip()
    if plain.startswith("#"):
        return Parsed(code="excel_error")
    if match := _BELOW.fullmatch(plain):
        return Parsed(below=float(match[1]))
    if decimal == ".":
        return _value(plain.replace(",", "")) if _ENGLISH.fullmatch(plain) else Parsed(code="not_a_number")
    if _DUTCH.fullmatch(plain) or _DUTCH_THOUSANDS.fullmatch(plain):
        return _value(plain.replace(".", "").replace(" ", "").replace(",", "."))
    if _AMBIGUOUS.fullmatch(plain):
        return Parsed(code="ambiguous_number")
    return _value(plain) if _POINT.fullmatch(plain) else Parsed(code="not_a_number")


def _value(text: str) -> Parsed:
    number = float(Decimal(text))
    return Parsed(number) if abs(number) < 1e15 else Parsed(code="too_high")


def parse_whole(text: str, *, decimal: str = ",") -> Parsed:
    found = parse_number(text, decimal=decimal)
    if isinstance(found.value, float) and not found.value.is_integer():
        return Parsed(code="not_whole")
    return found


def parse_date(text: str) -> Parsed:
    """Day first, or ISO, or with the month in Dutch words. Years have four digits."""
    plain = clean(text).casefold()
    for pattern in _DATES:
        if match := pattern.fullmatch(plain):
            return _day(int(match["y"]), int(match["m"]), int(match["d"]))
    if match := _DATE_IN_WORDS.fullmatch(plain):
        for number, name in enumerate(MONTH_NAMES, start=1):
            if name == match["n"] or name[:3] == match["n"] or (match["n"] == "mrt" and number == 3):
                return _day(int(match["y"]), number, int(match["d"]))
    return Parsed(code="bad_date")


def _day(year: int, month: int, day: int) -> Parsed:
    try:
        found = date(year, month, day)
    except ValueError:
        return Parsed(code="bad_date")
    return Parsed(found) if 1990 <= year <= 2100 else Parsed(code="bad_date")


def parse_flag(text: str) -> Parsed:
    """Ja or nee, in the ways in which Dutch spreadsheets write it. Empty is nothing, never nee."""
    plain = clean(text).casefold()
    return Parsed(_FLAGS[plain]) if plain in _FLAGS else Parsed(code="not_a_flag")


def parse_cell(text: str, field: Field, *, decimal: str = ",") -> Parsed:
    """Read one cell as its field says. An empty cell (or a Dutch word for nothing) gives None."""
    plain = clean(text)
    if not plain:
        return Parsed()
    if plain == NOT_CALCULATED:
        return Parsed(code="formula_not_calculated")
    if plain.startswith("#") and plain.endswith(("!", "?", "B", "A", "#")):
        return Parsed(code="excel_error")
    if field.kind in (Kind.NUMBER, Kind.WHOLE, Kind.DATE) and is_missing(plain):
        return Parsed()
    if field.kind in (Kind.NUMBER, Kind.WHOLE, Kind.WORD, Kind.IDENTIFIER) and _MADE_A_DATE.fullmatch(plain):
        return Parsed(code="made_a_date")
    if field.kind is Kind.TEXT:
        return Parsed(unicodedata.normalize("NFC", text).strip())
    return _READERS[field.kind](plain, field, decimal)


def _read_period(plain: str) -> Parsed:
    try:
        return Parsed(str(parse_period(plain)))
    except NotAPeriod as problem:
        return Parsed(code=problem.code)


def _read_word(plain: str, field: Field) -> Parsed:
    found = next((word for word in field.words if word.casefold() == plain.casefold()), None)
    found = found or field.synonyms.get(folded(plain))
    return Parsed(found) if found else Parsed(code="unknown_word")


def _read_identifier(plain: str, field: Field) -> Parsed:
    """A code of a fixed number of digits that misses one has lost its leading zero as a number cell."""
    if field.digits and re.fullmatch(rf"\d{{{field.digits - 1}}}", plain, re.ASCII):
        return Parsed(f"0{plain}", repaired=f"0{plain}")
    return Parsed(plain)


_READERS: dict[Kind, Callable[[str, Field, str], Parsed]] = {
    Kind.NUMBER: lambda plain, _, decimal: parse_number(plain, decimal=decimal),
    Kind.WHOLE: lambda plain, _, decimal: parse_whole(plain, decimal=decimal),
    Kind.DATE: lambda plain, *_: parse_date(plain),
    Kind.PERIOD: lambda plain, *_: _read_period(plain),
    Kind.WORD: lambda plain, field, _: _read_word(plain, field),
    Kind.FLAG: lambda plain, *_: parse_flag(plain),
    Kind.IDENTIFIER: lambda plain, field, _: _read_identifier(plain, field),
}
