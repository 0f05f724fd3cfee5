"""Commands that give figures out: publish, values, explain; and those that guard the stores."""

from __future__ import annotations

import csv
import io
import sys
from typing import Any

import click
import pandas as pd

from pipelines import explaining, maintenance, publishing
from pipelines.commands.options import (
    by_option,
    home_option,
    json_option,
    many,
    quarter_of,
    show_json,
)
from pipelines.errors import UsageProblem
from pipelines.parties.values import network_values
from pipelines.place import Home
from pipelines.settings import load_settings
from schemas.indicators.catalogue import CATALOGUE
from schemas.vocabulary import Audience, Status


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
            {"publication": found.publication, "audience": Audience.INTERN.value, "file": str(found.file),
             "figures": found.figures, "waiting": found.waiting, "changed": found.changed}
        )  # fmt: skip
        return
    click.echo(
        f"Publicatie {found.publication[:16]} ({found.figures} cijfers){'' if found.changed else ', ongewijzigd'}."
    )
    if found.waiting:
        click.echo(f"Let op: {many(found.waiting, 'levering wacht', 'leveringen wachten')} op acceptatie.")


@click.command("values")
@click.option("--audience", default=Audience.INTERN.value, type=click.Choice([Audience.INTERN.value]),
              show_default=True, expose_value=False, help="Voor wie de publicatie is.")  # fmt: skip
@click.option("--provider", metavar="TEKST", help="Code van de aanbieder.")
@click.option("--indicator", metavar="TEKST", help="Code van de indicator, zoals BER-2.")
@click.option("--quarter", metavar="TEKST", help="Kwartaal, zoals 2025-K4.")
@click.option("--csv", "as_csv", is_flag=True, help="Geef de uitkomst als CSV (dit is ook de standaard).")
@home_option
@json_option
def values(
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
    frame = publishing.published_values(home, **chosen)
    network = network_values(home, **chosen)
    records = [_plain(row) for row in (*network, *frame.to_dict("records"))]
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
    "status_code", "reason_code", "previous_value", "year_ago_value", "provisional", "note", "verdict", "verdict_sentence",
    "variation", "assurance", "forecast", "forecast_lower", "forecast_upper", "forecast_sentence",
    "umbrella_agreement_id",
]  # fmt: skip


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """One row with None for nothing, whole numbers as such, the status as its word and its code."""
    row = {name: None if pd.isna(row.get(name)) else _number(row[name]) for name in (*VALUE_COLUMNS, "status")}
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
        if found.personal:
            click.echo(
                f"Let op: bij {', '.join(found.personal)} bewaart het archief nog een bestand met kolommen die zeggen wie "
                "iemand is. Een eerdere versie haalde die niet weg als het recept nog iets wilde weten. Meld dit aan de "
                "functionaris gegevensbescherming."
            )


@click.command("indicators")
@home_option
@json_option
def indicators(home: Home, as_json: bool) -> None:
    """Toon alle indicatoren met hun definitie, en welke in gebruik zijn."""
    on = load_settings(home.root).in_use
    if as_json:
        show_json([{**item.__dict__, "reviewed_on": item.reviewed_on.isoformat(), "in_use": item.code in on}
                   for item in CATALOGUE.values()])  # fmt: skip
        return
    for item in CATALOGUE.values():
        used = "" if item.code in on else ", niet in gebruik"
        click.echo(f"{item.code:<6} {item.title} ({item.unit.label}, {item.direction.label}{used})")
        click.echo(f"       {item.definition}")
