"""The tables of figures: this quarter, the quarters before it, and every part of a figure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dashboard import dutch
from dashboard.readings import Readings
from dashboard.report.workbook.book import Sheet, in_unit, yes_no
from dashboard.report.workbook.columns import LOWER, Column, table
from dashboard.rows import Figure, Provider
from schemas.quarter import Quarter
from schemas.vocabulary import Breakdown, PeriodKind, Theme, Unit, Verdict

QUARTERS = 8  # two years, as in the report
_WHOLE = "alle deelovereenkomsten samen"


def _whose(titles: dict[str, str]) -> list[Column]:
    return [
        ("Aanbieder", lambda row: row.provider),
        ("Deelovereenkomst", lambda row: row.sub_agreement or _WHOLE),
        ("Thema", lambda row: Theme(row.theme).label),
        ("Code", lambda row: row.indicator),
        ("Cijfer", lambda row: titles[row.indicator]),
    ]


_NUMBERS: list[Column] = [
    ("Eenheid", lambda row: Unit(row.unit).label),
    ("Waarde", lambda row: in_unit(row.value, row.unit)),
    ("Meer dan", lambda row: in_unit(row.more_than, row.unit)),
    ("n", lambda row: in_unit(row.n, Unit.COUNT)),
    ("Teller", lambda row: in_unit(row.numerator, Unit.COUNT)),
    ("Noemer", lambda row: in_unit(row.denominator, Unit.COUNT)),
    (LOWER, lambda row: in_unit(row.lower, row.unit)),
    ("Bovengrens", lambda row: in_unit(row.upper, row.unit)),
    ("Indicatief", lambda row: yes_no(row.indicative)),
]
_JUDGED: list[Column] = [
    ("Norm", lambda row: in_unit(row.target, row.unit)),
    ("Norm zoals afgesproken", lambda row: in_unit(row.target_agreed, row.unit)),
    ("Oordeel", lambda row: dutch.status(row.status)),
    ("Reden", lambda row: row.reason),
]
_SAID: list[Column] = [
    ("Vorig kwartaal", lambda row: in_unit(row.previous_value, row.unit)),
    ("Een jaar geleden", lambda row: in_unit(row.year_ago_value, row.unit)),
    ("Verandering", lambda row: Verdict(row.verdict).label if row.verdict else None),
    ("Hoe de verandering is gezien", lambda row: row.verdict_sentence),
    ("Verwachting", lambda row: in_unit(row.forecast, row.unit)),
    ("Verwachting, ondergrens", lambda row: in_unit(row.forecast_lower, row.unit)),
    ("Verwachting, bovengrens", lambda row: in_unit(row.forecast_upper, row.unit)),
    ("Voorlopig", lambda row: yes_no(row.provisional)),
    ("Toelichting van de aanbieder", lambda row: row.note),
]


def headline(readings: Readings, rows: Iterable[Figure]) -> Sheet:
    """What stands in the first table of the report."""
    columns = [*_whose(_titles(readings)), *_NUMBERS, *_JUDGED, *_SAID]
    return table(
        "Cijfers", "De cijfers van dit kwartaal", "Elke rij is één cijfer.", columns=columns, rows=rows
    )  # fmt: skip


def past(readings: Readings, provider: Provider, quarter: Quarter) -> Sheet:
    """What is drawn in the charts."""
    since = str(quarter.shift(1 - QUARTERS))
    rows = readings.history(provider.provider_id, since=since, until=str(quarter))
    columns = [*_whose(_titles(readings)), ("Kwartaal", lambda row: row.quarter), *_NUMBERS, *_JUDGED]
    return table(
        "Verloop", "Dezelfde cijfers over twee jaar", "Elke rij is één cijfer in één kwartaal.", columns=columns, rows=rows
    )  # fmt: skip


def parts(readings: Readings, provider: Provider, quarter: Quarter) -> Sheet:
    """Months, sub-agreements inside a total, districts and groups: everything that is no headline figure."""
    rows = [row for row in readings.everything(provider.provider_id, str(quarter)) if not row.headline]
    columns: Sequence[Column] = [
        *_whose(_titles(readings)),
        ("Periode", lambda row: row.period),
        ("Soort periode", lambda row: PeriodKind(row.period_kind).label),
        ("Uitsplitsing", lambda row: Breakdown(row.breakdown).label if row.breakdown else "geen"),
        ("Deel", lambda row: row.breakdown_value or "geheel"),
        *_NUMBERS,
        ("Reden", lambda row: row.reason),
    ]
    about = "Elke rij is één cijfer van een maand, een deelovereenkomst, een wijk, een doelgroep of een locatie."
    return table("Delen", "De delen van de cijfers", about, columns=columns, rows=rows)


def _titles(readings: Readings) -> dict[str, str]:
    return {row.indicator: row.title for row in readings.definitions()}
