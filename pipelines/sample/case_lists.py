"""The case lists of the sample: six providers deliver their cases each quarter, as things stood on its last day."""

from __future__ import annotations

import csv
import hashlib
import zlib
from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path

import numpy as np
import pandas as pd

from pipelines.sample.figures import QUARTERS, SEED, Cases
from pipelines.sample.providers import DISTRICTS, MUNICIPALITY, PROVIDERS, Provider, SubAgreement
from pipelines.templates import write_case_list
from schemas.lead_time_cases import LEAD_TIME_CASES
from schemas.quarter import Quarter
from schemas.vocabulary import AgeBand, EndReason

FOLDER = "zakenlijsten"
SINCE = Quarter(2024, 1)
# provider: as our workbook or as a CSV file of its own
DELIVER = {
    "de-linde": "xlsx", "kompaskade": "xlsx", "sterkspoor": "csv", "rondom-wonen": "csv", "thuisvaart": "csv",
    "kwikstaarthoeve": "csv",
}  # fmt: skip
_WITHDRAWN = 0.08  # requests that are withdrawn, beside those that start
_AGES = (
    (AgeBand.CHILD, AgeBand.TEENAGER), (AgeBand.YOUNG_ADULT, AgeBand.ADULT, AgeBand.ADULT),
    (AgeBand.SENIOR, AgeBand.ELDERLY, AgeBand.OLDEST),
)  # fmt: skip
_ENDS = (EndReason.COMPLETED, EndReason.BROKEN_OFF, EndReason.TRANSFERRED, EndReason.MOVED, EndReason.OTHER)
_END_SHARES = (0.74, 0.12, 0.06, 0.05, 0.03)


def case_quarters(provider: Provider) -> tuple[Quarter, ...]:
    """The quarters over which a provider delivers a case list."""
    return tuple(quarter for quarter in QUARTERS if quarter >= SINCE) if provider.provider_id in DELIVER else ()


def case_file(provider: Provider, quarter: Quarter) -> str:
    return f"{FOLDER}/{quarter}-{provider.provider_id}.{DELIVER[provider.provider_id]}"


def write_case_lists(folder: Path, cases: dict[str, Cases]) -> None:
    """Write every case list of the sample below `folder`."""
    (folder / FOLDER).mkdir(exist_ok=True)
    for provider in PROVIDERS:
        whole = [_whole(agreement, cases[agreement.sub_agreement_id]) for agreement in provider.agreements]
        for quarter in case_quarters(provider):
            rows = pd.concat([_seen(frame, quarter) for frame in whole], ignore_index=True)
            rows = rows.assign(provider_id=provider.provider_id, quarter=str(quarter))
            path = folder / case_file(provider, quarter)
            if path.suffix == ".csv":
                path.write_bytes(_as_csv(rows))
            else:
                write_case_list(path, rows, provider=provider.provider, municipality=MUNICIPALITY, quarter=quarter)


def _whole(agreement: SubAgreement, cases: Cases) -> pd.DataFrame:
    """Everything that will ever be known of the cases of a sub-agreement. Its own random stream: no figure of the
    monitor depends on it."""
    rng = np.random.default_rng([SEED, zlib.crc32(f"zaken {agreement.sub_agreement_id}".encode())])
    ages = [words[place] for words, place in zip(
        (_AGES[group] for group in cases.group), rng.integers(0, 6, len(cases.group)) % np.array([len(_AGES[group]) for group in cases.group]),
        strict=True)]  # fmt: skip
    helped = pd.DataFrame(
        {
            "name": [f"{agreement.sub_agreement_id} {place}" for place in range(len(cases.requested))],
            "requested_on": cases.requested, "started_on": cases.started, "ended_on": cases.ended,
            "end_reason": rng.choice([word.label for word in _ENDS], len(cases.requested), p=_END_SHARES),
            "age_band": [age.label for age in ages], "district": [DISTRICTS[place] for place in cases.district],
        }
    )  # fmt: skip
    gone = pd.DataFrame(list(_withdrawn(rng, agreement, cases)), columns=list(helped.columns))
    return pd.concat([helped, gone.astype({"started_on": "float64"})], ignore_index=True).assign(
        sub_agreement_id=agreement.sub_agreement_id
    )


def _withdrawn(rng: np.random.Generator, agreement: SubAgreement, cases: Cases) -> Iterator[tuple[object, ...]]:
    """Requests that nobody waits for at the end of a quarter any more, so that they change no stock."""
    for quarter in QUARTERS:
        first, last = quarter.first_day.toordinal(), quarter.last_day.toordinal()
        asked = int(((cases.requested >= first) & (cases.requested <= last)).sum())
        for place in range(rng.binomial(asked, _WITHDRAWN)):
            requested = int(rng.integers(first, last - 7))
            reason = EndReason.WITHDRAWN if rng.random() < 0.8 else EndReason.REJECTED
            ended = min(last, requested + 1 + int(rng.gamma(2.0, 7.0)))
            yield (f"{agreement.sub_agreement_id} {quarter} {place}", requested, np.nan, ended, reason.label,
                   AgeBand.UNKNOWN.label, DISTRICTS[int(rng.integers(0, len(DISTRICTS)))])  # fmt: skip


def _seen(cases: pd.DataFrame, quarter: Quarter) -> pd.DataFrame:
    """What was requested in the last four quarters or still waits, as it stood on the last day."""
    last, first = quarter.last_day.toordinal(), quarter.shift(-3).first_day.toordinal()
    waits = (cases["started_on"] > last) & (cases["requested_on"] <= last)
    rows = cases[cases["requested_on"].between(first, last) | waits]
    ended = rows["ended_on"] <= last
    return rows.assign(
        started_on=_days(rows["started_on"].where(rows["started_on"] <= last)),
        ended_on=_days(rows["ended_on"].where(ended)),
        end_reason=rows["end_reason"].where(ended),
        requested_on=_days(rows["requested_on"]),
        case_number=[hashlib.sha256(f"Lindendaal {name}".encode()).hexdigest()[:32] for name in rows["name"]],
    ).sort_values(["requested_on", "case_number"], kind="stable")


def _days(ordinals: pd.Series) -> pd.Series:
    return ordinals.map(lambda day: date.fromordinal(int(day)), na_action="ignore").astype(object)


def _as_csv(rows: pd.DataFrame) -> bytes:
    stream = StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow([item.header for item in LEAD_TIME_CASES.fields])
    for record in rows.to_dict("records"):
        writer.writerow([_text(record[item.name]) for item in LEAD_TIME_CASES.fields])
    return stream.getvalue().encode("utf-8-sig")


def _text(value: object) -> str:
    if value is None or value != value:
        return ""
    return f"{value:%d-%m-%Y}" if isinstance(value, date) else str(value)
