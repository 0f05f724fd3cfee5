"""The margins a wave was weighted to, as published: without the numbers that would tell of a hidden district."""

from __future__ import annotations

import pandas as pd

from pipelines.surveys.counting import Counts
from pipelines.surveys.protecting import MINIMUM_N, Parts
from pipelines.surveys.weights import JOINED, MARGIN_COLUMNS

_WORDS = {"age_band": "leeftijdsgroep", "sex": "geslacht", "district": "wijk"}
_TELLING = ["respondents", "share_answered"]


def margins(counts: Counts, parts: list[Parts]) -> pd.DataFrame:
    """Rows of SURVEY_MARGINS. A margin that would tell how many answered in a hidden district, or that has a category of
    fewer than ten, is told without how many answered."""
    hidden = {part.wave_id: part for part in parts if part.kind == "district"}
    found = [_told(found.margins, hidden.get(wave)) for wave, found in counts.weighed.items() if len(found.margins)]
    whole = pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=MARGIN_COLUMNS)
    return whole.assign(margin=whole["margin"].map(_WORDS))


def _told(rows: pd.DataFrame, districts: Parts | None) -> pd.DataFrame:
    kept = []
    for name, part in rows.groupby("margin", sort=False):
        small = part["respondents"].lt(MINIMUM_N).any()
        gives_away = name == "district" and districts is not None and not _safe(part, districts)
        kept.append(part.assign(**dict.fromkeys(_TELLING)) if small or gives_away else part)
    return pd.concat(kept, ignore_index=True)


def _safe(rows: pd.DataFrame, districts: Parts) -> bool:
    """Whether each category has no hidden district, or two or more with ten people together."""
    for category in rows["members"]:
        away = [name for name in category.split(JOINED) if name in districts.hidden]
        if away and (len(away) < 2 or sum(districts.people.get(name, 0) for name in away) < MINIMUM_N):
            return False
    return True
