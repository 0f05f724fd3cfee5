"""The command line of wing one: words and options as documented in docs/cli.md, Dutch to the user."""

from __future__ import annotations

import csv
import getpass
import io
import json
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import click
import pandas as pd

from pipelines import explaining, intake, maintenance, publishing, record
from pipelines.errors import CitizenNumbersFound, DeliveryRefused, NotFound, SlotLocked, UsageProblem
from pipelines.findings import SHOWN, Finding
from pipelines.place import Home
from pipelines.recipes import Recipe, find_recipe
from pipelines.settings import load_settings
from pipelines.templates import monitoring_rows, write_monitoring, write_register
from schemas.indicators.catalogue import CATALOGUE
from schemas.place import HOME_VARIABLE, data_folder, home_folder
from schemas.quarter import NotAPeriod, Quarter
from schemas.vocabulary import Audience, DataSet, DeliveryState, Severity, Status

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
    return click.option("--by", metavar="TEKST", default=getpass.getuser, help="Wie dit doet; komt in het logboek.")(
        command
    )


def recipe_option(command: Command) -> Command:
    return click.option("--recipe", metavar="TEKST", help="Naam of bestand van een recept voor een vreemd bestand.")(
        command
    )


def show_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def quarter_of(text: str) -> Quarter:
    try:
        return Quarter.parse(text)
    except NotAPeriod:
        raise UsageProblem(f'"{text}" is geen kwartaal. Schrijf bijvoorbeeld 2025-K4.') from None


def _recipe(home: Home, name: str | None) -> Recipe | None:
    return find_recipe(name, [home.recipes, data_folder() / "recipes"]) if name else None


def _show_findings(findings: list[Finding]) -> None:
    for finding in intake.ordered(findings)[:SHOWN]:
        if finding.severity is not Severity.SKIPPED:
            click.echo(f"  {finding.severity.label}: {finding.sentence}")
    skipped: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.severity is Severity.SKIPPED:
            skipped.setdefault(finding.code, []).append(finding)
    for same in skipped.values():
        rows = ", ".join(str(item.row) for item in same[:5]) + (" ..." if len(same) > 5 else "")
        click.echo(f"  overgeslagen: {len(same)} rijen ({rows}). {same[0].expected}")
    if len(findings) > SHOWN:
        click.echo(f"  en nog {len(findings) - SHOWN} bevindingen.")


@click.command("init")
@home_option
@by_option
def init(home: Home, by: str) -> None:
    """Maak een lege map klaar voor een gemeente."""
    made = intake.initialise(home, by=by)
    click.echo(f"{home.root} is {'klaar voor gebruik' if made else 'er al; er is niets veranderd'}.")
    click.echo('Volgende stap: "kwartaalbeeld templates" voor het stamgegevens-sjabloon.')


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
    """Maak per aanbieder een vooringevuld sjabloon, en een leeg sjabloon voor de stamgegevens."""
    chosen = quarter_of(quarter)
    register = intake.register_of(home)
    out.mkdir(parents=True, exist_ok=True)
    written = [out / "stamgegevens.xlsx"]
    write_register(written[0], {})
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
        click.echo(f"{len(written)} sjablonen gemaakt in {out}.")


@click.command("check")
@click.argument("file", metavar="BESTAND", type=click.Path(path_type=Path))
@recipe_option
@home_option
@json_option
def check(file: Path, recipe: str | None, home: Home, as_json: bool) -> None:
    """Controleer een bestand zonder er iets van te bewaren."""
    checked = intake.check_file(home, file, recipe=_recipe(home, recipe))
    if as_json:
        show_json({"file": file.name, **checked.summary(), "findings": [f.as_dict() for f in checked.findings[:SHOWN]]})
    else:
        _show_findings(checked.findings)
        click.echo(_counts(checked.rows_read, checked.rows_measured, checked.rows_skipped, bool(checked.errors)))
    if checked.errors:
        count = len(checked.errors)
        raise DeliveryRefused(f"{file.name}: {count} {'fout' if count == 1 else 'fouten'}. Er is niets bewaard.")


