"""The reading child: one JSON request per line on stdin; a JSON line and the sheets in Arrow on stdout, within limits."""

from __future__ import annotations

import gc
import json
import sys
from pathlib import Path
from typing import Any

from pipelines.reading.columns import ReadFile
from pipelines.reading.facts import Unreadable
from pipelines.reading.kind import kind_of
from pipelines.reading.limits import SECONDS, allow_seconds


def read(path: Path, *, encoding: str | None, separator: str | None) -> ReadFile:
    """The file by its kind. Libraries are imported when their kind comes along: a child starts in a moment."""
    kind = kind_of(path)
    if kind == "csv":
        from pipelines.reading.text_file import read_text_file

        return read_text_file(path, encoding=encoding, separator=separator)
    if kind == "sav":
        from pipelines.reading.spss import read_spss

        return read_spss(path)
    from pipelines.reading.workbook import read_workbook

    return read_workbook(path, kind)


def answer(request: dict[str, str | None]) -> tuple[dict[str, Any], ReadFile | None]:
    """What is said of a file, and the file as read, or None when it cannot be read."""
    try:
        found = read(Path(request["path"] or ""), encoding=request["encoding"], separator=request["separator"])
        sheets = [sheet.described() for sheet in (*found.sheets, *found.unseen)]
    except Unreadable as problem:
        return {"code": problem.code, "detail": problem.detail}, None
    except MemoryError:
        return {"code": "too_large", "detail": "geheugen"}, None
    except Exception:  # noqa: BLE001 - whatever a library throws at a strange file, the sender gets a sentence
        return {"code": "damaged_workbook", "detail": ""}, None
    return {"kind": found.kind, "visible": len(found.sheets), "sheets": sheets}, found


def main() -> None:
    gc.disable()  # millions of small lists come and go without a cycle among them; looking for one doubles the time
    out = sys.stdout.buffer
    for line in sys.stdin:
        allow_seconds(SECONDS)
        said, found = answer(json.loads(line))
        out.write(json.dumps(said).encode() + b"\n")
        if found:
            for sheet in (*found.sheets, *found.unseen):
                sheet.columns.write(out)
        out.flush()
        found = None
        gc.collect()


if __name__ == "__main__":
    main()
