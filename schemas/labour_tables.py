"""The tables of vacancies, placements and the goals of the policy in a published file. No row is about a candidate."""

from __future__ import annotations

from schemas.published_table import DAY, REAL, TEXT, WHOLE, Table

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
        "provider_id": TEXT,  # null: all together; of one provider its vacancies alone
        "quarter": TEXT,
        "kind": TEXT,  # vacancies, steps, forms, origins, groups
        "part": TEXT,  # a word of the vocabulary that belongs to the kind, or a step
        "position": WHOLE,
        "number": WHOLE,
        "reason_code": TEXT,
        "reason": TEXT,  # in words
    },
    ("provider_id", "quarter", "kind", "part"),
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
LABOUR_TABLES = (
    SR_VACANCIES,
    SR_LABOUR,
    SR_LABOUR_COUNTS,
    SR_GOALS,
)