def _counts(read: int, measured: int, skipped: int, errors: bool) -> str:
    text = f"{read} rijen gelezen"
    if errors:
        return f"{text}."
    return f"{text}: {measured} metingen, {skipped} overgeslagen." if skipped else f"{text}, alle in orde."


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
    results = intake.deliver(home, parcels, recipe=_recipe(home, recipe), told=told)
    if as_json:
        show_json([result.as_dict() for result in results])
    refused = [result for result in results if result.state in (DeliveryState.REFUSED, DeliveryState.DESTROYED)]
    if refused and len(refused) == sum(result.state is DeliveryState.DESTROYED for result in refused):
        raise CitizenNumbersFound(refused[0].checked.errors[0].sentence)
    if refused:
        raise DeliveryRefused(f"{len(refused)} van de {len(results)} bestanden geweigerd; het origineel is bewaard.")
    if any(result.locked for result in results):
        raise SlotLocked("Het kwartaal is vastgesteld: de levering is bewaard, maar wacht op acceptatie.")


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
        when = row["received_at"].replace("T", " ").removesuffix("Z")
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
    click.echo(f"{delivery_id} is ingetrokken. Het kwartaal is nu leeg.")
    if earlier:
        click.echo(f"Een eerdere versie weer laten meetellen: kwartaalbeeld accept {earlier[-1]}.")


def slot_options(command: Command) -> Command:
    for option in (
        click.option(
            "--data-set", metavar="TEKST", default=DataSet.MONITORING.value, show_default=True, help="Gegevensset."
        ),
        click.option("--quarter", metavar="TEKST", required=True, help="Kwartaal, zoals 2025-K4."),
        click.option("--provider", metavar="TEKST", required=True, help="Code van de aanbieder."),
    ):
        command = option(command)
    return command


@click.command("lock")
@slot_options
@by_option
@home_option
def lock(provider: str, quarter: str, data_set: str, by: str, home: Home) -> None:
    """Stel een kwartaal van een aanbieder vast. Daarna verandert het niet meer."""
    record.lock(home, provider, quarter, data_set=data_set, by=by)
    click.echo(f"{quarter} van {provider} ({data_set}) is vastgesteld.")


@click.command("unlock")
@slot_options
@click.option("--why", metavar="TEKST", required=True, help="Waarom; komt in het logboek.")
@by_option
@home_option
def unlock(provider: str, quarter: str, data_set: str, why: str, by: str, home: Home) -> None:
    """Ontgrendel een vastgesteld kwartaal, met de reden."""
    record.unlock(home, provider, quarter, data_set=data_set, why=why, by=by)
    click.echo(f"{quarter} van {provider} ({data_set}) is ontgrendeld.")


@click.command("publish")
@by_option
@home_option
@json_option
def publish(by: str, home: Home, as_json: bool) -> None:
    """Reken alles uit en zet het vast in een nieuwe publicatie."""
    _tell_published(publishing.publish(home, by=by), as_json)


def _tell_published(found: publishing.Published, as_json: bool) -> None:
    if as_json:
        show_json(
            {"publication": found.publication, "audience": found.audience.value, "file": str(found.file),
             "figures": found.figures, "waiting": found.waiting, "changed": found.changed}
        )  # fmt: skip
        return
    click.echo(
        f"Publicatie {found.publication[:16]} ({found.figures} cijfers){'' if found.changed else ', ongewijzigd'}."
    )
    if found.waiting:
        count = found.waiting
        click.echo(
            f"Let op: {count} kwartaal{'' if count == 1 else 'leveringen'} wacht{'' if count == 1 else 'en'} op acceptatie."
        )


@click.command("values")
@click.option("--audience", default=Audience.INTERN.value, type=click.Choice([item.value for item in Audience]),
              show_default=True, help="Voor wie de publicatie is.")  # fmt: skip
