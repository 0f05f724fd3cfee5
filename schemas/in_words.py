"""How a number is written and rounded where people read it: on a page, on paper and in a terminal alike."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from schemas.vocabulary import Unit

NOTHING = "–"  # no figure; the reason stands beside it
_DECIMALS = {
    Unit.COUNT: 0, Unit.PERCENT: 0, Unit.DAYS: 0, Unit.GRADE: 1, Unit.HOURS: 1, Unit.SCORE: 0, Unit.EURO: 0,
    Unit.FTE_YEARS: 2,
}  # fmt: skip
_DUTCH = str.maketrans(",.", ".,")


def decimals(unit: str) -> int:
    """How many of them a value in this unit is shown with."""
    return _DECIMALS[Unit(unit)]


@lru_cache(maxsize=65536)  # the same figures come back on a page, in its sentence, its chart and its table
def number(value: float, decimals: int = 0) -> str:
    """1.234,5: a half goes up (2,5 is 3), as people do it; binary fractions and bankers do not."""
    exact = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return f"{exact + 0:,.{decimals}f}".translate(_DUTCH)  # + 0 turns -0 into 0


def figure(value: float | None, unit: str) -> str:
    """A value in its unit: 1.234 / 62% / 34 dagen / 7,4 / +27. An en dash when there is none."""
    if value is None:
        return NOTHING
    kind = Unit(unit)
    text = number(value, _DECIMALS[kind])
    match kind:
        case Unit.PERCENT:
            return f"{text}%"
        case Unit.DAYS:
            return f"{text} {'dag' if text == '1' else 'dagen'}"
        case Unit.HOURS:
            return f"{text} uur"
        case Unit.SCORE:
            return text if text.startswith("-") or text == "0" else f"+{text}"
        case Unit.EURO:
            return f"€ {text}"
        case Unit.FTE_YEARS:
            return f"{text} fte-jaar"
        case _:
            return text


def before_and_after(value: float | None, unit: str) -> str:
    """A figure beside what it was: shares and grades with a digit, so that a small change can be seen."""
    if value is None:
        return "geen cijfer"
    if unit in (Unit.PERCENT, Unit.GRADE, Unit.HOURS):
        return number(value, 1) + ("%" if unit == Unit.PERCENT else "")
    return figure(value, unit)


def cases(n: float | None) -> str:
    """How many stand behind a figure: n = 41."""
    return "n onbekend" if n is None else f"n = {number(n)}"
