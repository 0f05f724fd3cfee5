"""Where the real foreign files stand that the statistics are held against.

No __init__.py here: this folder may not stand in for the standard library's `statistics`."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

REAL = Path(os.environ.get("KWARTAALBEELD_REAL", Path(__file__).parents[4] / "shared" / "real"))


@pytest.fixture
def real() -> Callable[[str], Path]:
    def path(name: str) -> Path:
        if not (REAL / name).exists():
            pytest.skip(f"{name} is not here; it stands in ../shared/real")
        return REAL / name

    return path
