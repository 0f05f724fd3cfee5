"""The words of what became of vacancies and placements, the same on a page and on paper."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard import dutch
from dashboard.labour_rows import LabourFigure
from schemas.vocabulary import CandidateOrigin, TargetGroup, Unit, WorkForm

VACANCIES = {"reported": "gemeld", "filled": "vervuld", "expired": "verlopen", "open": "open aan het einde"}
STEPS = {
    "put_forward": "voorgedragen", "interview": "gesprek", "placed": "geplaatst", "rejected": "afgewezen",
    "withdrawn": "teruggetrokken", "ended": "plaatsing gestopt",
}  # fmt: skip
KINDS: tuple[tuple[str, str, str, Mapping[str, str]], ...] = (
    ("steps", "Wat er met voordrachten gebeurde", "Stap", STEPS),
    ("forms", "Plaatsingen die begonnen, naar vorm", "Vorm", {word.value: word.label for word in WorkForm}),
    (
        "origins",
        "Plaatsingen die begonnen, naar herkomst",
        "Herkomst",
        {word.value: word.label for word in CandidateOrigin},
    ),
    (
        "groups",
        "Plaatsingen die begonnen, naar doelgroep",
        "Doelgroep",
        {word.value: word.label for word in TargetGroup},
    ),
)


def behind(row: LabourFigure) -> str:
    """What a figure rests on, or why there is none: 28 van 52."""
    if row.reason:
        return row.reason
    if row.value is None:
        return "Er is nog niets om te tellen."
    if row.unit == Unit.COUNT or row.n is None:  # a count is its own n
        return ""
    if row.numerator is None or row.denominator is None:
        return f"van {dutch.number(row.n)}"
    return f"{dutch.number(row.numerator)} van {dutch.number(row.denominator)}"
