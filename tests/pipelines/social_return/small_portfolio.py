"""Small portfolios of social return to count with: terms, efforts, and the amounts of their lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from pipelines.social_return.block_tables import BlockTable, load_tables
from pipelines.social_return.efforts import Effort, Line, Term
from pipelines.social_return.valuation import value
from schemas.target_groups import target_group

FOLDER = Path(__file__).parents[3] / "data" / "reference" / "bouwblokken"
YEAR = (date(2025, 1, 1), date(2025, 12, 31))


@cache
def tables() -> dict[str, BlockTable]:
    return load_tables([FOLDER])


def table(name: str, **changes) -> BlockTable:
    return replace(tables()[name], **changes)


def term(name: str | BlockTable, first: date = YEAR[0], last: date = YEAR[1]) -> Term:
    return Term(first, last, tables()[name] if isinstance(name, str) else name)


def person(group: str, first: date, last: date, hours: str | int = 36, **more) -> Effort:
    names = {
        "effort_id": f"{group}-{first}-{hours}", "obligation_id": "O", "form": "placement", "target_group": target_group(group),
        "candidate": more.pop("candidate", f"{group}-{first}-{hours}"),
    }  # fmt: skip
    return Effort(**{**names, "starts_on": first, "planned_end": last, "hours": Decimal(hours), **more})


def spent(form: str, day: date, **more) -> Effort:
    numbers = {name: Decimal(more.pop(name)) for name in ("paid", "quantity", "claimed") if name in more}
    return Effort(**{"effort_id": f"{form}-{day}-{numbers}", "obligation_id": "O", "form": form, "starts_on": day,
                     **numbers, **more})  # fmt: skip


def lines(efforts: Iterable[Effort], one: Term, *, until: date | None = None) -> list[Line]:
    return value(efforts, {"O": one}, until=until)


def amounts(efforts: Iterable[Effort], one: Term, *, until: date | None = None) -> list[Decimal]:
    return [line.amount for line in lines(efforts, one, until=until)]


def euro(text: str) -> Decimal:
    return Decimal(text)
