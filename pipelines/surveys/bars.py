"""The answers themselves, to draw bars of: shares of results that are shown, and why there was no answer."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from pipelines.surveys.counting import PLACE
from pipelines.surveys.protecting import FEW
from pipelines.surveys.results import PART, weighted_too
from pipelines.surveys.sides import sides
from schemas.scales import Scale, scale_of
from schemas.vocabulary import MissingReason, QuestionKind

NO_ANSWER = "geen antwoord"
_LABELS = {item.value: item.label for item in MissingReason}
_QUESTION = ("wave_id", "item")
_ROWS = [*PART, "position", "answer", "side", "share", "n", "few"]


def bars(answers: pd.DataFrame, items: pd.DataFrame, shown: pd.DataFrame) -> pd.DataFrame:
    """Rows of SURVEY_ANSWERS for the parts in `shown` (PART). answers: of surveys.results.sums_of. Numbers are no bars: each one is somebody's. Reasons for no
    answer are told apart where none of them has one to four people; else all together, and few where they are."""
    whole = weighted_too(answers[answers["kind"].ne(QuestionKind.NUMBER.value)])
    apart = _told_apart(whole)
    cells = whole.merge(shown, on=PART, validate="many_to_one")
    if cells.empty:
        return cells.reindex(columns=_ROWS)
    asked = cells["option"].eq("") | ~cells["kind"].eq(QuestionKind.MULTIPLE.value)
    several = cells["kind"].eq(QuestionKind.MULTIPLE.value) & cells["option"].ne("")
    cells = cells.assign(answer=cells["answer"].where(~several, cells["option"]))
    valid = cells["missing"].eq("") & cells["option"].eq("")
    total = cells[valid].groupby(PART)["w"].sum().rename("whole")
    given = cells[cells["missing"].eq("") & (several | ~cells["kind"].eq(QuestionKind.MULTIPLE.value))]
    given = _every_answer(given, items).merge(total, how="left", left_on=PART, right_index=True)
    given = given.assign(share=100 * given["w"] / given["whole"], few=False, missing="", n=given["n"].round())
    none = _missing(cells[asked & cells["missing"].ne("")], cells[asked & cells["option"].eq("")], apart)
    rows = pd.concat([given, none] if len(none) else [given], ignore_index=True)
    return _placed(rows)[_ROWS]


def _every_answer(given: pd.DataFrame, items: pd.DataFrame) -> pd.DataFrame:
    """Each word of the scale, and each other answer that anybody in the wave gave to the question: a bar of nothing where
    nobody did."""
    key = ["wave_id", "item", "answer"]
    summed = given.groupby([*PART, "answer", "side", "score"], as_index=False, dropna=False)[["n", "w"]].sum()
    ways = pd.concat([summed[[*key, "side", "score"]], _words(items, summed)], ignore_index=True).drop_duplicates(key)
    full = summed[PART].drop_duplicates().merge(ways, on=["wave_id", "item"], validate="many_to_many")
    known = summed.groupby([*PART, "answer"], as_index=False)[["n", "w"]].sum()
    return full.merge(known, how="left", on=[*PART, "answer"], validate="one_to_one").fillna({"n": 0.0, "w": 0.0})


def _words(items: pd.DataFrame, given: pd.DataFrame) -> pd.DataFrame:
    """The words of the scale of each question; of a turned question (agreeing is bad), which its answers tell, with the
    scores turned too."""
    scores: dict[tuple[str, str], dict[str, float]] = {}
    for wave, item, word, score in zip(
        *(given[name].tolist() for name in (*_QUESTION, "answer", "score")), strict=True
    ):
        scores.setdefault((wave, item), {})[word] = score
    about = items[["wave_id", "item", "kind", "scale"]].itertuples(index=False, name=None)
    rows = [
        (wave, item, kind, code, word, score)
        for wave, item, kind, code in about
        if (scale := scale_of(code if isinstance(code, str) else None))
        for word, score in _scores(scale, scores.get((wave, item), {})).items()
    ]
    words = pd.DataFrame(rows, columns=["wave_id", "item", "kind", "scale", "answer", "score"])
    return words.assign(side=sides(words).fillna("") if rows else None)[["wave_id", "item", "answer", "side", "score"]]


def _scores(scale: Scale, given: Mapping[str, float]) -> dict[str, float]:
    if all(scale.scores.get(word, score) == score for word, score in given.items()):
        return scale.scores
    return {word: scale.lowest + scale.highest - score for word, score in scale.scores.items()}


def _told_apart(cells: pd.DataFrame) -> pd.DataFrame:
    """wave_id and item of questions of which no reason for no answer has one to four people, in any part: shown or not,
    for the whole minus the others would tell it."""
    reasons = cells[cells["missing"].ne("") & ~cells["weighted"] & cells["option"].eq("")]
    numbers = reasons.groupby([*PART, "missing"])["n"].sum().round()
    least = numbers[numbers > 0].groupby(["wave_id", "item"]).min()
    return least[least >= FEW].reset_index()[["wave_id", "item"]]


def _missing(rows: pd.DataFrame, asked: pd.DataFrame, apart: pd.DataFrame) -> pd.DataFrame:
    """Share of who was asked. What is few is decided by the number of people, with and without weights alike."""
    by_reason = pd.MultiIndex.from_frame(rows[["wave_id", "item"]]).isin(pd.MultiIndex.from_frame(apart))
    rows = rows.assign(missing=rows["missing"].where(by_reason, ""))
    rows = rows.groupby([*PART, "missing"], as_index=False)[["n", "w"]].sum()
    rows = rows[rows["n"].round() > 0]
    whole = asked.groupby(PART)["w"].sum().rename("whole")
    rows = rows.merge(whole, how="left", left_on=PART, right_index=True)
    at = pd.MultiIndex.from_frame(rows[["wave_id", "item", *PLACE]])
    few = np.asarray(at.isin(at[rows["n"].round().lt(FEW).to_numpy()]))
    return rows.assign(
        answer=rows["missing"].map(_LABELS).fillna(NO_ANSWER), side="missing", score=np.nan, few=few,
        n=rows["n"].round().mask(few), share=(100 * rows["w"] / rows["whole"]).mask(few),
    )  # fmt: skip


def _placed(rows: pd.DataFrame) -> pd.DataFrame:
    """From most to least favourable; without an order by how many of everybody chose it; missing last."""
    everybody = rows[rows["provider_id"].eq("") & rows["district"].eq("") & ~rows["weighted"]]
    many = everybody.groupby(["wave_id", "item", "answer"])["n"].first().rename("many")
    rows = rows.merge(many, how="left", left_on=["wave_id", "item", "answer"], right_index=True)
    rows = rows.assign(
        last=rows["side"].eq("missing"), down=-rows["score"].fillna(-np.inf), less=-rows["many"].fillna(0)
    )
    order = ["wave_id", "item", "last", "down", "less", "answer"]
    rows = rows.sort_values(order, kind="stable")
    position = rows[["wave_id", "item", "last", "answer"]].drop_duplicates()
    position = position.assign(position=position.groupby(["wave_id", "item"]).cumcount())
    rows = rows.merge(position, on=["wave_id", "item", "last", "answer"], validate="many_to_one")
    return rows.assign(side=rows["side"].where(rows["side"].ne(""), None))
