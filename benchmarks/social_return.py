"""How long it takes to value 100,000 entries of social return, with bonuses and caps over contracts."""

from __future__ import annotations

import time
from datetime import date, timedelta
from decimal import Decimal

from pipelines.social_return.block_tables import FOLDER, load_tables
from pipelines.social_return.efforts import Effort, Term
from pipelines.social_return.valuation import value
from schemas.place import data_folder

ENTRIES = 100_000
PROMISE = "5 s"
_GROUPS = ("pw", "wia", "ww_kort", "nug", "bbl_low", "bol", "vso_pro", "wajong", "exdet", "vsv")


def entries() -> list[Effort]:
    """Placements of 40,000 candidates on 500 contracts; one in five with a bonus."""
    first = date(2024, 1, 1)
    return [
        Effort(
            str(n), f"O{n % 500}", "placement", first + timedelta(days=n % 600), first + timedelta(days=n % 600 + 400),
            candidate=str(n % 40_000), target_group=_GROUPS[n % len(_GROUPS)], hours=Decimal(12 + n % 28),
            bonuses=("55PLUS",) if n % 5 == 0 else (), claimed=Decimal(1000),
        )
        for n in range(ENTRIES)
    ]  # fmt: skip


def measure_social_return() -> list[tuple[str, str, str]]:
    """(what, promise, measured)"""
    table = load_tables([data_folder() / "reference" / FOLDER])["haaglanden-2023"]
    term = Term(date(2024, 1, 1), date(2026, 12, 31), table)
    efforts, terms = entries(), {f"O{n}": term for n in range(500)}
    started, busy = time.perf_counter(), time.process_time()
    value(efforts, terms, until=date(2025, 12, 31))
    lasted, worked = time.perf_counter() - started, time.process_time() - busy
    what = "social return: 100.000 inzetregels waarderen"
    return [(what, PROMISE, f"{lasted:.2f} s (waarvan {worked:.2f} s rekentijd)")]
