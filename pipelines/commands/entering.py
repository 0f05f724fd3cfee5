"""The command that types one row: on a sheet of the workbook of vacancies, or an entry of social return."""

from __future__ import annotations

from dataclasses import asdict

import click

from pipelines import record
from pipelines.commands.options import by_option, home_option, json_option, quarter_of, show_json
from pipelines.errors import UsageProblem
from pipelines.findings import visible
from pipelines.place import Home
from schemas.labour import LABOUR_SHEETS
from schemas.social_return import ENTRIES
from schemas.vocabulary import EntryState

_SHEETS = {form.name: form for form in (*LABOUR_SHEETS, ENTRIES)}


@click.command("enter")
@click.argument("sheet", metavar="BLAD", type=click.Choice(list(_SHEETS)))
@click.option("--quarter", metavar="TEKST", required=True, help="Kwartaal waarvan het de stand is, zoals 2025-K4.")
@click.option("--cell", "cells", metavar="KOLOM=WAARDE", multiple=True, required=True,
              help="Wat er in een kolom van het blad staat. Mag vaker.")  # fmt: skip
@by_option
@home_option
@json_option
def enter(sheet: str, quarter: str, cells: tuple[str, ...], by: str, home: Home, as_json: bool) -> None:
    """Zet een rij op een blad: vacatures, kandidaten of trajecten, of inzet van social return."""
    form = _SHEETS[sheet]
    names = {field.header: field.name for field in form.fields}
    told = dict(cell.split("=", 1) for cell in cells if "=" in cell)
    if wrong := [cell for cell in cells if "=" not in cell]:
        raise UsageProblem(f"Schrijf --cell als KOLOM=WAARDE: bij {len(wrong)} ervan staat geen =-teken.")
    if unknown := sorted(set(told) - set(names)):
        listed = ", ".join(f'"{visible(header)}"' for header in unknown)
        raise UsageProblem(f"Op dit blad is geen kolom {listed}. De kolommen zijn: {', '.join(names)}.")
    if len(told) != len(cells):
        raise UsageProblem("Een kolom staat er meer dan één keer. Geef elke kolom één waarde.")
    typed = {names[header]: text for header, text in told.items()}
    if form is ENTRIES:
        found = record.enter_entry(home, typed, quarter_of(quarter), by=by)
    else:
        found = record.Entered(record.enter_labour(home, [(sheet, typed)], quarter_of(quarter), by=by))
    if as_json:
        show_json({name: value for name, value in asdict(found).items() if value is not None})
        return
    click.echo(
        f"Bewaard als levering {found.delivery_id}. Publiceer opnieuw om het in de cijfers te zien: kwartaalbeeld publish."
    )
    for text in found.told:
        click.echo(f"Let op: {text}")
    if found.state == EntryState.WITHDRAWN:
        click.echo("Deze inzet is ingetrokken en telt niet. Zet haar terug met --cell status=ingediend.")
    elif found.formula:
        click.echo(f"Ingediend en wacht op een oordeel. Waarde tot het geplande eind: {found.formula}")
