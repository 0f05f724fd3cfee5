"""Freezing an edition: everything published, what was on the table kept with one hash, and the documents made from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pipelines.acts import Acts
from pipelines.computing import compute
from pipelines.promised import shaped
from pipelines.publishing import freeze_within, point_to, settings_within
from pipelines.talk.edition import Edition, content_hash, packed, part_of
from pipelines.talk.tables import edition_table
from schemas import publication as promise
from schemas.talk import EDITIONS
from schemas.vocabulary import Audience


@dataclass(frozen=True)
class Settled:
    """What was settled; provider_id WHOLE_QUARTER: the quarter as a whole. `publication` is the file that documents are
    made from; `documents` are their sha256 by name."""

    edition_id: str
    provider_id: str
    quarter: str
    content_hash: str
    publication: Path
    documents: Mapping[str, str]


# given what is being settled, the finished documents by file name; whatever it raises, nothing is settled
Documents = Callable[[Settled], Mapping[str, bytes]]


def no_documents(_: Settled) -> Mapping[str, bytes]:
    return {}


def frozen(
    acts: Acts, provider_id: str, quarter: str, *, by: str, at: str, documents: Documents,
    settle: Callable[[dict[str, str]], None],
) -> Settled:  # fmt: skip
    """`settle` writes the act itself, with the key of the edition it is given. All of it or nothing. Raises whatever
    `settle` and `documents` raise."""
    settings = settings_within(acts, by=by)
    with acts.ledger.transaction():
        count = acts.ledger.rows("select count(*) as many from edition")[0]["many"]
        key = {"provider_id": provider_id, "quarter": quarter, "edition_id": f"E{count + 1:04d}"}
        settle(key)
        tables = compute(acts, settings)
        facts = {**key, "settled_by": by, "settled_at": at, "schema_version": promise.SCHEMA_VERSION,
                 "ledger_position": acts.ledger.position}  # fmt: skip
        files = Edition(facts, part_of(tables, provider_id, quarter)).files
        found = content_hash(files)
        kept = {**key, "content_hash": found, "data_sha256": acts.archive.keep(packed(files))}
        acts.ledger.append("edition_frozen", kept, actor=by, at=at)
        tables["editions"] = shaped(edition_table(acts.ledger), EDITIONS)
        path, identity, _ = freeze_within(acts, tables)
        settled = Settled(key["edition_id"], provider_id, quarter, found, path, {})
        made = {name: acts.archive.keep(content) for name, content in sorted(documents(settled).items())}
        if made:
            acts.ledger.append("edition_documents", {**key, "documents": made}, actor=by, at=at)
        published = {"audience": Audience.INTERN.value, "publication": identity}
        acts.ledger.append("published", published, actor=by, at=at)
    point_to(acts.home, path)
    return replace(settled, documents=made)
