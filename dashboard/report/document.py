"""What a report says, in its order, and not a word on how it is set: paper, page and workbook render this description."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dashboard import dutch
from dashboard.charts.drawing import Drawing
from dashboard.charts.frame import Chart

_ON_A_LINE = 60  # characters of a name at the head of a page
EUROS = "euros"  # a unit beside those of schemas.vocabulary


class Look(StrEnum):
    """How loud a paragraph is."""

    LEAD = "lead"
    BODY = "body"
    NOTE = "note"


@dataclass(frozen=True)
class Cell:
    """What stands in one cell: the words a reader sees, and the number or day behind them for a workbook."""

    text: str
    value: float | date | None = None
    unit: str | None = None  # vocabulary.Unit, or EUROS
    status: str | None = None  # vocabulary.Status: its mark stands before the words
    under: str | None = None  # a smaller line beneath
    strong: bool = False
    inner: bool = False  # the name of a row that belongs to the band of the second level above it
    gap: bool = False  # there is no figure; the words say why, or are a dash


NOTHING = Cell(dutch.NOTHING, gap=True)


@dataclass(frozen=True)
class Column:
    head: str
    right: bool = False  # numbers
    width: float | None = None  # its share of the room that is left; None: as wide as what is in it


@dataclass(frozen=True)
class Band:
    """A row that names the rows under it."""

    text: str
    level: int = 1  # 1: a theme; 2: an indicator within it


Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """The first cell of a row names it."""

    key: str  # unique in the document: name of its sheet and file
    title: str  # what is read out before it
    columns: tuple[Column, ...]
    rows: tuple[Row | Band, ...]
    dense: bool = False

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows if not isinstance(row, Band)):
            raise ValueError(f"a row of table {self.key} is not as long as its columns")


@dataclass(frozen=True)
class Heading:
    text: str
    level: int = 2  # 1 is the title of the document
    about: str | None = None  # after it, lighter


@dataclass(frozen=True)
class Paragraph:
    text: str
    look: Look = Look.BODY
    label: str | None = None  # a few words before it, bold
    status: str | None = None  # vocabulary.Status: its mark and word before it


@dataclass(frozen=True)
class Items:
    """A list."""

    texts: tuple[str, ...]


@dataclass(frozen=True)
class Term:
    """A word with what it means."""

    name: str
    told: str
    code: str = ""


@dataclass(frozen=True)
class Terms:
    """What words mean, in two columns on paper."""

    terms: tuple[Term, ...]


@dataclass(frozen=True)
class Tally:
    """How many have which status."""

    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Picture:
    """A chart; its alternative text is its own. Never split over pages."""

    chart: Chart | Drawing


@dataclass(frozen=True)
class Card:
    """One question with its answer, its picture and what is said about it."""

    heading: Heading
    answer: Paragraph
    picture: Picture
    notes: tuple[Paragraph, ...] = ()


@dataclass(frozen=True)
class Cards:
    """Two beside each other on paper; `wide`: each as wide as the sheet."""

    cards: tuple[Card, ...]
    wide: bool = False


@dataclass(frozen=True)
class NewPage:
    """On paper only."""


Block = Heading | Paragraph | Items | Terms | Tally | Table | Picture | Cards | NewPage


@dataclass(frozen=True)
class Attachment:
    """A file that travels inside."""

    name: str
    description: str
    text: str


@dataclass(frozen=True)
class Cover:
    """Whose report, which quarter and state, and what was chosen."""

    subject: str  # a provider, or the umbrella agreement
    kind: str  # Dutch word for the kind of report
    quarter: str
    state: str  # voorlopig, vastgesteld
    facts: tuple[tuple[str, str], ...]
    page: bool = True  # a page of its own, with the contents
    edition: str = ""  # code of the content of the edition, where the talk is settled


@dataclass(frozen=True)
class Document:
    """One report. `published` is the time of the publication, never of the clock."""

    key: str  # its kind: the name in file names
    title: str
    description: str
    keywords: tuple[str, ...]
    municipality: str
    umbrella: str | None
    publication: str  # id
    published: datetime  # UTC
    cover: Cover
    blocks: tuple[Block, ...]
    files: tuple[Attachment, ...] = ()
    language: str = "nl"

    @property
    def running(self) -> tuple[str, ...]:
        """What stands at the head of every page, on one line."""
        subject = self.cover.subject
        short = subject if len(subject) <= _ON_A_LINE else f"{subject[: _ON_A_LINE - 1]}…"
        code = f"editie {self.cover.edition[:12]}" if self.cover.edition else f"uitgave {self.publication[:12]}"
        return (short, self.cover.quarter, self.cover.state, code)

    def tables(self) -> Iterator[Table]:
        return (block for block in self.blocks if isinstance(block, Table))

    def pictures(self) -> Iterator[Picture]:
        for block in self.blocks:
            if isinstance(block, Picture):
                yield block
            elif isinstance(block, Cards):
                yield from (card.picture for card in block.cards)
