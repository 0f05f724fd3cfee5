"""What a delivered column is: its name in code, its Dutch header, how its text is read, and its checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

import pandas as pd
import pandera.pandas as pa

_AT = "at"  # where a row check keeps the column of which it tells


class Kind(StrEnum):
    """How the text of a cell becomes a value; the parsers stand in pipelines.sources.parsers."""

    TEXT = "text"
    IDENTIFIER = "identifier"
    NUMBER = "number"
    WHOLE = "whole"
    DATE = "date"
    PERIOD = "period"
    WORD = "word"
    FLAG = "flag"


# pandas dtype of the parsed column; dates travel as datetime64[us], never as text
DTYPES = {
    Kind.TEXT: "str",
    Kind.IDENTIFIER: "str",
    Kind.NUMBER: "float64",
    Kind.WHOLE: "float64",
    Kind.DATE: "datetime64[us]",
    Kind.PERIOD: "str",
    Kind.WORD: "str",
    Kind.FLAG: "boolean",
}


@dataclass(frozen=True)
class Field:
    """One column of a delivery. `header` is what the user sees; `aliases` are headers we also accept."""

    name: str
    header: str
    kind: Kind
    explanation: str
    required: bool = False
    aliases: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    synonyms: Mapping[str, str] = field(
        default_factory=dict, repr=False, hash=False
    )  # folded: what else files call those words
    digits: int = 0  # of a code that is a number of this many digits, where spreadsheets lose leading zeros
    secret: bool = False  # what stands in it is never repeated to anybody
    later: bool = False  # a column that forms of before do not have: they miss nothing
    checks: tuple[pa.Check, ...] = field(default=(), repr=False)


@dataclass(frozen=True, eq=False)
class SheetForm:
    """One table of a delivery: sheet name, columns, key, and checks over a row. There is one of each, compared as such."""

    name: str
    title: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    row_checks: tuple[pa.Check, ...] = field(default=(), repr=False)

    def field(self, name: str) -> Field:
        return next(item for item in self.fields if item.name == name)

    @cached_property
    def schema(self) -> pa.DataFrameSchema:
        """The typed gate: every column present, of its type, with its checks. Key checks are our own."""
        columns = {
            item.name: pa.Column(DTYPES[item.kind], checks=list(item.checks), nullable=not item.required, required=True)
            for item in self.fields
        }
        return pa.DataFrameSchema(columns, checks=list(self.row_checks), strict="filter", unique_column_names=True)


def at_least(minimum: float, code: str) -> pa.Check:
    """Every value is at least `minimum`; the check's name is the code of its finding."""
    return pa.Check(lambda s: s >= minimum, name=code, ignore_na=True)


def not_before(start: str, end: str, code: str) -> pa.Check:
    """Row check: where both dates are given, `end` is not before `start`. What fails stands at `end` (see `fails_at`)."""

    def holds(frame: pd.DataFrame) -> pd.Series:
        return frame[start].isna() | frame[end].isna() | (frame[end] >= frame[start])

    return pa.Check(holds, name=code, statistics={_AT: end})


def fails_at(check: pa.Check) -> str | None:
    """The column of which a row check tells what is wrong; None where it is of the row as a whole."""
    return (check.statistics or {}).get(_AT)
