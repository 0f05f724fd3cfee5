"""Every file as it was delivered, named by its sha256; a file waits in quarantine until it was screened."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from pathlib import Path

from pipelines.errors import IntegrityBroken
from pipelines.place import Home, sync_folder, write_durably


@dataclass(frozen=True)
class Quarantined:
    """A file that has arrived and is not yet screened."""

    sha256: str
    path: Path


class Archive:
    """Plain files. Nothing that was admitted is ever changed or removed."""

    def __init__(self, home: Home) -> None:
        self.home = home

    def path(self, sha256: str) -> Path:
        return self.home.archive / sha256[:2] / sha256

    def receive(self, data: bytes) -> Quarantined:
        """Put bytes in quarantine, durably, before anything reads them."""
        sha256 = hashlib.sha256(data).hexdigest()
        path = self.home.quarantine / f"{sha256}-{uuid.uuid4().hex[:8]}"
        write_durably(path, data)
        return Quarantined(sha256, path)

    def admit(self, waiting: Quarantined) -> None:
        """Move a screened file from quarantine into the archive."""
        target = self.path(waiting.sha256)
        if not target.parent.exists():
            target.parent.mkdir(parents=True)
            sync_folder(self.home.archive)
        waiting.path.replace(target)
        sync_folder(target.parent)

    def keep(self, data: bytes) -> str:
        """Archive something of our own (a recipe, settings). Returns its sha256."""
        sha256 = hashlib.sha256(data).hexdigest()
        if not self.path(sha256).exists():
            write_durably(self.path(sha256), data)
        return sha256

    def destroy(self, waiting: Quarantined) -> None:
        """Remove a quarantined file; what became of it stands in the ledger."""
        waiting.path.unlink(missing_ok=True)
        sync_folder(self.home.quarantine)

    def sweep(self) -> None:
        """Drop what an interrupted act left in quarantine: nobody was told that it had arrived."""
        if self.home.quarantine.exists():
            for leftover in self.home.quarantine.iterdir():
                leftover.unlink()

    def read(self, sha256: str) -> bytes:
        """The archived bytes, checked against their name. Raises IntegrityBroken."""
        path = self.path(sha256)
        if not path.exists():
            raise IntegrityBroken(f"Bestand {sha256[:12]} ontbreekt in het archief. Zet een reservekopie terug.")
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != sha256:
            raise IntegrityBroken(f"Bestand {sha256[:12]} in het archief is beschadigd. Zet een reservekopie terug.")
        return data
