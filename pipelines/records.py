"""The rows of a frame as records, for words that are told row by row."""

from __future__ import annotations

from typing import Any

import pandas as pd


def records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """A dictionary per row, with plain numbers and texts: of many columns in a fraction of the time of `to_dict`."""
    names = rows.columns.tolist()
    return [dict(zip(names, row, strict=True)) for row in zip(*(rows[name].tolist() for name in names), strict=True)]
