"""The tables of a published file that say what chance explains: control charts, signals, funnels."""

from __future__ import annotations

from schemas.published_table import FLAG, REAL, TEXT, WHOLE, Table

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
JUDGED_TABLES = (
    CONTROL_LIMITS,
    CONTROL_POINTS,
    SIGNALS,
    SIGNAL_COUNTS,
    FUNNELS,
    FUNNEL_POINTS,
    FUNNEL_LIMITS,
)
