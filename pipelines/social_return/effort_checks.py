"""What entries show beside each other: more than one full-time week of a candidate, the same placement claimed twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from pipelines.social_return.efforts import Effort, Term

_NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class Overlap:
    """From `day` on these efforts of one candidate are together more than one full-time job."""

    efforts: tuple[str, ...]
    day: date
    share: Fraction


def overlaps(efforts: Iterable[Effort], terms: Mapping[str, Term]) -> list[Overlap]:
    """Per candidate the first day on which placements add up to more than 1.0 full-time, over all contracts."""
    found = []
    for _, own in sorted(_by_candidate(efforts).items()):
        changes: dict[date, list[tuple[Effort, Fraction]]] = defaultdict(list)
        for effort in own:
            share = Fraction(effort.hours or _NONE) / Fraction(terms[effort.obligation_id].table.norm_hours)
            changes[effort.starts_on].append((effort, min(share, Fraction(1))))
            last = effort.ends_on or effort.planned_end or terms[effort.obligation_id].ends_on
            changes[max(last, effort.starts_on) + timedelta(days=1)].append((effort, -min(share, Fraction(1))))
        over = _first_over(changes)
        if over is not None:
            found.append(over)
    return found


def _by_candidate(efforts: Iterable[Effort]) -> dict[str, list[Effort]]:
    by: dict[str, list[Effort]] = defaultdict(list)
    for effort in efforts:
        if effort.candidate and effort.hours:
            by[effort.candidate].append(effort)
    return by


def _first_over(changes: Mapping[date, list[tuple[Effort, Fraction]]]) -> Overlap | None:
    running: dict[str, Fraction] = {}
    for day in sorted(changes):
        for effort, share in sorted(changes[day], key=lambda change: change[1]):
            if share < 0:
                running.pop(effort.effort_id, None)
            else:
                running[effort.effort_id] = share
        together = sum(running.values(), Fraction(0))
        if together > 1:
            return Overlap(tuple(sorted(running)), day, together)
    return None


def same_placement(efforts: Iterable[Effort], districts: Mapping[str, str] | None = None) -> list[tuple[str, ...]]:
    """Groups of entries that may be one placement claimed twice: same target group, form, hours, start and district,
    under two contracts or by two providers. A question to a person, never a verdict."""
    places = districts or {}
    alike: dict[tuple[object, ...], list[Effort]] = defaultdict(list)
    for effort in efforts:
        if effort.target_group and effort.hours:
            key = (effort.target_group, effort.form, effort.hours, effort.starts_on, places.get(effort.effort_id, ""))
            alike[key].append(effort)
    groups = [
        tuple(sorted(item.effort_id for item in group))
        for group in alike.values()
        if len({item.obligation_id for item in group}) > 1
    ]
    return sorted(groups)
