"""Commands about what changed: signals, starting a control chart anew, and dated remarks on charts."""

from __future__ import annotations

from datetime import datetime

import click

from pipelines import record, signalling
from pipelines.commands.options import by_option, home_option, json_option, quarter_of, show_json
from pipelines.place import Home

_DAY = click.DateTime(formats=["%Y-%m-%d", "%d-%m-%Y"])


@click.command("signals")
@click.option("--quarter", metavar="TEKST", help="Kwartaal, zoals 2025-K4; zonder deze optie het nieuwste.")
@home_option
@json_option
def signals(quarter: str | None, home: Home, as_json: bool) -> None:
    """Toon welke cijfers aantoonbaar veranderd zijn, en hoeveel signalen toeval zouden zijn."""
    found = signalling.signals(home, quarter_of(quarter) if quarter else None)
    if as_json:
        show_json(found)
        return
    for item in found["signals"]:
        whose = f"{item['provider']}, {item['sub_agreement_id']}" if item["sub_agreement_id"] else item["provider"]
        click.echo(f"{item['indicator']}  {whose}: {item['sentence']}")
    for item in found["counts"]:
        click.echo(item["sentence"])
    if not found["counts"]:
        click.echo(f"Over {found['quarter']} kan nog van geen enkele reeks worden gezegd of er iets verandert.")


@click.command("rebase")
@click.option("--provider", metavar="TEKST", required=True, help="Code van de aanbieder.")
@click.option("--indicator", metavar="TEKST", required=True, help="Code van de indicator, zoals TER-2.")
@click.option("--sub-agreement", metavar="TEKST", help="Code van de deelovereenkomst; zonder deze optie alle.")
@click.option("--on", "day", metavar="DATUM", type=_DAY, required=True, help="Vanaf wanneer, zoals 2025-04-01.")
@click.option("--why", metavar="TEKST", required=True, help="Waarom; staat bij de grafiek en in het logboek.")
@by_option
@home_option
def rebase(
    provider: str, indicator: str, sub_agreement: str | None, day: datetime, why: str, by: str, home: Home
) -> None:
    """Laat de regelkaart van een cijfer vanaf een dag opnieuw beginnen."""
    record.rebase(home, provider, indicator, sub_agreement_id=sub_agreement, on=day.date(), why=why, by=by)
    click.echo(
        f"De regelkaart van {indicator} van {provider} begint opnieuw op {day.date().isoformat()}. "
        "Publiceer opnieuw om het te zien: kwartaalbeeld publish."
    )


@click.command("annotate")
@click.argument("text", metavar="TEKST")
@click.option("--on", "day", metavar="DATUM", type=_DAY, required=True, help="Wanneer, of vanaf wanneer.")
@click.option("--until", metavar="DATUM", type=_DAY, help="Tot en met wanneer; zonder deze optie één moment.")
@click.option("--indicator", "indicators", metavar="TEKST", multiple=True, help="Over welke indicator. Mag vaker.")
@click.option("--provider", "providers", metavar="TEKST", multiple=True, help="Over welke aanbieder. Mag vaker.")
@by_option
@home_option
def annotate(
    text: str,
    day: datetime,
    until: datetime | None,
    indicators: tuple[str, ...],
    providers: tuple[str, ...],
    by: str,
    home: Home,
) -> None:
    """Zet een opmerking met een datum bij de grafieken."""
    annotation_id = record.annotate(
        home, text, starts_on=day.date(), ends_on=until.date() if until else None, indicators=list(indicators),
        providers=list(providers), by=by,
    )  # fmt: skip
    click.echo(f"Opmerking {annotation_id} is bewaard. Publiceer opnieuw om haar te zien: kwartaalbeeld publish.")


@click.command("annotations")
@home_option
@json_option
def annotations(home: Home, as_json: bool) -> None:
    """Toon de opmerkingen bij de grafieken."""
    found = record.annotations(home)
    if as_json:
        show_json(found)
        return
    for item in found:
        until = f" t/m {item['ends_on']}" if item["ends_on"] else ""
        about = ", ".join(item["indicators"] + item["providers"]) or "alles"
        click.echo(f"{item['annotation_id']}  {item['starts_on']}{until}  {about}: {item['text']}")


@click.command("unannotate")
@click.argument("annotation_id", metavar="ID")
@click.option("--why", metavar="TEKST", required=True, help="Waarom; komt in het logboek.")
@by_option
@home_option
def unannotate(annotation_id: str, why: str, by: str, home: Home) -> None:
    """Haal een opmerking van de grafieken. In het logboek blijft zij staan."""
    record.remove_annotation(home, annotation_id, why=why, by=by)
    click.echo(f"Opmerking {annotation_id} is weggehaald. Publiceer opnieuw: kwartaalbeeld publish.")
