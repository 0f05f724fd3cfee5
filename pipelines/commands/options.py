"""Options that commands share, and how they print JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from pipelines.errors import UsageProblem
from pipelines.place import Home
from pipelines.recipes import Recipe, find_recipe
from pipelines.recipes.survey import FACTS
from pipelines.recipes.writing import for_file
from pipelines.surveys.own_recipe import recipe_of_wave
from schemas.place import HOME_VARIABLE, acting_user, data_folder, home_folder
from schemas.quarter import NotAPeriod, Quarter

Command = Callable[..., Any]


def home_option(command: Command) -> Command:
    return click.option(
        "--home", "home", metavar="MAP", type=click.Path(file_okay=False, path_type=Path), envvar=HOME_VARIABLE,
        help="Map met de gegevens van deze gemeente. Zonder deze optie: data/local.",
        callback=lambda _context, _option, value: Home(home_folder(value)),
    )(command)  # fmt: skip


def json_option(command: Command) -> Command:
    return click.option("--json", "as_json", is_flag=True, help="Geef de uitkomst als JSON.")(command)


def by_option(command: Command) -> Command:
    return click.option("--by", metavar="TEKST", default=acting_user, help="Wie dit doet; komt in het logboek.")(
        command
    )


def recipe_option(command: Command) -> Command:
    return click.option("--recipe", metavar="TEKST", help="Naam of bestand van een recept voor een vreemd bestand.")(
        command
    )


def set_option(command: Command) -> Command:
    return click.option(
        "--set", "given", metavar="NAAM=WAARDE", multiple=True,
        help="Wat het recept voor elk bestand wil weten, zoals period=2025-K4. Mag vaker.",
    )(command)  # fmt: skip


def explain_option(command: Command) -> Command:
    return click.option(
        "--explain", metavar="TEKST", help="Uitleg bij wat opvalt, zoals cijfers die sterk afwijken; wordt bewaard."
    )(command)


def show_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def quarter_of(text: str) -> Quarter:
    try:
        return Quarter.parse(text)
    except NotAPeriod:
        raise UsageProblem(f'"{text}" is geen kwartaal. Schrijf bijvoorbeeld 2025-K4.') from None


def recipe_of(home: Home, name: str | None, given: tuple[str, ...] = ()) -> Recipe | None:
    """The recipe that was named, for this one file where `given` (NAAM=WAARDE) says more."""
    constants = dict(item.split("=", 1) for item in given if "=" in item)
    if len(constants) != len(given):
        raise UsageProblem("Schrijf --set als NAAM=WAARDE, zoals period=2025-K4, en elke naam één keer.")
    if not name:
        if given and (wave := recipe_of_wave(constants)) is not None:
            return wave
        if given:
            raise UsageProblem(
                "Bij --set hoort --recipe: noem het recept dat dit wil weten. Alleen de gegevens van een meting, zoals "
                "meting, soort, kwartaal, methode en werving, horen bij antwoorden zonder recept."
            )
        return None
    recipe = find_recipe(name, [home.recipes, data_folder() / "recipes"])
    section = recipe.content.survey
    names = set(recipe.content.constants) if section is None else set(FACTS)
    if strange := sorted(set(constants) - names):
        known = ", ".join(sorted(names)) or "niets"
        raise UsageProblem(f"Recept {recipe.name} kent {', '.join(strange)} niet. U kunt opgeven: {known}.")
    return for_file(recipe, constants)


def many(count: int, one: str, more: str) -> str:
    """1 rij, 2 rijen."""
    return f"{count} {one if count == 1 else more}"
