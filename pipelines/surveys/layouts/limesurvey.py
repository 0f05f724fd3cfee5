"""Exports of LimeSurvey: a row per answer, headings as `code[sub]. question [sub question]`, by code or by text alone."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from pipelines.reading.cells import SheetCells
from pipelines.surveys.layouts.free_text import says_open
from pipelines.surveys.layouts.table import NO, YES, Heading, Layout, below, gone_by_words, joined, only_of

TOOL = "LimeSurvey"
_CODED = re.compile(r"(?P<code>[A-Za-z]\w*)(?:\[(?P<sub>\w+)\](?:\[\w+\])?)?(?:\.(?:\s+(?P<text>.*))?)?", re.DOTALL)
_TIMING = re.compile(r"(?:interviewtime|grouptime\w*|\w+time)\.?(?: .*)?|(?:total|group|question) time\b.*|"
                     r"(?:totale|groeps?|vraag) ?tijd\b.*", re.IGNORECASE | re.DOTALL)  # fmt: skip
_TIMED = re.compile(r"(?:total|group|question) time|(?:totale|groeps?|vraag) ?tijd", re.IGNORECASE)
_SUBMITTED = re.compile(
    r"submitdate|date submitted|datum ingediend|datum (?:van )?verzending|ingediend op", re.IGNORECASE
)
_LAST_PAGE = re.compile(r"last ?page|laatste pagina", re.IGNORECASE)
_NOT_SHOWN = frozenset({"", "n/a", "-oth-"})


def read(sheet: SheetCells) -> Layout:
    """Options of one question share its code and hold yes, no or nothing; other sub questions are rows of a matrix."""
    headings = [_heading(column, text.strip()) for column, text in enumerate(sheet.row(0))]
    return Layout(TOOL, sheet, _with_options(sheet, headings), 1, rows_out=_incomplete(sheet), empty=_NOT_SHOWN)


def _heading(column: int, text: str) -> Heading:
    match = _CODED.fullmatch(text)
    if not text:
        return Heading(column, "", gone="technical")
    if _timed(text):
        return Heading(column, text, gone="timing")
    if match is None or (match["text"] is None and not match["sub"] and not text.endswith(".")):
        return Heading(column, text, code=text if match else "", gone=gone_by_words(text), open=says_open(text))
    code, sub, question = match["code"], match["sub"] or "", (match["text"] or "").strip()
    if gone := gone_by_words(question, code):
        return Heading(column, question or code, code, gone=gone)
    if sub == "filecount":
        return Heading(column, question or code, code, gone="technical")
    above, label = _labelled(question) if sub else (question, "")
    typed = sub == "other" or sub.endswith("comment") or says_open(label)
    return Heading(
        column, joined(above, label) or code, code if not sub else f"{code}[{sub}]", label or sub, open=typed
    )


def _timed(text: str) -> bool:
    code, _, rest = text.partition(".")
    return bool(_TIMED.match(text) or (_TIMING.fullmatch(code) and (not rest or _TIMED.search(rest))))


def _labelled(text: str) -> tuple[str, str]:
    """The question and what stands in the brackets at its end, which may hold brackets itself."""
    if not text.endswith("]"):
        return (text, "") if "[" not in text else (text[: text.index("[")].strip(), text[text.index("[") + 1 :].strip())
    depth = 0
    for place in range(len(text) - 1, -1, -1):
        depth += (text[place] == "]") - (text[place] == "[")
        if depth == 0:
            return text[:place].strip(), text[place + 1 : -1].strip()
    first = text.index("[")
    return text[:first].strip(), text[first + 1 : -1].strip()


def _with_options(sheet: SheetCells, headings: list[Heading]) -> list[Heading]:
    groups: dict[str, list[Heading]] = {}
    for item in headings:
        if item.gone is None and not item.open and item.part and "[" in item.code:
            groups.setdefault(item.code.partition("[")[0], []).append(item)
    changed: dict[int, Heading] = {}
    for code, group in groups.items():
        ticked = len(group) > 1 and all(only_of(below(sheet, item.column, 1), _tick) for item in group)
        for item in group:
            if ticked:
                question = item.text.removesuffix(item.part).strip(" :") or code
                changed[item.column] = replace(
                    item, text=question, code=code, part="", option=item.part, first=group[0].column
                )
    return [changed.get(item.column, item) for item in headings]


def _tick(text: str) -> bool:
    return text.casefold() in YES or text.casefold() in NO or text.casefold() in _NOT_SHOWN


def _incomplete(sheet: SheetCells) -> dict[str, np.ndarray]:
    """Who sent nothing in; where the file does not say when, who did not reach the last page."""
    for column, text in enumerate(sheet.row(0)):
        if any(_SUBMITTED.fullmatch(part.strip()) for part in text.split(". ")):
            sent = below(sheet, column, 1).str.strip()
            if (sent != "").any():
                return {"incomplete": sent.str.casefold().isin(["", "n/a"]).to_numpy()}
    for column, text in enumerate(sheet.row(0)):
        if any(_LAST_PAGE.fullmatch(part.strip()) for part in text.split(". ")):
            page = below(sheet, column, 1).str.strip()
            known = page[page.str.fullmatch(r"\d{1,4}")]
            if len(known):
                return {"incomplete": (page != str(known.astype(int).max())).to_numpy()}
    return {}
