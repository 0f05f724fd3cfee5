"""The gate of a volunteers' sheet: does it balance, do parts fit their whole, does it follow from the quarter before."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from pipelines.coded import Bools, Coded, Floats
from pipelines.findings import Finding, figure_text
from pipelines.register import Register
from pipelines.sources.rows import any_of
from pipelines.sources.table import Tidy
from pipelines.validation import check_agreement, check_duplicates, check_form, check_time
from schemas.quarter import Quarter, parse_period
from schemas.reciprocity import QUANTITIES, REASONS_OF_LEAVING, VOLUNTEERS
from schemas.vocabulary import Severity

_WORDS = ("provider_id", "sub_agreement_id", "quarter", "period")
_WEEKS = 13
_HOURS = (1, 20)  # per week and active volunteer; source: the plausible range of the domain
# a part and its whole, and the finding of a part that is more
_PARTS = {
    "former_clients": ("recruited", "former_exceeds_new"),
    "active": ("stock_end", "active_exceeds_end"),
    "cohort_active": ("cohort_started", "cohort_exceeds_start"),
}
# what can only be read beside another number
_PAIRS = {"cohort_active": "cohort_started", "hours": "active", "matches": "registered",
          "filled_vacancies": "reported_vacancies"}  # fmt: skip


def check_pools(tidy: Tidy, register: Register, *, today: pd.Timestamp) -> None:
    """All checks on the rows of a volunteers' sheet. `tidy.frame.provider_id` is already the register's code."""
    check_form(tidy, VOLUNTEERS)
    rows = Coded.of(tidy.frame, _WORDS)
    check_agreement(tidy, rows, register)
    months = tidy.frame["period"].str.contains("K").eq(False).to_numpy()
    tidy.add_rows("quarter_needed", months, "period")
    check_time(tidy, rows, register, today=today)
    check_duplicates(tidy, VOLUNTEERS.key, "duplicate_pool", at="period")
    number = {name: tidy.frame[name].to_numpy(dtype="float64") for name in QUANTITIES}
    _check_balance(tidy, number)
    _check_parts(tidy, number)
    _check_leaving(tidy, number)
    _check_hours(tidy, number)
    _check_within(tidy)
    for name in QUANTITIES:
        bounded = tidy.frame[f"{name}_below"].notna().to_numpy()
        tidy.add_rows("censored", bounded, name, severity=Severity.WARNING)


def _spelled(numbers: Floats) -> Callable[[int], str]:
    return lambda index: figure_text(numbers[index])


def _check_balance(tidy: Tidy, number: dict[str, Floats]) -> None:
    made = number["stock_begin"] + number["recruited"] + number["returned"] - number["departed"]
    wrong = ~np.isnan(made) & ~np.isnan(number["stock_end"]) & (made != number["stock_end"])
    tidy.add_rows("pool_balance", wrong, "stock_end", detail=_spelled(made))


def _check_parts(tidy: Tidy, number: dict[str, Floats]) -> None:
    for part, (whole, code) in _PARTS.items():
        tidy.add_rows(code, number[part] > number[whole], part, detail=_spelled(number[whole]))
    tidy.add_rows("matches_exceed", number["matches"] > number["registered"], "matches",
                  detail=_spelled(number["registered"]), severity=Severity.WARNING)  # fmt: skip
    for part, other in _PAIRS.items():
        alone = _filled(tidy, part) & ~any_of(
            tidy.texts, [other] if other in tidy.texts else [], lambda text: bool(text.strip())
        )
        tidy.add_rows("pool_pair", alone, part, detail=f'"{VOLUNTEERS.field(other).header}"')


def _filled(tidy: Tidy, name: str) -> Bools:
    return (tidy.frame[name].notna() | tidy.frame[f"{name}_below"].notna()).to_numpy()


def _check_leaving(tidy: Tidy, number: dict[str, Floats]) -> None:
    """The reasons are together all who left; while one of them is not told, they are not more."""
    told = np.array([number[name] for name in REASONS_OF_LEAVING])
    together, every = np.nansum(told, axis=0), ~np.isnan(told).any(axis=0)
    left = number["departed"]
    some = ~np.isnan(told).all(axis=0)
    wrong = some & np.where(every, together != left, together > left) & ~np.isnan(left)
    tidy.add_rows("reasons_of_leaving", wrong, "departed", detail=_spelled(together))


def _check_hours(tidy: Tidy, number: dict[str, Floats]) -> None:
    here = number["active"] > 0
    weekly = np.divide(number["hours"], _WEEKS * number["active"], out=np.full(len(here), np.nan), where=here)
    strange = (weekly < _HOURS[0]) | (weekly > _HOURS[1])
    tidy.add_rows("hours_implausible", strange, "hours", detail=lambda index: figure_text(round(weekly[index], 1)),
                  severity=Severity.WARNING)  # fmt: skip


def _check_within(tidy: Tidy) -> None:
    """Where one file holds several quarters, each begins with what the one before ended with."""
    frame = tidy.frame
    ended = {
        (sub, quarter): end
        for sub, quarter, end in zip(frame["sub_agreement_id"], frame["quarter"], frame["stock_end"], strict=True)
        if isinstance(quarter, str)
    }
    before = [
        ended.get((sub, str(Quarter.parse(quarter).shift(-1))), np.nan) if isinstance(quarter, str) else np.nan
        for sub, quarter in zip(frame["sub_agreement_id"], frame["quarter"], strict=True)
    ]
    expected = np.array(before, dtype="float64")
    begins = frame["stock_begin"].to_numpy(dtype="float64")
    differs = ~np.isnan(expected) & ~np.isnan(begins) & (begins != expected)
    tidy.add_rows("pool_begins", differs, "stock_begin", detail=_spelled(expected), severity=Severity.WARNING)


def check_against_accepted(delivered: pd.DataFrame, accepted: pd.DataFrame) -> list[Finding]:
    """Counts of this delivery (rows of volunteer_count) beside those that count in other quarters: the pool begins with
    what the former quarter ended with and ends with what the next one begins with; the cohort is who was new then."""
    known = _by_place(accepted)
    findings = []
    for row in delivered[delivered["amount"].notna()].to_dict("records"):
        quarter = parse_period(row["quarter"]).quarter
        for quantity, back, other, code in _BESIDE:
            expected = known.get((row["sub_agreement_id"], str(quarter.shift(back)), other))
            if row["quantity"] == quantity and expected is not None and expected != row["amount"]:
                findings.append(_beside(row, code, expected))
    return findings


_BESIDE = (
    ("stock_begin", -1, "stock_end", "pool_begins"),
    ("stock_end", 1, "stock_begin", "pool_ends"),
    ("cohort_started", -4, "recruited", "cohort_differs"),
)


def _by_place(counts: pd.DataFrame) -> dict[tuple[str, str, str], float]:
    rows = counts[counts["amount"].notna()]
    names = zip(rows["sub_agreement_id"], rows["quarter"], rows["quantity"], strict=True)
    return dict(zip(names, rows["amount"], strict=True))


def _beside(row: dict, code: str, expected: float) -> Finding:
    header = VOLUNTEERS.field(row["quantity"]).header
    return Finding(code, Severity.WARNING, row["sheet"] or None, int(row["row"]), header, row["cell"],
                   f'"{figure_text(row["amount"])}"', figure_text(expected))  # fmt: skip
