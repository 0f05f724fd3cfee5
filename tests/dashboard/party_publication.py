"""What the page Partijen and the public page need on top of the small publication."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from dashboard.readings import Door, Readings
from schemas.place import publications_folder
from tests.dashboard import handwritten

EVIL = "<script>alert(1)</script> $x^2$ # `tik`"
UMBRELLA = {"umbrella_agreement_id": "KO-1"}
ROWS: dict[str, list[dict[str, Any]]] = {
    "umbrella_agreements": [
        {**UMBRELLA, "title": "Koepelovereenkomst", "municipality": "Lindendaal", "starts_on": date(2022, 7, 1),
         "ends_on": date(2028, 6, 30), "published_on": date(2022, 1, 17), "questions_until": date(2022, 2, 14),
         "sentence": "Loopt van 1 juli 2022 tot en met 30 juni 2028."},
    ],
    "umbrella_rules": [
        {**UMBRELLA, "position": 0, "subject": "consultation", "rule": "Twee keer per jaar komt het netwerk bijeen."},
        {**UMBRELLA, "position": 1, "subject": "term", "rule": EVIL},
    ],
    "participations": [
        {**UMBRELLA, "provider_id": "linde", "joined_on": date(2022, 7, 1), "admission": "Voldoet aan alle 2 eisen."},
        {**UMBRELLA, "provider_id": "nieuw", "joined_on": date(2025, 7, 1), "left_on": date(2025, 11, 30),
         "joined_because": "Er was een wachtlijst.", "left_because": "Gestopt."},
    ],
    "admissions": [
        {"provider_id": "linde", "requirement": "Keurmerk", "since": date(2022, 6, 1), "until": date(2023, 1, 31), "met": False},
        {"provider_id": "linde", "requirement": "Keurmerk", "since": date(2023, 2, 1), "met": True, "evidence": "certificaat"},
    ],
    "proposal_steps": [
        {"proposal_id": "V-1", "position": 0, "provider_id": "nieuw", "title": "Steun", "phase": "preliminary_proposal",
         "on_day": date(2025, 2, 1), "latest": False},
        {"proposal_id": "V-1", "position": 1, "provider_id": "nieuw", "title": "Steun", "phase": "withdrawn",
         "on_day": date(2025, 3, 1), "discussed": EVIL, "decision": "Ingetrokken.", "latest": True},
    ],
    "network_meetings": [
        {"meeting_id": "N-1", "held_on": date(2025, 6, 12), "kind": "network", "subject": "Normen",
         "represented": "De Linde", "providers": 1},
    ],
    "consultation_decisions": [
        {"decision_id": "TB-1", "meeting_id": "N-1", "decided_on": date(2025, 6, 12), "subject": "Tekort",
         "decision": "De norm gaat omlaag.", "applies_from": date(2025, 7, 1), "consequence": "TER-2 van 85% naar 80%."},
    ],
    "agreement_versions": [
        {"sub_agreement_id": "linde-1", "version": 1, "valid_from": date(2022, 7, 1)},
        {"sub_agreement_id": "linde-1", "version": 2, "valid_from": date(2025, 7, 1), "changed": "Norm.", "decision_id": "TB-1"},
    ],
    "sub_agreements": [{"sub_agreement_id": "linde-1", "provider_id": "linde", "title": "Begeleiding"}],
    "predecessors": [
        {"provider_id": "nieuw", "predecessor_id": "linde", "since": date(2025, 7, 1), "kind": "merger", "stitched": False,
         "sentence": "fusie: de cijfers van daarvoor zijn er niet bij."},
    ],
    "network_events": [
        {"position": place, "on_day": day, "kind": kind, "provider_id": provider, "text": text}
        for place, (day, kind, provider, text) in enumerate((
            (date(2022, 7, 1), "started", None, "Ingegaan."),
            (date(2025, 2, 1), "proposal", "nieuw", "Nieuwkomer, Steun: voorlopig voorstel."),
            (date(2025, 6, 12), "meeting", None, "Netwerk: Normen."),
            (date(2025, 6, 12), "decision", None, "Tekort: de norm gaat omlaag."),
            (date(2025, 7, 1), "joined", "nieuw", "Nieuwkomer trad toe."),
            (date(2025, 11, 30), "left", "nieuw", "Nieuwkomer trad uit."),
            (date(2028, 6, 30), "ends", None, "Loopt af."),
        ))
    ],
    "network_figures": [
        {**UMBRELLA, "indicator": code, "quarter": quarter, "value": value, "unit": "count", "sentence": f"{code}: {value:.0f}."}
        for quarter, values in (("2025-K3", (2.0, 1.0, 0.0)), ("2025-K4", (1.0, 0.0, 1.0)))
        for code, value in zip(("NET-1", "NET-2", "NET-3"), values, strict=True)
    ],
}  # fmt: skip


def with_parties(publish: Any, home: Path, rows: dict[str, list[dict[str, Any]]] = ROWS) -> Readings:
    """The small publication with all of this in it, open."""
    publish("intern-1.duckdb")
    handwritten.write(
        publications_folder(home) / "intern-1.duckdb", rows,
        "update providers set joined_on = date '2025-07-01' where provider_id = 'nieuw'",
    )  # fmt: skip
    return Door(home).open()
