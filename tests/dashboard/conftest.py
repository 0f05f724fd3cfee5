"""A small publication, written by hand: two providers, six quarters, and what goes wrong in them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from dashboard.readings import Door, Readings
from schemas import publication
from schemas.indicators.catalogue import CATALOGUE
from schemas.place import publications_folder
from schemas.vocabulary import Grain, SlotState, Status
from tests.dashboard import handwritten

QUARTERS = ("2024-K3", "2024-K4", "2025-K1", "2025-K2", "2025-K3", "2025-K4")
EVIL = '<img src=x onerror="alert(1)"> & Zoon'


def _value(quarter: str, value: float | None, **over: Any) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(publication.VALUES.columns)
    row |= {
        "provider_id": "linde", "provider": "De Linde", "grain": Grain.PROVIDER.value, "quarter": quarter,
        "period": quarter, "period_kind": "quarter", "theme": "lead_times", "indicator": "TER-2",
        "unit": "percent", "direction": "up", "headline": True, "value": value, "target": 85.0,
        "status": Status.ON_TRACK.value, "reason": "De norm is gehaald.", "indicative": False,
        "provisional": True,
    }  # fmt: skip
    return row | over


def _values() -> list[dict[str, Any]]:
    shares = [(72, 86), (81, 90), None, (60, 80), (9, 12), (41, 66)]
    rows = []
    for quarter, share in zip(QUARTERS, shares, strict=True):
        if share is None:
            rows.append(_value(quarter, None, status="not_delivered", reason="Er is niets geleverd."))
            continue
        top, bottom = share
        shown = 100 * top / bottom
        rows.append(
            _value(
                quarter, shown, numerator=top, denominator=bottom, n=bottom, lower=shown - 8, upper=min(100, shown + 8)
            )
        )
    counts = [1210, 1234, 1199, 1300, 1284, 1311]
    for quarter, count in zip(QUARTERS, counts, strict=True):
        rows.append(
            _value(
                quarter,
                float(count),
                n=float(count),
                indicator="BER-1",
                theme="reach",
                unit="count",
                sub_agreement_id="linde-1",
                sub_agreement="Begeleiding",
                grain="sub_agreement",
                target=1250.0,
            )
        )
    return rows


def _tables(provider: str) -> dict[str, list[dict[str, Any]]]:
    indicators = [
        {"indicator": code, "position": place, **{name: getattr(item, name) for name in _TEXTS}, **_words(item)}
        for place, (code, item) in enumerate(CATALOGUE.items(), start=1)
    ]
    return {
        "providers": [
            {"provider_id": "linde", "provider": provider, "position": 1, "joined_on": date(2022, 7, 1)},
            {"provider_id": "nieuw", "provider": "Nieuwkomer", "position": 2, "joined_on": date(2026, 1, 1)},
        ],
        "indicators": indicators,
        "quarters": [
            {"quarter": quarter, "position": place, "expected": 1, "delivered": 1}
            for place, quarter in enumerate(QUARTERS, start=1)
        ],
        "values": _values(),
        "overview": [
            {"quarter": "2025-K4", "provider_id": "linde", "provider": provider, "position": 1, "theme": theme,
             "status": status, "indicator": code, "reason": reason, "figures": 1, "expected": 1} | icons
            for theme, status, code, reason, icons in (
                ("reach", "on_track", "BER-1", "De norm is gehaald.", {"variation": "common_cause"}),
                ("lead_times", "behind", "TER-2", EVIL,
                 {"variation": "concern", "assurance": "consistently_fails", "verdict": "worse"}),
            )
        ],
        "status_counts": [
            {"quarter": "2025-K4", "theme": "reach", "status": "on_track", "providers": 1},
            {"quarter": "2025-K4", "theme": "lead_times", "status": "behind", "providers": 1},
        ],
        "completeness": [
            {"quarter": "2025-K4", "provider_id": "linde", "data_set": "kwartaalmonitor",
             "state": SlotState.ACCEPTED.value, "due_on": date(2026, 1, 28), "days_late": -3,
             "delivered_at": "2026-01-25T09:05:00Z", "version": 2, "delivery_id": "d1"},
        ],
        "deliveries": [
            {"delivery_id": "d1", "file_name": "linde.xlsx", "sha256": "ab" * 32, "data_set": "kwartaalmonitor",
             "state": "accepted", "delivered_by": "j.jansen", "received_at": "2026-01-25T09:05:00Z",
             "accepted_by": "m.devries", "accepted_at": "2026-01-26T10:00:00Z"},
        ],
        "delivered_cells": [
            {"provider_id": "linde", "sub_agreement_id": "linde-1", "quarter": "2025-K4", "period": "2025-K4",
             "indicator": "TER-2", "delivery_id": "d1", "version": 2, "sheet": "Monitor", "row": 14,
             "value_cell": "E14", "numerator_cell": "F14", "denominator_cell": "G14", "numerator": 41.0,
             "denominator": 66.0},
        ],
    }  # fmt: skip


_TEXTS = ("title", "question", "definition", "pitfall", "minimum_n")


def _words(item: Any) -> dict[str, str]:
    return {name: getattr(item, name).value for name in ("theme", "unit", "direction", "combination", "evidence")}


def write_publication(folder: Path, name: str, *, provider: str, version: int = publication.SCHEMA_VERSION) -> None:
    """A publication file with every table of the contract, and nothing else."""
    folder.mkdir(parents=True, exist_ok=True)
    facts = {"id": name, "audience": "intern", "schema_version": str(version), "municipality": "Lindendaal",
             "umbrella_agreement": "Koepel", "ledger_position": "7", "published_at": "2026-02-09T14:20:00Z"}  # fmt: skip
    meta = [{"key": key, "value": value} for key, value in facts.items()]
    handwritten.write(folder / name, {**_tables(provider), "meta": meta})


def publish_under(
    home: Path, name: str, *, provider: str = "De Linde", version: int = publication.SCHEMA_VERSION
) -> None:
    """Write a publication and move the pointer to it."""
    folder = publications_folder(home)
    write_publication(folder, name, provider=provider, version=version)
    (folder / publication.POINTER).write_text(name, encoding="utf-8")


Publish = Callable[..., None]


@pytest.fixture
def publish(tmp_path: Path) -> Publish:
    return partial(publish_under, tmp_path)


@pytest.fixture
def readings(publish: Publish, tmp_path: Path) -> Readings:
    publish("intern-1.duckdb")
    return Door(tmp_path).open()
