"""The command about tables of building blocks: which there are, two beside each other, a copy to change, and keeping it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from pipelines import record
from pipelines.commands.options import by_option, home_option, json_option, show_json
from pipelines.errors import UsageProblem
from pipelines.place import Home
from pipelines.record import TableNow
from pipelines.social_return.block_tables import copy_table


@click.command("blocks")
@click.option("--copy", "source", metavar="TEKST", help="Maak van deze tabel een eigen bestand; geef ook --as.")
@click.option("--as", "name", metavar="TEKST", help="De code van de nieuwe versie, zoals lindendaal-2026.")
@click.option("--save", "file", metavar="BESTAND", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="Bewaar dit bestand als nieuwe versie; daarna verandert die niet meer.")  # fmt: skip
@click.option("--beside", "pair", metavar="TEKST TEKST", nargs=2, help="Leg twee tabellen naast elkaar.")
@by_option
@home_option
@json_option
def blocks(
    source: str | None,
    name: str | None,
    file: Path | None,
    pair: tuple[str, str] | None,
    by: str,
    home: Home,
    as_json: bool,
) -> None:
    """Toon de bouwblokkentabellen, leg er twee naast elkaar, of maak en bewaar een eigen versie."""
    if (source is None) != (name is None):
        raise UsageProblem("Geef --copy en --as allebei.")
    if sum(bool(item) for item in (source, file, pair)) > 1:
        raise UsageProblem("Kies één: --copy met --as, --save of --beside.")
    if source and name:
        path = copy_table(source, name)
        click.echo(f"Gemaakt: {path}. Pas de bedragen daarin aan. Wat al is gegund, houdt zijn eigen tabel.")
    elif file:
        kept = record.save_table_file(home, file.read_bytes(), name=file.name, by=by)
        click.echo(f"Bewaard als {kept.table_id}. Wat al is gegund, houdt zijn eigen tabel.")
    elif pair:
        _beside(pair, home, as_json=as_json)
    else:
        _list(record.block_tables(home), as_json=as_json)


def _beside(pair: tuple[str, str], home: Home, *, as_json: bool) -> None:
    rows = record.tables_beside(home, *pair)
    if as_json:
        show_json([{**asdict(row), "differs": row.differs} for row in rows])
        return
    for row in rows:
        click.echo(f"{row.what}: {row.left}" + (f" | {row.right}" if row.differs else " (beide)"))


def _list(found: Sequence[TableNow], *, as_json: bool) -> None:
    if as_json:
        show_json([
            {"table_id": item.table.table_id, "title": item.table.title, "region": item.table.region,
             "source": item.table.source, "valid_from": str(item.table.valid_from or ""),
             "valid_until": str(item.table.valid_until or ""), "complete": item.table.complete,
             "not_in_source": list(item.table.not_in_source), "sha256": item.table.sha256,
             "blocks": len(item.table.blocks), "obligations": item.obligations, "fixed_at": item.fixed_at}
            for item in found
        ])  # fmt: skip
        return
    for item in found:
        used = f", {item.obligations} verplichtingen" if item.obligations else ""
        table = item.table
        click.echo(f"{table.table_id}  {table.title}, {len(table.blocks)} bouwblokken{used} ({table.source})")
