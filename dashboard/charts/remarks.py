"""Dated remarks (annotations) on a time axis: a thin line or a band with a short label; the whole text stands in words."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import dutch
from dashboard.charts.frame import Placed
from dashboard.rows import Remark
from schemas.quarter import Period

_SHORT = 26  # characters of a label in the picture


def placed(remarks: Sequence[Remark], periods: Sequence[Period]) -> tuple[Placed, ...]:
    """Those that fall within the periods, clipped to them; period i runs from i - 0.5 to i + 0.5."""
    found = []
    for remark in remarks:
        last = remark.ends_on or remark.starts_on
        within = [i for i, p in enumerate(periods) if p.first_day <= last and remark.starts_on <= p.last_day]
        if not within:
            continue
        moment = remark.ends_on is None or remark.ends_on == remark.starts_on
        start, end = (float(within[0]),) * 2 if moment else (within[0] - 0.5, within[-1] + 0.5)
        found.append(Placed(start, end, _short(remark.text), told(remark)))
    return tuple(found)


def told(remark: Remark) -> str:
    """12 maart 2025: verhuizing naar een andere locatie."""
    when = dutch.day(remark.starts_on)
    if remark.ends_on and remark.ends_on != remark.starts_on:
        when = f"{when} tot en met {dutch.day(remark.ends_on)}"
    return f"{when}: {remark.text}"


def _short(text: str) -> str:
    """Not cut within what stands between brackets."""
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1].partition(' (')[0].rstrip()}…"
