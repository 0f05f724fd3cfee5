"""The public face of the record: locking and unlocking a quarter."""

from __future__ import annotations

from pipelines.acts import Acts, acting
from pipelines.errors import NotFound, UsageProblem, WrongState
from pipelines.place import Home
from schemas.quarter import NotAPeriod, Quarter
from schemas.vocabulary import DataSet


def lock(home: Home, provider_id: str, quarter: str, *, data_set: str, by: str, at: str | None = None) -> None:
    """Settle (vaststellen) a slot that has an accepted delivery; from then on it refuses every load."""
    with acting(home) as acts:
        lock_within(acts, provider_id, quarter, data_set=data_set, by=by, at=at)


def lock_within(acts: Acts, provider_id: str, quarter: str, *, data_set: str, by: str, at: str | None = None) -> None:
    slot = _slot(acts, provider_id, quarter, data_set=data_set)
    held = acts.ledger.rows(
        "select 1 from active_slot where provider_id = ? and quarter = ? and data_set = ?", tuple(slot.values())
    )
    if not held:
        raise WrongState(f"{slot['quarter']} van {provider_id} heeft geen geaccepteerde levering om vast te stellen.")
    if _locked(acts, slot):
        raise WrongState(f"{slot['quarter']} van {provider_id} was al vastgesteld.")
    with acts.ledger.transaction():
        acts.ledger.append("locked", slot, actor=by, at=at)


def unlock(
    home: Home, provider_id: str, quarter: str, *, data_set: str, why: str, by: str, at: str | None = None
) -> None:
    """Open a settled slot again. The reason stays in the ledger."""
    with acting(home) as acts:
        unlock_within(acts, provider_id, quarter, data_set=data_set, why=why, by=by, at=at)


def unlock_within(
    acts: Acts, provider_id: str, quarter: str, *, data_set: str, why: str, by: str, at: str | None = None
) -> None:
    if not why.strip():
        raise UsageProblem('Geef een reden op met --why "...". Die komt in het logboek.')
    slot = _slot(acts, provider_id, quarter, data_set=data_set)
    if not _locked(acts, slot):
        raise WrongState(f"{slot['quarter']} van {provider_id} is niet vastgesteld.")
    with acts.ledger.transaction():
        acts.ledger.append("unlocked", {**slot, "why": why}, actor=by, at=at)


def _locked(acts: Acts, slot: dict[str, str]) -> bool:
    query = "select 1 from locked_slot where provider_id = ? and quarter = ? and data_set = ?"
    return bool(acts.ledger.rows(query, tuple(slot.values())))


def _slot(acts: Acts, provider_id: str, quarter: str, *, data_set: str) -> dict[str, str]:
    """The slot's canonical names. Raises NotFound or UsageProblem."""
    if data_set not in set(DataSet):
        raise UsageProblem(f'Gegevensset "{data_set}" bestaat niet. Kies uit: {", ".join(DataSet)}.')
    if data_set == DataSet.REGISTER:
        return {"provider_id": "*", "quarter": "*", "data_set": data_set}
    try:
        canonical = str(Quarter.parse(quarter))
    except NotAPeriod:
        raise UsageProblem(f'"{quarter}" is geen kwartaal. Schrijf bijvoorbeeld 2025-K4.') from None
    if provider_id not in set(acts.register.provider["provider_id"]):
        raise NotFound(f'Aanbieder "{provider_id}" staat niet in de stamgegevens.')
    return {"provider_id": provider_id, "quarter": canonical, "data_set": data_set}
