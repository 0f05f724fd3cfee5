"""A table of the publication as the contract promises it."""

from __future__ import annotations

from functools import cache

import pandas as pd

from schemas import publication as promise

_DTYPES = {
    promise.TEXT: "str",
    promise.REAL: "float64",
    promise.WHOLE: "Int64",
    promise.FLAG: "bool",
    promise.DAY: "datetime64[us]",
}


def shaped(frame: pd.DataFrame, table: promise.Table) -> pd.DataFrame:
    """The promised columns, types and order."""
    if not len(frame):  # most tables of a small home: made once, for it takes longer than it seems
        return _empty(tuple(table.columns.items())).copy()
    shaped = pd.DataFrame({name: frame[name].astype(_DTYPES[kind]) for name, kind in table.columns.items()})  # type: ignore[arg-type]  # a type by its name, where the stubs know classes and a list of literals
    return shaped.sort_values(list(table.key), kind="stable", na_position="first").reset_index(drop=True)


@cache
def _empty(columns: tuple[tuple[str, str], ...]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(dtype=_DTYPES[kind]) for name, kind in columns})
