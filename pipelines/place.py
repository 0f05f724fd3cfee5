"""The local state of one municipality: its folders, and the lock that lets one act write at a time."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from pipelines.errors import Busy, NotFound
from schemas.place import publications_folder

WAIT_SECONDS = 30.0


@dataclass(frozen=True)
class Home:
    """Paths below `--home`. Nothing here opens or writes a store."""

    root: Path

    @property
    def quarantine(self) -> Path:
        return self.root / "quarantine"

    @property
    def archive(self) -> Path:
        return self.root / "archive"

    @property
    def ledger(self) -> Path:
        return self.root / "ledger.sqlite"

    @property
    def warehouse(self) -> Path:
        return self.root / "warehouse.duckdb"

    @property
    def publications(self) -> Path:
        return publications_folder(self.root)

    @property
    def recipes(self) -> Path:
        return self.root / "recipes"

    def require(self) -> None:
        if not self.ledger.exists():
            raise NotFound(
                f"In {self.root} staat nog geen Kwartaalbeeld. "
                f'Begin met "kwartaalbeeld init --home {self.root}" of probeer eerst "kwartaalbeeld demo".'
            )

    @contextmanager
    def writing(self, *, wait: float | None = None) -> Generator[None]:
        """Hold the one write lock. Raises Busy when another act keeps it longer than `wait` seconds."""
        self.root.mkdir(parents=True, exist_ok=True)
        seconds = wait if wait is not None else float(os.environ.get("KWARTAALBEELD_WAIT", WAIT_SECONDS))
        lock = FileLock(self.root / "lock", timeout=seconds)
        try:
            lock.acquire()
        except Timeout as problem:
            raise Busy(
                f"Kwartaalbeeld is bezig met een andere opdracht en gaf na {seconds:g} seconden nog geen ruimte. "
                "Er is niets veranderd. Probeer het zo dadelijk opnieuw."
            ) from problem
        try:
            yield
        finally:
            lock.release()


def sync_folder(folder: Path) -> None:
    """Make a rename or new name in `folder` survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_durably(path: Path, data: bytes) -> None:
    """Write whole or not at all: a temporary name, fsync, rename, fsync of the folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    sync_folder(path.parent)
