"""A table of building blocks is fixed when the first obligation that names it counts: archived by its hash from then on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from pipelines.archive import Archive
from pipelines.ledger import Ledger
from pipelines.social_return.block_tables import BlockTable, own_files, own_tables, read_table

if TYPE_CHECKING:
    from pipelines.acts import Acts


def tables_that_hold(ledger: Ledger, archive: Archive) -> dict[str, BlockTable]:
    """Every table by its id: as archived where an obligation names it already, whatever became of its file, and else as
    it stands in the folders."""
    fixed = {
        row["table_id"]: read_table(archive.read(row["sha256"]), name=row["table_id"])
        for row in ledger.rows("select table_id, sha256 from block_table")
    }
    return own_tables() | fixed


def fix_tables(acts: Acts, frames: Mapping[str, pd.DataFrame], *, by: str, at: str | None = None) -> None:
    """Inside the transaction that lets a delivery count: archive the tables that it is the first to name."""
    rows = frames.get("sr_obligation")
    if rows is None or rows.empty:
        return
    known = {row["table_id"] for row in acts.ledger.rows("select table_id from block_table")}
    files = own_files()
    for table_id in sorted({str(name) for name in rows["table_id"].dropna()} - known):
        if table_id in files:
            payload = {"table_id": table_id, "sha256": acts.archive.keep(files[table_id])}
            acts.ledger.append("block_table_fixed", payload, actor=by, at=at)
