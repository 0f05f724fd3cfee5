"""Numbers, dates, quarters, plurals and sentences, as the Dutch write them. Knows no screen and no paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime

from schemas.in_words import NOTHING as NOTHING
from schemas.in_words import cases as cases
from schemas.in_words import decimals as decimals
from schemas.in_words import figure, number
from schemas.quarter import Month, Quarter, parse_period
from schemas.vocabulary import DataSet, Direction, SlotState, Status, Theme, Unit

LOCALE = "nl_NL"
_HERE = ZoneInfo("Europe/Amsterdam")


def euros(value: float) -> str:
    """€ 46.366,05"""
    return f"€ {number(value, 2)}"


def cell(value: float | None, unit: str) -> str:
    """A value in a table whose heading names the unit: percentages keep their sign; days, hours and fte years lose the word."""
    if unit == Unit.FTE_YEARS and value is not None:
        return number(value, decimals(unit))
    return figure(value, {Unit.DAYS: Unit.COUNT, Unit.HOURS: Unit.GRADE}.get(Unit(unit), unit))


def reached(value: float | None, more_than: float | None, unit: str) -> str:
    """A value in its unit; where it is not reached yet, what it is more than: meer dan 90 dagen."""
    return figure(value, unit) if value is not None or more_than is None else f"meer dan {figure(more_than, unit)}"


def beyond(more_than: float, unit: str) -> str:
    """The same in a table or a narrow band: > 90."""
    return f"> {cell(more_than, unit)}"


def margin(lower: float | None, upper: float | None, unit: str) -> str:
    """The 95% interval in words, empty where there is none."""
    if lower is None or upper is None:
        return ""
    return f"{figure(lower, unit)} tot {figure(upper, unit)}"


def plural(count: float, one: str, many: str) -> str:
    """1 aanbieder, 28 aanbieders, geen aanbieders."""
    if not count:
        return f"geen {many}"
    return f"{number(count)} {one if count == 1 else many}"


def listing(parts: Sequence[str]) -> str:
    """a, b en c."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} en {parts[-1]}"


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """Starts with a capital and ends with a full stop."""
    text = capital(text.strip())
    return text if not text or text.endswith((".", "?", "!")) else f"{text}."


def day(value: date) -> str:
    """4 november 2025."""
    return format_date(value, "d MMMM y", locale=LOCALE)


def moment(utc: str) -> str:
    """A UTC ISO time as the clock in the Netherlands shows it: 4 november 2025, 14.05 uur."""
    at = datetime.fromisoformat(utc)
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at
    return format_datetime(at.astimezone(_HERE), "d MMMM y, HH.mm 'uur'", locale=LOCALE)


def file_size(count: int) -> str:
    """12 kB, 1,2 MB: of so many bytes, a kilobyte being a thousand."""
    return f"{number(count / 1e6, 1)} MB" if count >= 1e6 else f"{number(max(count / 1e3, 1))} kB"


def period(text: str) -> str:
    """2025-K4 -> 4e kwartaal 2025; 2025-10 -> oktober 2025."""
    return parse_period(text).label


def short_period(text: str) -> str:
    """2025-K4 -> K4 2025; 2025-10 -> okt 2025."""
    match parse_period(text):
        case Quarter(year, quarter_number):
            return f"K{quarter_number} {year}"
        case Month() as month:
            return format_date(month.first_day, "LLL y", locale=LOCALE).replace(".", "")


def status(code: str | None) -> str:
    return Status(code).label if code else ""


def direction(code: str) -> str:
    """hoger is beter / lager is beter / geen richting, short enough for the head of a chart."""
    return Direction(code).label.partition(":")[0]


_DELIVERY = {
    SlotState.LOCKED: "vastgesteld",
    SlotState.ACCEPTED: "geleverd",
    SlotState.WAITING: "wacht op acceptatie",
    SlotState.REFUSED: "geweigerd",
    SlotState.MISSING: "niet geleverd",
    SlotState.NOT_EXPECTED: "niet verwacht",
}


_DATA_SETS = {
    DataSet.VOLUNTEERS: "het vrijwilligersblad",
    DataSet.REFERENCE: "de kengetallen",
    DataSet.SOCIAL_RETURN: "social return",
    DataSet.LABOUR: "vacatures en plaatsingen",
}


def data_set(code: str) -> str:
    """What is delivered, with its article: de kwartaalmonitor, het vrijwilligersblad."""
    known = DataSet(code)
    return _DATA_SETS.get(known, f"de {known.label}")


def delivery(state: str, days_late: int | None) -> str:
    """How a provider's delivery stands, in a few words: geleverd, 9 dagen te laat."""
    words = _DELIVERY[SlotState(state)]
    if (days_late or 0) > 0 and SlotState(state) is not SlotState.NOT_EXPECTED:
        return f"{words}, {figure(days_late, Unit.DAYS)} te laat"
    return words


def _status_part(counts: dict[str, int], code: Status) -> str | None:
    count = counts.get(code, 0)
    return f"{number(count)}\u00a0{code.label}" if count else None  # never parted at the end of a line


def theme_answer(theme: str, counts: dict[str, int]) -> str:
    """Bereik: 19 op koers, 4 aandacht, 2 achter."""
    order = (
        Status.ON_TRACK,
        Status.ATTENTION,
        Status.BEHIND,
        Status.UNCERTAIN,
        Status.TOO_FEW,
        Status.SUPPRESSED,
        Status.NOT_DELIVERED,
    )
    parts = [part for code in order if (part := _status_part(counts, code))]
    return f"{Theme(theme).label}: {', '.join(parts)}" if parts else f"{Theme(theme).label}: nog geen oordelen"


def theme_standing(theme: str, status_code: str, title: str | None) -> str:
    """Termijnen: achter, door 'Wachtenden aan het einde van de periode'."""
    because = f" (‘{title}’)" if title and Status(status_code) in (Status.ATTENTION, Status.BEHIND) else ""
    return f"{Theme(theme).label}: {Status(status_code).label}{because}."


def completeness(expected: int, delivered: int) -> str:
    """Of how many of the providers that should deliver that counts, as a sentence."""
    if not expected:
        return "Voor dit kwartaal wordt geen levering verwacht."
    if delivered >= expected:
        return f"Van alle {number(expected)} aanbieders is de levering geaccepteerd."
    return f"Van {number(delivered)} van de {number(expected)} aanbieders is de levering geaccepteerd."
