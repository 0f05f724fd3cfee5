"""What the theme pages need on top of the small publication: months with a control chart, remarks, parts, a pool."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from dashboard.readings import Door, Readings
from schemas.place import publications_folder
from tests.dashboard import handwritten

MONTHS = [f"{year}-{month:02d}" for year in (2024, 2025) for month in range(1, 13)][6:]  # July 2024 to December 2025
HIDDEN, PROVISIONAL = "2025-03", ("2025-10", "2025-11", "2025-12")
MEANS = {"2024": 30.0, "2025": 20.0}
SERIES = {"provider_id": "linde", "sub_agreement_id": "linde-1", "grain": "sub_agreement", "indicator": "TER-1"}
TEXT = "Verhuizing naar de nieuwe locatie aan de Kade"


def _figure(**over: Any) -> dict[str, Any]:
    return {
        **SERIES, "provider": "De Linde", "sub_agreement": "Begeleiding", "quarter": "2025-K4", "period": "2025-K4",
        "period_kind": "quarter", "theme": "lead_times", "unit": "days", "direction": "down", "headline": False,
        "value": 20.0, "n": 40.0, "denominator": 40.0, "indicative": False, "provisional": False,
    } | over  # fmt: skip


def _months() -> list[dict[str, Any]]:
    rows = []
    for place, month in enumerate(MONTHS):
        year, number = month.split("-")
        about = {"quarter": f"{year}-K{(int(number) + 2) // 3}", "period": month, "period_kind": "month"}
        if month == HIDDEN:
            rows.append(_figure(**about, value=None, n=None, denominator=None, status="too_few", reason_code="too_few"))
            continue
        value = MEANS[year] + (1 if place % 2 else -1)
        rows.append(_figure(**about, value=value, provisional=month in PROVISIONAL))
    return rows


def _quarters() -> list[dict[str, Any]]:
    judged = {
        "headline": True, "target": 28.0, "status": "on_track", "reason_code": "target_met", "reason": "De norm is gehaald.",
        "verdict": "better", "verdict_sentence": "Aantoonbaar beter dan gewoonlijk; zoek de oorzaak.",
        "variation": "improvement", "assurance": "consistently_passes",
    }  # fmt: skip
    parts = [
        _figure(breakdown="district", breakdown_value="Centrum", value=18.0, n=21.0, reason_code="breakdown"),
        _figure(breakdown="district", breakdown_value="Oost", value=None, n=None, status="suppressed", reason_code="small_part"),
    ]  # fmt: skip
    hidden = _figure(
        provider_id="nieuw", provider="Nieuwkomer", sub_agreement_id="nieuw-1", sub_agreement="Steun", value=None, n=None,
        headline=True, status="not_yet_joined", reason_code="not_yet_joined", reason="Nog niet toegetreden.",
    )  # fmt: skip
    open_cases = _figure(
        indicator="TER-3", value=None, more_than=90.0, headline=True, status="no_target", reason_code="no_target"
    )
    return [_figure(**judged), *parts, hidden, open_cases]


def _phase(phase: int, first: str, last: str, *, points: int, stage: str, mean: float, decision: str | None) -> dict:
    return {
        **SERIES, "quarter": "2025-K4", "phase": phase, "period_kind": "month", "first_period": first, "last_period": last,
        "points": points, "stage": stage, "mean": mean, "lower": mean - 6, "near_lower": mean - 4, "near_upper": mean + 4,
        "upper": mean + 6, "preset": "nhsr", "decision": decision,
    }  # fmt: skip


ROWS: dict[str, list[dict[str, Any]]] = {
    "sub_agreements": [
        {"sub_agreement_id": "linde-1", "provider_id": "linde", "title": "Begeleiding"},
        {"sub_agreement_id": "linde-2", "provider_id": "linde", "title": "Dagbesteding"},
    ],
    "values": [*_months(), *_quarters()],
    "status_counts": [
        {"quarter": "2025-K3", "theme": "lead_times", "status": "on_track", "providers": 1},
        {"quarter": "2025-K4", "theme": "lead_times", "status": "left", "providers": 3},
    ],
    "control_limits": [
        _phase(0, "2024-07", "2024-12", points=6, stage="provisional", mean=30.0, decision=None),
        _phase(1, "2025-01", "2025-12", points=11, stage="full", mean=20.0, decision="De intake is veranderd."),
    ],
    "control_points": [
        {**SERIES, "quarter": "2025-K4", "period": "2025-06", "rule": "outside", "variation": "concern"},
        {**SERIES, "quarter": "2025-K4", "period": "2025-12", "rule": "one_side", "variation": "improvement"},
    ],
    "annotations": [
        {"annotation_id": "a1", "starts_on": date(2024, 9, 12), "text": TEXT, "indicator": "TER-1"},
        {"annotation_id": "a2", "starts_on": date(2025, 2, 1), "ends_on": date(2025, 4, 30), "text": "Personeelstekort"},
        {"annotation_id": "a3", "starts_on": date(2025, 2, 1), "text": "Van een ander", "provider_id": "nieuw"},
    ],
    "pools": [
        {"provider_id": "linde", "quarter": quarter, "stock_begin": begin, "recruited": 6.0, "former_clients": 2.0,
         "returned": 1.0, "departed": 4.0, "stock_end": begin + 6 + 1 - 4, "active": 30.0, "previous_end": begin,
         "difference": 0.0, "sentence": "De balans sluit en sluit aan op het vorige kwartaal."}
        for quarter, begin in (("2025-K3", 40.0), ("2025-K4", 43.0))
    ],
}  # fmt: skip


def enriched(publish: Any, home: Path) -> Readings:
    """The small publication with all of this in it, open."""
    publish("intern-1.duckdb")
    handwritten.write(
        publications_folder(home) / "intern-1.duckdb", ROWS,
        "update indicators set in_use = true, combination = 'never' where indicator = 'TER-1'",
    )  # fmt: skip
    return Door(home).open()
