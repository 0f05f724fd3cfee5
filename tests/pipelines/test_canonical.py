"""The canonical text of a table is what pandas writes, also where values are awkward."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pipelines.canonical import canonical_text

_ROWS = 700  # enough to be written value by value


@pytest.mark.parametrize("rows", [0, 1, _ROWS])
def test_the_canonical_text_is_what_pandas_writes(rows: int) -> None:
    words = ["plain", "", "a,b", 'say "so"', "two\nlines", "carriage\rreturn", " blank", "é", None, "1.0", "nan"]
    numbers = [0.0, -0.0, 0.1 + 0.2, 1e22, 1e-7, float("inf"), float("nan"), 3.0, 123456789.123456789]
    at = np.arange(rows)
    frame = pd.DataFrame(
        {
            "text": pd.Series([words[i % len(words)] for i in at], dtype="str"),
            "number": pd.Series([numbers[i % len(numbers)] for i in at], dtype="float64"),
            "whole": pd.Series([None if i % 7 == 0 else int(i) for i in at], dtype="Int64"),
            "yes": pd.Series([i % 3 == 0 for i in at], dtype="bool"),
        }
    )
    assert canonical_text(frame) == frame.to_csv(index=False, lineterminator="\n")
    days = frame.assign(on=pd.to_datetime("2025-01-01") + pd.to_timedelta(at, unit="D"))
    assert canonical_text(days) == days.to_csv(index=False, lineterminator="\n")
