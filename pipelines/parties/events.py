"""All that happened in the network, in the order of time: who came and left, proposals, meetings, decisions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from pipelines.register import Register
from schemas.vocabulary import MeetingKind, NetworkEvent, ProposalPhase, SuccessionKind

_Event = tuple[pd.Timestamp, NetworkEvent, str | None, str]


def event_table(register: Register) -> pd.DataFrame:
    """As schemas.party_tables.NETWORK_EVENTS."""
    order = {kind: rank for rank, kind in enumerate(NetworkEvent)}
    found = [event for event in _events(register) if pd.notna(event[0])]
    found.sort(key=lambda event: (event[0], order[event[1]], event[3]))
    rows = [
        {"position": position, "on_day": on_day, "kind": kind.value, "provider_id": provider, "text": text}
        for position, (on_day, kind, provider, text) in enumerate(found)
    ]
    return pd.DataFrame(rows)


def _events(register: Register) -> Iterator[_Event]:
    names = register.provider.set_index("provider_id")["provider"].to_dict()
    for row in register.umbrella_agreement.to_dict("records"):
        yield row["published_on"], NetworkEvent.STARTED, None, f"{row['title']} gepubliceerd."
        yield row["starts_on"], NetworkEvent.STARTED, None, f"{row['title']} ingegaan."
        yield row["ends_on"], NetworkEvent.ENDS, None, f"{row['title']} loopt af."
    began = set(register.umbrella_agreement["starts_on"].dropna())
    for row in register.participation[~register.participation["placeholder"].astype(bool)].to_dict("records"):
        name = names.get(row["provider_id"], row["provider_id"])
        if row["joined_on"] not in began:  # those of the first day are the beginning itself
            yield (
                row["joined_on"],
                NetworkEvent.JOINED,
                row["provider_id"],
                _because(f"{name} trad toe", row["joined_because"]),
            )
        yield row["left_on"], NetworkEvent.LEFT, row["provider_id"], _because(f"{name} trad uit", row["reason"])
    for row in register.predecessor.to_dict("records"):
        heir, before = (names.get(row[name], row[name]) for name in ("provider_id", "predecessor_id"))
        kind = SuccessionKind(row["kind"]).label
        yield row["since"], NetworkEvent.SUCCEEDED, row["provider_id"], f"{before} ging op in {heir} ({kind})."
    for row in register.proposal_step.to_dict("records"):
        yield row["on_day"], NetworkEvent.PROPOSAL, row["provider_id"], _step(row, names)
    for row in register.network_meeting.to_dict("records"):
        yield row["held_on"], NetworkEvent.MEETING, None, f"{MeetingKind(row['kind']).label}: {row['subject']}."
    for row in register.consultation_decision.to_dict("records"):
        yield row["decided_on"], NetworkEvent.DECISION, None, f"{row['subject']}: {row['decision']}"


def _because(what: str, why: Any) -> str:
    return f"{what}. {why}" if isinstance(why, str) and why else f"{what}."


def _step(row: dict[str, Any], names: dict[str, str]) -> str:
    phase = ProposalPhase(row["phase"]).label
    return f"{names.get(row['provider_id'], row['provider_id'])}, {row['title']}: {phase}."
