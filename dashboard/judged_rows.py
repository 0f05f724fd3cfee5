"""The rows of a published file about what chance explains, as they travel: frozen, with the names of schemas.judged_tables."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ControlPhase:
    """One phase of a control chart: its mean and limits, as it stood at the end of a quarter."""

    provider_id: str
    sub_agreement_id: str | None
    indicator: str
    quarter: str
    phase: int
    period_kind: str
    first_period: str
    last_period: str
    points: int
    stage: str
    mean: float | None
    lower: float | None
    near_lower: float | None
    near_upper: float | None
    upper: float | None
    preset: str
    decision: str | None


@dataclass(frozen=True, slots=True)
class SpecialCause:
    """A point of a control chart that is more than the usual movement."""

    period: str
    rule: str
    variation: str


@dataclass(frozen=True, slots=True)
class Funnel:
    """One indicator in one quarter, held against the providers together."""

    indicator: str
    quarter: str
    providers: int
    left_out: int
    mean: float | None
    phi: float | None
    tau2: float | None
    outside: int
    reason_code: str | None
    sentence: str


@dataclass(frozen=True, slots=True)
class FunnelPoint:
    """One provider in, or beside, a funnel."""

    indicator: str
    quarter: str
    provider_id: str
    provider: str
    position: int
    value: float | None
    numerator: float | None
    n: float | None
    z: float | None
    q: float | None
    flag: str | None
    stands_out: bool | None
    reason_code: str | None
    sentence: str | None
    lower: float | None  # the margin of its own figure, from the table of values
    upper: float | None


@dataclass(frozen=True, slots=True)
class FunnelLimit:
    """The limits of a funnel at one size."""

    n: float
    lower_95: float
    upper_95: float
    lower_998: float
    upper_998: float


@dataclass(frozen=True, slots=True)
class Signal:
    """One sustained change that still lasts at the end of a quarter."""

    provider_id: str
    provider: str
    position: int
    sub_agreement_id: str | None
    sub_agreement: str | None
    grain: str
    indicator: str
    title: str
    quarter: str
    theme: str
    method: str
    variation: str
    since: str
    points: int
    sentence: str


@dataclass(frozen=True, slots=True)
class SignalCount:
    """How many series were looked at with one method, and how many false signals to expect."""

    quarter: str
    method: str
    series: int
    signals: int
    false_expected: float | None
    sentence: str
