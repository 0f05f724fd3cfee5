"""Rows of text -> Arrow columns, chunk by chunk, so that a large sheet never stands in memory as Python lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, zip_longest
from typing import BinaryIO

import pyarrow as pa

from pipelines.reading.facts import MAX_CELLS, Facts, Unreadable, column_number, refuse_empty_rows, refuse_width

CHUNK_CELLS = 250_000
_TEXT = pa.large_string()  # what pandas keeps without copying


class Columns:
    """The text columns of one sheet while it is read. Rows may differ in length; what is missing is ''."""

    def __init__(self) -> None:
        self.height = self.width = self._empty = 0
        self._chunks: list[tuple[int, list[pa.Array]]] = []

    def read(self, rows: Iterable[Sequence[str]]) -> None:
        """Take all rows. Raises Unreadable when there are far too many empty rows, columns or cells."""
        waiting, size = iter(rows), 1_000
        while chunk := list(islice(waiting, size)):
            self.add(chunk)
            size = max(100, CHUNK_CELLS // max(self.width, 1))

    def add(self, rows: list[Sequence[str]]) -> None:
        widest = max(map(len, rows))
        refuse_width(widest)
        self.width, self.height = max(self.width, widest), self.height + len(rows)
        if self.width * self.height > MAX_CELLS:
            raise Unreadable("too_large", "cellen")
        self._empty += sum(1 for row in rows if not row or (not row[0] and not any(row)))
        refuse_empty_rows(self._empty)
        self._chunks.append((len(rows), [pa.array(column, _TEXT) for column in zip_longest(*rows, fillvalue="")]))

    def write(self, out: BinaryIO) -> None:
        """Send the columns as an Arrow stream, letting each chunk go once it is written."""
        schema = pa.schema([(str(index), _TEXT) for index in range(self.width)])
        with pa.ipc.new_stream(out, schema) as stream:
            for batch in self._batches(schema):
                stream.write_batch(batch)

    def _batches(self, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
        self._chunks.reverse()
        while self._chunks:
            count, arrays = self._chunks.pop()
            missing = self.width - len(arrays)
            if missing:
                arrays += [pa.array([""] * count, _TEXT)] * missing
            yield pa.RecordBatch.from_arrays(arrays, schema=schema)


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
