"""What every layout of a survey file comes to: questions, and respondents with the texts they answered."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from pipelines.findings import Finding


@dataclass(frozen=True)
class Asked:
    """One column of answers. `option` is the option of a question with more choices (one column per option);
    `several` says that one cell holds more choices, split by `separator`. `code` is the tool's own, "" without."""

    letter: str  # column in the sheet
    text: str  # the question, without the option, the tool's code or numbering
    code: str = ""
    option: str | None = None
    several: str | None = None  # the separator
    open: bool = False  # free text: never among the answers


@dataclass(frozen=True, eq=False)
class Export:
    """A survey file read. `answers` (dtype str) has a column per `asked` (its letter) and a row per respondent, indexed
    by the row of the sheet, numbered from 1; '' is no answer. `about` has the same index: what the file says of a
    respondent that is no answer (columns provider, organisation, age_band, sex, district, weight where it has them).
    `left_out` counts rows and columns that are none, by reason: preview, incomplete, test, personal, timing."""

    tool: str
    sheet: str
    asked: tuple[Asked, ...]
    answers: pd.DataFrame
    about: pd.DataFrame
    left_out: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
