"""The reading child: one JSON request per line on stdin; a JSON line and the sheets in Arrow on stdout, within limits."""

from __future__ import annotations

import json
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipelines.reading.cells import FileCells, SheetCells, Unreadable
from pipelines.reading.kind import kind_of
from pipelines.reading.text_file import read_text_file

MEMORY_BYTES = 3_000_000_000


def limit() -> None:
    """Keep a hostile file from taking the machine along; a platform without rlimits goes without."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(path: Path, *, encoding: str | None, separator: str | None) -> FileCells:
    kind = kind_of(path)
    if kind == "csv":
        return read_text_file(path, encoding=encoding, separator=separator)
    from pipelines.reading.workbook import read_workbook

    return read_workbook(path)


def answer(request: dict[str, str | None]) -> tuple[dict[str, Any], list[pa.Buffer]]:
    """What is said of a file, and the cells of its sheets, visible ones first."""
    try:
        cells = read(Path(request["path"] or ""), encoding=request["encoding"], separator=request["separator"])
        packed = [pack(sheet) for sheet in (*cells.sheets, *cells.unseen)]
    except Unreadable as problem:
        return {"code": problem.code, "detail": problem.detail}, []
    except MemoryError:
        return {"code": "too_large", "detail": "geheugen"}, []
    except Exception:  # noqa: BLE001 - whatever a library throws at a strange file, the sender gets a sentence
        return {"code": "damaged_workbook", "detail": ""}, []
    return {
        "kind": cells.kind,
        "visible": len(cells.sheets),
        "hidden": cells.hidden,
        "sheets": [_facts(sheet) for sheet in (*cells.sheets, *cells.unseen)],
        "sizes": [buffer.size for buffer in packed],
    }, packed


def _facts(sheet: SheetCells) -> dict[str, Any]:
    return {field.name: getattr(sheet, field.name) for field in fields(sheet) if field.name != "frame"}


def pack(sheet: SheetCells) -> pa.Buffer:
    """The cells of a sheet as an Arrow stream of text columns."""
    columns = [pa.array(sheet.column(index), type=pa.large_string()) for index in range(sheet.width)]
    names = [str(index) for index in range(sheet.width)]
    table = pa.Table.from_arrays(columns, names=names)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    return sink.getvalue()


def main() -> None:
    limit()
    out = sys.stdout.buffer
    for line in sys.stdin:
        said, packed = answer(json.loads(line))
        out.write(json.dumps(said).encode() + b"\n")
        for buffer in packed:
            out.write(buffer)
        out.flush()


if __name__ == "__main__":
    main()
