"""The tables of social return in a published file: obligations, lines with their formula, how they stand, forms."""

from __future__ import annotations

from schemas.published_table import DAY, REAL, TEXT, WHOLE, Table

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
SOCIAL_RETURN_TABLES = (
    SR_OBLIGATIONS,
    SR_LINES,
    SR_FULFILMENT,
    SR_TOTALS,
    SR_FORMS,
)
