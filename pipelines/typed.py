"""What somebody types instead of delivering it: findings beside the field, and the new state delivered like any other file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from pipelines.acts import Acts
from pipelines.arrival import Delivered, Parcel, deliver_within
from pipelines.errors import UsageProblem, WrongState
from pipelines.findings import Finding
from schemas.labour import WHOLE
from schemas.quarter import Quarter
from schemas.vocabulary import DataSet, DeliveryState


class TypedWrong(UsageProblem):
    """What was typed cannot be right. `beside`: header of the field -> what is wrong there; without a field under ""."""

    def __init__(self, errors: Iterable[Finding]) -> None:
        # typed: there is no sheet with rows to point at
        found = [replace(item, sheet=None, row=None, cell=None) for item in errors]
        super().__init__(" ".join(dict.fromkeys(item.sentence for item in found)))
        self.beside: dict[str, tuple[str, ...]] = {}
        for item in found:
            here = self.beside.get(item.column or "", ())
            self.beside[item.column or ""] = tuple(dict.fromkeys((*here, replace(item, column=None).sentence)))


def deliver_state(
    acts: Acts, content: bytes, slot: tuple[str, Quarter, DataSet], *, by: str, at: str | None = None
) -> Delivered:
    """Deliver the whole state of a slot as a workbook, and let it count. Raises WrongState where it cannot."""
    provider_id, quarter, data_set = slot
    locked = "select 1 from locked_slot where provider_id = ? and quarter = ? and data_set = ?"
    if acts.ledger.rows(locked, (provider_id, str(quarter), data_set.value)):
        raise WrongState(f"Het {quarter.label} is vastgesteld. Er is niets veranderd.")
    name = f"{quarter}-{'gemeente' if provider_id == WHOLE else provider_id}-{data_set}.xlsx"
    (result,) = deliver_within(acts, [Parcel(Path(name), by, accept=True, at=at, data=content)])
    if result.state is not DeliveryState.ACCEPTED:
        found = [item.sentence for item in result.checked.errors]
        raise WrongState(" ".join(found) or f"Dit telt nog niet mee: {result.told or result.state.label}.")
    return result


def remark(acts: Acts) -> str:
    """On the sheet that explains: nobody sent this state, and after which act it came to be. So no two are the same file,
    also where somebody types back what stood before."""
    return f"Deze stand is op een pagina of opdrachtregel ingevuld, na regel {acts.ledger.position} van het logboek."
