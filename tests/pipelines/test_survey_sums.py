"""Sums over weights are the same to the last digit in whatever order the rows come: so a publication has one id."""

from __future__ import annotations

import duckdb
import numpy as np
import pandas as pd
import pytest

from pipelines.warehouse import Warehouse


@pytest.mark.parametrize(("question", "partners"), [("survey_counts", False), ("survey_voices", True)])
def test_the_order_of_rows_changes_no_digit(question: str, partners: bool):
    made, count = np.random.default_rng(3), 900
    warehouse = Warehouse(duckdb.connect())
    answers = pd.DataFrame({
        "delivery_id": "L-1", "wave_id": "w", "respondent": np.arange(count), "item": "i", "option": pd.Series(None, dtype="str"),
        "answer": made.choice(["ja", "nee"], count), "score": 1.0,
        "missing": pd.Series([None] * count, dtype="str"),
    })  # fmt: skip
    voices = pd.DataFrame({
        "delivery_id": "L-1", "wave_id": "w", "respondent": np.arange(count), "provider_id": "berk",
        "district": pd.Series([None] * count, dtype="str"), "voice": made.integers(0, 90, count).astype(str),
        "weight": made.lognormal(0, 0.7, count), "by_organisation": partners,
    })  # fmt: skip
    found = []
    for seed in range(8):
        warehouse.connection.execute("delete from survey_answer")
        warehouse.append(seed, "L-1", {"survey_answer": answers.sample(frac=1, random_state=seed)})
        shuffled = voices.sample(frac=1, random_state=seed + 100)
        found.append(warehouse.ask(question, survey_voice=shuffled))
    for other in found[1:]:
        pd.testing.assert_frame_equal(found[0], other, check_exact=True)
    of_one = voices.merge(answers[["respondent", "answer"]], on="respondent").query("answer == 'ja'")
    share = of_one.groupby("voice")["voice"].transform("size") if partners else 1
    expected = of_one["weight"] / (
        answers.merge(voices, on="respondent").groupby("voice").size().reindex(of_one["voice"]).to_numpy()
        if partners
        else share
    )
    assert found[0].set_index("answer").loc["ja", "w"] == pytest.approx(expected.sum(), rel=1e-12)
