"""The answers to each question as our words, with score or the reason why there is none; each distinct text once."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from pipelines.findings import Finding, safe
from pipelines.sources.parsers import parse_number
from pipelines.surveys.export import CHOSEN, Asked, Export
from pipelines.surveys.items import Item
from schemas.questions import option_code
from schemas.scales import Answer, Scale, missing_reason, plain_answer
from schemas.surveys import ANSWER
from schemas.vocabulary import MissingReason, QuestionKind, Severity

MANY_WITHOUT = 0.25  # more than this share weet niet or n.v.t. is worth a warning
ENOUGH = 10  # of fewer people a share says little
TOLD = 5  # different wrong answers of one question that are told one by one
RARE = 3  # an option nobody declared, given by fewer, is somebody's own words
OTHER = "anders"
_REASONS = tuple(MissingReason)
Reading = Answer | MissingReason | None


@dataclass
class Rows:
    """Rows of survey_answer while they are gathered: per question arrays of codes instead of six million texts."""

    words: dict[str, int] = field(default_factory=dict)
    items: list[str] = field(default_factory=list)
    parts: list[tuple[np.ndarray, ...]] = field(default_factory=list)

    def code(self, word: str) -> int:
        return self.words.setdefault(word, len(self.words))

    def add(
        self,
        item: str,
        respondent: np.ndarray,
        *,
        option: np.ndarray | None = None,
        answer: np.ndarray | None = None,
        score: np.ndarray | None = None,
        missing: np.ndarray | None = None,
    ) -> None:
        """Codes are places in `words` (of `missing`: in MissingReason), -1 for none."""
        count = len(respondent)
        none = np.full(count, -1, dtype="int32")
        if item not in self.items:
            self.items.append(item)
        self.parts.append((
            respondent.astype("int32"), np.full(count, self.items.index(item), dtype="int16"),
            none if option is None else option.astype("int32"), none if answer is None else answer.astype("int32"),
            np.full(count, np.nan) if score is None else score,
            none.astype("int8") if missing is None else missing.astype("int8"),
        ))  # fmt: skip

    def frame(self, wave_id: str) -> pd.DataFrame:
        """As schemas.surveys.ANSWER, the texts as categories."""
        empty = [np.array([], dtype=kind) for kind in ("int32", "int16", "int32", "int32", "float64", "int8")]
        whole = [np.concatenate(column) for column in zip(*self.parts, strict=True)] if self.parts else empty
        respondent, item, option, answer, score, missing = whole
        words = pd.Index(self.words, dtype="str")
        reasons = pd.Index([reason.value for reason in _REASONS], dtype="str")
        return pd.DataFrame({
            "wave_id": pd.Categorical.from_codes(np.zeros(len(item), dtype="int8"), pd.Index([wave_id], dtype="str")),
            "respondent": respondent,
            "item": pd.Categorical.from_codes(item, pd.Index(self.items, dtype="str")),
            "option": pd.Categorical.from_codes(option, words),
            "answer": pd.Categorical.from_codes(answer, words),
            "score": score,
            "missing": pd.Categorical.from_codes(missing, reasons),
        })[list(ANSWER)]  # fmt: skip


def read_answers(
    export: Export, items: list[Item], respondent: np.ndarray, wave_id: str
) -> tuple[pd.DataFrame, list[Finding]]:
    """The rows of survey_answer of all questions that can be counted. `respondent`: the number of each row of
    export.answers, 0 for a row that is nobody."""
    rows, findings = Rows(), list[Finding]()
    kept = respondent > 0
    numbers, answers = respondent[kept], export.answers.loc[kept]
    for item in items:
        if item.reason:
            findings.append(_finding(item.reason, export, item.first, detail=item.detail, severity=Severity.WARNING))
        elif item.first.option is not None:
            findings += _read_options(rows, item, answers, numbers, export)
        else:
            findings += _read_one(rows, item, answers[item.first.key], numbers=numbers, export=export)
    return rows.frame(wave_id), findings


def _read_one(rows: Rows, item: Item, texts: pd.Series, *, numbers: np.ndarray, export: Export) -> list[Finding]:
    codes, found_texts = pd.factorize(texts.fillna(""))
    distinct = pd.Index(found_texts)
    counts = np.bincount(codes, minlength=len(distinct))
    said = {plain_answer(theirs): ours for theirs, ours in item.labels.items()}
    reader = _reader(item, {text for text, count in zip(distinct, counts, strict=True) if count < RARE})
    read = [reader(said.get(plain_answer(text), text)) for text in distinct]
    answer = np.array([rows.code(found.word) if isinstance(found, Answer) else -1 for found in read], dtype="int32")
    score = np.array([_score(item, found) for found in read], dtype="float64")
    missing = np.array([_REASONS.index(found) if isinstance(found, MissingReason) else -1 for found in read], "int8")
    rows.add(item.code, numbers, answer=answer.take(codes), score=score.take(codes), missing=missing.take(codes))
    outside = [place for place, found in enumerate(read) if found is None]
    return [*_outside(item, texts, codes=codes, distinct=distinct, outside=outside, export=export),
            *_own_words(item, export, sum(int(counts[at]) for at, found in enumerate(read) if found == _OTHER)),
            *_many_without(item, export, missing.take(codes))]  # fmt: skip


_OTHER = Answer(OTHER, float("nan"))


def _score(item: Item, found: Reading) -> float:
    """The larger the more favourable: of a question where to agree is unfavourable the scale is turned round."""
    if not isinstance(found, Answer):
        return np.nan
    if item.question.reversed and item.scale is not None:
        return item.scale.lowest + item.scale.highest - found.score
    return found.score


def _reader(item: Item, rare: set[str]) -> Callable[[str], Reading]:
    scale = item.scale
    if scale is not None:
        return scale.read
    if item.question.kind is QuestionKind.NUMBER:
        return _number
    declared = {option_code(ours) for ours in item.labels.values()}

    def option(text: str) -> Reading:
        if (missing := missing_reason(text)) is not None:
            return missing
        own = text in rare and option_code(text) not in declared
        return _OTHER if own else Answer(" ".join(text.split()), float("nan"))

    return option


def _number(text: str) -> Reading:
    if (missing := missing_reason(text)) is not None:
        return missing
    value = parse_number(text).value
    return Answer(f"{value:.12g}".replace(".", ","), value) if isinstance(value, float) else None


def _read_options(rows: Rows, item: Item, answers: pd.DataFrame, numbers: np.ndarray, export: Export) -> list[Finding]:
    """One row per option chosen, and per respondent one row without option: who saw the question."""
    seen = np.zeros(len(answers), dtype=bool)
    other, own = np.zeros(len(answers), dtype=bool), 0
    for column in item.asked:
        texts = answers[column.key].fillna("").to_numpy(dtype=object)
        chosen = texts == CHOSEN
        seen |= texts != ""
        option = item.labels.get(column.option or "", column.option or "")
        if missing_reason(option) is not None:
            continue
        if column.place and 0 < chosen.sum() < RARE and not item.labels:  # out of one cell: nobody declared it
            other |= chosen
            own += int(chosen.sum())
        elif chosen.any():
            code = np.full(int(chosen.sum()), rows.code(" ".join(option.split())))
            rows.add(item.code, numbers[chosen], option=code, answer=code)
    if other.any():
        code = np.full(int(other.sum()), rows.code(OTHER))
        rows.add(item.code, numbers[other], option=code, answer=code)
    missing = np.where(seen, -1, _REASONS.index(MissingReason.EMPTY))
    rows.add(item.code, numbers, missing=missing)
    return _own_words(item, export, own)


def _finding(
    code: str, export: Export, column: Asked, *, detail: str = "", severity: Severity = Severity.ERROR,
    row: int | None = None, received: str | None = None, times: int = 1,
) -> Finding:  # fmt: skip
    cell = f"{column.letter}{row}" if row else None
    return Finding(code, severity, export.sheet or None, row, _short(column.text), cell, received, detail, times=times)


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 60 else f"{plain[:59]}…"


def _outside(
    item: Item, texts: pd.Series, *, codes: np.ndarray, distinct: pd.Index, outside: list[int], export: Export
) -> list[Finding]:
    """Answers that do not belong to the scale: the first cell of each, with how many more; never free text."""
    findings: list[Finding] = []
    code, detail = expected(item)
    counts = np.bincount(codes, minlength=len(distinct))
    for place in outside[:TOLD]:
        row = int(texts.index[int(np.argmax(codes == place))])
        findings.append(_finding(code, export, item.first, detail=detail, row=row, times=int(counts[place]),
                                 received=_echo(str(distinct[place]), item.scale)))  # fmt: skip
    if rest := sum(int(counts[place]) for place in outside[TOLD:]):
        findings.append(_finding(code, export, item.first, detail=detail, times=rest))
    return findings


def expected(item: Item) -> tuple[str, str]:
    if item.question.kind is QuestionKind.GRADE:
        return "survey_grade", ""
    if item.question.kind is QuestionKind.NPS and item.scale is not None:
        return "survey_recommendation", f"{item.scale.lowest:.0f} tot en met {item.scale.highest:.0f}"
    if item.scale is None:
        return "survey_number", ""
    return "survey_answer", "; ".join(item.scale.words)


def _echo(text: str, scale: Scale | None) -> str:
    """A number, or what looks like a word of the scale; anything else may be somebody's own words."""
    plain = plain_answer(text)
    if re.fullmatch(r"[-+<>~ ]{0,3}[0-9]{1,3}([.,][0-9]{1,3})?[-+ ½?!%]{0,3}", plain):
        return safe(text)
    words = [] if scale is None else [*scale.words, *(theirs for theirs, _ in scale.spellings)]
    return safe(text) if difflib.get_close_matches(plain, words, n=1, cutoff=0.7) else "andere tekst"


def _own_words(item: Item, export: Export, count: int) -> list[Finding]:
    if not count:
        return []
    return [_finding("survey_own_words", export, item.first, detail=str(count), severity=Severity.WARNING)]


def _many_without(item: Item, export: Export, missing: np.ndarray) -> list[Finding]:
    """Weet niet and n.v.t. against who answered something: the question may not have been meant for everybody."""
    asked = int((missing != _REASONS.index(MissingReason.EMPTY)).sum())
    without = int(np.isin(missing, [_REASONS.index(MissingReason.DONT_KNOW),
                                    _REASONS.index(MissingReason.NOT_APPLICABLE)]).sum())  # fmt: skip
    if asked < ENOUGH or without <= MANY_WITHOUT * asked:
        return []
    detail = f"{without} van de {asked}"
    return [_finding("survey_dont_know", export, item.first, detail=detail, severity=Severity.WARNING)]
