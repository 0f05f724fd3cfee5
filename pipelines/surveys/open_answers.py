"""Open answers: kept apart, marked where they may point at a person, and shown by nobody until they are released."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from pipelines.sources.table import Tidy
from pipelines.surveys.export import Asked
from pipelines.surveys.marks import SERVICE_NUMBER, marked
from schemas.questions import own_code
from schemas.scales import missing_reason
from schemas.surveys import OPEN_ANSWER

_TYPES = {name: "int64" if kind == "bigint" else "str" for name, kind in OPEN_ANSWER.items()}


def open_rows(
    asked: Sequence[Asked], answers: pd.DataFrame, *, number: np.ndarray, people: pd.DataFrame, sheet: str
) -> pd.DataFrame:
    """The open columns of an export as survey_open_answer. `number`: per row of answers its respondent, 0 for none."""
    provider = people.set_index("respondent")["provider_id"]
    parts, seen = [], dict[str, int]()
    for column in asked:
        if not column.open:
            continue
        item = own_code(column.text)
        times = seen[item] = seen.get(item, 0) + 1  # "Toelichting" stands under many a question
        texts = answers[column.key].fillna("").str.strip()
        none = [text for text in texts.unique() if missing_reason(text) is not None]
        kept = (number > 0) & ~texts.isin(none).to_numpy()
        parts.append(pd.DataFrame({
            "respondent": number[kept], "provider_id": provider.reindex(number[kept]).to_numpy(),
            "item": item if times == 1 else f"{item}-{times}", "question": column.text, "text": texts[kept].to_numpy(), "row": answers.index.to_numpy()[kept],
        }))  # fmt: skip
    return _complete(pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(), people, sheet=sheet)


def open_rows_of_form(tidy: Tidy, people: pd.DataFrame, known: dict[tuple[str, str], int]) -> pd.DataFrame:
    """The sheet `open antwoorden`. `known`: respondent and provider as in the file (folded) -> number; an open answer of
    somebody who is not among the answers is kept without a number (0)."""
    frame = tidy.frame[tidy.frame["text"].notna() & tidy.frame["question"].notna()]
    frame = frame[~frame["text"].fillna("").map(lambda text: missing_reason(text) is not None).astype(bool)]
    keys = zip(frame["respondent"].fillna("").map(_plain), frame["provider"].fillna("").map(_plain), strict=True)
    number = [known.get(key, 0) for key in keys]
    provider = people.set_index("respondent")["provider_id"].reindex(number).to_numpy()
    rows = pd.DataFrame({
        "respondent": number, "provider_id": provider, "item": frame["question"].map(own_code).to_numpy(),
        "question": frame["question"].to_numpy(),
        "text": frame["text"].to_numpy(), "row": frame["row"].to_numpy(),
    })  # fmt: skip
    sheet = str(frame["sheet"].iat[0]) if len(frame) else ""
    return _complete(rows, people, sheet=sheet)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _complete(rows: pd.DataFrame, people: pd.DataFrame, *, sheet: str) -> pd.DataFrame:
    """With marks; what holds a citizen service number is not kept."""
    wave = str(people["wave_id"].iat[0]) if len(people) else ""
    if rows.empty:
        return pd.DataFrame(columns=list(OPEN_ANSWER)).astype(_TYPES)
    marks = marked(rows["text"])
    found = rows.assign(wave_id=wave, marks=marks, sheet=sheet)[list(OPEN_ANSWER)]
    return found[~marks.str.contains(SERVICE_NUMBER, regex=False)].reset_index(drop=True).astype(_TYPES)
