"""The terms of stored obligations, each with the table that was fixed at its award."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pipelines.social_return.block_tables import BlockTable
from pipelines.social_return.efforts import Term
from pipelines.social_return.from_rows import Row, obligation, obligation_key


def terms_of(rows: Iterable[Row], tables: Mapping[str, BlockTable]) -> dict[str, Term]:
    """rows: as sql/sr_obligations, of one quarter per provider. An obligation whose table is gone has no term."""
    found = {}
    for row in rows:
        promised = obligation(row)
        if promised.table_id in tables:
            found[obligation_key(row)] = Term(promised.starts_on, promised.ends_on, tables[promised.table_id])
    return found
