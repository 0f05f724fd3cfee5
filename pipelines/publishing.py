"""The public face of publication: measure -> protect -> judge -> freeze, and reading back what was frozen."""

from __future__ import annotations

import json
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from pipelines.acts import Acts, acting
from pipelines.computing import compute
from pipelines.errors import IntegrityBroken, NotFound, NothingPublished
from pipelines.ledger import Ledger, looking
from pipelines.meant import meant, published
from pipelines.parties.projecting import KINDS as QUESTIONS
from pipelines.place import Home, write_durably
from pipelines.projection import ASIDE
from pipelines.published_file import content_hash, current_file, holds, opened, write_file
from pipelines.settings import Settings, load_settings
from pipelines.talk.projecting import PUBLISHED
from schemas import publication as promise
from schemas.indicators.catalogue import CATALOGUE
from schemas.quarter import Quarter
from schemas.vocabulary import Audience, Grain

_SHOWN = (  # acts after which a publication is behind
    "accepted", "withdrawn", "locked", "unlocked", "rebased", "annotated", "annotation_removed", "open_answer_released",
    "open_answer_refused", "entry_approved", "entry_rejected", *PUBLISHED, *QUESTIONS,
)  # fmt: skip


@dataclass(frozen=True)
class Published:
    """The publication that stands now. `waiting` are the deliveries that still have to be accepted."""

    publication: str
    file: Path
    figures: int
    waiting: int
    changed: bool


def publish(home: Home, *, by: str) -> Published:
    """Compute everything from the accepted deliveries and freeze it for `intern`. What others may have of it is taken
    from that file (pipelines.recipients)."""
    with acting(home) as acts:
        return publish_within(acts, by=by)


def publish_within(acts: Acts, *, by: str) -> Published:
    settings = settings_within(acts, by=by)
    tables = compute(acts, settings)
    path, identity, made = freeze_within(acts, tables)
    changed = made or current_file(acts.home) != path
    if changed or _behind(acts.ledger):  # what happened may change nothing: it was looked at all the same
        with acts.ledger.transaction():
            published = {"audience": Audience.INTERN.value, "publication": identity}
            acts.ledger.append("published", published, actor=by)
        point_to(acts.home, path)
    return Published(identity, path, len(tables["values"]), _waiting(acts), changed)


def published_now(acts: Acts, *, figures: int) -> Published:
    """What stands for the audience `intern`, with so many figures, where an act just published it."""
    path = current_file(acts.home)
    last = acts.ledger.rows("select payload from event where kind = 'published' order by seq desc limit 1")
    if path is None or not last:
        raise NothingPublished('Er is nog niets gepubliceerd. Voer eerst "kwartaalbeeld publish" uit.')
    identity = json.loads(last[0]["payload"])["publication"]
    return Published(identity, path, figures, _waiting(acts), True)


def _waiting(acts: Acts) -> int:
    return acts.ledger.rows("select count(*) as deliveries from delivery where state = 'waiting'")[0]["deliveries"]


def freeze_within(acts: Acts, tables: dict[str, pd.DataFrame]) -> tuple[Path, str, bool]:
    """The file that holds these tables, its id, and whether it was made now: it was not there, or was damaged. Nobody
    reads it yet."""
    identity = content_hash(tables)
    path = _file_of(acts.home, identity)
    _sweep(acts, path)
    if path.exists() and not holds(path, tables, identity):
        path.unlink()  # changed or damaged: made anew from what counts
    if made := not path.exists():
        write_file(path, {**tables, promise.META.name: _meta(acts, identity)})
    return path, identity, made


def _file_of(home: Home, identity: str) -> Path:
    return home.publications / f"{Audience.INTERN.value}-{identity[:16]}.duckdb"


def _sweep(acts: Acts, path: Path) -> None:
    """Remove what an act that was cut off left: parts of a file, and files that no act published. What a pointer names, or
    named before, was published, so no reader is about to open one of these."""
    rows = acts.ledger.rows("select payload from event where kind = 'published'")
    published = [_file_of(acts.home, json.loads(row["payload"])["publication"]) for row in rows]
    known = {path, current_file(acts.home), *published}
    for found in acts.home.publications.glob(f"{Audience.INTERN.value}-*.duckdb"):
        if found not in known:
            found.unlink()
    for part in acts.home.publications.glob(f".{Audience.INTERN.value}-*.part*"):
        part.unlink()


def point_to(home: Home, path: Path) -> None:
    """From now on this file is what everybody reads."""
    write_durably(home.publications / promise.POINTER, path.name.encode())


def is_behind(home: Home) -> bool:
    """Whether anything came to count, stopped counting, was settled, opened or said about figures after the newest publication."""
    with looking(home) as ledger:
        return _behind(ledger)


def _behind(ledger: Ledger) -> bool:
    marks = ", ".join("?" * len(_SHOWN))
    newest = ledger.rows(
        "select coalesce(max(case when kind = 'published' then seq end), 0) < "  # noqa: S608 - marks only
        f"coalesce(max(case when kind in ({marks}) then seq end), 0) as behind from event",
        _SHOWN,
    )
    return bool(newest[0]["behind"])


