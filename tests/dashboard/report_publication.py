"""A small publication for the tests of the report: hostile names, a hidden figure, a provider that has left."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from schemas import publication as store
from schemas.indicators.catalogue import CATALOGUE
from schemas.place import publications_folder
from tests.dashboard import handwritten

HOSTILE = 'Stichting #eval("1") *De* $Linde$ <img src=x onerror=alert(1)> @kop \\ [x] `y` // z'
HASH = "c4dba5c2e5c4198ded0dd7ad27384771d27c7473be788ba8a10f4857fd984bd6"
NOW = "2025-K4"
QUARTERS = ("2025-K2", "2025-K3", "2025-K4")
CHANGED = "Aantoonbaar hoger dan gewoonlijk; zoek de oorzaak. Gevonden met een regelkaart over 42 maanden."
AHEAD = "Gaat het zo door, dan is het op 31 december ongeveer 360; de norm voor het jaar is 400."
WRITTEN = "#eval(1) $x^2$ <script>alert(1)</script> `code` \u202eomgekeerd\u202c *vet* [x](javascript:1) // \\ "
LONG = WRITTEN + "Zo gaat het al een tijd, en wij praten er steeds over. " * 200  # over 10,000 characters
SHARES = {"2025-K2": (41, 50), "2025-K3": None, "2025-K4": (9, 12)}


def _providers() -> list[dict]:
    names = {"A1": HOSTILE, "A2": "Geen Levering", "A3": "Al Weg", "A4": "文字 🙂 \u202eomgekeerd\x07 ​aanbieder"}
    left = {"A3": "2025-06-30"}
    return [
        {"provider_id": key, "provider": name, "position": i, "joined_on": "2024-01-01", "left_on": left.get(key)}
        | {"placeholder": False}
        for i, (key, name) in enumerate(names.items())
    ]


def _indicators() -> list[dict]:
    kept = {column for column in store.INDICATORS.columns if column not in ("indicator", "position", "in_use")}
    return [
        {name: getattr(CATALOGUE[code], name) for name in kept} | {"indicator": code, "position": i, "in_use": True}
        for i, code in enumerate(("BER-2", "BER-5", "TER-2"))
    ]


def _value(provider: dict, quarter: str, code: str, **told: object) -> dict:
    indicator = CATALOGUE[code]
    return {
        "provider_id": provider["provider_id"],
        "provider": provider["provider"],
        "grain": "provider",
        "quarter": quarter,
        "period": quarter,
        "period_kind": "quarter",
        "theme": indicator.theme,
        "indicator": code,
        "unit": indicator.unit,
        "direction": indicator.direction,
        "headline": True,
        "provisional": True,
        **told,
    }


def _values() -> Iterator[dict]:
    linde, missing, gone, foreign = _providers()
    for i, quarter in enumerate(QUARTERS):
        reached, target = 90 * (i + 1), 100 * (i + 1)
        told = {"value": reached, "n": reached, "target": target, "target_agreed": 400.0, "target_period": "year"}
        told |= {"verdict": "no_chart", "verdict_sentence": "Geen uitspraak.", "forecast_sentence": AHEAD}
        yield _value(linde, quarter, "BER-2", **told, status="attention", reason="Bijna.", note="=1+1 is *twee*")
        told = {"verdict": "higher", "variation": "neutral_high", "verdict_sentence": CHANGED}
        yield _value(linde, quarter, "BER-5", value=7 + i, n=7 + i, status="no_target", reason="Uitleg.", **told)
        if share := SHARES[quarter]:
            part, whole = share
            told = {"value": 100 * part / whole, "numerator": part, "denominator": whole, "n": whole}
            told |= {"lower": 47.0, "upper": 91.0, "target": 85.0, "target_agreed": 85.0}
            yield _value(linde, quarter, "TER-2", **told, status="uncertain", reason="Het aantal is klein.")
        else:
            yield _value(linde, quarter, "TER-2", status="suppressed", reason="Minder dan 10 cliënten.")
        yield _value(missing, quarter, "BER-2", status="not_delivered", reason="Niet geleverd.", target=100.0)
        yield _value(gone, quarter, "BER-2", status="left", reason="Uitgetreden.")
        yield _value(foreign, quarter, "BER-2", value=5.0, n=5.0, status="no_target", reason="Geen norm.")


def _rows() -> dict[str, list[dict]]:
    slot = {"quarter": NOW, "data_set": "kwartaalmonitor", "due_on": "2026-01-28"}
    arrived = {"delivery_id": "L1", "file_name": "=levering *K4*.xlsx", "sha256": "ab" * 32, "state": "accepted"}
    cell = {"provider_id": "A1", "quarter": NOW, "period": NOW, "delivery_id": "L1", "sheet": "Blad #1"}
    return {
        "providers": _providers(),
        "sub_agreements": [{"sub_agreement_id": "D1", "provider_id": "A1", "title": "Begeleiding *thuis*"}],
        "indicators": _indicators(),
        "quarters": [{"quarter": q, "position": i, "expected": 2, "delivered": 1} for i, q in enumerate(QUARTERS)],
        "values": list(_values()),
        "completeness": [
            slot
            | {"provider_id": "A1", "state": "accepted", "delivered_at": "2026-02-06T09:00:00Z", "days_late": 9}
            | {"version": 2, "delivery_id": "L1", "figures": 3, "expected": 3},
            slot | {"provider_id": "A2", "state": "missing"},
            slot | {"provider_id": "A3", "state": "not_expected"},
        ],
        "deliveries": [arrived | {"data_set": "kwartaalmonitor", "delivered_by": "controller De Linde"}],
        "delivered_cells": [
            cell | {"indicator": "BER-2", "row": 14, "value_cell": "E14", "value": 270.0},
            cell | {"indicator": "TER-2", "row": 15, "numerator_cell": "F15", "denominator_cell": "G15"},
        ],
        "overview": [
            {
                "quarter": NOW,
                "provider_id": row["provider_id"],
                "provider": row["provider"],
                "position": row["position"],
                "figures": 3,
            }
            | {"theme": theme, "status": "left" if row["provider_id"] == "A3" else "uncertain", "indicator": "TER-2"}
            for row in _providers()
            for theme in ("reach", "lead_times")
        ],
        "status_counts": [
            {"quarter": quarter, "theme": theme, "status": "uncertain", "providers": 3}
            for quarter in QUARTERS
            for theme in ("reach", "lead_times")
        ],
        **_talk(),
        "meta": [
            {"key": key, "value": value}
            for key, value in {
                "id": HASH,
                "audience": "intern",
                "schema_version": str(store.SCHEMA_VERSION),
                "municipality": "Lindendaal",
                "umbrella_agreement": "Koepelovereenkomst",
                "ledger_position": "12",
                "published_at": "2026-02-09T14:20:05Z",
            }.items()
        ],
    }


def _talk() -> dict[str, list[dict]]:
    """A talk in which people wrote much, and not for a machine."""
    about = {"provider_id": "A1", "quarter": NOW}
    written = {"written_by": "x", "written_at": "2026-02-08T10:00:00Z"}
    return {
        "talks": [about | {"state": "discussed", "held_on": "2026-02-08", "present_provider": "bestuurder", "sentence": "Besproken."}],
        "talk_points": [
            about | {"position": 1, "kind": "changed", "theme": "reach", "indicator": "BER-5", "grain": "provider", "sentence": CHANGED}
        ],
        "talk_commentary": [
            about | written
            | {"indicator": "TER-2", "side": "provider", "text": LONG, "function": "director", "value_then": 70.0}
            | {"value_now": 75.0, "restated": True, "respond_by": "2026-02-20", "response": "waiting"}
        ],
        "talk_notes": [
            about | written
            | {"note_id": "S1", "kind": "question", "noted_in": NOW, "text": f"Waarom?\n{WRITTEN}", "function": "manager"},
            about | written
            | {"note_id": "S2", "kind": "staffing", "noted_in": NOW, "text": "y" * 9_000, "function": "manager"},
        ],
        "talk_actions": [
            about
            | {"action_id": "A0001", "opened_in": "2025-K3", "carried_over": True, "indicator": "TER-2", "text": LONG}
            | {"owner": "director", "due_on": "2026-03-01", "state": "running", "escalation": "discuss", "overdue": False}
        ],
    }  # fmt: skip


def publish(place: Path, *, more: dict[str, list[dict]] | None = None) -> Path:
    """Write the publication under `place`, with `more` rows of its tables, and return its file."""
    folder = publications_folder(place)
    folder.mkdir()
    path = folder / "intern-1.duckdb"
    rows = _rows()
    for table, added in (more or {}).items():
        rows[table] = [*rows.get(table, []), *added]
    handwritten.write(path, rows)
    (folder / store.POINTER).write_text(path.name, encoding="utf-8")
    return path
