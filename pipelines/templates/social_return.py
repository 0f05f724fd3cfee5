"""The workbook Social return: four sheets with one row each per obligation, entry, invoice or certificate."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pandas as pd

from pipelines.templates.workbook import write_workbook
from schemas.quarter import Quarter
from schemas.social_return import SOCIAL_RETURN_SHEETS
from schemas.target_groups import GROUP_LABELS

_STEPS = (
    "Geef de stand van {last}: alle verplichtingen, en alle inzet sinds het begin van elke verplichting.",
    "Zet op het blad Inzet één rij per plaatsing, stage, training, inkoop of activiteit. Houd het kenmerk elk kwartaal "
    "hetzelfde, ook als er iets verandert.",
    "De kandidaat_ref is een kenmerk dat bij u is gemaakt en niemand aanwijst, zoals een hash. Dezelfde kandidaat heeft "
    "steeds hetzelfde kenmerk.",
    "Stuur geen bewijsstukken mee. Schrijf alleen welk bewijs er is, wanneer het is gezien en door welke functie.",
    "Grondslag, percentage en bouwblokkentabel liggen vast bij de gunning en veranderen niet meer.",
    "Zet nergens namen, geboortedatums, adressen of burgerservicenummers. Een bestand waarin ze staan, wordt vernietigd.",
    "Doelgroepen: {groups}.",
)


def write_social_return(
    path: Path | BytesIO,
    sheets: Mapping[str, pd.DataFrame],
    *,
    provider: str,
    municipality: str,
    quarter: Quarter,
    remark: str = "",
) -> None:
    """Write the workbook of one provider for one quarter. sheets: form name -> the fields of schemas.social_return, where
    filled. The same input gives the same bytes.
    remark: how this state came to be, where nobody sent it."""
    told = {"last": f"{quarter.last_day:%d-%m-%Y}", "groups": ", ".join(GROUP_LABELS)}
    write_workbook(
        path, SOCIAL_RETURN_SHEETS, sheets, title=f"Social return {quarter.label} - {provider}",
        heading=f"Social return {quarter.label}, {provider}, voor {municipality}",
        steps=[*([remark] if remark else []), *(step.format(**told) for step in _STEPS)], frozen=4,
    )  # fmt: skip
