"""The rows of a published file as they travel: frozen, with the names of schemas.publication."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Meta:
    """Facts about the file itself."""

    id: str
    audience: str
    schema_version: str
    municipality: str
    municipality_code: str
    umbrella_agreement: str
    ledger_position: str
    published_at: str  # UTC ISO


@dataclass(frozen=True, slots=True)
class Provider:
    provider_id: str
    provider: str
    position: int
    joined_on: date | None
    left_on: date | None
    succeeded_by: str | None
    placeholder: bool


@dataclass(frozen=True, slots=True)
class SubAgreement:
    sub_agreement_id: str
    provider_id: str
    title: str
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Definition:
    """One indicator as it was declared when this file was published."""

    indicator: str
    position: int
    title: str
    question: str
    definition: str
    pitfall: str
    theme: str
    unit: str
    direction: str
    combination: str
    evidence: str
    minimum_n: int
    title_en: str | None
    rba: str | None
    attributable_to: str | None
    judged_against: str | None
    made_from: str | None
    checked_by: str | None
    reviewed_on: date | None
    in_use: bool | None


@dataclass(frozen=True, slots=True)
class QuarterState:
    quarter: str
    position: int
    expected: int
    delivered: int


@dataclass(frozen=True, slots=True)
class Figure:
    """One published figure, or the statement that there is none."""

    provider_id: str
    provider: str
    sub_agreement_id: str | None
    sub_agreement: str | None
    grain: str
    quarter: str
    period: str
    period_kind: str
    theme: str
    indicator: str
    unit: str
    direction: str
    breakdown: str | None
    breakdown_value: str | None
    headline: bool
    value: float | None
    numerator: float | None
    denominator: float | None
    n: float | None
    lower: float | None
    upper: float | None
    more_than: float | None  # the value is null because it is not reached yet, and is more than this
    indicative: bool | None
    target: float | None
    target_agreed: float | None
    target_period: str | None
    status: str | None
    reason_code: str | None
    reason: str | None
    verdict: str | None
    verdict_sentence: str | None
    variation: str | None
    assurance: str | None
    forecast: float | None
    forecast_lower: float | None
    forecast_upper: float | None
    forecast_sentence: str | None
    previous_value: float | None
    year_ago_value: float | None
    provisional: bool | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Part:
    """A part that figures are broken down by: a district, a target group, a location."""

    breakdown: str
    breakdown_value: str


@dataclass(frozen=True, slots=True)
class ThemeStatus:
    """One cell of the overview."""

    quarter: str
    provider_id: str
    provider: str
    position: int
    theme: str
    status: str
    indicator: str | None
    reason: str | None
    verdict: str | None
    variation: str | None
    assurance: str | None
    figures: int
    expected: int


@dataclass(frozen=True, slots=True)
class StatusCount:
    quarter: str
    theme: str
    status: str
    providers: int


@dataclass(frozen=True, slots=True)
class Slot:
    """How far one delivery is."""

    quarter: str
    provider_id: str
    data_set: str
    state: str
    due_on: date | None
    delivered_at: str | None
    days_late: int | None
    version: int | None
    delivery_id: str | None
    figures: int | None
    expected: int | None


@dataclass(frozen=True, slots=True)
class Delivery:
    """A file that arrived."""

    delivery_id: str
    file_name: str
    sha256: str
    recipe: str | None
    data_set: str
    state: str
    delivered_by: str | None
    received_at: str | None
    accepted_by: str | None
    accepted_at: str | None
    rows: int | None
    rows_skipped: int | None


@dataclass(frozen=True, slots=True)
class Edition:
    """What was on the table when a talk, or a quarter as a whole, was settled."""

    provider_id: str
    quarter: str
    edition_id: str
    number: int
    content_hash: str
    settled_by: str | None  # for the audience intern alone
    settled_at: str
    replaced: bool
    unsettled: int | None = None  # of a quarter as a whole: talks that were not settled, and why
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """One delivered row behind a figure, with the file it stands in."""

    sub_agreement_id: str | None
    period: str
    indicator: str
    breakdown: str | None
    breakdown_value: str | None
    version: int | None
    sheet: str | None
    row: int | None
    value_cell: str | None
    numerator_cell: str | None
    denominator_cell: str | None
    value: float | None
    numerator: float | None
    denominator: float | None
    recipe_note: str | None
    delivery_id: str
    file_name: str
    sha256: str
    delivered_by: str | None
    received_at: str | None
    accepted_by: str | None
    accepted_at: str | None


@dataclass(frozen=True, slots=True)
class Remark:
    """A dated remark that is drawn on charts."""

    annotation_id: str
    starts_on: date
    ends_on: date | None
    text: str
    written_by: str | None


@dataclass(frozen=True, slots=True)
class PlacedRemark(Remark):
    """The same with where it belongs; nothing named: everywhere."""

    indicator: str | None
    provider_id: str | None
    sub_agreement_id: str | None

    @property
    def remark(self) -> Remark:
        return Remark(self.annotation_id, self.starts_on, self.ends_on, self.text, self.written_by)

    def belongs(self, provider_id: str, indicator: str, sub_agreement_id: str | None) -> bool:
        """Of a total: what belongs to any of its sub-agreements."""
        return (
            self.indicator in (None, indicator)
            and self.provider_id in (None, provider_id)
            and (sub_agreement_id is None or self.sub_agreement_id in (None, sub_agreement_id))
        )


@dataclass(frozen=True, slots=True)
class Pool:
    """A volunteer pool in one quarter, as a balance."""

    provider_id: str
    sub_agreement_id: str | None
    quarter: str
    stock_begin: float | None
    recruited: float | None
    former_clients: float | None
    returned: float | None
    departed: float | None
    stock_end: float | None
    active: float | None
    previous_end: float | None
    difference: float | None
    reason_code: str | None
    sentence: str | None
    title: str | None  # of the sub-agreement


@dataclass(frozen=True, slots=True)
class Place:
    """A provider in a list that is read in pieces."""

    provider_id: str
    provider: str
    position: int
