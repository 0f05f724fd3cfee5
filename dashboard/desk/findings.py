"""Findings as they help to mend: row by row for the file, or by kind for the export it came from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from dashboard import dutch
from dashboard.views.markup import Safe, join, tag
from pipelines import intake
from pipelines.intake import Fault, Finding
from schemas.vocabulary import Severity

_BY_ROW, _BY_PATTERN = "Per rij (om het bestand te herstellen)", "Per soort fout (om de export te herstellen)"
_GROUPS = (
    (Severity.ERROR, "Fouten", "fout", "fouten"),
    (Severity.QUESTION, "Vragen", "vraag", "vragen"),
    (Severity.SKIPPED, "Overgeslagen rijen", "overgeslagen rij", "overgeslagen rijen"),
    (Severity.WARNING, "Waarschuwingen", "waarschuwing", "waarschuwingen"),
)
_HEADS = ("Waar", "Wat er staat", "Wat er mis is", "Wat te doen")


def drawn(findings: Sequence[Finding], *, key: str = "desk_view") -> None:
    """Every kind of finding under its own heading; the first thousand shown, the rest counted."""
    if not findings:
        return
    pattern = False
    if len(findings) > 1:
        view = st.radio("Hoe wilt u de bevindingen zien?", (_BY_ROW, _BY_PATTERN), key=key, horizontal=True)
        pattern = view == _BY_PATTERN
    left = intake.SHOWN
    sections: list[Safe] = []
    for severity, heading, one, many in _GROUPS:
        mine = intake.of_severity(findings, severity)
        if not mine:
            continue
        rows = _by_pattern(mine) if pattern else _by_row(mine)
        shown, left = rows[:left], max(0, left - len(rows))
        rest = intake.count(mine) - len(shown) if not pattern else len(rows) - len(shown)
        more = tag("p", f"Nog {dutch.plural(rest, one, many)}, niet getoond.", class_="kb-fact") if rest > 0 else None
        title = f"{heading}: {dutch.number(intake.count(mine))}"
        sections.append(tag("section", tag("h2", title), _table(heading, shown) if shown else None, more))
    st.html(join(sections))


def _by_row(findings: Iterable[Finding]) -> list[Safe]:
    return [_line(item, item.where) for _, _, items in intake.by_row(findings) for item in items]


def _by_pattern(findings: Iterable[Finding]) -> list[Safe]:
    return [_line(fault.finding, places(fault)) for fault in intake.by_pattern(findings)]


def _line(finding: Finding, where: str) -> Safe:
    values = (where or "Het hele bestand", finding.received or "", finding.expected, finding.repair)
    cells = [tag("td", value, data_label=head) for head, value in zip(_HEADS[1:], values[1:], strict=True)]
    return tag("tr", tag("th", values[0], scope="row"), cells)


def places(fault: Fault) -> str:
    """Blad "Cijfers", kolom "waarde": 12 rijen (3, 4, 5, ...)."""
    if fault.times < 2:
        return fault.finding.where
    column = f'Kolom "{fault.finding.column}": ' if fault.finding.column else ""
    rows = f" ({', '.join(map(str, fault.rows[:6]))}{', …' if fault.times > 6 else ''})" if fault.rows else ""
    return f"{column}{dutch.plural(fault.times, 'keer', 'keer')}{rows}"


def _table(caption: str, rows: Sequence[Safe]) -> Safe:
    head = tag("tr", [tag("th", name, scope="col") for name in _HEADS])
    hidden = tag("caption", caption, class_="kb-hidden")
    return tag("table", hidden, tag("thead", head), tag("tbody", rows), class_="kb-findings")
