"""What must be known of a wave beside its answers, and what somebody decided about a column of answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from pipelines.findings import Finding
from schemas.questions import Question
from schemas.surveys import POPULATION, WAVE_COUNT
from schemas.vocabulary import DataSet, Selection, SurveyMode, Weighting

# of these every respondent is about one provider; a panel and a youth survey are about none
ABOUT_A_PROVIDER = (DataSet.CLIENT_SURVEY, DataSet.PARTNER_SURVEY)
NEVER_A_PROVIDER = (DataSet.CITIZEN_PANEL, DataSet.YOUTH_SURVEY)


@dataclass(frozen=True, eq=False)
class WaveFacts:
    """One wave. `counts` has the columns of schemas.surveys.WAVE_COUNT (provider_id null: everyone together);
    `population` those of POPULATION. `provider_id`: the whole file is about this provider."""

    wave_id: str
    kind: DataSet
    title: str
    quarter: str
    starts_on: pd.Timestamp | None = None
    ends_on: pd.Timestamp | None = None
    purpose: str | None = None
    agency: str | None = None
    target_group: str | None = None
    mode: SurveyMode | None = None
    selection: Selection | None = None
    weighting: Weighting = Weighting.NONE
    weight_source: str | None = None
    provider_id: str | None = None
    counts: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(WAVE_COUNT)))
    population: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(POPULATION)))

    @property
    def per_provider(self) -> bool:
        """Whether any row of this wave may carry a provider."""
        return self.kind not in NEVER_A_PROVIDER


@dataclass(frozen=True)
class Choice:
    """What was decided about one column (its letter): which question it is (of the catalogue, or one's own), what its
    answers stand for (a word of the scale, an option, or a Dutch word for no answer), or that it is no question."""

    question: Question | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    leave_out: bool = False


@dataclass(frozen=True, eq=False)
class Understood:
    """The rows to store (table of schemas.surveys -> frame) and what was found on the way."""

    frames: dict[str, pd.DataFrame]
    findings: list[Finding]
