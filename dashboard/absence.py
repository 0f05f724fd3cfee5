"""Why there is no figure, as one status: so that screen, paper, table and chart say it with the same word and mark."""

from __future__ import annotations

from dashboard.rows import Figure
from dashboard.survey_rows import Result, WaveResult
from schemas.vocabulary import Status

_OF_REASON = {
    "not_delivered": Status.NOT_DELIVERED,
    "part_missing": Status.NOT_DELIVERED,
    "months_missing": Status.NOT_DELIVERED,
    "quarter_missing": Status.NOT_DELIVERED,
    "last_month_missing": Status.NOT_DELIVERED,
    "delivery_waiting": Status.NOT_DELIVERED,
    "not_yet_joined": Status.NOT_YET_JOINED,
    "not_yet_started": Status.NOT_YET_JOINED,
    "left": Status.LEFT,
    "ended": Status.LEFT,
    "too_few": Status.TOO_FEW,
    "explained": Status.TOO_FEW,
    "censored": Status.TOO_FEW,
    "small_part": Status.SUPPRESSED,
    "nps_too_few": Status.TOO_FEW,
    "weak_weights": Status.TOO_FEW,
}
_SAYS_WHY = frozenset(_OF_REASON.values())


def absence(row: Figure) -> Status | None:
    """The status that says why the value is absent; None where there is a value, or no known reason.

    Months and breakdowns have no verdict of their own, so theirs comes from the code of the reason.
    """
    if row.value is not None or row.more_than is not None:
        return None
    status = Status(row.status) if row.status else None
    return status if status in _SAYS_WHY else _OF_REASON.get(row.reason_code or "", status)


def survey_absence(row: Result | WaveResult) -> Status | None:
    """As absence, of what came out of a survey; where no reason is known it is not shown, and that is all we say."""
    if row.value is not None:
        return None
    return _OF_REASON.get(row.reason_code or "", Status.SUPPRESSED)
