"""What efforts are worth (block value x hours x days, bonuses, invoices), each rounded to cents once.

Value of a person = block value x min(hours, norm)/norm x days/365, days with both ends within the term; half up, per
line. The rules of a table that a source leaves open are parameters of that table (see block_tables)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from pipelines.social_return.block_tables import HUNDRED, Block, BlockTable, Bonus, Per
from pipelines.social_return.calendar import add_months, days_between, last_of_months, leap_days
from pipelines.social_return.efforts import Effort, Line, Term, Window
from pipelines.social_return.money import ZERO, cents
from schemas.vocabulary import TargetGroup

_TIMED = (Per.YEAR, Per.MONTH)
_NONE = Decimal(0)
Key = tuple[str, str]
Row = tuple[Effort, Block | None, Term]


def block_of(effort: Effort, table: BlockTable) -> Block | None:
    """The block an effort counts as; None: the table has no one value for it, and it is custom work."""
    if effort.block:
        return table.block(effort.block)
    if effort.target_group == TargetGroup.ANDERS:
        return None
    return table.block_for(effort.target_group, effort.form)


def value(efforts: Iterable[Effort], terms: Mapping[str, Term], *, until: date | None = None) -> list[Line]:
    """One line per effort, in the order given; `until` counts what was done up to and including that day, without it
    each runs to its planned end. What a candidate may still count for does not depend on the order."""
    rows = _rows(efforts, terms)
    since = _first_days(rows)
    windows = [
        _window(item, block, term, until=until, first_day=since[_candidate(item, block)])
        if block is not None and block.per in _TIMED
        else Window()
        for item, block, term in rows
    ]
    bearing = _bearing(rows, windows)
    return _capped_by_work(
        [_line(row, window, until=until, bonus_at=bearing) for row, window in zip(rows, windows, strict=True)]
    )


def _rows(efforts: Iterable[Effort], terms: Mapping[str, Term]) -> list[Row]:
    """Each effort with its block and term; the same question to a table is asked once."""
    known: dict[tuple[object, ...], Block | None] = {}
    rows: list[Row] = []
    for effort in efforts:
        term = terms[effort.obligation_id]
        asked = (id(term.table), effort.block, effort.target_group, effort.form)
        if asked not in known:
            known[asked] = block_of(effort, term.table)
        rows.append((effort, known[asked], term))
    return rows


def _candidate(effort: Effort, block: Block) -> Key:
    """Who has no candidate reference stands alone."""
    return effort.candidate or effort.effort_id, block.code


def _order(effort: Effort) -> tuple[date, str]:
    return effort.starts_on, effort.effort_id


def _first_days(rows: list[Row]) -> dict[Key, date]:
    """Per candidate and block the first day that counts, over all contracts."""
    days: dict[Key, date] = {}
    for effort, block, term in rows:
        if block is not None and block.per in _TIMED:
            key, first = _candidate(effort, block), max(effort.starts_on, opens(term))
            if key not in days or first < days[key]:
                days[key] = first
    return days


def _bearing(rows: list[Row], windows: list[Window]) -> dict[Key, Effort]:
    """Per candidate and bonus the first effort that counts: it bears a bonus that counts once, in full."""
    bearing: dict[Key, Effort] = {}
    for (effort, _, term), window in zip(rows, windows, strict=True):
        if effort.bonuses and window.days and not _too_few(effort, term.table):
            for code in effort.bonuses:
                key = (effort.candidate or effort.effort_id, code.casefold())
                if key not in bearing or _order(effort) < _order(bearing[key]):
                    bearing[key] = effort
    return bearing


def _too_few(effort: Effort, table: BlockTable) -> bool:
    hours = effort.hours or _NONE
    return hours <= 0 or hours < table.minimum_hours


def opens(term: Term) -> date:
    back = term.table.look_back_months
    return add_months(term.starts_on, -back) if back else term.starts_on


def _line(row: Row, window: Window, *, until: date | None, bonus_at: Mapping[Key, Effort]) -> Line:
    effort, block, term = row
    if block is None:
        return _custom(effort, term, until)
    if block.per not in _TIMED:
        return _counted(effort, block, term, until=until)
    return _timed(effort, block, term.table, window=window, bonus_at=bonus_at)


def _window(effort: Effort, block: Block, term: Term, *, until: date | None, first_day: date) -> Window:
    table = term.table
    first = max(effort.starts_on, opens(term))
    ended = effort.ends_on or effort.planned_end or term.ends_on
    last, reason = min(ended, term.ends_on), ""
    if table.hired_before_months is not None:
        hired = effort.hired_on or effort.starts_on
        if hired < add_months(term.starts_on, -table.hired_before_months):
            return Window(reason="hired_too_early")
    if block.cap_months is not None and table.cap_counting == "calendar":
        capped = last_of_months(first_day, block.cap_months)
        last, reason = (capped, "capped") if capped < last else (last, "")
    if first > last:
        return Window(reason="cap_reached" if reason else "outside_term")
    if until is not None and first > until:
        return Window(reason="not_started")
    if until is not None and until < last:
        last, reason = until, ""
    leap = leap_days(first, last) if table.year_days == "365/366" else 0
    return Window(first, last, days_between(first, last), leap, reason)


def _timed(effort: Effort, block: Block, table: BlockTable, *, window: Window, bonus_at: Mapping[Key, Effort]) -> Line:
    hours = min(effort.hours or _NONE, table.norm_hours)
    if not window.days or _too_few(effort, table):
        reason = window.reason or ("below_minimum_hours" if hours > 0 else "no_hours")
        return Line(effort, table, block, window, ZERO, _NONE, reason=reason)
    above, below = _share(effort, table, window=window, hours=hours)
    who = effort.candidate or effort.effort_id
    named = {code.casefold() for code in effort.bonuses}
    added = tuple(
        bonus
        for bonus in (table.bonuses if named else ())
        if bonus.code.casefold() in named and (table.bonus_pro_rata or bonus_at[who, bonus.code.casefold()] is effort)
    )
    worth = _worth(block, table, added, share=(above, below))
    codes = tuple(bonus.code for bonus in added)
    return Line(effort, table, block, window, cents(worth), above / below, codes, reason=window.reason)


def _worth(block: Block, table: BlockTable, bonuses: Iterable[Bonus], *, share: tuple[Decimal, Decimal]) -> Decimal:
    """Block value and bonuses for a part of a full-time year, divided once."""
    extra = sum((bonus.amount for bonus in bonuses), _NONE)
    amount = block.amount * (12 if block.per is Per.MONTH else 1)
    above, below = share
    if table.bonus_pro_rata:
        return (amount + extra) * above / below
    return amount * above / below + extra


def _share(effort: Effort, table: BlockTable, *, window: Window, hours: Decimal) -> tuple[Decimal, Decimal]:
    """The part of a full-time year as one fraction, so that nothing is rounded twice."""
    days = Decimal(window.days)
    if table.counting == "hours" and effort.quantity is not None:
        whole = days_between(effort.starts_on, effort.ends_on or effort.planned_end or window.last or effort.starts_on)
        worked = effort.quantity * min(days, Decimal(whole))
        return min((worked, table.norm_year_hours * whole), (days, Decimal(365)), key=lambda part: part[0] / part[1])
    if window.leap_days:
        plain = days - window.leap_days
        return hours * (plain * 366 + window.leap_days * 365), table.norm_hours * 365 * 366
    return hours * days, table.norm_hours * 365


def _inside(effort: Effort, term: Term, until: date | None) -> str:
    """Why an effort of one day does not count; empty where it does."""
    if not opens(term) <= effort.starts_on <= term.ends_on:
        return "outside_term"
    return "not_started" if until is not None and effort.starts_on > until else ""


def _counted(effort: Effort, block: Block, term: Term, *, until: date | None) -> Line:
    """Hours, days or what was paid."""
    reason = _inside(effort, term, until)
    quantity, paid = effort.quantity or _NONE, effort.paid or _NONE
    if block.per is Per.INVOICE:
        worth = paid * block.share / HUNDRED
    elif block.maximum:
        worth = min(paid, quantity * block.amount)
    else:
        worth = quantity * block.amount
    return Line(effort, term.table, block, Window(), ZERO if reason else cents(worth), _NONE, reason=reason)


def _custom(effort: Effort, term: Term, until: date | None) -> Line:
    reason = _inside(effort, term, until)
    worth = ZERO if reason or effort.claimed is None else cents(effort.claimed)
    return Line(effort, term.table, None, Window(), worth, _NONE, reason=reason or "custom")


def _capped_by_work(lines: list[Line]) -> list[Line]:
    """Where a table counts its cap in worked years: who has used them up counts no more, whatever the calendar says."""
    at = [
        index
        for index, line in enumerate(lines)
        if line.table.cap_counting == "worked" and line.block and line.block.cap_months and line.fte_years
    ]
    used: dict[Key, Fraction] = {}
    result = list(lines)
    for index in sorted(at, key=lambda index: _order(lines[index].effort)):
        line = lines[index]
        assert line.block is not None and line.block.cap_months is not None
        key = _candidate(line.effort, line.block)
        left = max(Fraction(line.block.cap_months, 12) - used.get(key, Fraction(0)), Fraction(0))
        hours = min(line.effort.hours or _NONE, line.table.norm_hours)
        above, below = _share(line.effort, line.table, window=line.window, hours=hours)
        share = Fraction(above) / Fraction(below)
        used[key] = used.get(key, Fraction(0)) + min(share, left)
        if share > left:
            result[index] = _less(line, left)
    return result


def _less(line: Line, left: Fraction) -> Line:
    assert line.block is not None
    share = Decimal(left.numerator) / Decimal(left.denominator)
    if not left:
        return replace(line, amount=ZERO, fte_years=_NONE, added=(), worked_share=share, reason="cap_reached")
    bonuses = [bonus for bonus in line.table.bonuses if bonus.code in line.added]
    parts = (Decimal(left.numerator), Decimal(left.denominator))
    worth = _worth(line.block, line.table, bonuses, share=parts)
    return replace(line, amount=cents(worth), fte_years=share, worked_share=share, reason="capped")
