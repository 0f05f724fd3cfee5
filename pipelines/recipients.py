"""What one recipient may have of a publication, as a file of its own: for a provider, and for everybody.

Taken from the file for `intern` when a report first asks for it, and kept until another publication is asked for one. It has
the id of that publication, for it is the same, seen by somebody else. Its name tells from which publication, by which rules
and for whom it was made; no pointer names it. Whether what lies under that name is what belongs there, `verify` tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

import pandas as pd

from pipelines import audiences
from pipelines.audiences import for_audience, for_every_provider
from pipelines.published_file import (
    ABOUT_A_PROVIDER,
    UNREADABLE,
    Connection,
    alike,
    attached,
    beside,
    opened,
    replacing,
    rows_of,
    write_file,
)
from schemas import publication as promise
from schemas.vocabulary import Audience

# other rules, another file
_RULES = sha256(b"".join(Path(name).read_bytes() for name in (__file__, audiences.__file__))).hexdigest()
# small and read at once: blocks of 256 kB for each of some fifty tables would make 11 MB of it, and packing takes time
_SMALL = {"default_block_size": "16384", "force_compression": "uncompressed"}
_AT_ONCE = 2  # files being written; each waits half of its time for the disk
_OTHERS = [audience.value for audience in Audience if audience is not Audience.INTERN]
_OWN = 'insert into "{own}"."{name}" by name select * from "{name}" where provider_id = $provider'
_HANDED_IN = """
insert into "{own}".deliveries by name select * from deliveries where delivery_id in (
    select delivery_id from completeness where provider_id = $provider
    union select delivery_id from delivered_cells where provider_id = $provider
)
"""


def provider_files(publication: Path, provider_ids: Sequence[str]) -> dict[str, Path]:
    """The file of each of these providers, from this file for `intern`: what is about itself as that has it, what is about
    all together as everybody may have it, of another provider the name alone."""
    paths = {who: _path(publication, Audience.AANBIEDER, who) for who in provider_ids}
    missing = {who: path for who, path in paths.items() if not path.exists()}
    if missing:
        try:
            _make(publication, missing)
        except UNREADABLE:  # where they begin is damaged: from the publication itself, then
            forget(publication)
            _make(publication, paths)
        _clear(publication)
    return paths


def _make(publication: Path, paths: Mapping[str, Path]) -> None:
    with opened(publication) as source:
        base = _base(source, publication)
        about = _about(source)
        source.execute("set force_compression = 'uncompressed'; set threads = 1")  # small: soonest so

        def make(who: str) -> None:
            with replacing(paths[who]) as temporary, beside(source) as mine:
                copyfile(base, temporary)
                _add_own(mine, temporary, who, tables=about[who])

        with ThreadPoolExecutor(_AT_ONCE) as pool:
            list(pool.map(make, paths))


def public_file(publication: Path) -> Path:
    """The file for everybody, from this file for `intern`."""
    path = _path(publication, Audience.PUBLIEK)
    if not path.exists():
        with opened(publication) as source:
            write_file(path, for_audience(rows_of(source), Audience.PUBLIEK) | _meta(source, Audience.PUBLIEK))
        _clear(publication)
    return path


def changed_files(publication: Path) -> list[Path]:
    """Which files, made from this publication, do not hold what is made from it now: changed by hand, or damaged."""
    with TemporaryDirectory(prefix="kwartaalbeeld-") as folder:
        again = Path(folder) / publication.name
        copyfile(publication, again)
        with opened(again) as source:
            known = [who for (who,) in source.execute("select provider_id from providers").fetchall()]
        provider_files(
            again, [who for who in known if _path(publication, Audience.AANBIEDER, who).exists()] or known[:1]
        )
        public_file(again)
        there = [publication.with_name(file.name) for file in sorted(again.parent.glob("*.duckdb")) if file != again]
        return [file for file in there if file.exists() and not alike(file, again.with_name(file.name))]


def _base(source: Connection, publication: Path) -> Path:
    """What all providers have of it, and nothing about one of them: where the file of each begins."""
    path = _path(publication, Audience.AANBIEDER)
    if not path.exists():
        together = for_every_provider(rows_of(source, together=True))
        write_file(path, together | _meta(source, Audience.AANBIEDER), settings=_SMALL)
    return path


def _path(publication: Path, audience: Audience, provider_id: str = "") -> Path:
    """`aanbieder-<of which publication>-<by which rules, for whom>.duckdb`"""
    whom = sha256(f"{_RULES}\n{provider_id}".encode()).hexdigest()[:12]
    return publication.with_name(f"{audience.value}-{_of(publication)}-{whom}.duckdb")


def _of(publication: Path) -> str:
    """The end of its name says which one it is."""
    return publication.stem.rpartition("-")[2]


def _meta(source: Connection, audience: Audience) -> dict[str, pd.DataFrame]:
    facts = dict(source.execute("select key, value from meta").fetchall()) | {"audience": audience.value}
    return {promise.META.name: pd.DataFrame({"key": facts.keys(), "value": facts.values()}, dtype="str")}


def _about(source: Connection) -> dict[str, list[str]]:
    """In which tables there is something about each provider; of most there is nothing in half of them."""
    asked = " union all ".join(f"select distinct provider_id, '{name}' from \"{name}\"" for name in ABOUT_A_PROVIDER)  # noqa: S608 - our names
    found = defaultdict(list)
    for who, name in source.execute(asked).fetchall():
        found[who].append(name)
    return found


def _add_own(source: Connection, file: Path, provider_id: str, *, tables: Sequence[str]) -> None:
    """What is about this provider, into a file that holds the rest."""
    with attached(source, file) as own:
        for name in tables:
            source.execute(_OWN.format(own=own, name=name), {"provider": provider_id})
        source.execute(_HANDED_IN.format(own=own), {"provider": provider_id})


def forget(publication: Path) -> None:
    """Away with what was taken from this publication; it is made again when it is asked for."""
    _remove(publication.parent, lambda name: name.startswith(_begins(publication)))


def _clear(publication: Path) -> None:
    """Away with what was taken from other publications, whole or half written."""
    _remove(publication.parent, lambda name: not name.startswith(_begins(publication)))


def _begins(publication: Path) -> tuple[str, ...]:
    return tuple(f"{audience}-{_of(publication)}-" for audience in _OTHERS)


def _remove(folder: Path, chosen: Callable[[str], bool]) -> None:
    """Files of recipients; who reads one, holds it open."""
    for audience in _OTHERS:
        for file in (*folder.glob(f"{audience}-*.duckdb"), *folder.glob(f".{audience}-*.part*")):
            if chosen(file.name.lstrip(".")):
                with suppress(OSError):  # somebody holds it open, on a system that minds
                    file.unlink()
