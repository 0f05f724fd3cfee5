"""A survey of a few respondents as a layout reads it, to understand by hand."""

from __future__ import annotations

import pandas as pd

from pipelines.reading.cells import column_letters
from pipelines.surveys.export import Asked, Export
from pipelines.surveys.facts import Choice, Understood, WaveFacts
from pipelines.surveys.understanding import understand
from schemas.vocabulary import DataSet

PROVIDERS = {"berk": "berk", "stichting de berk": "berk", "12345678": "berk", "linde": "linde"}
GRADE = "Welk rapportcijfer geeft u de ondersteuning?"
GOOD = "Ik vind de kwaliteit van de ondersteuning die ik krijg goed"


def export(questions: dict[str, list[str]], about: dict[str, list[str]] | None = None) -> Export:
    """A column per question from A on; row 2 of the sheet is the first respondent."""
    asked = tuple(Asked(column_letters(place), text) for place, text in enumerate(questions))
    count = len(next(iter(questions.values())))
    index = pd.RangeIndex(2, count + 2)
    answers = pd.DataFrame(
        {column.letter: pd.Series(questions[column.text], dtype="str", index=index) for column in asked}
    )
    people = {"provider": ["berk"] * count, **(about or {})}
    return Export("proef", "blad", asked, answers, pd.DataFrame(people, index=index, dtype="str"))


def facts(kind: DataSet = DataSet.CLIENT_SURVEY, **more: object) -> WaveFacts:
    return WaveFacts("meting-1", kind, "Meting 1", "2025K4", **more)  # type: ignore[arg-type]


def understood(
    questions: dict[str, list[str]],
    about: dict[str, list[str]] | None = None,
    *,
    wave: WaveFacts | None = None,
    choices: dict[str, Choice] | None = None,
) -> Understood:
    return understand(export(questions, about), wave or facts(), choices, providers=PROVIDERS)


def answers_to(found: Understood, item: str) -> pd.DataFrame:
    rows = found.frames["survey_answer"]
    return rows[rows["item"] == item].astype({"answer": "str", "missing": "str", "option": "str"})
