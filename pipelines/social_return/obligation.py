"""What a provider promised: a percentage of contract value, of what was invoiced, or of the wage sum, less PSO.

Obligation = min(percentage x basis, ceiling), half up to cents; basis, percentage and table are those of the award."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from pipelines.social_return.block_tables import HUNDRED, BlockTable
from pipelines.social_return.calendar import days_between
from pipelines.social_return.money import ZERO, amount_text, cents, euros, number_text
from schemas.vocabulary import ObligationBasis

_NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class Obligation:
    """As fixed at the award. Amounts in euros without VAT, `percentage` 5 for 5%."""

    obligation_id: str
    basis: ObligationBasis
    percentage: Decimal
    table_id: str
    awarded_on: date
    starts_on: date
    ends_on: date
    contract_value: Decimal | None = None
    wage_sum: Decimal | None = None
    ceiling: Decimal | None = None
    threshold: Decimal | None = None
    exempt: str = ""  # why, where it is
    malus_factor: Decimal = _NONE
    plan_on: date | None = None


@dataclass(frozen=True, slots=True)
class Invoiced:
    """What a quarter brought: `amount` up to and including `until`; `remaining` is what is still expected after it."""

    until: date
    amount: Decimal
    remaining: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Certificate:
    """A PSO certificate; `discount` (a percentage) is what was agreed, else the table's for its level."""

    level: str
    valid_from: date
    valid_until: date
    discount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """An obligation at one moment. `gross` before, `net` after the certificate; `to_date` what invoices up to now
    already ask, where the basis is what was invoiced."""

    gross: Decimal
    net: Decimal
    to_date: Decimal | None
    reason: str  # exempt, below_threshold, certified, or empty
    formula: str
    estimate: Decimal | None = None  # what was asked of the value as agreed at the award, where the basis is invoices


def amount(
    obligation: Obligation,
    table: BlockTable,
    *,
    invoiced: Iterable[Invoiced] = (),
    certificates: Iterable[Certificate] = (),
    today: date,
) -> Amount | None:
    """The obligation as it stands on `today`; None where the amount it is a percentage of is not known."""
    known = sorted((item for item in invoiced if item.until <= today), key=lambda item: item.until)
    if obligation.exempt:
        return Amount(ZERO, ZERO, None, "exempt", f"vrijgesteld: {obligation.exempt}")
    basis = _basis(obligation, known)
    if basis is None:
        return None
    if obligation.threshold is not None and _size(obligation, basis) < obligation.threshold:
        words = f"de waarde blijft onder de drempel van {amount_text(obligation.threshold)}"
        return Amount(ZERO, ZERO, None, "below_threshold", words)
    gross = _share(obligation, basis)
    off = discount_days(obligation, table, certificates)
    days = days_between(obligation.starts_on, obligation.ends_on)
    net = cents(gross * (HUNDRED * days - off) / (HUNDRED * days)) if off else gross
    sofar = _share(obligation, sum((item.amount for item in known), _NONE)) if _by_invoice(obligation) else None
    estimate = None
    if sofar is not None and obligation.contract_value is not None:
        estimate = _share(obligation, obligation.contract_value)
    words = _formula(obligation, basis, gross, net=net)
    return Amount(gross, net, sofar, "certified" if off and not net else "", words, estimate)


def _by_invoice(obligation: Obligation) -> bool:
    return obligation.basis is ObligationBasis.INVOICED


def _basis(obligation: Obligation, known: list[Invoiced]) -> Decimal | None:
    """What was invoiced and what is still expected; before the first invoice the agreed value is the estimate."""
    if obligation.basis is ObligationBasis.WAGE_SUM:
        return obligation.wage_sum
    if not _by_invoice(obligation) or not known:
        return obligation.contract_value
    sofar = sum((item.amount for item in known), _NONE)
    remaining = known[-1].remaining
    if remaining is None:
        remaining = max((obligation.contract_value or _NONE) - sofar, _NONE)
    return sofar + remaining


def _size(obligation: Obligation, basis: Decimal) -> Decimal:
    return basis if obligation.contract_value is None else obligation.contract_value


def _share(obligation: Obligation, basis: Decimal) -> Decimal:
    whole = cents(basis * obligation.percentage / HUNDRED)
    return whole if obligation.ceiling is None else min(whole, cents(obligation.ceiling))


def discount_days(obligation: Obligation, table: BlockTable, certificates: Iterable[Certificate]) -> Decimal:
    """Percentages off, summed over the days of the term: of two certificates on one day the higher counts."""
    spans = [
        (max(item.valid_from, obligation.starts_on), min(item.valid_until, obligation.ends_on), _discount(item, table))
        for item in certificates
    ]
    edges = sorted(
        {day for first, last, _ in spans if first <= last for day in (first.toordinal(), last.toordinal() + 1)}
    )
    off = _NONE
    for begins, ends in pairwise(edges):
        here = [share for first, last, share in spans if first.toordinal() <= begins and last.toordinal() + 1 >= ends]
        off += (ends - begins) * max(here, default=_NONE)
    return off


def _discount(certificate: Certificate, table: BlockTable) -> Decimal:
    if certificate.discount is not None:
        return min(max(certificate.discount, _NONE), HUNDRED)
    return table.pso.get(certificate.level, _NONE)


def _formula(obligation: Obligation, basis: Decimal, gross: Decimal, *, net: Decimal) -> str:
    text = f"{number_text(obligation.percentage)}% van {amount_text(basis)} ({obligation.basis.label})"
    if obligation.ceiling is not None and gross == cents(obligation.ceiling):
        text += f", hoogstens {amount_text(obligation.ceiling)}"
    text += f" = {euros(gross)}"
    return text if net == gross else f"{text}; met PSO-certificaat {euros(net)}"
