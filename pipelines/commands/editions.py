"""`kwartaalbeeld edition`: which editions there are, what is in one, and what changed since."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from pipelines import record
from pipelines.commands.deciding import change_words
from pipelines.commands.options import home_option, json_option, show_json
from pipelines.errors import NothingPublished, UsageProblem, WrongState
from pipelines.place import Home, write_durably
from pipelines.preview import status_word
from pipelines.publishing import is_behind
from pipelines.talk.edition import FACTS
from schemas.in_words import before_and_after
from schemas.talk import WHOLE_QUARTER
from schemas.vocabulary import Verdict

_ACTS = ("list", "show", "diff")
_LONG = 160  # characters of a text on the command line


@click.command("edition")
@click.argument("act", metavar="list|show|diff", type=click.Choice(_ACTS))
@click.argument("edition_id", metavar="ID", required=False)
@click.option("--out", metavar="MAP", type=click.Path(file_okay=False, path_type=Path),
              help="Bij show: schrijf de stukken en de gegevens van de editie in deze map.")  # fmt: skip
@home_option
@json_option
def edition(act: str, edition_id: str | None, out: Path | None, home: Home, as_json: bool) -> None:
    """Toon edities, wat er in een editie zit, of wat er sindsdien is veranderd."""
    if (act == "list") == (edition_id is not None):
        raise UsageProblem("Bij show en diff hoort de code van een editie, zoals E0001; bij list niet.")
    if out is not None and act != "show":
        raise UsageProblem("--out hoort bij show.")
    if act == "list":
        _list(home, as_json)
    elif act == "show":
        _show(home, str(edition_id), out, as_json=as_json)
    else:
        _differ(home, str(edition_id), as_json)


def _list(home: Home, as_json: bool) -> None:
    found = record.editions(home)
    if as_json:
        show_json(found)
        return
    names = _names(home)
    for row in found:
        click.echo(_line(row, names))
    if not found:
        click.echo("Er is nog geen gesprek of kwartaal vastgesteld.")


def _names(home: Home) -> dict[str, str]:
    try:
        return record.published_names(home)
    except NothingPublished:
        return {}


def _line(row: dict[str, Any], names: dict[str, str]) -> str:
    later = ", later weer geopend" if row["replaced"] else ""
    return (
        f"{row['edition_id']}  {_whose(row, names)}  {row['quarter']}  {row['settled_at'][:10]} door {row['settled_by']}{later}  "
        f"code {row['content_hash'][:16]}  {len(row['documents'])} stukken"
    )


def _whose(row: dict[str, Any], names: dict[str, str]) -> str:
    code = row["provider_id"]
    return "kwartaal als geheel" if code == WHOLE_QUARTER else names.get(code, code)


def _show(home: Home, edition_id: str, out: Path | None, *, as_json: bool) -> None:
    files = record.edition(home, edition_id)
    row = next(item for item in record.editions(home) if item["edition_id"] == edition_id)
    if out is not None:
        _write(home, row, files, out=out)
    if as_json:
        show_json(
            {**row, "facts": json.loads(files[FACTS]), "files": {name: len(data) for name, data in files.items()}}
        )
        return
    click.echo(_line(row, _names(home)))
    for name in row["documents"]:
        click.echo(f"  {name}")
    if out is not None:
        click.echo(f"Alles staat in {out}.")


def _write(home: Home, row: dict[str, Any], files: dict[str, bytes], *, out: Path) -> None:
    """Documents as they were made, and the data below them; never over something that is there."""
    content = {f"gegevens/{name}": data for name, data in files.items()}
    content |= {name: record.edition_document(home, row["edition_id"], name) for name in row["documents"]}
    if there := [name for name in content if (out / name).exists()]:
        raise WrongState(f"In {out} staat al {there[0]}. Er is niets geschreven. Kies een lege map.")
    for name, data in content.items():
        write_durably(out / name, data)


def _differ(home: Home, edition_id: str, as_json: bool) -> None:
    found, said = record.edition_differences(home, edition_id), record.edition_words(home, edition_id)
    behind = is_behind(home)
    if as_json:
        differences = [{**item.__dict__, "then": item.then.__dict__, "now": item.now.__dict__} for item in found]
        show_json({"unpublished": behind, "differences": differences, "words": [item.__dict__ for item in said]})
        return
    if behind:
        click.echo(
            "Let op: er is iets gebeurd dat nog niet gepubliceerd is. Hieronder staat wat nu gepubliceerd is. Publiceer eerst "
            "voor de laatste stand: kwartaalbeeld publish."
        )
    names = _names(home)
    for item in found:
        whose = ", ".join(filter(None, (names.get(item.provider_id or "", item.provider_id), item.sub_agreement_id)))
        part = f" ({whose})" if whose else ""
        other = item.then.verdict != item.now.verdict
        then, now = (_known(known, item.unit, verdict=other) for known in (item.then, item.now))
        click.echo(f"{item.quarter}  {item.indicator}{part} {item.title}: toen {then}; nu {now}.")
        for why in item.why:
            click.echo(f"  {why}")
    for item in said:
        whose = names.get(item.provider_id, item.provider_id)
        click.echo(f"{item.quarter}  {item.what} ({whose}): toen {_quoted(item.then)}; nu {_quoted(item.now)}.")
    if not found and not said:
        click.echo("Niets van wat toen op tafel lag, is sindsdien veranderd.")


def _quoted(text: str | None) -> str:
    """On one line; of a long text how it begins."""
    if text is None:
        return "niets"
    line = " ".join(text.split())
    return f"'{line}'" if len(line) <= _LONG else f"'{line[:_LONG].rstrip()}…'"


def _known(known: record.Known, unit: str, *, verdict: bool) -> str:
    """The number, on how many it rests, its norm and its status at one moment; `verdict`: and what it stood for."""
    norm = f", norm {before_and_after(known.target, unit)}" if known.target is not None else ""
    status = f", {status_word(known.status)}" if known.status else ""
    stood = f", {Verdict(known.verdict).label}" if verdict and known.verdict else ""
    return f"{change_words(known.value, known.n, unit)}{norm}{status}{stood}"
