"""`kwartaalbeeld settle`: a talk, or a whole quarter, is settled with its documents, which the other wing makes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import click

from dashboard.command_options import Failure, by_option, home_option


@click.command("settle")
@click.option("--provider", metavar="TEKST", help="Code van de aanbieder. Zonder: het kwartaal als geheel.")
@click.option("--quarter", metavar="TEKST", required=True, help="Kwartaal, zoals 2025-K4.")
@click.option("--why", metavar="TEKST", default="",
              help="Van het kwartaal als geheel: waarom het kan zonder dat alle gesprekken zijn vastgesteld. Komt op het voorblad, ook van het rapport voor de raad.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Geef de uitkomst als JSON.")
@by_option
@home_option
def settle(provider: str | None, quarter: str, why: str, as_json: bool, by: str, home: Path) -> None:
    """Stel een besproken kwartaalgesprek vast, of het kwartaal als geheel: gepubliceerd, en een editie met haar stukken bewaard."""
    from dashboard import dutch
    from pipelines import record
    from pipelines.place import Home

    def documents(settled: record.Settled) -> Mapping[str, bytes]:
        from dashboard.report.for_edition import edition_documents  # slow to load, and not needed to refuse
        from dashboard.report.make import NoReport

        click.echo("De cijfers zijn uitgerekend; nu worden de stukken gemaakt.", err=True)
        try:
            return edition_documents(settled.publication, settled.provider_id, settled.quarter)
        except NoReport as problem:
            raise Failure(str(problem), 6) from problem

    if provider is not None and why:
        raise click.UsageError("--why hoort bij het kwartaal als geheel, zonder --provider.")
    if provider is None:
        found = record.settle_quarter(Home(home), quarter, why=why, by=by, documents=documents)
    else:
        found = record.settle_talk(Home(home), provider, quarter, by=by, documents=documents)
    if as_json:
        told = {"edition": found.edition_id, "provider": found.provider_id, "quarter": found.quarter,
                "content_hash": found.content_hash, "documents": dict(found.documents)}  # fmt: skip
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    names = record.published_names(Home(home))
    whose = f"van {names.get(provider, provider)}" if provider else "van het kwartaal als geheel,"
    click.echo(
        f"Vastgesteld: editie {found.edition_id} {whose} over het {dutch.period(found.quarter)}, code "
        f"{found.content_hash[:16]}, met {len(found.documents)} stukken."
    )