def settings_within(acts: Acts, *, by: str) -> Settings:
    """The settings as they are now; the ledger and the archive know which were used."""
    settings = load_settings(acts.home.root)
    last = acts.ledger.rows("select payload from event where kind = 'settings' order by seq desc limit 1")
    if not last or settings.sha256 not in last[0]["payload"]:
        acts.archive.keep(settings.canonical())
        with acts.ledger.transaction():
            acts.ledger.append("settings", {"sha256": settings.sha256}, actor=by)
    return settings


def _meta(acts: Acts, identity: str) -> pd.DataFrame:
    last = next(event for event in acts.ledger.backwards() if event.kind not in ("published", *ASIDE))
    umbrella = acts.register.umbrella_agreement
    first = umbrella.iloc[0] if len(umbrella) else {}
    facts = {
        "id": identity,
        "audience": Audience.INTERN.value,
        "schema_version": promise.SCHEMA_VERSION,
        "municipality": first.get("municipality", ""),
        "municipality_code": first.get("municipality_code", ""),
        "umbrella_agreement": first.get("title", ""),
        "ledger_position": last.seq,
        "published_at": last.at,
    }
    return pd.DataFrame({"key": list(facts), "value": [str(value) for value in facts.values()]}, dtype="str")


@contextmanager
def reading(home: Home) -> Generator[duckdb.DuckDBPyConnection]:
    """The current publication, read-only. Raises NothingPublished."""
    home.require()
    path = current_file(home)
    if path is None or not path.exists():
        raise NothingPublished('Er is nog niets gepubliceerd. Voer eerst "kwartaalbeeld publish" uit.')
    try:
        connection = opened(path)
    except duckdb.Error as problem:
        raise IntegrityBroken('Het gepubliceerde bestand is beschadigd. Voer "kwartaalbeeld publish" uit.') from problem
    with connection:
        yield connection


def published_values(home: Home, **chosen: str | None) -> pd.DataFrame:
    """Rows of the table `values` with the publication's id; `chosen` filters on provider_id, indicator, quarter."""
    names = {"provider_id", "indicator", "quarter"}
    given = {name: value for name, value in chosen.items() if value is not None}
    if set(given) - names:
        raise ValueError(sorted(set(given) - names))
    where = " and ".join(f"{name} = ${name}" for name in sorted(given)) or "true"
    order = ", ".join(f"{name} nulls first" for name in promise.VALUES.key)
    if (code := given.get("indicator")) is not None and code not in CATALOGUE:
        raise NotFound(f'Indicator "{code}" bestaat niet. Bekijk ze met "kwartaalbeeld indicators".')
    with reading(home) as connection:
        identity = connection.execute("select value from meta where key = 'id'").fetchall()[0][0]
        for table, name, called in (("providers", "provider_id", "provider"), ("quarters", "quarter", "''")):
            known = dict(connection.execute(f"select {name}, {called} from {table}").fetchall())  # noqa: S608 - of a closed list
            if name in given and given[name] not in known:
                way_out = published(known) if name == "quarter" else meant(given[name], known)
                raise NotFound(f'"{given[name]}" komt niet voor in de publicatie. {way_out}')
        query = f'select * from "values" where {where} order by {order}'  # noqa: S608 - names from a closed list
        frame = connection.execute(query, given or None).df()
    return frame.assign(publication=identity)


def published_rows(home: Home, query: str, parameters: dict[str, Any]) -> list[dict[str, Any]]:
    """Rows of one of our own questions to the current publication, as dictionaries with None for nothing."""
    with reading(home) as connection:
        result = connection.execute(query, parameters)
        names = [item[0] for item in result.description or []]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def earlier_values(home: Home, quarter: Quarter) -> pd.DataFrame | None:
    """Totals per sub-agreement of a quarter and its months, to prefill templates: what was published, and without value
    what is hidden or did not come; None before the first publication. Columns sub_agreement_id, indicator, period,
    value."""
    try:
        frame = published_values(home, quarter=str(quarter))
    except (NothingPublished, NotFound):
        return None
    own = frame[(frame["grain"] == Grain.SUB_AGREEMENT.value) & frame["breakdown"].isna()]
    own = own[own["reason_code"] != "only_breakdown"]  # then no total was ever delivered
    return own[["sub_agreement_id", "indicator", "period", "value"]].reset_index(drop=True)


def earlier_pools(home: Home, quarter: Quarter) -> pd.DataFrame | None:
    """With how many volunteers each sub-agreement ended a quarter, to prefill templates; None before the first
    publication. Columns sub_agreement_id, stock_end."""
    query = "select sub_agreement_id, stock_end from pools where quarter = $quarter and sub_agreement_id is not null order by 1"
    try:
        rows = published_rows(home, query, {"quarter": str(quarter)})
    except NothingPublished:
        return None
    return pd.DataFrame(rows, columns=["sub_agreement_id", "stock_end"])
