"""The care process behind the sample: anonymous cases with their days, and the figures counted from them.

Everything is counted from the same cases, so stock and flow, teller and noemer, month and quarter agree.
Days are ordinals (date.toordinal); a case is one person.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from pipelines.sample.providers import DISTRICTS, FIRST_DAY, TARGET_GROUPS, Provider, SubAgreement
from schemas.quarter import Month, Period, Quarter

SEED = 20220701
FIRST_QUARTER, LAST_QUARTER = Quarter(2022, 3), Quarter(2025, 4)
QUARTERS = tuple(FIRST_QUARTER.shift(step) for step in range(14))
MONTHS = tuple(month for quarter in QUARTERS for month in quarter.months)
SEASONS = {
    "flat": (1.0,) * 12,
    "school": (1.25, 1.1, 1.15, 1.05, 0.95, 0.8, 0.45, 0.5, 1.4, 1.3, 1.15, 0.7),
    "winter": (1.4, 1.2, 1.1, 0.95, 0.85, 0.8, 0.7, 0.75, 0.95, 1.1, 1.2, 0.9),
    "summer": (0.7, 0.75, 0.9, 1.0, 1.2, 1.5, 1.6, 1.3, 0.9, 0.8, 0.7, 0.6),
}
_BURN_IN = 36  # months of requests before the first quarter, so that it opens with a stock
_SPREAD = 0.5  # of the logarithm of lead times: P90 is about 1.9 times the median
_CONTACT = 0.88  # chance that a client is seen in a month
_DISTRICT_SHARES = (0.34, 0.27, 0.20, 0.14, 0.05)
_GROUP_SHARES = (0.05, 0.63, 0.32)
COLUMNS = (
    "sub_agreement_id", "quarter", "period", "indicator", "value", "numerator", "denominator",
    "breakdown", "breakdown_value", "note",
)  # fmt: skip
Row = tuple[str, float | None, int | None, int | None, str | None, str | None, str | None]


@dataclass(frozen=True)
class Cases:
    """One entry per person; `reached` is cases x MONTHS."""

    requested: np.ndarray
    started: np.ndarray
    ended: np.ndarray
    district: np.ndarray
    group: np.ndarray
    reached: np.ndarray

    def keep(self, chosen: np.ndarray) -> Cases:
        return Cases(*(getattr(self, name)[chosen] for name in self.__dataclass_fields__))


def simulate(provider: Provider, agreement: SubAgreement) -> Cases:
    """The cases of one sub-agreement; its own random stream, so that one change moves nothing else."""
    rng = np.random.default_rng([SEED, zlib.crc32(agreement.sub_agreement_id.encode())])
    care, opens_on = agreement.care, provider.starts_on(agreement)
    requested = _requests(rng, agreement, opens_on=opens_on)
    moment = (requested - FIRST_DAY.toordinal()) / (MONTHS[-1].last_day - FIRST_DAY).days
    median = np.interp(moment, (0, 1), care.lead)
    lead = rng.lognormal(np.log(median), _SPREAD)
    stalled = (requested >= date(2025, 1, 1).toordinal()) & (rng.random(len(lead)) < care.stalled)
    started = requested + np.maximum(np.rint(np.where(stalled, 30 * lead, lead)), 1).astype(int)
    stay = rng.gamma(1.8, care.stay / 1.8, len(lead))
    ended = started + np.maximum(np.rint(stay), 7).astype(int)
    district = rng.choice(len(DISTRICTS), len(lead), p=_DISTRICT_SHARES)
    group = rng.choice(len(TARGET_GROUPS), len(lead), p=_GROUP_SHARES)
    if provider.left_on:
        ended = np.minimum(ended, provider.left_on.toordinal())
    reached = _reached(rng, started, ended, opens_on=opens_on)
    cases = Cases(requested, started, ended, district, group, reached)
    last_start = provider.left_on.toordinal() - 30 if provider.left_on else np.inf
    return cases.keep((started <= last_start) & (ended >= FIRST_DAY.toordinal()))


def _requests(rng: np.random.Generator, agreement: SubAgreement, *, opens_on: date) -> np.ndarray:
    """Days on which people ask for help, from a history before the first quarter if there is one."""
    care = agreement.care
    first = FIRST_QUARTER.shift(-_BURN_IN // 3).months[0]
    day, days = (first.first_day if opens_on == FIRST_DAY else opens_on), []
    while day <= MONTHS[-1].last_day:
        month = Month(day.year, day.month)
        season = SEASONS[care.season]
        rate = care.requests * season[day.month - 1] * 12 / sum(season)
        rate *= (1 + care.growth) ** max(0.0, (day - FIRST_DAY).days / 365.25)
        if care.surge and day >= care.surge[0]:
            rate *= care.surge[1]
        length = (month.last_day - day).days + 1
        count = rng.poisson(rate * length / month.last_day.day)
        days.append(day.toordinal() + rng.integers(0, length, count))
        day = month.last_day + timedelta(days=1)
    return np.concatenate(days)


def _reached(rng: np.random.Generator, started: np.ndarray, ended: np.ndarray, *, opens_on: date) -> np.ndarray:
    first = np.array([month.first_day.toordinal() for month in MONTHS])
    last = np.array([month.last_day.toordinal() for month in MONTHS])
    inside = (started[:, None] <= last) & (ended[:, None] >= first) & (last >= opens_on.toordinal())
    new = inside & (started[:, None] >= first)  # whoever starts has been seen
    return new | (inside & (rng.random(inside.shape) < _CONTACT))


def count(
    cases: Cases, agreement: SubAgreement, *, quarters: tuple[Quarter, ...], breakdown: str | None
) -> pd.DataFrame:
    """The figures of these quarters, one row each: COLUMNS; value of a share in percent, one decimal."""
    rows = [
        (agreement.sub_agreement_id, str(quarter), str(period), *row)
        for quarter in quarters
        for period in (*quarter.months, quarter)
        for row in _figures(cases, period, term=agreement.care.term, breakdown=breakdown)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _figures(cases: Cases, period: Period, *, term: int, breakdown: str | None) -> Iterator[Row]:
    first, last = period.first_day.toordinal(), period.last_day.toordinal()
    new = (cases.started >= first) & (cases.started <= last)
    lead = (cases.started - cases.requested)[new]
    place = MONTHS.index(period if isinstance(period, Month) else period.months[2])
    begin = place if isinstance(period, Month) else place - 2
    january = max(0, place - period.last_day.month + 1)
    yield "BER-1", _persons(cases, begin, place), None, None, None, None, None
    yield "BER-2", _persons(cases, january, place), None, None, None, None, None
    yield _days("TER-1", lead, 50)
    yield _days("TER-3", lead, 90)
    if isinstance(period, Quarter):
        if breakdown:  # per quarter only: by month nearly every part would be too small to show
            yield from _broken_down(cases, new, within=cases.started - cases.requested <= term, by=breakdown)
        return
    waiting = last - cases.requested[(cases.requested <= last) & (cases.started > last)]
    for code, number in (
        ("BER-5", int(new.sum())),
        ("BER-6", int(((cases.ended >= first) & (cases.ended <= last)).sum())),
        ("BER-7", int(((cases.started <= last) & (cases.ended > last)).sum())),
        ("TER-4", len(waiting)),
    ):
        yield code, number, None, None, None, None, None
    yield row_of_share("TER-2", int((lead <= term).sum()), len(lead), "geen starters")
    yield row_of_share("TER-5", int((waiting > term).sum()), len(waiting), "geen wachtenden")


def _persons(cases: Cases, begin: int, end: int) -> int:
    """How many different people were reached in these months."""
    return int(cases.reached[:, begin : end + 1].any(axis=1).sum())


def _days(code: str, lead: np.ndarray, percentile: int) -> Row:
    if not len(lead):
        return code, None, None, None, None, None, "geen starters"
    return code, round(float(np.percentile(lead, percentile)), 1), None, len(lead), None, None, None


def row_of_share(code: str, numerator: int, denominator: int, when_nobody: str) -> Row:
    """A share with its parts, or none with a note that says why."""
    if not denominator:
        return code, None, None, None, None, None, when_nobody
    return code, round(100 * numerator / denominator, 1), numerator, denominator, None, None, None


def _broken_down(cases: Cases, new: np.ndarray, *, within: np.ndarray, by: str) -> Iterator[Row]:
    names, places = (DISTRICTS, cases.district) if by == "wijk" else (TARGET_GROUPS, cases.group)
    for number, name in enumerate(names):
        here = new & (places == number)
        started, in_time = int(here.sum()), int((here & within).sum())
        yield "BER-5", started, None, None, by, name, None
        if started:
            yield "TER-2", round(100 * in_time / started, 1), in_time, started, by, name, None
