"""Compound files (OLE): the container of old .xls files, of workbooks with a password, and of much else."""

from __future__ import annotations

import struct
from pathlib import Path

from pipelines.reading.facts import Unreadable

_END = 0xFFFFFFFA  # sector numbers from here on are marks


class Compound:
    """The named streams of a compound file. Raises Unreadable `damaged_workbook` when its chains make no sense."""

    def __init__(self, data: bytes) -> None:
        try:
            self._open(data)
        except (struct.error, IndexError, OverflowError):
            raise Unreadable("damaged_workbook") from None

    def _open(self, data: bytes) -> None:
        self._data = data
        self._size = 1 << struct.unpack_from("<H", data, 30)[0]
        self._small = 1 << struct.unpack_from("<H", data, 32)[0]
        if self._size not in (512, 4096) or self._small != 64:
            raise Unreadable("damaged_workbook")
        directory, _, self._cutoff, small_table, _, further, count = struct.unpack_from("<7I", data, 48)
        sectors = list(struct.unpack_from("<109I", data, 76))
        for _ in range(min(count, 10_000)):
            *more, further = struct.unpack_from(f"<{self._size // 4}I", data, self._at(further))
            sectors += more
        self._table: list[int] = []
        for sector in sectors:
            if sector < _END:
                self._table += struct.unpack_from(f"<{self._size // 4}I", data, self._at(sector))
        entries = self._chain(directory)
        self.streams: dict[str, tuple[int, int]] = {}
        self.names: set[str] = set()
        root = 0
        for offset in range(0, len(entries) - 127, 128):
            length, kind = struct.unpack_from("<HB", entries, offset + 64)
            start, size = struct.unpack_from("<IQ", entries, offset + 116)
            name = entries[offset : offset + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
            self.names.add(name)
            if kind == 2:
                self.streams.setdefault(name, (start, size & 0xFFFFFFFF))
            elif kind == 5:
                root = start
        self._mini = self._chain(root) if root < _END else b""
        raw = self._chain(small_table) if small_table < _END else b""
        self._mini_table = struct.unpack(f"<{len(raw) // 4}I", raw)

    def _at(self, sector: int) -> int:
        return (sector + 1) * self._size

    def _chain(self, sector: int) -> bytes:
        parts: list[bytes] = []
        while sector < _END:
            if len(parts) > len(self._table):
                raise Unreadable("damaged_workbook")  # a chain that bites its tail
            parts.append(self._data[self._at(sector) : self._at(sector) + self._size])
            sector = self._table[sector]
        return b"".join(parts)

    def read(self, name: str) -> bytes:
        """The content of a stream."""
        start, size = self.streams[name]
        try:
            if size >= self._cutoff:
                return self._chain(start)[:size]
            parts: list[bytes] = []
            while start < _END and len(parts) <= len(self._mini_table):
                parts.append(self._mini[start * self._small : (start + 1) * self._small])
                start = self._mini_table[start]
        except IndexError:
            raise Unreadable("damaged_workbook") from None
        return b"".join(parts)[:size]


def kind_of(path: Path) -> str:
    """`xls`, when it is an old workbook without macros, password or attachments."""
    names = Compound(path.read_bytes()).names
    if "EncryptedPackage" in names:
        raise Unreadable("password")
    if names & {"_VBA_PROJECT_CUR", "_VBA_PROJECT", "Macros", "VBA"}:
        raise Unreadable("macros")
    if "Workbook" in names:
        if any(name.startswith("MBD") or name == "\x01Ole10Native" for name in names):
            raise Unreadable("embedded")
        return "xls"
    if "Book" in names:
        raise Unreadable("old_excel")
    if names & {"WordDocument", "PowerPoint Document", "VisioDocument", "__properties_version1.0"}:
        raise Unreadable("document", "Word, PowerPoint of Outlook")
    raise Unreadable("wrong_kind", "binair")
