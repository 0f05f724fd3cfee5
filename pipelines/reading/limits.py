"""A child process with a limit on memory, computing time and priority, for work on a file of unknown origin.

Run as `python -m pipelines.reading.limits MODULE` it sets the limits and then runs MODULE as a program."""

from __future__ import annotations

import json
import os
import runpy
import subprocess
import sys
from typing import Any

from pipelines.reading.facts import Unreadable

MEMORY_BYTES = 3_000_000_000
SECONDS = 30  # of computing, and on the clock
NICENESS = 5


def limit() -> None:
    """Keep a hostile file from taking the machine along; a platform without rlimits goes without."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(NICENESS)
    allow_seconds(SECONDS)


def allow_seconds(seconds: int) -> None:
    """Computing time from now on. Only the soft limit moves, so that a kept child gets as much for its next file."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + 1 + seconds, hard))


def child_environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUTF8": "1"}


def child_command(module: str) -> list[str]:
    return [sys.executable, "-m", "pipelines.reading.limits", module]


def run_limited(module: str, request: dict[str, Any], *, timeout: float = SECONDS) -> dict[str, Any]:
    """Run a module that reads one JSON request from stdin and prints one JSON answer. Raises Unreadable `reader_died`,
    `too_slow`, or the `code` (with `detail`) that the answer holds."""
    try:
        done = subprocess.run(
            child_command(module), input=json.dumps(request).encode(), stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, env=child_environment(), timeout=timeout, check=False,
        )  # fmt: skip
        said = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        raise Unreadable("too_slow") from None
    except ValueError:
        raise Unreadable("reader_died") from None
    if "code" in said:
        raise Unreadable(said["code"], said.get("detail", ""))
    return said


def main() -> None:
    limit()
    module = sys.argv[1]
    sys.argv = [module]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
