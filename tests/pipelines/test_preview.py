"""What a delivery would change: figures, and the reports in which anything is read otherwise."""

from __future__ import annotations

import pandas as pd

from pipelines import preview
from pipelines.preview import compare

ROW = {
    **dict.fromkeys([*preview._FIGURE, *preview._SHOWN, *preview._SAID]), "provider_id": "berk", "provider": "De Berk",
    "sub_agreement": None, "quarter": "2025-K1", "indicator": "BER-2", "value": 3.0, "headline": True,
    "verdict_sentence": "Nog te vroeg.",
}  # fmt: skip


def rows(**changed: object) -> pd.DataFrame:
    return pd.DataFrame([{**ROW, **changed}]).astype(dict.fromkeys(preview._FIGURE, "str"))


def test_a_report_of_which_only_a_sentence_changes_is_counted_and_its_figures_are_not():
    found = compare(rows(), rows(verdict_sentence="Geen aantoonbare verandering."), {("berk", "2025-K1")})
    assert (found.figures, found.changes, found.reports) == (0, (), (("berk", "2025-K1"),))
    assert found.locked == (("berk", "2025-K1"),)


def test_without_any_difference_no_report_is_named():
    assert compare(rows(), rows(), set()).reports == ()
