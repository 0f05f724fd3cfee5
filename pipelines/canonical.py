"""The rows of a table as one canonical text: what identical content is told by."""

from __future__ import annotations

import numpy as np
import pandas as pd

_MANY = 500  # rows from which looking up each value once is quicker than writing every one


def canonical_text(frame: pd.DataFrame) -> str:
    """Byte for byte what pandas writes as CSV, header included; of a long table in a quarter of the time."""
    if frame.empty:
        return ",".join(frame.columns) + "\n"
    days = frame.select_dtypes("datetime")
    if len(frame) < _MANY or len(days.columns):  # how a day is written depends on the other days of its column
        return frame.to_csv(index=False, lineterminator="\n")
    columns = [_texts(frame[name]) for name in frame.columns]
    return "\n".join([",".join(frame.columns), *map(",".join, zip(*columns, strict=True)), ""])


def _texts(column: pd.Series) -> np.ndarray:
    """Each value as CSV writes it: every different value is written once."""
    if column.dtype == "float64":  # by their bits, for -0.0 is another text than 0.0
        codes, bits = pd.factorize(column.to_numpy().view("int64"))
        words = ["" if number != number else repr(number) for number in bits.view("float64").tolist()]
    else:
        codes, found = pd.factorize(column)
        words = [_quoted(str(value)) for value in found.tolist()]
    return np.array([*words, ""], dtype=object)[codes]  # -1, the last, is nothing


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in ',"\n') else text
