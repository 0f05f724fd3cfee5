"""A residents' panel of 100,000 respondents and 60 questions, from a CSV to its published tables; and raking by itself.

`python -m benchmarks.surveys` prints the figures; benchmarks.run asks for them with `measure_surveys`, in a process of its
own, for the memory it takes. The weights are held against weightipy, an established package for survey weights, and against
the same equations solved by scipy, in the same run."""

from __future__ import annotations

import csv
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy.optimize import least_squares
from weightipy import scheme_from_dict, weight_dataframe

from pipelines.statistics.weighting import Margin, rake, rake_and_trim

SEED = 20_252
RESPONDENTS, QUESTIONS = 100_000, 60
MANY = f"{RESPONDENTS:,}".replace(",", ".")
WORDS = ["Helemaal mee eens", "Mee eens", "Neutraal", "Oneens", "Helemaal oneens", "Weet niet"]
AGES = {"18 t/m 34 jaar": 0.28, "35 t/m 64 jaar": 0.47, "65 jaar en ouder": 0.25}
SEXES = {"man": 0.49, "vrouw": 0.51}
DISTRICTS = {f"Wijk {number:02d}": 1 / 12 for number in range(12)}
ABOUT = {"age_band": AGES, "sex": SEXES, "district": DISTRICTS}
PROMISE, RAKING = "20 s en 1,5 GB", "2 s"


def written(path: Path) -> None:
    """An export with a heading per question; the young answer less often."""
    made = random.Random(SEED)
    heads = [
        "Leeftijdsgroep",
        "Geslacht",
        "Wijk",
        *(f"Stelling {number} over de buurt" for number in range(1, QUESTIONS)),
    ]
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file, delimiter=";")
        rows.writerow([*heads, "Welk rapportcijfer geeft u uw buurt?"])
        for _ in range(RESPONDENTS):
            about = [made.choices(list(AGES), [1, 2, 2])[0], made.choice(list(SEXES)), made.choice(list(DISTRICTS))]
            answers = made.choices(WORDS, [20, 35, 20, 10, 5, 10], k=QUESTIONS - 1)
            rows.writerow([*about, *answers, made.choice([6, 7, 7, 8, 8, 9])])


def from_file_to_tables(path: Path, folder: Path) -> dict[str, float]:
    """Seconds per step, and the rows that came of it."""
    from pipelines.reading.pool import ReadingPool
    from pipelines.settings import Settings
    from pipelines.surveys.facts import WaveFacts
    from pipelines.surveys.layouts import with_about
    from pipelines.surveys.layouts.wide import read as read_table
    from pipelines.surveys.slots import survey_slots
    from pipelines.surveys.tables import surveys
    from pipelines.surveys.understanding import understand
    from pipelines.warehouse import open_warehouse
    from schemas.surveys import POPULATION
    from schemas.vocabulary import DataSet, Selection, Weighting

    steps: dict[str, float] = {}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        started = time.perf_counter()
        answer = work()
        steps[name] = time.perf_counter() - started
        return answer

    population = pd.DataFrame(
        [
            {"wave_id": "panel", "margin": margin, "category": name, "number": 200_000 * share}
            for margin, shares in ABOUT.items()
            for name, share in shares.items()
        ],
        columns=list(POPULATION),
    )
    facts = WaveFacts(
        "panel", DataSet.CITIZEN_PANEL, "Panel", "2025-K4", selection=Selection.SAMPLE, weighting=Weighting.RAKED,
        population=population,
    )  # fmt: skip
    with ReadingPool(1) as pool:
        cells = timed("lezen", lambda: pool.read(path))
    columns = dict(zip(ABOUT, "ABC", strict=True))
    export = timed("indelen", lambda: with_about(read_table(cells.sheets[0], 1).read(), columns))
    found = timed("begrijpen", lambda: understand(export, facts))
    slots = pd.DataFrame(survey_slots(found.frames, facts), columns=["provider_id", "quarter", "data_set"])
    with open_warehouse(folder / "werk.duckdb") as warehouse:
        timed("opslaan", lambda: warehouse.append(1, "L-1", found.frames))
        tables = timed(
            "tellen, wegen en toetsen",
            lambda: surveys(warehouse, slots.assign(delivery_id="L-1", version=1), Settings()).tables,
        )
    steps["rijen"] = float(sum(len(table) for table in tables.values()))
    return steps


