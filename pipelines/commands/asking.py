"""Commands about questions on the umbrella agreement: taken in from a file, asked, answered, taken away."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from pipelines import record
from pipelines.commands.options import by_option, home_option, json_option, many, show_json
from pipelines.errors import UsageProblem
from pipelines.place import Home
from schemas.umbrella_questions import QuestionColumn

_DAY = click.DateTime(formats=["%Y-%m-%d", "%d-%m-%Y"])
_PUBLISH = "Publiceer opnieuw om het te zien: kwartaalbeeld publish."


@click.command("questions")
@click.argument("file", metavar="BESTAND", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--column", "columns", metavar="NAAM=KOP", multiple=True,
    help="Welke kolom wat is, zoals vraag=\"Wat wilt u weten?\". Namen: vraag, antwoord, gepubliceerd op, gesteld op, "
    "onderwerp. Mag vaker.",
)  # fmt: skip
@by_option
@home_option
@json_option
def questions(file: Path | None, columns: tuple[str, ...], by: str, home: Home, as_json: bool) -> None:
    """Toon de vragen over de koepelovereenkomst, of neem een bestand van het formulier van de website op."""
    if file is not None:
        _taken(home, file, columns, by=by, as_json=as_json)
        return
    found = record.questions(home)
    if as_json:
        show_json(found)
        return
    for row in found:
        state = f"gepubliceerd op {row['published_on']}" if row["published_on"] else "nog niet gepubliceerd"
        click.echo(f"{row['question_id']}  {state}: {row['question']}")
    if not found:
        click.echo("Er zijn geen vragen.")


def _taken(home: Home, file: Path, columns: tuple[str, ...], *, by: str, as_json: bool) -> None:
    found = record.take_in_questions(home, file, _columns(columns), by=by)
    if as_json:
        show_json(asdict(found))
        return
    click.echo(f"{found.new} nieuw, {found.changed} bijgewerkt, {found.same} hetzelfde.")
    if found.dropped:
        click.echo(f"Niet bewaard: {many(len(found.dropped), 'kolom', 'kolommen')} ({', '.join(found.dropped)}).")
    if found.cleaned:
        click.echo(f"Uit {many(found.cleaned, 'vraag', 'vragen')} is iets over de vragensteller weggelaten.")
    if found.to_read:
        click.echo(f"Lees na of hier een naam in staat: {', '.join(found.to_read)}.")
    click.echo(_PUBLISH)


def _columns(given: tuple[str, ...]) -> dict[QuestionColumn, str]:
    names = {column.label: column for column in QuestionColumn}
    found: dict[QuestionColumn, str] = {}
    for item in given:
        name, equals, head = item.partition("=")
        if not equals or not head.strip() or name.strip() not in names:
            raise UsageProblem(f"Schrijf --column als NAAM=KOP. Namen: {', '.join(names)}.")
        found[names[name.strip()]] = head.strip()
    return found


@click.command("ask")
@click.argument("text", metavar="TEKST")
@click.option("--subject", metavar="TEKST", help="Waar de vraag over gaat, zoals een artikel.")
@click.option("--on", "day", metavar="DATUM", type=_DAY, help="Wanneer de vraag is gesteld.")
@by_option
@home_option
def ask(text: str, subject: str | None, day: datetime | None, by: str, home: Home) -> None:
    """Leg een vraag over de koepelovereenkomst vast, zonder wie haar stelde."""
    found = record.write_question(home, text, subject=subject, asked_on=day.date() if day else None, by=by)
    click.echo(f"Vraag {found} is bewaard.")


@click.command("reply")
@click.argument("question_id", metavar="ID")
@click.argument("text", metavar="TEKST")
@click.option(
    "--published-on", "day", metavar="DATUM", type=_DAY, help="Dag van publicatie; zonder deze optie nog niet."
)
@by_option
@home_option
def reply(question_id: str, text: str, day: datetime | None, by: str, home: Home) -> None:
    """Geef het antwoord op een vraag. Een eerder antwoord wordt vervangen; het logboek houdt beide."""
    record.answer_question(home, question_id, text, published_on=day.date() if day else None, by=by)
    click.echo(f"Het antwoord op {question_id} is bewaard. {_PUBLISH}")


@click.command("unask")
@click.argument("question_id", metavar="ID")
@click.option("--why", metavar="TEKST", required=True, help="Waarom; komt in het logboek.")
@by_option
@home_option
def unask(question_id: str, why: str, by: str, home: Home) -> None:
    """Haal een vraag weg. In het logboek blijft zij staan."""
    record.remove_question(home, question_id, why=why, by=by)
    click.echo(f"Vraag {question_id} is weggehaald. {_PUBLISH}")
