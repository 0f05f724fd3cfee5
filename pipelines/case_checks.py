"""The gates of a case list: each row by itself, against its quarter's last day, and against the register."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipelines.coded import Coded
from pipelines.register import Register
from pipelines.sources.table import Tidy
from pipelines.validation import check_agreement, check_duplicates, check_form, check_time, first_and_last
from schemas.lead_time_cases import LEAD_TIME_CASES
from schemas.quarter import parse_period
from schemas.vocabulary import Severity

DAYS = ("requested_on", "started_on", "ended_on")
_WORDS = ("provider_id", "sub_agreement_id", "quarter")
LONG_WAIT = pd.Timedelta(days=3 * 365)


def check_cases(tidy: Tidy, register: Register, *, today: pd.Timestamp) -> None:
    """All checks, in one pass. `tidy.frame.provider_id` is already the register's code."""
    check_form(tidy, LEAD_TIME_CASES)
    rows = Coded.of(tidy.frame, _WORDS)
    check_agreement(tidy, rows, register)
    check_time(tidy, rows, register, today=today, period="quarter")
    check_duplicates(tidy, LEAD_TIME_CASES.key, "duplicate_case", at="case_number")
    _check_reference_date(tidy)
    _check_length(tidy)


def reference_dates(quarters: pd.Series) -> pd.Series:
    """The last day of each quarter."""
    days = {text: first_and_last(parse_period(str(text)))[1] for text in quarters.dropna().unique()}
    return quarters.map(days).astype("datetime64[us]")


def _check_reference_date(tidy: Tidy) -> None:
    """The list is as things stood on the quarter's last day: nothing of later is in it."""
    last = reference_dates(tidy.frame["quarter"])
    told = last.dt.strftime("%d-%m-%Y").to_numpy()
    for name in DAYS:
        late = (tidy.frame[name] > last).to_numpy()
        tidy.add_rows("after_reference_date", late, name, detail=lambda index: str(told[index]))


def _check_length(tidy: Tidy) -> None:
    """More than three years between request and start is possible, and mostly a wrong year."""
    frame = tidy.frame
    until = frame["started_on"].fillna(frame["ended_on"]).fillna(reference_dates(frame["quarter"]))
    long = (until - frame["requested_on"] > LONG_WAIT).to_numpy() & ~tidy.with_error()
    tidy.add_rows("long_wait", np.asarray(long), "requested_on", severity=Severity.WARNING)
