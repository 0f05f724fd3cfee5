"""`make bench`: the promises about speed, measured on this machine, written to benchmarks/results.md."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.request import urlopen

from benchmarks.reading import measure_reading
from benchmarks.reruns import summary, warm_reruns

QUARTER = "2025-K4"
COMMAND = [sys.executable, "-m", "dashboard.commands"]
PACKAGES = ("streamlit", "pandas", "duckdb", "plotly", "pandera", "python-calamine", "typst")


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def command(*words: str) -> Callable[[], object]:
    return lambda: subprocess.run([*COMMAND, *words], check=True, stdout=subprocess.DEVNULL)


def measure(folder: Path) -> list[tuple[str, str, str]]:
    """(what, promise, measured), from an empty home on."""
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
    rows.append(("report --all, 28 PDF's (proces erbij)", "5 s", best(report)))
    return rows + pages(home) + measure_reading(folder)


def best(work: Callable[[], object], *, times: int = 3) -> str:
    seconds = sorted(timed(work) for _ in range(times))
    return f"{seconds[len(seconds) // 2]:.2f} s" + (f" (mediaan van {times})" if times > 1 else "")


def pages(home: Path) -> list[tuple[str, str, str]]:
    """Warm reruns of both pages on a server as a user starts it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [*COMMAND, "show", "--port", str(port), "--no-browser", "--home", str(home)], stdout=subprocess.PIPE
    )
    try:
        assert server.stdout
        server.stdout.readline()
        with urlopen(f"http://127.0.0.1:{port}/gezond") as answer:
            assert answer.status == 200
        asked = {
            "Overzicht": ("", f"kwartaal={QUARTER}"),
            "Aanbieder": ("aanbieder", f"kwartaal={QUARTER}&aanbieder=de-linde"),
        }
        return [
            (f"pagina {name}, warme herhaling", "60 ms", summary(warm_reruns(port, *where)))
            for name, where in asked.items()
        ]
    finally:
        server.terminate()
        server.wait()
        if server.stdout:
            server.stdout.close()


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="kwartaalbeeld-bench-"))
    try:
        rows = measure(folder)
    finally:
        shutil.rmtree(folder)
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
    text = "\n".join(lines)
    Path(__file__).with_name("results.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
