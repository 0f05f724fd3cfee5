"""How complete the data are and where every headline figure comes from: file, sheet and cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from dashboard import dutch
from dashboard.report import cells
from dashboard.report.document import Band, Block, Cell, Column, Heading, Look, Paragraph, Row, Table
from dashboard.rows import Definition, Delivery, Figure, Origin, Slot
from schemas.vocabulary import Evidence, SlotState, Status

COMPLETE = "Hoe volledig zijn de gegevens?"
ORIGIN = "Hoe komen deze getallen tot stand?"
Traced = tuple[Figure, tuple[Origin, ...]]  # a figure with the delivered rows behind it
_ALL = "Alle cijfers en hun herkomst zitten ook als bestand in dit rapport: cijfers.csv en herkomst.csv."


def completeness(
    slots: Sequence[Slot], deliveries: Sequence[Delivery], figures: Sequence[Figure], names: dict[str, str]
) -> list[Block]:
    """Delivered when, by whom, which version, how late; and what is missing or hidden, with its reason."""
    by_id = {row.delivery_id: row for row in deliveries}
    expected = [row for row in figures if row.status not in (Status.NOT_YET_JOINED, Status.LEFT)]
    hidden = _without_value(expected, names)
    told = [_slot_sentence(slot, by_id.get(slot.delivery_id or "")) for slot in slots]
    told = told or ["Over dit kwartaal wordt van deze aanbieder geen levering verwacht."]
    blocks: list[Block] = [Heading(COMPLETE), *(Paragraph(line) for line in told)]
    if hidden:
        return [*blocks, hidden]
    return [*blocks, *([Paragraph("Alle verwachte cijfers zijn er.")] if expected else [])]


def _slot_sentence(slot: Slot, delivery: Delivery | None) -> str:
    what = dutch.capital(dutch.data_set(slot.data_set))
    due = f" De uiterste datum was {dutch.day(slot.due_on)}." if slot.due_on else ""
    if slot.state == SlotState.NOT_EXPECTED:
        return f"{what} wordt over dit kwartaal niet verwacht."
    if slot.delivered_at is None:
        return f"{what} is niet geleverd.{due}"
    late = max(slot.days_late or 0, 0)
    by = f" door {delivery.delivered_by}" if delivery and delivery.delivered_by else ""
    return "".join(
        (
            f"{what} is ontvangen op {dutch.moment(slot.delivered_at)}{by}",
            f", {dutch.plural(late, 'dag', 'dagen')} te laat." if late else ", op tijd.",
            due if late else "",
            f" De stand van de levering: {SlotState(slot.state).label}.",
            f" Dit is versie {slot.version}: eerder geleverde cijfers zijn verbeterd."
            if (slot.version or 0) > 1
            else "",
            f" {dutch.number(slot.figures)} van de {dutch.number(slot.expected)} verwachte cijfers hebben een getal."
            if slot.figures is not None and slot.expected
            else "",
        )
    )


def _without_value(figures: Sequence[Figure], names: dict[str, str]) -> Table | None:
    """The headline figures without a value, folded where several share one reason."""
    gone = [row for row in figures if row.value is None and row.more_than is None]
    if not gone:
        return None
    times = Counter(row.indicator for row in figures)
    ordered = sorted(gone, key=lambda row: (row.status or "", row.reason or ""))
    rows = []
    for (status, reason), part in groupby(ordered, key=lambda row: (row.status, row.reason)):
        found = list(part)
        told = (
            "alle cijfers"
            if len(found) == len(figures)
            else dutch.listing([_named(row, names, times) for row in found])
        )
        why = dutch.sentence(reason or "Er is geen reden bekend.")
        rows.append((Cell(dutch.capital(told)), cells.marked(status), Cell(why)))
    columns = (Column("Cijfer zonder getal", width=1.2), Column("Stand"), Column("Reden", width=1))
    return Table("zonder-getal", "Cijfers zonder getal, met de reden", columns, tuple(rows))


def _named(row: Figure, names: dict[str, str], times: Counter[str]) -> str:
    title = names[row.indicator]
    return f"{title} ({row.sub_agreement})" if row.sub_agreement and times[row.indicator] > 1 else title


def origins(trails: Sequence[Origin], figures: Sequence[Figure], definitions: dict[str, Definition]) -> list[Block]:
    """Each headline figure with the cells it was read from, by file and sheet; and what is computed from other figures."""
    found = [(row, _trail(trails, row)) for row in figures]
    rows: list[Row | Band] = []
    for source in sorted({_source(origin) for _, trail in found for origin in trail}):
        rows += [Band(source), *_read_from(source, found, definitions)]
    made = _computed(found, definitions)
    head = Heading(ORIGIN)
    if not rows and not made:
        return [head, Paragraph("Er zijn over dit kwartaal geen cijfers met een herkomst.")]
    columns = (Column("Cijfer", width=1.3), Column("Cellen", width=2))
    table = Table("herkomst", "Bestand, blad en cellen van elk cijfer", columns, tuple(rows), dense=True)
    return [
        head,
        *([table] if rows else []),
        *([Paragraph(f"Berekend door Kwartaalbeeld: {dutch.listing(made)}.", Look.NOTE)] if made else []),
        Paragraph(_ALL, Look.NOTE),
    ]


def _source(origin: Origin) -> str:
    sheet = f"blad {origin.sheet}" if origin.sheet else "tekstbestand"
    return f"{origin.file_name}, {sheet} (controlegetal sha256 {origin.sha256[:12]}…)"


def _trail(trails: Sequence[Origin], row: Figure) -> tuple[Origin, ...]:
    """The delivered rows behind a quarter's total: those of the quarter itself, else those of its months."""
    totals = tuple(
        origin
        for origin in trails
        if origin.indicator == row.indicator
        and origin.breakdown is None
        and row.sub_agreement_id in (None, origin.sub_agreement_id)
    )
    return tuple(origin for origin in totals if origin.period == row.period) or totals


