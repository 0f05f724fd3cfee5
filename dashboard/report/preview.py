"""The pages of a finished PDF as pictures, drawn by Typst: what is seen is the file itself, not another setting of it."""

from __future__ import annotations

import re
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

import typst

_SOURCE = Path(__file__).with_name("preview.typ")
_PPI = 110.0  # legible beside each other on a screen
_PAGES = re.compile(rb"/Type/Pages/Count (\d+)")  # as Typst writes the tree of pages; its root counts all of them


def page_count(pdf: bytes) -> int:
    """Of a PDF that Typst made."""
    return max(int(count) for count in _PAGES.findall(pdf))


def page(pdf: bytes, number: int) -> bytes:
    """One page as PNG; the first is 1."""
    with TemporaryDirectory(prefix="kwartaalbeeld-") as name:
        folder = Path(name)
        copyfile(_SOURCE, folder / "preview.typ")
        (folder / "report.pdf").write_bytes(pdf)
        made = typst.compile(
            folder / "preview.typ", root=folder, format="png", ppi=_PPI, sys_inputs={"page": str(number)},
            ignore_system_fonts=True,
        )  # fmt: skip
    if not isinstance(made, bytes):
        raise TypeError("typst gave no single picture")
    return made
