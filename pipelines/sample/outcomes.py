"""What some providers of the sample agreed beyond the base set: how help ended, contacts, no-shows, complaints.

Everything follows from the same cases as the other figures, with random streams of its own: what stands here moves no
figure of `figures`."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from pipelines.sample.figures import COLUMNS, MONTHS, SEED, Cases, Row, row_of_share
from pipelines.sample.providers import FIRST_DAY
from schemas.quarter import Period, Quarter

# which sub-agreement delivers what, beyond the base set
AGREED: dict[str, tuple[str, ...]] = {
    "DO-2022-01": ("TER-6", "TEV-5", "OUT-1", "OUT-2", "OUT-3", "OUT-4", "OUT-5", "OUT-6"),
    "DO-2022-03": ("BER-8", "OUT-1", "OUT-2", "OUT-3", "OUT-4", "OUT-5", "OUT-6"),
    "DO-2022-05": ("BER-4", "BER-8"),
    "DO-2022-06": ("TER-6", "TEV-5", "OUT-1", "OUT-2", "OUT-3", "OUT-4", "OUT-6"),
    "DO-2022-07": ("OUT-1",),
    "DO-2022-08": ("TER-6", "OUT-1", "OUT-3", "OUT-5", "OUT-6"),
    "DO-2022-10": ("OUT-1", "OUT-2", "OUT-3", "OUT-4", "OUT-5", "OUT-6"),
    "DO-2022-11": ("BER-4",),
    "DO-2022-14": ("OUT-1", "OUT-2", "OUT-3", "OUT-4", "OUT-6"),
    "DO-2022-15": ("BER-4",),
    "DO-2022-16": ("OUT-1", "OUT-2", "OUT-3", "OUT-4"),
    "DO-2022-17": ("BER-8",),
    "DO-2022-18": ("TEV-5", "OUT-1", "OUT-2", "OUT-5", "OUT-6"),
    "DO-2022-22": ("TER-6", "TEV-5", "OUT-5"),
    "DO-2022-23": ("OUT-1", "OUT-3", "OUT-4", "OUT-5"),
    "DO-2022-25": ("TEV-5",),
    "DO-2022-27": ("BER-8",),
    "DO-2022-28": ("TER-6", "TEV-5", "OUT-1", "OUT-2", "OUT-3", "OUT-4", "OUT-5", "OUT-6"),
    "DO-2022-29": ("OUT-1", "OUT-2", "OUT-3", "OUT-4", "OUT-5", "OUT-6"),
}
_TARGET_GROUP = {"DO-2022-05": 5210, "DO-2022-11": 2390, "DO-2022-15": 1880}  # people, on 1 January 2022
# the chance per person, where it is not its own
_CHANCES = {"OUT-1": 0.15, "OUT-2": 0.82, "OUT-3": 0.72, "OUT-4": 0.86, "OUT-5": 0.68, "OUT-6": 0.78}
_OWN: dict[tuple[str, str], tuple[float, float]] = {  # July 2022, December 2025
    ("DO-2022-06", "OUT-1"): (0.14, 0.27),
    ("DO-2022-08", "OUT-6"): (0.62, 0.86),
    ("DO-2022-14", "OUT-3"): (0.84, 0.84),
    ("DO-2022-16", "OUT-1"): (0.06, 0.06),
    ("DO-2022-22", "OUT-5"): (0.70, 0.48),
    ("DO-2022-29", "OUT-6"): (0.70, 0.82),
}
_NO_SHOW = {"DO-2022-08": 0.10, "DO-2022-22": 0.11}  # of appointments; elsewhere _USUAL_NO_SHOW
_USUAL_NO_SHOW, _COMPLAINS, _ANSWERS, _HAS_GOALS, _MEASURED = 0.06, 0.004, 0.45, 0.88, 0.85
_CONTACTS = 1.4  # beyond the first one, per client who is seen in a month
_NOBODY = "geen beëindigde cliënten"


@dataclass(frozen=True)
class Fates:
    """What became of each case: chances drawn per case, and contacts, no-shows and complaints per case x MONTHS."""

    drawn: np.ndarray  # cases x 9, uniform
    contacts: np.ndarray
    missed: np.ndarray
    complaints: np.ndarray

    def keep(self, chosen: np.ndarray) -> Fates:
        return Fates(*(getattr(self, name)[chosen] for name in self.__dataclass_fields__))


def fates_of(sub: str, cases: Cases) -> Fates:
    """The fates of the cases of one sub-agreement, from its own random stream."""
    rng = np.random.default_rng([SEED, zlib.crc32(sub.encode()), 2])
    drawn = rng.random((len(cases.ended), 9))
    contacts = np.where(cases.reached, 1 + rng.poisson(_CONTACTS, cases.reached.shape), 0)
    missed = rng.binomial(contacts, _NO_SHOW.get(sub, _USUAL_NO_SHOW))
    complaints = cases.reached & (rng.random(cases.reached.shape) < _COMPLAINS)
    return Fates(drawn, contacts, missed, complaints)


def agreed_figures(sub: str, cases: Cases, fates: Fates, *, quarters: tuple[Quarter, ...]) -> pd.DataFrame:
    """The figures beyond the base set of these quarters, one row each: COLUMNS."""
    rows = [
        (sub, str(quarter), str(period), *row)
        for quarter in quarters
        for period, found in (
            *((month, _monthly(cases, fates, month)) for month in quarter.months),
            (quarter, _quarterly(sub, cases, fates, quarter=quarter)),
        )
        for row in found
        if row[0] in AGREED.get(sub, ())
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _monthly(cases: Cases, fates: Fates, month: Period) -> Iterator[Row]:
    at = MONTHS.index(month)
    contacts, missed = int(fates.contacts[:, at].sum()), int(fates.missed[:, at].sum())
    yield "BER-8", contacts, None, None, None, None, None
    yield row_of_share("TER-6", missed, contacts + missed, "geen afspraken")


def _quarterly(sub: str, cases: Cases, fates: Fates, *, quarter: Quarter) -> Iterator[Row]:
    last = MONTHS.index(quarter.months[2])
    january = max(0, last - quarter.last_day.month + 1)
    if sub in _TARGET_GROUP:
        reached = int(cases.reached[:, january : last + 1].any(axis=1).sum())
        people = round(_TARGET_GROUP[sub] * 1.012 ** (quarter.year - 2022))
        note = f"Omvang van de doelgroep: CBS StatLine, peildatum 1 januari {quarter.year}."
        yield "BER-4", round(100 * reached / people, 1), reached, people, None, None, note
    yield "TEV-5", int(fates.complaints[:, last - 2 : last + 1].sum()), None, None, None, None, None
    yield from _endings(sub, cases, fates, quarter=quarter)


def _endings(sub: str, cases: Cases, fates: Fates, *, quarter: Quarter) -> Iterator[Row]:
    """Outcomes of who ended; of OUT-4 a year ago, of OUT-2 in the whole year, asked once in the fourth quarter."""
    drawn, ended = fates.drawn.T, _between(cases, quarter.first_day, quarter.last_day)
    dropped = drawn[0] < _chance(sub, "OUT-1", cases)
    chances = {code: _chance(sub, code, cases) for code in _CHANCES}
    measured, goals = ~dropped & (drawn[1] < _MEASURED), drawn[2] < _HAS_GOALS
    parts = {
        "OUT-1": (ended, dropped),
        "OUT-3": (ended, ~dropped & (drawn[3] < chances["OUT-3"])),
        "OUT-5": (ended & measured, drawn[4] < chances["OUT-5"]),
        "OUT-6": (ended & goals, ~dropped & (drawn[5] < chances["OUT-6"])),
    }
    earlier = quarter.shift(-4)
    parts["OUT-4"] = (_between(cases, earlier.first_day, earlier.last_day), drawn[6] < chances["OUT-4"])
    if quarter.number == 4:
        year = _between(cases, quarter.shift(-3).first_day, quarter.last_day)
        parts["OUT-2"] = (year & (drawn[7] < _ANSWERS), drawn[8] < chances["OUT-2"])
    for code, (whole, hits) in parts.items():
        nobody = "niemand eindigde een jaar geleden bij ons" if code == "OUT-4" else _NOBODY
        yield row_of_share(code, int((whole & hits).sum()), int(whole.sum()), nobody)


def _between(cases: Cases, first: date, last: date) -> np.ndarray:
    return (cases.ended >= first.toordinal()) & (cases.ended <= last.toordinal())


def _chance(sub: str, code: str, cases: Cases) -> np.ndarray:
    moment = (cases.ended - FIRST_DAY.toordinal()) / (MONTHS[-1].last_day - FIRST_DAY).days
    return np.interp(moment, (0, 1), _OWN.get((sub, code), (_CHANCES[code],) * 2))
