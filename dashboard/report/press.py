"""Sets a document, or one picture, on paper with Typst. Text travels as data, so no name can become markup."""

from __future__ import annotations

import json
import re
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from queue import Empty, Full, LifoQueue
from typing import Any, Literal

import typst

from dashboard.house_style import OWN, HouseStyle
from dashboard.look import FONT
from dashboard.report import paper
from dashboard.report.document import Band, Cell, Document, Table
from dashboard.report.heights import ENDLESS
from dashboard.report.letters_kept import UNPRINTABLE, clean, clean_json
from dashboard.report.paper import Data
from dashboard.report.plates import letters
from dashboard.report.plates.letters import Widths

HERE = Path(__file__).parent
STANDARDS: list[Any] = ["ua-1", "a-3a"]
PPI = 192.0  # sharp on a screen twice as dense, and in a document
_NO_GLYPH = re.compile(r'(?:the text|codepoint) `"(?P<text>.+?)"`')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_ENDLESS = re.compile(rf"(?<![^\s\\\"\u200b])[^\s\\\"\u200b]{{{ENDLESS},}}")  # looked for at the start of a word only
_ATTEMPTS = 40
# over such letters in a column Typst 0.15 stumbles, where a font of the house style has them (measured)
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_LATIN_ENDS = 0x24F

_idle: dict[tuple[str, tuple[Path, ...]], LifoQueue[typst.Compiler]] = {}


class Stumbled(Exception):
    """Typst itself failed; the document may be printed otherwise."""


def print_pdf(document: Document, style: HouseStyle = OWN) -> bytes:
    """The document as PDF with its files attached. Raises typst.TypstError when it breaks a PDF standard."""
    if style.font == FONT:
        made = paper.document(document)
    else:
        made = paper.document(_from_left(document), widths(style.font, style.font_folders))
    text = _breakable(clean_json(made))
    inputs = looks(style) | {f"file:{file.name}": file.text for file in document.files}
    stamp = int(document.published.timestamp())
    with _compiler("report.typ", style.font_folders) as compiler:
        for _ in range(_ATTEMPTS):
            try:
                return _compile(compiler, {"report": text, **inputs}, stamp)
            except typst.TypstError as error:
                changed = _without_glyphless(text, error.message)
                if changed == text:
                    raise
            except Stumbled:
                changed = _RIGHT_TO_LEFT.sub(UNPRINTABLE, text)
                if changed == text:
                    raise
            text = changed
        return _compile(compiler, {"report": text, **inputs}, stamp)


def print_sheet(document: Data, kind: Literal["png", "svg"]) -> bytes:
    """One picture on a sheet as large as it is. A character no font knows is drawn as a box, not refused."""
    inputs = {"report": clean_json(document), **looks(OWN)}
    with _compiler("picture.typ", OWN.font_folders) as compiler:
        made = compiler.compile(format=kind, ppi=PPI, sys_inputs=inputs)
    if not isinstance(made, bytes):
        raise TypeError("typst gave no single picture")
    return made


def looks(style: HouseStyle) -> dict[str, str]:
    """`own` is the letter of the words in pictures: they are placed by its widths."""
    logo = {"logo": style.logo.listed, "logo_alt": clean(style.logo.alt)} if style.logo else {}
    return {"font": style.font, "own": FONT, "look": json.dumps(asdict(style.light)), **logo}


@cache
def widths(font: str, folders: tuple[Path, ...]) -> Widths:
    """How wide words are in a letter of the municipality's own, as Typst sets it; where it has no such letter, as ours."""
    inputs = looks(replace(OWN, font=font)) | {"letters": letters.known()}
    compiler = typst.Compiler(
        input=HERE / "letters.typ", root=HERE, font_paths=list(folders), ignore_system_fonts=True, sys_inputs=inputs
    )
    found = json.loads(compiler.query("<wide>", field="value", one=True))
    return letters.as_measured(*(dict(zip(letters.known(), one, strict=True)) for one in found))


def _compile(compiler: typst.Compiler, inputs: dict[str, str], stamp: int) -> bytes:
    try:
        made = compiler.compile(format="pdf", sys_inputs=inputs, pdf_standards=STANDARDS, timestamp=stamp)
    except BaseException as problem:  # a fault of Typst's own comes as one, past every `except Exception`
        if type(problem).__name__ != "PanicException":
            raise
        raise Stumbled from problem
    if not isinstance(made, bytes):
        raise TypeError("typst gave no single PDF")
    return made


@contextmanager
def _compiler(source: str, fonts: tuple[Path, ...]) -> Generator[typst.Compiler]:
    """A compiler nobody else is using; a few are kept, for it knows the fonts and remembers its work."""
    idle = _idle.setdefault((source, fonts), LifoQueue(maxsize=3))
    try:
        compiler = idle.get_nowait()
    except Empty:
        compiler = typst.Compiler(input=HERE / source, root=HERE, font_paths=list(fonts), ignore_system_fonts=True)
    try:
        yield compiler
    finally:
        with suppress(Full):
            idle.put_nowait(compiler)


def _from_left(document: Document) -> Document:
    """The document without letters in its tables that run from right to left."""
    blocks = (
        replace(one, rows=tuple(row if isinstance(row, Band) else tuple(map(_cell_from_left, row)) for row in one.rows))
        if isinstance(one, Table)
        else one
        for one in document.blocks
    )
    return replace(document, blocks=tuple(blocks))


def _cell_from_left(cell: Cell) -> Cell:
    under = cell.under and _RIGHT_TO_LEFT.sub(UNPRINTABLE, cell.under)
    return replace(cell, text=_RIGHT_TO_LEFT.sub(UNPRINTABLE, cell.text), under=under)


def _breakable(text: str) -> str:
    """A word longer than a line gets places where it may be broken, that are not seen."""
    return _ENDLESS.sub(lambda found: "\u200b".join(re.findall(r".{1,24}", found[0])), text)


def _without_glyphless(text: str, message: str) -> str:
    """The text with the characters that no font can draw, and their neighbours in the script, replaced."""
    found = _NO_GLYPH.search(message)
    if not found:
        return text
    named = _ESCAPED.sub(lambda m: chr(int(m[1], 16)), found["text"])
    blocks = {ord(c) >> 8 for c in named if ord(c) > _LATIN_ENDS and c != UNPRINTABLE}
    exact = {c for c in named if ord(c) > 0x7F and c != UNPRINTABLE}
    exact |= {c for c in set(text) if ord(c) > _LATIN_ENDS and ord(c) >> 8 in blocks}
    return "".join(UNPRINTABLE if c in exact else c for c in text)
