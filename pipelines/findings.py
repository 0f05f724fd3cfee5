"""Findings: what is wrong where, in Dutch, with what was received, what is expected and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

from schemas.vocabulary import Severity

SHOWN = 1000


@dataclass(frozen=True)
class Finding:
    """One fault. `row` and `cell` are as in the sheet; `received` never holds a personal number."""

    code: str
    severity: Severity = Severity.ERROR
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    cell: str | None = None
    received: str | None = None
    detail: str = ""
    indicator: str | None = None  # of the row, where one row of a file makes several measurements
    figure: tuple[str, ...] = ()  # of a question: provider, sub-agreement, period, indicator, breakdown, its value

    @property
    def expected(self) -> str:
        return SENTENCES[self.code][0].replace("{detail}", self.detail)

    @property
    def repair(self) -> str:
        return SENTENCES[self.code][1].replace("{detail}", self.detail)

    @property
    def where(self) -> str:
        parts = []
        if self.sheet:
            parts.append(f'blad "{self.sheet}"')
        if self.row:
            parts.append(f"rij {self.row}")
        if self.column:
            parts.append(f'kolom "{self.column}"')
        place = ", ".join(parts)
        place = place[:1].upper() + place[1:]
        return f"{place} (cel {self.cell})" if self.cell else place

    @property
    def sentence(self) -> str:
        where = f"{self.where}: " if self.where else ""
        got = f"u vulde {self.received} in. " if self.received else ""
        text = f"{got}{self.expected} {self.repair}".strip()
        return where + (text if where else text[:1].upper() + text[1:])

    def as_dict(self) -> dict[str, object]:
        found = {**asdict(self), "severity": self.severity.label}
        return {**found, "expected": self.expected, "repair": self.repair, "sentence": self.sentence}


_DATE = r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}"


def safe(text: str) -> str:
    """What may be echoed of a cell: short, and without numbers or addresses that may point to a person."""
    plain = re.sub(r"\s+", " ", text).strip()
    if "@" in plain:
        return "een mailadres"
    if re.search(r"(?:\d[ .\-]?){8,}", plain) and not re.fullmatch(_DATE, plain):
        return "een lang nummer"
    if not plain:
        return "niets"
    shortened = plain if len(plain) <= 40 else plain[:39] + "…"
    return f'"{shortened}"'


@dataclass(frozen=True)
class Fault:
    """The same finding in one or more rows: one thing to mend."""

    finding: Finding
    rows: tuple[int, ...]

    @property
    def sentence(self) -> str:
        if len(self.rows) < 2:
            return self.finding.sentence
        shown = ", ".join(str(row) for row in self.rows[:6]) + (", ..." if len(self.rows) > 6 else "")
        many = replace(self.finding, row=None, cell=None)
        return many.sentence.replace(many.where, f"{many.where}, {len(self.rows)} rijen ({shown})", 1)


def fold(findings: Iterable[Finding]) -> list[Fault]:
    """One fault = one finding: what was wrong in the same way in the same column stands together. Errors first."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for item in findings:
        key = (item.code, item.severity, item.sheet, item.column, item.received, item.detail)
        groups.setdefault(key if item.column else (*key, item.row, item.cell), []).append(item)
    faults = [Fault(same[0], tuple(item.row for item in same if item.row)) for same in groups.values()]
    order = {Severity.ERROR: 0, Severity.QUESTION: 1, Severity.SKIPPED: 2, Severity.WARNING: 3}
    return sorted(faults, key=lambda f: (order[f.finding.severity], f.finding.sheet or "", f.finding.row or 0))


