"""Lead times from case lists: TER-11 to TER-14 per sub-agreement and quarter, open cases counted (Kaplan-Meier)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pipelines.case_checks import reference_dates
from pipelines.register import FAR, Register
from pipelines.settings import Settings
from pipelines.statistics.outcome import Reason
from pipelines.statistics.proportions import wilson
from pipelines.statistics.survival import Curve, Least, Quantile, Within, kaplan_meier, quantile, ripe_counts, within
from pipelines.working_days import holidays, working_days
from schemas.indicators.catalogue import CATALOGUE
from schemas.indicators.lead_times import WITHIN_TERM
from schemas.quarter import Quarter
from schemas.vocabulary import DaysKind, Grain, PeriodKind

# statistics.md section 5: cases and closings for all, and who must still be at risk at the day of the figure
MEDIAN = Least(cases=10, closings=5, at_risk=5)
NORM_SHARE = Least(cases=10, closings=5, at_risk=10)
P90 = Least(cases=10, closings=5, at_risk=0)  # its own gate: an upper limit, or marked "more than"
_KEY = ["provider_id", "sub_agreement_id", "quarter"]
_REASONS = {
    Reason.TOO_FEW_CASES: "too_few",
    Reason.TOO_FEW_CLOSINGS: "too_few_started",
    Reason.TOO_FEW_AT_RISK: "too_few_at_risk",
    Reason.BEYOND_FOLLOW_UP: "beyond_follow_up",
    Reason.NOT_REACHED: "not_reached",
}
_UNREADABLE = ("too_few_at_risk", "beyond_follow_up")  # the curve, on the day of the term
COLUMNS = [
    *_KEY, "period", "period_kind", "grain", "indicator", "breakdown", "breakdown_value", "value", "numerator",
    "denominator", "n", "lower", "upper", "more_than", "reason_code", "note", "about",
]  # fmt: skip


_Terms = dict[tuple[str, str], list[tuple[Any, ...]]]


@dataclass(frozen=True)
class _Term:
    """What was agreed about the days of one indicator: how they are counted, and for TER-12 within how many."""

    kind: DaysKind = DaysKind.CALENDAR
    days: float | None = None


def lead_times(cases: pd.DataFrame, register: Register, settings: Settings) -> pd.DataFrame:
    """One row per sub-agreement x quarter x indicator (columns COLUMNS; `about` is a Dutch sentence on what was counted).

    cases: as sql/lead_time_cases. A quarter's figures are about the cases of that quarter's own list: those requested
    in the last four quarters up to the reference date, its last day. Days run from request to start; a case without a
    start is censored at the reference date, or at its end when it was withdrawn. Source: statistics.md section 5.
    """
    terms, waited = _terms(register), _waited(cases, settings)
    rows = [
        row
        for key, group in waited.groupby(_KEY, sort=True)
        for row in _figures(dict(zip(_KEY, key, strict=True)), group, terms, settings=settings)  # ty: ignore[invalid-argument-type]
    ]
    frame = pd.DataFrame(rows, columns=COLUMNS)
    texts = dict.fromkeys((*_KEY, "breakdown", "breakdown_value", "reason_code", "note", "about"), "str")
    numbers = dict.fromkeys(("value", "numerator", "denominator", "n", "lower", "upper", "more_than"), "float64")
    return frame.astype({**texts, **numbers})


def _waited(cases: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Per case, in the columns _KEY, reference, `started`, `gone` (withdrawn), `counts` (requested in the window) and, of
    each kind of days, how many it waited: to its start, its withdrawal or the reference date; and how old it then is."""
    reference = reference_dates(cases["quarter"])
    window = CATALOGUE[WITHIN_TERM].window_quarters
    first = {text: Quarter.parse(text).shift(1 - window).first_day for text in cases["quarter"].unique()}
    counts = cases["requested_on"] >= pd.to_datetime(cases["quarter"].map(first))
    until = cases["started_on"].fillna(cases["ended_on"]).fillna(reference)
    begin = cases["requested_on"].where(counts, reference)
    return cases[_KEY].assign(
        reference=reference, counts=counts, started=cases["started_on"].notna(),
        gone=cases["started_on"].isna() & cases["ended_on"].notna(),
        **{f"{kind} days": days_between(begin, until.where(counts, reference), kind, settings=settings) for kind in DaysKind},
        **{f"{kind} age": days_between(begin, reference, kind, settings=settings) for kind in DaysKind},
    )  # fmt: skip


def _figures(
    key: dict[str, str], cases: pd.DataFrame, terms: _Terms, *, settings: Settings
) -> Iterator[dict[str, Any]]:
    about = {
        **key, "period": key["quarter"], "period_kind": PeriodKind.QUARTER.value, "grain": Grain.SUB_AGREEMENT.value,
    }  # fmt: skip
    last = cases["reference"].iloc[0]
    cohort = cases[cases["counts"]]
    curves: dict[DaysKind, Curve] = {}
    for code in ("TER-11", WITHIN_TERM, "TER-13"):
        term = _term(terms, key["sub_agreement_id"], code, on=last)
        curve = curves[term.kind] if term.kind in curves else curves.setdefault(term.kind, _curve(cohort, term.kind))
        figure = _figure(code, curve, term)
        if code == WITHIN_TERM and figure and figure["reason_code"] in _UNREADABLE:
            figure = _of_old_enough(cohort, curve, term, settings=settings) or figure
        if figure:
            told = _about(curve, term.kind, settings)
            yield {**about, "indicator": code, "denominator": curve.cases, "n": curve.cases, "about": told, **figure}
    waiting = ~cases["started"] & ~cases["gone"]
    yield {**about, "indicator": "TER-14", "value": int(waiting.sum()), "n": int(waiting.sum())}


