"""What comes out of a survey, per question: how many answered and how many did not, to see before it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class QuestionTold:
    """`answered` of the respondents that saw the question; `without` said weet niet, n.v.t. or nothing."""

    column: str
    item: str
    text: str
    answered: int
    without: int


def questions_told(frames: Mapping[str, pd.DataFrame]) -> tuple[QuestionTold, ...]:
    """In the order of the file; () where there are no questions."""
    items, answers = frames.get("survey_item"), frames.get("survey_answer")
    if items is None or answers is None or items.empty:
        return ()
    whole = answers[answers["option"].isna()]  # of a question with more choices the one row of who saw it
    without = whole[whole["missing"].notna()].groupby("item", observed=True).size()
    total = whole.groupby("item", observed=True).size()
    return tuple(
        QuestionTold(
            str(row["letter"]), str(row["item"]), str(row["text"]),
            int(total.get(row["item"], 0)) - int(without.get(row["item"], 0)), int(without.get(row["item"], 0)),
        )
        for row in items.to_dict("records")
    )  # fmt: skip
