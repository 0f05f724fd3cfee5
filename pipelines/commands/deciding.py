"""Commands that decide about a delivery: look at it, accept, reject, withdraw, settle."""

from __future__ import annotations

import click

from pipelines import intake, record
from pipelines.commands.options import Command, by_option, explain_option, home_option, json_option, many, show_json
from pipelines.findings import Fault, fold
from pipelines.place import Home
from pipelines.preview import Change, Preview, status_word
from schemas.in_words import before_and_after, cases
from schemas.vocabulary import DataSet, Unit


@click.command("preview")
@click.argument("delivery_id", metavar="ID")
@home_option
@json_option
def preview(delivery_id: str, home: Home, as_json: bool) -> None:
    """Toon wat een levering zou veranderen, vóór u haar accepteert. Er verandert niets."""
    case = intake.weighed(home, intake.case(home, delivery_id))
    if as_json:
        show_json(_as_data(case))
        return
    click.echo(f"{delivery_id}, {case.delivery['file_name']}: {case.state.label}.")
    for fault in fold(case.checked.findings):
        click.echo(f"  {fault.finding.severity.label}: {fault.sentence}")
    if case.difference:
        compared = case.difference
        click.echo(f"Vergeleken met {compared.former_id} ({compared.former_state.label}):")
        for word, faults in (("hersteld", compared.mended), ("gebleven", compared.left), ("nieuw", compared.new)):
            click.echo(f"  {word}: {len(faults)}")
    if case.preview:
        _tell(case.preview)


def _as_data(case: intake.Case) -> dict[str, object]:
    def told(faults: tuple[Fault, ...]) -> list[str]:
        return [fault.sentence for fault in faults]

    compared = case.difference
    return {
        "delivery_id": case.delivery["delivery_id"],
        "file": case.delivery["file_name"],
        "state": case.state.value,
        "recognised": case.delivery["recognised"],
        **case.checked.summary(),
        "may": case.may,
        "compared_with": compared.former_id if compared else None,
        "mended": told(compared.mended) if compared else [],
        "left": told(compared.left) if compared else [],
        "new": told(compared.new) if compared else [],
        "preview": case.preview.as_dict() if case.preview else None,
        "position": case.position,
    }


def _tell(found: Preview) -> None:
    if not found.figures:
        click.echo("Accepteren verandert geen enkel gepubliceerd cijfer.")
        return
    click.echo(f"Accepteren verandert {many(found.figures, 'cijfer', 'cijfers')}:")
    for change in found.changes:
        click.echo(f"  {change_sentence(change)}")
    if found.unnamed:
        click.echo(f"  en nog {found.unnamed} andere.")
    locked = (
        f"; raakt {many(len(found.locked), 'vastgesteld kwartaal', 'vastgestelde kwartalen')}" if found.locked else ""
    )
    click.echo(f"  {many(len(found.reports), 'rapport verandert', 'rapporten veranderen')}{locked}.")
    for provider, quarter in found.locked[:5]:
        which = f'--provider {provider} --quarter {quarter} --why "reden"'
        click.echo(
            f"  Moet dat? Is het gesprek vastgesteld, heropen het dan eerst: kwartaalbeeld reopen {which}. "
            f"Zijn alleen de gegevens vastgesteld: kwartaalbeeld unlock {which}."
        )


def change_sentence(change: Change) -> str:
    """Bereikte personen (kwartaal), De Linde, 2025-K4: 431 -> 388; status op koers -> aandacht."""
    whose = f"{change.provider}, {change.sub_agreement}" if change.sub_agreement else change.provider
    text = f"{change.title}, {whose}, {change.quarter}: {change_words(change.before, change.n_before, change.unit)} -> {change_words(change.after, change.n_after, change.unit)}"
    if change.status_before == change.status_after:
        return text
    return f"{text}; status {status_word(change.status_before)} -> {status_word(change.status_after)}"


def change_words(value: float | None, n: float | None, unit: str) -> str:
    """85,3% (n = 41); without n where the figure is a number of people itself, or is not there."""
    rests = "" if value is None or n is None or unit == Unit.COUNT else f" ({cases(n)})"
    return f"{before_and_after(value, unit)}{rests}"


@click.command("accept")
@click.argument("delivery_id", metavar="ID")
@explain_option
@by_option
@home_option
def accept(delivery_id: str, explain: str | None, by: str, home: Home) -> None:
    """Laat een wachtende levering meetellen."""
    intake.accept(home, delivery_id, by=by, explanations=explain)
    click.echo(f"{delivery_id} is geaccepteerd. Publiceer opnieuw om het te zien: kwartaalbeeld publish.")


@click.command("reject")
@click.argument("delivery_id", metavar="ID")
@click.option("--why", metavar="TEKST", required=True, help="Waarom; komt in het logboek.")
@by_option
@home_option
def reject(delivery_id: str, why: str, by: str, home: Home) -> None:
    """Wijs een wachtende levering af."""
    intake.reject(home, delivery_id, why=why, by=by)
    click.echo(f"{delivery_id} is afgewezen. Het bestand blijft in het archief.")


@click.command("withdraw")
@click.argument("delivery_id", metavar="ID")
@click.option("--why", metavar="TEKST", required=True, help="Waarom; komt in het logboek.")
@by_option
@home_option
def withdraw(delivery_id: str, why: str, by: str, home: Home) -> None:
    """Trek een levering in. Ze telt niet meer mee, maar blijft in het archief."""
    earlier = intake.withdraw(home, delivery_id, why=why, by=by)
    click.echo(f"{delivery_id} is ingetrokken en telt niet meer mee.")
    if earlier:
        click.echo(f"Een eerdere versie weer laten meetellen: kwartaalbeeld accept {earlier[-1]}.")


def slot_options(command: Command) -> Command:
    for option in (
        click.option(
            "--data-set", metavar="TEKST", default=DataSet.MONITORING.value, show_default=True, help="Gegevensset."
        ),
        click.option("--quarter", metavar="TEKST", help="Kwartaal, zoals 2025-K4 (niet bij stamgegevens)."),
        click.option("--provider", metavar="TEKST", help="Code van de aanbieder (niet bij stamgegevens)."),
    ):
        command = option(command)
    return command


@click.command("lock")
@slot_options
@by_option
@home_option
def lock(provider: str | None, quarter: str | None, data_set: str, by: str, home: Home) -> None:
    """Stel een kwartaal van een aanbieder vast. Daarna verandert het niet meer."""
    click.echo(f"{record.lock(home, provider, quarter, data_set=data_set, by=by)} vastgesteld.")


@click.command("unlock")
@slot_options
@click.option("--why", metavar="TEKST", required=True, help="Waarom; komt in het logboek.")
@by_option
@home_option
def unlock(provider: str | None, quarter: str | None, data_set: str, why: str, by: str, home: Home) -> None:
    """Ontgrendel een vastgesteld kwartaal, met de reden."""
    click.echo(f"{record.unlock(home, provider, quarter, data_set=data_set, why=why, by=by)} ontgrendeld.")
