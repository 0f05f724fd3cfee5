"""What a delivery of figures per quarter is checked on, beside its form: indicator, unit, parts, and what was agreed to deliver."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from pipelines.bounds import check_bounds
from pipelines.coded import Bools, Coded
from pipelines.coherence import check_together
from pipelines.findings import Finding
from pipelines.recipes import Recipe
from pipelines.register import Register
from pipelines.sources.monitoring import PARTS
from pipelines.sources.rows import any_of
from pipelines.sources.table import Tidy
from pipelines.validation import check_agreement, check_duplicates, check_form, check_time, first_and_last, unread
from schemas.indicators.catalogue import CATALOGUE
from schemas.indicators.declaration import Indicator
from schemas.monitoring import MONITORING
from schemas.quarter import Period, parse_period
from schemas.vocabulary import NSource, Severity, Unit

_WORDS = ("provider_id", "sub_agreement_id", "quarter", "period", "indicator", "unit", "breakdown", "breakdown_value")


def check_monitoring(tidy: Tidy, register: Register, *, today: pd.Timestamp, recipe: Recipe | None) -> None:
    """All checks on monitoring rows, in one pass. `tidy.frame.provider_id` is already the register's code."""
    check_form(tidy, MONITORING)
    rows = Coded.of(tidy.frame, _WORDS)
    check_agreement(tidy, rows, register)
    _check_indicator(tidy, rows)
    check_time(tidy, rows, register, today=today)
    if recipe is None or not recipe.rows_add_up:
        leaving_out = recipe is not None and "duplicate_key" in recipe.skip
        check_duplicates(tidy, MONITORING.key, "duplicate_key", blame_all=leaving_out)
        read = ~np.logical_or.reduce([unread(tidy, name) for name in MONITORING.key])
        check_together(tidy, rows, read)
        check_bounds(tidy, read)
    for part in PARTS:
        bounded = tidy.frame[f"{part}_below"].notna().to_numpy()
        tidy.add_rows("censored", bounded, part, severity=Severity.WARNING)


def _check_indicator(tidy: Tidy, rows: Coded) -> None:
    """The indicator exists, in its unit, with the parts that it needs."""
    right = ~tidy.with_error()
    named = rows.here("indicator")
    known = rows.flag("indicator", lambda code: code in CATALOGUE)
    delivered = rows.flag("indicator", lambda code: code in CATALOGUE and CATALOGUE[code].delivered)
    tidy.add_rows("unknown_indicator", named & ~known, "indicator", detail=", ".join(_deliverable()))
    tidy.add_rows("derived_indicator", known & ~delivered, "indicator")
    for unit in Unit:
        own = delivered & _is(rows, lambda item, unit=unit: item.unit is unit)
        other = own & rows.here("unit") & ~rows.flag("unit", lambda word, unit=unit: word == unit.value)
        tidy.add_rows("unit_mismatch", other, "unit", detail=unit.label)
    _check_parts(tidy, rows, where=delivered & right & ~_percent_signs(tidy, rows, where=delivered & right))


def _percent_signs(tidy: Tidy, rows: Coded, *, where: Bools) -> Bools:
    """Mask of the rows with a percentage where a number belongs: 40% is not 40 persons."""
    percents, found = _is(rows, lambda item: item.unit is Unit.PERCENT), np.zeros(len(where), dtype=bool)
    for part in PARTS:
        signed = any_of(tidy.texts, [part] if part in tidy.texts else [], lambda text: text.rstrip().endswith("%"))
        signed &= where & ~(percents & (part == "value"))
        tidy.add_rows("percent_sign", signed, part)
        found |= signed
    return found


def _is(rows: Coded, test: Callable[[Indicator], bool]) -> Bools:
    """Mask of the rows whose indicator passes the test."""
    return rows.flag("indicator", lambda code: code in CATALOGUE and test(CATALOGUE[code]))


