"""Every page on a server: warm reruns on the sample and on a hundred times the sample, and a crowd of fifty readers."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

from benchmarks.large import write_large
from benchmarks.reruns import Asked, crowd, summary, warm_reruns
from dashboard.contents import CONTENTS
from dashboard.selection import PROVIDER, QUARTER
from schemas.place import HOME_VARIABLE, publications_folder
from schemas.publication import POINTER

ROOT = Path(__file__).parents[1]
SAMPLE = {QUARTER: "2025-K4", PROVIDER: "de-linde"}
TIMES = 100
READY = 120  # seconds a server may take to start
Rows = list[tuple[str, str, str]]


def asked() -> dict[str, Asked]:
    """Every page by its title, with the quarter and the provider that it knows."""
    known = {item.title: [name for name in item.parameters if name in SAMPLE] for item in CONTENTS}
    return {
        item.title: (item.address, urlencode({name: SAMPLE[name] for name in known[item.title]})) for item in CONTENTS
    }


@contextmanager
def serving(home: Path, *, plain: bool = False) -> Iterator[int]:
    """A server as a user starts it; `plain`: the same pages by `streamlit run`, with nothing of our own around it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    ours = ["-m", "dashboard.commands", "show", "--port", str(port), "--no-browser", "--home", str(home)]
    theirs = ["-m", "streamlit", "run", "dashboard/app.py", "--server.port", str(port), "--server.headless", "true",
              "--server.address", "127.0.0.1", "--browser.gatherUsageStats", "false"]  # fmt: skip
    server = subprocess.Popen(
        [sys.executable, *(theirs if plain else ours)], cwd=ROOT, env=os.environ | {HOME_VARIABLE: str(home)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _until_it_answers(f"http://127.0.0.1:{port}/{'_stcore/health' if plain else 'gezond'}", server)
        yield port
    finally:
        server.terminate()
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _until_it_answers(address: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + READY
    while time.monotonic() < end and server.poll() is None:
        try:
            with urlopen(address, timeout=5) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"the server did not answer at {address}")


def measure_pages(home: Path) -> Rows:
    """Warm reruns of every page on the sample."""
    with serving(home) as port:
        return _each_page(port, "pagina {title}, warme herhaling", promise="60 ms")


def measure_large(home: Path, folder: Path) -> Rows:
    """The same with a hundred times as many providers, in a publication made from the sample's own tables."""
    large = folder / "large"
    shutil.copytree(
        home, large, ignore=shutil.ignore_patterns("publications", "lock")
    )  # the desk's own stores stay small
    pointer = publications_folder(home) / POINTER
    started = time.perf_counter()
    path = write_large(large, pointer.parent / pointer.read_text(encoding="utf-8").strip(), times=TIMES)
    made = f"{time.perf_counter() - started:.0f} s, {path.stat().st_size / 1e6:.0f} MB"
    with serving(large) as port:
        rows = _each_page(port, "pagina {title}, " + f"{TIMES} keer het voorbeeld", promise="150 ms")
    return [(f"publicatie van {TIMES} keer het voorbeeld maken", "-", made), *rows]


def _each_page(port: int, what: str, *, promise: str) -> Rows:
    found: Rows = []
    for title, where in asked().items():
        try:
            shown = summary(warm_reruns(port, *where))
        except Exception as fault:  # noqa: BLE001 - one page that fails is a line in the table, not the end of the bench
            shown = f"mislukt: {fault}"
        found.append((what.format(title=title), promise, shown))
    return found


def measure_load(home: Path, *, sessions: int = 50, think: float = 10.0, seconds: float = 60.0) -> Rows:
    """Fifty readers of the pages with figures, on our server and on Streamlit as it comes."""
    read = {item.title for item in CONTENTS if item.parameters}
    wanted = [where for title, where in asked().items() if title in read]
    rows: Rows = []
    for plain, name in ((False, "onze server"), (True, "Streamlit zoals het komt")):
        with serving(home, plain=plain) as port:
            for where in wanted:  # a page that nobody opened yet is slow once, and that is another figure
                warm_reruns(port, *where, times=1)
            load = crowd(port, wanted, sessions=sessions, think=think, seconds=seconds)
        shown = f"{summary(load.milliseconds)}, {len(load.milliseconds)} antwoorden, {load.errors} fouten"
        what = f"{sessions} lezers, 0 tot {think:.0f} s denktijd, {seconds:.0f} s, {name}"
        rows.append((what, "-" if plain else "p95 150 ms, 0 fouten", shown))
    return rows
