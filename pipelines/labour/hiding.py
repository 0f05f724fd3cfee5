"""Which figures and numbers of vacancies and placements may be shown, and what is hidden so that those do not follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pipelines.labour.counting import Figure
from pipelines.sentences import REASONS
from pipelines.settings import Settings
from schemas.indicators.catalogue import CATALOGUE
from schemas.vocabulary import CandidateOrigin, TargetGroup, VacancyState, Word, WorkForm

_NEARLY_ALL = 3  # fewer than this many who are not in the group: then it is known of each
_OF_VACANCIES = ("SR-4", "SR-5")  # of no person: anybody may count the vacancies themselves
_PARTS: dict[str, type[Word] | None] = {
    "vacancies": VacancyState, "steps": None, "forms": WorkForm, "origins": CandidateOrigin, "groups": TargetGroup,
}  # fmt: skip
# placements in parts: a small one may point at somebody. Of some the sum of a part or two is the numerator of a figure of
# all providers together: hidden there, it is not to be had here
_OF_PEOPLE = {"forms": None, "origins": "SR-9", "groups": "SR-13"}


def why_hidden(code: str, figure: Figure, settings: Settings) -> str | None:
    """The reason why a figure may not be shown by itself. Of a sensitive group the code does not tell what is small."""
    item = CATALOGUE[code]
    few = figure.n < item.minimum_n
    if item.small_numerator:
        group = figure.numerator or 0
        small = 0 < group < settings.breakdown_minimum_count or figure.n - group < _NEARLY_ALL
        return "small_part" if few or small else None
    return "too_few" if few else None


def why_hidden_together(code: str, whole: Figure, parts: Sequence[Figure], settings: Settings) -> str | None:
    """As why_hidden, of all providers together. Who takes off what is shown has the hidden providers together, and a
    provider takes off its own too: neither may leave a figure that is too small."""
    if (why := why_hidden(code, whole, settings)) is not None:
        return why
    hidden = [part for part in parts if part.n and why_hidden(code, part, settings)]
    rests = [hidden]
    if code not in _OF_VACANCIES:
        rests += [[part for part in hidden if part is not own] for own in hidden]
    sums = [
        Figure(None, sum(part.numerator or 0 for part in rest), None, sum(part.n for part in rest)) for rest in rests
    ]
    return "small_part" if any(left.n and why_hidden(code, left, settings) for left in sums) else None


def counted(
    quarter: str, told: Mapping[str, Mapping[str, int]], hidden: Mapping[str, str | None], settings: Settings
) -> list[dict[str, Any]]:
    """Rows of sr_labour_counts. A table of parts of people is shown whole or not at all, and names every part that there
    could be: which ones there are would tell too. hidden: the reasons of the figures of all providers together."""
    rows = []
    for kind, found in told.items():
        words = _PARTS[kind]
        order = [word.value for word in words] if words else list(found)
        parts = {name: found.get(name, 0) for name in order} if kind in _OF_PEOPLE else found
        why = _why_not(kind, parts, hidden, settings)
        rows += [
            {"provider_id": None, "quarter": quarter, "kind": kind, "part": part, "position": order.index(part),
             "number": None if why else number, "reason_code": why, "reason": REASONS[why] if why else None}
            for part, number in parts.items()
        ]  # fmt: skip
    return rows


def vacancies_of(provider_id: str, quarter: str, found: Mapping[str, int], settings: Settings) -> list[dict[str, Any]]:
    """Rows of sr_labour_counts of one provider: of no person."""
    rows = counted(quarter, {"vacancies": found}, {}, settings)
    return [{**row, "provider_id": provider_id} for row in rows]


def _why_not(kind: str, parts: Mapping[str, int], hidden: Mapping[str, str | None], settings: Settings) -> str | None:
    if kind not in _OF_PEOPLE or not any(parts.values()):
        return None
    figure = _OF_PEOPLE[kind]
    small = any(0 < number < settings.breakdown_minimum_count for number in parts.values())
    return "small_part" if small or (figure and hidden[figure]) else None
