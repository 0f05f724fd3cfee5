"""Makes the bad files that are no plain text: `python tests/deliveries/make_bad.py [--libreoffice]` writes them here.

The same input gives the same bytes (with the same XlsxWriter and zlib); what stands in the folders is what counts.
With `--libreoffice` the old Excel files and the ods files are made again too, from the workbooks in `bad_workbooks`;
LibreOffice stamps the time into them, so they are made once and kept."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from bad_bytes import BYTES
from bad_cases import CASES
from bad_register import REGISTERS, register
from bad_surveys import SURVEYS
from bad_workbooks import CONVERTED, WORKBOOKS

HERE = Path(__file__).parent


def main() -> None:
    """Write every file of the tables to its folder."""
    for name, content in {**BYTES, **CASES, **WORKBOOKS, **REGISTERS, **SURVEYS, "stamgegevens.xlsx": register}.items():
        write(HERE / name, content())
    if "--libreoffice" in sys.argv:
        for name, content in CONVERTED.items():
            write(HERE / name, converted(content(), Path(name).suffix.removeprefix(".")))


def write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def converted(workbook: bytes, kind: str) -> bytes:
    """The workbook as LibreOffice saves it in another kind: `xls` or `ods`."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder / "bron.xlsx", workbook)
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profiel", "--headless", "--convert-to", kind]
        subprocess.run([*command, "--outdir", str(folder), str(folder / "bron.xlsx")], check=True, capture_output=True)
        return (folder / f"bron.{kind}").read_bytes()


if __name__ == "__main__":
    main()
