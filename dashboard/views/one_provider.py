"""One figure of one provider on a theme page: held against its own past, over its quarters, and in its parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from dashboard import dutch
from dashboard.absence import absence
from dashboard.charts.control_words import RULES
from dashboard.charts.remarks import told
from dashboard.judged_rows import SpecialCause
from dashboard.pictures.kinds import CONTROL, TREND, control, trend
from dashboard.readings import Readings
from dashboard.rows import Definition, Figure
from dashboard.selection import Selection
from dashboard.views import across, comparable, detail, origin, picture, standing
from dashboard.views.markup import Safe, join, status_word, table, tag
from schemas.vocabulary import Assurance, Unit, Variation, Verdict


def drawn(readings: Readings, selection: Selection, definition: Definition, *, page: str) -> None:
    """A section per sub-agreement with a figure of its own; they are never added up here."""
    provider = readings.provider(selection.provider_id or "")
    if provider is None:
        return
    gone = standing.absence(provider, selection.quarter)
    rows = [
        row
        for row in readings.headline(provider.provider_id, selection.quarter)
        if row.indicator == definition.indicator and selection.sub_agreement_id in (None, row.sub_agreement_id)
    ]
    if gone or not rows:
        why = gone or f"{provider.provider} levert dit cijfer niet over het {dutch.period(selection.quarter)}."
        st.html(tag("p", why, class_="kb-answer"))
        return
    comparable.drawn(readings, selection, page=page)
    alone = len(rows) == 1
    for row in rows:
        _series(readings, replace(selection, sub_agreement_id=row.sub_agreement_id), row, page=page, whole=alone)
    if not alone:
        st.html(tag("p", "Kies een deelovereenkomst om ook het verloop per kwartaal te zien.", class_="kb-fact"))
    months, parts = detail.months(readings, rows), detail.breakdowns(readings, rows)
    st.html(join(months, parts, origin.drawn(readings, definition, rows)))


def _series(readings: Readings, selection: Selection, row: Figure, *, page: str, whole: bool) -> None:
    """Against its own past and over the quarters; one of the two where other sub-agreements want their place."""
    name = ", ".join(filter(None, (row.provider, row.sub_agreement)))
    made = control(readings, selection)
    past = tag("h3", "Tegen het eigen verleden") if made else None
    st.html(join(tag("h2", name), _headline(row), past))
    if made is not None:
        picture.drawn(made, selection, partial(_control_table, readings, selection), kind=CONTROL, page=page)
    over_time = trend(readings, selection) if whole or made is None else None
    if over_time is not None:
        st.html(tag("h3", "Per kwartaal"))
        picture.drawn(over_time, selection, partial(_trend_table, readings, selection), kind=TREND, page=page)


def _headline(row: Figure) -> Safe:
    """One verdict, then the figure, then how it was found."""
    verdict = tag("b", dutch.capital(Verdict(row.verdict).label)) if row.verdict else None
    words = [
        Variation(row.variation).label if row.variation else "",
        Assurance(row.assurance).label if row.assurance else "",
    ]
    status = status_word(row.status) if row.status else None
    behind = "" if row.unit == Unit.COUNT else dutch.cases(row.n)  # a count is its own n
    facts = ", ".join(filter(None, (dutch.margin(row.lower, row.upper, row.unit), behind)))
    line = tag(
        "p",
        verdict,
        ". " if verdict else None,
        across.value(row),
        f" ({facts}) " if row.value is not None and facts else " ",
        status,
    )
    why = dutch.sentence(row.verdict_sentence or row.reason or "")
    told = dutch.listing([word for word in words if word])
    return join(
        tag("div", line, class_="kb-answer"),
        tag("p", why, class_="kb-fact") if why else None,
        tag("p", dutch.sentence(told), class_="kb-fact") if told else None,
        tag("p", dutch.sentence(row.forecast_sentence), class_="kb-fact") if row.forecast_sentence else None,
        tag("p", tag("b", "Toelichting van de aanbieder: "), row.note, class_="kb-fact") if row.note else None,
    )


def _trend_table(readings: Readings, selection: Selection) -> Safe:
    rows = readings.trend(
        selection.provider_id or "",
        selection.indicator or "",
        sub_agreement_id=selection.sub_agreement_id,
        until=selection.quarter,
        comparable=selection.comparable,
    )
    columns = ["Waarde", "n", "Marge", "Norm", "Stand", "Oordeel", "Waarom"]
    lines = [(_when(row, selection), _quarter(row)) for row in rows]
    numbers = table("De getallen per kwartaal", columns, lines, first="Kwartaal", texts=True)
    return join(numbers, _remarks(readings, selection))


def _when(row: Figure, selection: Selection) -> str:
    """The quarter, and whose figure it is where that is a predecessor."""
    own = row.provider_id == selection.provider_id
    return dutch.period(row.period) if own else f"{dutch.period(row.period)} ({row.provider})"


def _quarter(row: Figure) -> Sequence[str]:
    return [
        across.value(row),
        "" if row.n is None else dutch.number(row.n),
        dutch.margin(row.lower, row.upper, row.unit),
        "" if row.target is None else dutch.cell(row.target, row.unit),
        status_word(row.status) if row.status else "",
        Verdict(row.verdict).label if row.verdict else "",
        tag("span", row.verdict_sentence or row.reason or "", class_="kb-wrap"),
    ]


def _control_table(readings: Readings, selection: Selection) -> Safe:
    series = {"quarter": selection.quarter, "sub_agreement_id": selection.sub_agreement_id}
    provider, indicator = selection.provider_id or "", selection.indicator or ""
    phases = readings.control_phases(provider, indicator, **series)
    causes = {cause.period: cause for cause in readings.special_causes(provider, indicator, **series)}
    lines = [(dutch.period(row.period), _point(row, causes.get(row.period))) for row in readings.series(phases)]
    columns = ["Waarde", "n", "Schommeling", "Regel"]
    limits = [
        (f"Vanaf {dutch.period(phase.first_period)}", [_level(phase.mean, lines_unit), _level(phase.lower, lines_unit),
                                                        _level(phase.upper, lines_unit), phase.decision or ""])
        for phase in phases
        for lines_unit in (_unit(readings, indicator),)
    ]  # fmt: skip
    return join(
        table("De punten van de regelkaart", columns, lines, first="Periode", texts=True),
        table("De grenzen", ["Gemiddelde", "Ondergrens", "Bovengrens", "Besluit"], limits, first="Fase", texts=True),
        _remarks(readings, selection),
    )


def _remarks(readings: Readings, selection: Selection) -> Safe | None:
    """The dated remarks in the picture, whole."""
    found = readings.remarks(selection.provider_id or "", selection.indicator or "", selection.sub_agreement_id)
    if not found:
        return None
    return join(tag("h4", "Opmerkingen"), tag("ul", [tag("li", dutch.sentence(told(remark))) for remark in found]))


def _unit(readings: Readings, indicator: str) -> str:
    definition = readings.definition(indicator)
    return definition.unit if definition else "count"


def _level(value: float | None, unit: str) -> str:
    return "" if value is None else dutch.figure(value, unit)


def _point(row: Figure, cause: SpecialCause | None) -> Sequence[str]:
    why = absence(row)
    kind = Variation(cause.variation) if cause else Variation.COMMON
    return [
        across.value(row),
        "" if row.n is None else dutch.number(row.n),
        "" if why or row.value is None else kind.label,
        RULES[cause.rule] if cause else "",
    ]
