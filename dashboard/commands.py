"""The roof: `kwartaalbeeld` mounts the commands of both wings and turns errors into Dutch and an exit code."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path

import click

from dashboard.command_options import Failure, by_option, home_option, progress
from dashboard.terminal import show_marks, speak_dutch
from schemas.place import ACTOR_VARIABLE, HOME_VARIABLE, home_folder

_PIPELINES = (
    "init", "templates", "check", "propose", "recipes", "remember", "deliver", "deliveries", "board", "handback", "preview",
    "accept", "reject", "withdraw", "lock", "unlock", "rebase", "annotate", "annotations", "unannotate", "entries", "judge", "blocks", "questions", "ask", "reply", "unask", "talk", "comment",
    "note", "action", "actions", "reopen", "edition", "todo", "calendar", "vacancies", "fitting", "enter", "step",
    "publish", "values", "explain", "signals", "rebuild", "verify", "indicators",
)  # fmt: skip
_DASHBOARD = ("demo", "settle", "report", "nota", "show")


class _Lazy(click.Group):
    """Imports a wing only when one of its commands is used: a report need not load the pipelines."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*_PIPELINES, *_DASHBOARD]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in _PIPELINES:
            module = importlib.import_module("pipelines.commands")
            found = next(command for command in module.ALL if command.name == cmd_name)
        elif cmd_name == "report":
            found = importlib.import_module("dashboard.report_command").report
        elif cmd_name == "nota":
            found = importlib.import_module("dashboard.nota_command").nota
        elif cmd_name == "settle":
            found = importlib.import_module("dashboard.settle_command").settle
        else:
            found = {"demo": demo, "show": show}.get(cmd_name)
        if found is not None:
            found.options_metavar = "[OPTIES]"
        return found


@click.group(cls=_Lazy, options_metavar="[OPTIES]", subcommand_metavar="OPDRACHT [GEGEVENS]...")
@click.option(
    "--home",
    metavar="MAP",
    type=click.Path(file_okay=False, path_type=Path),
    help="Map met de gegevens van deze gemeente.",
)
@click.version_option(package_name="kwartaalbeeld", message="Kwartaalbeeld %(version)s", help="Toon de versie.")
def main_group(home: Path | None) -> None:
    """Kwartaalbeeld: samen zien hoe het met de afspraken gaat."""
    if home is not None:
        os.environ[HOME_VARIABLE] = str(home_folder(home))


_port_option = click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8501,
    metavar="GETAL",
    show_default=True,
    help="Poort op deze computer.",
)
_no_browser_option = click.option("--no-browser", is_flag=True, help="Open geen browser.")


@click.command("demo")
@_port_option
@_no_browser_option
@click.option("--prepare-only", is_flag=True, help="Maak alleen de voorbeeldgemeente, en stop.")
@by_option
@home_option
def demo(port: int, no_browser: bool, prepare_only: bool, by: str, home: Path) -> None:
    """Laad de voorbeeldgemeente Lindendaal en open het dashboard."""
    from dashboard.report.for_edition import edition_documents
    from pipelines.demo import prepare_sample
    from pipelines.place import Home

    click.echo("De voorbeeldgemeente Lindendaal wordt klaargezet. Dat duurt twee tot drie minuten.")
    sys.stdout.flush()
    published = prepare_sample(
        Home(home), told=progress(),
        documents=lambda settled: edition_documents(settled.publication, settled.provider_id, settled.quarter),
    )  # fmt: skip
    click.echo(f"Klaar: publicatie {published.publication[:16]} met {published.figures} cijfers, in {home}.")
    if not prepare_only:
        _serve(home, port, by=by, open_browser=not no_browser)


@click.command("show")
@_port_option
@_no_browser_option
@by_option
@home_option
def show(port: int, no_browser: bool, by: str, home: Path) -> None:
    """Open het dashboard op deze computer."""
    _serve(home, port, by=by, open_browser=not no_browser)


def _serve(home: Path, port: int, *, by: str, open_browser: bool) -> None:
    if not (home / "ledger.sqlite").exists():
        raise Failure(f'In {home} staat nog geen Kwartaalbeeld. Begin met "kwartaalbeeld init" of "demo".', 6)
    from dashboard.web import PortTaken, serve

    os.environ[ACTOR_VARIABLE] = by

    try:
        serve(home, port, open_browser=open_browser)
    except PortTaken as problem:
        raise Failure(str(problem), 5) from problem


def main() -> None:
    """Entry point. No traceback ever reaches a user; the exit code tells the kind of error."""
    speak_dutch()
    show_marks(sys.stdout, sys.stderr)
    try:
        main_group.main(standalone_mode=False)
    except click.ClickException as problem:
        problem.show()
        sys.exit(problem.exit_code)
    except click.Abort:
        click.echo("Afgebroken.", err=True)
        sys.exit(1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as problem:
        code = getattr(problem, "exit_code", None)
        if code is None and os.environ.get("KWARTAALBEELD_DEBUG"):
            raise
        text = str(problem) if code is not None else _unexpected(problem)
        click.echo(f"Fout: {text}", err=True)
        sys.exit(code or 1)


def _unexpected(problem: Exception) -> str:
    """What went wrong without its values, which may be personal."""
    if isinstance(problem, PermissionError):
        return "Kwartaalbeeld mag hier niet lezen of schrijven. Kies een andere map of vraag de beheerder."
    if isinstance(problem, OSError) and problem.errno == 28:
        return "De schijf is vol. Er is niets veranderd; maak ruimte en probeer het opnieuw."
    if isinstance(problem, OSError):
        return "Kwartaalbeeld kan een map of bestand dat u noemt niet gebruiken. Kies een andere map, met --home, --out of --zip."
    return (
        f"Er ging iets mis dat niet had mogen gebeuren ({type(problem).__name__}). Er is niets verloren. "
        "Zet KWARTAALBEELD_DEBUG=1 voor de technische melding en geef die door aan de beheerder."
    )


if __name__ == "__main__":
    main()
