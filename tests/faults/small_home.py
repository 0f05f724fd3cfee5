"""A municipality of three providers, small enough to kill fifty times."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from pipelines.templates import write_register

PROVIDERS = [f"p{number}" for number in range(1, 4)]


def small_register(path: Path) -> None:
    start = pd.Timestamp("2024-01-01")
    write_register(
        path,
        {
            "koepelovereenkomst": pd.DataFrame(
                {
                    "umbrella_agreement_id": ["KO"], "title": ["Koepel"], "municipality_code": ["GM9999"],
                    "municipality": ["Gemeente Proef"], "starts_on": [start], "ends_on": [pd.NaT],
                }
            ),
            "aanbieders": pd.DataFrame({"provider_id": PROVIDERS, "provider": [f"Aanbieder {p}" for p in PROVIDERS]}),
            "deelovereenkomsten": pd.DataFrame(
                {
                    "sub_agreement_id": [f"D-{p}" for p in PROVIDERS], "provider_id": PROVIDERS,
                    "title": "Begeleiding", "starts_on": start,
                }
            ),
            "deelname": pd.DataFrame({"umbrella_agreement_id": "KO", "provider_id": PROVIDERS, "joined_on": start}),
            "prestatieafspraken": pd.DataFrame(),
        },
    )  # fmt: skip
