"""What a chart is, before anything draws it: screen and paper render this same object."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.vocabulary import Status


@dataclass(frozen=True)
class Point:
    """One period. `value` is None where there is no figure; `gap` then says why, in a word; `beyond`: for a value that is not
    reached yet, what it is more than, in short."""

    key: str  # 2025-K4
    label: str  # 4e kwartaal 2025
    short: str  # K4 2025, for the axis
    value: float | None
    shown: str  # the value as the Dutch write it, with its unit; the gap's word when there is none
    lower: float | None
    upper: float | None
    target: float | None
    n: float | None
    status: Status | None
    gap: str | None
    beyond: str | None = None  # > 154


@dataclass(frozen=True)
class Tick:
    at: float
    label: str


@dataclass(frozen=True)
class Placed:
    """A dated remark at its place on the axis: from `start` to `end`, the same where it is one moment."""

    start: float
    end: float
    label: str
    told: str  # when, and the whole text


@dataclass(frozen=True)
class Chart:
    """A trend of one indicator: what is drawn and what is read out."""

    id: str
    title: str
    unit: str  # Dutch word
    direction: str  # Dutch: hoger is beter
    points: tuple[Point, ...]
    ticks: tuple[Tick, ...]
    bottom: float
    top: float
    target_label: str | None  # label at the end of the target line, such as 'norm 85%'
    alt: str  # one sentence that says what the picture shows
    remarks: tuple[Placed, ...] = ()  # place i is the i-th point
    form: str = "line"  # 'bars' for counts, 'line' for shares, days and grades; both stand on zero
