"""The sheet Uitleg: what each indicator means, what goes in which cell, and how to add a breakdown."""

from __future__ import annotations

from collections.abc import Iterable

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from pipelines.templates.styles import Styles, set_up
from pipelines.workbook_colours import Colour
from schemas.indicators.catalogue import CATALOGUE
from schemas.indicators.declaration import Indicator
from schemas.vocabulary import Unit

_EMPTY = "blijft leeg"
_MAY_BE_EMPTY = "mag leeg blijven: wij rekenen het percentage uit"
_STARTED = "hoeveel cliënten in de periode zijn gestart"
_ENDED = "hoeveel cliënten in de periode zijn geëindigd (BER-6)"
_HOW = {
    "TER-1": ("de mediaan in dagen, bijvoorbeeld 23 of 23,5", _EMPTY, _STARTED),
    "TER-2": (_MAY_BE_EMPTY, "hoeveel van hen binnen de termijn zijn gestart", _STARTED),
    "TER-3": ("het aantal dagen, bijvoorbeeld 61", _EMPTY, _STARTED),
    "TER-5": (_MAY_BE_EMPTY, "hoeveel wachtenden langer wachten dan de termijn", "alle wachtenden (TER-4)"),
    "BER-4": (_MAY_BE_EMPTY, "de bereikte personen sinds 1 januari (BER-2)", "de omvang van de doelgroep"),
    "TER-6": (_MAY_BE_EMPTY, "bij hoeveel afspraken de cliënt niet kwam", "alle geplande afspraken"),
    "OUT-1": (_MAY_BE_EMPTY, "hoeveel cliënten voortijdig en eenzijdig stopten", _ENDED),
    "OUT-2": (_MAY_BE_EMPTY, "hoeveel gunstige antwoorden", "alle geldige antwoorden"),
    "OUT-3": (_MAY_BE_EMPTY, "hoeveel van hen zonder hulp verder gingen", _ENDED),
    "OUT-4": (_MAY_BE_EMPTY, "hoeveel van hen niet terugkwamen", "hoeveel er een jaar geleden eindigden"),
    "OUT-5": (_MAY_BE_EMPTY, "bij hoeveel van hen de problemen kleiner zijn", "geëindigd met twee metingen"),
    "OUT-6": (_MAY_BE_EMPTY, "hoeveel van hen de doelen bereikten", "geëindigd met vooraf gestelde doelen"),
}
_BY_UNIT = {
    Unit.COUNT: ("het aantal, een geheel getal", _EMPTY, _EMPTY),
    Unit.PERCENT: (_MAY_BE_EMPTY, "hoeveel er voldoen", "hoeveel er meetellen"),
    Unit.DAYS: ("het aantal dagen", _EMPTY, "hoeveel er meetellen"),
    Unit.GRADE: ("het cijfer", _EMPTY, "hoeveel er meetellen"),
    Unit.HOURS: ("het aantal uren", _EMPTY, "hoeveel er meetellen"),
    Unit.EURO: ("het bedrag in euro", _EMPTY, "hoeveel er meetellen"),
}
_STEPS = (
    "1. Vul op het blad Kwartaalmonitor de gele cellen in. Lichtgele cellen mogen leeg blijven, grijze "
    "cellen blijven leeg.",
    "2. Is er niemand gestart, of wacht er niemand? Dan is er geen mediaan en geen percentage. Laat waarde, "
    "teller en noemer leeg en schrijf in de toelichting: geen starters, of: geen wachtenden.",
    "3. Weet u een getal niet? Laat het leeg en schrijf in de toelichting waarom. Vul nooit 0 in voor onbekend.",
    "4. Sommige indicatoren vragen een maand én een kwartaal. Het kwartaal is geen optelling: wie in twee "
    "maanden komt, telt in het kwartaal één keer. Andere vragen alleen het kwartaal.",
    "5. Verander de koppen en de codes niet. De kolommen omschrijving, vorige waarde en norm zijn alleen om "
    "te lezen. Vorige waarde is de laatste maand van het vorige kwartaal of, op een rij van een kwartaal, "
    "het vorige kwartaal.",
    "6. Schrijf nergens namen, geboortedatums of burgerservicenummers. Een bestand met burgerservicenummers "
    "wordt vernietigd.",
)
_BREAKDOWN = (
    "Levert u een getal ook per wijk, doelgroep of locatie? Zet dan onder de laatste rij een nieuwe rij. "
    "Neem aanbieder, deelovereenkomst, periode, indicator en eenheid over. Kies bij uitsplitsing: wijk, "
    "doelgroep of locatie. Schrijf bij uitsplitsing waarde welke.",
    "Laat de rij met het totaal staan. De rijen van de uitsplitsing zijn samen dat totaal.",
    "Lever ook kleine aantallen gewoon aan. Kwartaalbeeld verbergt ze waar dat nodig is.",
    "Voorbeeld: periode 2025-10, indicator BER-5, eenheid aantal, waarde 4, uitsplitsing wijk, "
    "uitsplitsing waarde Centrum.",
)
_COLUMNS = (
    ("indicator", 12), ("naam", 30), ("wat telt u?", 52), ("let op", 52),
    ("waarde", 26), ("teller", 26), ("noemer", 26),
)  # fmt: skip


def write_explanation(book: Workbook, styles: Styles, *, codes: Iterable[str]) -> None:
    """Add the sheet Uitleg for these indicators. Long lines are wrapped over the table's width."""
    sheet = book.add_worksheet("Uitleg")
    plain = styles(text_wrap=True)
    for column, (_, width) in enumerate(_COLUMNS):
        sheet.set_column(column, column, width, plain)
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, "Zo vult u de kwartaalmonitor in", styles.title)
    row = _paragraphs(sheet, styles, 1, lines=_STEPS) + 1
    for column, (header, _) in enumerate(_COLUMNS):
        sheet.write_string(row, column, header, styles.header)
    code_style = styles(bold=True, bottom=1, bottom_color=Colour.LINE)
    cell_style = styles(text_wrap=True, bottom=1, bottom_color=Colour.LINE)
    for row, code in enumerate(codes, start=row + 1):  # noqa: B020
        item = CATALOGUE[code]
        cells = (item.title, item.definition, item.pitfall, *how_to_fill(item))
        sheet.set_row(row, 15 * max(-(-len(text) // 48) for text in cells) + 4)
        sheet.write_string(row, 0, code, code_style)
        for column, text in enumerate(cells, start=1):
            sheet.write_string(row, column, text, cell_style)
    sheet.write_string(row + 2, 0, "Rijen toevoegen voor een uitsplitsing", styles.title)
    sheet.set_row(row + 2, 26)
    _paragraphs(sheet, styles, row + 3, lines=_BREAKDOWN)
    set_up(sheet, freeze=(1, 0))


def how_to_fill(item: Indicator) -> tuple[str, str, str]:
    """What goes in waarde, teller and noemer, in Dutch."""
    return _HOW.get(item.code) or _BY_UNIT[item.unit]


def _paragraphs(sheet: Worksheet, styles: Styles, row: int, *, lines: Iterable[str]) -> int:
    for line in lines:
        sheet.merge_range(row, 0, row, len(_COLUMNS) - 1, line, styles(text_wrap=True, valign="vcenter"))
        sheet.set_row(row, 32 if len(line) > 200 else 18)
        row += 1
    return row
