"""A few reading children, kept for many files: a file that kills its reader harms nobody else."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import signal
import subprocess
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pyarrow as pa

from pipelines.reading.cells import FileCells, SheetCells, Unreadable, set_aside
from pipelines.reading.limits import SECONDS, child_command, child_environment
from pipelines.reading.text_storage import FEW, OWN

TIMEOUT_SECONDS = float(SECONDS)
_OUT_OF_TIME = getattr(signal, "SIGXCPU", 0)


class _Child:
    """One child process and its two pipes."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None

    def ask(self, request: dict[str, str | None]) -> tuple[dict[str, Any], list[pa.Table]]:
        """Send one request and wait: what is said of the file, and the cells of its sheets. Raises Unreadable
        `reader_died` or `too_slow`; the child is then gone."""
        if self.process is not None and self.process.poll() is not None:
            self.stop()  # it died between two files: the next file is not to blame
        process = self.process = self.process or self._start()
        timer = threading.Timer(TIMEOUT_SECONDS, process.kill)
        timer.start()
        try:
            return self._exchange(process, request)
        except (OSError, ValueError, pa.ArrowException):
            slow = not timer.is_alive()
            self.stop()
            raise Unreadable("too_slow" if slow or process.returncode == -_OUT_OF_TIME else "reader_died") from None
        finally:
            timer.cancel()

    @staticmethod
    def _exchange(
        process: subprocess.Popen[bytes], request: dict[str, str | None]
    ) -> tuple[dict[str, Any], list[pa.Table]]:
        assert process.stdin and process.stdout
        process.stdin.write(json.dumps(request).encode() + b"\n")
        process.stdin.flush()
        said = json.loads(process.stdout.readline())
        return said, [pa.ipc.open_stream(process.stdout).read_all() for _ in said.get("sheets", ())]

    @staticmethod
    def _start() -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            child_command("pipelines.reading.child"),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=child_environment(),
        )  # fmt: skip

    def stop(self) -> None:
        if self.process is None:
            return
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()
        self.process.kill()  # no signal is sent when it was gone already, so the return code says why
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

    @property
    def process_ids(self) -> list[int]:
        """Of the children that have started."""
        return [child.process.pid for child in self._children if child.process]

    def read(self, path: Path, *, encoding: str | None = None, separator: str | None = None) -> FileCells:
        """The cells of a file. Raises Unreadable."""
        child = self._free.get()
        try:
            said, tables = child.ask({"path": str(path), "encoding": encoding, "separator": separator})
        finally:
            self._free.put(child)
        if "code" in said:
            raise Unreadable(said["code"], said["detail"])
        few = sum(table.num_rows * table.num_columns for table in tables) <= FEW
        sheets = [_sheet(facts, table, few=few) for facts, table in zip(said["sheets"], tables, strict=True)]
        seen, unseen = tuple(sheets[: said["visible"]]), tuple(sheets[said["visible"] :])
        return set_aside(FileCells(said["kind"], seen, tuple(sheet.name for sheet in unseen), unseen))

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


_shared: dict[int, ReadingPool] = {}


def shared_pool() -> ReadingPool:
    """The pool of this process, kept for all its acts: starting a child costs more than reading a quarter's file. A
    process that was forked off makes its own."""
    if os.getpid() not in _shared:
        _shared.clear()
        pool = _shared[os.getpid()] = ReadingPool()
        atexit.register(pool.__exit__)
    return _shared[os.getpid()]


def _sheet(facts: dict[str, Any], table: pa.Table, *, few: bool) -> SheetCells:
    # text columns are shared with Arrow, not copied, unless they are few
    frame = table.to_pandas(types_mapper=(lambda _: OWN) if few else None)
    frame.columns = range(frame.shape[1])
    lists: dict[str, Any] = {key: tuple(value) for key, value in facts.items() if key != "name"}
    return SheetCells(facts["name"], frame, **lists)


def _result(future: Future[FileCells]) -> FileCells | Unreadable:
    try:
        return future.result()
    except Unreadable as problem:
        return problem
