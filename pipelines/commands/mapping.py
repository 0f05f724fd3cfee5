"""Commands about files that are not ours: what they seem to hold, and the recipes that say how they map."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from pipelines import intake
from pipelines.commands.options import home_option, json_option, many, recipe_of, show_json
from pipelines.place import Home
from pipelines.recipes.proposal import ColumnSeen, SheetSeen
from schemas.vocabulary import DataSet

_ABOUT = [item.value for item in (DataSet.MONITORING, DataSet.SOCIAL_RETURN, DataSet.REFERENCE)]


@click.command("propose")
@click.argument("file", metavar="BESTAND", type=click.Path(path_type=Path))
@click.option("--survey-row", metavar="GETAL", type=click.IntRange(1, 30),
              help="Het is een enquête: de vragen staan op deze rij.")  # fmt: skip
@click.option("--code-book", metavar="BESTAND", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="Codeboek bij een enquête: wat de codes betekenen.")  # fmt: skip
@click.option("--data-set", metavar="TEKST", type=click.Choice(_ABOUT), default=DataSet.MONITORING.value, show_default=True,
              help="Waar het over gaat: kwartaalmonitor, social_return of kengetallen.")  # fmt: skip
@home_option
@json_option
def propose(
    file: Path, survey_row: int | None, code_book: Path | None, data_set: str, home: Home, as_json: bool
) -> None:
    """Toon wat er in een vreemd bestand lijkt te staan, om er een recept voor te schrijven. Bewaart niets."""
    recognised, proposal = intake.propose_file(home, file, survey_row=survey_row, code_book=code_book,
                                               data_set=DataSet(data_set))  # fmt: skip
    if as_json:
        show_json({"file": file.name, "recognised": recognised, **asdict(proposal)})
        return
    click.echo(f"{file.name}: {recognised}.")
    if proposal.survey is not None:
        click.echo("Vul in dit recept in wat van de meting nog niet bekend is, en bewaar het als .toml:\n")
        click.echo(proposal.survey, nl=False)
        return
    for sheet in proposal.sheets:
        _tell_sheet(sheet)


def _tell_sheet(sheet: SheetSeen) -> None:
    where = sheet.location
    name = f'Blad "{sheet.name}"' if sheet.name else "Het bestand"
    rows = ", ".join(str(row) for row in where.header_rows)
    click.echo(
        f"{name}: opschriften op rij {rows}, gegevens vanaf rij {where.first_row}, {many(sheet.rows, 'rij', 'rijen')}."
    )
    for column in sheet.columns:
        click.echo(f"  {column.letter:>3}  {column.name}  ({column.looks_like}){_suggested(column)}")
    for question in sheet.questions:
        click.echo(f"  Vraag bij {question.column}: {question.sentence}")
    for provider in sheet.providers:
        near = ", ".join(f"{name} ({code})" for code, name, _ in provider.candidates)
        click.echo(f"  Onbekende aanbieder: {provider.name}{f'; lijkt op {near}' if near else ''}")


def _suggested(column: ColumnSeen) -> str:
    if not column.suggestions:
        return ""
    first = column.suggestions[0]
    return f": misschien {first.indicator or first.role} ({first.why})"


@click.command("recipes")
@click.option("--text", "name", metavar="TEKST", help="Toon de tekst van dit recept.")
@home_option
@json_option
def recipes(name: str | None, home: Home, as_json: bool) -> None:
    """Toon de recepten van deze gemeente en die van Kwartaalbeeld zelf, en wat er aan een recept niet klopt."""
    if name is not None:
        found = recipe_of(home, name)
        assert found is not None
        click.echo(found.text, nl=False)
        return
    own = set(intake.recipe_names(home))
    known, problems = intake.recipes_of(home)
    rows: list[dict[str, Any]] = [
        {
            "name": recipe.name,
            "title": recipe.title,
            "data_set": recipe.data_set.value,
            "own": recipe.name in own,
            "fingerprints": list(recipe.content.fingerprints),
            "asks": dict(recipe.content.asks),
            "sha256": recipe.sha256,
        }
        for recipe in known
    ]
    if as_json:
        show_json({"recipes": rows, "problems": problems})
        return
    for row in rows:
        told = "van deze gemeente" if row["own"] else "van Kwartaalbeeld"
        click.echo(f"{row['name']:<32}  {row['title']}  ({told}{'' if row['fingerprints'] else ', gaat niet vanzelf'})")
    for problem in problems:
        click.echo(f"klopt niet: {problem}")


@click.command("remember")
@click.argument("file", metavar="BESTAND", type=click.Path(path_type=Path))
@click.option("--name", metavar="TEKST", required=True, help="Naam van het recept, zoals enquete-taalkring.")
@home_option
def remember(file: Path, name: str, home: Home) -> None:
    """Bewaar een recept dat u schreef of aanpaste; een bestand met dezelfde opschriften gaat er dan vanzelf mee."""
    click.echo(f"Recept {intake.remember(home, file, name)} is bewaard.")
