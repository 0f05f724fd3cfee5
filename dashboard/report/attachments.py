"""The report's figures as CSV, for the file that travels inside the PDF: Dutch notation, safe in a spreadsheet."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO

from dashboard import dutch
from dashboard.readings import Readings
from dashboard.report.document import Attachment
from dashboard.report.series import Series
from dashboard.rows import Definition, Figure, Origin, Provider, ThemeStatus
from schemas.quarter import Quarter
from schemas.vocabulary import Theme, Unit

FIGURES, ORIGINS, STANDINGS = "cijfers.csv", "herkomst.csv", "oordelen.csv"
_NUMBER = re.compile(r"-?\d+(,\d+)?")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_FIGURE_COLUMNS = (
    "aanbieder", "deelovereenkomst", "thema", "indicator", "titel", "kwartaal", "eenheid", "waarde", "teller",
    "noemer", "n", "ondergrens", "bovengrens", "norm", "norm afgesproken", "oordeel", "reden", "voorlopig",
    "toelichting", "wat telt mee", "let op",
)  # fmt: skip
_ORIGIN_COLUMNS = (
    "indicator", "deelovereenkomst", "periode", "uitsplitsing", "uitsplitsing waarde", "bestand", "sha256", "blad",
    "rij", "cel waarde", "cel teller", "cel noemer", "waarde", "teller", "noemer", "bewerking",
)  # fmt: skip


def of_provider(
    readings: Readings, provider: Provider, quarter: Quarter, *, series: Sequence[Series],
    definitions: dict[str, Definition],
) -> tuple[Attachment, Attachment]:  # fmt: skip
    """The figures of the report with two years back, and the cells they were read from."""
    rows = (row for one in series for row in one.rows)
    told = "De cijfers van dit rapport, met twee jaar terug"
    trails = readings.trails(provider.provider_id, str(quarter))
    return (
        Attachment(FIGURES, told, figures_csv(rows, definitions)),
        Attachment(ORIGINS, "Bestand, blad en cel van elk geleverd cijfer", origins_csv(trails)),
    )


def standings(cells: Iterable[ThemeStatus]) -> Attachment:
    """Of single providers what a council reads: a verdict per theme, and no figure."""
    rows = [(row.provider, Theme(row.theme).label, dutch.status(row.status)) for row in cells]
    told = "Per aanbieder en thema het oordeel van dit kwartaal"
    return Attachment(STANDINGS, told, as_csv(("aanbieder", "thema", "oordeel"), rows))


def figures_csv(figures: Iterable[Figure], definitions: dict[str, Definition]) -> str:
    """One row per figure and quarter; a hidden figure is empty and says why."""
    return as_csv(_FIGURE_COLUMNS, [_figure(row, definitions[row.indicator]) for row in figures])


def _figure(row: Figure, definition: Definition) -> Sequence[str]:
    numbers = (row.value, row.numerator, row.denominator, row.n, row.lower, row.upper, row.target, row.target_agreed)
    return [
        row.provider,
        row.sub_agreement or "",
        Theme(row.theme).label,
        row.indicator,
        definition.title,
        row.period,
        Unit(row.unit).label,
        *(number(value) for value in numbers),
        dutch.status(row.status),
        row.reason or "",
        {True: "ja", False: "nee", None: ""}[row.provisional],
        row.note or "",
        definition.definition,
        definition.pitfall,
    ]


def origins_csv(origins: Iterable[Origin]) -> str:
    """One row per delivered cell behind the figures."""
    rows = [
        [
            row.indicator,
            row.sub_agreement_id or "",
            row.period,
            row.breakdown or "",
            row.breakdown_value or "",
            row.file_name,
            row.sha256,
            row.sheet or "",
            "" if row.row is None else str(row.row),
            row.value_cell or "",
            row.numerator_cell or "",
            row.denominator_cell or "",
            *(number(value) for value in (row.value, row.numerator, row.denominator)),
            row.recipe_note or "",
        ]
        for row in origins
    ]
    return as_csv(_ORIGIN_COLUMNS, rows)


def number(value: float | None) -> str:
    """In full, with a decimal comma."""
    return "" if value is None else repr(float(value)).removesuffix(".0").replace(".", ",")


def as_csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Semicolons and a mark for Excel; no cell is a formula."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([_safe(text) for text in row] for row in rows)
    return "\ufeff" + out.getvalue()


def _safe(text: str) -> str:
    """A spreadsheet runs a cell that begins like a formula; an apostrophe keeps it text."""
    return f"'{text}" if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text
