"""Which data set a figure comes from, and which are expected of a provider beside the quarterly monitor."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from pipelines.acts import Acts
from pipelines.register import FAR, Register
from pipelines.slots import KEY
from pipelines.surveys.indicators import SURVEYS_OF
from schemas.indicators.catalogue import CATALOGUE
from schemas.indicators.labour import FROM_LABOUR
from schemas.indicators.social_return import FROM_SOCIAL_RETURN
from schemas.quarter import Quarter
from schemas.vocabulary import DataSet, Evidence

BESIDE = (DataSet.VOLUNTEERS, DataSet.CASE_LIST)
_EVIDENCE = {Evidence.VOLUNTEERS: DataSet.VOLUNTEERS, Evidence.CASE_LIST: DataSet.CASE_LIST}


def _sources(code: str) -> frozenset[DataSet]:
    made_from = [name for name in CATALOGUE[code].made_from if name in CATALOGUE]
    if made_from:
        return frozenset[DataSet]().union(*(_sources(name) for name in made_from))
    if FROM_LABOUR in CATALOGUE[code].made_from:
        return frozenset({DataSet.LABOUR})
    if FROM_SOCIAL_RETURN in CATALOGUE[code].made_from:
        return frozenset({DataSet.SOCIAL_RETURN})
    if CATALOGUE[code].evidence is Evidence.SURVEY:
        return frozenset({SURVEYS_OF[code][0]})
    return frozenset({_EVIDENCE.get(CATALOGUE[code].evidence, DataSet.MONITORING)})


SOURCES = {code: _sources(code) for code in CATALOGUE}
SURVEYED = tuple(dict.fromkeys(kind for kinds in SURVEYS_OF.values() for kind in kinds))
# they come when there is something to tell: no board awaits them
UNAWAITED = (*SURVEYED, DataSet.SOCIAL_RETURN, DataSet.LABOUR)
# the one data set that a figure is counted with: what comes beside the monitor is what it waits for
COUNTED_WITH = {
    code: next((item for item in (*BESIDE, *UNAWAITED) if item in sources), DataSet.MONITORING)
    for code, sources in SOURCES.items()
}


def in_use(on: frozenset[str]) -> tuple[DataSet, ...]:
    """The data sets beside the monitor that a figure is made of that is switched on."""
    return tuple(item for item in BESIDE if any(item in SOURCES[code] for code in on))


def awaited(acts: Acts, quarters: Sequence[Quarter], *, on: frozenset[str]) -> pd.DataFrame:
    """As `awaited_of`, of what counts now."""
    names = ["provider_id", "quarter", "data_set", "delivery_id"]
    active = pd.DataFrame(acts.ledger.rows(f"select {', '.join(names)} from active_slot"), columns=names)  # noqa: S608 - our names
    delivered = acts.warehouse.ask("delivered_beside", active_slot=active.astype("str"))
    return awaited_of(acts.register, delivered, quarters, on=on)


def awaited_of(
    register: Register, delivered: pd.DataFrame, quarters: Sequence[Quarter], *, on: frozenset[str]
) -> pd.DataFrame:
    """One row (provider_id, quarter, data_set) per slot beside the monitor that should be filled: a sub-agreement runs
    on a day of the quarter, and on that day a target is agreed for a figure made of the data set, or the data set came
    for it in an earlier quarter. delivered: as sql/delivered_beside."""
    spans = register.spans[["provider_id", "sub_agreement_id", "runs_from", "runs_until"]]
    wanted = pd.concat([_agreed(register, on), _begun(delivered, on)], ignore_index=True)
    wanted = spans.merge(wanted, on="sub_agreement_id", validate="many_to_many")
    wanted["since"] = wanted[["runs_from", "since"]].max(axis=1)
    wanted["until"] = wanted[["runs_until", "until"]].min(axis=1)
    parts = [
        wanted.loc[
            (wanted["since"] <= pd.Timestamp(quarter.last_day))
            & (wanted["until"] >= pd.Timestamp(quarter.first_day))
            & (wanted["since"] <= wanted["until"])
        ].assign(quarter=str(quarter))[KEY]
        for quarter in quarters
    ]
    found = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=KEY)
    return found.drop_duplicates().astype("str").reset_index(drop=True)


_WANTED = ["sub_agreement_id", "data_set", "since", "until"]


def _agreed(register: Register, on: frozenset[str]) -> pd.DataFrame:
    targets = register.agreed_target
    parts = [
        targets[targets["indicator"].isin([code for code in on if item in SOURCES[code]])].assign(data_set=item.value)
        for item in in_use(on)
    ]
    whole = pd.concat([*parts, targets.iloc[:0].assign(data_set=pd.Series(dtype="str"))], ignore_index=True)
    return whole.assign(since=whole["valid_from"], until=whole["valid_until"].fillna(FAR))[_WANTED]


def _begun(delivered: pd.DataFrame, on: frozenset[str]) -> pd.DataFrame:
    """What came once is expected from the quarter after it."""
    rows = delivered[delivered["data_set"].isin(in_use(on))]
    first = rows.groupby(["sub_agreement_id", "data_set"], as_index=False)["quarter"].min()
    since = [pd.Timestamp(Quarter.parse(text).shift(1).first_day) for text in first["quarter"]]
    return first.assign(since=pd.Series(since, index=first.index, dtype="datetime64[us]"), until=FAR)[_WANTED]
