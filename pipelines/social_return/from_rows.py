"""Rows of the warehouse as what is counted: floats become the exact decimals they were written as, moments days."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd

from pipelines.social_return.efforts import Effort
from pipelines.social_return.obligation import Certificate, Invoiced, Obligation
from schemas.quarter import Quarter
from schemas.vocabulary import ObligationBasis

Row = Mapping[str, Any]


def decimal(value: Any) -> Decimal | None:
    """The shortest decimal that is this number: 22356.16 and nothing behind it."""
    return None if pd.isna(value) else Decimal(repr(float(value)))


def day(value: Any) -> date | None:
    return None if pd.isna(value) else date(value.year, value.month, value.day)


def text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _needed(value: Any) -> date:
    found = day(value)
    if found is None:
        raise ValueError("a stored row has no day where one is needed")
    return found


def obligation_key(row: Row) -> str:
    """Two providers may use the same code."""
    return f"{row['provider_id']}/{row['obligation_id']}"


def obligation(row: Row) -> Obligation:
    return Obligation(
        obligation_id=obligation_key(row), basis=ObligationBasis(row["basis"]),
        percentage=decimal(row["percentage"]) or Decimal(0), table_id=row["table_id"],
        awarded_on=_needed(row["awarded_on"]), starts_on=_needed(row["starts_on"]), ends_on=_needed(row["ends_on"]),
        contract_value=decimal(row["contract_value"]), wage_sum=decimal(row["wage_sum"]),
        ceiling=decimal(row["ceiling"]), threshold=decimal(row["threshold"]), exempt=text(row["exempt"]) or "",
        malus_factor=decimal(row["malus_factor"]) or Decimal(0), plan_on=day(row["plan_on"]),
    )  # fmt: skip


def effort(row: Row) -> Effort:
    return Effort(
        effort_id=row["entry_id"], obligation_id=obligation_key(row), form=row["form"],
        starts_on=_needed(row["starts_on"]), planned_end=day(row["planned_end"]), ends_on=day(row["ends_on"]),
        candidate=text(row["candidate"]), target_group=text(row["target_group"]), block=text(row["block"]),
        hours=decimal(row["hours"]), quantity=decimal(row["quantity"]), paid=decimal(row["paid"]),
        bonuses=bonus_codes(row["bonuses"]), claimed=decimal(row["claimed"]), hired_on=day(row["hired_on"]),
    )  # fmt: skip


def bonus_codes(value: object) -> tuple[str, ...]:
    return tuple(re.split(r"\s*[;,]\s*", value.strip())) if isinstance(value, str) and value.strip() else ()


def invoices(rows: Iterable[Row]) -> list[Invoiced]:
    return [
        Invoiced(Quarter.parse(row["invoiced_quarter"]).last_day, decimal(row["amount"]) or Decimal(0),
                 decimal(row["remaining"]))
        for row in rows
    ]  # fmt: skip


def certificates(rows: Iterable[Row]) -> list[Certificate]:
    return [
        Certificate(row["level"], _needed(row["valid_from"]), _needed(row["valid_until"]), decimal(row["discount"]))
        for row in rows
    ]
