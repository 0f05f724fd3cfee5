"""The picture of social return: placements against the term, with the sheet of what is in it. No target groups: a file travels."""

from __future__ import annotations

from dashboard.charts.placements import placements
from dashboard.pictures.picture import Maker, Picture
from dashboard.pictures.sheet import Sheet
from dashboard.readings import Readings
from dashboard.selection import Selection
from schemas.vocabulary import EntryForm, EntryState

PLACEMENTS = "plaatsingen"
COLUMNS = (
    "verplichting",
    "regel",
    "vorm",
    "begin",
    "eind",
    "uren per week",
    "stand",
    "waarde tot nu toe",
    "waarde tot eind",
)


def of_provider(readings: Readings, selection: Selection) -> Picture | None:
    """The obligations of one opdrachtnemer and their entries at the end of a quarter."""
    provider = readings.provider(selection.provider_id or "")
    if provider is None:
        return None
    found = readings.promised(selection.quarter, provider_id=provider.provider_id)
    efforts = readings.efforts(selection.quarter, provider.provider_id)
    drawn = placements(found, efforts, quarter=selection.quarter)
    if drawn is None:
        return None
    rows = tuple(
        (item.obligation_id, item.line, EntryForm(item.form).label, item.starts_on, item.ends_on, item.hours,
         EntryState(item.state).label, item.amount, item.planned_amount)
        for item in efforts
    )  # fmt: skip
    name = f"social-return-{provider.provider_id}-{selection.quarter}"
    return Picture(drawn, Sheet(name, COLUMNS, rows, readings.id), provider.provider)


KINDS: dict[str, Maker] = {PLACEMENTS: of_provider}
