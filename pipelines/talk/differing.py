"""What was known at a talk beside what is known now, with what happened in between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from pipelines.archive import Archive
from pipelines.data_sets import SOURCES
from pipelines.ledger import Ledger
from pipelines.place import Home
from pipelines.projection import Event
from pipelines.publishing import published_values
from pipelines.talk.edition import read_table, unpacked
from pipelines.talk.settling import edition_of
from pipelines.talk.standing import dutch_day
from schemas.indicators.catalogue import CATALOGUE
from schemas.publication import VALUES
from schemas.quarter import NotAPeriod, Quarter
from schemas.talk import WHOLE_QUARTER
from schemas.vocabulary import DataSet

_KEY = ["quarter", "indicator", "sub_agreement_id", "grain", "provider_id"]
_SHOWN = ("value", "target", "status", "verdict", "n")
_SAME = 1e-9  # relative: a CSV keeps all digits, another machine may add in another order
NEWER = (
    "Geen handeling in het logboek verklaart dit. Dan rekent een nieuwere versie van Kwartaalbeeld anders; "
    "zie Gewijzigde cijfers in CHANGELOG.md."
)


@dataclass(frozen=True)
class Known:
    """One figure at one moment; None: there was no such figure, or it was not shown."""

    value: float | None
    target: float | None
    status: str | None
    verdict: str | None
    n: float | None = None


@dataclass(frozen=True)
class EditionDifference:
    provider_id: str | None  # None: a figure of everyone together
    quarter: str
    indicator: str
    title: str
    unit: str
    sub_agreement_id: str | None
    then: Known
    now: Known
    why: tuple[str, ...]  # Dutch sentences: what happened since


def differences_of(home: Home, ledger: Ledger, edition_id: str) -> list[EditionDifference]:
    """The headline figures of the edition that are now published otherwise, the talk's own quarter first."""
    found = edition_of(ledger, edition_id)
    provider, quarter = found["provider_id"], found["quarter"]
    files = unpacked(Archive(home).read(found["data_sha256"]))
    then = _headlines(read_table(files, VALUES), provider, quarter)
    chosen = None if provider == WHOLE_QUARTER else provider
    now = _headlines(published_values(home, provider_id=chosen), provider, quarter)
    since = list(ledger.events(after=found["seq"]))
    order = {code: place for place, code in enumerate(CATALOGUE)}
    changed = [key for key in {**then, **now} if not _same(then.get(key, _NOTHING), now.get(key, _NOTHING))]
    changed.sort(key=lambda key: (key[0] != quarter, key[0], key[4] or "", order.get(key[1], len(order)), key[2] or ""))
    return [
        EditionDifference(
            key[4], key[0], key[1], CATALOGUE[key[1]].title if key[1] in CATALOGUE else key[1],
            CATALOGUE[key[1]].unit.value if key[1] in CATALOGUE else "count", key[2],
            then.get(key, _NOTHING), now.get(key, _NOTHING),
            tuple(_causes(ledger, since, provider=key[4] or WHOLE_QUARTER, quarter=key[0], indicator=key[1])) or (NEWER,),
        )
        for key in changed
    ]  # fmt: skip


_NOTHING = Known(None, None, None, None)
_Key = tuple[str, str, str | None, str, str | None]


def _headlines(values: pd.DataFrame, provider: str, quarter: str) -> dict[_Key, Known]:
    rows = values[values["headline"] & (values["quarter"] <= quarter)]
    if provider != WHOLE_QUARTER:
        rows = rows[rows["provider_id"] == provider]
    plain = rows[[*_KEY, *_SHOWN]].astype(object)
    plain = plain.where(plain.notna(), None)
    return {tuple(row[:5]): Known(*row[5:]) for row in plain.itertuples(index=False, name=None)}


def _same(one: Known, other: Known) -> bool:
    return (one.status, one.verdict) == (other.status, other.verdict) and all(
        (a is None and b is None) or (a is not None and b is not None and abs(a - b) <= _SAME * max(1.0, abs(a)))
        for a, b in ((one.value, other.value), (one.target, other.target))
    )


def _causes(ledger: Ledger, since: list[Event], *, provider: str, quarter: str, indicator: str) -> Iterator[str]:
    """What changed this figure: deliveries of its own quarter; where there are none, what it leans on."""
    own = [text for event in since for text in _of_quarter(ledger, event, provider, quarter, indicator=indicator)]
    yield from own or (text for event in since for text in _around(ledger, event, provider, indicator))


def _of_quarter(ledger: Ledger, event: Event, provider: str, quarter: str, *, indicator: str) -> Iterator[str]:
    if event.kind in ("accepted", "withdrawn"):
        slots = "select data_set from delivery_slot where delivery_id = ? and provider_id = ? and quarter = ?"
        found = ledger.rows(slots, (event.payload["delivery_id"], provider, quarter))
        if told := fed([DataSet(row["data_set"]) for row in found], indicator):
            yield f"{_delivery(ledger, event)} ({told} over {_when(quarter)})."


_APART = frozenset({DataSet.SOCIAL_RETURN, DataSet.LABOUR})  # nothing else leans on them, and they on nothing else


def fed(sets: list[DataSet], indicator: str) -> str:
    """Which of these data sets may have changed the figure, in words: what it is made of, where that is among them."""
    sources = SOURCES.get(indicator, frozenset())
    may = [item for item in sets if item is DataSet.REGISTER or (item in _APART) == bool(sources & _APART)]
    return ", ".join(sorted(item.label for item in [item for item in may if item in sources] or may))


def _around(ledger: Ledger, event: Event, provider: str, indicator: str) -> Iterator[str]:
    day, payload = dutch_day(event.at), event.payload
    if event.kind in ("accepted", "withdrawn"):
        slots = "select distinct quarter, data_set from delivery_slot where delivery_id = ? and provider_id in (?, '*')"
        found: dict[str, list[DataSet]] = {}
        for row in ledger.rows(slots, (payload["delivery_id"], provider)):
            found.setdefault(row["quarter"], []).append(DataSet(row["data_set"]))
        told = [
            told_of if when == "*" else f"{told_of} over {_when(when)}"
            for when, sets in sorted(found.items())
            if (told_of := fed(sets, indicator))
        ]
        if told:
            yield f"{_delivery(ledger, event)} ({', '.join(told)})."
    elif event.kind == "rebased" and (payload["provider_id"], payload["indicator"]) == (provider, indicator):
        yield f"De regelkaart begint opnieuw op {dutch_day(payload['on'])}, besloten op {day} door {event.actor}."
    elif event.kind in ("entry_approved", "entry_rejected") and CATALOGUE[indicator].theme.value == "social_return":
        what = "goedgekeurd" if event.kind == "entry_approved" else "afgekeurd"
        yield f"Op {day} is een inzet voor social return {what} door {event.actor}."
    elif event.kind == "settings":
        yield f"Op {day} zijn de instellingen veranderd door {event.actor}."


def _when(quarter: str) -> str:
    try:
        return f"het {Quarter.parse(quarter).label}"
    except NotAPeriod:  # a slot by another name, such as that of a survey
        return quarter


def _delivery(ledger: Ledger, event: Event) -> str:
    row = ledger.delivery(event.payload["delivery_id"]) or {}
    what = "geaccepteerd" if event.kind == "accepted" else "ingetrokken"
    return f"Op {dutch_day(event.at)} is {row.get('delivery_id')} ({row.get('file_name')}) {what} door {event.actor}"
