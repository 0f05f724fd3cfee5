"""The gates of a delivery: pandera on types and ranges, then rows against the register and each other."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import pandera.errors

from pipelines.coherence import Row, check_together
from pipelines.findings import SENTENCES, Finding
from pipelines.recipes import Recipe
from pipelines.register import FAR, Register
from pipelines.sources.monitoring import PARTS
from pipelines.sources.table import Tidy
from schemas.dimensions import SheetForm
from schemas.indicators.catalogue import CATALOGUE
from schemas.indicators.declaration import Indicator
from schemas.monitoring import MONITORING
from schemas.quarter import Period, parse_period
from schemas.vocabulary import NSource, Severity, Unit

_ENDS = ("left_on", "ends_on", "valid_until")
# a row check's finding stands at this column
_AT = {
    "numerator_exceeds_denominator": "numerator",
    "ratio_mismatch": "value",
    "breakdown_half": "breakdown_value",
}


def check_form(tidy: Tidy, form: SheetForm) -> None:
    """Run the form's pandera schema lazily; each faulty row and check becomes one finding."""
    try:
        form.schema.validate(tidy.frame, lazy=True)
    except pandera.errors.SchemaErrors as problem:
        cases = problem.failure_cases.loc[:, ["column", "check", "index"]].drop_duplicates(["check", "index"])
        known = {(item.row, item.code) for item in tidy.findings}
        for column, check, index in cases.itertuples(index=False):
            if pd.isna(index) or check in ("not_nullable", None):
                continue  # an empty or unreadable cell already has its own finding
            code = check if check in SENTENCES else "wrong_type"
            row = int(tidy.frame.at[int(index), "row"])
            if code == "breakdown_half" and (row, "unknown_word") in known:
                continue
            if (row, code) not in known:
                ends = next((name for name in _ENDS if name in tidy.texts), None)
                own = column if column in tidy.texts else None
                field_name = ends if code == "ends_before_start" else _AT.get(code, own)
                tidy.add(code, int(index), field_name, detail=_detail(code, tidy.frame, int(index)))


def _detail(code: str, frame: pd.DataFrame, index: int) -> str:
    if code == "ratio_mismatch":
        ratio = 100 * frame.at[index, "numerator"] / frame.at[index, "denominator"]
        return f"{ratio:.1f}".replace(".", ",")
    return ""


def check_duplicates(tidy: Tidy, key: Sequence[str], code: str, *, blame_all: bool = False) -> None:
    """Each row with the key of an earlier row is a finding that names that row. With `blame_all` the first one is
    too: where rows are left out, nobody can tell which of them was right."""
    frame = tidy.frame[tidy.frame[key[0]].notna()]
    repeated = frame[frame.duplicated(list(key), keep=False)]
    for _, group in repeated.groupby(list(key), dropna=False, sort=False):
        first, *others = group.index
        for index in others:
            tidy.add(
                code,
                int(index),
                key[-1] if len(key) == 1 else "indicator",
                detail=str(group.at[first, "row"]),
            )
        if blame_all:
            tidy.add(code, int(first), "indicator", detail=str(group.at[others[0], "row"]))


def check_monitoring(tidy: Tidy, register: Register, *, today: pd.Timestamp, recipe: Recipe | None) -> None:
    """All checks on monitoring rows, in one pass. `tidy.frame.provider_id` is already the register's code."""
    check_form(tidy, MONITORING)
    rows_add_up = recipe is not None and recipe.rows_add_up
    rows = _records(tidy)
    _check_agreement(tidy, rows, register)
    _check_indicator(tidy, rows)
    _check_time(tidy, rows, register, today=today)
    if not rows_add_up:
        leaving_out = recipe is not None and "duplicate_key" in recipe.skip
        check_duplicates(tidy, MONITORING.key, "duplicate_key", blame_all=leaving_out)
        check_together(tidy, rows)
    for index, row in enumerate(rows):
        for part in ("value", "numerator", "denominator"):
            if row[f"{part}_below"] is not None:
                tidy.add("censored", index, part, severity=Severity.WARNING)


def _records(tidy: Tidy) -> list[Row]:
    """The rows as dictionaries with None for nothing: a few dozen rows are checked faster this way than as a frame."""
    columns = {
        name: [None if value is None or value != value else value for value in tidy.frame[name].tolist()]
        for name in tidy.frame.columns
    }
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _check_agreement(tidy: Tidy, rows: list[Row], register: Register) -> None:
    providers, subs = set(register.provider["provider_id"]), register.sub_agreements_of
    for index, row in enumerate(rows):
        provider, sub = row["provider_id"], row["sub_agreement_id"]
        if provider is None:
            continue
        if provider not in providers:
            tidy.add("unknown_provider", index, "provider_id")
        elif sub is None:
            if "sub_agreement_id" not in tidy.texts:
                tidy.add("sub_agreement_needed", index, "provider_id", detail=", ".join(subs.get(provider, ())))
        elif sub not in subs.get(provider, ()):
            detail = ", ".join(subs.get(provider, ())) or "geen"
            tidy.add("unknown_sub_agreement", index, "sub_agreement_id", detail=detail)


