"""The tables of the talk: what comes up, what both sides say of it, what is asked, and what was agreed."""

from __future__ import annotations

from dashboard import dutch
from dashboard.readings import Readings
from dashboard.report.workbook.book import Sheet, in_unit, yes_no
from dashboard.report.workbook.columns import Column, table
from dashboard.rows import Provider
from schemas.quarter import Quarter
from schemas.talk import ActionState, Escalation, Function, NoteKind, PointKind, Response, Side
from schemas.vocabulary import Theme

_WHOLE = "alle deelovereenkomsten samen"


def of_provider(readings: Readings, provider: Provider, quarter: Quarter) -> list[Sheet]:
    """Four tables, in the order of a talk."""
    return [
        _points(readings, provider, quarter),
        _commentary(readings, provider, quarter),
        _notes(readings, provider, quarter),
        actions(readings, quarter, provider_id=provider.provider_id),
    ]


def _points(readings: Readings, provider: Provider, quarter: Quarter) -> Sheet:
    titles, subs = _titles(readings), _subs(readings, provider)
    columns: list[Column] = [
        ("Code", lambda row: row.indicator),
        ("Cijfer", lambda row: titles.get(row.indicator)),
        ("Deelovereenkomst", lambda row: subs.get(row.sub_agreement_id, _WHOLE)),
        ("Thema", lambda row: Theme(row.theme).label),
        ("Waarom", lambda row: PointKind(row.kind).label),
        ("Uitleg", lambda row: row.sentence),
    ]
    return table("Wat valt op", "Wat in het gesprek aan de orde komt", "Elke rij is één cijfer.",
                 columns=columns, rows=readings.talk_points(provider.provider_id, str(quarter)))  # fmt: skip


def _commentary(readings: Readings, provider: Provider, quarter: Quarter) -> Sheet:
    titles, subs = _titles(readings), _subs(readings, provider)
    units = {row.indicator: row.unit for row in readings.definitions()}
    columns: list[Column] = [
        ("Code", lambda row: row.indicator),
        ("Cijfer", lambda row: titles.get(row.indicator)),
        ("Deelovereenkomst", lambda row: subs.get(row.sub_agreement_id, _WHOLE)),
        ("Van wie", lambda row: Side(row.side).label),
        ("Functie", lambda row: Function(row.function).label),
        ("Geschreven op", lambda row: dutch.moment(row.written_at)),
        ("Duiding", lambda row: row.text),
        ("Cijfer toen", lambda row: in_unit(row.value_then, units[row.indicator])),
        ("Cijfer nu", lambda row: in_unit(row.value_now, units[row.indicator])),
        ("Daarna gecorrigeerd", lambda row: yes_no(row.restated)),
        ("Reageren tot en met", lambda row: row.respond_by),
        ("Reactie", lambda row: Response(row.response).label if row.response else None),
    ]
    return table("Duiding", "Wat beide kanten bij de cijfers zeggen", "Elke rij is één duiding bij één cijfer.",
                 columns=columns, rows=readings.commentary(provider.provider_id, str(quarter)))  # fmt: skip


def _notes(readings: Readings, provider: Provider, quarter: Quarter) -> Sheet:
    columns: list[Column] = [
        ("Nummer", lambda row: row.note_id),
        ("Soort", lambda row: NoteKind(row.kind).label),
        ("Genoteerd in", lambda row: row.noted_in),
        ("Tekst", lambda row: row.text),
        ("Functie", lambda row: Function(row.function).label),
        ("Geschreven op", lambda row: dutch.moment(row.written_at)),
        ("Antwoord", lambda row: row.answer),
        (
            "Functie van wie antwoordde",
            lambda row: Function(row.answer_function).label if row.answer_function else None,
        ),
    ]
    return table("Vragen", "Signalen en open vragen", "Elke rij is één signaal of één vraag.",
                 columns=columns, rows=readings.talk_notes(provider.provider_id, str(quarter)))  # fmt: skip


def actions(readings: Readings, quarter: Quarter, *, provider_id: str | None) -> Sheet:
    """Old ones with how they stand, and new ones."""
    titles = _titles(readings)
    columns: list[Column] = [
        ("Aanbieder", lambda row: row.provider),
        ("Nummer", lambda row: row.action_id),
        ("Afspraak", lambda row: row.text),
        ("Code", lambda row: row.indicator),
        ("Bij welk cijfer", lambda row: titles.get(row.indicator or "")),
        ("Eigenaar", lambda row: Function(row.owner).label),
        ("Gemaakt in", lambda row: row.opened_in),
        ("Klaar op", lambda row: row.due_on),
        ("Stand", lambda row: ActionState(row.state).label),
        ("Te laat", lambda row: yes_no(row.overdue)),
        ("Zwaarte", lambda row: Escalation(row.escalation).label if row.escalation else None),
        ("Resultaat", lambda row: row.result),
    ]
    return table("Acties", "Afspraken en acties", "Elke rij is één afspraak.", columns=columns,
                 rows=readings.talk_actions(str(quarter), provider_id))  # fmt: skip


def _titles(readings: Readings) -> dict[str, str]:
    return {row.indicator: row.title for row in readings.definitions()}


def _subs(readings: Readings, provider: Provider) -> dict[str | None, str]:
    return {row.sub_agreement_id: row.title for row in readings.sub_agreements(provider.provider_id)}
