"""The tables around the figures: volunteers, surveys, social return, signals, deliveries, origins, definitions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dashboard import dutch, survey_words
from dashboard.readings import Readings
from dashboard.report.workbook.book import Amount, Form, Sheet, amount, in_unit, of_survey, yes_no
from dashboard.report.workbook.columns import LOWER, Column, table
from dashboard.rows import Delivery, Provider, Slot
from dashboard.survey_rows import Item, Result, Wave
from dashboard.survey_scope import said_of
from schemas.quarter import Quarter
from schemas.vocabulary import (
    Attributable,
    Breakdown,
    Combination,
    Direction,
    EntryForm,
    EntryState,
    Evidence,
    Fulfilment,
    RbaQuestion,
    SignalMethod,
    SlotState,
    TargetGroup,
    Theme,
    Unit,
    Variation,
)


def pools(readings: Readings, providers: Sequence[Provider], quarter: Quarter) -> Sheet:
    names = {row.provider_id: row.provider for row in providers}
    places = [row.position for row in providers]
    found = readings.pools_across(str(quarter), first=min(places), last=max(places)) if places else ()
    columns: list[Column] = [
        ("Aanbieder", lambda row: names[row.provider_id]),
        ("Deelovereenkomst", lambda row: row.title or "alle deelovereenkomsten samen"),
        *(
            (head, lambda row, name=name: amount(getattr(row, name)))
            for head, name in (
                ("Begin van het kwartaal", "stock_begin"), ("Nieuw", "recruited"), ("Van wie vroeger cliënt", "former_clients"),
                ("Teruggekeerd", "returned"), ("Gestopt", "departed"), ("Einde van het kwartaal", "stock_end"),
                ("Actief", "active"), ("Einde vorig kwartaal", "previous_end"), ("Verschil met vorig kwartaal", "difference"),
            )
        ),
        ("Of het klopt", lambda row: row.sentence),
    ]  # fmt: skip
    return table(
        "Vrijwilligers", "De vrijwilligers", "Elke rij is één groep vrijwilligers.", columns=columns, rows=found
    )


@dataclass(frozen=True)
class Said:
    """One question of one wave with its result, and of whom."""

    wave: Wave
    item: Item
    result: Result
    about: str


def surveys(readings: Readings, providers: Sequence[Provider], quarter: Quarter) -> Sheet:
    """The newest wave of each kind, question by question: the result that stands for it."""
    rows = [
        Said(one.wave, item, result, provider.provider)
        for provider in providers
        for one in said_of(readings, provider.provider_id, str(quarter))
        for item, result in one.lines
    ]
    return answers("Enquêtes", "Wat cliënten en partners zeggen", rows)


def answers(name: str, title: str, rows: Iterable[Said]) -> Sheet:
    def of(result: str):
        return lambda row: of_survey(getattr(row.result, result), row.result.measure)

    columns: list[Column] = [
        ("Aanbieder", lambda row: row.about),
        ("Meting", lambda row: row.wave.title),
        ("Kwartaal", lambda row: row.wave.quarter),
        ("Vraag", lambda row: row.item.item),
        ("Vraagtekst", lambda row: row.item.text),
        ("Maat", lambda row: survey_words.measure_label(row.item.kind, row.result.measure)),
        ("Waarde", of("value")),
        ("n", lambda row: amount(row.result.n)),
        ("Zonder antwoord", lambda row: amount(row.result.missing)),
        (LOWER, of("lower")),
        ("Bovengrens", of("upper")),
        ("Gewogen", lambda row: yes_no(row.result.weighted)),
        ("Indicatief", lambda row: yes_no(row.result.indicative)),
        ("Reden", lambda row: row.result.reason),
        ("Vorige meting", of("former_value")),
        ("Verschil", of("change")),
        ("Over de vorige meting", lambda row: row.result.change_sentence),
        ("Andere aanbieders samen", of("others_value")),
        ("Over de andere aanbieders", lambda row: row.result.others_sentence),
    ]
    return table(name, title, "Elke rij is één vraag.", columns=columns, rows=rows)


def promised(readings: Readings, quarter: Quarter, *, provider_id: str | None) -> Sheet:
    """Obligations; in the order of the alphabet, for this is a list to look things up in."""
    found = sorted(
        readings.promised(str(quarter), provider_id=provider_id), key=lambda row: (row.provider, row.obligation_id)
    )
    columns: list[Column] = [
        ("Opdrachtnemer", lambda row: row.provider),
        ("Verplichting", lambda row: row.obligation_id),
        ("Deelovereenkomst", lambda row: row.sub_agreement),
        ("Van", lambda row: row.starts_on),
        ("Tot en met", lambda row: row.ends_on),
        ("Hoe het staat", lambda row: Fulfilment(row.status).label if row.status else "waarde nog niet bekend"),
        *(
            (head, lambda row, name=name: amount(getattr(row, name), Form.EUROS))
            for head, name in (
                ("Verplicht bedrag", "obligation"), ("Goedgekeurd", "approved"), ("Ingediend", "submitted"),
                ("Verwacht tot nu", "expected"), ("Prognose", "forecast"), ("Tekort", "shortfall"),
            )
        ),
        ("Vervulling", lambda row: amount(row.share, Form.TENTH_PERCENT)),
        ("Berekening", lambda row: row.formula),
        ("Uitleg", lambda row: row.sentence),
        ("Let op", lambda row: row.caution),
    ]  # fmt: skip
    return table("Social return", "De verplichtingen van social return", "Elke rij is één verplichting.",
                 columns=columns, rows=found)  # fmt: skip


def efforts(readings: Readings, quarter: Quarter, *, provider_id: str) -> Sheet:
    columns: list[Column] = [
        ("Verplichting", lambda row: row.obligation_id),
        ("Regel", lambda row: Amount(row.line)),
        ("Inzet", lambda row: EntryForm(row.form).label),
        ("Doelgroep", lambda row: TargetGroup(row.target_group).label if row.target_group else None),
        ("Bouwblok", lambda row: row.block or "maatwerk"),
        ("Van", lambda row: row.starts_on),
        ("Tot en met", lambda row: row.ends_on),
        ("Uren", lambda row: amount(row.hours, Form.ONE)),
        ("Stand", lambda row: EntryState(row.state).label),
        ("Tot nu toe", lambda row: Amount(row.amount, Form.EUROS)),
        ("Berekening tot nu toe", lambda row: row.formula),
        ("Tot het geplande eind", lambda row: Amount(row.planned_amount, Form.EUROS)),
        ("Berekening tot het geplande eind", lambda row: row.planned_formula),
        ("Waarom afgekeurd", lambda row: row.why),
    ]
    return table("Inzet", "De inzet voor social return", "Elke rij is één inzet.", columns=columns,
                 rows=readings.efforts(str(quarter), provider_id))  # fmt: skip


def signals(readings: Readings, quarter: Quarter, *, provider_id: str | None) -> Sheet:
    columns: list[Column] = [
        ("Aanbieder", lambda row: row.provider),
        ("Deelovereenkomst", lambda row: row.sub_agreement),
        ("Code", lambda row: row.indicator),
        ("Cijfer", lambda row: row.title),
        ("Verandering", lambda row: Variation(row.variation).label),
        ("Sinds", lambda row: row.since),
        ("Punten", lambda row: Amount(row.points)),
        ("Hoe gezien", lambda row: SignalMethod(row.method).label),
        ("Uitleg", lambda row: row.sentence),
    ]
    return table("Signalen", "Veranderingen die aanhouden", "Elke rij is één reeks die aantoonbaar anders is dan gewoonlijk.",
                 columns=columns, rows=readings.signals(str(quarter), provider_id=provider_id))  # fmt: skip


def deliveries(readings: Readings, providers: Sequence[Provider], quarter: Quarter) -> Sheet:
    """What was to be delivered, and what came."""
    names = {row.provider_id: row.provider for row in providers}
    files = {row.delivery_id: row for one in providers for row in readings.deliveries(one.provider_id, str(quarter))}
    slots = [row for row in readings.completeness(str(quarter)) if row.provider_id in names]

    def file(row: Slot, name: str) -> str | None:
        found: Delivery | None = files.get(row.delivery_id or "")
        return getattr(found, name) if found else None

    columns: list[Column] = [
        ("Aanbieder", lambda row: names[row.provider_id]),
        ("Wat", lambda row: dutch.data_set(row.data_set)),
        ("Stand", lambda row: SlotState(row.state).label),
        ("Uiterste datum", lambda row: row.due_on),
        ("Ontvangen op", lambda row: _day(row.delivered_at)),
        ("Dagen te laat", lambda row: amount(row.days_late)),
        ("Versie", lambda row: amount(row.version)),
        ("Cijfers met een getal", lambda row: amount(row.figures)),
        ("Verwachte cijfers", lambda row: amount(row.expected)),
        ("Levering", lambda row: row.delivery_id),
        ("Bestand", lambda row: file(row, "file_name")),
        ("Controlegetal (sha256)", lambda row: file(row, "sha256")),
        ("Geleverd door", lambda row: file(row, "delivered_by")),
        ("Geaccepteerd door", lambda row: file(row, "accepted_by")),
        ("Geaccepteerd op", lambda row: _day(file(row, "accepted_at"))),
    ]
    return table("Leveringen", "Hoe volledig de gegevens zijn", "Elke rij is één levering die verwacht werd.",
                 columns=columns, rows=sorted(slots, key=lambda row: (names[row.provider_id], row.data_set)))  # fmt: skip


def _day(moment: str | None) -> str | None:
    return dutch.moment(moment) if moment else None


def origins(readings: Readings, provider: Provider, quarter: Quarter) -> Sheet:
    """Down to file, sheet and cell."""
    units = {row.indicator: row.unit for row in readings.definitions()}
    columns: list[Column] = [
        ("Code", lambda row: row.indicator),
        ("Deelovereenkomst", lambda row: row.sub_agreement_id),
        ("Periode", lambda row: row.period),
        ("Uitsplitsing", lambda row: Breakdown(row.breakdown).label if row.breakdown else "geen"),
        ("Deel", lambda row: row.breakdown_value or "geheel"),
        ("Bestand", lambda row: row.file_name),
        ("Controlegetal (sha256)", lambda row: row.sha256),
        ("Blad", lambda row: row.sheet),
        ("Rij", lambda row: amount(row.row)),
        ("Cel met de waarde", lambda row: row.value_cell),
        ("Cel met de teller", lambda row: row.numerator_cell),
        ("Cel met de noemer", lambda row: row.denominator_cell),
        ("Geleverde waarde", lambda row: in_unit(row.value, units[row.indicator])),
        ("Geleverde teller", lambda row: amount(row.numerator)),
        ("Geleverde noemer", lambda row: amount(row.denominator)),
        ("Bewerking", lambda row: row.recipe_note),
    ]
    return table("Herkomst", "Waar de cijfers vandaan komen", "Elke rij is één geleverde rij in een bestand.",
                 columns=columns, rows=readings.trails(provider.provider_id, str(quarter)))  # fmt: skip


def definitions(readings: Readings, indicators: frozenset[str]) -> Sheet:
    """Of the figures that occur in this workbook."""
    columns: list[Column] = [
        ("Code", lambda row: row.indicator),
        ("Cijfer", lambda row: row.title),
        ("Thema", lambda row: Theme(row.theme).label),
        ("Vraag", lambda row: row.question),
        ("Wat telt mee", lambda row: row.definition),
        ("Let op", lambda row: row.pitfall),
        ("Eenheid", lambda row: Unit(row.unit).label),
        ("Welke kant is goed", lambda row: Direction(row.direction).label),
        ("Hoe het optelt", lambda row: Combination(row.combination).label),
        ("Waar het vandaan komt", lambda row: Evidence(row.evidence).label),
        ("Kleinste aantal dat wordt getoond", lambda row: amount(row.minimum_n)),
        ("Welke vraag het beantwoordt", lambda row: RbaQuestion(row.rba).label if row.rba else None),
        (
            "Wie er invloed op heeft",
            lambda row: Attributable(row.attributable_to).label if row.attributable_to else None,
        ),
    ]
    return table("Definities", "Wat de cijfers betekenen", "Elke rij is één cijfer.", columns=columns,
                 rows=[row for row in readings.definitions() if row.indicator in indicators])  # fmt: skip
