"""Rows of a file that do not count: how many, and why, in one line."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.checked import Checked
from pipelines.findings import Finding
from schemas.vocabulary import Severity


def reasons(findings: Iterable[Finding]) -> list[tuple[str, int]]:
    """Why rows were left out and how many for each reason, most rows first. A row with two reasons counts for both."""
    rows: dict[str, set[tuple[str | None, int | None]]] = {}
    for item in findings:
        if item.severity is Severity.SKIPPED:
            rows.setdefault(item.expected, set()).add((item.sheet, item.row))
    return sorted(((why, len(found)) for why, found in rows.items()), key=lambda pair: (-pair[1], pair[0]))


def told(checked: Checked) -> str:
    """12 van de 40 gelezen rijen tellen niet mee: 10 keer ..., 2 keer ... Empty when every row counts."""
    if not checked.rows_skipped:
        return ""
    counted = "telt" if checked.rows_skipped == 1 else "tellen"
    line = f"{checked.rows_skipped} van de {checked.rows_read} gelezen rijen {counted} niet mee"
    why = "; ".join(f"{count} keer: {reason.rstrip('.')}" for reason, count in reasons(checked.findings))
    return f"{line}. {why}." if why else f"{line}."
