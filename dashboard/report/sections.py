"""One section per indicator with data: question, answer, picture, table, definition, pitfall and reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from dashboard import dutch
from dashboard.charts.frame import Chart
from dashboard.readings import Readings
from dashboard.report import paper, sentences
from dashboard.report.paper import Data
from dashboard.report.series import Series
from dashboard.rows import Definition, Figure
from schemas.vocabulary import Status, Theme, Unit, Verdict

ABREAST = 3  # small multiples on one row
_SPEAKS = frozenset(Verdict) - {Verdict.NO_CHART, Verdict.TOO_EARLY, Verdict.TOO_FEW, Verdict.NO_FIGURE}
EACH_ITS_TABLE = (2, 4)  # two beside each other leave room for a table of their own


def by_theme(readings: Readings, series: Sequence[Series], definitions: dict[str, Definition]) -> list[Data]:
    """The sections of a report, theme by theme; an indicator without any figure in two years has none."""
    themes = []
    for theme, part in groupby(series, key=lambda one: one.figure.theme):
        indicators = [list(same) for _, same in groupby(part, key=lambda one: one.figure.indicator)]
        indicators = [same for same in indicators if any(one.has_data for one in same)]
        if not indicators:
            continue
        context = [same[0] for same in indicators if _explains(same)]
        if len(context) < 2:  # one alone gets a section like the others
            context = []
        themes.append(
            {
                "theme": Theme(theme).label,
                "items": [_item(readings, same, definitions) for same in indicators if same[0] not in context],
                "context": [[_context(one, definitions) for one in row] for row in _evenly(context)],
            }
        )
    return themes


def _explains(series: Sequence[Series]) -> bool:
    return len(series) == 1 and series[0].is_context


def _item(readings: Readings, whole: Sequence[Series], definitions: dict[str, Definition]) -> Data:
    series = [one for one in whole if one.has_data]
    first = series[0].figure
    definition = definitions[first.indicator]
    several = len(series) > 1
    own_tables = len(series) in EACH_ITS_TABLE
    return {
        "code": definition.indicator,
        "question": definition.question,
        "answer": _together(whole) if several else _alone(series[0], whole),
        "mark": None if several else paper.mark(first.status),
        "abreast": 2 if own_tables else ABREAST,
        "series": [_drawn(one, chart, with_table=own_tables) for one, chart in _one_scale(series)],
        "tables": [_table_of_one(series[0])] if not several else [] if own_tables else _tables_across(series),
        "parts": _parts(readings, first),
        "remarks": _remarks(series),
        "change": _change(series),
        "notes": _explained(definition),
    }


def _drawn(one: Series, chart: Chart, *, with_table: bool) -> Data:
    """One of the pictures of a section, with its verdict and the reason of it."""
    judged = one.figure.status not in (None, Status.NO_TARGET)
    return {
        "name": one.name,
        "chart": paper.chart(chart),
        "mark": paper.mark(one.figure.status),
        "why": dutch.sentence(one.figure.reason) if judged and one.figure.reason else None,
        "table": _table_of_one(one) if with_table else None,
    }


def _change(series: Sequence[Series]) -> list[Data]:
    """The headline verdict and the forecast, in the words of the screen. What says nothing about change is left out
    here: the status above says how the quarter stands."""
    several = len(series) > 1

    def told(one: Series, sentence: str) -> str:
        return f"{one.name}: {sentence}" if several else sentence

    said = [(one, one.figure.verdict_sentence) for one in series if one.figure.verdict in _SPEAKS]
    ahead = [(one, one.figure.forecast_sentence) for one in series]
    return [
        paper.note(head, told(one, sentence))
        for head, lines in (("Verandering", said), ("Verwachting", ahead))
        for one, sentence in lines
        if sentence
    ]


def _explained(definition: Definition) -> list[Data]:
    return [paper.note("Wat telt mee", definition.definition), paper.note("Let op", definition.pitfall)]


def _alone(one: Series, whole: Sequence[Series]) -> str:
    """The answer of the only figure with data, and which sub-agreements have none."""
    told = sentences.figure_answer(one.figure)
    if len(whole) == 1:
        return told
    others = [f"{other.name} ({dutch.status(other.figure.status)})" for other in whole if other is not one]
    return f"{one.name}: {told} Geen getal: {dutch.listing(others)}."


def _together(series: Sequence[Series]) -> str:
    """The answer where every sub-agreement has a figure of its own that cannot be added up."""
    counts = Counter(one.figure.status for one in series)
    if counts[Status.NO_TARGET] == len(series):
        return f"Voor geen van de {len(series)} deelovereenkomsten is een norm afgesproken."
    words = {code: code.label for code in Status} | {Status.NO_TARGET: "zonder norm"}
    told = [f"{counts[code]} {words[code]}" for code in Status if counts[code]]
    return dutch.sentence(f"Van de {len(series)} deelovereenkomsten: {dutch.listing(told)}")


def _one_scale(series: Sequence[Series]) -> list[tuple[Series, Chart]]:
    """Small multiples share the scale of the largest."""
    largest = max((one.chart for one in series), key=lambda chart: chart.top)
    return [(one, replace(one.chart, bottom=largest.bottom, top=largest.top, ticks=largest.ticks)) for one in series]


def _parts(readings: Readings, row: Figure) -> str | None:
    """The sub-agreements inside a total, each with its n."""
    if row.sub_agreement_id is not None:
        return None
    if len(readings.sub_agreements(row.provider_id)) < 2:
        return None
    parts = readings.parts(row.provider_id, row.indicator, quarter=row.quarter)
    if len(parts) < 2:
        return None
    return dutch.sentence(dutch.listing([_part(part) for part in parts]))


def _part(row: Figure) -> str:
    if row.value is None and row.more_than is None:
        return f"{row.sub_agreement}: {dutch.status(row.status) or 'geen getal'}"
    about = [] if row.unit == Unit.COUNT else [dutch.cases(row.n)]
    if row.target is not None:
        about.append(f"norm {dutch.figure(row.target, row.unit)}, {dutch.status(row.status)}")
    told = f"{row.sub_agreement} {dutch.reached(row.value, row.more_than, row.unit)}"
    return f"{told} ({', '.join(about)})" if about else told


def _remarks(series: Sequence[Series]) -> list[str]:
    """What the provider wrote with its figures."""
    several = len(series) > 1
    return [f"{one.name}: {one.figure.note}" if several else one.figure.note for one in series if one.figure.note]


def _table_of_one(series: Series) -> Data:
    rows, unit = series.rows, series.figure.unit
    with_n = unit != Unit.COUNT and any(row.n is not None for row in rows)
    with_margin = any(row.lower is not None for row in rows)
    with_target = any(row.target is not None for row in rows)
    with_status = any(row.status != Status.NO_TARGET for row in rows)
    heads = [
        (True, paper.column("Kwartaal"), lambda row: dutch.short_period(row.period)),
        (True, paper.column("Waarde", right=True), lambda row: _strong(row)),
        (with_n, paper.column("n", right=True), lambda row: _count(row.n)),
        (with_margin, paper.column("Marge", right=True), lambda row: paper.cell(_margin(row))),
        (with_target, paper.column("Norm", right=True), lambda row: paper.cell(dutch.cell(row.target, unit))),
        (with_status, paper.column("Oordeel"), lambda row: paper.marked(row.status)),
    ]
    return paper.table(
        [head for shown, head, _ in heads if shown],
        [[read(row) for shown, _, read in heads if shown] for row in rows],
    )


def _strong(row: Figure) -> Data:
    return paper.NOTHING if row.value is None and row.more_than is None else {"strong": _number(row)}


def _number(row: Figure) -> str:
    """Under a heading that names the unit: a number, or > 90 where it is not reached yet."""
    if row.value is None and row.more_than is not None:
        return f"> {dutch.cell(row.more_than, row.unit)}"
    return dutch.cell(row.value, row.unit)


def _count(n: float | None) -> str | Data:
    return paper.NOTHING if n is None else dutch.number(n)


def _margin(row: Figure) -> str | None:
    return paper.margin(row.lower, row.upper, row.unit)


def _tables_across(series: Sequence[Series]) -> list[Data]:
    """Quarters down, sub-agreements across: value, n, target and verdict; one table under each row of charts."""
    return [_table_across(part) for part in _split(series, ABREAST)]


def _table_across(series: Sequence[Series]) -> Data:
    found = [{row.quarter: row for row in one.rows} for one in series]
    quarters = sorted({quarter for rows in found for quarter in rows})
    return paper.table(
        [
            paper.column("Kwartaal", width=0.35),
            *(paper.column(one.name, width=1, under=_steady(one)) for one in series),
        ],
        [
            [dutch.short_period(q), *(_full_cell(rows.get(q), one) for rows, one in zip(found, series, strict=True))]
            for q in quarters
        ],
    )


def _steady(one: Series) -> str | None:
    """A target that never changed stands in the head of its column once."""
    return None if one.steady_target is None else f"norm {dutch.figure(one.steady_target, one.figure.unit)}"


def _full_cell(row: Figure | None, one: Series) -> Data:
    if row is None:
        return paper.NOTHING
    if row.value is None and row.more_than is None:
        return paper.marked(row.status)
    details = (
        None if row.unit == Unit.COUNT else dutch.cases(row.n),
        None if row.target is None or one.steady_target is not None else f"norm {dutch.cell(row.target, row.unit)}",
    )
    detail = ", ".join(part for part in details if part)
    return {"full": [_number(row), detail, paper.mark(row.status)]}


def _context(one: Series, definitions: dict[str, Definition]) -> Data:
    definition = definitions[one.figure.indicator]
    return {
        "question": definition.question,
        "answer": sentences.figure_answer(one.figure, why=False),
        "chart": paper.chart(one.chart),
        "table": _table_of_one(one),
        "notes": [*_change([one]), *_explained(definition)],
    }


def _evenly(items: Sequence[Series]) -> list[Sequence[Series]]:
    """Rows of at most three that differ little in length: four make two and two."""
    rows = -(-len(items) // ABREAST)
    return _split(items, -(-len(items) // rows)) if rows else []


def _split(items: Sequence, size: int) -> list[Sequence]:
    return [items[i : i + size] for i in range(0, len(items), size)]
