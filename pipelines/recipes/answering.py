"""Answers of a survey counted: per provider and period how many agree, of how many valid answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd

from pipelines.findings import Finding
from pipelines.recipes.declaration import Answers
from pipelines.register import folded
from pipelines.sources.table import Place, Tidy
from schemas.scales import NO_ANSWER, plain_answer
from schemas.vocabulary import Severity

OPEN_QUESTION = 12  # more different answers outside the scale than this
MANY_MISSING = 0.25  # more than this share without a valid answer is worth a warning


def read_answers(texts: pd.Series, answers: Answers) -> pd.Series:
    """Our word per answer, NO_ANSWER for none; missing (NaN) where the answer does not belong to the scale."""
    labels = {plain_answer(theirs): ours for theirs, ours in answers.labels.items()}
    known = {text: labels.get(plain_answer(text)) or answers.declared.word(text) for text in texts.unique()}
    return texts.map(known).astype("str")


def count_answers(
    tidy: Tidy, answers: Answers, texts: pd.Series, *, letter: str, leave_out: Callable[[Tidy], None]
) -> Tidy:
    """From a row per answer to a row per provider, sub-agreement, period and breakdown value. `tidy` holds a row per
    answer; missing answers leave numerator and denominator and are told in the note."""
    words = read_answers(texts, answers)
    for origin in tidy.frame["origin"].unique():
        tidy.places[(str(origin), "numerator")] = Place(answers.column, (letter,))
    tidy.texts["numerator"] = texts
    tidy.frame["word"] = words
    strange = texts[words.isna()].nunique()
    if strange > OPEN_QUESTION:  # an open question; its answers are not echoed
        tidy.findings.append(Finding("no_scale", column=answers.column, detail=str(strange)))
        words = words.fillna(NO_ANSWER)
        tidy.frame["word"] = words
    for index in np.flatnonzero(words.isna()).tolist():
        tidy.add("unknown_answer", index, "numerator", detail="; ".join((*answers.declared.words, NO_ANSWER)))
    leave_out(tidy)
    return _grouped(tidy, answers, letter)


def _grouped(tidy: Tidy, answers: Answers, letter: str) -> Tidy:
    rows = tidy.frame[tidy.frame["period"].notna() & tidy.frame["word"].notna()]
    keys = [rows["provider_id"].map(folded, na_action="ignore"),
            *(rows[name] for name in ("sub_agreement_id", "period", "breakdown", "breakdown_value"))]  # fmt: skip
    firsts, members, findings = [], {}, list(tidy.findings)
    for _, group in rows.groupby(keys, dropna=False, sort=False):
        valid = group[group["word"] != NO_ANSWER]
        absent = len(group) - len(valid)
        first = group.iloc[0]
        if valid.empty:
            findings.append(_told(first, answers, letter, code="no_valid_answers", severity=Severity.SKIPPED, of=group))
            continue
        if absent > MANY_MISSING * len(group):
            findings.append(
                _told(first, answers, letter, code="many_missing_answers", severity=Severity.WARNING, of=group)
            )
        members[(first["sheet"], int(first["row"]), first["indicator"])] = frozenset(group["row"].tolist())
        firsts.append((group.index[0], len(valid), valid["word"].isin(answers.declared.favourable).sum(), absent,
                       int(group["row"].max())))  # fmt: skip
    return _together(tidy, firsts, letter, members=members, findings=findings)


def _told(
    first: pd.Series, answers: Answers, letter: str, *, code: str, severity: Severity, of: pd.DataFrame
) -> Finding:
    absent = int((of["word"] == NO_ANSWER).sum())
    return Finding(
        code, severity, first["sheet"] or None, int(first["row"]), answers.column, f"{letter}{int(first['row'])}",
        detail=f"{absent} van {len(of)}", indicator=first["indicator"],
    )  # fmt: skip


def _together(
    tidy: Tidy,
    firsts: list[tuple[int, int, int, int, int]],
    letter: str,
    *,
    members: dict[tuple[str, int, str], frozenset[int]],
    findings: list[Finding],
) -> Tidy:
    at = [index for index, *_ in firsts]
    frame = tidy.frame.loc[at].drop(columns="word").reset_index(drop=True)
    counts = pd.DataFrame([row[1:] for row in firsts], columns=["valid", "agreed", "absent", "last"], dtype="int64")
    frame["denominator"], frame["numerator"] = counts["valid"].astype("float64"), counts["agreed"].astype("float64")
    said = [_note(valid, absent) for valid, absent in zip(counts["valid"], counts["absent"], strict=True)]
    given = frame["recipe_note"].fillna("")
    frame["recipe_note"] = (given.where(given == "", given + "; ") + pd.Series(said, dtype="str")).astype("str")
    cells = [f"{letter}{row}:{letter}{last}" for row, last in zip(frame["row"], counts["last"], strict=True)]
    frame["numerator_cell"] = frame["denominator_cell"] = pd.Series(cells, dtype="str")
    texts = tidy.texts.loc[at].drop(columns="numerator").reset_index(drop=True)
    return replace(tidy, frame=frame, texts=texts, findings=findings, members=members)


def _note(valid: int, absent: int) -> str:
    return f"{valid} geldige antwoorden, {absent} zonder antwoord (weet niet, n.v.t. of leeg)"
