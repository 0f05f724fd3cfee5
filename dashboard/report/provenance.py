"""How complete the data are and where every headline figure comes from: file, sheet and cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from dashboard import dutch
from dashboard.report import cells
from dashboard.report.document import NOTHING, Block, Cell, Column, Heading, Look, Paragraph, Row, Table
from dashboard.rows import Definition, Delivery, Figure, Origin, Slot
from schemas.vocabulary import Evidence, SlotState, Status

COMPLETE = "Hoe volledig zijn de gegevens?"
ORIGIN = "Hoe komen deze getallen tot stand?"
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
    """Each headline figure with the sheet and cells it was read from, by file."""
    found = [(row, _trail(trails, row)) for row in figures]
    files = sorted({(o.file_name, o.sha256) for _, trail in found for o in trail})
    letters = {sha: chr(ord("A") + i % 26) for i, (_, sha) in enumerate(files)}
    several = len(files) > 1
    rows = []
    for indicator, part in groupby(found, key=lambda pair: pair[0].indicator):
        row = _origin_row(list(part), definitions[indicator], letters if several else {})
        rows.extend([row] if row else [])
    head = Heading(ORIGIN)
    if not rows:
        return [head, Paragraph("Er zijn over dit kwartaal geen cijfers met een herkomst.")]
    columns = (Column("Cijfer", width=1.2), Column("Blad", width=0.6), Column("Cellen", width=1.8))
    return [
        head,
        *(Paragraph(_file_sentence(name, sha, letters[sha] if several else None)) for name, sha in files),
        Table("herkomst", "Bestand, blad en cellen van elk cijfer", columns, tuple(rows)),
        Paragraph(_ALL, Look.NOTE),
    ]


def _file_sentence(name: str, sha: str, letter: str | None) -> str:
    called = f"Bestand {letter}" if letter else "Bestand"
    return f"{called}: {name} (controlegetal sha256 {sha[:12]}…)."


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


def _origin_row(
    part: Sequence[tuple[Figure, tuple[Origin, ...]]], definition: Definition, letters: dict[str, str]
) -> Row | None:
    """One indicator: its sheet and cells, by sub-agreement where each has its own figure."""
    trail = [origin for _, own in part for origin in own]
    if not trail:
        derived = definition.evidence == Evidence.DERIVED
        return (Cell(definition.title), NOTHING, Cell("berekend door Kwartaalbeeld")) if derived else None
    sheets = dict.fromkeys(_sheet(origin, letters) for origin in trail)
    several = len(part) > 1
    told = "; ".join(f"{row.sub_agreement}: {_cells(own)}" if several else _cells(own) for row, own in part if own)
    done = dutch.listing(list(dict.fromkeys(origin.recipe_note for origin in trail if origin.recipe_note)))
    under = f"bewerking: {done}" if done else None
    return (Cell(definition.title), Cell("; ".join(sheets)), Cell(told, under=under))


def _sheet(origin: Origin, letters: dict[str, str]) -> str:
    sheet = origin.sheet or "geen: tekstbestand"
    return f"{letters[origin.sha256]}: {sheet}" if letters else sheet


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