def _figure(code: str, curve: Curve, term: _Term) -> dict[str, Any] | None:
    """Value, limits or why not; None where nothing was agreed to compute."""
    if code == "TER-11":
        return _days(quantile(curve, 0.5, least=MEDIAN))
    if code == "TER-13":
        return _days(quantile(curve, 0.9, least=P90), open_above=True)
    return None if term.days is None else _share(within(curve, term.days, least=NORM_SHARE))


def _days(found: Quantile, *, open_above: bool = False) -> dict[str, Any]:
    """A quantile as a figure. A P90 without an upper limit is only known to be more than the number found."""
    if open_above and found.value is not None and found.upper is None:
        return {"more_than": found.value, "reason_code": "not_reached"}
    return {
        "value": found.value, "lower": found.lower if found.value is not None else None, "upper": found.upper,
        "more_than": found.more_than, "reason_code": _reason(found.reason),
    }  # fmt: skip


def _share(found: Within) -> dict[str, Any]:
    parts = {"value": found.value, "lower": found.lower, "upper": found.upper}
    percent = {name: None if part is None else 100 * part for name, part in parts.items()}
    return {**percent, "reason_code": _reason(found.reason)}


def _of_old_enough(cohort: pd.DataFrame, curve: Curve, term: _Term, *, settings: Settings) -> dict[str, Any] | None:
    """Where nearly all have started, too few are left to read the curve at the term: then the share of the requests made
    at least the term ago, who still waits counted as not within it, withdrawn ones left out. Source: statistics.md 1 and
    section 5 (`ripe_counts`)."""
    kept = cohort[~cohort["gone"]]
    days, age = (kept[f"{term.kind} {part}"].to_numpy(dtype="float64") for part in ("days", "age"))
    started = kept["started"].to_numpy()
    within_term, n = ripe_counts(days, started, age, norm=term.days or 0.0)
    if n < NORM_SHARE.cases:
        return None
    lower, upper = wilson(np.array([within_term], dtype=float), np.array([n], dtype=float))
    told = f"{_about(curve, term.kind, settings)} Over aanvragen die minstens zo oud zijn als de termijn."
    return {"value": 100 * within_term / n, "lower": 100 * float(lower[0]), "upper": 100 * float(upper[0]),
            "denominator": n, "n": n, "reason_code": None, "about": told}  # fmt: skip


def _reason(found: Reason | None) -> str | None:
    """The code of why there is no value; a share without an interval (all or none) is a figure all the same."""
    return _REASONS.get(found) if found else None


def _curve(cohort: pd.DataFrame, kind: DaysKind) -> Curve:
    """The cohort's waiting, from request to start, to withdrawal, or to the reference date."""
    days = cohort[f"{kind} days"].to_numpy(dtype="float64")
    return kaplan_meier(days, cohort["started"].to_numpy(), withdrawn=cohort["gone"].to_numpy())


def days_between(begin: pd.Series, end: pd.Series, kind: DaysKind, *, settings: Settings) -> np.ndarray:
    """Whole days from the day after `begin` up to and including `end`."""
    if kind is DaysKind.CALENDAR or begin.empty:
        return (end - begin).dt.days.to_numpy()
    years = range(int(begin.dt.year.min()), int(end.dt.year.max()) + 1)
    every, friday = settings.liberation_day_every_years, bool(settings.good_friday_off)
    off = [day for year in years for day in holidays(year, liberation_day_every=every, good_friday=friday)]
    return working_days(begin.to_numpy(), end.to_numpy(), off)


def _terms(register: Register) -> _Terms:
    """What is agreed about days, by sub-agreement and indicator: from, until, kind of days, days."""
    found: _Terms = {}
    targets = register.agreed_target
    names = ["sub_agreement_id", "indicator", "valid_from", "valid_until", "days_kind", "term_days"]
    rows = targets.assign(valid_until=targets["valid_until"].fillna(FAR))[names]
    for sub, code, *about in rows.itertuples(index=False, name=None):
        found.setdefault((str(sub), str(code)), []).append(tuple(about))
    return found


def _term(terms: _Terms, sub_agreement_id: str, code: str, *, on: pd.Timestamp) -> _Term:
    """What is agreed on this day. How days are counted is said at the indicator itself, else at the term of TER-12;
    calendar days where nothing is."""
    valid = {
        name: next((row for row in terms.get((sub_agreement_id, name), ()) if row[0] <= on <= row[1]), None)
        for name in (code, WITHIN_TERM)
    }
    kinds = [row[2] for row in valid.values() if row]
    kind = next((DaysKind(word) for word in kinds if isinstance(word, str)), DaysKind.CALENDAR)
    own = valid[code]
    return _Term(kind, None if own is None or pd.isna(own[3]) else float(own[3]))


def _about(curve: Curve, kind: DaysKind, settings: Settings) -> str:
    """What was counted, beside the figure. How many withdrew is told, for then 1 - S says too much."""
    few = 0 < curve.withdrawn < settings.breakdown_minimum_count
    many = f"minder dan {settings.breakdown_minimum_count}" if few else str(curve.withdrawn)
    days = "" if kind is DaysKind.CALENDAR else f" Geteld in {kind.label}."
    gone = f" Ingetrokken of afgewezen: {many}." if curve.withdrawn else ""
    return f" Aanvragen van de laatste vier kwartalen; lopende aanvragen tellen mee.{gone}{days}"
