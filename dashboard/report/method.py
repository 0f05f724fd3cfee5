"""The last page: how to read the figures, what the statuses mean, and which edition this is. Plain Dutch."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import dutch
from dashboard.report import cells
from dashboard.report.document import Block, Cell, Column, Heading, Paragraph, Table, Term, Terms
from dashboard.rows import Definition, Figure, Meta
from schemas.vocabulary import Audience, Status

HEAD = "Zo leest u dit rapport"
MEANS = "Wat elk cijfer betekent"
EDITION = "Over deze uitgave"
_SNAPSHOT = (
    "Dit rapport is een momentopname. Wie het later opnieuw maakt uit dezelfde uitgave, krijgt precies hetzelfde "
    "bestand. Een nieuwe levering geeft een nieuwe uitgave met een ander id."
)

MEANINGS: dict[Status, str] = {
    Status.ON_TRACK: "De norm is gehaald, of het verschil met de norm is klein.",
    Status.ATTENTION: "Het verschil met de norm is groter. Bespreek wat er speelt.",
    Status.BEHIND: "Het verschil met de norm is groot. Maak samen een afspraak over verbetering.",
    Status.UNCERTAIN: "Het aantal is klein en de norm ligt binnen de marge. Toeval kan het verschil verklaren.",
    Status.NO_TARGET: "Er is geen norm afgesproken, of het cijfer dient alleen als uitleg.",
    Status.SUPPRESSED: "Het getal is er, maar wordt niet getoond om herkenning van personen te voorkomen.",
    Status.NOT_DELIVERED: "Er is geen geaccepteerde levering met dit getal.",
    Status.NOT_YET_JOINED: "De aanbieder deed in dit kwartaal nog niet mee.",
    Status.LEFT: "De aanbieder deed in dit kwartaal niet meer mee.",
    Status.TOO_FEW: "Er zijn te weinig gegevens om een getal te geven.",
}
N = "Met n bedoelen wij het aantal waarop een cijfer rust: de noemer van een percentage, of het aantal zelf."
MARGIN = (
    "De marge laat zien hoeveel toeval een percentage of gemiddelde kan schelen. Zou u hetzelfde vaak opnieuw meten bij "
    "andere, gelijke mensen, dan ligt de werkelijke waarde in 19 van de 20 keer binnen zo'n marge. Voor percentages "
    "gebruiken wij het interval van Wilson, dat ook bij kleine aantallen klopt. De marge gaat alleen over toeval, niet over fouten in "
    "de registratie."
)
SMALL = (
    "Bij 10 tot en met 29 cliënten is een percentage indicatief: lees het samen met de marge. Een streepje betekent dat er "
    "geen getal is; dat is iets anders dan nul."
)
PRO_RATA = (
    "Een norm voor een heel jaar vergelijken wij naar rato: het deel van de maanden dat al voorbij is en waarin de "
    "aanbieder meedeed. Er is geen correctie voor drukke en rustige seizoenen."
)
JUDGED = (
    "Het oordeel vergelijkt het cijfer met de norm die in dit kwartaal gold. De reden staat bij het cijfer en "
    "noemt de grens die is gebruikt. Een "
    "oordeel is het begin van een gesprek, geen eindcijfer."
)
CHANGE = (
    "Bij Verandering staat of een reeks aantoonbaar anders is dan gewoonlijk, hoe dat is gevonden en op hoeveel punten het "
    "rust. Een regelkaart (XmR) vergelijkt elk punt met wat gewoonlijk is. Waar het aantal gevallen daarvoor te klein is of "
    "te veel verschilt, tellen wij de afwijkingen bij elkaar op (CUSUM). Ook als er niets verandert, geeft ongeveer 1 op de 50 reeksen zo'n signaal. Vergelijk bij drukte in een vast "
    "seizoen met hetzelfde kwartaal van vorig jaar."
)

ROUNDED = "Verschillen zijn berekend voor het afronden."


def explained(
    judged: Sequence[Figure], shown: Sequence[Figure], definitions: Sequence[Definition], *, margins: bool = False
) -> list[tuple[str, str]]:
    """How to read the figures: about what, and the text; only what occurs in them. `margins`: something beside them has one."""
    told = [("Oordeel", JUDGED), ("n", N)]
    if margins or any(row.lower is not None for row in shown):
        told += [("Marge", f"{MARGIN} {ROUNDED}" if margins else MARGIN), ("Kleine aantallen", SMALL)]
    if any(row.target != row.target_agreed for row in shown if row.target is not None):
        told.append(("Norm naar rato", PRO_RATA))
    if any(row.variation for row in judged):
        told.append(("Verandering", CHANGE))
    told += [("Wat niet wordt getoond", text) for text in _minimum(definitions)]
    return told


def _minimum(definitions: Sequence[Definition]) -> list[str]:
    """From how many people on a figure is shown, and which figures ask for more."""
    least = min((row.minimum_n for row in definitions if row.minimum_n), default=0)
    if not least:
        return []
    more = [f"{row.title} pas vanaf {row.minimum_n}" for row in definitions if (row.minimum_n or 0) > least]
    told = f"een percentage, gemiddelde of doorlooptijd van personen pas vanaf {least} personen"
    return [
        f"Om herkenning van personen te voorkomen tonen wij {dutch.listing([told, *more])}. Aantallen, en wat daaruit rechtstreeks "
        "volgt, hebben die grens niet."
    ]


def reading_guide(
    figures: Sequence[Figure], past: Sequence[Figure], definitions: Sequence[Definition], *, surveyed: bool
) -> list[Block]:
    """How to read what stands in this report, and what the verdicts in it mean. `surveyed`: with what surveys say."""
    shown = {row.status for row in (*figures, *past)}
    told = explained(figures, [*figures, *past], definitions, margins=surveyed)
    marks = tuple((cells.marked(code), Cell(MEANINGS[code])) for code in Status if code in shown)
    columns = (Column("Oordeel"), Column("Wat het betekent", width=1))
    return [
        Heading(HEAD),
        Terms(tuple(Term(about, text) for about, text in told)),
        *([Table("oordelen", "Wat de oordelen betekenen", columns, marks, dense=True)] if marks else []),
    ]


def edition(meta: Meta, state: str) -> list[Block]:
    """Which published file this report is a picture of; anyone can compare the id."""
    audience = Audience(meta.audience).label if meta.audience in set(Audience) else meta.audience
    rows = (
        ("Uitgave (id van de gepubliceerde cijfers)", meta.id),
        ("Bijgewerkt tot", dutch.moment(meta.published_at)),
        ("Stand van het kwartaal", state),
        ("Bestemd voor", audience),
        ("Plaats in het logboek", meta.ledger_position),
        ("Versie van de gegevensafspraken", meta.schema_version),
    )
    columns = (Column("Kenmerk", width=1), Column("Waarde", width=2))
    return [
        Heading(EDITION),
        Paragraph(_SNAPSHOT),
        Table("uitgave", EDITION, columns, tuple((Cell(name), cells.text(value)) for name, value in rows)),
    ]


def meanings(definitions: Sequence[Definition]) -> list[Block]:
    """What each figure is, in the words of its declaration."""
    terms = tuple(Term(row.title, row.definition, code=row.indicator) for row in definitions)
    return [Heading(MEANS), Terms(terms)]
