"""The tables of a published file: the promise between the wings. All that a reader may need is in them."""

from __future__ import annotations

from schemas.party_tables import PARTY_TABLES
from schemas.published_table import DAY, FLAG, REAL, TEXT, WHOLE, Table
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
SERIES = ["provider_id", "sub_agreement_id", "grain", "indicator"]
CONTROL_LIMITS = Table(
    "control_limits",
    "one phase of the control chart of one headline series, as it stood at the end of a quarter; limits are null where "
    "the stage is `line`",
    {
        **dict.fromkeys(SERIES, TEXT),
        "quarter": TEXT,  # as known at its end
        "phase": WHOLE,  # 0, 1, ...: a new one only by a dated decision
        "period_kind": TEXT,  # months where they are delivered, else quarters
        "first_period": TEXT,
        "last_period": TEXT,
        "points": WHOLE,
        "stage": TEXT,  # statistics.spc.Stage: line, provisional (dashed, no icons), full
        "mean": REAL,
        "lower": REAL,
        "near_lower": REAL,
        "near_upper": REAL,
        "upper": REAL,
        "preset": TEXT,  # nhsr or mdc-excel
        "decision": TEXT,  # Dutch: why this phase began, null for the first
    },
    (*SERIES, "quarter", "phase"),
)
CONTROL_POINTS = Table(
    "control_points",
    "one point of a control chart that is a special cause, as it stood at the end of a quarter; the values themselves are "
    "in `values`",
    {
        **dict.fromkeys(SERIES, TEXT),
        "quarter": TEXT,
        "period": TEXT,
        "rule": TEXT,  # statistics.spc.Rule: outside, trend, two_of_three, one_side
        "variation": TEXT,  # vocabulary.Variation of this point
    },
    (*SERIES, "quarter", "period"),
)
SIGNALS = Table(
    "signals",
    "one sustained change of one series that still lasts at the end of a quarter",
    {
        **dict.fromkeys(SERIES, TEXT),
        "quarter": TEXT,
        "theme": TEXT,
        "method": TEXT,  # vocabulary.SignalMethod
        "variation": TEXT,
        "since": TEXT,  # the period in which the change began
        "points": WHOLE,  # periods since then, this one included
        "sentence": TEXT,
    },
    (*SERIES, "quarter"),
)
SIGNAL_COUNTS = Table(
    "signal_counts",
    "how many series were looked at in a quarter, how many signal, and how many false signals to expect",
    {
        "quarter": TEXT,
        "method": TEXT,
        "series": WHOLE,
        "signals": WHOLE,
        "false_expected": REAL,
        "sentence": TEXT,
    },
    ("quarter", "method"),
)
FUNNELS = Table(
    "funnels",
    "one indicator x quarter held against the providers together",
    {
        "indicator": TEXT,
        "quarter": TEXT,
        "providers": WHOLE,  # k, in the funnel
        "left_out": WHOLE,  # beside it: fewer than 10 cases, hidden or not delivered
        "mean": REAL,  # percent
        "phi": REAL,
        "tau2": REAL,  # null: not adjusted
        "outside": WHOLE,
        "reason_code": TEXT,  # too_few_providers: no funnel
        "sentence": TEXT,
    },
    ("indicator", "quarter"),
)
FUNNEL_POINTS = Table(
    "funnel_points",
    "one provider in (or beside) a funnel, alphabetical by `position`; never ordered by score",
    {
        "indicator": TEXT,
        "quarter": TEXT,
        "provider_id": TEXT,
        "provider": TEXT,
        "position": WHOLE,
        "value": REAL,
        "numerator": REAL,
        "n": REAL,
        "z": REAL,  # adjusted
        "q": REAL,  # Benjamini-Hochberg over the providers shown
        "flag": TEXT,  # above, below, or null inside the 99.8% limits
        "stands_out": FLAG,  # q < 0.05
        "reason_code": TEXT,  # why it is beside the funnel
        "sentence": TEXT,
    },
    ("indicator", "quarter", "provider_id"),
)
FUNNEL_LIMITS = Table(
    "funnel_limits",
    "the limits of a funnel at one size, to draw its curves",
    {
        "indicator": TEXT,
        "quarter": TEXT,
        "n": REAL,
        "lower_95": REAL,
        "upper_95": REAL,
        "lower_998": REAL,
        "upper_998": REAL,
    },
    ("indicator", "quarter", "n"),
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
_WAVE_PART = {"wave_id": TEXT, "provider_id": TEXT}  # provider_id null: everyone in the wave together
SURVEY_WAVES = Table(
    "survey_waves",
    "one wave of a survey, as it was held",
    {
        "wave_id": TEXT,
        "kind": TEXT,  # vocabulary.DataSet: client, partner, panel or a statutory survey
        "title": TEXT,
        "quarter": TEXT,  # in which it was held; the figures stand in this quarter
        "starts_on": DAY,
        "ends_on": DAY,
        "purpose": TEXT,
        "agency": TEXT,
        "target_group": TEXT,
        "mode": TEXT,  # vocabulary.SurveyMode
        "selection": TEXT,  # vocabulary.Selection
        "weighting": TEXT,  # vocabulary.Weighting
        "weight_source": TEXT,  # Dutch: margins with source and reference date
        "margin_of_error": FLAG,  # false: self-selected, no margins are told
        "per_provider": FLAG,  # false: never shown per provider
        "per_provider_reason": TEXT,  # Dutch: why not
        "method_sentence": TEXT,  # Dutch: in one sentence or three, what was done and what must not be concluded
    },
    ("wave_id",),
)
SURVEY_RESPONSE = Table(
    "survey_response",
    "how many answered in one wave, of one provider or of everyone together, and what weighting did",
    {
        **_WAVE_PART,
        "population": WHOLE,
        "invited": WHOLE,
        "undeliverable": WHOLE,
        "completed": WHOLE,  # who answered: null when hidden
        "response_rate": REAL,  # percent: completed / (invited - undeliverable)
        "n_eff": REAL,  # Kish; null where not weighted
        "deff": REAL,
        "weight_smallest": REAL,
        "weight_largest": REAL,
        "reason_code": TEXT,
        "sentence": TEXT,  # Dutch: response, what the weights come to, or why there is nothing
    },
    ("wave_id", "provider_id"),
)
SURVEY_ITEMS = Table(
    "survey_items",
    "one question of one wave; `item` is a code of schemas.questions, or `eigen-...` for a question of one's own",
    {
        "wave_id": TEXT,
        "item": TEXT,
        "position": WHOLE,
        "text": TEXT,  # as asked in this wave
        "kind": TEXT,  # vocabulary.QuestionKind
        "scale": TEXT,  # schemas.scales, null where free
        "topic": TEXT,
        "attributable_to": TEXT,  # vocabulary.Attributable
        "direction": TEXT,
        "comparability": TEXT,  # with the former wave of this kind that asked the item; null: there is none
        "compared_with": TEXT,  # its wave_id
        "comparability_reason": TEXT,  # Dutch
    },
    ("wave_id", "item"),
)
_RESULT_KEY = {
    "wave_id": TEXT,
    "item": TEXT,
    "measure": TEXT,  # vocabulary.SurveyMeasure
    "option": TEXT,  # of SHARE: the answer; else null
    "provider_id": TEXT,  # null: everyone together
    "district": TEXT,  # null: all; of a panel only
    "weighted": FLAG,
}
SURVEY_RESULTS = Table(
    "survey_results",
    "one measure of one item in one wave: of a provider, of everyone together (sums, never an average of averages), or of "
    "a district. value null always has a reason. `item` is a topic where the measure is a theme score.",
    {
        **_RESULT_KEY,
        "value": REAL,  # percent 0-100, a grade, or NPS -100..100
        "numerator": REAL,  # weighted where `weighted`
        "denominator": REAL,
        "n": WHOLE,  # valid answers, unweighted; null when hidden
        "missing": WHOLE,  # answers that are none; null when hidden
        "missing_share": REAL,  # percent of who was asked
        "lower": REAL,
        "upper": REAL,
        "indicative": FLAG,  # 10 <= n < 30
        "reason_code": TEXT,
        "reason": TEXT,  # Dutch
        "sentence": TEXT,  # Dutch: the figure with its n and margin
        "former_value": REAL,  # of the former wave, where comparable
        "former_n": WHOLE,
        "change": REAL,
        "change_lower": REAL,
        "change_upper": REAL,
        "change_p": REAL,
        "change_q": REAL,  # Benjamini-Hochberg over the providers of this item and wave
        "change_sentence": TEXT,  # Dutch, both numbers in it; or why nothing is compared
        "others_value": REAL,  # the other providers together, without this one
        "others_n": WHOLE,
        "others_difference": REAL,
        "others_lower": REAL,
        "others_upper": REAL,
        "others_p": REAL,
        "others_q": REAL,
        "others_sentence": TEXT,
    },
    tuple(_RESULT_KEY),
)
SURVEY_ANSWERS = Table(
    "survey_answers",
    "one answer to one item in one wave, for a provider, everyone together or a district: to draw bars. Only of results "
    "that are shown.",
    {
        "wave_id": TEXT,
        "item": TEXT,
        "provider_id": TEXT,
        "district": TEXT,
        "weighted": FLAG,
        "position": WHOLE,  # from most to least favourable, missing last
        "answer": TEXT,
        "side": TEXT,  # favourable, neutral, unfavourable, missing, or null where there is no order
        "share": REAL,  # percent of the valid answers; of missing: of who was asked
        "n": WHOLE,  # unweighted; null: few, told in `few`
        "few": FLAG,  # less than the smallest number that may be told
    },
    ("wave_id", "item", "provider_id", "district", "weighted", "position"),
)
SURVEY_MARGINS = Table(
    "survey_margins",
    "one category of one margin that a wave was weighted to",
    {
        "wave_id": TEXT,
        "margin": TEXT,  # leeftijdsgroep, geslacht, wijk
        "category": TEXT,
        "position": WHOLE,
        "respondents": WHOLE,
        "share_answered": REAL,  # percent
        "share_population": REAL,
        "share_weighted": REAL,
        "merged": TEXT,  # Dutch: the categories that were joined, null if none
    },
    ("wave_id", "margin", "category"),
)
SURVEY_QUOTES = Table(
    "survey_quotes",
    "one open answer that an approver released",
    {"wave_id": TEXT, "item": TEXT, "position": WHOLE, "provider_id": TEXT, "question": TEXT, "text": TEXT},
    ("wave_id", "item", "position"),
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
SR_OBLIGATIONS = Table(
    "sr_obligations",
    "one obligation of social return as it stood at the end of a quarter; amounts in euros",
    {
        "provider_id": TEXT,
        "quarter": TEXT,
        "obligation_id": TEXT,
        "sub_agreement_id": TEXT,
        "source": TEXT,  # vocabulary.ObligationSource
        "basis": TEXT,  # vocabulary.ObligationBasis
        "percentage": REAL,
        "awarded_on": DAY,
        "starts_on": DAY,
        "ends_on": DAY,
        "table_id": TEXT,
        "table_title": TEXT,
        "table_source": TEXT,
        "table_note": TEXT,  # what its source leaves open and was chosen here, a Dutch sentence
        "table_sha256": TEXT,
        "gross": REAL,  # before a certificate; null: the amount it is a percentage of is not known
        "net": REAL,
        "estimate": REAL,  # where the basis is what was invoiced: what the value agreed at the award asked
        "invoiced_share": REAL,  # what invoices up to now ask, where the basis is what was invoiced
        "formula": TEXT,
    },
    ("provider_id", "quarter", "obligation_id"),
)
SR_LINES = Table(
    "sr_lines",
    "one entry of social return with its calculation; only for the audience intern: target groups may point at persons",
    {
        "provider_id": TEXT,
        "quarter": TEXT,
        "obligation_id": TEXT,
        "line": WHOLE,  # 1.. by start
        "form": TEXT,  # vocabulary.EntryForm
        "target_group": TEXT,  # vocabulary.TargetGroup; null where no candidate is
        "block": TEXT,  # null: custom work
        "starts_on": DAY,
        "ends_on": DAY,  # the actual end, else the planned one
        "hours": REAL,
        "state": TEXT,  # vocabulary.EntryState
        "amount": REAL,  # up to the end of the quarter, were it approved
        "formula": TEXT,
        "planned_amount": REAL,  # to the planned end
        "planned_formula": TEXT,
        "why": TEXT,  # of a rejection
    },
    ("provider_id", "quarter", "obligation_id", "line"),
)
SR_FULFILMENT = Table(
    "sr_fulfilment",
    "how one obligation stands at the end of a quarter; `position` counts whom to contact first, by what will be short",
    {
        "provider_id": TEXT,
        "quarter": TEXT,
        "obligation_id": TEXT,
        "position": WHOLE,
        "obligation": REAL,
        "approved": REAL,
        "submitted": REAL,
        "expected": REAL,
        "needed": REAL,  # what is expected, but no more than approved where the forecast reaches the obligation
        "lead": REAL,  # negative: less than expected
        "forecast": REAL,
        "remaining": REAL,  # negative: more than asked
        "shortfall": REAL,
        "withholding": REAL,  # an indication, never a decision
        "share": REAL,  # percent; null where nothing is asked
        "status": TEXT,  # vocabulary.Fulfilment
        "sentence": TEXT,
        "caution": TEXT,
    },
    ("provider_id", "quarter", "obligation_id"),
)
SR_TOTALS = Table(
    "sr_totals",
    "all obligations of a quarter together, as sums of rounded amounts",
    {
        "quarter": TEXT,
        "obligations": WHOLE,
        "obligation": REAL,
        "approved": REAL,
        "submitted": REAL,
        "forecast": REAL,
        "shortfall": REAL,
        "sentence": TEXT,
    },
    ("quarter",),
)
SR_VACANCIES = Table(
    "sr_vacancies",
    "one vacancy as it stood at the end of a quarter; nothing of a candidate",
    {
        "provider_id": TEXT,
        "quarter": TEXT,
        "vacancy": TEXT,
        "title": TEXT,
        "form": TEXT,  # vocabulary.WorkForm
        "hours": REAL,
        "district": TEXT,
        "starts_on": DAY,  # null: to be agreed
        "requirements": TEXT,
        "description": TEXT,
        "reported_on": DAY,
        "closes_on": DAY,
        "state": TEXT,  # vocabulary.VacancyState
        "filled_on": DAY,
        "days_to_fill": WHOLE,
    },
    ("provider_id", "quarter", "vacancy"),
)
SR_LABOUR = Table(
    "sr_labour",
    "one indicator of vacancies and placements of all providers together, over four quarters; hidden where too few",
    {
        "quarter": TEXT,
        "indicator": TEXT,
        "position": WHOLE,
        "value": REAL,
        "numerator": REAL,
        "denominator": REAL,
        "n": REAL,
        "reason_code": TEXT,
        "reason": TEXT,  # in words
    },
    ("quarter", "indicator"),
)
SR_LABOUR_COUNTS = Table(
    "sr_labour_counts",
    "how many vacancies, steps or placements there were in four quarters, in parts; parts of people are shown whole or not",
    {
        "quarter": TEXT,
        "kind": TEXT,  # vacancies, steps, forms, origins, groups
        "part": TEXT,  # a word of the vocabulary that belongs to the kind, or a step
        "position": WHOLE,
        "number": WHOLE,
        "reason_code": TEXT,
        "reason": TEXT,  # in words
    },
    ("quarter", "kind", "part"),
)
SR_GOALS = Table(
    "sr_goals",
    "one goal of the policy with what can be said of it at the end of a quarter",
    {
        "quarter": TEXT,
        "goal": TEXT,  # vocabulary.PolicyGoal
        "position": WHOLE,
        "question": TEXT,
        "indicators": TEXT,  # codes, that of the goal itself first
        "sentence": TEXT,
    },
    ("quarter", "goal"),
)
SR_FORMS = Table(
    "sr_forms",
    "one form of effort of a provider at the end of a quarter: what was approved since the begin of its obligations",
    {
        "provider_id": TEXT,
        "quarter": TEXT,
        "form": TEXT,  # vocabulary.EntryForm
        "entries": WHOLE,
        "started": WHOLE,  # in the quarter
        "running": WHOLE,  # beyond its last day; null: no placement of a person
        "ended": WHOLE,  # in the quarter
        "fte_years": REAL,
        "approved": REAL,
    },
    ("provider_id", "quarter", "form"),
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
    CONTROL_LIMITS,
    CONTROL_POINTS,
    SIGNALS,
    SIGNAL_COUNTS,
    FUNNELS,
    FUNNEL_POINTS,
    FUNNEL_LIMITS,
    POOLS,
    SURVEY_WAVES,
    SURVEY_RESPONSE,
    SURVEY_ITEMS,
    SURVEY_RESULTS,
    SURVEY_ANSWERS,
    SURVEY_MARGINS,
    SURVEY_QUOTES,
    SR_OBLIGATIONS,
    SR_LINES,
    SR_FULFILMENT,
    SR_TOTALS,
    SR_FORMS,
    SR_VACANCIES,
    SR_LABOUR,
    SR_LABOUR_COUNTS,
    SR_GOALS,
    ANNOTATIONS,
    *TALK_TABLES,
    *PARTY_TABLES,
    UMBRELLA_QUESTIONS,
)

# `meta` (key, value) is not part of the content hash: id, audience, schema_version, municipality,
# municipality_code, umbrella_agreement, ledger_position, published_at (UTC, of the last ledger event)
META = Table("meta", "one fact about the file itself", {"key": TEXT, "value": TEXT}, ("key",))
SCHEMA_VERSION = 5
POINTER_SUFFIX = ".pointer"  # <home>/publications/intern.pointer holds the name of the current file
