"""What the talk is about: what stands out, what both sides say of it, what was agreed, and what is still open."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import dutch
from dashboard.readings import Readings
from dashboard.report import cells
from dashboard.report.document import NOTHING, Block, Cell, Column, Heading, Look, Paragraph, Table
from dashboard.rows import Definition, Figure, Provider
from dashboard.talk_rows import Action, Commentary, Noted, Point
from schemas.quarter import Quarter
from schemas.talk import ActionState, Escalation, Function, NoteKind, PointKind, Response, Side

STANDS_OUT = "Wat valt op?"
_NO_POINT = "In dit kwartaal wijkt geen cijfer af van de norm of van wat gewoon is."
_NO_WORDS = "Bij de cijfers van dit kwartaal heeft nog geen van beide kanten een duiding geschreven."
_NO_ACTION = "Over dit kwartaal zijn er nog geen afspraken of actiepunten."
_LONG, _BEGIN = 600, 240  # characters: too long for a column, and what of it stands there then
_NO_NOTE = "Er zijn geen signalen of open vragen genoteerd."


def points(
    readings: Readings, provider: Provider, quarter: Quarter, *, figures: Sequence[Figure],
    definitions: dict[str, Definition],
) -> list[Block]:  # fmt: skip
    """The figures that come up, exceptions first, each with why."""
    found = readings.talk_points(provider.provider_id, str(quarter))
    return [Heading(STANDS_OUT), points_table(found, figures, definitions)] if found else no_point(figures)


def no_point(figures: Sequence[Figure]) -> list[Block]:
    """That nothing comes up, where there are figures of which that can be said."""
    told = any(row.value is not None for row in figures)
    return [Heading(STANDS_OUT), Paragraph(_NO_POINT)] if told else []


def points_table(found: Sequence[Point], figures: Sequence[Figure], definitions: dict[str, Definition]) -> Table:
    shown = {(row.indicator, row.sub_agreement_id): row for row in figures}
    rows = []
    for point in found:
        row = shown.get((point.indicator, point.sub_agreement_id))
        value = NOTHING if row is None else Cell(dutch.reached(row.value, row.more_than, row.unit), row.value, row.unit)
        name = Cell(definitions[point.indicator].title, under=row.sub_agreement if row else None)
        rows.append((name, value, Cell(PointKind(point.kind).label, strong=True), Cell(point.sentence)))
    columns = (
        Column("Cijfer", width=1.3), Column("Waarde", right=True), Column("Waarom", width=0.8), Column("Uitleg", width=2.4),
    )  # fmt: skip
    return Table("wat-valt-op", STANDS_OUT, columns, tuple(rows))


def spoken(readings: Readings, provider: Provider, quarter: Quarter, definitions: dict[str, Definition]) -> list[Block]:
    """What was said and agreed; what there is not, in one go."""
    parts: tuple[tuple[str, list[Block], str], ...] = (
        ("Duiding van beide kanten", _said(readings, provider, quarter, definitions), _NO_WORDS),
        ("Afspraken en acties", _agreed(readings, provider, quarter, definitions), _NO_ACTION),
        ("Signalen en open vragen", _open_ends(readings, provider, quarter), _NO_NOTE),
    )
    told = [block for head, part, _ in parts if part for block in (Heading(head), *part)]
    missing = " ".join(absent for _, part, absent in parts if not part)
    return [*told, Heading("Nog niet vastgelegd"), Paragraph(missing)] if missing else told


def _said(readings: Readings, provider: Provider, quarter: Quarter, definitions: dict[str, Definition]) -> list[Block]:
    """The commentary of both sides, at the figure that it is about."""
    names = {row.sub_agreement_id: row.title for row in readings.sub_agreements(provider.provider_id)}
    blocks: list[Block] = []
    found = readings.commentary(provider.provider_id, str(quarter))
    about: tuple[str, str | None] | None = None
    for one in found:
        if (one.indicator, one.sub_agreement_id) != about:
            about = (one.indicator, one.sub_agreement_id)
            definition = definitions[one.indicator]
            blocks.append(Heading(definition.title, 3, names.get(one.sub_agreement_id or "")))
            blocks.append(Paragraph(_then(one, definition.unit), Look.NOTE))
        blocks += _words(one)
    return blocks


def _then(one: Commentary, unit: str) -> str:
    now = "" if one.value_now is None else f"Het cijfer is {dutch.figure(one.value_now, unit)}."
    if one.restated and one.value_then is not None:
        return (
            f"{now} Toen dit werd geschreven was het {dutch.figure(one.value_then, unit)}; het is daarna gecorrigeerd."
        )
    return now or "Het cijfer wordt niet getoond."


def _words(one: Commentary) -> list[Block]:
    who = f"{dutch.capital(Side(one.side).label)}, {Function(one.function).label}, {_day(one.written_at)}"
    waits = _clock(one)
    return [*_labelled(who, one.text), *([Paragraph(waits, Look.NOTE)] if waits else [])]


def _clock(one: Commentary) -> str:
    if one.response is None or one.response == Response.IS_ANSWER:
        return ""
    until = f"; reageren kan tot en met {dutch.day(one.respond_by)}" if one.respond_by else ""
    open_ = one.response in (Response.WAITING, Response.OVERDUE)
    return dutch.sentence(f"{Response(one.response).label}{until if open_ else ''}")


def _agreed(
    readings: Readings, provider: Provider, quarter: Quarter, definitions: dict[str, Definition]
) -> list[Block]:
    """Old action points with their state, and new ones."""
    found = readings.talk_actions(str(quarter), provider.provider_id)
    return actions(found, definitions) if found else []


def actions(found: Sequence[Action], definitions: dict[str, Definition], *, whose: bool = False) -> list[Block]:
    """The table, and below it in full what is too long to be read in a narrow column."""
    told = [(f"{one.action_id}, {what}", text) for one in found for what, text in
            (("afspraak", one.text), ("resultaat", one.result)) if text and len(text) > _LONG]  # fmt: skip
    return [
        actions_table(found, definitions, whose=whose),
        *(block for label, text in told for block in _labelled(label, text)),
    ]


def _labelled(label: str, text: str) -> list[Block]:
    first, *others = _lines(text)
    return [Paragraph(first, label=label), *(Paragraph(line) for line in others)]


def _short(text: str) -> str:
    if len(text) <= _LONG:
        return text
    return f"{text[:_BEGIN].rsplit(maxsplit=1)[0]} … De hele tekst staat onder deze tabel."


def actions_table(found: Sequence[Action], definitions: dict[str, Definition], *, whose: bool = False) -> Table:
    columns = (
        *((Column("Aanbieder", width=1),) if whose else ()), Column("Nr"), Column("Afspraak", width=2.4),
        Column("Eigenaar", width=1.1), Column("Klaar op", width=0.9), Column("Stand", width=0.9),
        Column("Resultaat", width=1.3),
    )  # fmt: skip
    rows = tuple(_action(one, definitions, whose=whose) for one in found)
    return Table("acties", "Afspraken en acties", columns, rows)


def _action(one: Action, definitions: dict[str, Definition], *, whose: bool) -> tuple[Cell, ...]:
    kept = [f"sinds {dutch.short_period(one.opened_in)}"] if one.carried_over else []
    about = definitions.get(one.indicator or "")
    kept += [f"bij {about.title.lower()}"] if about else []
    state = ActionState(one.state).label + (", te laat" if one.overdue else "")
    ladder = Escalation(one.escalation).label if one.escalation else None
    return (
        *((Cell(one.provider),) if whose else ()), Cell(one.action_id),
        Cell(_short(one.text), under=dutch.capital(", ".join(kept)) or None), Cell(Function(one.owner).label),
        cells.day(one.due_on), Cell(state, under=ladder), Cell(_short(one.result)) if one.result else NOTHING,
    )  # fmt: skip


def _open_ends(readings: Readings, provider: Provider, quarter: Quarter) -> list[Block]:
    """Signals, and questions with their answers."""
    found = readings.talk_notes(provider.provider_id, str(quarter))
    return [block for one in found for block in _note(one)]


def _note(one: Noted) -> list[Block]:
    who = f"{dutch.capital(NoteKind(one.kind).label)}, {Function(one.function).label}, {_day(one.written_at)}"
    blocks = _labelled(who, one.text)
    if one.answer:
        by = f", {Function(one.answer_function).label}" if one.answer_function else ""
        blocks += _labelled(f"Antwoord{by}", one.answer)
    elif one.kind == NoteKind.QUESTION:
        blocks.append(Paragraph("Deze vraag is nog niet beantwoord.", Look.NOTE))
    return blocks


def talk_facts(readings: Readings, provider: Provider, quarter: Quarter) -> list[tuple[str, str]]:
    """How far the talk is, and who took part by function."""
    talk = readings.talk(provider.provider_id, str(quarter))
    if talk is None:
        return [("Gesprek", "nog niet gepland of vastgelegd")]
    sides = (("gemeente", talk.present_municipality), ("aanbieder", talk.present_provider))
    there = "; ".join(f"{side}: {who}" for side, who in sides if who)
    return [("Gesprek", talk.sentence), *([("Aanwezig, naar functie", there)] if there else [])]


def _day(utc: str) -> str:
    return dutch.moment(utc).split(",")[0]


def _lines(text: str) -> list[str]:
    """What somebody wrote, by the lines in which it was written."""
    return [line for line in text.splitlines() if line.strip()] or [text]
