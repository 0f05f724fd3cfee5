"""How long the control charts of a real file take: attendances of 274 NHS providers over 36 months, and the engine."""

from __future__ import annotations

import os
import time
from pathlib import Path

import numpy as np
import pandas as pd

from pipelines.statistics.limits import limits_of, special_causes
from pipelines.statistics.outcome import Array
from pipelines.statistics.spc import assurance, variation, xmr

REAL = Path(os.environ.get("KWARTAALBEELD_REAL", Path(__file__).parents[2] / "shared" / "real"))
FILE = "C2_nhs_ae_attendances_2016_2019.csv"
PROMISE = "3 s"


def attendances(path: Path) -> Array:
    """Providers x months of all attendances; NaN where a provider reported none that month."""
    rows = pd.read_csv(path, parse_dates=["period"])
    return rows.pivot_table(index="org_code", columns="period", values="attendances", aggfunc="sum").to_numpy(
        dtype=float
    )


def charts_one_by_one(series: Array) -> int:
    """Each provider's chart with its icons, as a page would ask for one. Returns how many have an icon."""
    icons = 0
    for line in series:
        chart = xmr(line)
        assurance(chart, 1000.0, direction="down")
        icons += variation(chart, "down").kind is not None
    return icons


def charts_as_of_each_quarter(series: Array) -> int:
    """All charts as they stood at the end of each quarter, at once, as the engine makes them."""
    stops = range(3, series.shape[1] + 1, 3)
    places = np.arange(series.shape[1])
    rows = np.concatenate([np.where(places < stop, series, np.nan) for stop in stops])
    _, side = special_causes(rows, limits_of(rows))
    return int((side != 0).any(axis=1).sum())


def measure_charts() -> list[tuple[str, str, str]]:
    """(what, promise, measured); nothing where the real file is not there."""
    path = REAL / FILE
    if not path.exists():
        return []
    series = attendances(path)
    providers, months = series.shape
    rows = []
    for what, work in (
        ("regelkaarten een voor een", charts_one_by_one),
        ("dezelfde zoals bekend aan het einde van elk kwartaal, samen", charts_as_of_each_quarter),
    ):
        started = time.perf_counter()
        work(series)
        rows.append((f"{what}: {providers} aanbieders x {months} maanden (NHS A&E)", PROMISE,
                     f"{time.perf_counter() - started:.2f} s"))  # fmt: skip
    return rows
