"""Which slots a survey fills: per provider it is about, or the quarter as a whole."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pipelines.surveys.facts import ABOUT_A_PROVIDER, WaveFacts

WHOLE = "*"


def survey_slots(frames: Mapping[str, pd.DataFrame], facts: WaveFacts) -> list[tuple[str, str, str]]:
    """(provider_id, quarter, data set). Answers that are about no provider, and results that came counted for everyone
    together, fill the slot of the whole; of a panel or a statutory survey that is the wave itself, so that a quarter may
    hold two."""
    providers: set[str] = set()
    for table in ("survey_respondent", "survey_counted"):
        if table in frames and len(frames[table]):
            providers |= {WHOLE if pd.isna(name) else str(name) for name in frames[table]["provider_id"].unique()}
    return [(name, _when(name, facts), facts.kind.value) for name in sorted(providers or {WHOLE})]


def _when(provider: str, facts: WaveFacts) -> str:
    return facts.wave_id if provider == WHOLE and facts.kind not in ABOUT_A_PROVIDER else facts.quarter
