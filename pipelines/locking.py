"""Settling a slot that was accepted, so that it refuses every load, and opening it again with a reason."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.acts import Acts, acting
from pipelines.errors import NotFound, UsageProblem, WrongState
from pipelines.place import Home
from pipelines.surveys.slots import WHOLE
from pipelines.talk.standing import require_open
from schemas.quarter import NotAPeriod, Quarter
from schemas.vocabulary import DataSet

OF_NO_PROVIDER = (DataSet.CITIZEN_PANEL, DataSet.WMO_SURVEY, DataSet.YOUTH_SURVEY, DataSet.REFERENCE)


def lock(home: Home, provider_id: str | None, quarter: str | None, *, data_set: str, by: str) -> str:
    """Settle (vaststellen) a slot that has an accepted delivery; from then on it refuses every load."""
    with acting(home) as acts:
        return lock_within(acts, provider_id, quarter, data_set=data_set, by=by)


def lock_within(
    acts: Acts, provider_id: str | None, quarter: str | None, *, data_set: str, by: str, at: str | None = None
) -> str:
    """As `lock`, inside an act that is open. Returns what is now locked, in words."""
    slot = _slot(acts, provider_id, quarter, data_set=data_set)
    held = acts.ledger.rows(
        "select 1 from active_slot where provider_id = ? and quarter = ? and data_set = ?", tuple(slot.values())
    )
    if not held:
        raise WrongState(f"{_named(slot)} nog niet geaccepteerd en kan niet worden vastgesteld.")
    if _locked(acts, slot):
        raise WrongState(f"{_named(slot)} al vastgesteld.")
    with acts.ledger.transaction():
        acts.ledger.append("locked", slot, actor=by, at=at)
    return _named(slot)


def settle(home: Home, slots: Sequence[tuple[str, str, str]], *, by: str) -> list[str]:
    """As `lock`, for several slots (provider, quarter, data set) in one act."""
    with acting(home) as acts:
        return [lock_within(acts, provider, quarter, data_set=data_set, by=by) for provider, quarter, data_set in slots]


def unlock(home: Home, provider_id: str | None, quarter: str | None, *, data_set: str, why: str, by: str) -> str:
    """Open a settled slot again. The reason stays in the ledger."""
    with acting(home) as acts:
        return unlock_within(acts, provider_id, quarter, data_set=data_set, why=why, by=by)


def unlock_within(
    acts: Acts, provider_id: str | None, quarter: str | None, *, data_set: str, why: str, by: str, at: str | None = None
) -> str:
    """As `unlock`, inside an act that is open. Returns what is now open, in words."""
    if not why.strip():
        raise UsageProblem('Geef een reden op met --why "...". Die komt in het logboek.')
    slot = _slot(acts, provider_id, quarter, data_set=data_set)
    if not _locked(acts, slot):
        raise WrongState(f"{_named(slot)} niet vastgesteld.")
    require_open(acts.ledger, slot["provider_id"], slot["quarter"])
    with acts.ledger.transaction():
        acts.ledger.append("unlocked", {**slot, "why": why}, actor=by, at=at)
    return _named(slot)


def _locked(acts: Acts, slot: dict[str, str]) -> bool:
    query = "select 1 from locked_slot where provider_id = ? and quarter = ? and data_set = ?"
    return bool(acts.ledger.rows(query, tuple(slot.values())))


def _named(slot: dict[str, str]) -> str:
    """The slot as the beginning of a Dutch sentence."""
    if slot["data_set"] == DataSet.REGISTER:
        return "De stamgegevens zijn"
    if slot["provider_id"] == WHOLE:
        return f"{slot['quarter']} ({slot['data_set']}) is"
    return f"{slot['quarter']} van {slot['provider_id']} ({slot['data_set']}) is"


def _slot(acts: Acts, provider_id: str | None, quarter: str | None, *, data_set: str) -> dict[str, str]:
    """The slot's canonical names. Raises NotFound or UsageProblem."""
    if data_set not in set(DataSet):
        raise UsageProblem(f'Gegevensset "{data_set}" bestaat niet. Kies uit: {", ".join(DataSet)}.')
    if data_set == DataSet.REGISTER:
        return {"provider_id": "*", "quarter": "*", "data_set": data_set}
    if provider_id == WHOLE or (provider_id is None and data_set in OF_NO_PROVIDER):
        return _whole(acts, quarter, data_set)
    if provider_id is None or quarter is None:
        raise UsageProblem("Geef --provider en --quarter op.")
    try:
        canonical = str(Quarter.parse(quarter))
    except NotAPeriod:
        raise UsageProblem(f'"{quarter}" is geen kwartaal. Schrijf bijvoorbeeld 2025-K4.') from None
    acts.register.require_provider(provider_id)
    return {"provider_id": provider_id, "quarter": canonical, "data_set": data_set}


def _whole(acts: Acts, name: str | None, data_set: str) -> dict[str, str]:
    """A slot of no provider: a wave by its code, or an edition of reference figures."""
    query = "select distinct quarter from active_slot where provider_id = ? and data_set = ? order by 1"
    known = [row["quarter"] for row in acts.ledger.rows(query, (WHOLE, data_set))]
    if name not in known:
        listed = ", ".join(known[:10]) or "nog niets"
        raise NotFound(
            f'Geef met --quarter op wat u bedoelt. Geaccepteerd is: {listed}. "{name or ""}" is er niet bij.'
        )
    return {"provider_id": WHOLE, "quarter": str(name), "data_set": data_set}
