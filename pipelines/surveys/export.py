"""What every layout of a survey file comes to: questions, and respondents with the texts they answered."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from pipelines.findings import Finding

CHOSEN, NOT_CHOSEN = "ja", "nee"


@dataclass(frozen=True)
class Asked:
    """One column of answers. A question with more choices has an Asked per option, which share `question`; also where
    the file holds all choices in one cell: then these share `letter` too, and `place` counts them from 1."""

    letter: str  # column in the sheet
    text: str  # the question, without the option, the tool's code or numbering
    code: str = ""  # the tool's own, "" without
    part: str = ""  # of a row of a matrix: the row alone, which stands at the end of `text` too
    option: str | None = None
    place: int = 0
    first: str = ""  # letter of the first column of the question, where it has more
    open: bool = False  # free text: never among the answers

    @property
    def key(self) -> str:
        """Its column in `Export.answers`."""
        return f"{self.letter}.{self.place}" if self.place else self.letter

    @property
    def question(self) -> str:
        """The same for all options of one question, different for two questions with the same text."""
        return self.first or self.letter


@dataclass(frozen=True, eq=False)
class Export:
    """A survey file read. `answers` (dtype str) has a column per `asked` (its key) and a row per respondent, indexed
    by the row of the sheet, numbered from 1; '' is no answer. A column of an option holds CHOSEN or NOT_CHOSEN, and ''
    for who did not see the question; where a file cannot tell that from choosing nothing, it is '' too.
    `about` has the same index: what the file says of a respondent that is no answer (columns provider, organisation,
    age_band, sex, district, weight where it has them), as it stands in the file.
    `left_out` counts rows and columns that are none, by reason: preview, incomplete, test, empty (rows), personal,
    timing, technical (columns)."""

    tool: str
    sheet: str
    asked: tuple[Asked, ...]
    answers: pd.DataFrame
    about: pd.DataFrame
    left_out: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
