"""Vacancies, placements and the four goals of the policy in the reports: of one provider, and of all together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dashboard import dutch, labour_words
from dashboard.labour_rows import FormDone, LabourCount, Vacancy
from dashboard.readings import Readings
from dashboard.report import cells
from dashboard.report.document import Block, Cell, Column, Heading, Items, Look, Paragraph, Row, Table
from dashboard.rows import Figure, Provider
from schemas.policy_goals import GOALS
from schemas.quarter import Quarter
from schemas.vocabulary import EntryForm, PolicyGoal, Unit, VacancyState, WorkForm

HEAD = "Vacatures en plaatsingen"
_SPAN = (
    "Alle cijfers gaan over de vier kwartalen tot en met dit kwartaal. Een percentage staat er vanaf tien gevallen. De besparing "
    "op uitkeringen is een schatting en hoort niet bij de waarde van bouwblokken."
)
_NONE = "Over dit kwartaal is geen werkmap vacatures geleverd: over vacatures en plaatsingen is niets te zeggen."
_GOAL_COLUMNS = (Column("Doel", width=1), Column("Wat de cijfers zeggen", width=2.4))
_IN_PARTS = ("steps", "forms", "origins")  # who the people are is not for paper


def of_provider(
    readings: Readings, provider: Provider, quarter: Quarter, *, figures: Sequence[Figure], titles: Mapping[str, str]
) -> list[Block]:
    """What became of its vacancies, and what its figures say of each goal. figures: its headline figures. Where nothing was
    delivered a sentence, if something was promised."""
    where = (str(quarter), provider.provider_id)
    counts, forms = readings.vacancy_counts(*where), readings.forms_done(*where)
    by_form = [_forms(forms)] if forms else []
    if not counts:
        promised = readings.promised(where[0], provider_id=where[1])
        return [*by_form, *([Paragraph(_NONE, Look.NOTE)] if promised else [])]
    still = [row for row in readings.vacancies(*where) if row.state in (VacancyState.OPEN, VacancyState.REPORTED)]
    goals = _goals((goal.goal, goal.question, _told(figures, goal.indicators, titles)) for goal in GOALS)
    return [
        *by_form, Heading(HEAD), Paragraph(_vacancies(counts)), goals, *([_open(still)] if still else []),
        Paragraph(_SPAN, Look.NOTE),
    ]  # fmt: skip


def of_all(readings: Readings, quarter: Quarter) -> list[Block]:
    """The goals, the figures and the numbers of all providers together."""
    found, figures = readings.goals(str(quarter)), readings.labour_figures(str(quarter))
    if not found:
        return [Heading(HEAD), Paragraph(_NONE)]
    counts = readings.labour_counts(str(quarter))
    columns = (Column("Cijfer", width=1.6), Column("Waarde", right=True, width=0.5), Column("Waarvan", width=1.4))
    rows = tuple(
        (Cell(row.title), cells.figure(row.value, row.unit), cells.text(labour_words.behind(row))) for row in figures
    )
    vacancies = [row for row in counts if row.kind == "vacancies"]
    return [
        Heading(HEAD), Paragraph(_vacancies(vacancies)),
        _goals((PolicyGoal(row.goal), row.question, row.sentence) for row in found),
        Table("plaatsingen", "Vacatures en plaatsingen van alle opdrachtnemers samen", columns, rows, dense=True),
        Items(tuple(_parts(counts, kind, title, words) for kind, title, _, words in labour_words.KINDS if kind in _IN_PARTS)),
        Paragraph(_SPAN, Look.NOTE),
    ]  # fmt: skip


def _vacancies(counts: Sequence[LabourCount]) -> str:
    told = [f"{dutch.number(row.number or 0)} {labour_words.VACANCIES[row.part]}" for row in counts]
    became = sum(row.number or 0 for row in counts if row.part != "reported")
    earlier = (
        ", deels eerder gemeld" if became > sum(row.number or 0 for row in counts if row.part == "reported") else ""
    )
    return f"Vacatures in vier kwartalen: {dutch.listing(told)}{earlier}."


def _goals(told: Iterable[tuple[PolicyGoal, str, str]]) -> Table:
    rows = tuple((Cell(goal.label, under=question), Cell(text)) for goal, question, text in told)
    return Table("doelen", "De vier doelen van het beleid", _GOAL_COLUMNS, rows, dense=True)


def _told(figures: Sequence[Figure], codes: Sequence[str], titles: Mapping[str, str]) -> str:
    """Of each figure of a goal its value, or the reason why there is none."""
    rows = [row for code in codes for row in figures if row.indicator == code]
    return (
        " ".join(f"{titles[row.indicator]}: {_figure(row)}" for row in rows)
        or "Hiervoor is er van deze opdrachtnemer geen cijfer."
    )


def _figure(row: Figure) -> str:
    if row.value is None:
        return dutch.sentence(row.reason or "")
    about = "" if row.unit == Unit.COUNT or row.n is None else f" ({dutch.cases(row.n)})"
    return f"{dutch.figure(row.value, row.unit)}{about}."


def _parts(counts: Sequence[LabourCount], kind: str, title: str, words: Mapping[str, str]) -> str:
    own = [row for row in counts if row.kind == kind]
    hidden = next((row.reason for row in own if row.reason), None)
    told = [f"{words.get(row.part, row.part)} {dutch.number(row.number)}" for row in own if row.number is not None]
    return f"{title}: {hidden or dutch.sentence(dutch.listing(told) or 'nog niets')}"


def _open(found: Sequence[Vacancy]) -> Table:
    columns = (
        Column("Vacature", width=1.6), Column("Vorm", width=1), Column("Uren", right=True), Column("Wijk", width=0.8),
        Column("Gemeld"), Column("Sluit"),
    )  # fmt: skip
    return Table("vacatures", "Vacatures die open staan", columns, tuple(map(_vacancy, found)), dense=True)


def _vacancy(row: Vacancy) -> Row:
    return (
        Cell(row.title, under=row.requirements), Cell(WorkForm(row.form).label), cells.bare(row.hours, Unit.HOURS),
        cells.text(row.district), cells.day(row.reported_on), cells.day(row.closes_on),
    )  # fmt: skip


def _forms(found: Sequence[FormDone]) -> Table:
    heads = ("Aantal", "Begonnen", "Lopend", "Gestopt", "Fte-jaar", "Goedgekeurd")
    columns = (Column("Inzet naar vorm", width=1.6), *(Column(head, right=True) for head in heads))
    rows = tuple(
        (
            Cell(dutch.capital(EntryForm(row.form).label)),
            *map(cells.count, (row.entries, row.started, row.running, row.ended)),
            cells.text(None if row.fte_years is None else dutch.number(row.fte_years, 2)), cells.euros(row.approved),
        )
        for row in found
    )  # fmt: skip
    return Table("vormen", "Goedgekeurde inzet naar vorm", columns, rows, dense=True)
