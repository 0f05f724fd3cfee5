"""Where a provider stands in a quarter: taking part, delivered, provisional or locked; and the PDF."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard import dutch
from dashboard.readings import Readings
from dashboard.rows import Provider, Slot
from dashboard.selection import report_address
from dashboard.views.markup import Safe, icon, join, notice, provisional_icon, tag
from schemas.quarter import Quarter
from schemas.vocabulary import DataSet, SlotState, Status

_NOT_EXPECTED = "voor dit kwartaal wordt geen levering verwacht"
_LOCKING = {
    SlotState.LOCKED: "vastgesteld",
    SlotState.ACCEPTED: "voorlopig",
}


def absence(provider: Provider, quarter: str) -> Safe | None:
    """Why there can be no figures at all: not yet joined, or left. None when the provider takes part."""
    span = Quarter.parse(quarter)
    if provider.joined_on and provider.joined_on > span.last_day:
        told = f"{provider.provider} doet mee vanaf {dutch.day(provider.joined_on)}."
        return _absent(Status.NOT_YET_JOINED, told, span)
    if provider.left_on and provider.left_on < span.first_day:
        told = f"{provider.provider} deed mee tot en met {dutch.day(provider.left_on)}."
        return _absent(Status.LEFT, told, span)
    return None


def _absent(status: Status, told: str, span: Quarter) -> Safe:
    word = tag("b", f" {dutch.capital(status.label)}. ")
    return join(icon(status), word, f"{told} Over het {span.label} worden geen cijfers verwacht.")


def drawn(readings: Readings, provider: Provider, quarter: str, *, takes_part: bool) -> None:
    """One quiet line of facts and the PDF; a block of its own when nothing was delivered."""
    slots = [row for row in readings.completeness(quarter) if row.provider_id == provider.provider_id]
    facts = _facts(slots)
    successor = readings.provider(provider.succeeded_by) if provider.succeeded_by else None
    if successor:
        facts.append(tag("span", f"Opgevolgd door {successor.provider}"))
    report = _report(quarter, provider) if takes_part else None
    st.html(tag("div", tag("p", facts, class_="kb-facts"), report, class_="kb-standing"))
    missing = [slot for slot in slots if SlotState(slot.state) in _MISSING]
    for slot in missing:
        st.html(notice(_missing(slot, quarter, named=len(slots) > 1), tone="concern"))


def _report(quarter: str, provider: Provider) -> Safe:
    words = "Download kwartaalrapport (PDF)"
    address = report_address(quarter, provider.provider_id)
    return tag("a", words, href=address, class_="kb-button", download=True)


_MISSING = (SlotState.MISSING, SlotState.REFUSED, SlotState.WAITING)


def _facts(slots: Sequence[Slot]) -> list[Safe]:
    """One fact for data sets that stand alike; named where there is more than the quarterly monitor."""
    alike: dict[tuple[object, ...], list[Slot]] = {}
    for slot in slots:
        alike.setdefault((slot.state, slot.delivered_at, slot.days_late, slot.version), []).append(slot)
    names = [dutch.listing([DataSet(slot.data_set).label for slot in same]) for same in alike.values()]
    return [
        _fact(same[0], f"{name}: " if len(slots) > 1 else "") for name, same in zip(names, alike.values(), strict=True)
    ]


def _fact(slot: Slot, name: str) -> Safe:
    """Voorlopig; geleverd op 26 januari 2026, 9 dagen te laat; tweede versie."""
    state = SlotState(slot.state)
    parts = [_NOT_EXPECTED if state is SlotState.NOT_EXPECTED else dutch.delivery(slot.state, None)]
    if slot.delivered_at and state in _LOCKING:
        parts = [_LOCKING[state], f"geleverd op {dutch.moment(slot.delivered_at)}"]
    if slot.days_late and slot.days_late > 0:
        parts.append(f"{dutch.figure(slot.days_late, 'days')} te laat")
    if slot.version and slot.version > 1:
        parts.append(f"versie {dutch.number(slot.version)}")
    mark = join(provisional_icon(), " ") if state is SlotState.ACCEPTED else None
    return tag("span", mark, dutch.capital(f"{name}{', '.join(parts)}"))


def _missing(slot: Slot, quarter: str, *, named: bool) -> Safe:
    what = dutch.data_set(slot.data_set)
    words = {
        SlotState.MISSING: f"is {what} niet geleverd" if named else "is niets geleverd",
        SlotState.REFUSED: f"is {what if named else 'een bestand'} geweigerd: er zitten fouten in die nog niet zijn hersteld",
        SlotState.WAITING: f"is {what} geleverd, maar nog niet geaccepteerd"
        if named
        else "is een bestand geleverd dat nog wacht op acceptatie",
    }[SlotState(slot.state)]
    due = f" De uiterste datum was {dutch.day(slot.due_on)}." if slot.due_on else ""
    return join(icon(Status.NOT_DELIVERED), f" Over het {dutch.period(quarter)} {words}.{due}")
