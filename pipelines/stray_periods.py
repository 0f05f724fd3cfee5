"""A row of another quarter in a file about one quarter: perhaps a year that was mistyped, pointed at in its cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from pipelines.findings import Finding, safe
from pipelines.sources.table import Tidy
from schemas.quarter import Month, Quarter, parse_period
from schemas.vocabulary import Severity

CODE = "stray_period"
FEW, MANY_MORE = 2, 5  # rows that may be stray, and how many times as many the others must be


def check_stray(tidy: Tidy) -> None:
    """Warn at each period that probably belongs to the quarter that the other rows of its provider are about: there are
    few of them, or they differ in the year alone, and moved there they would fill a gap. A file with several quarters
    has the same figures in each, so nothing of it is stray. `figure` is the provider, the quarter and how many rows."""
    frame = tidy.frame
    if "period" not in tidy.texts or frame["quarter"].nunique() < 2:
        return
    known = frame.dropna(subset=["provider_id", "quarter", "period", "indicator"])
    if known["quarter"].nunique() < 2:
        return
    sizes = known[["provider_id", "quarter"]].value_counts(sort=False)
    for provider, quarter, main, count in _smaller(sizes):
        own = known[known["provider_id"] == provider]
        stray, rest = own[own["quarter"] == quarter], own[own["quarter"] == main]
        same_time_of_year = quarter[-2:] == main[-2:]
        if not same_time_of_year and (count > FEW or MANY_MORE * count > len(rest)):
            continue
        if set(map(tuple, _keys(stray))) & set(map(tuple, _keys(rest))):
            continue
        for index in stray.index:
            tidy.findings.append(_finding(tidy, int(index), (str(provider), quarter, str(count)), main=main))


def _smaller(sizes: pd.Series) -> Iterator[tuple[str, str, str, int]]:
    """Provider, a quarter with fewer rows, the quarter with the most, and how many rows the former has."""
    for provider, counts in sizes.groupby(level=0):
        if len(counts) == 2:  # of more quarters nobody can tell what the file is about
            by_size = counts.droplevel(0).sort_values(kind="stable")
            if by_size.iloc[0] < by_size.iloc[1]:
                yield str(provider), str(by_size.index[0]), str(by_size.index[1]), int(by_size.iloc[0])


def _keys(rows: pd.DataFrame) -> list[list[object]]:
    """What each row is about, apart from its quarter: a month by its place in it."""
    words = rows[["sub_agreement_id", "indicator", "breakdown", "breakdown_value"]].astype("object")
    words = words.where(words.notna(), "")
    return [
        [*texts, _place(str(period))] for texts, period in zip(words.to_numpy().tolist(), rows["period"], strict=True)
    ]


def _place(period: str) -> int:
    found = parse_period(period)
    return (found.number - 1) % 3 + 1 if isinstance(found, Month) else 0


def _finding(tidy: Tidy, index: int, figure: tuple[str, str, str], *, main: str) -> Finding:
    row, sheet = int(tidy.frame["row"].iat[index]), str(tidy.frame["sheet"].iat[index])
    place = tidy.places.get((sheet, "period"))
    return Finding(
        CODE, Severity.WARNING, sheet or None, row, place.header if place else None, place.cell(row) if place else None,
        safe(str(tidy.texts["period"].iat[index])), detail=Quarter.parse(main).label, figure=figure,
    )  # fmt: skip


def counted_quarters(findings: list[Finding]) -> Mapping[tuple[str, str], int]:
    """Provider and quarter of the stray rows, and how many rows there are."""
    return {(item.figure[0], item.figure[1]): int(item.figure[2]) for item in findings if item.code == CODE}
