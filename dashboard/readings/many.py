"""The questions about one provider that may be asked of many at once: a batch of reports goes past all of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from dashboard.readings.questions import QUESTIONS

# each of their rows is of one provider and says of which, and no row depends on another: no limit, no count
OF_MANY = frozenset(
    {
        "commentary", "everything", "headline", "history", "pools", "signals", "sr_forms", "sr_promised", "sub_agreements",
        "survey_answers", "survey_results", "talk", "talk_actions", "talk_notes", "talk_points", "trails", "vacancies", "vacancy_counts",
    }
)  # fmt: skip
_OF_ONE = re.compile(r"((?:\w+\.)?provider_id) (?:=|is not distinct from) \$provider_id")


def for_many(question: str) -> str:
    """The question with a list of providers in the place of one. What it puts in order stays so within each."""
    return _OF_ONE.sub(r"list_contains($provider_id, \1)", QUESTIONS[question])


def by_provider(rows: Sequence[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    found = defaultdict(list)
    for row in rows:
        found[row["provider_id"]].append(row)
    return found
