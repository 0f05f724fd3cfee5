"""Euros and cents as exact decimals: rounding half up, once per line, and how Dutch text writes them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
ZERO = Decimal("0.00")


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The sum of rounded lines: who adds up what is printed gets what is printed."""
    return sum(amounts, ZERO)


def euros(amount: Decimal) -> str:
    """1.234,50"""
    return f"{cents(amount):,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")


def amount_text(amount: Decimal) -> str:
    """40.000, or 6.512,35 where there are cents."""
    return euros(amount).removesuffix(",00")


def number_text(number: Decimal) -> str:
    """24 or 31,5: no zeros at the end that say nothing."""
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
