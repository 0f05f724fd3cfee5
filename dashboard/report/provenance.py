"""How complete the data are and where every headline figure comes from: file, sheet and cells."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from dashboard import dutch
from dashboard.report import paper
from dashboard.report.paper import Data, column
from dashboard.rows import Definition, Delivery, Figure, Origin, Slot
from schemas.vocabulary import DataSet, Evidence, SlotState, Status

COMPLETE = "Hoe volledig zijn de gegevens?"
ORIGIN = "Hoe komen deze getallen tot stand?"
_EXPLAINS_ITSELF = {Status.ON_TRACK, Status.ATTENTION, Status.BEHIND, Status.UNCERTAIN, Status.NO_TARGET}


def completeness(
    slots: Sequence[Slot], deliveries: Sequence[Delivery], figures: Sequence[Figure], names: dict[str, str]
) -> Data:
    """Delivered when, by whom, which version, how late; and what is missing or hidden, with its reason."""
    by_id = {row.delivery_id: row for row in deliveries}
    hidden = _without_value(figures, names)
    after = [] if hidden else ["Alle verwachte cijfers zijn er."] if figures else []
    return _part(
        COMPLETE,
        paragraphs=[_slot_sentence(slot, by_id.get(slot.delivery_id or "")) for slot in slots]
        or ["Over dit kwartaal wordt van deze aanbieder geen levering verwacht."],
        tables=[hidden] if hidden else [],
        after=after,
    )


def _slot_sentence(slot: Slot, delivery: Delivery | None) -> str:
    what = DataSet(slot.data_set).label
    due = f" De uiterste datum was {dutch.day(slot.due_on)}." if slot.due_on else ""
    if slot.state == SlotState.NOT_EXPECTED:
        return f"De {what} wordt over dit kwartaal niet verwacht."
    if slot.delivered_at is None:
        return f"De {what} is niet geleverd.{due}"
    by = f" door {delivery.delivered_by}" if delivery and delivery.delivered_by else ""
    return "".join(
        (
            f"De {what} is ontvangen op {dutch.moment(slot.delivered_at)}{by}",
            f", {dutch.plural(slot.days_late, 'dag', 'dagen')} te laat." if slot.days_late else ", op tijd.",
            due if slot.days_late else "",
            f" De stand van de levering: {SlotState(slot.state).label}.",
            f" Dit is versie {slot.version}: eerder geleverde cijfers zijn verbeterd."
            if (slot.version or 0) > 1
            else "",
            f" {dutch.number(slot.figures)} van de {dutch.number(slot.expected)} verwachte cijfers hebben een getal."
            if slot.figures is not None and slot.expected
            else "",
        )
    )


def _without_value(figures: Sequence[Figure], names: dict[str, str]) -> Data | None:
    """The headline figures without a value, folded where several share one reason."""
    gone = [row for row in figures if row.value is None]
    if not gone:
        return None
    ordered = sorted(gone, key=lambda row: (row.status or "", row.reason or ""))
    rows = []
    for (status, reason), part in groupby(ordered, key=lambda row: (row.status, row.reason)):
        found = list(part)
        told = "alle cijfers" if len(found) == len(figures) else dutch.listing([_named(row, names) for row in found])
        rows.append([dutch.capital(told), paper.marked(status), dutch.sentence(reason or "Er is geen reden bekend.")])
    return paper.table([column("Cijfer zonder getal", width=1.2), column("Stand"), column("Reden", width=1)], rows)


def _named(row: Figure, names: dict[str, str]) -> str:
    title = names[row.indicator]
    return f"{title} ({row.sub_agreement})" if row.sub_agreement else title


def origins(trails: Sequence[Origin], figures: Sequence[Figure], definitions: dict[str, Definition]) -> Data:
    """Each headline figure with the sheet and cells it was read from, by file."""
    found = [(row, _trail(trails, row)) for row in figures]
    files = sorted({(o.file_name, o.sha256) for _, trail in found for o in trail})
    letters = {sha: chr(ord("A") + i % 26) for i, (_, sha) in enumerate(files)}
    several = len(files) > 1
    rows = [
        _origin_row(
            row,
            trail,
            definitions[row.indicator],
            letters=letters if several else {},
            named=[other.indicator for other in figures].count(row.indicator) > 1,
        )
        for row, trail in found
        if trail or definitions[row.indicator].evidence == Evidence.DERIVED
    ]
    if not rows:
        return _part(ORIGIN, paragraphs=["Er zijn over dit kwartaal geen cijfers met een herkomst."])
    return _part(
        ORIGIN,
        paragraphs=[_file_sentence(name, sha, letters[sha] if several else None) for name, sha in files],
        tables=[
            paper.table([column("Cijfer", width=1.3), column("Blad", width=0.7), column("Cellen", width=1.4)], rows)
        ],
        after=["Alle cijfers en hun herkomst zitten als bestand in deze PDF: cijfers.csv en herkomst.csv."],
    )


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
    row: Figure, trail: Sequence[Origin], definition: Definition, *, letters: dict[str, str], named: bool
) -> list:
    title = {"text": definition.title, "under": row.sub_agreement if named else None}
    if not trail:
        return [title, paper.NOTHING, "berekend door Kwartaalbeeld uit de geleverde cijfers"]
    sheets = dict.fromkeys(_sheet(origin, letters) for origin in trail)
    cells = dutch.listing([_cells(origin) for origin in trail])
    done = dutch.listing(list(dict.fromkeys(origin.recipe_note for origin in trail if origin.recipe_note)))
    return [title, "; ".join(sheets), {"text": cells, "under": f"bewerking: {done}" if done else None}]


def _sheet(origin: Origin, letters: dict[str, str]) -> str:
    sheet = origin.sheet or "–"
    return f"{letters[origin.sha256]}: {sheet}" if letters else sheet


def _cells(origin: Origin) -> str:
    """K14 (teller L14, noemer M14); the row where the cells are unknown."""
    parts = [
        f"{word} {cell}"
        for word, cell in (("teller", origin.numerator_cell), ("noemer", origin.denominator_cell))
        if cell
    ]
    if not origin.value_cell:
        return ", ".join(parts) or f"rij {origin.row}"
    return f"{origin.value_cell} ({', '.join(parts)})" if parts else origin.value_cell


def _part(
    head: str,
    *,
    paragraphs: Sequence[str] = (),
    tables: Sequence[Data] = (),
    marks: Sequence[Data] = (),
    after: Sequence[str] = (),
) -> Data:
    return {
        "head": head,
        "paragraphs": list(paragraphs),
        "tables": list(tables),
        "marks": list(marks),
        "after": list(after),
    }
