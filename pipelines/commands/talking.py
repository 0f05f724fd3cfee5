"""Commands of the quarterly talk: look at it, write in it, agree, open it again, and what is still to do."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from pipelines import record
from pipelines.commands.options import Command, by_option, home_option, json_option, many, show_json
from pipelines.errors import NotFound, NothingPublished, UsageProblem
from pipelines.place import Home
from schemas.in_words import cases, figure
from schemas.quarter import Quarter
from schemas.talk import CLOSED, ActionState, Escalation, Function, NoteKind, PointKind, Side, TalkState
from schemas.vocabulary import Unit

_DAY = click.DateTime(formats=["%Y-%m-%d", "%d-%m-%Y"])
_FUNCTION = "Wie, naar functie, zoals contractmanager of bestuurder."


def _of_talk(command: Command) -> Command:
    for option in (
        click.option("--quarter", metavar="TEKST", required=True, help="Kwartaal, zoals 2025-K4."),
        click.option("--provider", metavar="TEKST", required=True, help="Code van de aanbieder."),
    ):
        command = option(command)
    return command


def _function(command: Command) -> Command:
    return click.option("--function", metavar="TEKST", required=True, help=_FUNCTION)(command)


@click.command("talk")
@_of_talk
@click.option("--plan", metavar="DATUM", type=_DAY, help="Wanneer het gesprek wordt.")
@click.option("--held", metavar="DATUM", type=_DAY, help="Wanneer het gesprek was: het is dan besproken.")
@click.option("--present", metavar="TEKST", multiple=True, help="Wie erbij is, naar functie. Mag vaker.")
@by_option
@home_option
@json_option
def talk(
    provider: str, quarter: str, plan: datetime | None, held: datetime | None, present: tuple[str, ...], by: str,
    home: Home, as_json: bool,
) -> None:  # fmt: skip
    """Toon een kwartaalgesprek, of leg vast wanneer het is of was en wie erbij waren."""
    if plan and held:
        raise UsageProblem("Kies --plan of --held, niet allebei.")
    if present and not (plan or held):
        raise UsageProblem("Bij --present hoort --plan of --held.")
    if plan:
        record.plan_talk(home, provider, quarter, on=plan.date(), present=present, by=by)
    if held:
        record.discuss_talk(home, provider, quarter, on=held.date(), present=present, by=by)
    try:
        found = record.talk_now(home, provider, quarter)
    except (NotFound, NothingPublished):
        if not (plan or held):
            raise
        click.echo(f"Vastgelegd. Over het {Quarter.parse(quarter).label} is nog niets gepubliceerd.", err=as_json)
        return
    if as_json:
        show_json({**found.__dict__, "state": found.state.value})
        return
    for line in _in_words(found):
        click.echo(line)


def _figure(row: dict[str, Any]) -> str:
    """62% (n = 41); without n where the figure is a number of people itself."""
    if row["value"] is None:
        return "geen cijfer"
    rests = "" if row["n"] is None or row["unit"] == Unit.COUNT else f" ({cases(row['n'])})"
    return f"{figure(row['value'], row['unit'])}{rests}"


def _in_words(found: record.TalkNow) -> list[str]:
    told = found.talk["sentence"] if found.talk else "Concept: er is nog niets opgeschreven."
    lines = [f"{found.provider}, {Quarter.parse(found.quarter).label}. {told}", "Wat opvalt:"]
    lines += [
        f"  {row['indicator']}{_part(row)} {row['title']}: {_figure(row)}, {PointKind(row['kind']).label}"
        for row in found.figures
        if row["kind"]
    ] or ["  niets"]
    lines += [
        f"Duiding {Side(row['side']).label} bij {row['indicator']}{_part(row)}: {row['text']}"
        for row in found.commentary
    ]
    lines += [
        f"{row['note_id']} {NoteKind(row['kind']).label}: {row['text']}" for row in (*found.signals, *found.questions)
    ]
    lines += [
        f"{row['action_id']} {ActionState(row['state']).label}, {Escalation(row['escalation']).label}, "
        f"{Function(row['owner']).label}, {row['due_on']:%d-%m-%Y}: {row['text']}"
        for row in found.actions
    ]
    return lines


def _part(row: dict[str, Any]) -> str:
    return f" ({row['sub_agreement_id']})" if row["sub_agreement_id"] else ""


@click.command("comment")
@click.argument("text", metavar="TEKST", required=False, default="")
@_of_talk
@click.option("--indicator", metavar="TEKST", required=True, help="Code van de indicator, zoals TER-2.")
@click.option("--sub-agreement", metavar="TEKST", help="Code van de deelovereenkomst, waar het cijfer per deel staat.")
@_function
@click.option("--withdraw", is_flag=True, help="Haal de duiding van deze partij bij dit cijfer weg.")
@by_option
@home_option
def comment(
    text: str, provider: str, quarter: str, indicator: str, sub_agreement: str | None, function: str, withdraw: bool,
    by: str, home: Home,
) -> None:  # fmt: skip
    """Schrijf een duiding bij een gepubliceerd cijfer, van de aanbieder of van de gemeente."""
    if withdraw:
        side = next((item.side for item in Function if function in (item.value, item.label)), None)
        record.withdraw_comment(home, provider, quarter, indicator=indicator, sub_agreement_id=sub_agreement,
                                side=side.value if side else function, by=by)  # fmt: skip
        click.echo("De duiding is weggehaald; in het logboek blijft zij staan.")
        return
    if not text.strip():
        raise UsageProblem("Schrijf de duiding op, of kies --withdraw.")
    record.comment(home, provider, quarter, indicator=indicator, sub_agreement_id=sub_agreement, text=text,
                   function=function, by=by)  # fmt: skip
    click.echo("De duiding is bewaard. Publiceer opnieuw om haar in rapporten te zien: kwartaalbeeld publish.")


@click.command("note")
@click.argument("text", metavar="TEKST", required=False, default="")
@_of_talk
@click.option("--kind", metavar="TEKST", help="klachten, wachtlijst, personeel of open vraag.")
@click.option("--function", metavar="TEKST", help=f"{_FUNCTION} Bij --withdraw niet nodig.")
@click.option("--answer", "note_id", metavar="ID", help="Beantwoord met TEKST de open vraag met deze code.")
@click.option("--withdraw", metavar="ID", help="Haal het signaal of de vraag met deze code weg.")
@by_option
@home_option
def note(
    text: str, provider: str, quarter: str, kind: str | None, function: str | None, note_id: str | None,
    withdraw: str | None, by: str, home: Home,
) -> None:  # fmt: skip
    """Leg een signaal of open vraag vast voor een gesprek, beantwoord een vraag, of haal weg wat een vergissing was."""
    if sum(given is not None for given in (kind, note_id, withdraw)) != 1:
        raise UsageProblem("Kies --kind, --answer of --withdraw.")
    if withdraw is not None:
        record.remove_note(home, withdraw, by=by)
        click.echo(f"{withdraw} is weggehaald; in het logboek blijft het staan.")
        return
    if not text.strip() or function is None:
        raise UsageProblem("Schrijf de tekst op, en kies met --function wie dit zegt.")
    if note_id is not None:
        record.answer(home, note_id, quarter, text=text, function=function, by=by)
        click.echo(f"{note_id} is beantwoord.")
        return
    found = record.note(home, provider, quarter, kind=str(kind), text=text, function=function, by=by)
    click.echo(f"{found} is bewaard.")


@click.command("action")
@click.argument("text", metavar="TEKST")
@_of_talk
@click.option("--owner", metavar="TEKST", help="Eigenaar, naar functie.")
@click.option("--due", metavar="DATUM", type=_DAY, help="Wanneer het klaar is.")
@click.option("--escalation", metavar="TEKST", help="volgen, bespreken, verbeterafspraak, herstelplan of overlegtafel.")
@click.option("--indicator", metavar="TEKST", help="Bij welk cijfer het hoort.")
@click.option("--change", "action_id", metavar="ID", help="Werk dit actiepunt bij; TEKST zegt wat het opleverde.")
@click.option("--state", metavar="TEKST", help="Bij --change: open, loopt, gereed of vervallen.")
@by_option
@home_option
def action(
    text: str, provider: str, quarter: str, owner: str | None, due: datetime | None, escalation: str | None,
    indicator: str | None, action_id: str | None, state: str | None, by: str, home: Home,
) -> None:  # fmt: skip
    """Maak een afspraak of actiepunt, of werk er een bij."""
    day = due.date() if due else None
    if action_id is not None:
        record.change_action(home, action_id, quarter, state=state, escalation=escalation, owner=owner, due_on=day,
                             result=text, by=by)  # fmt: skip
        click.echo(f"{action_id} is bijgewerkt.")
        return
    if owner is None or day is None:
        raise UsageProblem("Geef --owner en --due op: van wie het is, en wanneer het klaar is.")
    found = record.open_action(
        home, provider, quarter, text=text, owner=owner, due_on=day, escalation=escalation or Escalation.FOLLOW.value,
        indicator=indicator, by=by,
    )  # fmt: skip
    click.echo(f"{found} is bewaard en gaat mee naar elk volgend gesprek, tot het gereed is of vervalt.")


@click.command("actions")
@_of_talk
@home_option
@json_option
def actions(provider: str, quarter: str, home: Home, as_json: bool) -> None:
    """Toon de actiepunten van een gesprek, ook die uit eerdere kwartalen."""
    found = record.talk_now(home, provider, quarter).actions
    if as_json:
        show_json(found)
        return
    for row in found:
        late = ", te laat" if row["overdue"] else ""
        click.echo(
            f"{row['action_id']}  {row['opened_in']}  {ActionState(row['state']).label}{late}  "
            f"{Function(row['owner']).label}, {row['due_on']:%d-%m-%Y}: {row['text']}"
        )
    still = sum(ActionState(row["state"]) not in CLOSED for row in found)
    click.echo(f"{many(still, 'actiepunt staat', 'actiepunten staan')} nog open.")


@click.command("reopen")
@click.option("--provider", metavar="TEKST", help="Code van de aanbieder. Zonder: het kwartaal als geheel.")
@click.option("--quarter", metavar="TEKST", required=True, help="Kwartaal, zoals 2025-K4.")
@click.option("--why", metavar="TEKST", required=True, help="Waarom; staat bij het gesprek en in het logboek.")
@by_option
@home_option
def reopen(provider: str | None, quarter: str, why: str, by: str, home: Home) -> None:
    """Open een vastgesteld gesprek met zijn leveringen, of een kwartaal, weer. De editie blijft zoals zij was."""
    if provider is None:
        record.reopen_quarter(home, quarter, why=why, by=by)
        click.echo(f"Het {Quarter.parse(quarter).label} als geheel is weer open. De gesprekken blijven zoals ze zijn.")
        return
    record.reopen_talk(home, provider, quarter, why=why, by=by)
    click.echo(f"Het gesprek over het {Quarter.parse(quarter).label} is weer open ({TalkState.DISCUSSED.label}).")


@click.command("todo")
@click.option("--owner", metavar="TEKST", help="Alleen wat bij deze eigenaar hoort, zoals contractmanager.")
@click.option("--csv", "as_csv", is_flag=True, help="Geef de lijst als CSV, voor een spreadsheet.")
@home_option
@json_option
def todo(owner: str | None, as_csv: bool, home: Home, as_json: bool) -> None:
    """Toon per eigenaar wat er nog te doen is: actiepunten, reacties, vragen en gesprekken."""
    found = record.to_do(home, owner)
    if as_json:
        show_json([item.__dict__ for item in found])
        return
    if as_csv:
        click.echo(record.to_do_csv(found), nl=False)
        return
    for item in found:
        click.echo(
            f"{item.owner}  {item.when}  {_day(item.due_on)}{item.duty.label} {item.provider}, {Quarter.parse(item.quarter).label}: {item.text}"
        )
    click.echo(f"{many(len(found), 'punt', 'punten')} te doen.")


def _day(due_on: date | None) -> str:
    return f"{due_on:%d-%m-%Y}  " if due_on else ""


@click.command("calendar")
@click.option("--out", metavar="BESTAND", required=True, type=click.Path(dir_okay=False, path_type=Path),
              help="Het agendabestand (.ics).")  # fmt: skip
@home_option
def calendar(out: Path, home: Home) -> None:
    """Schrijf een agendabestand (ics) met de gesprekken en de dagen waarop iets klaar moet zijn."""
    out.write_bytes(record.calendar(record.to_do(home)))
    click.echo(f"De agenda staat in {out}.")
