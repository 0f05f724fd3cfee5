"""SPSS files: the name of each variable above its question, and under them the answers by their labels."""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.reading.cells import SheetCells
from pipelines.surveys.layouts.free_text import says_open
from pipelines.surveys.layouts.table import NO, YES, Heading, Layout, below, gone_by_words, joined, only_of

TOOL = "SPSS"
FIRST = 2
_CODE = re.compile(r"^\[?(?P<code>[A-Za-z]{1,6}\d[\w.]*)\]?\s*[.:)]?\s+(?=\S)")
_OPTION = re.compile(r"(?P<question>.*\S)\s*\[(?P<option>[^\[\]]*\S)\s*\]", re.DOTALL)
_ROW = re.compile(r"(?P<question>.*?\S)\s*(?:\||\s[-–]\s)\s*(?P<row>\S.*)", re.DOTALL)


def read(sheet: SheetCells) -> Layout:
    """Neighbouring variables that hold nothing but a tick are the options of one question, where their names say that
    they belong together (q5_1, q5_2)."""
    names, labels = ([text.strip() for text in sheet.row(row)] for row in (0, 1))
    headings = [heading(column, *told) for column, told in enumerate(zip(names, labels, strict=True))]
    return Layout(TOOL, sheet, _with_options(sheet, headings), FIRST)


def heading(column: int, name: str, label: str) -> Heading:
    """The question from the label of a variable, without the code in front of it; without a label, its name."""
    text = _CODE.sub("", label).strip() or name
    if gone := gone_by_words(text, name):
        return Heading(column, text, name, gone=gone)
    match = _ROW.fullmatch(text)
    if match and "|" in text:
        return Heading(column, joined(match["question"], match["row"]), name, part=match["row"].strip())
    return Heading(column, text, name, open=says_open(text))


def option_of(text: str) -> tuple[str, str] | None:
    """The question and the option in the brackets at its end."""
    match = _OPTION.fullmatch(text)
    return (match["question"].strip(), match["option"].strip()) if match else None


def _with_options(sheet: SheetCells, headings: list[Heading]) -> list[Heading]:
    groups: dict[str, list[Heading]] = {}
    for item in headings:
        if item.gone is None and re.search(r"_?\d+$", item.code):
            groups.setdefault(re.sub(r"_?\d+$", "", item.code), []).append(item)
    changed: dict[int, Heading] = {}
    for code, group in groups.items():
        if len(group) < 2 or not all(only_of(below(sheet, item.column, FIRST), _tick) for item in group):
            continue
        if any((below(sheet, item.column, FIRST) != "").any() for item in group):
            for item in group:
                question, option = option_of(item.text) or (item.text.removesuffix(item.part).strip(" :"), item.part)
                changed[item.column] = replace(
                    item, text=question if option else code, code=code, part="", option=option or item.text,
                    first=group[0].column,
                )  # fmt: skip
    return [changed.get(item.column, item) for item in headings]


def _tick(text: str) -> bool:
    return text.casefold() in YES or text.casefold() in NO