def _check_indicator(tidy: Tidy, rows: list[Row]) -> None:
    """The indicator exists, in its unit, with the parts that it needs."""
    bad = {(item.sheet or "", item.row) for item in tidy.findings if item.severity is Severity.ERROR}
    for index, row in enumerate(rows):
        if row["indicator"] is None:
            continue
        indicator = CATALOGUE.get(row["indicator"])
        if indicator is None:
            tidy.add("unknown_indicator", index, "indicator", detail=", ".join(_deliverable()))
        elif not indicator.delivered:
            tidy.add("derived_indicator", index, "indicator")
        else:
            if row["unit"] is not None and row["unit"] != indicator.unit.value:
                tidy.add("unit_mismatch", index, "unit", detail=indicator.unit.label)
            if (row["sheet"] or "", row["row"]) not in bad:
                _check_parts(tidy, index, row, indicator=indicator)


def _check_parts(tidy: Tidy, index: int, row: Row, *, indicator: Indicator) -> None:
    filled = {part: row[part] is not None or row[f"{part}_below"] is not None for part in PARTS}
    value = row["value"]
    if indicator.unit is Unit.COUNT and value is not None and not float(value).is_integer():
        tidy.add("not_whole", index, "value")
    if indicator.unit is Unit.PERCENT and value is not None and value > 100:
        tidy.add("above_hundred", index, "value")
    if not any(filled.values()):
        return
    if indicator.share and not (filled["numerator"] and filled["denominator"]):
        tidy.add("ratio_parts_missing", index, "denominator" if filled["numerator"] else "numerator")
    elif not indicator.share and not filled["value"]:
        tidy.add("value_missing", index, "value")
    elif indicator.n_source is NSource.DENOMINATOR and not filled["denominator"]:
        tidy.add("denominator_missing", index, "denominator")


def _deliverable() -> list[str]:
    return [code for code, indicator in CATALOGUE.items() if indicator.delivered]


def first_and_last(period: Period) -> tuple[pd.Timestamp, pd.Timestamp]:
    return pd.to_datetime(period.first_day.isoformat()), pd.to_datetime(period.last_day.isoformat())


def _check_time(tidy: Tidy, rows: list[Row], register: Register, *, today: pd.Timestamp) -> None:
    """The period has begun, and the provider and sub-agreement took part in it."""
    by_sub, known = register.runs, set(register.sub_agreement["sub_agreement_id"])
    days: dict[str, tuple[pd.Timestamp, pd.Timestamp]] = {}
    for index, row in enumerate(rows):
        text, sub = row["period"], row["sub_agreement_id"]
        if text is None:
            continue
        if text not in days:
            period = parse_period(text)
            days[text] = first_and_last(period)
        first, last = days[text]
        if first > today:
            tidy.add("in_the_future", index, "period")
        elif sub in known and not any(start <= last and end >= first for start, end in by_sub.get(sub, [])):
            runs = ", ".join(_run(start, end) for start, end in by_sub.get(sub, []))
            tidy.add("outside_participation", index, "period", detail=f"In de stamgegevens: {runs}." if runs else "")


def _run(start: pd.Timestamp, end: pd.Timestamp) -> str:
    return f"vanaf {start:%d-%m-%Y}" + ("" if end == FAR else f" tot en met {end:%d-%m-%Y}")


def check_incomplete(tidy: Tidy, register: Register) -> None:
    """Warn for each agreed indicator that this delivery leaves out, of every sub-agreement that the provider has in
    the quarter: a delivery replaces the whole quarter, so what it leaves out is gone."""
    frame = tidy.frame
    targets = register.agreed_target
    for provider, quarter in _pairs(frame, "provider_id", "quarter"):
        first, last = first_and_last(parse_period(quarter))
        valid = targets[
            (targets["valid_from"] <= last) & (targets["valid_until"].isna() | (targets["valid_until"] >= first))
        ]
        delivered = frame[(frame["provider_id"] == provider) & (frame["quarter"] == quarter)]
        for sub in register.sub_agreements_of.get(provider, ()):
            if not any(start <= last and end >= first for start, end in register.runs.get(sub, [])):
                continue
            agreed = set(valid.loc[valid["sub_agreement_id"] == sub, "indicator"]) & set(_deliverable())
            absent = agreed - set(delivered.loc[delivered["sub_agreement_id"] == sub, "indicator"])
            if absent:
                text = f"{', '.join(sorted(absent))} ({sub}, {parse_period(quarter).label})"
                tidy.findings.append(Finding("incomplete", Severity.WARNING, detail=text))


def _pairs(frame: pd.DataFrame, *names: str) -> list[tuple[str, ...]]:
    found = frame[list(names)].dropna().drop_duplicates().sort_values(list(names))
    return list(found.itertuples(index=False, name=None))