def _read_from(source: str, found: Sequence[Traced], definitions: dict[str, Definition]) -> Iterator[Row]:
    """What stands in one sheet: an indicator a row, by sub-agreement where each has its own figure."""
    for indicator, part in groupby(found, key=lambda pair: pair[0].indicator):
        several = list(part)
        here = [(row, tuple(one for one in trail if _source(one) == source)) for row, trail in several]
        told = [f"{row.sub_agreement}: {_cells(own)}" if len(several) > 1 else _cells(own) for row, own in here if own]
        notes = dict.fromkeys(one.recipe_note for _, own in here for one in own if one.recipe_note)
        under = f"bewerking: {dutch.listing(list(notes))}" if notes else None
        if told:
            yield (Cell(definitions[indicator].title), Cell("; ".join(told), under=under))


def _computed(found: Sequence[Traced], definitions: dict[str, Definition]) -> list[str]:
    """Titles of the figures that nobody delivered."""
    read = {row.indicator for row, trail in found if trail}
    asked = [definitions[code] for code in dict.fromkeys(row.indicator for row, _ in found) if code not in read]
    return [definition.title for definition in asked if definition.evidence == Evidence.DERIVED]


def _cells(trail: Sequence[Origin]) -> str:
    """I28:I30 en I62 (teller J28:J30 en J62, noemer ...); the rows where the cells are unknown."""
    kinds = (
        ("", [origin.value_cell for origin in trail]),
        ("teller ", [origin.numerator_cell for origin in trail]),
        ("noemer ", [origin.denominator_cell for origin in trail]),
    )
    told = [f"{word}{_ranges([cell for cell in cells if cell])}" for word, cells in kinds if any(cells)]
    if not told:
        return f"rij {dutch.listing([str(origin.row) for origin in trail])}"
    if len(told) == 1 or not any(origin.value_cell for origin in trail):
        return ", ".join(told)
    return f"{told[0]} ({', '.join(told[1:])})"


def _ranges(cells: Sequence[str]) -> str:
    """Cells below each other as one range: I15, I16, I17, I49 -> I15:I17 en I49."""
    runs: list[list[str]] = []
    for cell in cells:
        if runs and _below(runs[-1][-1]) == cell:
            runs[-1].append(cell)
        else:
            runs.append([cell])
    return dutch.listing([run[0] if len(run) == 1 else f"{run[0]}:{run[-1]}" for run in runs])


def _below(cell: str) -> str | None:
    match = re.fullmatch(r"([A-Z]+)(\d+)", cell)
    return f"{match[1]}{int(match[2]) + 1}" if match else None
