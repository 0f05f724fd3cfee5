"""Many reports at once: all providers and kinds in one zip, made on a few threads, with how far it is."""

from __future__ import annotations

import os
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from hashlib import sha256
from io import BytesIO
from math import inf
from pathlib import Path

from dashboard.house_style import OWN, HouseStyle
from dashboard.readings import Readings
from dashboard.recipients import prepare
from dashboard.report.kinds import PER_PROVIDER, Format, Kind
from dashboard.report.make import Made, make_forms

WORKERS = 3  # typst lets go of the interpreter while it sets a report: two are set while a third is described


def make_all(
    kinds: Sequence[Kind],
    forms: Sequence[Format],
    readings: Readings,
    *,
    quarter: str,
    providers: Sequence[str] | None = None,
    style: HouseStyle = OWN,
    told: Callable[[float], None] = lambda part: None,
) -> dict[Kind, list[Made]]:
    """Of each kind one report per provider (the named ones, or all), or one about all of them, in each form. `told` hears
    what part is done. Of a kind in the order of the alphabet, form by form. Raises NoReport."""
    everyone = list(providers or [row.provider_id for row in readings.providers()])
    about: dict[Kind, Sequence[str | None]] = {kind: everyone if kind in PER_PROVIDER else [None] for kind in kinds}
    if not PER_PROVIDER.isdisjoint(kinds):
        prepare(readings, everyone)
    wanted = [(kind, who) for kind, each in about.items() for who in each]

    def one(kind: Kind, who: str | None) -> list[Made]:
        return make_forms(kind, forms, readings, quarter=quarter, provider_id=who, style=style)

    with ThreadPoolExecutor(WORKERS) as pool:
        made = {what: pool.submit(one, *what) for what in sorted(wanted, key=_size(readings, quarter), reverse=True)}
        try:
            for count, done in enumerate(as_completed(made.values()), start=1):
                done.result()
                told(count / len(made))
        finally:
            pool.shutdown(cancel_futures=True)
    return {kind: [file for who in each for file in made[kind, who].result()] for kind, each in about.items()}


def _size(readings: Readings, quarter: str) -> Callable[[tuple[Kind, str | None]], float]:
    """How much there is to tell, so that the largest is begun first and no worker waits for it at the end."""
    figures: Counter[str] = Counter()
    for theme in readings.overview(quarter):
        figures[theme.provider_id] += theme.figures
    return lambda what: inf if what[1] is None else figures[what[1]]


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
