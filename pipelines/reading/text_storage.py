"""How the texts of a file are held: as Python's own where they are few, in the columns of Arrow where they are many."""

from __future__ import annotations

import threading
from collections.abc import Generator
from contextlib import contextmanager

import numpy as np
import pandas as pd

FEW = 50_000  # cells; the file of a quarter holds some hundreds to some thousands
SHORT = 1_000  # rows: a shorter column is sooner asked row by row than by its distinct texts
OWN = pd.StringDtype("python", na_value=np.nan)  # equal in name and meaning to the dtype "str" of Arrow

_OPTION = "mode.string_storage"
_lock = threading.Lock()
_inside: list[None] = []  # one for each caller, in any thread


@contextmanager
def texts_held(*, few: bool) -> Generator[None]:
    """Where texts are few, pandas makes its columns of text of Python's own while this lasts: over a short column it takes
    a fifth of the time. Of millions Arrow takes a tenth of the memory. Whoever is the last to leave puts the option back."""
    if not few:
        yield
        return
    with _lock:
        _inside.append(None)
        pd.set_option(_OPTION, OWN.storage)
    try:
        yield
    finally:
        with _lock:
            _inside.pop()
            if not _inside:
                pd.reset_option(_OPTION)
