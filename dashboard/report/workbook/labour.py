"""The tables of vacancies and placements: of one provider its vacancies and its efforts by form, of all what came of it."""

from __future__ import annotations

from dashboard import labour_words
from dashboard.readings import Readings
from dashboard.report.workbook.book import Form, Sheet, amount, in_unit
from dashboard.report.workbook.columns import Column, table
from dashboard.rows import Provider
from schemas.quarter import Quarter
from schemas.vocabulary import EntryForm, PolicyGoal, VacancyState, WorkForm

_KINDS = {kind: (title, words) for kind, title, _, words in labour_words.KINDS if kind != "groups"}
_COUNTED = {"vacancies": ("Vacatures", labour_words.VACANCIES), **_KINDS}  # who the people are, stays out of a workbook


def vacancies(readings: Readings, provider: Provider, quarter: Quarter) -> Sheet:
    columns: list[Column] = [
        ("Vacature", lambda row: row.vacancy),
        ("Titel", lambda row: row.title),
        ("Vorm", lambda row: WorkForm(row.form).label),
        ("Uren per week", lambda row: amount(row.hours, Form.ONE)),
        ("Wijk", lambda row: row.district),
        ("Eisen", lambda row: row.requirements),
        ("Start", lambda row: row.starts_on),
        ("Gemeld op", lambda row: row.reported_on),
        ("Sluit op", lambda row: row.closes_on),
        ("Status", lambda row: VacancyState(row.state).label),
        ("Vervuld op", lambda row: row.filled_on),
        ("Dagen tot vervuld", lambda row: amount(row.days_to_fill)),
    ]
    return table("Vacatures", "De vacatures aan het einde van het kwartaal", "Elke rij is één vacature.",
                 columns=columns, rows=readings.vacancies(str(quarter), provider.provider_id))  # fmt: skip


def forms(readings: Readings, provider: Provider, quarter: Quarter) -> Sheet:
    columns: list[Column] = [
        ("Vorm", lambda row: EntryForm(row.form).label),
        ("Aantal", lambda row: amount(row.entries)),
        ("Begonnen in het kwartaal", lambda row: amount(row.started)),
        ("Lopend aan het einde", lambda row: amount(row.running)),
        ("Gestopt in het kwartaal", lambda row: amount(row.ended)),
        ("Fte-jaar", lambda row: amount(row.fte_years, Form.TWO)),
        ("Goedgekeurd", lambda row: amount(row.approved, Form.EUROS)),
    ]
    return table("Inzet naar vorm", "De goedgekeurde inzet voor social return naar vorm", "Elke rij is één vorm van inzet.",
                 columns=columns, rows=readings.forms_done(str(quarter), provider.provider_id))  # fmt: skip


def of_all(readings: Readings, quarter: Quarter) -> list[Sheet]:
    """Of all providers together: the goals, the figures and how many."""
    return [_goals(readings, quarter), _figures(readings, quarter), _numbers(readings, quarter)]


def _goals(readings: Readings, quarter: Quarter) -> Sheet:
    columns: list[Column] = [
        ("Doel", lambda row: PolicyGoal(row.goal).label),
        ("Vraag", lambda row: row.question),
        ("Cijfers", lambda row: row.indicators),
        ("Wat de cijfers zeggen", lambda row: row.sentence),
    ]
    return table("Doelen", "De vier doelen van het beleid", "Elke rij is één doel.", columns=columns,
                 rows=readings.goals(str(quarter)))  # fmt: skip


def _figures(readings: Readings, quarter: Quarter) -> Sheet:
    columns: list[Column] = [
        ("Code", lambda row: row.indicator),
        ("Cijfer", lambda row: row.title),
        ("Waarde", lambda row: in_unit(row.value, row.unit)),
        ("Teller", lambda row: amount(row.numerator)),
        ("Noemer", lambda row: amount(row.denominator)),
        ("n", lambda row: amount(row.n)),
        ("Reden", lambda row: row.reason),
    ]
    return table("Plaatsingen", "Vacatures en plaatsingen van alle opdrachtnemers samen, in vier kwartalen",
                 "Elke rij is één cijfer.", columns=columns, rows=readings.labour_figures(str(quarter)))  # fmt: skip


def _numbers(readings: Readings, quarter: Quarter) -> Sheet:
    columns: list[Column] = [
        ("Wat", lambda row: _COUNTED[row.kind][0]),
        ("Deel", lambda row: _COUNTED[row.kind][1].get(row.part, row.part)),
        ("Aantal", lambda row: amount(row.number)),
        ("Reden", lambda row: row.reason),
    ]
    return table("Aantallen", "Hoeveel vacatures, stappen en plaatsingen er waren, in vier kwartalen", "Elke rij is één aantal.",
                 columns=columns, rows=[row for row in readings.labour_counts(str(quarter)) if row.kind in _COUNTED])  # fmt: skip