@click.option("--provider", metavar="TEKST", help="Code van de aanbieder.")
@click.option("--indicator", metavar="TEKST", help="Code van de indicator, zoals BER-2.")
@click.option("--quarter", metavar="TEKST", help="Kwartaal, zoals 2025-K4.")
@click.option("--csv", "as_csv", is_flag=True, help="Geef de uitkomst als CSV (dit is ook de standaard).")
@home_option
@json_option
def values(
    audience: str,
    provider: str | None,
    indicator: str | None,
    quarter: str | None,
    as_csv: bool,
    home: Home,
    as_json: bool,
) -> None:
    """Geef de gepubliceerde cijfers."""
    if as_csv and as_json:
        raise UsageProblem("Kies --csv of --json, niet allebei.")
    chosen = {
        "provider_id": provider, "indicator": indicator, "quarter": str(quarter_of(quarter)) if quarter else None,
    }  # fmt: skip
    frame = publishing.published_values(home, audience=Audience(audience), **chosen)
    records = [_plain(row) for row in frame.to_dict("records")]
    if as_json:
        show_json(records)
        return
    out = io.StringIO()
    writer = csv.DictWriter(out, VALUE_COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _csv_cell(value) for name, value in row.items()} for row in records)
    sys.stdout.buffer.write(out.getvalue().encode("utf-8"))


# the promised columns first, then the rest of the publication's
VALUE_COLUMNS = [
    "provider_id", "provider", "sub_agreement_id", "quarter", "period", "indicator", "value", "numerator", "denominator",
    "n", "lower", "upper", "target", "status", "reason", "breakdown", "publication", "breakdown_value", "sub_agreement",
    "grain", "period_kind", "theme", "unit", "direction", "headline", "indicative", "target_agreed", "target_period",
    "status_code", "reason_code", "previous_value", "year_ago_value", "provisional", "note",
]  # fmt: skip


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """One row with None for nothing, whole numbers as such, the status as its word and its code."""
    row = {name: None if pd.isna(value) else _number(value) for name, value in row.items()}
    code = row["status"]
    row |= {"status": Status(code).label if code else None, "status_code": code}
    return {name: row[name] for name in VALUE_COLUMNS}


def _number(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _csv_cell(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula is marked as text."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{value}"
    return value


@click.command("explain")
@click.option("--provider", metavar="TEKST", required=True, help="Code van de aanbieder.")
@click.option("--indicator", metavar="TEKST", required=True, help="Code van de indicator, zoals BER-2.")
@click.option("--quarter", metavar="TEKST", required=True, help="Kwartaal, zoals 2025-K4.")
@home_option
@json_option
def explain(provider: str, indicator: str, quarter: str, home: Home, as_json: bool) -> None:
    """Leg uit hoe een cijfer tot stand komt, tot in de cel van het geleverde bestand."""
    found = explaining.explain(home, provider=provider, indicator=indicator, quarter=str(quarter_of(quarter)))
    if as_json:
        show_json(found)
        return
    for line in explaining.in_words(found):
        click.echo(line)


@click.command("rebuild")
@by_option
@home_option
@json_option
def rebuild(by: str, home: Home, as_json: bool) -> None:
    """Bouw alles opnieuw op uit archief en logboek, en publiceer."""
    _tell_published(maintenance.rebuild(home, by=by), as_json)


@click.command("verify")
@home_option
@json_option
def verify(home: Home, as_json: bool) -> None:
    """Controleer logboek, archief en rekenbestand tegen elkaar."""
    found = maintenance.verify(home)
    if as_json:
        show_json({"ok": True, **found.__dict__})
    else:
        click.echo(
            f"Alles klopt: {found.events} regels in het logboek, {found.deliveries} leveringen, "
            f"{found.files} bestanden in het archief, {found.rows} rijen in het rekenbestand."
        )


@click.command("indicators")
@json_option
def indicators(as_json: bool) -> None:
    """Toon alle indicatoren met hun definitie."""
    if as_json:
        show_json([{**item.__dict__, "reviewed_on": item.reviewed_on.isoformat()} for item in CATALOGUE.values()])
        return
    for item in CATALOGUE.values():
        click.echo(f"{item.code:<6} {item.title} ({item.unit.label}, {item.direction.label})")
        click.echo(f"       {item.definition}")


ALL = (
    init, templates, check, deliver, deliveries, accept, reject, withdraw, lock, unlock, publish, values, explain,
    rebuild, verify, indicators,
)  # fmt: skip
