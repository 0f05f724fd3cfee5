"""Which reports were made, by whom and from which publication: an act that no figure depends on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.ledger import looking, noting
from pipelines.place import Home

KIND = "report_made"
NEWEST = 100  # of the history that is read back; the ledger keeps all


@dataclass(frozen=True)
class MadeReport:
    """One act of making: one report, or all of a quarter. `files` are names with their sha256."""

    kind: str
    form: str
    quarter: str
    publication: str
    files: tuple[tuple[str, str], ...]
    made_by: str
    made_at: str  # UTC ISO


def report_made(
    home: Home, *, kind: str, form: str, quarter: str, publication: str, files: Mapping[str, str], by: str
) -> None:  # fmt: skip
    """Keep that these files (name: sha256) were made from a publication. It does not change what is published."""
    payload = {
        "kind": kind, "form": form, "quarter": quarter, "publication": publication, "files": sorted(files.items()),
    }  # fmt: skip
    with noting(home) as ledger:
        ledger.append(KIND, payload, actor=by)


def reports_made(home: Home) -> list[MadeReport]:
    """The newest first."""
    with looking(home) as ledger:
        query = "select at, actor, payload from event where kind = ? order by seq desc limit ?"
        rows = ledger.rows(query, (KIND, NEWEST))
    return [_made(json.loads(row["payload"]), by=row["actor"], at=row["at"]) for row in rows]


def _made(payload: dict, *, by: str, at: str) -> MadeReport:
    files = tuple((name, digest) for name, digest in payload["files"])
    told = (payload[name] for name in ("kind", "form", "quarter", "publication"))
    return MadeReport(*told, files, by, at)