def count_by_code(findings: Iterable[Finding]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for finding in findings:
        counts[finding.code] = counts.get(finding.code, 0) + 1
    return dict(sorted(counts.items()))


# code: (what is expected, how to mend it)
SENTENCES: dict[str, tuple[str, str]] = {
    # the file as a whole
    "empty_file": ("Het bestand is leeg.", "Vul het sjabloon in, sla het op en lever het opnieuw."),
    "too_large": ("Het bestand is te groot om veilig te openen ({detail}).",
                  "Lever alleen de ingevulde rijen, zonder lege rijen en plaatjes."),
    "password": ("Het bestand heeft een wachtwoord.",
                 "Haal in Excel het wachtwoord weg (Bestand, Info, Werkmap beveiligen) en lever het opnieuw."),
    "old_excel": ("Dit is een oud Excel-bestand (.xls).", "Sla het in Excel op als .xlsx en lever het opnieuw."),
    "macros": ("Het bestand bevat macro's.", "Sla het in Excel op als .xlsx, zonder macro's, en lever het opnieuw."),
    "picture": ("Dit is een afbeelding ({detail}), geen werkmap of CSV-bestand.",
                "Lever het ingevulde sjabloon zelf, niet een foto of schermafdruk."),
    "wrong_kind": ("Dit soort bestand ({detail}) kan Kwartaalbeeld niet lezen.", "Lever een .xlsx- of .csv-bestand."),
    "damaged_workbook": ("De werkmap is beschadigd of niet compleet.",
                         "Open het bestand in Excel, sla het opnieuw op als .xlsx en lever het opnieuw."),
    "reader_died": ("Het bestand is zo gemaakt dat openen niet veilig kan.",
                    "Kopieer de ingevulde rijen naar een nieuw sjabloon en lever dat."),
    "too_slow": ("Het openen duurde te lang.", "Haal lege rijen en opmaak weg en lever het bestand opnieuw."),
    "bad_encoding": ("De tekens in het bestand zijn niet te lezen.",
                     'Sla het in Excel op als "CSV UTF-8" en lever het opnieuw.'),
    "unclosed_quote": ("Ergens in het bestand staat een aanhalingsteken dat niet wordt afgesloten.",
                       "Zoek de laatste rij die nog klopt; in de rij daarna staat het losse aanhalingsteken."),
    "unknown_layout": ("Kwartaalbeeld herkent de indeling niet. {detail}",
                       "Gebruik het sjabloon, of geef een recept op dat bij dit bestand hoort."),
    "no_rows": ("Er is geen enkele rij ingevuld.", "Vul de cijfers in en lever het bestand opnieuw."),
    "hidden_sheet": ('Blad "{detail}" is verborgen en is niet gelezen.',
                     "Hoort het erbij? Maak het blad zichtbaar en lever het bestand opnieuw."),
    "citizen_numbers": ("Er staan burgerservicenummers in het bestand.",
                        "Kwartaalbeeld bewaart het bestand niet. Haal de kolom met deze nummers weg en lever opnieuw."),
    # columns
    "missing_column": ('De kolom "{detail}" ontbreekt.', "Zet de kolom terug, met precies dit opschrift."),
    "missing_sheet": ('Het blad "{detail}" ontbreekt.', "Zet het blad terug, met precies deze naam."),
    "duplicate_column": ('De kolom "{detail}" staat er twee keer.', "Houd één kolom met dit opschrift over."),
    "unknown_column": ('De kolom "{detail}" is niet bekend en is niet gelezen.',
                       "Staat hier iets wat mee moet tellen? Gebruik dan de kolommen van het sjabloon."),
    # cells
    "ambiguous_name": ("Deze naam of code hoort ook bij een andere aanbieder ({detail}).",
                       "Zorg dat elke code, naam en elk nummer bij één aanbieder hoort."),
    "two_spellings": ("Dit staat er in twee spellingen: {detail}.", "Schrijf het overal hetzelfde."),
    "parts_exceed_total": ("De delen zijn samen meer dan het totaal ({detail}).", "Controleer de delen en het totaal."),
    "would_erase": ("Deze levering vervangt {detail}.",
                    "Een levering geldt voor het hele kwartaal: lever alle cijfers. Horen ze echt weg? Trek dan eerst "
                    "de oude levering in."),
    "disappeared": ("In dit bestand ontbreekt wat er nu wel staat en waarover cijfers zijn geleverd: {detail}.",
                    'Haal niets weg. Vul een einddatum in, of bij deelname "uitgetreden op".'),
    "required": ("Deze cel moet gevuld zijn.", "Vul de cel in."),
    "not_a_number": ("Hier hoort een getal.", "Vul alleen het getal in, zonder woorden erbij."),
    "ambiguous_number": ("Dit kan een duizendtal zijn of een getal met decimalen.",
                         "Schrijf duizend-zoveel zonder punt (1234) en decimalen met een komma (1,234)."),
    "not_whole": ("Hier hoort een heel getal.", "Vul een aantal zonder decimalen in."),
    "negative": ("Het getal moet 0 of hoger zijn.", "Vul het juiste aantal in, of laat de cel leeg als u het niet weet."),
    "above_hundred": ("Een percentage is hoogstens 100.", "Controleer teller en noemer."),
    "excel_error": ("In de cel staat een foutmelding van Excel.", "Herstel de formule, of vul het getal zelf in."),
    "formula_not_calculated": ("De formule in deze cel is nog niet uitgerekend.",
                               "Open het bestand in Excel, sla het op en lever het opnieuw."),
    "bad_period": ("Hier hoort een maand of kwartaal.", "Schrijf bijvoorbeeld 2025-10 of 2025-K4."),
    "ambiguous_tertial": ("T1, T2 of T3 kan een kwartaal zijn of vier maanden.",
                          "Schrijf een kwartaal als 2025-K1 en een maand als 2025-01."),
    "bad_date": ("Hier hoort een datum met een jaar van vier cijfers.", "Schrijf bijvoorbeeld 31-12-2025."),
    "unknown_word": ("Dit woord staat niet in de lijst.", "Kies uit: {detail}."),
    "bad_code": ("Een code bestaat uit letters, cijfers, punten en streepjes, zonder spaties, en is hoogstens 40 lang.",
                 "Schrijf bijvoorbeeld de-linde of DO-2025-01."),
    "kvk": ("Een KvK-nummer heeft 8 cijfers.", "Vul alle cijfers in, ook nullen vooraan; maak de cel eerst tekst."),
    "agb": ("Een AGB-code heeft 8 cijfers.", "Vul alle cijfers in, ook nullen vooraan; maak de cel eerst tekst."),
    "municipality_code": ("Een gemeentecode is GM met vier cijfers.", "Schrijf bijvoorbeeld GM0363."),
    "ends_before_start": ("Het einde ligt voor het begin.", "Controleer beide datums."),
    "wrong_type": ("Deze waarde past niet bij de kolom.", "Vul de cel in zoals het blad Uitleg aangeeft."),
    # a row against the agreements
    "unknown_provider": ("Deze aanbieder staat niet in de stamgegevens.",
                         "Gebruik de code, het KvK-nummer of de naam uit de stamgegevens, of voeg de aanbieder daar toe."),
    "unknown_sub_agreement": ("Deze deelovereenkomst hoort niet bij deze aanbieder.",
                              "Gebruik de code uit de stamgegevens: {detail}."),
    "sub_agreement_needed": ("Deze aanbieder heeft meer deelovereenkomsten.", "Vul in welke bedoeld is: {detail}."),
    "unknown_umbrella": ("Deze koepelovereenkomst staat niet op het blad koepelovereenkomst.", "Gebruik de code van dat blad."),
    "unknown_indicator": ("Deze indicator bestaat niet.", "Kies uit: {detail}."),
    "derived_indicator": ("Deze indicator rekent Kwartaalbeeld zelf uit.", "Haal de rij weg."),
    "not_judged": ("Bij deze indicator hoort geen norm.", "Haal de rij weg."),
    "unit_mismatch": ("Bij deze indicator hoort een andere eenheid.", "Gebruik: {detail}."),
    "value_missing": ("Bij deze indicator hoort een waarde.", "Vul de waarde in, of maak de hele rij leeg."),
    "ratio_parts_missing": ("Bij een percentage horen een teller en een noemer.",
                            "Vul beide in; de waarde zelf mag leeg blijven."),
    "denominator_missing": ("Bij deze indicator hoort een noemer: het aantal dat meetelt.", "Vul de noemer in."),
    "denominator_zero": ("Bij een percentage moet de noemer groter zijn dan 0.",
                         "Zijn er geen cliënten gestart? Laat waarde, teller en noemer leeg en zet dat in de toelichting."),
    "numerator_exceeds_denominator": ("De teller kan niet groter zijn dan de noemer.",
                                      "Controleer beide; misschien zijn ze verwisseld. {detail}"),
    "ratio_mismatch": ("De waarde hoort gelijk te zijn aan teller gedeeld door noemer.",
                       "Laat de waarde leeg, of maak haar gelijk aan {detail}."),
    "breakdown_half": ("Uitsplitsing en uitsplitsing waarde horen bij elkaar.", "Vul beide in, of geen van beide."),
    "duplicate_key": ("Deze rij staat er al, met dezelfde aanbieder, deelovereenkomst, periode en indicator (rij {detail}).",
                      "Houd één rij over."),
    "duplicate_register": ("Deze rij staat er al (rij {detail}).", "Houd één rij over."),
    "overlapping_targets": ("Voor dezelfde deelovereenkomst en indicator geldt al een andere norm in deze tijd (rij {detail}).",
                            'Vul bij de oude norm in "geldig tot en met" de laatste dag in.'),
    "outside_participation": ("De aanbieder doet in deze periode niet mee, of de deelovereenkomst loopt dan niet.",
                              "Controleer de periode. Klopt die? Pas dan eerst de stamgegevens aan. {detail}"),
    "in_the_future": ("Deze periode moet nog beginnen.", "Controleer het jaar en het kwartaal."),
    "months_do_not_add_up": ("Het kwartaal hoort de som van de drie maanden te zijn: {detail}.",
                             "Herstel de maand of het kwartaal, of laat het kwartaal leeg."),
    "quarter_against_months": ("Unieke personen in het kwartaal: minstens de grootste maand en hoogstens de som ({detail}).",
                               "Controleer of personen die vaker kwamen één keer tellen."),
    "moment_mismatch": ("Een stand aan het einde van het kwartaal is gelijk aan die van de laatste maand: {detail}.",
                        "Maak beide gelijk."),
    "year_to_date_below": ("Het aantal sinds 1 januari kan niet kleiner zijn dan het aantal in de periode zelf ({detail}).",
                           "Controleer BER-1 en BER-2."),
    "year_to_date_falls": ("Het aantal sinds 1 januari kan binnen een jaar niet dalen (eerder: {detail}).",
                           "Controleer BER-2; een persoon telt vanaf het eerste contact het hele jaar mee."),
    "stock_flow": ("Begin + instroom - uitstroom komt uit op {detail}.",
                   "Controleer BER-5, BER-6 en BER-7. Klopt het toch? Zet in de toelichting waarom."),
    "incomplete": ("Er ontbreken cijfers waarover een afspraak is gemaakt: {detail}.",
                   "Vul ze aan, of zet in de toelichting waarom ze er niet zijn."),
    "censored": ('"Kleiner dan" is bewaard als grens, niet als getal; een som hiermee kan niet.',
                 "Mag u het aantal leveren? Vul dan het getal in."),
    "missing_value": ("Er is geen waarde ingevuld.", "Vul de waarde in, of laat het recept rijen zonder waarde overslaan."),
}  # fmt: skip
