"""Many reports at once: all providers in one zip, made on a few threads, with how far it is."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from dashboard.house_style import OWN, HouseStyle
from dashboard.readings import Readings
from dashboard.recipients import prepare
from dashboard.report.kinds import PER_PROVIDER, Format, Kind
from dashboard.report.make import Made, make_forms

WORKERS = 3  # typst lets go of the interpreter while it sets a report: two are set while a third is described


def make_all(
    kind: Kind,
    forms: Sequence[Format],
    readings: Readings,
    *,
    quarter: str,
    providers: Sequence[str] | None = None,
    style: HouseStyle = OWN,
    told: Callable[[float], None] = lambda part: None,
) -> list[Made]:
    """One report per provider (the named ones, or all) in each form; of a kind about all of them, one. `told` hears what
    part is done. In the order of the alphabet, form by form. Raises NoReport."""
    each = list(providers or [row.provider_id for row in readings.providers()]) if kind in PER_PROVIDER else []
    whole = each or [None]
    prepare(readings, each)

    def one(provider_id: str | None) -> list[Made]:
        return make_forms(kind, forms, readings, quarter=quarter, provider_id=provider_id, style=style)

    with ThreadPoolExecutor(WORKERS) as pool:
        return list(_counted(pool.map(one, whole), len(whole), told))


def _counted(made: Iterator[list[Made]], whole: int, told: Callable[[float], None]) -> Iterator[Made]:
    for count, forms in enumerate(made, start=1):
        told(count / whole)
        yield from forms


def zipped(made: Sequence[Made]) -> bytes:
    """One zip, the same bytes for the same files: they are packed already, and no clock is asked."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for one in made:
            archive.writestr(zipfile.ZipInfo(one.name), one.content)
    return stream.getvalue()


def write_all(made: Sequence[Made], folder: Path) -> list[Path]:
    """Whole files in a folder; never half a file under its real name."""
    folder.mkdir(parents=True, exist_ok=True)
    return [write_whole(folder / one.name, one.content) for one in made]


def write_whole(path: Path, content: bytes) -> Path:
    waiting = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    waiting.write_bytes(content)
    waiting.replace(path)
    return path


def digests(made: Sequence[Made]) -> dict[str, str]:
    """Name -> sha256, for the history."""
    return {one.name: sha256(one.content).hexdigest() for one in made}
