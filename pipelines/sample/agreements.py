"""The contract side of the sample: who takes part since when, and which targets were agreed."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from pipelines.sample.network import (
    JOINED_BECAUSE,
    LAST_DAY,
    PUBLISHED_ON,
    QUESTIONS_UNTIL,
    decision_of,
    party_rows,
)
from pipelines.sample.providers import (
    FIRST_DAY,
    MUNICIPALITY,
    MUNICIPALITY_CODE,
    PROVIDERS,
    UMBRELLA_AGREEMENT,
    kvk,
)
from schemas.dimensions import Kind
from schemas.parties import REGISTER_WORKBOOK
from schemas.vocabulary import DaysKind, TargetPeriod

# BER-2 is agreed for the year (YEARLY), the others per quarter; DO-2022-21 has no target at all
TARGETS: dict[str, dict[str, float]] = {
    "DO-2022-01": {"BER-2": 190, "TER-1": 28, "TER-2": 85, "TER-3": 60},
    "DO-2022-02": {"BER-1": 85, "TER-2": 85},
    "DO-2022-03": {"BER-2": 520, "TER-1": 10, "TER-2": 90, "TER-5": 15},
    "DO-2022-04": {"BER-2": 180, "TER-2": 80},
    "DO-2022-05": {"BER-2": 300},
    "DO-2022-06": {"BER-2": 430, "TER-1": 21, "TER-2": 90, "TER-3": 40, "TER-4": 20, "TER-5": 10},
    "DO-2022-07": {"BER-2": 170, "TER-2": 90},
    "DO-2022-08": {"BER-1": 100, "TER-1": 35, "TER-2": 75},
    "DO-2022-09": {"BER-1": 12, "TER-2": 85},
    "DO-2022-10": {"BER-2": 225, "TER-1": 20, "TER-2": 85},
    "DO-2022-11": {"BER-2": 270, "TER-1": 10, "TER-2": 90, "TER-5": 10},
    "DO-2022-12": {"BER-2": 10},
    "DO-2022-13": {"BER-1": 70, "TER-1": 42, "TER-2": 80, "TER-4": 10},
    "DO-2022-14": {"BER-2": 190, "TER-2": 90},
    "DO-2022-15": {"BER-2": 210, "TER-1": 28},
    "DO-2022-16": {"BER-2": 240, "TER-2": 90},
    "DO-2022-17": {"BER-1": 80},
    "DO-2022-18": {"BER-2": 150, "TER-2": 85, "TER-4": 12, "TER-5": 10},
    "DO-2022-19": {"BER-1": 45, "TER-2": 85},
    "DO-2022-20": {"BER-1": 75, "TER-2": 80},
    "DO-2022-22": {"BER-2": 150, "TER-1": 28, "TER-2": 85, "TER-3": 56, "TER-4": 12, "TER-5": 15},
    "DO-2022-23": {"BER-2": 185, "TER-2": 85},
    "DO-2022-24": {"BER-1": 28, "TER-2": 85},
    "DO-2022-25": {"BER-1": 95, "TER-2": 85, "TER-4": 8, "TER-5": 15},
    "DO-2022-26": {"BER-2": 165, "TER-1": 28, "TER-2": 85},
    "DO-2022-27": {"BER-1": 80},
    "DO-2022-28": {"BER-2": 150, "TER-1": 21, "TER-2": 85, "TER-5": 15},
    "DO-2022-29": {"BER-2": 190, "TER-2": 90},
    "DO-2022-30": {"BER-1": 80},
    "DO-2022-31": {"BER-2": 120, "TER-2": 85},
    "DO-2022-32": {"BER-1": 8},
    "DO-2023-01": {"BER-2": 130, "TER-2": 85},
    "DO-2024-01": {"BER-2": 100, "TER-2": 85},
    "DO-2024-02": {"BER-2": 130, "TER-1": 21, "TER-2": 85},
    "DO-2025-01": {"BER-2": 160, "TER-2": 85},
}
# of volunteers: how many new ones in a year, how the pool grows in a year, who of the new ones was a client
VOLUNTEER_TARGETS: dict[str, dict[str, float]] = {
    "DO-2022-04": {"WED-1": 60, "WED-5": 80},
    "DO-2022-05": {"WED-4": 35},
    "DO-2022-09": {"WED-5": 75},
    "DO-2022-13": {"WED-2": 6},
    "DO-2022-15": {"WED-1": 70, "WED-4": 40, "WED-6": 60},
    "DO-2022-30": {"WED-1": 35, "WED-2": 4, "WED-9": 12},
    "DO-2025-01": {"WED-1": 40},
}
YEARLY = ("BER-2", "BER-4", "WED-1", "WED-2")
# beyond the base set, with some of those who deliver it (outcomes.AGREED)
BEYOND: dict[str, dict[str, float]] = {
    "DO-2022-01": {"OUT-1": 15, "OUT-6": 70},
    "DO-2022-03": {"OUT-3": 55},
    "DO-2022-06": {"TEV-5": 4, "OUT-1": 20, "OUT-4": 85},
    "DO-2022-08": {"TER-6": 8, "OUT-6": 65},
    "DO-2022-10": {"OUT-1": 12, "OUT-6": 75},
    "DO-2022-11": {"BER-4": 12},
    "DO-2022-14": {"OUT-3": 70},
    "DO-2022-15": {"BER-4": 11},
    "DO-2022-16": {"OUT-2": 80},
    "DO-2022-18": {"OUT-6": 60},
    "DO-2022-22": {"TER-6": 8, "OUT-5": 60},
    "DO-2022-25": {"TEV-5": 2},
    "DO-2022-28": {"TER-6": 7, "OUT-1": 18, "OUT-5": 60},
    "DO-2022-29": {"OUT-3": 60},
}
_SHORTAGE = "Tafelverslag 12 juni 2025, besluit 3: norm verlaagd wegens tekort aan personeel."
# sub-agreement, indicator, new value, from, source
CHANGES = (
    ("DO-2022-06", "TER-2", 80, date(2025, 7, 1), _SHORTAGE),
    ("DO-2022-18", "TER-2", 80, date(2025, 7, 1), _SHORTAGE),
    ("DO-2022-22", "TER-2", 75, date(2025, 7, 1), _SHORTAGE),
    ("DO-2022-30", "BER-1", 65, date(2025, 7, 1),
     "Tafelverslag 12 juni 2025, besluit 4: minder vrijwilligers, norm naar 65."),
    ("DO-2022-18", "BER-2", 260, date(2025, 1, 1),
     "Tafelverslag 20 november 2024, besluit 2: norm verhoogd na de fusie met De Westerwilg."),
    ("DO-2022-05", "BER-2", 350, date(2024, 1, 1),
     "Tafelverslag 16 november 2023, besluit 1: uitbreiding naar De Weiden."),
    ("DO-2022-15", "BER-2", 240, date(2025, 1, 1),
     "Tafelverslag 20 november 2024, besluit 5: meer taalmaatjes."),
)  # fmt: skip
# about the case lists, since 2024: sub-agreement, indicator, value, term in days, how days are counted
TERMS = (
    ("DO-2022-01", "TER-12", 85, 42, None),
    ("DO-2022-01", "TER-11", 28, None, None),
    ("DO-2022-06", "TER-12", 80, 28, None),
    ("DO-2022-06", "TER-14", 25, None, None),
    ("DO-2022-22", "TER-12", 80, 42, None),
    ("DO-2022-25", "TER-12", 80, 42, None),
    ("DO-2022-25", "TER-13", 56, None, None),
    ("DO-2022-10", "TER-12", 80, 20, DaysKind.WORKING),
    ("DO-2022-09", "TER-12", 80, 42, None),
)
_LISTS_SINCE = date(2024, 1, 1)
_PART_YEAR = 0.62  # of a yearly target, in a first calendar year that is only partly covered


def register_frames() -> dict[str, pd.DataFrame]:
    """The sheets of the register, by form name, with the fields of schemas.register as columns."""
    agreements = [(provider, agreement) for provider in PROVIDERS for agreement in provider.agreements]
    rows: dict[str, list[dict[str, object]]] = {
        "koepelovereenkomst": [{
            "umbrella_agreement_id": UMBRELLA_AGREEMENT,
            "title": "Koepelovereenkomst sociaal domein Lindendaal",
            "municipality_code": MUNICIPALITY_CODE,
            "municipality": MUNICIPALITY,
            "starts_on": FIRST_DAY,
            "ends_on": LAST_DAY,
            "published_on": PUBLISHED_ON,
            "questions_until": QUESTIONS_UNTIL,
        }],
        "aanbieders": [{
            "provider_id": provider.provider_id,
            "provider": provider.provider,
            "kvk": kvk(provider),
            "aliases": "; ".join(provider.aliases) or None,
            "succeeded_by": provider.succeeded_by,
        } for provider in PROVIDERS],
        "deelovereenkomsten": [{
            "sub_agreement_id": agreement.sub_agreement_id,
            "provider_id": provider.provider_id,
            "title": agreement.title,
            "starts_on": provider.starts_on(agreement),
            "ends_on": provider.left_on,
        } for provider, agreement in agreements],
        "deelname": [{
            "umbrella_agreement_id": UMBRELLA_AGREEMENT,
            "provider_id": provider.provider_id,
            "joined_on": provider.joined_on,
            "left_on": provider.left_on,
            "reason": provider.leaving_reason,
            "joined_because": JOINED_BECAUSE.get(provider.provider_id),
        } for provider in PROVIDERS],
        "prestatieafspraken": [
            row
            for provider, agreement in agreements
            for table in (TARGETS, BEYOND, VOLUNTEER_TARGETS)
            for indicator, value in table.get(agreement.sub_agreement_id, {}).items()
            for row in _target_rows(
                agreement.sub_agreement_id, indicator, value=value, starts_on=provider.starts_on(agreement)
            )
        ] + [_term_row(*term) for term in TERMS],
        **party_rows(CHANGES),
    }  # fmt: skip
    targets = rows["prestatieafspraken"]
    rows["prestatieafspraken"] = [{**row, "decision_id": decision_of(row["source"])} for row in targets]
    return {form.name: _typed(pd.DataFrame(rows[form.name]), form.name) for form in REGISTER_WORKBOOK}


def _target_rows(sub_agreement_id: str, indicator: str, *, value: float, starts_on: date) -> list[dict[str, object]]:
    """The versions of one target, each until the day before the next."""
    source = f"Deelovereenkomst {sub_agreement_id}, bijlage 2."
    versions = [(starts_on, value, source)]
    yearly = indicator in YEARLY
    if yearly and starts_on > date(starts_on.year, 1, 1):
        part = float(5 * round(_PART_YEAR * value / 5))
        versions[:0] = [(starts_on, part, f"{source[:-1]}: norm voor het eerste deel van een jaar.")]
        versions[1] = (date(starts_on.year + 1, 1, 1), value, source)
    versions += [
        (since, float(new), why)
        for sub, code, new, since, why in CHANGES
        if (sub, code) == (sub_agreement_id, indicator)
    ]
    ends = [since - timedelta(days=1) for since, _, _ in versions[1:]] + [None]
    period = TargetPeriod.YEAR if yearly else TargetPeriod.QUARTER
    return [
        {
            "sub_agreement_id": sub_agreement_id,
            "indicator": indicator,
            "target_value": amount,
            "target_period": period.label,
            "valid_from": since,
            "valid_until": until,
            "source": why,
        }
        for (since, amount, why), until in zip(versions, ends, strict=True)
    ]


def _term_row(
    sub_agreement_id: str, indicator: str, value: float, days: int | None, kind: DaysKind | None
) -> dict[str, object]:
    return {
        "sub_agreement_id": sub_agreement_id,
        "indicator": indicator,
        "target_value": float(value),
        "target_period": TargetPeriod.QUARTER.label,
        "valid_from": _LISTS_SINCE,
        "valid_until": None,
        "source": "Tafelverslag 16 november 2023, besluit 3: zakenlijsten.",
        "term_days": days,
        "days_kind": kind.label if kind else None,
    }


def _typed(frame: pd.DataFrame, form_name: str) -> pd.DataFrame:
    dates = {item.name for form in REGISTER_WORKBOOK for item in form.fields if item.kind is Kind.DATE}
    return frame.assign(**{name: pd.to_datetime(frame[name]) for name in dates & set(frame.columns)})
