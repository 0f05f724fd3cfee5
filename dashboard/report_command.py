"""`kwartaalbeeld report`: reports of one provider, of some, or of all, in a folder or in one zip."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dashboard.command_options import Failure, by_option, home_option, progress
from dashboard.report.kinds import PER_PROVIDER, Format, Kind

if TYPE_CHECKING:
    from dashboard.report.make import Made


@click.command("report")
@click.option("--quarter", metavar="TEKST", required=True, help="Kwartaal, zoals 2025-K4.")
@click.option("--provider", "providers", metavar="TEKST", multiple=True, help="Code van de aanbieder; mag vaker.")
@click.option("--all", "everyone", is_flag=True, help="Van alle aanbieders.")
@click.option(
    "--kind",
    "kinds",
    type=click.Choice([item.value for item in Kind]),
    multiple=True,
    default=(Kind.FULL.value,),
    metavar="SOORT",
    help=f"Soort rapport: {', '.join(item.value for item in Kind)}; mag vaker. Zonder: {Kind.FULL.value}.",
)
@click.option(
    "--form",
    "--format",
    "forms",
    type=click.Choice([item.value for item in Format]),
    multiple=True,
    metavar="VORM",
    default=(Format.PDF.value,),
    help=f"Vorm: {', '.join(item.value for item in Format)}; mag vaker. Zonder: pdf.",
)
@click.option("--out", metavar="MAP", type=click.Path(file_okay=False, path_type=Path), help="Map voor de bestanden.")
@click.option(
    "--zip", "archive", metavar="BESTAND", type=click.Path(dir_okay=False, path_type=Path), help="Alles in één zip."
)
@click.option("--json", "as_json", is_flag=True, help="Geef de uitkomst als JSON.")
@by_option
@home_option
def report(
    quarter: str,
    providers: tuple[str, ...],
    everyone: bool,
    kinds: tuple[str, ...],
    forms: tuple[str, ...],
    out: Path | None,
    archive: Path | None,
    as_json: bool,
    by: str,
    home: Path,
) -> None:
    """Maak kwartaalrapporten: toegankelijke PDF's, webpagina's, of werkmappen om mee te rekenen."""
    from dashboard.report import batch

    quarter = _quarter(quarter)
    wanted = tuple(Kind(kind) for kind in dict.fromkeys(kinds))
    if PER_PROVIDER.isdisjoint(wanted):
        if everyone or providers:
            raise click.UsageError(
                f"Het soort {wanted[0]} gaat over alle aanbieders samen: laat --provider en --all weg."
            )
    elif everyone == bool(providers):
        raise click.UsageError("Kies --provider of --all.")
    if (out is None) == (archive is None):
        raise click.UsageError("Kies --out of --zip.")
    chosen = tuple(Format(form) for form in dict.fromkeys(forms))
    made, publication = _made(home, quarter, kinds=wanted, forms=chosen, providers=providers, quiet=as_json)
    files = [one for each in made.values() for one in each]
    paths = batch.write_all(files, out) if out else [batch.write_whole(archive, batch.zipped(files))] if archive else []
    for kind, each in made.items():
        named = batch.digests(each)
        _remembered(home, quarter, kind=kind, forms=chosen, publication=publication, files=named, by=by)
    if as_json:
        told = {
            "quarter": quarter,
            "kind": ", ".join(wanted),
            "publication": publication,
            "files": list(map(str, paths)),
        }
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        click.echo(f"{len(files)} {'rapport' if len(files) == 1 else 'rapporten'} gemaakt in {out or archive}.")


def _quarter(text: str) -> str:
    from schemas.quarter import NotAPeriod, Quarter

    try:
        return str(Quarter.parse(text))
    except NotAPeriod as problem:
        raise Failure(f'"{text}" is geen kwartaal. Schrijf bijvoorbeeld 2025-K4.', 2) from problem


def _made(
    home: Path, quarter: str, *, kinds: tuple[Kind, ...], forms: tuple[Format, ...], providers: tuple[str, ...],
    quiet: bool,
) -> tuple[dict[Kind, list[Made]], str]:  # fmt: skip
    """The files by kind, and the id of the publication that they are made from."""
    from dashboard.house_style import house_style
    from dashboard.readings import Door, NoPublication
    from dashboard.report.batch import make_all
    from dashboard.report.make import NoReport
    from pipelines.place import Home

    Home(home).require()
    told = progress() if not quiet and not providers else lambda part: None
    try:
        readings = Door(home).open()
        style = house_style(home)
        made = make_all(kinds, forms, readings, quarter=quarter, providers=providers, style=style, told=told)
        return made, readings.id
    except NoPublication as problem:
        why = "Er is nog niets gepubliceerd." if problem.why == "missing" else "De publicatie is niet te lezen."
        raise Failure(f'{why} Voer eerst "kwartaalbeeld publish" uit.', 8) from problem
    except NoReport as problem:
        raise Failure(str(problem), 6) from problem


def _remembered(
    home: Path, quarter: str, *, kind: Kind, forms: tuple[Format, ...], publication: str, files: dict[str, str], by: str
) -> None:  # fmt: skip
    """A line of history: what was made, by whom, from which publication."""
    from pipelines.place import Home
    from pipelines.reports_made import report_made  # not by the face of all acts: a report need not load the pipelines

    report_made(
        Home(home), kind=kind.value, form=", ".join(forms), quarter=quarter, publication=publication, files=files, by=by
    )
