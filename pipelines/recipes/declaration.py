"""What a recipe holds once it has been read and checked."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipelines.recipes.survey import SurveySection
from schemas.dimensions import SheetForm
from schemas.lead_time_cases import LEAD_TIME_CASES
from schemas.reciprocity import VOLUNTEERS
from schemas.scales import SCALES, Scale
from schemas.social_return import ENTRIES, INVOICES
from schemas.vocabulary import DataSet, Severity

# data sets of which every column is a field of one of our forms, so that a recipe only says where it stands
FORMS: Mapping[DataSet, tuple[SheetForm, ...]] = {
    DataSet.VOLUNTEERS: (VOLUNTEERS,),
    DataSet.CASE_LIST: (LEAD_TIME_CASES,),
    DataSet.SOCIAL_RETURN: (ENTRIES, INVOICES),
}


@dataclass(frozen=True)
class Layout:
    """Where the table stands in the file, and how numbers are written there. Rows count from 1, as on screen."""

    sheet: str | None = None
    header_rows: tuple[int, ...] = (1,)
    first_row: int | None = None  # the first row below the headings when not given
    leave_out_rows: tuple[int, ...] = ()
    fill_headings: bool = True  # a heading above counts until the next one
    encoding: str | None = None
    separator: str | None = None
    decimal: str = ","
    thousands: str | None = None  # characters between thousands; None: not said, so 1.234 is a question
    missing: frozenset[str] = frozenset()
    zero: frozenset[str] = frozenset()

    @property
    def starts(self) -> int:
        """The row where the data begins."""
        return self.first_row or max(self.header_rows) + 1


@dataclass(frozen=True)
class Source:
    """One of our columns from theirs: the first that is filled, or all of them joined; words may be exchanged."""

    columns: tuple[str, ...]
    join: str | None = None
    empty: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    otherwise: str | None = None


@dataclass(frozen=True)
class Formula:
    """(add[0] + add[1] ... - subtract[0] ...) * times, on the cells of one row; or a product, rounded."""

    add: tuple[str, ...] = ()
    subtract: tuple[str, ...] = ()
    times: float = 1.0
    multiply: tuple[str, ...] = ()
    round: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.add, *self.subtract, *self.multiply)


@dataclass(frozen=True)
class Measure:
    """One indicator: from number columns (`parts`), or counted from the answers in a column."""

    indicator: str
    parts: Mapping[str, Formula] = field(default_factory=dict)
    rows_add_up: bool = False
    note: str | None = None
    answers: str | None = None


@dataclass(frozen=True)
class Answers:
    """The scale of a column of answers, and the file's own labels for it."""

    column: str
    scale: str
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def declared(self) -> Scale:
        return SCALES[self.scale]


@dataclass(frozen=True)
class LeaveOut:
    """Rows that are no measurement: the text in a column equals, starts with or contains one of the texts, or is
    empty. They are counted, with the reason."""

    column: str
    equals: tuple[str, ...] = ()
    starts_with: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    empty: bool = False
    reason: str = ""


@dataclass(frozen=True)
class Totals:
    """The row with this text in this column holds totals: it is no measurement, but checks the others."""

    column: str
    equals: str
    severity: Severity = Severity.ERROR
    columns: tuple[str, ...] = ()  # all number columns of the recipe when empty


@dataclass(frozen=True)
class Unpivot:
    """Wide to long: the headings of these columns become a column of words, their cells a column of values."""

    into: str
    value: str
    columns: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None


# constants that may differ from file to file with the same headings: a remembered recipe asks for them again
PER_FILE = ("provider_id", "provider_name", "sub_agreement_id", "obligation_id", "period", "quarter", "year")


@dataclass(frozen=True)
class Content:
    """What a recipe says, apart from its name and its text: the page collects it, a file holds it."""

    title: str
    data_set: DataSet = DataSet.MONITORING
    part: str = ""  # the name of the form, where the data set has more than one
    layout: Layout = field(default_factory=Layout)
    columns: Mapping[str, Source] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    period_is: str = "as_written"
    measures: tuple[Measure, ...] = ()
    answers: tuple[Answers, ...] = ()
    unpivot: Unpivot | None = None
    leaves_out: tuple[LeaveOut, ...] = ()
    totals: Totals | None = None
    registers_unknown: bool = False
    skip: frozenset[str] = frozenset()
    fingerprints: tuple[str, ...] = ()
    ask: tuple[str, ...] | None = None  # not said: every constant of PER_FILE
    survey: SurveySection | None = None

    @property
    def form(self) -> SheetForm | None:
        """Our form of which the columns are the fields; None for figures and surveys."""
        return next((item for item in FORMS.get(self.data_set, ()) if self.part in ("", item.name)), None)

    @property
    def asks(self) -> dict[str, str]:
        """Constants to confirm for each file, with their value in the recipe: next quarter's file has the same headings
        and would otherwise land in this quarter. Of a survey: what differs per wave."""
        if self.survey is not None:
            return (
                self.survey.asks if self.ask is None else {name: self.survey.facts.get(name, "") for name in self.ask}
            )
        names = PER_FILE if self.ask is None else self.ask
        return {name: self.constants[name] for name in names if name in self.constants}


@dataclass(frozen=True)
class Recipe:
    """A parsed recipe; `text` is kept as it was, so that its hash names it in the archive."""

    name: str
    text: str
    content: Content

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def title(self) -> str:
        return self.content.title

    @property
    def data_set(self) -> DataSet:
        """What a delivery by this recipe fills. Answers of a survey stand beside the quarter's figures, not in their
        place."""
        if self.content.survey is not None:
            return self.content.survey.kind
        measures = self.content.measures
        if self.content.data_set is DataSet.MONITORING and measures and all(item.answers for item in measures):
            return DataSet.CLIENT_SURVEY
        return self.content.data_set

    @property
    def encoding(self) -> str | None:
        return self.content.layout.encoding

    @property
    def separator(self) -> str | None:
        return self.content.layout.separator

    @property
    def registers_unknown(self) -> bool:
        return self.content.registers_unknown

    @property
    def skip(self) -> frozenset[str]:
        return self.content.skip

    @property
    def rows_add_up(self) -> bool:
        return all(measure.rows_add_up for measure in self.content.measures)
