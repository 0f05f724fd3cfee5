"""Whether an answer is favourable, neutral or unfavourable, and which group of answers it counts in."""

from __future__ import annotations

import pandas as pd

from schemas.scales import scale_of
from schemas.vocabulary import QuestionKind

FAVOURABLE, NEUTRAL, UNFAVOURABLE = "favourable", "neutral", "unfavourable"
GRADE_BANDS = {
    UNFAVOURABLE: "onvoldoende (5 of lager)",
    NEUTRAL: "voldoende (tussen 5 en 8)",
    FAVOURABLE: "goed (8 of hoger)",
}
NPS_GROUPS = {FAVOURABLE: "promotor", NEUTRAL: "passief", UNFAVOURABLE: "criticaster"}
_NONE = float("-inf")  # NaN is not equal to itself
_SIDED = (QuestionKind.SCALE.value, QuestionKind.NPS.value)
BANDS = {QuestionKind.GRADE.value: GRADE_BANDS, QuestionKind.NPS.value: NPS_GROUPS}


def sides(answers: pd.DataFrame) -> pd.Series:
    """The side of every answer (columns kind, scale, answer, score); missing where there is no order."""
    keys = answers[["kind", "scale", "answer", "score"]].fillna({"score": _NONE})
    known = {key: _side(*key) for key in set(keys.itertuples(index=False, name=None))}
    return pd.Series([known[key] for key in keys.itertuples(index=False, name=None)], index=answers.index, dtype="str")


def _side(kind: str, scale: str, answer: str, score: float) -> str | None:
    if not answer or score == _NONE:
        return None
    if kind == QuestionKind.GRADE.value:  # by section 3: 5 or lower, 8 or higher
        return UNFAVOURABLE if score <= 5 else FAVOURABLE if score >= 8 else NEUTRAL
    known = scale_of(scale) if kind in _SIDED else None
    # the larger the score the more favourable, also of a question that is turned (agreeing is bad)
    return known.side(score) if known else None
