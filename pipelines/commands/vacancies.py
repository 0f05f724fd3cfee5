"""Commands about vacancies: which there are, who fits, what is typed about them, and files for a vacancy site."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from pipelines import record
from pipelines.commands.options import by_option, home_option, json_option, quarter_of, show_json
from pipelines.errors import WrongState
from pipelines.labour.feed import FORMATS, open_on
from pipelines.place import Home
from schemas.vocabulary import MatchStep

_DAY = click.DateTime(formats=["%Y-%m-%d", "%d-%m-%Y"])
_PUBLISH = "Publiceer opnieuw om het in de cijfers te zien: kwartaalbeeld publish."


@click.command("vacancies")
@click.argument("what", metavar="[WAT]", type=click.Choice(["list", "export"]), default="list")
@click.option("--format", "kind", type=click.Choice(FORMATS), default="jsonld", help="De vorm van het bestand.")
@click.option(
    "--out", metavar="BESTAND", type=click.Path(dir_okay=False, path_type=Path), help="Waar het komt te staan."
)
@click.option("--on", "day", metavar="DATUM", type=_DAY, help="De dag waarop een vacature open is; anders vandaag.")
@click.option("--site", metavar="ADRES", default="", help="Het adres van de vacaturesite; nodig voor rss.")
@home_option
@json_option
def vacancies(
    what: str, kind: str, out: Path | None, day: datetime | None, site: str, home: Home, as_json: bool
) -> None:
    """Toon de vacatures (list), of schrijf de open vacatures naar een bestand voor een vacaturesite (export)."""
    if what == "export":
        _export(kind, out, day, site=site, home=home)
        return
    found = record.labour_standing(home).vacancies
    if as_json:
        show_json([asdict(item) for item in found])
        return
    for item in found:
        click.echo(f"{item.provider_id}  {item.vacancy}  {item.state.label}  {item.title} ({item.form.label})")
    if not found:
        click.echo("Er zijn nog geen vacatures.")


def _export(kind: str, out: Path | None, day: datetime | None, *, site: str, home: Home) -> None:
    on = day.date() if day else datetime.now(UTC).date()
    name, content = record.vacancy_feed(home, kind, day=on, site=site)
    path = out or Path(name)
    if path.exists():
        raise WrongState(f"{path} bestaat al. Kies een andere naam; er is niets overschreven.")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    if open_on(record.labour_standing(home).vacancies, on):
        click.echo(f"De open vacatures staan in {path}.")
    else:
        click.echo(f"Op {on:%d-%m-%Y} is geen vacature open. {path} bevat 0 vacatures.")


@click.command("fitting")
@click.option("--provider", metavar="TEKST", required=True, help="Code van de aanbieder.")
@click.option("--vacancy", metavar="TEKST", required=True, help="Code van de vacature.")
@home_option
@json_option
def fitting(provider: str, vacancy: str, home: Home, as_json: bool) -> None:
    """Toon welke kandidaten bij een vacature passen, met de redenen voor en tegen."""
    found = record.fitting_for(home, provider, vacancy)
    if as_json:
        rows = [{"candidate": item.candidate.candidate, "fits": item.fits, "misfits": item.misfits, "asked": item.asked}
                for item in found.found]  # fmt: skip
        show_json({"sentence": found.sentence, "order": record.FITTING_ORDER, "found": rows})
        return
    click.echo(found.sentence)
    for item in found.found:
        click.echo(f"\n{item.candidate.candidate} ({item.candidate.target_group.label})")
        for words, part in (("past", item.fits), ("past niet", item.misfits), ("te bekijken", item.asked)):
            click.echo("\n".join(f"  {words}: {text}" for text in part), nl=bool(part))
    click.echo(f"\n{record.FITTING_ORDER}")


@click.command("step")
@click.argument("step", metavar="STAP", type=click.Choice([item.label for item in MatchStep]))
@click.option("--provider", metavar="TEKST", required=True, help="Code van de aanbieder.")
@click.option("--vacancy", metavar="TEKST", required=True, help="Code van de vacature.")
@click.option("--candidate", metavar="TEKST", required=True, help="Kenmerk van de kandidaat.")
@click.option("--on", "day", metavar="DATUM", type=_DAY, required=True, help="De dag, zoals 2025-04-01.")
@click.option("--hours", metavar="TEKST", help="Bij een plaatsing: uren per week; anders die van de vacature.")
@click.option("--after", metavar="TEKST", help="Bij gestopt: waar iemand daarna heen ging.")
@click.option("--quarter", metavar="TEKST", required=True, help="Kwartaal waarvan het de stand is, zoals 2025-K4.")
@by_option
@home_option
def step(
    step: str,
    provider: str,
    vacancy: str,
    candidate: str,
    day: datetime,
    hours: str | None,
    after: str | None,
    quarter: str,
    by: str,
    home: Home,
) -> None:
    """Zeg wat er met een kandidaat gebeurde: voorgedragen, gesprek, geplaatst, afgewezen, teruggetrokken of gestopt."""
    told = {"on": day.date().isoformat()} | ({"hours": hours} if hours else {}) | ({"after": after} if after else {})
    chosen = next(item for item in MatchStep if item.label == step)
    delivery = record.step_labour(
        home, (provider, vacancy, candidate), step=chosen, told=told, quarter=quarter_of(quarter), by=by
    )
    click.echo(f"Bewaard als levering {delivery}. {_PUBLISH}")
