"""Questions on the umbrella agreement on paper and as a web page: the nota van inlichtingen, and the public page with the
agreement, its participants, dates and answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby

from dashboard import dutch
from dashboard.party_rows import PublishedQuestion, Umbrella
from dashboard.readings import Readings
from dashboard.recipients import for_everybody
from dashboard.report import page, press
from dashboard.report.attachments import as_csv
from dashboard.report.cells import text
from dashboard.report.document import Attachment, Block, Cell, Column, Cover, Document, Heading, Items, Paragraph, Table
from dashboard.report.document import Look as Loudness
from dashboard.report.framing import municipality_of, time_of
from schemas.vocabulary import RuleSubject, Word

QUESTIONS_FILE = "vragen-en-antwoorden.csv"
_COLUMNS = ("nummer", "onderwerp", "gesteld op", "vraag", "antwoord", "gepubliceerd op")
_NO_QUESTIONS = "Er zijn nog geen vragen beantwoord en gepubliceerd."
_NO_UMBRELLA = "Van de koepelovereenkomst staat nog niets in de stamgegevens."


class Paper(Word):
    """What can be made for the website."""

    NOTA = "nota-van-inlichtingen", "Nota van inlichtingen"
    PUBLIC = "koepelovereenkomst", "Koepelovereenkomst"


ENDINGS: dict[tuple[Paper, str], str] = {
    (Paper.NOTA, "pdf"): "application/pdf",
    (Paper.NOTA, "html"): "text/html; charset=utf-8",
    (Paper.NOTA, "csv"): "text/csv; charset=utf-8",
    (Paper.PUBLIC, "html"): "text/html; charset=utf-8",
    (Paper.PUBLIC, "pdf"): "application/pdf",
}


def made(readings: Readings, paper: Paper, ending: str) -> bytes:
    """One of ENDINGS: the same bytes from the same publication."""
    readings = for_everybody(readings)
    if ending == "csv":
        return questions_csv(readings.published_questions()).encode()
    document = _DESCRIBED[paper](readings)
    return press.print_pdf(document) if ending == "pdf" else page.print_page(document)


def describe_nota(readings: Readings) -> Document:
    """Every question with its answer, numbered in the order of publication."""
    found = readings.published_questions()
    blocks = _questions(found, level=2)
    return _document(readings, Paper.NOTA, blocks, facts=_asked_facts(readings.umbrellas()), questions=found)


def describe_public(readings: Readings) -> Document:
    """The umbrella agreement for anybody: what it is, who takes part, its rules, and the questions with their answers."""
    found = readings.published_questions()
    blocks: list[Block] = [
        Heading("De overeenkomst"),
        *(Paragraph(f"{row.title}. {row.sentence}") for row in readings.umbrellas()),
    ]
    if not readings.umbrellas():
        blocks.append(Paragraph(_NO_UMBRELLA))
    blocks += [
        *_rules(readings),
        *_participants(readings),
        Heading("Vragen en antwoorden"),
        *_questions(found, level=3),
    ]
    return _document(readings, Paper.PUBLIC, blocks, facts=_dates(readings.umbrellas()), questions=found)


_DESCRIBED: dict[Paper, Callable[[Readings], Document]] = {
    Paper.NOTA: describe_nota, Paper.PUBLIC: describe_public,
}  # fmt: skip


def questions_csv(rows: Sequence[PublishedQuestion]) -> str:
    """As a spreadsheet of ours: semicolons, and no text that would be carried out."""
    return as_csv(_COLUMNS, [[str(row.number), row.subject or "", _iso(row.asked_on), row.question, row.answer,
                              _iso(row.published_on)] for row in rows])  # fmt: skip


def _iso(day: date | None) -> str:
    return f"{day:%d-%m-%Y}" if day else ""


def _questions(rows: Sequence[PublishedQuestion], *, level: int) -> list[Block]:
    if not rows:
        return [Paragraph(_NO_QUESTIONS)]
    blocks: list[Block] = []
    for row in rows:
        about = f", {row.subject}" if row.subject else ""
        asked = f"Gesteld op {dutch.day(row.asked_on)}. " if row.asked_on else ""
        blocks += [
            Heading(f"Vraag {row.number}{about}", level=level),
            *(Paragraph(part, label="Vraag:" if first else None) for first, part in _parts(row.question)),
            *(Paragraph(part, label="Antwoord:" if first else None) for first, part in _parts(row.answer)),
            Paragraph(f"{asked}Gepubliceerd op {dutch.day(row.published_on)}.", look=Loudness.NOTE),
        ]
    return blocks


def _parts(told: str) -> list[tuple[bool, str]]:
    """A text in its own lines, and which is the first."""
    lines = [line.strip() for line in told.split("\n") if line.strip()]
    return [(place == 0, line) for place, line in enumerate(lines)]


def _rules(readings: Readings) -> list[Block]:
    rules = readings.umbrella_rules()
    blocks: list[Block] = [Heading("Regels")] if rules else []
    for subject, same in groupby(rules, key=lambda row: row.subject):
        blocks += [Heading(dutch.capital(RuleSubject(subject).label), level=3), Items(tuple(row.rule for row in same))]
    return blocks


def _participants(readings: Readings) -> list[Block]:
    """Who takes part and who did: names of organisations and days, and no figures."""
    stays = readings.participants()
    if not stays:
        return [Heading("Deelnemers"), Paragraph("Er zijn nog geen deelnemers bekend.")]
    columns = (Column("Aanbieder", width=2), Column("Toegetreden op"), Column("Uitgetreden op"))
    rows = tuple((text(row.provider, strong=True), _day(row.joined_on), _day(row.left_on)) for row in stays)
    return [Heading("Deelnemers"), Table("deelnemers", "Deelnemers, op alfabet", columns, rows)]


def _day(day: date | None) -> Cell:
    return Cell(dutch.day(day), day) if day else text(None)


def _asked_facts(umbrellas: Sequence[Umbrella]) -> tuple[tuple[str, str], ...]:
    facts = []
    for row in umbrellas:
        facts.append(("Over", row.title))
        if row.published_on:
            facts.append(("Gepubliceerd op", dutch.day(row.published_on)))
        if row.questions_until:
            facts.append(("Vragen stellen kon tot en met", dutch.day(row.questions_until)))
    return tuple(facts)


def _dates(umbrellas: Sequence[Umbrella]) -> tuple[tuple[str, str], ...]:
    ends = [("Loopt tot en met", dutch.day(row.ends_on)) for row in umbrellas if row.ends_on]
    starts = [("Ingegaan op", dutch.day(row.starts_on)) for row in umbrellas]
    return (*_asked_facts(umbrellas)[1:], *starts, *ends)


def _document(
    readings: Readings, paper: Paper, blocks: Sequence[Block], *, facts: Sequence[tuple[str, str]],
    questions: Sequence[PublishedQuestion],
) -> Document:  # fmt: skip
    meta = readings.meta
    subject = meta.umbrella_agreement or "Koepelovereenkomst"
    stand = f"stand {dutch.day(time_of(meta).date())}"
    about = subject if subject.casefold().startswith(paper.label.casefold()) else f"{paper.label} {subject}"
    files = (Attachment(QUESTIONS_FILE, "De vragen en antwoorden", questions_csv(questions)),) if questions else ()
    return Document(
        key=paper.value, title=f"{about}, {stand}", description=f"{about}, {stand}.",
        keywords=(paper.label.lower(), meta.id), municipality=municipality_of(meta), umbrella=None,
        publication=meta.id, published=time_of(meta),
        cover=Cover(subject=subject, kind=paper.label, quarter=stand, state="openbaar", facts=tuple(facts), page=False),
        blocks=tuple(blocks), files=files,
    )  # fmt: skip
