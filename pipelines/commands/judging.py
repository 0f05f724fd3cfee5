"""Commands about social return: the entries that wait, and judging them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

import click

from pipelines import record
from pipelines.commands.options import by_option, home_option, json_option, show_json
from pipelines.errors import UsageProblem
from pipelines.place import Home


@click.command("entries")
@home_option
@json_option
def entries(home: Home, as_json: bool) -> None:
    """Toon de inzet van social return, wat op een oordeel wacht eerst."""
    found = record.entries_to_review(home)
    if as_json:
        show_json([{**asdict(item), "state": item.state.value} for item in found])
        return
    for item in found:
        click.echo(
            f"{item.entry_id}  {item.provider}, {item.obligation_id}, {item.form}: {item.state.label}. {item.formula}"
        )
        if item.maybe_twice:
            click.echo(f"    Mogelijk dubbel met {', '.join(item.maybe_twice)}.")
        for asked in item.questions:
            click.echo(f"    Vraag {asked.number}: {asked.text} Antwoord: {asked.answer or 'nog niet'}.")
    if not found:
        click.echo("Er is nog geen inzet van social return geleverd.")


@click.command("judge")
@click.argument("entry_id", metavar="ID")
@click.option("--approve", "act", flag_value="approve", help="Keur goed.")
@click.option("--reject", "act", flag_value="reject", help="Keur af; geef ook --why.")
@click.option("--twice", "act", flag_value="twice", help="Dit is dezelfde plaatsing als een andere; geef ook --why.")
@click.option("--apart", "act", flag_value="apart", help="Dit is een andere plaatsing; geef ook --why.")
@click.option("--ask", "question", metavar="TEKST", help="Stel een vraag; de inzet blijft wachten.")
@click.option("--answer", metavar="TEKST", help="Antwoord op de vraag met --number.")
@click.option("--number", metavar="GETAL", type=int, help="Welke vraag, zoals entries haar noemt.")
@click.option("--why", metavar="TEKST", default="", help="Waarom; komt in het logboek.")
@by_option
@home_option
def judge(
    entry_id: str,
    act: str | None,
    question: str | None,
    answer: str | None,
    number: int | None,
    why: str,
    by: str,
    home: Home,
) -> None:
    """Keur een inzet goed of af, stel er een vraag over, of zeg of zij dubbel is."""
    said: dict[str, tuple[Callable[[], object], str]] = {
        "approve": (lambda: record.approve_entries(home, [entry_id], by=by), "Goedgekeurd."),
        "reject": (lambda: record.reject_entries(home, [entry_id], why=why, by=by), "Afgekeurd."),
        "twice": (lambda: record.compare_entries(home, entry_id, twice=True, why=why, by=by), "Afgekeurd als dubbel."),
        "apart": (
            lambda: record.compare_entries(home, entry_id, twice=False, why=why, by=by),
            "Onthouden: niet dubbel.",
        ),
        "ask": (lambda: record.ask_about_entry(home, entry_id, question or "", by=by), "De vraag is bewaard."),
        "answer": (
            lambda: record.answer_about_entry(home, number or 0, answer or "", by=by),
            "Het antwoord is bewaard.",
        ),
    }
    chosen = [name for name in (act, "ask" if question else None, "answer" if answer else None) if name]
    if len(chosen) != 1:
        raise UsageProblem("Kies één: --approve, --reject, --twice, --apart, --ask of --answer.")
    do, told = said[chosen[0]]
    do()
    click.echo(f"{told} Publiceer opnieuw om het te zien: kwartaalbeeld publish.")