def _check_parts(tidy: Tidy, rows: Coded, *, where: Bools) -> None:
    frame = tidy.frame
    value = frame["value"].to_numpy()
    filled = {part: (frame[part].notna() | frame[f"{part}_below"].notna()).to_numpy() for part in PARTS}
    counts, percents = (_is(rows, lambda item, unit=unit: item.unit is unit) for unit in (Unit.COUNT, Unit.PERCENT))
    divided = _is(rows, lambda item: item.divided)
    counted = _is(rows, lambda item: item.n_source is NSource.DENOMINATOR)
    tidy.add_rows("not_whole", where & counts & ~np.isnan(value) & (value % 1 != 0), "value")
    for part in ("numerator", "denominator"):
        found = frame[part].to_numpy()
        tidy.add_rows("not_whole", where & divided & ~np.isnan(found) & (found % 1 != 0), part)
    tidy.add_rows("above_hundred", where & percents & (value > 100), "value")
    below = frame["denominator_below"].to_numpy()
    tidy.add_rows("numerator_exceeds_denominator", where & (frame["numerator"].to_numpy() >= below), "numerator")
    some = where & np.logical_or.reduce(list(filled.values()))
    halves = some & divided & ~(filled["numerator"] & filled["denominator"])
    tidy.add_rows("ratio_parts_missing", halves & filled["numerator"], "denominator")
    tidy.add_rows("ratio_parts_missing", halves & ~filled["numerator"], "numerator")
    tidy.add_rows("value_missing", some & ~divided & ~filled["value"], "value")
    no_n = some & ~divided & filled["value"] & counted & ~filled["denominator"]
    tidy.add_rows("denominator_missing", no_n, "denominator")


def _deliverable() -> list[str]:
    return [code for code, indicator in CATALOGUE.items() if indicator.delivered]


def check_switched_off(tidy: Tidy, on: frozenset[str]) -> None:
    """Warn, once per indicator, for what the municipality does not use: it is kept and never published."""
    codes = tidy.frame["indicator"]
    off = codes.isin([code for code in _deliverable() if code not in on])
    first = (off & ~codes.duplicated()).to_numpy()
    tidy.add_rows("switched_off", first, "indicator", severity=Severity.WARNING)


def check_incomplete(tidy: Tidy, register: Register, on: frozenset[str]) -> None:
    """Warn for each agreed indicator that this delivery leaves out, of every sub-agreement that the provider has in
    the quarter: a delivery replaces the whole quarter, so what it leaves out is gone."""
    rows = Coded.of(tidy.frame, ("provider_id", "quarter", "sub_agreement_id", "indicator"))
    names = ("provider_id", "quarter", "sub_agreement_id", "indicator")
    groups = rows.groups(*names, within=rows.here("provider_id") & rows.here("quarter"))
    delivered: dict[tuple[str, str], dict[str | None, set[str | None]]] = {}
    for at in groups.first.tolist():
        provider, quarter, sub, indicator = (rows.word(name, at) for name in names)
        delivered.setdefault((str(provider), str(quarter)), {}).setdefault(sub, set()).add(indicator)
    for (provider, quarter), by_sub in sorted(delivered.items()):
        for sub, agreed in _agreed(register, provider, period=parse_period(quarter), on=on).items():
            if absent := agreed - by_sub.get(sub, set()):
                text = f"{', '.join(sorted(absent))} ({sub}, {parse_period(quarter).label})"
                tidy.findings.append(Finding("incomplete", Severity.WARNING, detail=text))


def _agreed(register: Register, provider: str, *, period: Period, on: frozenset[str]) -> dict[str, set[str]]:
    """Sub-agreements of the provider that run in the period -> the indicators in use that were agreed upon and that it
    delivers each quarter; a survey comes now and then."""
    first, last = first_and_last(period)
    each_quarter = {code for code in _deliverable() if code in on and not CATALOGUE[code].by_wave}
    found: dict[str, set[str]] = {}
    for sub in register.sub_agreements_of.get(provider, ()):
        if any(start <= last and end >= first for start, end in register.runs.get(sub, [])):
            terms = register.targets_of.get(sub, [])
            found[sub] = {code for code, begin, end in terms if begin <= last and end >= first} & each_quarter
    return found
