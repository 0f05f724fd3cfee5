"""The gates of a workbook of vacancies: each row, and trajectories beside the vacancies that they are for."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipelines.coded import Coded
from pipelines.register import Register
from pipelines.sources.social_return import Sheets
from pipelines.sources.table import Tidy
from pipelines.validation import check_duplicates, check_form, check_registered, check_time
from schemas.dimensions import SheetForm
from schemas.labour import LABOUR_SHEETS, MATCHES, VACANCIES, WHOLE
from schemas.quarter import parse_period
from schemas.vocabulary import Severity

_HAPPENED = {
    VACANCIES.name: ("reported_on", "filled_on"),
    MATCHES.name: ("put_forward_on", "interview_on", "placed_on", "rejected_on", "withdrawn_on"),
}


def check_labour(
    read: Sheets, register: Register, *, today: pd.Timestamp, known: frozenset[tuple[str, str]] = frozenset()
) -> None:
    """All checks; every finding is added to the sheet it is about. Providers are the register's codes already. known:
    (provider, code) of vacancies that stand already, for trajectories that are told one by one."""
    for form in LABOUR_SHEETS:
        if form.name in read.found:
            _check_rows(read.found[form.name], form, register, today=today)
    if MATCHES.name in read.found:
        _check_vacancies(read.found[MATCHES.name], read.found.get(VACANCIES.name), known)


def _check_rows(tidy: Tidy, form: SheetForm, register: Register, *, today: pd.Timestamp) -> None:
    check_form(tidy, form)
    for item in form.fields:
        bound = f"{item.name}_below"
        if bound in tidy.frame:
            tidy.add_rows("sr_censored", tidy.frame[bound].notna().to_numpy(), item.name)
    check_registered(tidy, register, also=(WHOLE,))
    alone = tidy.frame.assign(sub_agreement_id=pd.Series(None, index=tidy.frame.index, dtype="str"))
    check_time(tidy, Coded.of(alone, ("provider_id", "sub_agreement_id", "quarter")), register, today=today,
               period="quarter")  # fmt: skip
    check_duplicates(tidy, form.key, "sr_duplicate", at=form.key[-1])
    for name in _HAPPENED.get(form.name, ()):
        tidy.add_rows("labour_later_quarter", _after_quarter(tidy.frame, name), name, severity=Severity.WARNING)


def _after_quarter(frame: pd.DataFrame, name: str) -> np.ndarray:
    """Where a day lies after the quarter whose state this is."""
    ends = {text: pd.Timestamp(parse_period(str(text)).last_day) for text in frame["quarter"].dropna().unique()}
    last = frame["quarter"].map(ends).astype("datetime64[us]")
    return (frame[name] > last).to_numpy()


def _check_vacancies(tidy: Tidy, vacancies: Tidy | None, known: frozenset[tuple[str, str]]) -> None:
    """A trajectory is for a vacancy of the same provider that stands on the sheet beside it, or already."""
    names = ["provider_id", "vacancy"]
    there = set(known)
    if vacancies is not None:
        there |= set(vacancies.frame[names].astype("str").itertuples(index=False, name=None))
    absent = [row not in there for row in tidy.frame[names].astype("str").itertuples(index=False, name=None)]
    whole = tidy.frame[names].notna().all(axis=1).to_numpy()
    tidy.add_rows("labour_unknown_vacancy", np.array(absent, dtype=bool) & whole, "vacancy")
