"""Kengetallen: figures from outside to compare or weigh with, such as population and benchmarks. No persons."""

from __future__ import annotations

from schemas.dimensions import Field, Kind, SheetForm

REFERENCE = SheetForm(
    name="kengetallen",
    title="Kengetallen",
    key=("subject", "area", "subgroup", "period", "source"),
    fields=(
        Field("subject", "onderwerp", Kind.TEXT, "Waar het getal over gaat, zoals inwoners.", required=True),
        Field("area", "gebied", Kind.TEXT, "Waarvoor het geldt: een wijk, plaats, gemeente of organisatie.",
              required=True),
        Field("subgroup", "groep", Kind.TEXT, "Welk deel, zoals 0 tot 15 jaar. Leeg voor het geheel."),
        # as the source writes it: 2010-11 may be a school year, so it is not read as a month
        Field("period", "periode", Kind.TEXT, "Jaar, kwartaal of peildatum.", required=True,
              aliases=("periode of peildatum", "peildatum")),
        Field("value", "waarde", Kind.NUMBER, "Het getal zelf.", required=True),
        Field("unit", "eenheid", Kind.TEXT, "Waarin geteld is, zoals personen of euro per inwoner.", required=True),
        Field("source", "bron", Kind.TEXT, "Wie het getal gepubliceerd heeft, en waar.", required=True),
    ),
)  # fmt: skip
