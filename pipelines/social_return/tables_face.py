"""What pages and commands ask and tell about tables of building blocks, each in an act of its own."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.acts import Acts, acting
from pipelines.errors import UsageProblem
from pipelines.place import Home
from pipelines.social_return.block_tables import BlockTable, read_table
from pipelines.social_return.own_version import Sheets, drafted, keep_table, keep_within, typed_of, version_of
from pipelines.social_return.reviewing import newest_slots
from pipelines.social_return.table_words import Beside, beside


@dataclass(frozen=True)
class TableNow:
    """A table, how many obligations of the newest states name it, and since when it cannot change any more (None: its file
    still can)."""

    table: BlockTable
    obligations: int
    fixed_at: str | None
    fixed_by: str | None


def block_tables(home: Home) -> list[TableNow]:
    """The tables that may be named now; what is used most goes first."""
    with acting(home) as acts:
        tables = acts.blocks
        active = newest_slots(acts.ledger)
        named = acts.warehouse.ask("sr_obligations", active_slot=active)["table_id"].value_counts().to_dict()
        fixed = {row["table_id"]: row for row in acts.ledger.rows(
            "select table_id, at, actor from block_table join event using (seq)")}  # fmt: skip
    found = [
        TableNow(table, int(named.get(code, 0)), *((fixed[code]["at"], fixed[code]["actor"]) if code in fixed else (None, None)))
        for code, table in tables.items()
    ]  # fmt: skip
    return sorted(found, key=lambda item: (-item.obligations, item.table.title, item.table.table_id))


def tables_beside(home: Home, left: str, right: str) -> list[Beside]:
    """Two tables beside each other. Raises UsageProblem."""
    with acting(home) as acts:
        return beside(_named(acts, left), _named(acts, right))


def copied_table(home: Home, table_id: str) -> Sheets:
    """A table as somebody would fill it in, to change. Raises UsageProblem."""
    with acting(home) as acts:
        return typed_of(_named(acts, table_id))


def preview_table(home: Home, sheets: Sheets, copied: str) -> list[Beside]:
    """What was filled in beside the table it began as; nothing is kept. Raises TableWrong, UsageProblem."""
    with acting(home) as acts:
        return beside(_named(acts, copied), drafted(acts, sheets, copied).table)


def save_table(home: Home, sheets: Sheets, copied: str, *, by: str) -> BlockTable:
    """Keep what was filled in as a new version. Raises TableWrong, UsageProblem."""
    with acting(home) as acts:
        return keep_within(acts, sheets, copied, by=by)


def save_table_file(home: Home, content: bytes, *, name: str, by: str) -> BlockTable:
    """Keep a file as a new version, as it is written. Raises BadTable, TableWrong."""
    told = read_table(content, name=name)
    with acting(home) as acts:
        version_of(typed_of(told), told, acts.blocks)
        return keep_table(acts, told.table_id, content, by=by)


def _named(acts: Acts, table_id: str) -> BlockTable:
    tables = acts.blocks
    if table_id not in tables:
        raise UsageProblem(f'De tabel "{table_id}" is er niet. Kies uit: {", ".join(sorted(tables))}.')
    return tables[table_id]
