"""The way in: the publication that the pointer names now, opened again when the pointer moves."""

from __future__ import annotations

import threading
from pathlib import Path

from dashboard.readings.asking import NoPublication
from dashboard.readings.file import Readings
from schemas.place import publications_folder
from schemas.publication import POINTER


class Door:
    """Finds the current publication, for `intern`, and opens it again when the pointer moves."""

    def __init__(self, home: Path) -> None:
        self.pointer = publications_folder(home) / POINTER
        self._lock = threading.Lock()
        self._current: Readings | None = None

    def open(self) -> Readings:
        """The readings of the file that the pointer names now. Raises NoPublication."""
        try:
            name = self.pointer.read_text(encoding="utf-8").strip()
        except OSError as error:
            raise NoPublication("missing", self.pointer) from error
        if not name or Path(name).name != name:
            raise NoPublication("unreadable", self.pointer)
        path = self.pointer.parent / name
        with self._lock:
            if self._current is None or self._current.path != path:
                if not path.is_file():
                    raise NoPublication("missing", path)
                self._current = Readings(path)
            return self._current
