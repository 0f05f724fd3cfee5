"""What is proposed for a strange file, as the mapping page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipelines.recipes.columns import LOOKS
from pipelines.recipes.declaration import Layout
from pipelines.recipes.locating import Location


@dataclass(frozen=True)
class Suggestion:
    """A role that a column may have (of a measure also its indicator), how likely of 100, and why, in Dutch."""

    role: str
    score: int
    why: str
    indicator: str = ""


@dataclass(frozen=True)
class ColumnSeen:
    """One column. `labels` holds the answers found, with our word for each, or '' where somebody must say."""

    name: str
    letter: str
    looks: str  # key of LOOKS
    samples: tuple[str, ...]
    suggestions: tuple[Suggestion, ...] = ()
    scale: str | None = None
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def looks_like(self) -> str:
        return LOOKS[self.looks]


@dataclass(frozen=True)
class Question:
    """Something with two meanings that only a person can tell. `choices`: value -> its Dutch label."""

    code: str  # ambiguous_number, ambiguous_comma or ambiguous_tertial
    sheet: str
    column: str
    sample: str
    sentence: str
    choices: Mapping[str, str]


@dataclass(frozen=True)
class ProviderSeen:
    """A name that the register does not know, and what it may stand for: (provider_id, name, score)."""

    name: str
    rows: int
    candidates: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True)
class SheetSeen:
    """One visible sheet. `totals` are the rows that seem to be totals, as on screen."""

    name: str
    location: Location
    rows: int
    columns: tuple[ColumnSeen, ...]
    totals: tuple[int, ...] = ()
    questions: tuple[Question, ...] = ()
    providers: tuple[ProviderSeen, ...] = ()

    @property
    def layout(self) -> Layout:
        """The guess as the start of a recipe."""
        where = self.location
        return Layout(
            sheet=self.name or None,
            header_rows=where.header_rows,
            first_row=where.first_row if where.first_row != max(where.header_rows) + 1 else None,
        )


@dataclass(frozen=True)
class Proposal:
    """`survey` is a recipe to start from, for the export of a survey tool."""

    sheets: tuple[SheetSeen, ...]
    survey: str | None = None
