"""`kwartaalbeeld nota`: the nota van inlichtingen, and the page of the umbrella agreement for the website."""

from __future__ import annotations

from pathlib import Path

import click

from dashboard.command_options import Failure, home_option


def _file_option(name: str, words: str):
    return click.option(
        name, metavar="BESTAND", type=click.Path(dir_okay=False, path_type=Path), help=f"Waar {words} komt."
    )


@click.command("nota")
@_file_option("--pdf", "de nota van inlichtingen als PDF")
@_file_option("--csv", "de nota van inlichtingen als CSV")
@_file_option("--html", "de nota van inlichtingen als webpagina")
@_file_option("--website", "de webpagina van de koepelovereenkomst, met deelnemers en antwoorden,")
@home_option
def nota(pdf: Path | None, csv: Path | None, html: Path | None, website: Path | None, home: Path) -> None:
    """Maak de nota van inlichtingen, en de openbare pagina van de koepelovereenkomst."""
    from dashboard.readings import Door, NoPublication
    from dashboard.report.nota import Paper, made
    from pipelines.place import Home

    wanted = [
        (pdf, Paper.NOTA, "pdf"),
        (csv, Paper.NOTA, "csv"),
        (html, Paper.NOTA, "html"),
        (website, Paper.PUBLIC, "html"),
    ]
    if not any(path for path, _, _ in wanted):
        raise click.UsageError("Kies wat u wilt maken: --pdf, --csv, --html of --website.")
    Home(home).require()
    try:
        readings = Door(home).open()
    except NoPublication as problem:
        raise Failure('Er is nog niets gepubliceerd. Voer eerst "kwartaalbeeld publish" uit.', 8) from problem
    for path, paper, ending in wanted:
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(made(readings, paper, ending))
            click.echo(f"{paper.label} gemaakt: {path}.")
