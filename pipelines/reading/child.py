"""The reading child: one JSON request per line on stdin, one JSON answer per line on stdout, within limits."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from pipelines.reading.cells import FileCells, Unreadable
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
    if kind_of(path) == "csv":
        return read_text_file(path, encoding=encoding, separator=separator)
    from pipelines.reading.workbook import read_workbook

    return read_workbook(path)


def answer(request: dict[str, str | None]) -> dict[str, object]:
    try:
        cells = read(Path(request["path"] or ""), encoding=request["encoding"], separator=request["separator"])
    except Unreadable as problem:
        return {"code": problem.code, "detail": problem.detail}
    except MemoryError:
        return {"code": "too_large", "detail": "geheugen"}
    except Exception:  # noqa: BLE001 - whatever a library throws at a strange file, the sender gets a sentence
        return {"code": "damaged_workbook", "detail": ""}
    return {
        "kind": cells.kind,
        "hidden": cells.hidden,
        "unseen": [[sheet.name, sheet.rows] for sheet in cells.unseen],
        "sheets": [[sheet.name, sheet.rows] for sheet in cells.sheets],
    }


def main() -> None:
    limit()
    out = sys.stdout
    for line in sys.stdin:
        json.dump(answer(json.loads(line)), out, ensure_ascii=True)
        out.write("\n")
        out.flush()


if __name__ == "__main__":
    main()
