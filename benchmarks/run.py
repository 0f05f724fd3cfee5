"""`make bench`: the promises about speed, measured on this machine, written to benchmarks/results.md."""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.charts_speed import measure_charts
from benchmarks.pages import Rows, measure_large, measure_load, measure_pages
from benchmarks.reading import measure_reading
from benchmarks.reports import measure_reports
from benchmarks.social_return import measure_social_return
from benchmarks.surveys import measure_surveys

QUARTER = "2025-K4"
COMMAND = [sys.executable, "-m", "dashboard.commands"]
PARTS = ("stores", "charts", "pages", "large", "load", "reading", "reports", "social_return", "surveys")
PACKAGES = ("streamlit", "pandas", "duckdb", "plotly", "pandera", "python-calamine", "typst")


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def command(*words: str) -> Callable[[], object]:
    """As a user has it: modules that were compiled once are kept."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return lambda: subprocess.run([*COMMAND, *words], check=True, stdout=subprocess.DEVNULL, env=kept)


def measure_stores(folder: Path) -> Rows:
    """From an empty home on; leaves the sample in `folder`/home."""
    from pipelines.demo import SAMPLE_FOLDER
    from pipelines.sample import make_sample

    home, out = folder / "home", folder / "reports"
    making = timed(lambda: make_sample(folder / SAMPLE_FOLDER))
    files = sum(1 for item in (folder / SAMPLE_FOLDER).rglob("*") if item.suffix in (".xlsx", ".csv")) - 1
    whole = timed(command("demo", "--prepare-only", "--home", str(home)))
    rows = [
        ("voorbeeldbestanden maken (apart gemeten)", "-", f"{making:.1f} s voor {files} bestanden"),
        ("alles vanaf leeg: maken, controleren, opslaan, publiceren", "60 s", f"{whole:.1f} s"),
        ("waarvan zonder het maken", "60 s", f"{whole - making:.1f} s"),
        ("publish, alleen (proces erbij)", "5 s", best(command("publish", "--home", str(home)))),
        ("rebuild uit archief en logboek", "-", best(command("rebuild", "--home", str(home)), times=1)),
    ]
    report = command("report", "--all", "--quarter", QUARTER, "--out", str(out), "--home", str(home))
    return [*rows, ("report --all, 28 PDF's (proces erbij)", "5 s", best(report))]


def measure(folder: Path, parts: Sequence[str], *, home: Path | None) -> Rows:
    """(what, promise, measured) of the parts asked for. `home` is a sample that is there already."""
    rows = measure_stores(folder) if "stores" in parts else []
    sample = home or folder / "home"
    if not sample.exists() and set(parts) & {"pages", "large", "load", "reports"}:
        command("demo", "--prepare-only", "--home", str(sample))()
    for part, work in {
        "charts": measure_charts,
        "pages": lambda: measure_pages(sample),
        "large": lambda: measure_large(sample, folder),
        "load": lambda: measure_load(sample),
        "reports": lambda: measure_reports(sample),
        "reading": lambda: measure_reading(folder),
        "social_return": measure_social_return,
        "surveys": measure_surveys,
    }.items():
        if part in parts:
            print(f"{part} …", file=sys.stderr, flush=True)
            rows += work()
    return rows


def best(work: Callable[[], object], *, times: int = 3) -> str:
    seconds = sorted(timed(work) for _ in range(times))
    return f"{seconds[len(seconds) // 2]:.2f} s" + (f" (mediaan van {times})" if times > 1 else "")


def written(rows: Rows) -> str:
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in PACKAGES)
    lines = [
        "# Measured speed",
        "",
        f"`make bench` on {datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, {versions}. The promise stands beside each figure.",
        "",
        "| wat | belofte | gemeten |",
        "|---|---|---|",
        *(f"| {what} | {promise} | {found} |" for what, promise, found in rows),
        "",
    ]
    return "\n".join(lines)


def main() -> None:
    """Everything, written down; with --only some parts, shown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--only", default="", help=f"comma-separated parts: {', '.join(PARTS)}; nothing is written then"
    )
    parser.add_argument("--home", type=Path, help="a home that holds the published sample, to save making one")
    given = parser.parse_args()
    parts = [part for part in PARTS if part in given.only.split(",")] if given.only else list(PARTS)
    folder = Path(tempfile.mkdtemp(prefix="kwartaalbeeld-bench-"))
    try:
        text = written(measure(folder, parts, home=given.home))
    finally:
        shutil.rmtree(folder)
    if not given.only:
        Path(__file__).with_name("results.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
