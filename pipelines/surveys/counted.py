"""Results that came already counted: per question, provider, district and answer how many gave it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from pipelines.findings import Finding
from pipelines.meant import nearest_code
from pipelines.register import folded
from pipelines.sources.table import Tidy
from pipelines.surveys.answers import expected
from pipelines.surveys.export import Asked
from pipelines.surveys.facts import ABOUT_A_PROVIDER, Choice, WaveFacts
from pipelines.surveys.items import Item, items_of
from pipelines.surveys.own_form import Declared
from schemas.scales import Answer, missing_reason
from schemas.surveys import COUNTED
from schemas.vocabulary import MissingReason, QuestionKind

NUMBER_OFF = 0.5  # a share of n rounds to whole people; shares are told to a whole percent


def counted_rows(
    tidy: Tidy, facts: WaveFacts, questions: Declared, providers: Mapping[str, str]
) -> tuple[list[Item], pd.DataFrame, list[Finding]]:
    """The items of the sheet `uitkomsten`, its rows as survey_counted, and what is wrong with them."""
    frame = tidy.frame
    before = len(tidy.findings)
    provider = _providers(tidy, facts, providers)
    letters = {text: f"#{place}" for place, text in enumerate(frame["question"].dropna().unique())}
    asked = tuple(Asked(letter, questions.text(text)) for text, letter in letters.items())
    said = {
        letter: frame.loc[frame["question"] == text, "answer"].fillna("").reset_index(drop=True)
        for text, letter in letters.items()
    }
    answers = pd.DataFrame(said).fillna("").astype("str")
    choices = {letter: Choice(found) for text, letter in letters.items() if (found := questions.question(text))}
    items = items_of(asked, answers, choices=choices, kind=facts.kind)
    items = [replace(item, reason=None) for item in items]  # a list of answers is no proof of free text
    by_letter = {item.first.letter: item for item in items}
    rows = []
    for place, row in enumerate(frame.to_dict("records")):
        item = by_letter.get(letters.get(row["question"], "")) if isinstance(row["question"], str) else None
        if item is None or not isinstance(row["answer"], str):
            continue
        rows.append(_row(tidy, place, row, item=item, provider=provider[place], facts=facts))
    found = pd.DataFrame([row for row in rows if row], columns=list(COUNTED))
    several = [text for text, letter in letters.items() if by_letter[letter].question.kind is QuestionKind.MULTIPLE]
    _check_sums(tidy, provider, several)
    return items, found.astype(_TYPES), tidy.findings[before:]


_TYPES = {name: {"double": "float64", "bigint": "int64", "varchar": "str"}[kind] for name, kind in COUNTED.items()}


def _providers(tidy: Tidy, facts: WaveFacts, providers: Mapping[str, str]) -> list[str | None]:
    said = tidy.frame["provider"].fillna("").tolist()
    if not facts.per_provider:
        return [None] * len(said)
    found = [facts.provider_id or providers.get(folded(text)) if text or facts.provider_id else None for text in said]
    if facts.kind in ABOUT_A_PROVIDER and not any(found) and not any(said):
        tidy.findings.append(Finding("survey_no_provider", sheet=str(tidy.frame["sheet"].iat[0]) or None))
        return found
    for place, text in enumerate(said):
        if text and found[place] is None:
            tidy.add("unknown_provider", place, "provider", detail=nearest_code(text, providers))
        elif not text and found[place] is None and facts.kind in ABOUT_A_PROVIDER:
            tidy.add("survey_provider_empty", place, "provider")
    return found


def _row(
    tidy: Tidy, place: int, row: Mapping[object, object], *, item: Item, provider: str | None, facts: WaveFacts
) -> dict[str, object] | None:
    """One answer with how many gave it."""
    text = str(row["answer"])
    missing = missing_reason(text)
    read = item.scale.read(text) if item.scale is not None and missing is None else None
    if item.scale is not None and missing is None and read is None:
        code, detail = expected(item)
        tidy.add(code, place, "answer", detail=detail)
        return None
    score = read.score if isinstance(read, Answer) else np.nan
    if item.question.reversed and item.scale is not None:
        score = item.scale.lowest + item.scale.highest - score
    word = None if missing is not None else (read.word if isinstance(read, Answer) else " ".join(text.split()))
    several = item.question.kind is QuestionKind.MULTIPLE
    return {
        "wave_id": facts.wave_id, "item": item.code, "provider_id": provider,
        "district": _text(row["district"]), "option": word if several else None, "answer": word, "score": score,
        "missing": missing.value if isinstance(missing, MissingReason) else None, "number": _number(row),
        "sheet": row["sheet"], "row": row["row"],
    }  # fmt: skip


def _text(value: object) -> str | None:
    return " ".join(value.split()) if isinstance(value, str) and value.strip() else None


def _number(row: Mapping[object, object]) -> float:
    """How many: as told, else the share of n in whole people, half up."""
    number, share, n = (float(str(row[name])) for name in ("number", "share", "n"))
    return number if not np.isnan(number) else float(np.floor(share * n / 100 + 0.5))


def _check_sums(tidy: Tidy, provider: Sequence[str | None], several: Sequence[str]) -> None:
    """The answers to one question are together n, and their shares 100 (but for rounding); not of the questions of
    which people chose `several`."""
    frame = tidy.frame.assign(
        who=[name or "" for name in provider], where=tidy.frame["district"].fillna(""),
        valid=[isinstance(text, str) and missing_reason(text) is None for text in tidy.frame["answer"]],
    )  # fmt: skip
    one = frame["valid"] & ~frame["question"].isin(list(several))
    for _, same in frame[one].groupby(["question", "who", "where"], sort=False):
        first = int(same.index[0])
        n = same["n"].dropna().unique()
        if len(n) > 1:
            tidy.add("survey_n_differs", first, "n", detail=", ".join(f"{value:.0f}" for value in n[:3]))
        elif len(n) and same["number"].notna().all() and same["number"].sum() != n[0]:
            tidy.add("survey_sum", first, "number", detail=f"{same['number'].sum():.0f} en n is {n[0]:.0f}")
        elif same["share"].notna().all() and abs(same["share"].sum() - 100) > NUMBER_OFF * len(same):
            tidy.add("survey_shares", first, "share", detail=f"{same['share'].sum():.0f}")
