"""How an obligation stands on a day: what counts, what was expected by then, where it ends, what will be short.

Fulfilment = approved / obligation; expected = obligation x days gone / days of the term; lead = approved - expected;
forecast = approved + what running placements still bring to their planned end; shortfall = max(obligation - forecast, 0).
Needed = expected, but no more than approved where the forecast reaches the obligation: less than needed is behind, in this
status as in the verdict of SR-1."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pipelines.social_return.calendar import days_between
from pipelines.social_return.efforts import Effort, Line, Term
from pipelines.social_return.money import ZERO, cents, euros, total
from pipelines.social_return.obligation import Amount, Obligation
from pipelines.social_return.valuation import value
from schemas.vocabulary import Fulfilment


@dataclass(frozen=True, slots=True)
class Standing:
    """One obligation on one day. Amounts in euros; `share` None where the obligation is 0."""

    obligation: Decimal
    approved: Decimal
    submitted: Decimal
    expected: Decimal
    needed: Decimal
    lead: Decimal
    forecast: Decimal
    remaining: Decimal  # negative is a surplus
    shortfall: Decimal
    withholding: Decimal
    share: Decimal | None
    status: Fulfilment
    sentence: str
    caution: str


def values(
    approved: Iterable[Effort], submitted: Iterable[Effort], terms: Mapping[str, Term], *, today: date
) -> tuple[list[Line], list[Line], list[Line]]:
    """Lines of what was approved up to `today`, of the same to their planned end, and of what was handed in: that is
    valued beside what was approved, and never changes it."""
    certain, asked = list(approved), list(submitted)
    now = value(certain, terms, until=today)
    ending = value(certain, terms)
    beside = value([*certain, *asked], terms, until=today)[len(certain) :]
    return now, ending, beside


def standing(
    obligation: Obligation,
    promised: Amount,
    lines: tuple[Iterable[Line], Iterable[Line], Iterable[Line]],
    *,
    today: date,
) -> Standing:
    """`lines` of this obligation alone, as `values` gives them."""
    now, ending, beside = (list(part) for part in lines)
    approved = total(line.amount for line in now)
    forecast = max(total(line.amount for line in ending), approved)
    expected = expected_by(obligation, promised.net, today)
    shortfall = max(promised.net - forecast, ZERO)
    needed = expected if shortfall else min(expected, approved)
    status = _status(obligation, promised, approved, needed=needed, today=today, empty=not now and not beside)
    return Standing(
        obligation=promised.net, approved=approved, submitted=total(line.amount for line in beside), expected=expected,
        needed=needed, lead=approved - expected, forecast=forecast, remaining=promised.net - approved, shortfall=shortfall,
        withholding=cents(shortfall * obligation.malus_factor),
        share=approved / promised.net if promised.net else None, status=status,
        sentence=_sentence(status, promised.net, approved, expected=expected, forecast=forecast, shortfall=shortfall),
        caution=_caution(obligation, shortfall),
    )  # fmt: skip


def expected_by(obligation: Obligation, net: Decimal, today: date) -> Decimal:
    """The obligation spread evenly over the days of its term; days inclusive of today."""
    days = days_between(obligation.starts_on, obligation.ends_on)
    gone = min(days_between(obligation.starts_on, today), days)
    return cents(net * gone / days)


def _status(
    obligation: Obligation,
    promised: Amount,
    approved: Decimal,
    *,
    needed: Decimal,
    today: date,
    empty: bool,
) -> Fulfilment:
    """Met while the term runs: nothing more has to come. A surplus is known when it has ended. Behind only where what
    runs now does not make up for it by the end either."""
    if not promised.net and promised.reason:
        return Fulfilment.EXEMPT
    if today >= obligation.ends_on:
        if approved < promised.net:
            return Fulfilment.ENDED_SHORT
        return Fulfilment.SURPLUS if approved > promised.net else Fulfilment.MET
    if approved >= promised.net:
        return Fulfilment.MET
    if empty and obligation.plan_on is None:
        return Fulfilment.NO_PLAN
    return Fulfilment.ON_TRACK if approved >= needed else Fulfilment.BEHIND


def _sentence(
    status: Fulfilment, net: Decimal, approved: Decimal, *, expected: Decimal, forecast: Decimal, shortfall: Decimal
) -> str:
    if status is Fulfilment.EXEMPT:
        return "Er hoeft geen social return te worden ingezet."
    text = f"Goedgekeurd is € {euros(approved)} van de verplichting van € {euros(net)}."
    if status is Fulfilment.NO_PLAN:
        return f"Er is nog geen plan en nog geen inzet; de verplichting is € {euros(net)}."
    if status is Fulfilment.SURPLUS:
        return f"{text} Dat is € {euros(approved - net)} meer dan gevraagd."
    if status is Fulfilment.ENDED_SHORT:
        return f"{text} De looptijd is voorbij; er is € {euros(net - approved)} te weinig ingezet."
    if status is Fulfilment.MET:
        return f"{text} De verplichting is gehaald."
    side = "voor op" if approved >= expected else "achter bij"
    text += f" Dat is € {euros(abs(approved - expected))} {side} wat op deze dag te verwachten was."
    if shortfall:
        return f"{text} Met wat nu loopt, komt het uit op € {euros(forecast)}: € {euros(shortfall)} te weinig."
    return f"{text} Met wat nu loopt, wordt de verplichting gehaald."


def _caution(obligation: Obligation, shortfall: Decimal) -> str:
    """A withholding is never more than an indication."""
    if not shortfall or not obligation.malus_factor:
        return ""
    held, factor = euros(cents(shortfall * obligation.malus_factor)), obligation.malus_factor
    times = f", {factor.normalize():f} keer wat te weinig is".replace(".", ",") if factor != 1 else ""
    return (
        f"Indicatie van een inhouding: € {held}{times}. Dit is geen besluit: of er iets wordt ingehouden, beslissen mensen, na "
        "een redelijke hersteltermijn en niet als de opdrachtnemer er niets aan kan doen."
    )