def margins(count: int = RESPONDENTS) -> list[Margin]:
    """Three margins of so many respondents, whose shares differ from those of the population."""
    made = np.random.default_rng(SEED)
    sizes = (len(AGES), len(SEXES), len(DISTRICTS))
    return [Margin(made.integers(0, size, count), made.dirichlet(np.full(size, 30.0))) for size in sizes]


def by_equations(sides: list[Margin]) -> np.ndarray:
    """The same weights a second way: exp(x'b), b solved from the margins as equations, over the cells."""
    codes = np.stack([side.codes for side in sides])
    cells, cell_of, people = np.unique(codes, axis=1, return_inverse=True, return_counts=True)
    x = np.column_stack([cells[at] == k for at, side in enumerate(sides) for k in range(len(side.targets))]).astype(
        float
    )
    wanted = np.concatenate([side.targets for side in sides])
    share = people / people.sum()
    found = least_squares(
        lambda b: x.T @ (share * np.exp(x @ b)) - wanted, np.zeros(x.shape[1]), xtol=1e-15, ftol=1e-15, gtol=1e-15
    )
    return np.exp(x @ found.x)[cell_of.ravel()]


def by_weightipy(sides: list[Margin]) -> tuple[np.ndarray, float]:
    """The same weights by weightipy, and its seconds. It stops at a change that we set as fine as it goes."""
    frame = pd.DataFrame({f"kenmerk {at}": side.codes for at, side in enumerate(sides)})
    wanted = {f"kenmerk {at}": dict(enumerate(100 * side.targets)) for at, side in enumerate(sides)}
    started = time.perf_counter()
    scheme = scheme_from_dict(wanted, rim_params={"convcrit": 1e-12, "max_iterations": 1000})
    weights = weight_dataframe(frame, scheme, "gewicht")["gewicht"].to_numpy(dtype=float)
    seconds = time.perf_counter() - started
    return weights / weights.mean(), seconds


def measure_raking() -> list[tuple[str, str, str]]:
    sides, rows = margins(), []
    found = {}
    for name, work in (("raking", rake), ("raking met bijknippen", rake_and_trim)):
        started = time.perf_counter()
        found[name] = work(sides).weights
        rows.append((f"{name}, {MANY} deelnemers, 3 kenmerken", RAKING,
                     f"{time.perf_counter() - started:.2f} s"))  # fmt: skip
    theirs, took = by_weightipy(sides)
    gap = float(np.abs(found["raking"] - theirs).max())
    rows.append(("dezelfde gewichten met weightipy", "1e-8 gelijk", f"{took:.2f} s, verschil {gap:.0e}"))
    started = time.perf_counter()
    other = by_equations(sides)
    seconds = time.perf_counter() - started
    apart = float(np.abs(found["raking"] - other).max())
    return [
        *rows,
        (
            "dezelfde gewichten als vergelijkingen opgelost (scipy)",
            "1e-8 gelijk",
            f"{seconds:.2f} s, verschil {apart:.0e}",
        ),
    ]


def measure_surveys() -> list[tuple[str, str, str]]:
    """(what, promise, measured), from a process of its own."""
    done = subprocess.run([sys.executable, "-m", "benchmarks.surveys", "--json"], check=True, stdout=subprocess.PIPE)
    return [tuple(row) for row in json.loads(done.stdout)]


def measured() -> list[tuple[str, str, str]]:
    with tempfile.TemporaryDirectory(prefix="kwartaalbeeld-bench-") as name:
        folder = Path(name)
        written(folder / "panel.csv")
        steps = from_file_to_tables(folder / "panel.csv", folder)
    rows = steps.pop("rijen")
    own, child = (
        resource.getrusage(who).ru_maxrss / 1024**2 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    told = ", ".join(f"{name} {seconds:.1f}" for name, seconds in steps.items())
    what = f"enquête {MANY} deelnemers x {QUESTIONS} vragen, van CSV tot tabellen"
    found = f"{sum(steps.values()):.1f} s ({told}); {own:.2f} GB, lezend kindproces {child:.2f} GB; {rows:.0f} rijen"
    return [(what, PROMISE, found), *measure_raking()]


if __name__ == "__main__":
    answer = measured()
    print(json.dumps(answer) if "--json" in sys.argv else "\n".join(map(str, answer)))
