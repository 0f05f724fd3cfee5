"""Which pictures there are, each under its name in the address: asked with a checked choice, made from the publication."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dashboard import dutch
from dashboard.charts.control import control_chart
from dashboard.charts.pool import pool_chart
from dashboard.charts.standings import standings_chart
from dashboard.charts.trend import trend_chart
from dashboard.pictures import comparing, parties, social_return, surveys
from dashboard.pictures.picture import FOLDER, Maker, Picture, file_address
from dashboard.pictures.sheet import Sheet, control_sheet, figures_sheet, pool_sheet
from dashboard.readings import Readings
from dashboard.rows import Figure, StatusCount
from dashboard.selection import Selection
from schemas.vocabulary import SignalMethod, Theme, Variation

__all__ = ["FOLDER", "KINDS", "SHEETS", "Picture", "file_address"]


def trend(readings: Readings, selection: Selection) -> Picture | None:
    """One headline figure over its quarters."""
    definition = readings.definition(selection.indicator or "")
    if definition is None or selection.provider_id is None:
        return None
    rows = readings.trend(
        selection.provider_id,
        definition.indicator,
        sub_agreement_id=selection.sub_agreement_id,
        until=selection.quarter,
        comparable=selection.comparable,
    )
    if not rows:
        return None
    name = f"{definition.indicator}-{selection.sub_agreement_id or selection.provider_id}-{selection.quarter}"
    sheet = figures_sheet(f"verloop-{name}", rows, readings.definitions(), publication=readings.id)
    remarks = readings.remarks(selection.provider_id, definition.indicator, selection.sub_agreement_id)
    return Picture(trend_chart(rows, definition, remarks=remarks), sheet, _about(rows))


def control(readings: Readings, selection: Selection) -> Picture | None:
    """One headline figure held against its own past, as it stood at the end of the quarter."""
    definition = readings.definition(selection.indicator or "")
    if definition is None or selection.provider_id is None:
        return None
    series = {"quarter": selection.quarter, "sub_agreement_id": selection.sub_agreement_id}
    phases = readings.control_phases(selection.provider_id, definition.indicator, **series)
    if not phases:
        return None
    rows = readings.series(phases)
    causes = readings.special_causes(selection.provider_id, definition.indicator, **series)
    remarks = readings.remarks(selection.provider_id, definition.indicator, selection.sub_agreement_id)
    chart = control_chart(rows, phases, causes, definition=definition, remarks=remarks)
    name = f"{definition.indicator}-{selection.sub_agreement_id or selection.provider_id}-{selection.quarter}"
    sheet = control_sheet(f"regelkaart-{name}", rows, phases, causes, publication=readings.id)
    return Picture(chart, sheet, _about(rows))


def standings(readings: Readings, selection: Selection) -> Picture | None:
    """How many providers had which status in a theme, quarter by quarter."""
    rows = readings.standings(selection.theme or "", until=selection.quarter)
    if not rows:
        return None
    key = f"{selection.theme} {selection.quarter}"
    return readings.once("standings", key, lambda: _standings(readings, selection, rows))


def _standings(readings: Readings, selection: Selection, rows: Sequence[StatusCount]) -> Picture:
    shown = tuple(
        (dutch.period(row.quarter), Theme(row.theme).label, dutch.status(row.status), row.providers) for row in rows
    )
    sheet = Sheet(f"stand-{selection.theme}-{selection.quarter}", STANDING_COLUMNS, shown, readings.id)
    return Picture(standings_chart(rows), sheet, "alle aanbieders")


def pool(readings: Readings, selection: Selection) -> Picture | None:
    """The volunteer pool of a provider in a quarter as a balance, with its earlier quarters in the sheet."""
    provider = readings.provider(selection.provider_id or "")
    if provider is None:
        return None
    rows = [
        row
        for row in readings.pools(provider.provider_id, until=selection.quarter)
        if row.sub_agreement_id == selection.sub_agreement_id
    ]
    if not rows or rows[0].quarter != selection.quarter:
        return None
    about = ", ".join(filter(None, (provider.provider, rows[0].title)))
    chart = pool_chart(rows[0], about=about)
    if chart is None:
        return None
    name = f"vrijwilligers-{selection.sub_agreement_id or provider.provider_id}-{selection.quarter}"
    names = {provider.provider_id: provider.provider}
    return Picture(chart, pool_sheet(name, rows, names, publication=readings.id), about)


def pools(readings: Readings, selection: Selection) -> Sheet | None:
    """The volunteer pools of all providers in a quarter."""
    providers = {row.provider_id: row.provider for row in readings.providers()}
    rows = readings.pools_across(selection.quarter, first=1, last=len(providers))
    return pool_sheet(f"vrijwilligers-{selection.quarter}", rows, providers, publication=readings.id)


def across(readings: Readings, selection: Selection) -> Sheet | None:
    """One indicator of all providers in a quarter, of one part where a filter asks for it: numbers only."""
    if selection.indicator is None:
        return None
    rows = readings.across(
        selection.indicator,
        quarter=selection.quarter,
        first=1,
        last=len(readings.providers()),
        breakdown=selection.breakdown,
    )
    name = f"aanbieders-{selection.indicator}-{selection.quarter}"
    return figures_sheet(name, rows, readings.definitions(), publication=readings.id)


def signals(readings: Readings, selection: Selection) -> Sheet | None:
    """The sustained changes of a quarter, all of them, also those of which the page shows only the first."""
    if not readings.signal_counts(selection.quarter):
        return None
    rows = readings.signals(selection.quarter, theme=selection.theme, provider_id=selection.provider_id)
    shown = tuple(
        (row.provider, row.sub_agreement, row.indicator, row.title, dutch.period(row.quarter), dutch.period(row.since),
         Variation(row.variation).label, SignalMethod(row.method).label, row.sentence)
        for row in rows
    )  # fmt: skip
    parts = [part for part in (selection.theme, selection.provider_id, selection.quarter) if part]
    return Sheet(f"signalen-{'-'.join(parts)}", SIGNAL_COLUMNS, shown, readings.id)


def _about(rows: Sequence[Figure]) -> str:
    return ", ".join(filter(None, (rows[0].provider, rows[0].sub_agreement))) if rows else ""


TREND, CONTROL, STANDINGS, ACROSS = "verloop", "regelkaart", "stand", "aanbieders"
SIGNALS = "signalen"
POOL, POOLS = "vrijwilligers", "vrijwilligers-aanbieders"
SIGNAL_COLUMNS = (
    "aanbieder", "deelovereenkomst", "indicator", "titel", "kwartaal", "sinds", "verandering", "gevonden met", "wat is er gezien",
)  # fmt: skip
STANDING_COLUMNS = ("kwartaal", "thema", "stand", "aanbieders")
KINDS: dict[str, Maker] = {
    TREND: trend,
    CONTROL: control,
    STANDINGS: standings,
    POOL: pool,
    comparing.FUNNEL: comparing.funnel,
    comparing.MULTIPLES: comparing.side_by_side,
    **surveys.KINDS,
    **parties.KINDS,
    **social_return.KINDS,
}
SHEETS: dict[str, Callable[[Readings, Selection], Sheet | None]] = {
    ACROSS: across,
    POOLS: pools,
    SIGNALS: signals,
    **surveys.SHEETS,
}  # tables without a picture
