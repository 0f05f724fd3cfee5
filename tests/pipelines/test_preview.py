"""What a delivery would change: figures, and the reports in which anything is read otherwise."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from pipelines import intake, preview
from pipelines.preview import compare
from tests.pipelines.small_town import Town

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


def test_a_delivery_that_counted_before_would_count_once(tmp_path: Path):
    town = Town(tmp_path)
    first = town.accepted("eerst.csv", "berk;D-3;2025-K1;BER-2;20;;;aantal;;;")
    town.accepted("later.csv", "berk;D-3;2025-K1;BER-2;25;;;aantal;;;")
    found = intake.weighed(town.home, intake.case(town.home, first)).preview
    assert found is not None
    assert [(item.before, item.after) for item in found.changes if item.indicator == "BER-2"] == [(25.0, 20.0)]
