"""What is valued: one effort of a provider, the term it falls in, and the line it becomes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pipelines.social_return.block_tables import Block, BlockTable


@dataclass(frozen=True, slots=True)
class Effort:
    """One entry. Dates inclusive; `quantity` are hours or days where the block counts those, `paid` euros without
    VAT, `claimed` the amount of a custom entry."""

    effort_id: str
    obligation_id: str
    form: str
    starts_on: date
    planned_end: date | None = None
    ends_on: date | None = None
    candidate: str | None = None  # a digest: nobody can be found by it
    target_group: str | None = None
    block: str | None = None  # named by the entry itself
    hours: Decimal | None = None  # per week
    quantity: Decimal | None = None
    paid: Decimal | None = None
    bonuses: tuple[str, ...] = ()
    claimed: Decimal | None = None
    hired_on: date | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """The term of the obligation an effort is for, with the table that was fixed at its award."""

    starts_on: date
    ends_on: date
    table: BlockTable


@dataclass(frozen=True, slots=True)
class Window:
    """The days of an effort that count, and how much of them; what made them fewer stands in `reason`."""

    first: date | None = None
    last: date | None = None
    days: int = 0
    leap_days: int = 0  # of `days`: those in a leap year, where the table counts them as one of 366
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """An effort with what it is worth. The parts make the formula; `amount` is the rounded result."""

    effort: Effort
    table: BlockTable
    block: Block | None
    window: Window
    amount: Decimal
    fte_years: Decimal
    added: tuple[str, ...] = ()  # bonuses that count on this line
    worked_share: Decimal | None = None  # what a cap in working years left of hours and days
    reason: str = ""
