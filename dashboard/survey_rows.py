"""The rows of a published file about surveys as they travel: frozen, with the names of schemas.publication."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Wave:
    """One wave of a survey, as it was held."""

    wave_id: str
    kind: str
    title: str
    quarter: str
    starts_on: date | None
    ends_on: date | None
    purpose: str | None
    agency: str | None
    target_group: str | None
    mode: str | None
    selection: str | None
    weighting: str
    weight_source: str | None
    margin_of_error: bool
    per_provider: bool
    per_provider_reason: str | None
    method_sentence: str | None


@dataclass(frozen=True, slots=True)
class Response:
    """How many answered one wave: of one provider, or of everyone together (provider_id None)."""

    wave_id: str
    provider_id: str | None
    population: int | None
    invited: int | None
    undeliverable: int | None
    completed: int | None
    response_rate: float | None
    n_eff: float | None
    deff: float | None
    weight_smallest: float | None
    weight_largest: float | None
    reason_code: str | None
    sentence: str | None


@dataclass(frozen=True, slots=True)
class Item:
    """One question of one wave, and whether it may be compared with the wave before."""

    wave_id: str
    item: str
    position: int
    text: str
    kind: str
    scale: str | None
    topic: str | None
    attributable_to: str | None
    direction: str | None
    comparability: str | None
    compared_with: str | None
    comparability_reason: str | None


@dataclass(frozen=True, slots=True)
class Result:
    """One measure of one item (or topic): of everyone together, of a provider, or of a district."""

    wave_id: str
    item: str
    measure: str
    option: str | None
    provider_id: str | None
    district: str | None
    weighted: bool
    value: float | None
    numerator: float | None
    denominator: float | None
    n: int | None
    missing: int | None
    missing_share: float | None
    lower: float | None
    upper: float | None
    indicative: bool | None
    reason_code: str | None
    reason: str | None
    sentence: str | None
    former_value: float | None
    former_n: int | None
    change: float | None
    change_lower: float | None
    change_upper: float | None
    change_p: float | None
    change_q: float | None
    change_sentence: str | None
    others_value: float | None
    others_n: int | None
    others_difference: float | None
    others_lower: float | None
    others_upper: float | None
    others_p: float | None
    others_q: float | None
    others_sentence: str | None
    provider: str | None = None  # its name, where the question asked for it


@dataclass(frozen=True, slots=True)
class Rated:
    """A provider of which a wave has results."""

    provider_id: str


@dataclass(frozen=True, slots=True)
class WaveResult:
    """A result in one of the waves that asked the same question, with what may be said between it and the one before."""

    wave_id: str
    title: str
    quarter: str
    starts_on: date | None
    value: float | None
    n: int | None
    lower: float | None
    upper: float | None
    indicative: bool | None
    reason_code: str | None
    reason: str | None
    text: str
    comparability: str | None
    compared_with: str | None
    comparability_reason: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to one item: what a bar is drawn of."""

    wave_id: str
    item: str
    provider_id: str | None
    district: str | None
    weighted: bool
    position: int
    answer: str
    side: str | None
    share: float | None
    n: int | None
    few: bool | None


@dataclass(frozen=True, slots=True)
class Margin:
    """One category of one margin that a wave was weighted to."""

    wave_id: str
    margin: str
    category: str
    position: int
    respondents: int | None
    share_answered: float | None
    share_population: float | None
    share_weighted: float | None
    merged: str | None


@dataclass(frozen=True, slots=True)
class Quote:
    """One open answer that an approver released."""

    wave_id: str
    item: str
    position: int
    provider_id: str | None
    question: str
    text: str
