"""The status of an obligation and the verdict of SR-1 say the same of the same amounts, whatever the tolerances are."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from pipelines.judgement import judge
from pipelines.settings import Settings
from pipelines.social_return.figures import figures

WIDE = replace(Settings(), tolerance_on_track=0.3, tolerance_attention=0.5)
_NUMBERS = ("lower", "upper", "more_than", "months_counted", "months_in_year")
_TEXTS = ("reason_code", "breakdown", "about", "target_period")


def verdict(*stands: tuple[float, float, float], settings: Settings = WIDE) -> Any:
    """stands: (obligation, approved, needed) of each obligation of one provider."""
    made = pd.DataFrame(stands, columns=["obligation", "approved", "needed"])
    rows = figures({"sr_fulfilment": made.assign(provider_id="berk", quarter="2025-K4")})
    bare = rows.assign(indicative=False, **dict.fromkeys(_NUMBERS, np.nan), **dict.fromkeys(_TEXTS))
    (row,) = judge(bare.astype(dict.fromkeys(_TEXTS, "str")), settings).to_dict("records")
    return row


@pytest.mark.parametrize(("approved", "status"), [(11_593.15, "on_track"), (11_593.14, "behind"), (0.0, "behind")])
def test_one_cent_less_than_needed_is_behind_and_never_attention(approved: float, status: str):
    row = verdict((15_500.0, approved, 11_593.15))
    assert row["status"] == status
    assert row["target"] == pytest.approx(100 * 11_593.15 / 15_500)
    if status == "behind":
        assert "geldt geen marge" in row["reason"]


def test_the_lead_of_one_obligation_does_not_make_up_for_another():
    row = verdict((10_000.0, 9_000.0, 4_000.0), (10_000.0, 3_000.0, 4_000.0))
    assert row["value"] == 100 * (9_000 + 3_000) / 20_000
    assert row["target"] == 100 * (9_000 + 4_000) / 20_000
    assert row["status"] == "behind"


def test_where_none_is_behind_the_norm_is_what_is_needed_of_all():
    row = verdict((10_000.0, 9_000.0, 4_000.0), (10_000.0, 4_000.0, 4_000.0))
    assert (row["target"], row["status"]) == (100 * (4_000 + 4_000) / 20_000, "on_track")
