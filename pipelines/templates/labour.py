"""The workbook Vacatures en plaatsingen: vacancies, candidates by reference, and what came of putting them forward."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pandas as pd

from pipelines.templates.workbook import write_workbook
from schemas.labour import LABOUR_SHEETS
from schemas.quarter import Quarter
from schemas.target_groups import GROUP_LABELS

_STEPS = (
    "Geef de stand van {last}: alle vacatures en trajecten van de laatste twee jaar, en van plaatsingen die nog lopen. Zo is "
    "te zien wie na een half jaar en na een jaar nog werkt.",
    "Zet op het blad Trajecten één rij per kandidaat en vacature: van voordracht tot en met wat er daarna kwam.",
    "Op het blad Kandidaten staat wie een plek zoekt. Een kandidaat uit het bestand van de gemeente heeft geen aanbieder.",
    "De kandidaat_ref is een kenmerk dat bij u is gemaakt en niemand aanwijst, zoals een hash. Dezelfde kandidaat heeft "
    "steeds hetzelfde kenmerk.",
    "Zet nergens namen, geboortedatums, adressen, telefoonnummers of burgerservicenummers. Een bestand waarin "
    "burgerservicenummers staan, wordt vernietigd.",
    "Doelgroepen: {groups}.",
)


def write_labour(
    path: Path | BytesIO,
    sheets: Mapping[str, pd.DataFrame],
    *,
    provider: str,
    municipality: str,
    quarter: Quarter,
    remark: str = "",
) -> None:
    """Write the workbook of one provider (or of the municipality itself) for one quarter. sheets: form name -> the fields
    of schemas.labour, where filled. The same input gives the same bytes.
    remark: how this state came to be, where nobody sent it."""
    told = {"last": f"{quarter.last_day:%d-%m-%Y}", "groups": ", ".join(GROUP_LABELS)}
    write_workbook(
        path, LABOUR_SHEETS, sheets, title=f"Vacatures en plaatsingen {quarter.label} - {provider}",
        heading=f"Vacatures en plaatsingen {quarter.label}, {provider}, voor {municipality}",
        steps=[*([remark] if remark else []), *(step.format(**told) for step in _STEPS)], frozen=3,
    )  # fmt: skip
