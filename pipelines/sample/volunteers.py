"""The volunteers of the sample: pools that grow, shrink or stay, counted per quarter as a provider would."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from pipelines.sample.figures import QUARTERS, SEED
from pipelines.sample.providers import Provider
from pipelines.sample.story import active_quarters
from schemas.quarter import Quarter
from schemas.reciprocity import REASONS_OF_LEAVING

_LEAVING = (0.15, 0.2, 0.2, 0.3, 0.15)  # as REASONS_OF_LEAVING: moved, paid work, health, stopped, other
_SUMMER = (1.05, 1.0, 0.75, 1.2)  # recruiting per quarter of the year
_YEAR = 4  # quarters until a cohort is asked about


@dataclass(frozen=True, kw_only=True)
class Pool:
    """What moves a pool. Rates are per quarter."""

    begin: int
    recruits: float
    leaves: float  # share of the stock
    former: float  # share of the new volunteers that was a client before
    hours: float = 3.0  # per week and active volunteer
    active: float = 0.85
    vacancies: float = 0.0  # new ones; 0: not kept
    from_quarter: Quarter = QUARTERS[0]


POOLS = {
    "DO-2022-04": Pool(begin=96, recruits=16, leaves=0.13, former=0.42, hours=2.2, vacancies=18),
    "DO-2022-05": Pool(begin=142, recruits=21, leaves=0.14, former=0.45, hours=3.4, vacancies=22),
    "DO-2022-09": Pool(begin=6, recruits=0.8, leaves=0.1, former=0.3, hours=5.5),  # too few to show a share of
    "DO-2022-11": Pool(begin=58, recruits=8, leaves=0.13, former=0.25, hours=2.6),
    "DO-2022-13": Pool(begin=64, recruits=12, leaves=0.17, former=0.3, hours=2.0, vacancies=10),
    "DO-2022-15": Pool(begin=88, recruits=20, leaves=0.13, former=0.5, hours=2.1, vacancies=24),  # grows
    "DO-2022-16": Pool(begin=31, recruits=4, leaves=0.12, former=0.2, hours=4.1),
    "DO-2022-27": Pool(begin=37, recruits=5, leaves=0.13, former=0.35, hours=6.2),
    "DO-2022-30": Pool(begin=104, recruits=7, leaves=0.13, former=0.15, hours=1.8, vacancies=14),  # shrinks
    "DO-2023-01": Pool(begin=12, recruits=6, leaves=0.09, former=0.3, hours=2.4, from_quarter=Quarter(2023, 3)),
    "DO-2025-01": Pool(begin=0, recruits=12, leaves=0.08, former=0.4, hours=3.0, from_quarter=Quarter(2025, 3)),
}
# more volunteers than the quarter before ended with: two had been forgotten
RECOUNTED = {("DO-2022-27", "2024-K2"): 2}
NOTES = {
    ("DO-2022-27", "2024-K2"): "Twee vrijwilligers van de kookploeg waren vergeten; zij tellen nu mee.",
    ("DO-2022-30", "2025-K3"): "De oproep in de wijkkrant leverde weinig op.",
    ("DO-2022-15", "2025-K1"): "Elke deelnemer die slaagt, krijgt de vraag om taalmaatje te worden.",
}  # fmt: skip


def volunteers_of(provider: Provider) -> pd.DataFrame | None:
    """The rows of all quarters, with the fields of schemas.reciprocity; None for a provider without volunteers. Each
    sub-agreement has a random stream of its own, apart from that of its cases."""
    made = [
        _rows(provider, agreement.sub_agreement_id, starts_on=provider.starts_on(agreement))
        for agreement in provider.agreements
        if agreement.sub_agreement_id in POOLS
    ]
    return pd.concat(made, ignore_index=True) if made else None


def _rows(provider: Provider, sub_agreement_id: str, *, starts_on: date) -> pd.DataFrame:
    pool = POOLS[sub_agreement_id]
    rng = np.random.default_rng([SEED, zlib.crc32(f"vrijwilligers {sub_agreement_id}".encode())])
    stock, recruited, rows = pool.begin, [], []
    for quarter in active_quarters(provider, starts_on):
        if quarter < pool.from_quarter:
            continue
        stock += RECOUNTED.get((sub_agreement_id, str(quarter)), 0)
        row = _quarter(rng, pool, stock, season=_SUMMER[quarter.number - 1])
        cohort = recruited[-_YEAR] if len(recruited) >= _YEAR else None
        row["cohort_started"] = cohort
        row["cohort_active"] = None if cohort is None else int(rng.binomial(cohort, (1 - pool.leaves) ** _YEAR + 0.08))
        recruited.append(row["recruited"])
        stock = int(row["stock_end"] or 0)
        keys = {"provider_id": provider.provider_id, "sub_agreement_id": sub_agreement_id, "period": str(quarter)}
        rows.append(keys | row | {"note": NOTES.get((sub_agreement_id, str(quarter)))})
    return pd.DataFrame(rows)


def _quarter(rng: np.random.Generator, pool: Pool, stock: int, *, season: float) -> dict[str, float | None]:
    recruited = int(rng.poisson(pool.recruits * season))
    returned = int(rng.poisson(0.01 * stock))
    departed = int(rng.binomial(stock, pool.leaves)) if stock else 0
    end = stock + recruited + returned - departed
    active = int(rng.binomial(end, pool.active))
    waiting, offered = int(rng.poisson(0.2 * pool.recruits)), int(rng.poisson(pool.vacancies * season))
    left = rng.multinomial(departed, _LEAVING).tolist()
    kept = pool.vacancies > 0
    return {
        "stock_begin": stock,
        "recruited": recruited,
        "former_clients": int(rng.binomial(recruited, pool.former)),
        "returned": returned,
        "departed": departed,
        **dict(zip(REASONS_OF_LEAVING, left, strict=True)),
        "stock_end": end,
        "active": active,
        "hours": round(active * 13 * pool.hours * float(rng.uniform(0.9, 1.1))),
        "registered": recruited + waiting,
        "matches": recruited,
        "registered_not_placed": waiting,
        "reported_vacancies": offered if kept else None,
        "filled_vacancies": min(recruited, offered) if kept else None,
        "open_vacancies": max(0, offered - recruited) if kept else None,
        "match_days_median": round(float(rng.gamma(9, 25))) if departed else None,
    }
