"""Rows of a foreign file that are no measurement: left out with a reason, and totals that check the other rows."""

from __future__ import annotations

import pandas as pd

from pipelines.findings import Finding, safe
from pipelines.recipes.declaration import Content, LeaveOut, Totals
from pipelines.recipes.numbers import Reader
from schemas.vocabulary import Severity


def set_apart(
    content: Content, texts: pd.DataFrame, sheet: str, *, letters: dict[str, str], read: Reader
) -> tuple[pd.DataFrame, list[Finding]]:
    """The rows that count, and a finding for each row that does not. The index of `texts` is the row counted from 0."""
    findings: list[Finding] = []
    for rule in content.leaves_out:
        matched = _matched(texts[rule.column], rule)
        reason = rule.reason or _reason(rule)
        for row in texts.index[matched]:
            findings.append(_skipped("left_out", sheet, int(row), column=rule.column, letters=letters, detail=reason))
        texts = texts[~matched]
    if content.totals is None:
        return texts, findings
    is_total = texts[content.totals.column].str.casefold() == content.totals.equals.casefold()
    findings += _checked(content, content.totals, texts, is_total=is_total, sheet=sheet, letters=letters, read=read)
    for row in texts.index[is_total]:
        findings.append(_skipped("totals_row", sheet, int(row), column=content.totals.column, letters=letters))
    return texts[~is_total], findings


def _matched(column: pd.Series, rule: LeaveOut) -> pd.Series:
    plain = column.str.casefold()
    matched = plain.isin([text.casefold() for text in rule.equals])
    if rule.starts_with:
        matched |= plain.str.startswith(tuple(text.casefold() for text in rule.starts_with))
    for text in rule.contains:
        matched |= plain.str.contains(text.casefold(), regex=False)
    return matched | (plain == "") if rule.empty else matched


def _reason(rule: LeaveOut) -> str:
    texts = [safe(text) for text in (*rule.equals, *rule.starts_with, *rule.contains)]
    return f"in deze kolom staat {' of '.join(texts)}" if texts else "deze kolom is leeg"


def _skipped(code: str, sheet: str, row: int, *, column: str, letters: dict[str, str], detail: str = "") -> Finding:
    cell = f"{letters[column]}{row + 1}"
    return Finding(code, Severity.SKIPPED, sheet or None, row + 1, column, cell, detail=detail)


def _checked(
    content: Content,
    totals: Totals,
    texts: pd.DataFrame,
    *,
    is_total: pd.Series,
    sheet: str,
    letters: dict[str, str],
    read: Reader,
) -> list[Finding]:
    """A total equals the sum of all rows above it, or of the rows since the total before it."""
    if not is_total.any():
        return [Finding("totals_absent", Severity.WARNING, sheet or None, detail=totals.equals)]
    findings = []
    # the number of totals that stand above a row
    part = is_total.cumsum() - is_total
    for column in totals.columns or _number_columns(content, texts):
        known = {text: read(text).value for text in texts[column].unique()}
        numbers = texts[column].map(known).astype("float64")
        for row in texts.index[is_total]:
            above = numbers[(texts.index < row) & ~is_total]
            sums = (above.sum(), above[part.loc[above.index] == part.at[row]].sum())
            found = numbers.at[row]
            if pd.notna(found) and not any(abs(found - total) <= 1e-6 * max(1.0, abs(total)) for total in sums):
                findings.append(
                    Finding(
                        "totals_mismatch", totals.severity, sheet or None, int(row) + 1, column,
                        f"{letters[column]}{int(row) + 1}", safe(texts.at[row, column]), f"{sums[-1]:.12g}".replace(".", ","),
                    )
                )  # fmt: skip
    return findings


def _number_columns(content: Content, texts: pd.DataFrame) -> list[str]:
    names = {name for item in content.measures for part in item.parts.values() for name in part.columns}
    if content.unpivot:
        used = {name for source in content.columns.values() for name in source.columns}
        others = {content.totals.column if content.totals else "", *used, *(item.column for item in content.leaves_out)}
        return [name for name in texts.columns if name not in others]
    if "value" in content.columns:
        names |= set(content.columns["value"].columns)
    return [name for name in texts.columns if name in names]
