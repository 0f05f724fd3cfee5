"""Exports of Qualtrics: a row of names, a row of questions, a row of ImportIds, and then the answers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from pipelines.reading.cells import SheetCells
from pipelines.surveys.layouts.table import NO, YES, Heading, Layout, below, gone_by_words, joined, only_of

TOOL = "Qualtrics"
_FIRST = 3
_ID = re.compile(r'"ImportId"\s*:\s*"([^"]*)"')
_PERSONAL = re.compile(r"ipAddress|recipient\w+|location(?:Latitude|Longitude)", re.IGNORECASE)
_OWN = re.compile(
    r"(?:start|end|recorded)Date|status|progress|finished|_recordId|externalDataReference|distributionChannel|"
    r"userLanguage|.*_[0-9a-f]{20,}\w*|Q_(?:\w+)",
    re.IGNORECASE,
)
_TIMING = re.compile(r"duration|.*_(?:FIRST_CLICK|LAST_CLICK|PAGE_SUBMIT|CLICK_COUNT)", re.IGNORECASE)
_CHOICE = re.compile(r"\s+-\s+(?:Selected Choice|Geselecteerde keuze|Ausgewählte Option)\b", re.IGNORECASE)
# what Status says, as a number or in words: https://www.qualtrics.com/support, "Understanding your dataset"
_PREVIEW = frozenset({"1", "9", "17", "survey preview", "enquêtevoorbeeld", "voorbeeld van enquête", "umfragevorschau",
                      "spam preview", "offline survey preview"})  # fmt: skip
_TEST, _SPAM = frozenset({"2", "survey test", "enquêtetest"}), frozenset({"8", "spam"})


def read(sheet: SheetCells) -> Layout:
    """Rows that are no answer: previews, tests, spam, and who did not finish."""
    names, texts, ids = ([text.strip() for text in sheet.row(row)] for row in range(_FIRST))
    imported = [match[1] if (match := _ID.search(text)) else "" for text in ids]
    headings = [_heading(column, *told) for column, told in enumerate(zip(names, texts, imported, strict=True))]
    return Layout(TOOL, sheet, _with_options(sheet, headings), _FIRST, rows_out=_no_answers(sheet, imported))


def _heading(column: int, name: str, text: str, imported: str) -> Heading:
    if _PERSONAL.fullmatch(imported):
        return Heading(column, text, gone="personal")
    if _TIMING.fullmatch(imported):
        return Heading(column, text, gone="timing")
    if not text or (_OWN.fullmatch(imported) and not re.match(r"QID\d+(?:_\d+)*$", imported)):
        return Heading(column, text or name, gone="technical")
    if gone := gone_by_words(text) if len(text) < 60 else None:
        return Heading(column, text, gone=gone)
    typed = imported.upper().endswith("_TEXT")
    question = _CHOICE.sub("", text)
    above, mark, label = question.rpartition(" - ")
    if mark and re.search(r"_\d+$", name) and not typed:
        return Heading(column, joined(above, label), name, part=label.strip())
    return Heading(column, joined(above, label) if typed and mark else question, name, open=typed)


def _with_options(sheet: SheetCells, headings: list[Heading]) -> list[Heading]:
    """The columns of one question that hold nothing but their own label, or a tick, are its options."""
    groups: dict[str, list[Heading]] = {}
    for item in headings:
        if item.gone is None and item.part:
            groups.setdefault(item.code.rpartition("_")[0], []).append(item)
    changed: dict[int, Heading] = {}
    for code, group in groups.items():
        if not all(only_of(below(sheet, item.column, _FIRST), _ticks(item.part)) for item in group):
            continue
        for item in group:
            question = item.text.removesuffix(item.part).strip(" :")
            changed[item.column] = replace(
                item, text=question, code=code, part="", option=item.part, first=group[0].column
            )
    return [changed.get(item.column, item) for item in headings]


def _ticks(label: str) -> Callable[[str], bool]:
    return lambda text: text in (label, "1", "0") or text.casefold() in YES | NO


def _no_answers(sheet: SheetCells, imported: list[str]) -> dict[str, np.ndarray]:
    def texts(name: str) -> np.ndarray | None:
        if name not in imported:
            return None
        return below(sheet, imported.index(name), _FIRST).str.strip().str.casefold().to_numpy()

    status, channel, finished = texts("status"), texts("distributionChannel"), texts("finished")
    height = sheet.height - _FIRST
    out = {reason: np.zeros(height, dtype=bool) for reason in ("preview", "test", "spam", "incomplete")}
    if status is not None:
        for reason, words in (("preview", _PREVIEW), ("test", _TEST), ("spam", _SPAM)):
            out[reason] |= np.isin(status, list(words))
    if channel is not None:
        out["preview"] |= np.isin(channel, ["preview", "voorbeeld", "vorschau"])
    if finished is not None:
        out["incomplete"] |= np.isin(finished, ["0", "false", "onwaar", "nee", "falsch"])
    return out
