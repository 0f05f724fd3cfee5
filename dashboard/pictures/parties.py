"""Pictures of the network: its timeline and how many parties there are, each with the sheet of what is in it."""

from __future__ import annotations

from dashboard import dutch
from dashboard.charts.network import parties_chart, timeline
from dashboard.party_rows import NetworkEvent as Event
from dashboard.pictures.picture import Maker, Picture
from dashboard.pictures.sheet import Sheet
from dashboard.readings import Readings
from dashboard.selection import Selection
from schemas.quarter import Quarter
from schemas.vocabulary import NetworkEvent

TIMELINE, PARTIES = "tijdlijn", "partijen"
EVENT_COLUMNS = ("datum", "soort", "aanbieder", "wat er gebeurde")
COUNT_COLUMNS = ("indicator", "titel", "kwartaal", "waarde", "toelichting")


def network(readings: Readings, selection: Selection) -> Picture | None:
    """What happened until the end of the quarter, of all or of one provider with what the whole network did."""
    until = Quarter.parse(selection.quarter).last_day
    events = events_until(readings, selection)
    drawn = timeline(readings.participants(selection.provider_id), events, until=until)
    if drawn is None:
        return None
    names = {row.provider_id: row.provider for row in readings.providers()}
    rows = tuple(
        (event.on_day, NetworkEvent(event.kind).label, names.get(event.provider_id or ""), event.text)
        for event in events
    )
    sheet = Sheet(f"tijdlijn-{selection.provider_id or 'netwerk'}", EVENT_COLUMNS, rows, readings.id)
    return Picture(drawn, sheet, names.get(selection.provider_id or "", "het netwerk"))


def events_until(readings: Readings, selection: Selection) -> list[Event]:
    """What the timeline shows, and its table and sheet tell."""
    until = Quarter.parse(selection.quarter).last_day
    return [event for event in readings.network_events(selection.provider_id) if event.on_day <= until]


def parties(readings: Readings, selection: Selection) -> Picture | None:
    """NET-1 to NET-3 per quarter."""
    rows = readings.network_figures(until=selection.quarter)
    drawn = parties_chart(rows)
    if drawn is None:
        return None
    made = tuple((row.indicator, row.title, dutch.period(row.quarter), row.value, row.sentence) for row in rows)
    return Picture(drawn, Sheet(f"partijen-{selection.quarter}", COUNT_COLUMNS, made, readings.id), "het netwerk")


KINDS: dict[str, Maker] = {TIMELINE: network, PARTIES: parties}
