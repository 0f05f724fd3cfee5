"""What the commands of this wing share: whose home, who acts, how far it is, and a failure in Dutch."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from schemas.place import HOME_VARIABLE, acting_user, home_folder

Command = Callable[..., Any]


def home_option(command: Command) -> Command:
    return click.option(
        "--home", metavar="MAP", type=click.Path(file_okay=False, path_type=Path), envvar=HOME_VARIABLE,
        help="Map met de gegevens van deze gemeente. Zonder deze optie: data/local.",
        callback=lambda _context, _option, value: home_folder(value),
    )(command)  # fmt: skip


def by_option(command: Command) -> Command:
    return click.option("--by", metavar="TEKST", default=acting_user, help="Wie dit doet; komt in het logboek.")(
        command
    )


def progress() -> Callable[[float], None]:
    """Says each tenth of the work once."""
    said = 0

    def told(part: float) -> None:
        nonlocal said
        if (tenths := int(10 * part)) > said:
            said = tenths
            click.echo(f"  {10 * tenths}% klaar")
            sys.stdout.flush()

    return told


class Failure(Exception):
    """A Dutch sentence with the exit code of its kind (see pipelines.errors)."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code
