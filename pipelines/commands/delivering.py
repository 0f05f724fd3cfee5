"""Commands that take something in: templates, check, deliver, and what is decided about a delivery."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

import click
import pandas as pd

from pipelines import intake, publishing, record
from pipelines.commands.options import (
    Command,
    by_option,
    home_option,
    json_option,
    many,
    quarter_of,
    recipe_of,
    recipe_option,
    show_json,
)
from pipelines.errors import CitizenNumbersFound, DeliveryRefused, NotFound, SlotLocked, WrongState
from pipelines.findings import SHOWN, Finding, fold
from pipelines.place import Home
from pipelines.settings import load_settings
from pipelines.templates import monitoring_rows, write_monitoring, write_register
from schemas.vocabulary import DataSet, DeliveryState, Severity


def _show_findings(findings: list[Finding]) -> None:
    faults = fold(item for item in findings if item.severity is not Severity.SKIPPED)
    for fault in faults[:SHOWN]:
        click.echo(f"  {fault.finding.severity.label}: {fault.sentence}")
    if len(faults) > SHOWN:
        click.echo(f"  en nog {len(faults) - SHOWN} andere.")
    skipped: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.severity is Severity.SKIPPED:
            skipped.setdefault(finding.code, []).append(finding)
    for same in skipped.values():
        rows = ", ".join(str(item.row) for item in same[:5]) + (", ..." if len(same) > 5 else "")
        click.echo(f"  overgeslagen: {many(len(same), 'rij', 'rijen')} ({rows}). {same[0].expected}")


@click.command("init")
@home_option
@by_option
def init(home: Home, by: str) -> None:
    """Maak een lege map klaar voor een gemeente."""
    made = intake.initialise(home, by=by)
    click.echo(f"{home.root} is {'klaar voor gebruik' if made else 'er al; er is niets veranderd'}.")
    click.echo(
        "Volgende stap, voor het sjabloon van de stamgegevens: kwartaalbeeld templates --quarter 2026-K1 --out sjablonen"
    )


@click.command("templates")
@click.option("--quarter", metavar="TEKST", required=True, help="Kwartaal waarover geleverd wordt, zoals 2025-K4.")
@click.option(
    "--out",
    required=True,
    metavar="MAP",
    type=click.Path(file_okay=False, path_type=Path),
    help="Map voor de sjablonen.",
)
@home_option
@json_option
def templates(quarter: str, out: Path, home: Home, as_json: bool) -> None:
    """Maak per aanbieder een vooringevuld sjabloon, en de stamgegevens om in te vullen of bij te werken."""
    chosen = quarter_of(quarter)
    register = intake.register_of(home)
    refuse_overwriting(out)
    written = [out / "stamgegevens.xlsx"]
    write_register(written[0], intake.register_sheets(register))
    spans = register.spans
    running = spans[
        (spans["runs_from"] <= pd.Timestamp(chosen.last_day)) & (spans["runs_until"] >= pd.Timestamp(chosen.first_day))
    ]
    previous = publishing.earlier_values(home, chosen.shift(-1))
    due_on = chosen.last_day + timedelta(weeks=load_settings(home.root).deadline_weeks)
    municipality = str(register.umbrella_agreement["municipality"].iloc[0]) if len(register.umbrella_agreement) else ""
    subs = register.sub_agreement[register.sub_agreement["sub_agreement_id"].isin(running["sub_agreement_id"])]
    names = register.provider.set_index("provider_id")["provider"]
    for provider_id, own in subs.groupby("provider_id"):
        rows = monitoring_rows(own, chosen, previous=previous, targets=register.agreed_target)
        path = out / f"{chosen}-{provider_id}.xlsx"
        write_monitoring(
            path, rows, provider=names[provider_id], municipality=municipality, quarter=chosen, due_on=due_on
        )
        written.append(path)
    if as_json:
        show_json({"quarter": str(chosen), "files": [str(path) for path in written]})
    else:
        click.echo(f"{many(len(written), 'sjabloon', 'sjablonen')} gemaakt in {out}.")


def refuse_overwriting(out: Path) -> None:
    """A template that was filled in meanwhile is never written over."""
    if out.is_dir() and any(out.glob("*.xlsx")):
        raise WrongState(f"In {out} staan al werkmappen. Kies een lege map; er is niets overschreven.")
    out.mkdir(parents=True, exist_ok=True)


@click.command("check")
@click.argument("file", metavar="BESTAND", type=click.Path(path_type=Path))
@recipe_option
@home_option
@json_option
def check(file: Path, recipe: str | None, home: Home, as_json: bool) -> None:
    """Controleer een bestand zonder er iets van te bewaren."""
    checked = intake.check_file(home, file, recipe=recipe_of(home, recipe))
    if as_json:
        show_json({"file": file.name, **checked.summary(), "findings": [f.as_dict() for f in checked.findings[:SHOWN]]})
    else:
        _show_findings(checked.findings)
        if checked.rows_read:
            click.echo(_counts(checked.rows_read, checked.rows_measured, checked.rows_skipped, bool(checked.errors)))
    if checked.personal:
        raise CitizenNumbersFound(f"{file.name}: {checked.errors[0].expected} Er is niets bewaard.")
    if checked.errors:
        count = len(fold(checked.errors))
        raise DeliveryRefused(f"{file.name}: {count} {'fout' if count == 1 else 'fouten'}. Er is niets bewaard.")


def _counts(read: int, measured: int, skipped: int, errors: bool) -> str:
    text = f"{many(read, 'rij', 'rijen')} gelezen"
    if errors:
        return f"{text}."
    return f"{text}: {measured} met een meting, {skipped} overgeslagen." if skipped else f"{text}, alle in orde."


@click.command("deliver")
@click.argument("path", metavar="BESTAND|MAP", type=click.Path(path_type=Path))
@recipe_option
@by_option
@click.option("--accept", is_flag=True, help="Accepteer wat geen fouten heeft meteen.")
@home_option
@json_option
def deliver(path: Path, recipe: str | None, by: str, accept: bool, home: Home, as_json: bool) -> None:
    """Lever een bestand, of alle bestanden in een map. Zonder --accept wacht de levering op acceptatie."""
    parcels = [intake.Parcel(item, by, accept) for item in intake.files_in(path)]
    if not parcels:
        raise NotFound(f'In "{path}" staat geen enkel bestand.')
    told = (lambda _: None) if as_json else _tell
    results = intake.deliver(home, parcels, recipe=recipe_of(home, recipe), told=told)
    if as_json:
        show_json([result.as_dict() for result in results])
    refused = [result for result in results if result.state in (DeliveryState.REFUSED, DeliveryState.DESTROYED)]
    if refused and len(refused) == sum(result.state is DeliveryState.DESTROYED for result in refused):
        raise CitizenNumbersFound("Het bestand is vernietigd; alleen de vingerafdruk staat nog in het logboek.")
    if refused:
        files = "Het bestand is" if len(results) == 1 else f"{len(refused)} van de {len(results)} bestanden zijn"
        raise DeliveryRefused(f"{files} geweigerd; het origineel is bewaard.")
    if any(result.locked for result in results):
        raise SlotLocked("Dit is vastgesteld: de levering is bewaard, en kan pas meetellen na ontgrendelen (unlock).")


def _tell(result: intake.Delivered) -> None:
    name = f"{result.file_name}: {result.delivery_id or 'niet bewaard'}, {result.state.label}"
    click.echo(f"{name}{' (was al geleverd)' if result.known else ''}.")
    _show_findings(result.checked.findings)
    if result.checked.rows_skipped:
        checked = result.checked
        click.echo(f"  {_counts(checked.rows_read, checked.rows_measured, checked.rows_skipped, False)}")
    sys.stdout.flush()


@click.command("deliveries")
@home_option
@json_option
def deliveries(home: Home, as_json: bool) -> None:
    """Toon alle leveringen, ook de geweigerde."""
    rows = intake.list_deliveries(home)
    if as_json:
        show_json([{**row, "state_label": DeliveryState(row["state"]).label} for row in rows])
        return
    for row in rows:
        when = row["received_at"].replace("T", " ").replace("Z", " UTC")
        click.echo(
            f"{row['delivery_id']}  {when}  {DeliveryState(row['state']).label:<42}"
            f"  {row['file_name']}  ({row['delivered_by']})"
        )


@click.command("accept")
@click.argument("delivery_id", metavar="ID")
@by_option
@home_option
def accept(delivery_id: str, by: str, home: Home) -> None:
    """Laat een wachtende levering meetellen."""
    intake.accept(home, delivery_id, by=by)
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
