"""Placements against the term of their obligation: a band for the term, a bar for each entry, a line at the quarter's end."""

from __future__ import annotations

from collections.abc import Sequence, Sized
from datetime import date

from dashboard import dutch
from dashboard.charts.drawing import DASHED, Bar, Drawing, Label, Line, Mark
from dashboard.charts.frame import Tick
from dashboard.social_return_rows import Effort, Promised
from schemas.quarter import Quarter
from schemas.vocabulary import EntryForm, EntryState

_LANE = 34  # px of one line
_BAND = 0.1
_THICK = 0.15
_COLOURS = {EntryState.APPROVED: "accent", EntryState.SUBMITTED: "past", EntryState.REJECTED: "concern"}
SAID = (
    "smalle band: de looptijd van de verplichting",
    "balk: een inzet van begin tot (gepland) eind",
    "rondje: inzet op één dag",
    "kruisje: inzet buiten de looptijd",
    "stippellijn: het einde van het kwartaal",
)


def placements(found: Sequence[Promised], efforts: Sequence[Effort], *, quarter: str) -> Drawing | None:
    """Every obligation with its entries under it, over the terms: an entry does not stretch them. None where nothing was
    promised."""
    if not found:
        return None
    now = Quarter.parse(quarter).last_day
    first, last = min(row.starts_on for row in found), max([now, *(row.ends_on for row in found)])
    bars: list[Bar] = []
    marks: list[Mark] = []
    labels: list[Label] = []
    lanes: list[Promised | Effort] = []
    for row in found:
        lanes.append(row)
        labels.append(_label(words(row), first, lanes, bold=True))
        bars.append(_bar(row.starts_on, row.ends_on, lanes, colour="quiet", thick=_BAND, told=words(row)))
        for item in (item for item in efforts if item.obligation_id == row.obligation_id):
            lanes.append(item)
            told = words(item, _outside(item, row))
            labels.append(_label(told, first, lanes))
            begin, end = max(item.starts_on, first), min(item.ends_on or item.starts_on, last)
            if begin > end:
                edge = min(max(item.starts_on, first), last)
                marks.append(Mark(edge.toordinal(), _middle(lanes), _colour(item), told, "cross", 10))
            elif item.ends_on is None:
                marks.append(Mark(begin.toordinal(), _middle(lanes), _colour(item), told, "disc", 10))
            else:
                bars.append(_bar(begin, end, lanes, colour=_colour(item), thick=_THICK, told=told))
    here = float(now.toordinal())
    return Drawing(
        id="plaatsingen", title="Inzet in de looptijd", caption=dutch.capital("; ".join(SAID)), alt=_alt(found, efforts),
        left=float(first.toordinal()), right=last.toordinal() + (last - first).days * 0.01, bottom=-float(len(lanes)), top=0.0,
        x_ticks=_years(first, last), y_ticks=(), bars=tuple(bars), marks=tuple(marks), labels=tuple(labels),
        lines=(Line("einde van het kwartaal", (here, here), (0.0, -float(len(lanes))), "muted", 1, DASHED),),
        height=_LANE * len(lanes) + 68,
    )  # fmt: skip


def _middle(lanes: Sized) -> float:
    """The height of what is drawn on the lowest line."""
    return 0.22 - len(lanes)


def _label(text: str, first: date, lanes: Sized, *, bold: bool = False) -> Label:
    return Label(first.toordinal(), _middle(lanes) + 0.46, text, bold=bold)


def _bar(first: date, last: date, lanes: Sized, *, colour: str, thick: float, told: str) -> Bar:
    middle = _middle(lanes)
    return Bar(first.toordinal(), middle - thick, last.toordinal() + 1, middle + thick, colour, told)


def _outside(item: Effort, term: Promised) -> str:
    """What is said of an entry with days that are not in the term of its obligation; the table has the days."""
    last = item.ends_on or item.starts_on
    if item.starts_on > term.ends_on or last < term.starts_on:
        return "Buiten de looptijd"
    return "Deels buiten de looptijd" if item.starts_on < term.starts_on or last > term.ends_on else ""


def _colour(item: Effort) -> str:
    return _COLOURS.get(EntryState(item.state), "quiet")


def words(lane: Promised | Effort, outside: str = "") -> str:
    """What stands above a line. No target group: a picture travels further than the page. outside: what is said of days
    that are not in the term; it stands in front, where no small screen cuts it off."""
    if isinstance(lane, Promised):
        return f"{lane.obligation_id}, {lane.starts_on:%d-%m-%Y} tot en met {lane.ends_on:%d-%m-%Y}"
    hours = "" if lane.hours is None else f", {dutch.number(lane.hours, 1).removesuffix(',0')} uur"
    form = EntryForm(lane.form).label
    told = f"{outside}: {form}" if outside else dutch.capital(form)
    return f"{lane.line}. {told}{hours}, {EntryState(lane.state).label}"


def _years(first: date, last: date) -> tuple[Tick, ...]:
    found = [date(year, month, 1) for year in range(first.year, last.year + 2) for month in (1, 7)]
    return tuple(
        Tick(day.toordinal(), str(day.year) if day.month == 1 else "juli") for day in found if first <= day <= last
    )


def _alt(found: Sequence[Promised], efforts: Sequence[Effort]) -> str:
    told = [dutch.plural(len(found), "verplichting", "verplichtingen"), dutch.plural(len(efforts), "inzet", "inzetten")]
    return f"Tijdlijn met {dutch.listing(told)}, elk van begin tot eind. De tabel noemt ze een voor een."
