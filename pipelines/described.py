"""The tables that say who and what a publication is about: its providers and its indicators."""

from __future__ import annotations

import pandas as pd

from pipelines.register import Register
from pipelines.settings import Settings
from schemas.indicators.catalogue import CATALOGUE


def provider_table(register: Register) -> pd.DataFrame:
    spans = register.participation.groupby("provider_id").agg(
        joined_on=("joined_on", "min"),
        still=("left_on", lambda s: s.isna().any()),
        left_on=("left_on", "max"),
    )
    spans["left_on"] = spans["left_on"].mask(spans["still"])
    table = register.provider.merge(spans.reset_index(), how="left", on="provider_id", validate="one_to_one")
    table = table.sort_values("provider", key=lambda s: s.str.casefold(), kind="stable").reset_index(drop=True)
    return table.assign(position=range(1, len(table) + 1))  # a page asks for the first to the fortieth


def indicator_table(settings: Settings) -> pd.DataFrame:
    rows = [
        {
            "indicator": item.code, "position": position, "title": item.title, "title_en": item.title_en,
            "question": item.question, "definition": item.definition, "pitfall": item.pitfall,
            "theme": item.theme.value, "unit": item.unit.value, "direction": item.direction.value,
            "combination": item.combination.value, "evidence": item.evidence.value, "minimum_n": item.minimum_n,
            "rba": item.rba.value, "attributable_to": item.attributable_to.value,
            "judged_against": item.judged_against.value, "made_from": ", ".join(item.made_from) or None,
            "checked_by": item.checked_by, "reviewed_on": item.reviewed_on, "in_use": item.code in settings.in_use,
        }
        for position, item in enumerate(CATALOGUE.values())
    ]  # fmt: skip
    return pd.DataFrame(rows)
