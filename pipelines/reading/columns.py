"""Rows of text -> Arrow columns, chunk by chunk, so that a large sheet never stands in memory as Python lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, zip_longest
from typing import Any, BinaryIO

import numpy as np
import pyarrow as pa

from pipelines.reading.facts import MAX_CELLS, Facts, Unreadable, column_number, refuse_empty_rows, refuse_width

_CHUNK_CELLS = 6_000  # what stays in the processor's cache is turned from rows into columns three times as fast
_BATCH_CELLS = 250_000
_TEXT = pa.large_string()  # what pandas keeps without copying


class _Known(dict[float, str]):
    """Numbers that were written as text before: most numbers in a sheet return."""

    def __init__(self, text: Callable[[Any], str]) -> None:
        super().__init__()
        self._text = text

    def __missing__(self, value: float) -> str:
        text = self[value] = self._text(value)
        return text


class Columns:
    """The text columns of one sheet while it is read. Rows may differ in length; what is missing is ''. `text` turns
    a value that is no text yet into one."""

    def __init__(self, text: Callable[[Any], str] = str) -> None:
        self._text, self._numbers = text, _Known(text)
        self.height = self.width = self._empty = 0
        self._chunks: list[tuple[int, list[pa.Array]]] = []

    def read(self, rows: Iterable[Sequence[Any]]) -> None:
        """Take all rows. Raises Unreadable when there are far too many empty rows, columns or cells."""
        waiting, size = iter(rows), 100
        while chunk := list(islice(waiting, size)):
            self.add(chunk)
            size = max(10, _CHUNK_CELLS // max(self.width, 1))

    def add(self, rows: list[Sequence[Any]]) -> None:
        if len(self._numbers) > _BATCH_CELLS:
            self._numbers.clear()
        widest = max(map(len, rows))
        refuse_width(widest)
        self.width, self.height = max(self.width, widest), self.height + len(rows)
        if self.width * self.height > MAX_CELLS:
            raise Unreadable("too_large", "cellen")
        self._empty += sum(1 for row in rows if not row or (row[0] == "" and row.count("") == len(row)))
        refuse_empty_rows(self._empty)
        self._chunks.append((len(rows), [self._array(column) for column in zip_longest(*rows, fillvalue="")]))

    @property
    def blank(self) -> bool:
        """Whether no row holds anything."""
        return self._empty == self.height

    def _array(self, values: Sequence[Any]) -> pa.Array:
        try:
            joined = "".join(values)
        except TypeError:
            text, numbers = self._text, self._numbers
            values = [v if type(v) is str else numbers[v] if type(v) is float else text(v) for v in values]
            joined = "".join(values)
        return text_array(values, joined)

    def write(self, out: BinaryIO) -> None:
        """Send the columns as an Arrow stream, letting each chunk go once it is written."""
        schema = pa.schema([(str(index), _TEXT) for index in range(self.width)])
        with pa.ipc.new_stream(out, schema) as stream:
            for batch in self._batches(schema):
                stream.write_batch(batch)

    def _batches(self, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
        rows = max(1, _BATCH_CELLS // max(self.width, 1))
        self._chunks.reverse()
        while self._chunks:
            group, count = [], 0
            while self._chunks and count < rows:
                height, arrays = self._chunks.pop()
                count += height
                group.append(arrays + [text_array([""] * height, "")] * (self.width - len(arrays)))
            columns = [pa.concat_arrays(parts) for parts in zip(*group, strict=True)]
            yield pa.RecordBatch.from_arrays(columns, schema=schema)


def text_array(values: Sequence[str], joined: str) -> pa.Array:
    """Texts, and the same joined, as Arrow. `pa.array` would do the same, but imports pandas into the child first."""
    data = joined.encode()
    lengths = map(len, values) if len(data) == len(joined) else (len(value.encode()) for value in values)
    offsets = np.zeros(len(values) + 1, dtype="int64")
    np.cumsum(np.fromiter(lengths, "int64", len(values)), out=offsets[1:])
    return pa.Array.from_buffers(_TEXT, len(values), [None, pa.py_buffer(offsets), pa.py_buffer(data)])


@dataclass
class ReadSheet:
    """One sheet as the child read it: columns of text and the facts beside them."""

    name: str
    columns: Columns
    facts: Facts = field(default_factory=Facts)

    def described(self) -> dict[str, object]:
        """What the parent is told besides the cells; hiding beyond the last cell hides nothing."""
        facts, columns = self.facts, self.columns
        return {
            "name": self.name,
            "hidden_rows": [row for row in facts.hidden_rows if row <= columns.height],
            "hidden_columns": [name for name in facts.hidden_columns if column_number(name) < columns.width],
            "merged": facts.merged,
            "remarks": list(dict.fromkeys(facts.remarks)),
            "percent": facts.percent,
        }


@dataclass
class ReadFile:
    """A file as the child read it; `unseen` are its hidden sheets."""

    kind: str
    sheets: list[ReadSheet]
    unseen: list[ReadSheet] = field(default_factory=list)
