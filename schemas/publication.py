"""The tables of a published file: the promise between the wings. All that a reader may need is in them."""

from __future__ import annotations

from schemas.judged_tables import JUDGED_TABLES
from schemas.labour_tables import LABOUR_TABLES
from schemas.party_tables import PARTY_TABLES
from schemas.published_table import DAY, FLAG, REAL, TEXT, WHOLE, Table
from schemas.social_return_tables import SOCIAL_RETURN_TABLES
from schemas.survey_tables import SURVEY_TABLES
from schemas.talk import TALK_TABLES
from schemas.umbrella_questions import UMBRELLA_QUESTIONS

PROVIDERS = Table(
    "providers",
    "one provider, alphabetical by `position`; joined_on/left_on span the whole participation",
    {
        "provider_id": TEXT,
        "provider": TEXT,
        "position": WHOLE,
        "joined_on": DAY,
        "left_on": DAY,
        "succeeded_by": TEXT,
        "placeholder": FLAG,  # registered by a recipe's explicit wish, not from the register
    },
    ("provider_id",),
)
SUB_AGREEMENTS = Table(
    "sub_agreements",
    "one sub-agreement",
    {"sub_agreement_id": TEXT, "provider_id": TEXT, "title": TEXT, "starts_on": DAY, "ends_on": DAY},
    ("sub_agreement_id",),
)
INDICATORS = Table(
    "indicators",
    "one declared indicator with its Dutch texts; `position` is the reading order",
    {
        "indicator": TEXT,
        "position": WHOLE,
        "title": TEXT,
        "title_en": TEXT,
        "question": TEXT,
        "definition": TEXT,
        "pitfall": TEXT,
        "theme": TEXT,
        "unit": TEXT,
        "direction": TEXT,
        "combination": TEXT,
        "evidence": TEXT,
        "minimum_n": WHOLE,
        "rba": TEXT,  # vocabulary.RbaQuestion
        "attributable_to": TEXT,
        "judged_against": TEXT,
        "made_from": TEXT,  # what a derived one is computed from, a Dutch listing; null for the others
        "checked_by": TEXT,
        "reviewed_on": DAY,
        "in_use": FLAG,  # switched on by the municipality
    },
    ("indicator",),
)
QUARTERS = Table(
    "quarters",
    "one quarter with its completeness: providers that should deliver, and that have an accepted delivery",
    {"quarter": TEXT, "position": WHOLE, "expected": WHOLE, "delivered": WHOLE},
    ("quarter",),
)
VALUES = Table(
    "values",
    "one figure, or the plain statement that there is none: provider x sub-agreement x period x indicator x "
    "breakdown. sub_agreement_id is null in a provider total; value null always has a reason.",
    {
        "provider_id": TEXT,
        "provider": TEXT,
        "sub_agreement_id": TEXT,
        "sub_agreement": TEXT,
        "grain": TEXT,  # vocabulary.Grain
        "quarter": TEXT,
        "period": TEXT,  # 2025-K4 or 2025-10
        "period_kind": TEXT,  # vocabulary.PeriodKind
        "theme": TEXT,
        "indicator": TEXT,
        "unit": TEXT,
        "direction": TEXT,
        "breakdown": TEXT,  # vocabulary.Breakdown, null for the total
        "breakdown_value": TEXT,
        "headline": FLAG,  # the figure that stands for this indicator on tiles and in the trend
        "value": REAL,  # in the unit; percent 0-100
        "numerator": REAL,
        "denominator": REAL,
        "n": REAL,  # null: unknown or hidden
        "lower": REAL,  # 95%: Wilson where a share, Kaplan-Meier's band where from a case list
        "upper": REAL,
        "more_than": REAL,  # not reached yet: the value is null and is more than this
        "indicative": FLAG,  # 10 <= n < 30
        "target": REAL,  # what the figure is compared with: pro rata for a year-to-date count
        "target_agreed": REAL,  # as agreed, for the whole target period
        "target_period": TEXT,  # vocabulary.TargetPeriod
        "status": TEXT,  # vocabulary.Status; null for months and breakdowns: the verdict is per quarter
        "reason_code": TEXT,
        "reason": TEXT,  # Dutch sentence
        # the next eight are of headline quarters only, as known at the end of that quarter: never with later data
        "verdict": TEXT,  # vocabulary.Verdict: one headline per series
        "verdict_sentence": TEXT,  # Dutch: what it means, and how it was found
        "variation": TEXT,  # vocabulary.Variation; null where there is no icon
        "assurance": TEXT,  # vocabulary.Assurance; null where there is no icon
        "forecast": REAL,  # year to date only: straight line to the end of the year
        "forecast_lower": REAL,
        "forecast_upper": REAL,
        "forecast_sentence": TEXT,
        "previous_value": REAL,  # previous quarter, same figure
        "year_ago_value": REAL,  # same quarter last year
        "provisional": FLAG,  # the quarter's delivery is not locked yet
        "note": TEXT,  # what the provider wrote with the figure
    },
    (
        "provider_id",
        "sub_agreement_id",
        "grain",
        "indicator",
        "quarter",
        "period_kind",
        "period",
        "breakdown",
        "breakdown_value",
    ),
)
OVERVIEW = Table(
    "overview",
    "one provider x theme x quarter: the most concerning status among its headline figures, and which one",
    {
        "quarter": TEXT,
        "provider_id": TEXT,
        "provider": TEXT,
        "position": WHOLE,
        "theme": TEXT,
        "status": TEXT,
        "indicator": TEXT,  # the indicator the status comes from, null if none
        "reason": TEXT,
        "verdict": TEXT,  # of that indicator
        "variation": TEXT,
        "assurance": TEXT,
        "figures": WHOLE,  # headline figures with a value
        "expected": WHOLE,  # headline figures expected
    },
    ("quarter", "provider_id", "theme"),
)
STATUS_COUNTS = Table(
    "status_counts",
    "how many providers have a status, per quarter and theme",
    {"quarter": TEXT, "theme": TEXT, "status": TEXT, "providers": WHOLE},
    ("quarter", "theme", "status"),
)
COMPLETENESS = Table(
    "completeness",
    "one slot: provider x quarter x data set, and how far its delivery is",
    {
        "quarter": TEXT,
        "provider_id": TEXT,
        "data_set": TEXT,
        "state": TEXT,  # vocabulary.SlotState
        "due_on": DAY,
        "delivered_at": TEXT,  # UTC ISO of the active (else latest) delivery, null if none
        "days_late": WHOLE,  # > 0 late; null if none
        "version": WHOLE,  # how many accepted versions this slot has had
        "delivery_id": TEXT,
        "figures": WHOLE,
        "expected": WHOLE,
    },
    ("quarter", "provider_id", "data_set"),
)
DELIVERIES = Table(
    "deliveries",
    "one delivery: a file that arrived, who brought it and when (UTC)",
    {
        "delivery_id": TEXT,
        "file_name": TEXT,
        "sha256": TEXT,
        "recipe": TEXT,
        "data_set": TEXT,
        "state": TEXT,  # vocabulary.DeliveryState
        "delivered_by": TEXT,
        "received_at": TEXT,
        "accepted_by": TEXT,
        "accepted_at": TEXT,
        "rows": WHOLE,  # null of a case list or survey: how many rows is how many persons
        "rows_skipped": WHOLE,
    },
    ("delivery_id",),
)
DELIVERED_CELLS = Table(
    "delivered_cells",
    "one delivered row behind a figure: where it stands in the file and what stood there. Values of hidden "
    "figures are left out; their address stays. Of a case list or a survey, in which a row is a person, only the sheet and its "
    "first row: not which rows, nor how many.",
    {
        "provider_id": TEXT,
        "sub_agreement_id": TEXT,
        "quarter": TEXT,
        "period": TEXT,
        "indicator": TEXT,
        "breakdown": TEXT,
        "breakdown_value": TEXT,
        "delivery_id": TEXT,
        "version": WHOLE,
        "sheet": TEXT,
        "row": WHOLE,
        "value_cell": TEXT,  # 'K14', or 'D2; E2' when made from several cells
        "numerator_cell": TEXT,
        "denominator_cell": TEXT,
        "value": REAL,
        "numerator": REAL,
        "denominator": REAL,
        "recipe_note": TEXT,  # what the recipe did to it, such as 'weken x 7'
    },
    (
        "delivery_id",
        "sheet",
        "row",
        "indicator",
        "period",
        "value_cell",
        "numerator_cell",
        "sub_agreement_id",
        "provider_id",
    ),
)
POOLS = Table(
    "pools",
    "the volunteer pool of one sub-agreement (or of a provider: sub_agreement_id null) in one quarter, as a balance: "
    "stock_begin + recruited + returned - departed = stock_end",
    {
        "provider_id": TEXT,
        "sub_agreement_id": TEXT,
        "quarter": TEXT,
        "stock_begin": REAL,
        "recruited": REAL,
        "former_clients": REAL,  # of recruited
        "returned": REAL,
        "departed": REAL,
        "stock_end": REAL,
        "active": REAL,
        "previous_end": REAL,  # stock_end of the quarter before
        "difference": REAL,  # stock_begin - previous_end; 0 when reconciled, null when unknown
        "reason_code": TEXT,  # why numbers are absent
        "sentence": TEXT,  # Dutch: whether it balances and connects
    },
    ("provider_id", "sub_agreement_id", "quarter"),
)
ANNOTATIONS = Table(
    "annotations",
    "one dated remark that is drawn on charts: written by somebody, or what a decision of the consultation changed",
    {
        "annotation_id": TEXT,
        "starts_on": DAY,
        "ends_on": DAY,  # null: one moment
        "text": TEXT,
        "indicator": TEXT,  # null: all
        "provider_id": TEXT,  # null: all
        "sub_agreement_id": TEXT,  # null: all
        "written_by": TEXT,
        "written_at": TEXT,
    },
    ("annotation_id", "indicator", "provider_id", "sub_agreement_id"),
)
TABLES = (
    PROVIDERS,
    SUB_AGREEMENTS,
    INDICATORS,
    QUARTERS,
    VALUES,
    OVERVIEW,
    STATUS_COUNTS,
    COMPLETENESS,
    DELIVERIES,
    DELIVERED_CELLS,
    *JUDGED_TABLES,
    POOLS,
    *SURVEY_TABLES,
    *SOCIAL_RETURN_TABLES,
    *LABOUR_TABLES,
    ANNOTATIONS,
    *TALK_TABLES,
    *PARTY_TABLES,
    UMBRELLA_QUESTIONS,
)

# `meta` (key, value) is not part of the content hash: id, audience, schema_version, municipality,
# municipality_code, umbrella_agreement, ledger_position, published_at (UTC, of the last ledger event)
META = Table("meta", "one fact about the file itself", {"key": TEXT, "value": TEXT}, ("key",))
SCHEMA_VERSION = 5
POINTER = "intern.pointer"  # in <home>/publications; it holds the name of the current file
