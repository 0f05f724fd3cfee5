"""How texts are held in memory: it changes what things cost, never what comes out."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from pipelines.reading import pool
from pipelines.reading.pool import ReadingPool
from pipelines.reading.text_storage import OWN, texts_held

_OPTION = "mode.string_storage"


def held_by(pool: ReadingPool, path: Path) -> str:
    return pool.read(path).sheets[0].frame[0].dtype.storage


def test_the_last_one_to_leave_puts_the_option_back() -> None:
    before = pd.get_option(_OPTION)
    first, second = texts_held(few=True), texts_held(few=True)
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert pd.get_option(_OPTION) == OWN.storage
    second.__exit__(None, None, None)
    assert pd.get_option(_OPTION) == before


def test_where_texts_are_many_nothing_changes() -> None:
    before = pd.get_option(_OPTION)
    with texts_held(few=False):
        assert pd.get_option(_OPTION) == before


def test_a_failure_inside_puts_the_option_back_as_well() -> None:
    before = pd.get_option(_OPTION)
    with pytest.raises(ValueError, match="stuk"), texts_held(few=True):
        raise ValueError("stuk")
    assert pd.get_option(_OPTION) == before


def test_a_small_file_is_held_as_pythons_own_and_a_large_one_by_arrow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (path := tmp_path / "a.csv").write_text("naam;getal\nde Linde;3\n", encoding="utf-8")
    with ReadingPool(1) as children:
        assert held_by(children, path) == "python"
        monkeypatch.setattr(pool, "FEW", 3)
        assert held_by(children, path) == "pyarrow"
