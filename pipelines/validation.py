"""The gates of a delivery: pandera on types and ranges, then rows against the register and each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd
import pandera.pandas as pa

from pipelines.bounds import check_bounds
from pipelines.coded import Bools, Coded, Ints
from pipelines.coherence import check_together
from pipelines.finding_sentences.catalogue import SENTENCES
from pipelines.findings import Finding, visible
from pipelines.recipes import Recipe
from pipelines.register import FAR, Register
from pipelines.sources.monitoring import PARTS
from pipelines.sources.rows import any_of
from pipelines.sources.table import Tidy
from schemas.dimensions import SheetForm
from schemas.indicators.catalogue import CATALOGUE
from schemas.indicators.declaration import Indicator
from schemas.monitoring import MONITORING, RATIO_TOLERANCE
from schemas.quarter import Period, parse_period
from schemas.vocabulary import NSource, Severity, Unit

_ENDS = ("left_on", "ends_on", "valid_until", "ended_on")
# a row check's finding stands at this column
_AT = {
    "numerator_exceeds_denominator": "numerator",
    "ratio_mismatch": "value",
    "fraction": "value",
    "breakdown_half": "breakdown_value",
    "start_before_request": "started_on",
    "end_before_request": "ended_on",
    "withdrawn_after_start": "started_on",
    "end_reason_missing": "end_reason",
    "end_date_missing": "ended_on",
    "survey_undeliverable": "undeliverable",
    "survey_invited": "invited",
    "survey_number_or_share": "number",
    "survey_share_without_n": "n",
    "evidence_missing": "evidence",
}
# a check on what was filled in beside it; what could not be read there has its own finding
_NEEDS = {"breakdown_half": "breakdown", "end_reason_missing": "end_reason", "end_date_missing": "ended_on"}
_WORDS = ("provider_id", "sub_agreement_id", "quarter", "period", "indicator", "unit", "breakdown", "breakdown_value")


def check_form(tidy: Tidy, form: SheetForm) -> None:
    """Run every check of the form's schema over its column or rows; each faulty row and check becomes one finding.

    The checks are asked for their mask of rows, not for pandera's table of failures: for a million faulty rows that
    table takes 3 GB."""
    said: dict[str, Bools] = {}
    for item in form.fields:
        for check in item.checks:
            _say(tidy, code_of(check), failing(check, tidy.frame[item.name]), said=said, column=item.name)
    for check in form.row_checks:
        _say(tidy, code_of(check), failing(check, tidy.frame), said=said)


def code_of(check: pa.Check) -> str:
    """A check carries the code of its finding as its name."""
    return str(check.name) if check.name in SENTENCES else "wrong_type"


def failing(check: pa.Check, rows: pd.DataFrame | pd.Series) -> Bools:
    """Mask of the rows that do not pass; where a check has nothing to say about a missing value, it passes. Of such a
    check pandera gives the output of the other rows only, so it is laid beside the rows by their index."""
    passes = check(rows).check_output.astype(bool)
    return ~passes.reindex(rows.index, fill_value=True).to_numpy()


def _say(tidy: Tidy, code: str, bad: Bools, *, said: dict[str, Bools], column: str | None = None) -> None:
    if not bad.any():
        return
    if code in _NEEDS:
        bad &= ~_unread(tidy, _NEEDS[code])
    bad &= ~said.get(code, np.zeros(len(bad), dtype=bool))  # once per row, also when two columns fail alike
    said[code] = said.get(code, bad) | bad
    ends = next((name for name in _ENDS if name in tidy.texts), None)
    own = column if column in tidy.texts else None
    if code == "ratio_mismatch":
        bad &= ~(
            tidy.frame["numerator"] > tidy.frame["denominator"]
        ).to_numpy()  # that is the fault, and has its own words
        fractions = bad & _fractions(tidy.frame)
        _add(tidy, "fraction", fractions)
        bad &= ~fractions
    tidy.add_rows(code, bad, ends if code == "ends_before_start" else _AT.get(code, own), detail=_ratio(tidy, code))


def _add(tidy: Tidy, code: str, bad: Bools) -> None:
    tidy.add_rows(code, bad, _AT[code], detail=_ratio(tidy, code))


def _unread(tidy: Tidy, name: str) -> Bools:
    """Where something was filled in that is no value of this column."""
    if name not in tidy.texts:
        return np.zeros(len(tidy.frame), dtype=bool)
    filled = any_of(tidy.texts, [name], lambda text: bool(text.strip()))
    return filled & tidy.frame[name].isna().to_numpy()


def _fractions(frame: pd.DataFrame) -> Bools:
    """Where 0,85 was filled in and 85% is meant: a hundred times the value is what numerator and denominator say."""
    ratio = 100 * frame["numerator"] / frame["denominator"]
    return ((frame["value"] <= 1) & ((100 * frame["value"] - ratio).abs() <= RATIO_TOLERANCE)).to_numpy()


def _ratio(tidy: Tidy, code: str) -> str | Callable[[int], str]:
    if code not in ("ratio_mismatch", "fraction"):
        return ""
    ratio = (100 * tidy.frame["numerator"] / tidy.frame["denominator"]).to_numpy()
    return lambda index: f"{ratio[index]:.1f}".replace(".", ",")


def check_duplicates(
    tidy: Tidy, key: Sequence[str], code: str, *, blame_all: bool = False, at: str | None = None
) -> None:
    """Each row with the key of an earlier row is a finding that names that row; at column `at`, which is then filled. With `blame_all` the first one is
    too: where rows are left out, nobody can tell which of them was right."""
    rows = Coded.of(tidy.frame, key)
    unread = np.logical_or.reduce([_unread(tidy, name) for name in key])  # has a finding; nobody knows which row it is
    within = rows.here(key[0]) & ~unread & (rows.here(at) if at else True)
    groups = rows.groups(*key, within=within)
    counted = groups.number >= 0
    again = counted.copy()
    again[groups.first] = False
    if not again.any():
        return
    numbers = tidy.frame["row"].to_numpy()
    field_name = key[-1] if len(key) == 1 else at or "indicator"
    sheets = tidy.frame["sheet"].to_numpy()

    def first(index: int) -> str:
        at = groups.first[groups.number[index]]
        return (
            f"{numbers[at]}" if sheets[at] == sheets[index] else f'{numbers[at]} op blad "{visible(str(sheets[at]))}"'
        )

    tidy.add_rows(code, again, field_name, detail=first)
    if blame_all:
        second = groups.first.copy()
        others = np.flatnonzero(again)[::-1]
        second[groups.number[others]] = others
        repeated = groups.first[second != groups.first]
        tidy.add_rows(code, repeated, at, detail=lambda index: str(numbers[second[groups.number[index]]]))


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
        read = ~np.logical_or.reduce([_unread(tidy, name) for name in MONITORING.key])
        check_together(tidy, rows, read)
        check_bounds(tidy, read)
    for part in PARTS:
        bounded = tidy.frame[f"{part}_below"].notna().to_numpy()
        tidy.add_rows("censored", bounded, part, severity=Severity.WARNING)


@dataclass(frozen=True)
class _Verdict:
    """What is wrong with all rows of one group."""

    code: str
    field: str
    detail: str = ""


def _blame(tidy: Tidy, number: Ints, verdicts: Sequence[_Verdict | None]) -> None:
    """Give each row the verdict of its group."""
    for code, field_name in dict.fromkeys((item.code, item.field) for item in verdicts if item):
        guilty = np.array([item is not None and item.code == code for item in verdicts] + [False])
        tidy.add_rows(code, guilty[number], field_name, detail=_detail_of(number, verdicts))


def _detail_of(number: Ints, verdicts: Sequence[_Verdict | None]) -> Callable[[int], str]:
    def detail(index: int) -> str:
        verdict = verdicts[number[index]]
        return verdict.detail if verdict else ""

    return detail


def check_agreement(tidy: Tidy, rows: Coded, register: Register) -> None:
    """The provider is registered, and the sub-agreement is one of its own."""
    providers, subs = set(register.provider["provider_id"]), register.sub_agreements_of

    def verdict(provider: str, sub: str | None) -> _Verdict | None:
        own = subs.get(provider, ())
        if provider not in providers:
            return _Verdict("unknown_provider", "provider_id")
        if sub is None:
            filled = "sub_agreement_id" in tidy.texts  # then the empty cell has a finding already
            return None if filled else _Verdict("sub_agreement_needed", "provider_id", ", ".join(own))
        return None if sub in own else _Verdict("unknown_sub_agreement", "sub_agreement_id", ", ".join(own) or "geen")

    groups = rows.groups("provider_id", "sub_agreement_id", within=rows.here("provider_id"))
    _blame(tidy, groups.number, [verdict(str(rows.word("provider_id", at)), rows.word("sub_agreement_id", at))
                                 for at in groups.first.tolist()])  # fmt: skip


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


@cache
def first_and_last(period: Period) -> tuple[pd.Timestamp, pd.Timestamp]:
    return pd.to_datetime(period.first_day.isoformat()), pd.to_datetime(period.last_day.isoformat())


def check_time(tidy: Tidy, rows: Coded, register: Register, *, today: pd.Timestamp, period: str = "period") -> None:
    """The period (a column of this name) has begun, and the provider and sub-agreement took part in it."""
    known = set(register.sub_agreement["sub_agreement_id"])
    days = {word: first_and_last(parse_period(str(word))) for word in rows.words[period]}

    def verdict(text: str, sub: str | None) -> _Verdict | None:
        first, last = days[text]
        if first > today:
            return _Verdict("in_the_future", period)
        runs = register.runs.get(sub, []) if sub is not None else []
        if sub not in known or any(start <= last and end >= first for start, end in runs):
            return None
        told = ", ".join(_run(start, end) for start, end in runs)
        return _Verdict("outside_participation", period, f"In de stamgegevens: {told}." if told else "")

    groups = rows.groups(period, "sub_agreement_id", within=rows.here(period))
    _blame(tidy, groups.number, [verdict(str(rows.word(period, at)), rows.word("sub_agreement_id", at))
                                 for at in groups.first.tolist()])  # fmt: skip


def _run(start: pd.Timestamp, end: pd.Timestamp) -> str:
    return f"vanaf {start:%d-%m-%Y}" + ("" if end == FAR else f" tot en met {end:%d-%m-%Y}")


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
