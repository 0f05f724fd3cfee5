"""A few reading children, kept for many files: a file that kills its reader harms nobody else."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pyarrow as pa

from pipelines.reading.cells import FileCells, SheetCells, Unreadable

TIMEOUT_SECONDS = 60.0


class _Child:
    """One child process and its two pipes."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None

    def ask(self, request: dict[str, str | None]) -> tuple[dict[str, Any], list[bytes]]:
        """Send one request and wait: what is said of the file, and the packed cells of its sheets. Raises Unreadable `reader_died` or `too_slow`; the child is then gone."""
        process = self.process = self.process or self._start()
        assert process.stdin and process.stdout
        timer = threading.Timer(TIMEOUT_SECONDS, process.kill)
        timer.start()
        try:
            process.stdin.write(json.dumps(request).encode() + b"\n")
            process.stdin.flush()
            line = process.stdout.readline()
            said = json.loads(line) if line.endswith(b"\n") else None
            packed = [process.stdout.read(size) for size in said.get("sizes", ())] if said else []
            whole = said is not None and [len(data) for data in packed] == said.get("sizes", [])
        except OSError:
            said, packed, whole = None, [], False
        finally:
            slow = not timer.is_alive()
            timer.cancel()
        if said is None or not whole:
            self.stop()
            raise Unreadable("too_slow" if slow else "reader_died")
        return said, packed

    @staticmethod
    def _start() -> subprocess.Popen[bytes]:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1"}
        return subprocess.Popen(
            [sys.executable, "-m", "pipelines.reading.child"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment,
        )  # fmt: skip

    def stop(self) -> None:
        if self.process is None:
            return
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()
        self.process.kill()
        self.process.wait()
        self.process = None


class ReadingPool:
    """Use as a context manager. `read` one file, or `read_all` in order with the children working ahead."""

    def __init__(self, children: int = 2) -> None:
        self._free: SimpleQueue[_Child] = SimpleQueue()
        self._children = [_Child() for _ in range(children)]
        for child in self._children:
            self._free.put(child)

    def __enter__(self) -> ReadingPool:
        return self

    def __exit__(self, *_: object) -> None:
        for child in self._children:
            child.stop()

    def read(self, path: Path, *, encoding: str | None = None, separator: str | None = None) -> FileCells:
        """The cells of a file. Raises Unreadable."""
        child = self._free.get()
        try:
            said, packed = child.ask({"path": str(path), "encoding": encoding, "separator": separator})
        finally:
            self._free.put(child)
        if "code" in said:
            raise Unreadable(said["code"], said["detail"])
        sheets = [_unpack(facts, data) for facts, data in zip(said["sheets"], packed, strict=True)]
        visible = said["visible"]
        return FileCells(said["kind"], tuple(sheets[:visible]), tuple(said["hidden"]), tuple(sheets[visible:]))

    def read_all(
        self, paths: Iterable[Path], *, encoding: str | None = None, separator: str | None = None
    ) -> Iterator[FileCells | Unreadable]:
        """Each file's cells, or why not, in the order given; a few files ahead of the caller."""
        ahead = 2 * len(self._children)
        with ThreadPoolExecutor(len(self._children)) as threads:
            waiting: list[Future[FileCells]] = []
            for path in paths:
                waiting.append(threads.submit(self.read, path, encoding=encoding, separator=separator))
                if len(waiting) > ahead:
                    yield _result(waiting.pop(0))
            for future in waiting:
                yield _result(future)


def _unpack(facts: dict[str, Any], data: bytes) -> SheetCells:
    frame = pa.ipc.open_stream(pa.py_buffer(data)).read_pandas()
    frame.columns = range(frame.shape[1])
    lists = {key: tuple(value) for key, value in facts.items() if key != "name"}
    return SheetCells(facts["name"], frame, **lists)


def _result(future: Future[FileCells]) -> FileCells | Unreadable:
    try:
        return future.result()
    except Unreadable as problem:
        return problem
