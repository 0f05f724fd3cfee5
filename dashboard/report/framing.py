"""What stands around every report: title, cover, whose it is, what was chosen, and from which publication."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from dashboard import dutch
from dashboard.readings import Readings
from dashboard.report import opening, talking
from dashboard.report.document import Attachment, Block, Cover, Document
from dashboard.report.kinds import Kind
from dashboard.rows import Edition, Figure, Meta, Provider
from schemas.quarter import Quarter
from schemas.talk import WHOLE_QUARTER


def of_provider(
    readings: Readings, provider: Provider, quarter: Quarter, *, kind: Kind, figures: Sequence[Figure],
    blocks: Sequence[Block], files: Sequence[Attachment], question: str,
) -> Document:  # fmt: skip
    """A document about one provider in one quarter."""
    state = opening.state_word(readings, provider, quarter, figures)
    lines = opening.agreement_facts(readings, provider, quarter)
    settled = opening.edition_of(readings, provider.provider_id, quarter)
    code = settled.content_hash if settled else ""
    cover = Cover(
        subject=provider.provider, kind=kind.label, quarter=quarter.label, state=state,
        facts=(*lines, *talking.talk_facts(readings, provider, quarter), ("Keuze", _chosen(provider, quarter)),
               *([("Code van de editie", code)] if code else []), *_edition(readings.meta)),
        page=kind is Kind.FULL and any(row.value is not None for row in figures), edition=code,
    )  # fmt: skip
    return _document(readings, quarter, kind=kind, cover=cover, blocks=blocks, files=files, question=question)


def of_all(
    readings: Readings, quarter: Quarter, *, kind: Kind, blocks: Sequence[Block], files: Sequence[Attachment],
    question: str,
) -> Document:  # fmt: skip
    """A document about all providers together in one quarter."""
    settled = opening.edition_of(readings, WHOLE_QUARTER, quarter)
    cover = Cover(
        subject=readings.meta.umbrella_agreement or municipality_of(readings.meta), kind=kind.label, quarter=quarter.label,
        state=opening.whole_state(readings, quarter),
        facts=(("Keuze", f"{quarter.label}, alle aanbieders, op alfabet; zonder filter"), *_settled_whole(settled),
               *_edition(readings.meta)),
        page=kind is Kind.UMBRELLA, edition=settled.content_hash if settled else "",
    )  # fmt: skip
    return _document(readings, quarter, kind=kind, cover=cover, blocks=blocks, files=files, question=question)


def _chosen(provider: Provider, quarter: Quarter) -> str:
    """Selection and filters, as the paper must say them."""
    return (
        f"{provider.provider}, {quarter.label}, alle deelovereenkomsten en alle indicatoren in gebruik; zonder filter"
    )


def _settled_whole(settled: Edition | None) -> tuple[tuple[str, str], ...]:
    if settled is None:
        return ()
    by = f", door {settled.settled_by}" if settled.settled_by else ""
    act = ("Vastgesteld", f"{dutch.moment(settled.settled_at)}{by}")
    without = (("Waarom zonder alle gesprekken", settled.why),) if settled.why else ()
    return (act, *without, ("Code van de editie", settled.content_hash))


def _edition(meta: Meta) -> tuple[tuple[str, str], ...]:
    return (
        ("Uitgave", meta.id),
        ("Bijgewerkt tot", dutch.moment(meta.published_at)),
    )


def _document(
    readings: Readings, quarter: Quarter, *, kind: Kind, cover: Cover, blocks: Sequence[Block],
    files: Sequence[Attachment], question: str,
) -> Document:  # fmt: skip
    meta = readings.meta
    return Document(
        key=kind.value,
        title=f"{kind.label} {cover.subject}, {quarter.label}",
        description=question,
        keywords=(kind.label.lower(), str(quarter), meta.id),
        municipality=municipality_of(meta),
        umbrella=meta.umbrella_agreement or None,
        publication=meta.id,
        published=time_of(meta),
        cover=cover,
        blocks=tuple(blocks),
        files=tuple(files),
    )


def municipality_of(meta: Meta) -> str:
    name = meta.municipality
    return name if name.casefold().startswith("gemeente") else f"Gemeente {name}"


def time_of(meta: Meta) -> datetime:
    at = datetime.fromisoformat(meta.published_at)
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
