"""The gates of a delivery: pandera on types and ranges, then rows against the register and each other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd
import pandera.pandas as pa

from pipelines.coded import Bools, Coded, Ints
from pipelines.finding_sentences.catalogue import SENTENCES
from pipelines.findings import visible
from pipelines.meant import nearest
from pipelines.register import FAR, Register
from pipelines.sources.rows import any_of
from pipelines.sources.table import Tidy
from schemas.dimensions import SheetForm, fails_at
from schemas.monitoring import RATIO_TOLERANCE
from schemas.quarter import Period, parse_period

# a row check's finding stands at this column
_AT = {
    "numerator_exceeds_denominator": "numerator",
    "ratio_mismatch": "value",
    "fraction": "value",
    "breakdown_half": "breakdown_value",
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


def check_form(tidy: Tidy, form: SheetForm) -> None:
    """Run every check of the form's schema over its column or rows; each faulty row and check becomes one finding.

    The checks are asked for their mask of rows, not for pandera's table of failures: for a million faulty rows that
    table takes 3 GB."""
    said: dict[str, Bools] = {}
    for item in form.fields:
        for check in item.checks:
            _say(tidy, code_of(check), failing(check, tidy.frame[item.name]), said=said, column=item.name)
    for check in form.row_checks:
        at = fails_at(check)  # each such column is a fault of its own
        _say(tidy, code_of(check), failing(check, tidy.frame), said={} if at else said, column=at)


def code_of(check: pa.Check) -> str:
    """A check carries the code of its finding as its name."""
    return str(check.name) if check.name in SENTENCES else "wrong_type"


def failing(check: pa.Check, rows: pd.DataFrame | pd.Series) -> Bools:
    """Mask of the rows that do not pass; where a check has nothing to say about a missing value, it passes. Of such a
    check pandera gives the output of the other rows only, so it is laid beside the rows by their index."""
    backend = check.get_backend(rows)(check)
    looked_at = backend.preprocess(rows, None)
    if looked_at.empty:
        return np.zeros(len(rows), dtype=bool)
    passes = backend.apply(looked_at).astype(bool)
    return ~(passes if len(passes) == len(rows) else passes.reindex(rows.index, fill_value=True)).to_numpy()


def _say(tidy: Tidy, code: str, bad: Bools, *, said: dict[str, Bools], column: str | None = None) -> None:
    if not bad.any():
        return
    if code in _NEEDS:
        bad &= ~unread(tidy, _NEEDS[code])
    bad &= ~said.get(code, np.zeros(len(bad), dtype=bool))  # once per row, also when two columns fail alike
    said[code] = said.get(code, bad) | bad
    own = column if column in tidy.texts else None
    if code == "ratio_mismatch":
        bad &= ~(
            tidy.frame["numerator"] > tidy.frame["denominator"]
        ).to_numpy()  # that is the fault, and has its own words
        fractions = bad & _fractions(tidy.frame)
        _add(tidy, "fraction", fractions)
        bad &= ~fractions
    tidy.add_rows(code, bad, _AT.get(code, own), detail=_ratio(tidy, code))


def _add(tidy: Tidy, code: str, bad: Bools) -> None:
    tidy.add_rows(code, bad, _AT[code], detail=_ratio(tidy, code))


def unread(tidy: Tidy, name: str) -> Bools:
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
    lost = np.logical_or.reduce([unread(tidy, name) for name in key])  # has a finding; nobody knows which row it is
    within = rows.here(key[0]) & ~lost & (rows.here(at) if at else True)
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
            return _Verdict("unknown_provider", "provider_id", nearest(provider, register.provider_names))
        if sub is None:
            filled = "sub_agreement_id" in tidy.texts  # then the empty cell has a finding already
            return None if filled else _Verdict("sub_agreement_needed", "provider_id", ", ".join(own))
        if sub in own:
            return None
        near = nearest(sub, {code: register.titles.get(code, "") for code in own}) if len(own) > 1 else ""
        return _Verdict("unknown_sub_agreement", "sub_agreement_id", f"{', '.join(own) or 'geen'}. {near}".strip())

    groups = rows.groups("provider_id", "sub_agreement_id", within=rows.here("provider_id"))
    _blame(tidy, groups.number, [verdict(str(rows.word("provider_id", at)), rows.word("sub_agreement_id", at))
                                 for at in groups.first.tolist()])  # fmt: skip


def check_registered(tidy: Tidy, register: Register, *, also: Collection[str] = ()) -> None:
    """The provider of a row without a sub-agreement is registered, or `also` one that may stand there."""
    said = tidy.frame["provider_id"]
    known = [*register.provider["provider_id"], *also]
    tidy.add_rows("unknown_provider", (said.notna() & ~said.isin(known)).to_numpy(), "provider_id",
                  detail=lambda index: nearest(str(said.iat[index]), register.provider_names))  # fmt: skip


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
