"""Bad workbooks: hidden and merged cells, formulas, dates, citizen service numbers and persons in odd places."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from bad_parts import HEADERS, NUMBERS, ROW, SHEET, book, edited, merged, row, second

PEOPLE = [["naam", "geboortedatum", "woonplaats"], ["A. Bruin-Okkerse", date(1948, 3, 12), "Kleindorp"],
          ["B. Lindestraat", date(1951, 7, 30), "Kleindorp"], ["C. van den Okkerse", date(1939, 11, 2), "Kleindorp"]]  # fmt: skip
TWO = [ROW, row(indicator="BER-5", waarde=4)]
THREE = [*TWO, row(indicator="BER-6", waarde=3)]

WORKBOOKS: dict[str, Callable[[], bytes]] = {
    "bad/leeg/leeg-blad.xlsx": lambda: book([], headers=[]),
    "bad/leeg/sjabloon-niet-ingevuld.xlsx": lambda: book([row(waarde=None), row(indicator="BER-5", waarde=None)]),
    "bad/leeg/alleen-opmaak.xlsx": lambda: book(
        [], headers=[], also=lambda made, sheet: sheet.set_row(3, 40, made.add_format({"bg_color": "yellow"}))
    ),
    "bad/leeg/alles-op-verborgen-blad.xlsx": lambda: book(
        [], headers=[], also=second("Cijfers", [HEADERS, ROW], hidden="hide")
    ),
    # hidden
    "doubtful/verborgen-rij.xlsx": lambda: book(
        THREE, also=lambda made, sheet: sheet.set_row(2, None, None, {"hidden": True})
    ),
    "doubtful/verborgen-kolom.xlsx": lambda: book(
        TWO, also=lambda made, sheet: sheet.set_column(4, 4, None, None, {"hidden": True})
    ),
    "doubtful/weggefilterde-rijen.xlsx": lambda: book(THREE, also=filtered),
    "doubtful/ingeklapte-groep.xlsx": lambda: book(
        THREE, also=lambda made, sheet: sheet.set_row(2, None, None, {"level": 1, "hidden": True, "collapsed": True})
    ),
    "bad/verborgen/fout-in-verborgen-rij.xlsx": lambda: book(
        [ROW, row(indicator="BER-5", waarde="vier")],
        also=lambda made, sheet: sheet.set_row(2, None, None, {"hidden": True}),
    ),
    "bad/verborgen/dubbele-rij-verborgen.xlsx": lambda: book(
        [ROW, row(waarde=41)], also=lambda made, sheet: sheet.set_row(2, None, None, {"hidden": True})
    ),
    "doubtful/extra-verborgen-blad.xlsx": lambda: book([ROW], also=second("Oud", [HEADERS, ROW], hidden="hide")),
    "bad/verborgen/cijfers-op-verborgen-blad.xlsx": lambda: book(
        [row(waarde=None)], also=second("Cijfers", [HEADERS, ROW], hidden="hide")
    ),
    "bad/verborgen/cijfers-op-zeer-verborgen-blad.xlsx": lambda: book(
        [row(waarde=None)], also=second("Cijfers", [HEADERS, ROW], hidden="very_hidden")
    ),
    # merged
    "bad/samengevoegd/aanbieder-over-twee-rijen.xlsx": lambda: book(TWO, also=merged(("A2:A3", "berk"))),
    "bad/samengevoegd/waarde-over-twee-rijen.xlsx": lambda: book(
        [ROW, row(indicator="BER-5", waarde=None)], also=lambda made, sheet: sheet.merge_range("E2:E3", 40)
    ),
    "bad/samengevoegd/waarde-met-teller.xlsx": lambda: book(
        TWO, also=lambda made, sheet: sheet.merge_range("E2:F2", 40)
    ),
    "bad/samengevoegd/tussenkop-over-hele-rij.xlsx": lambda: book(
        [ROW, [None] * 11, row(indicator="BER-5", waarde=4)], also=merged(("A3:K3", "Instroom en uitstroom"))
    ),
    "bad/samengevoegd/opschriften-over-twee-kolommen.xlsx": lambda: book(
        [row(indicator="TER-2", waarde=None, teller=9, noemer=12, eenheid="%")],
        headers=[*HEADERS[:5], None, *HEADERS[6:]], also=merged(("E1:F1", "waarde")),
    ),
    # formulas and error values
    "bad/formules/excelfout-in-cel.xlsx": lambda: book([row(waarde="#DEEL/0!")]),
    "bad/formules/fout-uit-formule.xlsx": lambda: book(
        [row(waarde=None)], also=lambda made, sheet: sheet.write_formula("E2", "=1/0", None, "#DIV/0!")
    ),
    "bad/formules/fout-uit-zoeken.xlsx": lambda: book(
        [row(waarde=None)], also=lambda made, sheet: sheet.write_formula("E2", "=VLOOKUP(1,A1:B1,2)", None, "#N/A")
    ),
    "bad/formules/niet-uitgerekend.xlsx": lambda: edited(
        book([row(waarde=None)], also=lambda made, sheet: sheet.write_formula("E2", "=20+20", None, 40)),
        SHEET, b"<v>40</v>", b"",
    ),
    "bad/formules/niet-uitgerekend-in-aanbieder.xlsx": lambda: edited(
        book([row(aanbieder=None)], also=lambda made, sheet: sheet.write_formula("A2", "=\"be\"&\"rk\"", None, "berk")),
        SHEET, b"<v>berk</v>", b"",
    ),
    "bad/formules/koppeling-geeft-tekst.xlsx": lambda: book(
        [row(waarde=None)],
        also=lambda made, sheet: sheet.write_formula("E2", "='[bron.xlsx]Blad1'!A1", None, "niet gevonden"),
    ),
    # numbers and dates
    "bad/getallen/tekst-in-getal.xlsx": lambda: book([row(waarde="veertig")]),
    "bad/getallen/datum-in-getal.xlsx": lambda: book([row(waarde=date(2025, 4, 1))]),
    "bad/getallen/dubbelzinnig-als-tekst.xlsx": lambda: book([row(waarde="1.234")]),
    "bad/getallen/waar-in-getal.xlsx": lambda: book([row(waarde=True)]),
    "bad/getallen/half-persoon.xlsx": lambda: book([row(waarde=12.5)]),
    "bad/getallen/negatief.xlsx": lambda: book([row(waarde=-4)]),
    "bad/percentages/procentopmaak-bij-aantal.xlsx": lambda: book([row(waarde=None)],
        also=lambda made, sheet: sheet.write_number("E2", 0.4, made.add_format({"num_format": "0%"})),
    ),
    "bad/codes/deelovereenkomst-werd-datum.xlsx": lambda: book([row(deelovereenkomst=date(2025, 2, 1))]),
    "bad/codes/indicator-werd-getal.xlsx": lambda: book([row(indicator=1)]),
    "bad/codes/voorloopnul-kwijt.xlsx": lambda: book([row(aanbieder=2000002)]),
    "bad/codes/uitsplitsing-werd-datum.xlsx": lambda: book(
        [row(indicator="BER-5", uitsplitsing="doelgroep", uitsplitsing_waarde=date(2026, 5, 12))]
    ),
    "bad/perioden/periode-is-jaartal.xlsx": lambda: book([row(periode=2025)]),
    "bad/perioden/periode-werd-dag-in-het-kwartaal.xlsx": lambda: book([row(periode=date(2025, 3, 31))]),
    "bad/perioden/tijdstip.xlsx": lambda: book([row(periode="2025-01-15 10:30:00")]),
    # headers and layout
    "bad/opschriften/opschriften-onder-groepen.xlsx": lambda: book(
        [HEADERS, ROW, row(indicator="BER-5", waarde=-4)], headers=["wie", None, "wanneer", "wat", "cijfers"], also=merged(("A1:B1", "wie"))
    ),
    "bad/opschriften/kolom-dubbel.xlsx": lambda: book([[*ROW, 41]], headers=[*HEADERS, "waarde"]),
    "bad/andere-indeling/kruistabel.xlsx": lambda: book(
        [["Bereik", 20, 25, 22], ["Instroom", 4, 6, 5]], headers=["", "jan 2025", "feb 2025", "mrt 2025"]
    ),
    "bad/andere-indeling/verkeerd-blad-ingevuld.xlsx": lambda: book([["berk", 40]], headers=["wie", "hoeveel"], title="Blad1"),
    "bad/dubbel/dubbel-op-twee-bladen.xlsx": lambda: book([ROW], also=second("Blad2", [HEADERS, row(waarde=41)])),
    "bad/dubbel/zelfde-rij-op-twee-bladen.xlsx": lambda: book([ROW], also=second("Kopie", [HEADERS, ROW])),
    "bad/uitvoerbare-tekst/formule-als-aanbieder.xlsx": lambda: book([row(aanbieder="=cmd|' /C calc'!A0")]),
    "bad/uitvoerbare-tekst/script-in-bladnaam.xlsx": lambda: book([row(waarde=-4)], title="<img src=x onerror=1>"),
    # citizen service numbers, made up
    "bad/burgerservicenummers/in-opmerking.xlsx": lambda: book(
        [ROW], also=lambda made, sheet: sheet.write_comment("E2", f"BSN {NUMBERS[4]} telt mee")
    ),
    "bad/burgerservicenummers/in-bladnaam.xlsx": lambda: book([ROW], title=f"BSN {NUMBERS[5]}"),
    "bad/burgerservicenummers/in-voettekst.xlsx": lambda: book(
        [ROW], also=lambda made, sheet: sheet.set_footer(f"&LBSN {NUMBERS[6]}")
    ),
    "bad/burgerservicenummers/in-verborgen-kolom.xlsx": lambda: book(
        [[*ROW, NUMBERS[7]]], headers=[*HEADERS, "bsn"],
        also=lambda made, sheet: sheet.set_column(11, 11, None, None, {"hidden": True}),
    ),
    "bad/burgerservicenummers/op-verborgen-blad.xlsx": lambda: book(
        [ROW], also=second("cliënten", [["burgerservicenummer"], *([n] for n in NUMBERS)], hidden="very_hidden")
    ),
    "bad/burgerservicenummers/als-getallen.xlsx": lambda: book(
        [[int(n), 7] for n in NUMBERS], headers=["nummer", "cijfer"], title="Blad1"
    ),
    "bad/burgerservicenummers/in-verborgen-rij.xlsx": lambda: book(
        [ROW, row(toelichting=f"burgerservicenummer {NUMBERS[8]}")],
        also=lambda made, sheet: sheet.set_row(2, None, None, {"hidden": True}),
    ),
    "bad/burgerservicenummers/in-tekstvak.xlsx": lambda: book(
        [ROW], also=lambda made, sheet: sheet.insert_textbox("M2", f"Cliënt met BSN {NUMBERS[9]}")
    ),
    # persons, made up
    "bad/personen/namen-met-geboortedatum.xlsx": lambda: book(PEOPLE[1:], headers=PEOPLE[0], title="Cliënten"),
    "bad/personen/op-tweede-blad.xlsx": lambda: book([ROW], also=second("Cliënten", PEOPLE)),
    "bad/personen/op-verborgen-blad.xlsx": lambda: book([ROW], also=second("Lijst", PEOPLE, hidden="hide")),
    # odd, and right
    "odd/kvk-als-getal-met-nul.xlsx": lambda: book([row(aanbieder="02000002")]),
    "odd/titelrijen-erboven.xlsx": lambda: book(
        [[None], HEADERS, ROW], headers=["Kwartaalmonitor 1e kwartaal 2025", *[None] * 10]
    ),
    "odd/getal-als-tekst.xlsx": lambda: book([row(waarde="40")]),
    "odd/uitkomst-van-formule.xlsx": lambda: book(
        [row(waarde=None)], also=lambda made, sheet: sheet.write_formula("E2", "=20+20", None, 40)
    ),
    "odd/formule-als-toelichting.xlsx": lambda: book([row(toelichting="=cmd|' /C calc'!A0")]),
    "odd/kolommen-anders-om.xlsx": lambda: book([ROW[::-1]], headers=HEADERS[::-1]),
    "odd/ander-blad-leeg.xlsx": lambda: book([ROW], also=second("Blad2", [])),
}  # fmt: skip


def filtered(made: Any, sheet: Any) -> None:
    sheet.autofilter("A1:K4")
    sheet.filter_column("D", "x == BER-1")
    for number in (2, 3):
        sheet.set_row(number, None, None, {"hidden": True})


# made with LibreOffice: name without its ending -> the workbook it is made from
_SOURCES: dict[str, Callable[[], bytes]] = {
    "bad/getallen/negatief-in": lambda: book([row(waarde=-4)]),
    "doubtful/verborgen-rij-in": WORKBOOKS["doubtful/verborgen-rij.xlsx"],
    "bad/samengevoegd/waarde-over-twee-rijen-in": WORKBOOKS["bad/samengevoegd/waarde-over-twee-rijen.xlsx"],
    "bad/formules/fout-uit-formule-in": WORKBOOKS["bad/formules/fout-uit-formule.xlsx"],
    "bad/burgerservicenummers/kolom-in": WORKBOOKS["bad/burgerservicenummers/als-getallen.xlsx"],
    "bad/burgerservicenummers/opmerking-in": WORKBOOKS["bad/burgerservicenummers/in-opmerking.xlsx"],
    "odd/gewoon": lambda: book([ROW]),
    "bad/andere-indeling/enquete-in": lambda: book(
        [[1, 7, 8], [2, 6, 9]], headers=["respondent", "vraag 1", "vraag 2"]
    ),
}
CONVERTED = {f"{name}-{kind}.{kind}": source for name, source in _SOURCES.items() for kind in ("xls", "ods")}
