"""Settling a talk: its deliveries locked, its edition frozen; opening it again; and what is in an edition."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from pipelines.acts import Acts
from pipelines.archive import Archive
from pipelines.decisions import require_reason
from pipelines.errors import NotFound, WrongState
from pipelines.ledger import Ledger, utc_now
from pipelines.parties.words import listing
from pipelines.place import Home
from pipelines.talk.edition import unpacked
from pipelines.talk.freezing import Documents, Settled, frozen, no_documents
from pipelines.talk.standing import quarter_named, require_open, require_open_whole, talk_of
from pipelines.talk.texts import kept_text
from schemas.quarter import Quarter
from schemas.talk import TalkState

_ABOUT = (
    ("active_slot", "quarter"),
    ("talk_note", "quarter"),
    ("action_point", "opened_in"),
)  # of a provider x quarter


def settle_within(
    acts: Acts, provider_id: str, quarter: str, *, by: str, at: str | None = None, documents: Documents = no_documents
) -> Settled:
    """Lock what the provider delivered about the quarter, publish, and freeze the edition with its documents: all of it
    or nothing. Raises NotFound, SlotLocked, WrongState, and whatever `documents` raises."""
    canonical, at = quarter_named(quarter), at or utc_now()
    require_open(acts.ledger, provider_id, canonical)
    _require_ready(acts, provider_id, canonical)

    def settle(key: dict[str, str]) -> None:
        _lock(acts, key, by=by, at=at)
        acts.ledger.append("talk_settled", key, actor=by, at=at)

    return frozen(acts, provider_id, canonical, by=by, at=at, documents=documents, settle=settle)


def _require_ready(acts: Acts, provider_id: str, quarter: str) -> None:
    acts.register.require_provider(provider_id)
    _require_something(acts, provider_id, quarter)
    found = talk_of(acts.ledger, provider_id, quarter)
    if found is None or found["state"] != TalkState.DISCUSSED:
        raise WrongState(
            f"Het gesprek met {acts.register.named(provider_id)} over het {Quarter.parse(quarter).label} is nog niet besproken. Leg eerst vast wanneer het was en wie "
            "erbij was, naar functie. Daarna kunt u het vaststellen."
        )
    require_nothing_waits(acts, quarter, [provider_id])


def require_nothing_waits(acts: Acts, quarter: str, providers: Sequence[str]) -> None:
    """Raises WrongState where something that one of them delivered about the quarter is not decided on."""
    waiting = acts.ledger.rows(
        "select distinct delivery_id, provider_id, file_name from delivery_slot join delivery using (delivery_id) "
        "where quarter = ? and state = 'waiting' order by 1, 2",
        (quarter,),
    )
    found = [row for row in waiting if row["provider_id"] in providers]
    if found:
        names = [
            f"{row['delivery_id']} van {acts.register.named(row['provider_id'])} ({row['file_name']})" for row in found
        ]
        first = found[0]["delivery_id"]
        raise WrongState(
            f"Over het {Quarter.parse(quarter).label} {'wacht' if len(names) == 1 else 'wachten'} nog {listing(names)}. "
            "Wat niet is beslist, kan niet vastliggen: accepteer het eerst of wijs het af (pagina Aanleveren, of kwartaalbeeld "
            f"accept {first}). Stel daarna vast."
        )


def _require_something(acts: Acts, provider_id: str, quarter: str) -> None:
    """Of a quarter without the provider: something that it delivered about it, or that was written in its talk."""
    if acts.register.takes_part(provider_id, Quarter.parse(quarter)):
        return
    there = " union all ".join(
        f"select 1 from {table} where provider_id = ? and {column} = ?"  # noqa: S608 - a closed list
        for table, column in _ABOUT
    )
    if not acts.ledger.rows(there, (provider_id, quarter) * len(_ABOUT)):
        raise WrongState(
            f"{acts.register.named(provider_id)} deed in het {Quarter.parse(quarter).label} niet mee, leverde niets over dat kwartaal, en er is "
            "niets over opgeschreven. Er is dus niets om vast te stellen."
        )


def _lock(acts: Acts, key: Mapping[str, str], *, by: str, at: str) -> None:
    """Everything that counts for the quarter and is not settled yet."""
    slots = acts.ledger.rows(
        "select data_set from active_slot a where provider_id = ? and quarter = ? and not exists (select 1 from "
        "locked_slot l where l.provider_id = a.provider_id and l.quarter = a.quarter and l.data_set = a.data_set) "
        "order by data_set",
        (key["provider_id"], key["quarter"]),
    )
    for slot in slots:
        acts.ledger.append("locked", {**key, "data_set": slot["data_set"]}, actor=by, at=at)


def reopen_within(acts: Acts, provider_id: str, quarter: str, *, why: str, by: str, at: str | None = None) -> None:
    """Open a settled talk and its deliveries again. Its edition stays as it was, and says that it was replaced."""
    require_reason(why)
    canonical, at = quarter_named(quarter), at or utc_now()
    key = {"provider_id": provider_id, "quarter": canonical}
    found = talk_of(acts.ledger, provider_id, canonical)
    if found is None or found["state"] != TalkState.SETTLED:
        raise WrongState(
            f"Het gesprek met {acts.register.named(provider_id)} over het {Quarter.parse(canonical).label} is niet vastgesteld; het is al open."
        )
    require_open_whole(acts.ledger, canonical)
    reason = kept_text(why, "reden")
    slots = acts.ledger.rows(
        "select data_set from locked_slot where provider_id = ? and quarter = ? order by 1", (provider_id, canonical)
    )
    with acts.ledger.transaction():
        acts.ledger.append("talk_reopened", {**key, "why": reason}, actor=by, at=at)
        for slot in slots:
            acts.ledger.append("unlocked", {**key, **slot, "why": reason}, actor=by, at=at)


def editions_of(ledger: Ledger) -> list[dict[str, Any]]:
    """Every edition, oldest first, with its documents (sha256 by name)."""
    rows = ledger.rows("select * from edition order by seq")
    return [{**row, "replaced": bool(row["replaced"]), "documents": json.loads(row["documents"])} for row in rows]


def edition_of(ledger: Ledger, edition_id: str) -> dict[str, Any]:
    """One edition. Raises NotFound."""
    for row in editions_of(ledger):
        if row["edition_id"] == edition_id:
            return row
    raise NotFound('Deze editie bestaat niet. Bekijk ze met "kwartaalbeeld edition list".')


def files_of(home: Home, ledger: Ledger, edition_id: str) -> dict[str, bytes]:
    """The plain files of an edition by name."""
    return unpacked(Archive(home).read(edition_of(ledger, edition_id)["data_sha256"]))


def document_of(home: Home, ledger: Ledger, edition_id: str, name: str) -> bytes:
    documents = edition_of(ledger, edition_id)["documents"]
    if name not in documents:
        listed = ", ".join(sorted(documents)) or "geen"
        raise NotFound(f"Dit stuk hoort niet bij editie {edition_id}. Haar stukken zijn: {listed}.")
    return Archive(home).read(documents[name])
