"""PDF, page, workbook, screen and `values` agree number for number, on the sample."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from html import unescape

import pandas as pd
import pytest
from desk_page import Desk
from pdf_text import words_by_page, words_of, words_of_the_last_page

from dashboard import dutch
from dashboard.readings import Door, Readings
from dashboard.report import full, talk_note
from dashboard.report.document import Block, Cards, Cell, Document, Heading, Paragraph, Table
from dashboard.report.kinds import PER_PROVIDER, Format, Kind
from dashboard.report.make import describe, render, workbook
from dashboard.report.preview import page_count
from dashboard.report.workbook.book import Amount
from pipelines import record
from pipelines.parties.values import network_values
from schemas.quarter import Quarter
from schemas.vocabulary import Theme

NOW = "2025-K4"
PAPER_EVERY = 5  # of so many providers one is read back from paper; the others are rendered from the same description
Described = dict[tuple[Kind, str | None], Document]


@pytest.fixture(scope="module")
def readings(lindendaal) -> Readings:
    return Door(lindendaal.home.root).open()


@pytest.fixture(scope="module")
def described(readings: Readings) -> Described:
    """Every kind, of every provider where it is about one."""
    wanted = [
        (kind, provider)
        for kind in Kind
        for provider in ([row.provider_id for row in readings.providers()] if kind in PER_PROVIDER else [None])
    ]
    return {(kind, provider): describe(kind, readings, quarter=NOW, provider_id=provider) for kind, provider in wanted}


def _cells(document: Document) -> Iterator[Cell]:
    for table in document.tables():
        for row in _rows(table):
            yield from row


def _rows(table: Table) -> Iterator[tuple[Cell, ...]]:
    yield from (row for row in table.rows if isinstance(row, tuple))


def _published(values: pd.DataFrame, provider_id: str) -> Counter[str]:
    """The headline figures of a provider in this quarter, with all their digits."""
    own = values[(values["provider_id"] == provider_id) & (values["quarter"] == NOW) & values["headline"]]
    own = own[own["period_kind"] == "quarter"]
    return Counter(repr(float(value)) for value in own["value"] if not math.isnan(value))


def test_the_description_holds_the_published_figures_with_all_their_digits(
    described: Described, lindendaal_values: pd.DataFrame
) -> None:
    checked = 0
    for (kind, provider_id), document in described.items():
        if kind is not Kind.FULL or provider_id is None:
            continue
        table = next((table for table in document.tables() if table.key == "cijfers"), None)
        if table is None:
            continue
        place = [column.head for column in table.columns].index("Waarde")
        found = Counter(
            repr(float(row[place].value)) for row in _rows(table) if isinstance(row[place].value, int | float)
        )
        delivery = lindendaal_values["theme"] == Theme.DELIVERY.value
        expected = _published(lindendaal_values[~delivery], provider_id)
        assert found == expected, provider_id
        checked += sum(found.values())
    assert checked > 300


def test_a_dossier_from_the_file_of_its_provider_says_what_the_file_for_all_would(
    described: Described, readings: Readings
) -> None:
    """Nothing in a dossier comes from rows about another: those are not in the file that it is made from."""
    for (kind, provider_id), document in described.items():
        describe_one = {Kind.FULL: full.describe, Kind.NOTE: talk_note.describe}.get(kind)
        provider = readings.provider(provider_id or "")
        if describe_one and provider:
            whole = describe_one(readings, provider, Quarter.parse(NOW))
            assert [block for block in document.blocks if not _is_edition(block)] == [
                block for block in whole.blocks if not _is_edition(block)
            ]
            assert (document.cover, document.files) == (whole.cover, whole.files)


def _is_edition(block: Block) -> bool:
    """The table that says for whom it is meant."""
    return isinstance(block, Table) and block.key == "uitgave"


def test_each_report_says_for_whom_its_file_was_made(described: Described) -> None:
    meant = {Kind.FULL: "aanbieder: ", Kind.NOTE: "aanbieder: ", Kind.UMBRELLA: "intern: ", Kind.COUNCIL: "publiek: "}
    for (kind, _), document in described.items():
        rows = {row[0].text: row[1].text for table in document.tables() if _is_edition(table) for row in _rows(table)}
        assert rows.get("Bestemd voor", meant[kind]).startswith(meant[kind])
        assert rows or kind is Kind.NOTE


def test_every_number_in_a_cell_is_the_one_behind_it_as_the_dutch_write_it(described: Described) -> None:
    """The words of a cell are those of its number: on paper and on the page nothing else is drawn."""
    for document in described.values():
        for cell in _cells(document):
            if isinstance(cell.value, int | float) and cell.unit:
                assert _digits(cell.text) in _as_shown(cell), (document.title, cell)


def _digits(text: str) -> str:
    """Only the number: 34 dagen -> 34; +27 -> 27; an apostrophe or sign of a unit is no digit."""
    found = re.search(r"[−-]?[\d.]+(,\d+)?", text)
    return found[0].replace("−", "-") if found else ""


def _as_shown(cell: Cell) -> set[str]:
    return {_digits(dutch.number(float(cell.value), decimals)) for decimals in (0, 1, 2)}  # ty: ignore[invalid-argument-type]


def test_the_page_holds_every_number_of_the_description_with_all_its_digits(described: Described) -> None:
    for document in described.values():
        page = render(document, Format.HTML).decode()
        found = Counter(re.findall(r'<data value="([^"]+)">', page))
        expected = Counter(repr(cell.value) for cell in _cells(document) if isinstance(cell.value, int | float))
        assert found == expected, document.title
        words = "".join(unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL)).split())
        for told in _told(document):
            assert told in words, (document.title, told)


@pytest.fixture(scope="module")
def papers(described: Described) -> dict[tuple[Kind, str | None], bytes]:
    """Reading a PDF back is slow: of every fifth, of the fullest, and of what is about all."""
    fullest = max((what for what in described if what[0] is Kind.FULL), key=lambda what: _amount(described[what]))
    return {
        what: render(document, Format.PDF)
        for number, (what, document) in enumerate(described.items())
        if what[1] is None or number % PAPER_EVERY == 0 or what == fullest
    }


def _amount(document: Document) -> int:
    return sum(1 for _ in _cells(document))


def test_the_paper_says_every_row_and_every_sentence_of_the_description(
    described: Described, papers: dict[tuple[Kind, str | None], bytes]
) -> None:
    for what, paper in papers.items():
        words = words_of(paper)
        for told in _told(described[what]):
            assert told in words or _in_two(told, words), (described[what].title, told)


def test_no_page_is_blank(papers: dict[tuple[Kind, str | None], bytes]) -> None:
    for what, paper in papers.items():
        assert all(words_by_page(paper)), what


def test_who_took_part_has_eight_to_twelve_pages_with_at_least_eight_pictures_and_a_note_of_two_to_four(
    described: Described, papers: dict[tuple[Kind, str | None], bytes], readings: Readings
) -> None:
    quarter = Quarter.parse(NOW)
    took_part = {
        row.provider_id
        for row in readings.providers()
        if row.joined_on <= quarter.last_day and not (row.left_on and row.left_on < quarter.first_day)
    }
    asked = {Kind.FULL: (8, 12, 8), Kind.NOTE: (2, 4, 2)}
    seen = Counter()
    for (kind, who), document in described.items():
        if who is None:
            continue
        paper = papers.get((kind, who)) or render(document, Format.PDF)
        pages, pictures = page_count(paper), sum(1 for _ in document.pictures())
        least, most, drawn = asked[kind] if who in took_part else (1, 1, 0)
        assert least <= pages <= most and pictures >= drawn, (kind, who, pages, pictures)
        assert words_of_the_last_page(paper), (kind, who)
        seen[kind] += 1
    assert seen == {Kind.FULL: len(took_part) + 2, Kind.NOTE: len(took_part) + 2}


def _told(document: Document) -> Iterator[str]:
    """What stands in rows, headings and paragraphs, without spaces."""
    for block in document.blocks:
        match block:
            case Heading():
                yield _flat(block.text)
            case Paragraph():
                yield _flat(block.text)
            case Table():
                for row in _rows(block):
                    yield from (_flat(cell.text) for cell in row)
            case Cards():
                for card in block.cards:
                    yield _flat(card.answer.text)


def _flat(text: str) -> str:
    return "".join(text.split())


def _in_two(told: str, words: str) -> bool:
    """A long text may go on at the next page."""
    return any(told[:at] in words and told[at:] in words for at in range(8, len(told) - 8))


def test_the_workbook_holds_the_numbers_of_the_description(described: Described, readings: Readings) -> None:
    """Every number in a table of a report stands in its workbook too, with all its digits."""
    for (kind, provider_id), document in described.items():
        made = workbook(document, kind, readings, quarter=NOW, provider_id=provider_id)
        there = {cell.value for sheet in made.sheets for row in sheet.rows for cell in row if isinstance(cell, Amount)}
        told = {cell.value for cell in _cells(document) if isinstance(cell.value, int | float)}
        assert not told - there, (document.title, sorted(told - there)[:5])


def test_the_screen_shows_the_same_figures(lindendaal, readings: Readings, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(lindendaal.home.root, monkeypatch, title="Aanbieder")
    for provider in readings.providers()[::14]:
        words = _flat(desk.open(aanbieder=provider.provider_id, kwartaal=NOW).text)
        for row in readings.headline(provider.provider_id, NOW):
            if row.value is not None:
                assert _flat(dutch.figure(row.value, row.unit)) in words, (provider.provider, row.indicator)


def test_the_figures_of_the_network_are_those_of_the_page(lindendaal, readings: Readings) -> None:
    """NET-1 to NET-3, which no provider has: `values` gives them without one."""
    given = network_values(lindendaal.home, provider_id=None, indicator=None, quarter=NOW)
    shown = [row for row in readings.network_figures(until=NOW) if row.quarter == NOW]
    assert len(shown) == 3
    assert {row["indicator"]: row["value"] for row in given} == {row.indicator: row.value for row in shown}
    assert network_values(lindendaal.home, provider_id="de-linde", indicator=None, quarter=NOW) == []


def test_the_talk_names_the_n_of_the_quarter_before(lindendaal, readings: Readings) -> None:
    before = {(row.indicator, row.sub_agreement_id): row.n for row in readings.headline("de-linde", "2025-K3")}
    figures = record.talk_now(lindendaal.home, "de-linde", NOW).figures
    told = [(before.get((row["indicator"], row["sub_agreement_id"])), row["previous_n"]) for row in figures]
    assert any(n for n, _ in told) and all(n == shown for n, shown in told)
