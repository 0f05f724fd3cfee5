"""A social return workbook of Kleindorp, made by hand: De Berk with one obligation and the portfolio of the domain."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
from small_town import Town

from pipelines.templates.social_return import write_social_return
from schemas.quarter import Quarter

QUARTER = "2025-K4"


def promise(quarter: str = QUARTER, **changes: Any) -> dict[str, Any]:
    return {
        "provider_id": "berk", "sub_agreement_id": "D-3", "quarter": quarter, "obligation_id": "SR-1",
        "source": "deelovereenkomst", "basis": "afgesproken opdrachtwaarde", "percentage": 5,
        "contract_value": 850_000, "awarded_on": date(2024, 12, 1), "starts_on": date(2025, 1, 1),
        "ends_on": date(2025, 12, 31), "table_id": "haaglanden-2023", "malus_factor": 1, **changes,
    }  # fmt: skip


def placed(entry: str, group: str, first: date, hours: float, quarter: str = QUARTER, **changes: Any) -> dict[str, Any]:
    return {
        "provider_id": "berk", "sub_agreement_id": "D-3", "quarter": quarter, "obligation_id": "SR-1",
        "entry": f"inzet-{entry}1", "candidate": f"kand-{entry}1", "form": "plaatsing", "target_group": group,
        "starts_on": first, "planned_end": date(2025, 12, 31), "hours": hours, "evidence": "arbeidsovereenkomst",
        "evidence_seen_on": date(2025, 9, 1), "evidence_seen_by": "coördinator", "no_displacement": "ja", **changes,
    }  # fmt: skip


def bought(entry: str, on: date, paid: float, quarter: str = QUARTER, **changes: Any) -> dict[str, Any]:
    return {
        "provider_id": "berk", "sub_agreement_id": "D-3", "quarter": quarter, "obligation_id": "SR-1",
        "entry": f"inzet-{entry}1", "form": "inkoop bij SW of sociale onderneming", "starts_on": on, "paid": paid,
        "evidence": "factuur", **changes,
    }  # fmt: skip


def portfolio(quarter: str = QUARTER) -> list[dict[str, Any]]:
    """Worth 22,356.16 + 7,427.70 + 10,082.19 + 6,500.00 = 46,366.05 (domain, 4.4)."""
    return [
        placed("pw", "WWB", date(2025, 3, 1), 24, quarter),
        placed("bbl", "BBL niveau 2", date(2025, 9, 1), 32, quarter, form="leerwerkbaan"),
        placed("ww", "WW < 1 jaar", date(2025, 7, 1), 36, quarter),
        bought("sw", date(2025, 5, 1), 6500, quarter),
    ]


def workbook(
    path: Path,
    *,
    promises: list[dict[str, Any]] | None = None,
    entries: list[dict[str, Any]] | None = None,
    invoices: list[dict[str, Any]] | None = None,
    certificates: list[dict[str, Any]] | None = None,
) -> Path:
    sheets = {
        "verplichtingen": [promise()] if promises is None else promises,
        "inzet": portfolio() if entries is None else entries,
        "facturen": invoices or [],
        "certificaten": certificates or [],
    }
    frames = {name: pd.DataFrame(rows) for name, rows in sheets.items()}
    write_social_return(path, frames, provider="De Berk", municipality="Kleindorp", quarter=Quarter.parse(QUARTER))
    return path


def delivered(town: Town, name: str = "sr.xlsx", *, accept: bool = True, **sheets: Any) -> Any:
    path = workbook(town.folder / name, **sheets)
    return town.run("deliver", path, "--by", "controller", *(["--accept"] if accept else []))
