"""The pages of a finished PDF as pictures, drawn by Typst: what is seen is the file itself, not another setting of it."""

from __future__ import annotations

from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

import typst

_SOURCE = Path(__file__).with_name("preview.typ")
_PPI = 110.0  # legible beside each other on a screen
_MOST = 60  # pages that are shown; the umbrella report has some forty
_NO_SUCH_PAGE = "does not exist"


def pages(pdf: bytes) -> tuple[bytes, ...]:
    """PNGs, the first page first."""
    with TemporaryDirectory(prefix="kwartaalbeeld-") as name:
        folder = Path(name)
        copyfile(_SOURCE, folder / "preview.typ")
        (folder / "report.pdf").write_bytes(pdf)
        compiler = typst.Compiler(input=folder / "preview.typ", root=folder, ignore_system_fonts=True)
        return tuple(_pages(compiler))


def _pages(compiler: typst.Compiler) -> list[bytes]:
    found: list[bytes] = []
    while len(found) < _MOST:
        try:
            made = compiler.compile(format="png", ppi=_PPI, sys_inputs={"page": str(len(found) + 1)})
        except typst.TypstError as error:
            if found and _NO_SUCH_PAGE in error.message:
                break
            raise
        if not isinstance(made, bytes):
            raise TypeError("typst gave no single picture")
        found.append(made)
    return found
