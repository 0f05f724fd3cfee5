"""Findings: what is wrong where, in Dutch, with what was received, what is expected and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

from pipelines.surveys.sentences import SURVEY_SENTENCES
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
    times: int = 1  # how many cells it stands for: beyond SHOWN of one kind, one finding counts the rest

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
            parts.append(f'blad "{visible(self.sheet)}"')
        if self.row:
            parts.append(f"rij {self.row}")
        if self.column:
            parts.append(f'kolom "{visible(self.column)}"')
        place = ", ".join(parts)
        place = place[:1].upper() + place[1:]
        return f"{place} (cel {self.cell})" if self.cell else place

    @property
    def sentence(self) -> str:
        where = f"{self.where}{self._more}: " if self.where else ""
        got = f"u vulde {self.received} in. " if self.received else ""
        text = " ".join(f"{got}{self.expected} {self.repair}".split())
        return where + (text if where else text[:1].upper() + text[1:])

    @property
    def _more(self) -> str:
        return f", nog {self.times} rijen" if self.times > 1 else ""

    def as_dict(self) -> dict[str, object]:
        found = {**asdict(self), "severity": self.severity.label}
        return {**found, "expected": self.expected, "repair": self.repair, "sentence": self.sentence}


# signs without a width, or that turn the direction of what follows: a word with one reads as another word
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
_DATE = r"(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{4}[/.]\d{1,2}[/.]\d{1,2})" + (
    r"(?:[ T,]+\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?: ?[AaPp]\.? ?[Mm]\.?)?(?: ?[A-Za-z]{1,4})?(?:[+-]\d{1,2}(?::?\d\d)?)?)?"
)


def visible(text: str) -> str:
    """Invisible signs as words, so that a sender sees why two equal words differ."""
    return _UNSEEN.sub("[onzichtbaar teken]", text)


def safe(text: str) -> str:
    """What may be echoed of a cell: short, and without numbers or addresses that may point to a person."""
    plain = " ".join(text.split())
    seen = _UNSEEN.sub("", plain)
    if "@" in seen:
        return "een mailadres"
    if re.search(r"(?:\d[ .\-]{0,3}){8,}", seen) and not re.fullmatch(_DATE, seen):
        return "een lang nummer"
    if not plain:
        return "niets"
    return f'"{visible(plain if len(plain) <= 40 else f"{plain[:39]}…")}"'


@dataclass(frozen=True)
class Fault:
    """The same finding in one or more rows: one thing to mend. `times` is how often, `rows` the first of them."""

    finding: Finding
    rows: tuple[int, ...]
    times: int = 1

    @property
    def sentence(self) -> str:
        if self.times < 2:
            return self.finding.sentence
        many = replace(self.finding, row=None, cell=None, times=1)
        if not many.where:
            return f"{self.times} rijen: {many.sentence}"
        shown = f" ({', '.join(map(str, self.rows[:6]))}{', ...' if self.times > 6 else ''})" if self.rows else ""
        return many.sentence.replace(many.where, f"{many.where}, {self.times} rijen{shown}", 1)


def count(findings: Iterable[Finding]) -> int:
    """How many faults there are: the true number, also where only the first SHOWN are told one by one."""
    return sum(item.times for item in findings)


def of_severity(findings: Iterable[Finding], *wanted: Severity) -> list[Finding]:
    return [item for item in findings if item.severity in wanted]


_ORDER = {Severity.ERROR: 0, Severity.QUESTION: 1, Severity.SKIPPED: 2, Severity.WARNING: 3}


def _fault(same: list[Finding]) -> Fault:
    return Fault(same[0], tuple(dict.fromkeys(item.row for item in same if item.row)), count(same))


def _in_order(faults: Iterable[Fault]) -> list[Fault]:
    """Errors first, then as they stand in the file; a counted rest comes after what it is the rest of."""

    def place(fault: Fault) -> tuple[object, ...]:
        first = fault.finding
        return _ORDER[first.severity], first.sheet or "", first.row or (first.times > 1) * 10**9

    return sorted(faults, key=place)


def fold(findings: Iterable[Finding]) -> list[Fault]:
    """One fault = one finding: what was wrong in the same way in the same column stands together. Errors first."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for item in findings:
        key = (item.code, item.severity, item.sheet, item.column, item.received, item.detail)
        groups.setdefault(key if item.column else (*key, item.row, item.cell), []).append(item)
    return _in_order(_fault(same) for same in groups.values())


def by_row(findings: Iterable[Finding]) -> list[tuple[str | None, int | None, list[Finding]]]:
    """To mend the file: per sheet and row what is wrong there, in the order of the file. What is about the file as a
    whole, or is a counted rest, stands first, without a row."""
    groups: dict[tuple[str, int], list[Finding]] = {}
    for item in findings:
        groups.setdefault((item.sheet or "", item.row or 0), []).append(item)
    ordered = sorted(groups.items(), key=lambda group: group[0])
    return [
        (sheet or None, row or None, sorted(items, key=lambda item: _ORDER[item.severity]))
        for (sheet, row), items in ordered
    ]


def by_pattern(findings: Iterable[Finding]) -> list[Fault]:
    """To mend the export: per code and column one fault with how often and the first rows. Errors first, then the
    most frequent. What was received or expected is told only where it is the same everywhere."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for item in findings:
        groups.setdefault((item.code, item.severity, item.column), []).append(item)
    faults = []
    for same in groups.values():
        told = [item for item in same if item.times == 1] or same
        received, details, sheets = ({getattr(item, name) for item in told} for name in ("received", "detail", "sheet"))
        first = replace(
            same[0],
            received=same[0].received if len(received) == 1 else None,
            detail=same[0].detail if len(details) == 1 else _several(item.detail for item in told),
            sheet=same[0].sheet if len(sheets) == 1 else None,
        )
        faults.append(replace(_fault(same), finding=first))
    return sorted(faults, key=lambda fault: (_ORDER[fault.finding.severity], -fault.times))


def _several(details: Iterable[str]) -> str:
    """The first few of what differs, so that one sentence can stand for many."""
    distinct = list(dict.fromkeys(detail for detail in details if detail))
    return ", ".join(distinct[:3]) + (f" en nog {len(distinct) - 3}" if len(distinct) > 3 else "")


def count_by_code(findings: Iterable[Finding]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for finding in findings:
        counts[finding.code] = counts.get(finding.code, 0) + finding.times
    return dict(sorted(counts.items()))


def figure_text(number: float) -> str:
    """A number as a sentence says it: no trailing zeros, a decimal comma."""
    return f"{number:.12g}".replace(".", ",")


# code: (what is expected, how to mend it)
SENTENCES: dict[str, tuple[str, str]] = {
    # the file as a whole
    "empty_file": ("Het bestand is leeg.", "Vul het sjabloon in, sla het op en lever het opnieuw."),
    "too_large": ("Het bestand is te groot om veilig te openen ({detail}).",
                  "Lever alleen de ingevulde rijen, zonder lege rijen en plaatjes."),
    "password": ("Het bestand heeft een wachtwoord.",
                 "Haal in Excel het wachtwoord weg (Bestand, Info, Werkmap beveiligen) en lever het opnieuw."),
    "old_excel": ("Dit is een Excel-bestand van voor 1997.", "Sla het in Excel op als .xlsx en lever het opnieuw."),
    "binary_workbook": ("Dit is een binaire werkmap (.xlsb). Die leest Kwartaalbeeld niet.",
                        "Sla het in Excel op als .xlsx en lever het opnieuw."),
    "markup": ("Dit bestand heet misschien Excel, maar het is {detail}.",
               "Open het in Excel, sla het op als .xlsx en lever het opnieuw."),
    "archive": ("Dit is een ingepakt bestand ({detail}).", "Pak het uit en lever de bestanden die erin zitten."),
    "executable": ("Dit is een programma, geen bestand met cijfers.",
                   "Open het niet. Vraag de afzender om een werkmap (.xlsx) of een CSV-bestand."),
    "document": ("Dit is een document ({detail}), geen werkmap of CSV-bestand.",
                 "Zet de cijfers in het sjabloon, of vraag de afzender om de werkmap."),
    "database": ("Dit is een database ({detail}), geen werkmap of CSV-bestand.",
                 "Exporteer de tabel als .xlsx of .csv en lever dat."),
    "external_links": ("De werkmap haalt cijfers uit een ander bestand. Of die nog kloppen, is hier niet te zien.",
                       "Kies in Excel Gegevens, Koppelingen bewerken, Koppeling verbreken. Sla op en lever het opnieuw."),
    "embedded": ("In de werkmap zit een ander bestand of een besturingselement.",
                 "Haal het weg, sla de werkmap op en lever het opnieuw."),
    "entities": ("De werkmap bevat verwijzingen die niet veilig te openen zijn.",
                 "Open het bestand in Excel, sla het opnieuw op als .xlsx en lever het opnieuw."),
    "far_cell": ("Er staat een cel heel ver buiten de tabel (cel {detail}).",
                 "Maak die cel leeg: verwijder in Excel de rijen onder en de kolommen rechts van uw tabel. Sla op en lever "
                 "het opnieuw."),
    "empty_rows": ("Het bestand heeft meer dan {detail} lege rijen.",
                   "Selecteer de rijen onder uw tabel, kies Verwijderen, sla op en lever het opnieuw."),
    "too_many_columns": ("Het bestand heeft meer dan {detail} kolommen.",
                         "Verwijder de kolommen rechts van uw tabel, sla op en lever het opnieuw."),
    "control_character": ("Op regel {detail} staat een onzichtbaar stuurteken dat niet in een tekstbestand hoort.",
                          'Open het bestand in Excel, sla het op als "CSV UTF-8" of als .xlsx en lever het opnieuw.'),
    "wrong_separator": ("De eerste regel (sep=) noemt een ander scheidingsteken dan het bestand heeft ({detail}).",
                        "Zet in die regel het goede teken, of haal de regel weg."),
    "bad_separator": ("Het scheidingsteken moet één teken zijn ({detail}).",
                      "Kies een puntkomma, komma, tab of streep (|)."),
    "macros": ("Het bestand bevat macro's.", "Sla het in Excel op als .xlsx, zonder macro's, en lever het opnieuw."),
    "picture": ("Dit is een afbeelding ({detail}), geen werkmap of CSV-bestand.",
                "Lever het ingevulde sjabloon zelf, niet een foto of schermafdruk."),
    "wrong_kind": ("Dit soort bestand ({detail}) kan Kwartaalbeeld niet lezen.", "Lever een werkmap (.xlsx, .xls of .ods), een CSV-bestand of een SPSS-bestand (.sav)."),
    "damaged_spss": ("Het SPSS-bestand is beschadigd of niet compleet.",
                     "Bewaar het in SPSS opnieuw als .sav, of als .xlsx of .csv, en lever het opnieuw."),
    "damaged_workbook": ("De werkmap is beschadigd of niet compleet.",
                         "Open het bestand in Excel, sla het opnieuw op als .xlsx en lever het opnieuw."),
    "reader_died": ("Het bestand is zo gemaakt dat openen niet veilig kan.",
                    "Kopieer de ingevulde rijen naar een nieuw sjabloon en lever dat."),
    "too_slow": ("Het openen duurde te lang.", "Haal lege rijen en opmaak weg en lever het bestand opnieuw."),
    "bad_encoding": ("De tekens in het bestand zijn niet te lezen.",
                     'Sla het in Excel op als "CSV UTF-8" en lever het opnieuw.'),
    "unclosed_quote": ("In rij {detail} staat een aanhalingsteken dat niet goed wordt afgesloten.",
                       "Zet om de hele cel aanhalingstekens en verdubbel die erbinnen, of haal ze weg."),
    "unknown_layout": ("Kwartaalbeeld herkent de indeling niet. {detail}",
                       "Gebruik het sjabloon, of wijs op de pagina Aanleveren aan wat waar staat (met een recept)."),
    "export_to_point": ("Dit is {detail}.",
                        "Wijs op de pagina Aanleveren aan over welke meting het gaat en welke vragen meetellen; een volgend "
                        "bestand gaat dan vanzelf."),
    "only_headings": ("Er staat maar één gevulde rij in het bestand, zonder antwoorden of cijfers eronder. {detail}",
                      "Controleer of er bij de export al iets was ingevuld, en lever het bestand opnieuw."),
    "recipe_asks": ("De indeling is bekend, maar uit dit bestand blijkt nog niet: {detail}.",
                    "Vul dit in, op de pagina of met --set."),
    "counts_elsewhere": ("Deze cijfers tellen al mee: {detail}.",
                         "Een cijfer mag maar één keer meetellen: haal ze hier weg, of trek eerst de andere levering in."),
    "all_hidden": ("Op de zichtbare bladen staat niets. Verborgen zijn: {detail}.",
                   "Horen de cijfers daar erbij? Maak het blad zichtbaar en lever het bestand opnieuw."),
    "survey_rows_left_out": ("Niet iedere rij is een respondent. Weggelaten: {detail}.", "U hoeft niets te doen."),
    "survey_other_tool": ("Het recept leest een enquête van {detail}, maar dit bestand heeft een andere indeling.",
                          "Kies het goede recept, of wijs opnieuw aan wat waar staat."),
    "survey_other_question": ("Het recept verwacht hier een andere vraag ({detail}).",
                              "Is de vragenlijst veranderd? Wijs dan opnieuw aan welke vraag waar staat."),
    "code_not_in_book": ("Het codeboek noemt deze code niet: {detail}. Die antwoorden tellen niet mee.",
                         "Vul het codeboek aan als het wel antwoorden zijn, en lever het opnieuw."),
    "no_rows": ("Er is geen enkele rij ingevuld.", "Vul de cijfers in en lever het bestand opnieuw."),
    "hidden_sheet": ('Blad "{detail}" is verborgen en is niet gelezen.',
                     "Hoort het erbij? Maak het blad zichtbaar en lever het bestand opnieuw."),
    "citizen_numbers": ("Er staan burgerservicenummers in het bestand: {detail}.",
                        "Kwartaalbeeld bewaart het bestand niet. Haal deze nummers weg, sla het bestand op en lever het "
                        "opnieuw."),
    "persons": ("In het bestand staan namen van cliënten of kandidaten, of namen met geboortedatums: {detail}.",
                "Kwartaalbeeld bewaart het bestand niet. Haal de namen en geboortedatums weg, sla het bestand op en "
                "lever het opnieuw."),
    "case_list_persons": ("In de zakenlijst staat wie iemand is: {detail}.",
                          "Kwartaalbeeld bewaart het bestand niet. Haal namen, adressen en geboortedatums weg, sla het "
                          "bestand op en lever het opnieuw. Van de leeftijd hoort er alleen een groep in."),
    "personal_column_dropped": ("Deze kolom zegt wie iemand is ({detail}). Kwartaalbeeld maakt de kolom leeg voordat het "
                                "een bestand bewaart.",
                                "Laat de kolom de volgende keer weg uit het bestand."),
    # columns
    "missing_column": ('De kolom "{detail}" ontbreekt.', "Zet de kolom terug, met precies dit opschrift."),
    "missing_sheet": ('Het blad "{detail}" ontbreekt.', "Zet het blad terug, met precies deze naam."),
    "duplicate_column": ('De kolom "{detail}" staat er twee keer.', "Houd één kolom met dit opschrift over."),
    "unknown_column": ('De kolom "{detail}" is niet bekend en is niet gelezen.',
                       "Staat hier iets wat mee moet tellen? Gebruik dan de kolommen van het sjabloon."),
    "nameless_column": ("Kolom {detail} heeft geen opschrift en is niet gelezen.",
                        "Hoort de kolom erbij? Zet er dan het opschrift van het sjabloon boven."),
    "lost_column": ("Deze kolom wordt niet gelezen, en {detail} ontbreekt.",
                    "Is dit die kolom? Zet er dan precies dat opschrift boven. Anders: haal de kolom weg."),
    "repeated_header": ("Hier staan de opschriften nog een keer.", "Haal de rij weg."),
    "other_separator": ("Hier staat een hele rij in één cel.", "Gebruik in elke rij hetzelfde scheidingsteken."),
    "note_row": ("Deze rij heeft alleen tekst in één cel en telt niet mee: {detail}.",
                 "Hoort er een cijfer bij? Vul de rij dan helemaal in."),
    "row_without_figure": ("In deze rij staat tekst ({detail}), maar geen cijfer.", "Vul het cijfer in, of haal de rij weg."),
    "summary_row": ("Deze rij lijkt een totaal of gemiddelde ({detail}), geen cijfer van een aanbieder.", "Haal de rij weg."),
    "shifted_row": ("De cellen van deze rij staan niet onder hun eigen opschrift (kolom {detail}).",
                    "Zet elke cel onder het goede opschrift. Misschien is er een scheidingsteken te veel of te weinig."),
    "more_cells": ("Deze rij heeft meer cellen dan de kop; die heeft er {detail}.",
                   "Misschien zijn de cellen opgeschoven: zet tekst met een scheidingsteken tussen aanhalingstekens, of haal "
                   "weg wat buiten de tabel staat."),
    "merged_cells": ("Er zijn samengevoegde cellen in de tabel ({detail}).",
                     "Hef de samenvoeging op (Start, Samenvoegen en centreren) en vul elke cel zelf in."),
    "hidden_rows": ("Er zijn verborgen rijen, en die zijn ook gelezen: {detail}.",
                    "Horen ze er niet bij? Haal ze weg en lever het bestand opnieuw."),
    "hidden_columns": ("Er zijn verborgen kolommen, en die zijn ook gelezen: {detail}.",
                       "Maak ze zichtbaar en controleer of ze kloppen."),
    "made_a_date": ("Excel heeft hier een datum van gemaakt.",
                    "Maak de cel eerst tekst en vul dan opnieuw in wat er hoort te staan."),
    "leading_zero": ("De nul vooraan is weggevallen; Kwartaalbeeld leest {detail}.",
                     "Klopt dat? Maak de kolom voortaan tekst, dan blijven nullen staan."),
    "not_a_flag": ("Hier hoort ja of nee.", "Vul ja of nee in, of laat de cel leeg als u het niet weet."),
    "fraction": ("Dit is een breuk; hier hoort een percentage.", "Vul {detail} in, of laat de waarde leeg."),
    # cells
    "ambiguous_name": ("Deze naam of code hoort ook bij een andere aanbieder ({detail}).",
                       "Zorg dat elke code, naam en elk nummer bij één aanbieder hoort."),
    "two_spellings": ("Dit staat er in twee spellingen: {detail}.", "Schrijf het overal hetzelfde."),
    "parts_exceed_total": ("De delen zijn samen meer dan het totaal ({detail}).", "Controleer de delen en het totaal."),
    "would_erase": ("Deze levering vervangt {detail}.",
                    "Een levering geldt voor het hele kwartaal: lever alle cijfers. Horen ze echt weg? Trek dan eerst "
                    "de oude levering in."),
    # parties and agreements
    "sheet_left_out": ("Deze bladen ontbreken, terwijl er nu wel iets op staat: {detail}.",
                       'Lever ze mee. Het bestand zoals het nu is maakt u met "kwartaalbeeld templates".'),
    "evidence_missing": ("Aan deze eis is voldaan, maar er staat niet bij welk bewijs is gezien.",
                         "Vul het soort bewijs in, bijvoorbeeld certificaat of eigen verklaring."),
    "proposal_of_two": ("Een voorstel hoort bij één aanbieder; in een eerdere rij staat {detail}.",
                        "Gebruik voor ieder voorstel een eigen code."),
    "phase_order": ("Deze stap past niet na de stap ervoor ({detail}).",
                    "De volgorde is: voorlopig voorstel, constructiefase, definitief voorstel, deelovereenkomst. "
                    "Intrekken of afwijzen kan altijd, en daarna komt niets meer."),
    "phase_without_agreement": ("Het voorstel werd een deelovereenkomst, maar er staat niet welke.",
                                "Vul de code van de deelovereenkomst in."),
    "agreement_of_another": ("Deze deelovereenkomst hoort niet bij deze aanbieder.",
                             "Gebruik een deelovereenkomst van deze aanbieder."),
    "unknown_represented": ("Hier staan codes die niet op het blad aanbieders staan ({detail} stuks).",
                            "Vul codes van aanbieders in, gescheiden door een puntkomma. Geen namen van personen."),
    "unknown_meeting": ("Dit overleg staat niet op het blad overleggen.", "Gebruik een code van dat blad."),
    "unknown_decision": ("Dit tafelbesluit staat niet op het blad tafelbesluiten.", "Gebruik een code van dat blad."),
    "before_decision": ("Dit gaat in voordat het tafelbesluit geldt ({detail}).",
                        "Wat een tafelbesluit verandert, geldt vanaf de dag van het besluit; daarvoor blijft het oude staan."),
    "version_order": ("Deze versie gaat niet later in dan de versie ervoor.", "Controleer versie en datum."),
    "own_predecessor": ("Een aanbieder is niet zijn eigen voorganger, ook niet langs een omweg.",
                        "Controleer de codes op deze rij."),
    "successor_differs": ('Op het blad aanbieders staat bij "opgevolgd door" een andere aanbieder ({detail}).',
                          "Maak beide bladen gelijk."),
    "disappeared": ("In dit bestand ontbreekt wat er nu wel staat en waarover cijfers zijn geleverd: {detail}.",
                    'Haal niets weg. Vul een einddatum in, of bij deelname "uitgetreden op".'),
    "required": ("Deze cel moet gevuld zijn.", "Vul de cel in."),
    "not_a_number": ("Hier hoort een getal.", "Vul alleen het getal in, zonder woorden of andere tekens."),
    "too_high": ("Dit getal is zo groot dat het niet kan kloppen.", "Vul het juiste aantal in."),
    "ambiguous_number": ("Dit kan een duizendtal zijn of een getal met decimalen.",
                         "Schrijf duizend-zoveel zonder punt (1234) en decimalen met een komma (1,234)."),
    "not_whole": ("Hier hoort een heel getal.", "Vul een aantal zonder decimalen in."),
    "negative": ("Het getal moet 0 of hoger zijn.", "Vul het juiste aantal in, of laat de cel leeg als u het niet weet."),
    "above_hundred": ("Een percentage is hoogstens 100.", "Controleer teller en noemer."),
    "target_above_hundred": ("Een norm in procenten is hoogstens 100.", "Vul het percentage in, bijvoorbeeld 80."),
    "target_bound": ("Een norm is één getal; kleiner dan is een grens.", "Vul alleen het getal in."),
    "percent_sign": ("Hier hoort geen percentage.", "Vul het getal zelf in, zonder procentteken."),
    "excel_error": ("In de cel staat een foutmelding van Excel.", "Herstel de formule, of vul het getal zelf in."),
    "formula_not_calculated": ("De formule in deze cel is nog niet uitgerekend.",
                               "Open het bestand in Excel, sla het op en lever het opnieuw."),
    "bad_period": ("Hier hoort een maand of kwartaal.", "Schrijf bijvoorbeeld 2025-10 of 2025-K4."),
    "moment_for_period": ("Dit is een moment, en geen maand of kwartaal.",
                          'Kies bij de indeling "het kwartaal waarin de datum valt" (in een recept: is = "quarter_of_date"), of '
                          '"Alles in dit bestand gaat over één kwartaal".'),
    "day_or_month": ("Van de datums in deze kolom is niet te zien of de dag of de maand voorop staat, zoals {detail}.",
                     'Kies bij de indeling wat voorop staat, of "Alles in dit bestand gaat over één kwartaal".'),
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
    "sub_agreement_absent": ("Deze deelovereenkomst staat niet op het blad deelovereenkomsten.",
                             "Gebruik een code van dat blad, of zet de deelovereenkomst daar erbij."),
    "sub_agreement_needed": ("Deze aanbieder heeft meer deelovereenkomsten.", "Vul in welke bedoeld is: {detail}."),
    "unknown_umbrella": ("Deze koepelovereenkomst staat niet op het blad koepelovereenkomst.", "Gebruik de code van dat blad."),
    "unknown_indicator": ("Deze indicator bestaat niet.", "Kies uit: {detail}."),
    "switched_off": ("Deze indicator is in uw gemeente niet in gebruik.",
                     "Het cijfer wordt bewaard en niet gepubliceerd. Is de indicator wel afgesproken? Zet hem dan aan in "
                     "settings.toml."),
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
    "stray_period": ("De andere rijen gaan over het {detail}; deze periode hoort daar waarschijnlijk niet bij.",
                     "Controleer het jaar en de periode. Klopt de rij toch? Dan hoeft u niets te doen."),
    "stray_period_replaces": ("Deze periode hoort waarschijnlijk niet bij de andere rijen: {detail}.",
                              "Controleer het jaar en de periode. Klopt de rij toch? Lever dat kwartaal dan apart, met alle "
                              "cijfers."),
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
    "year_to_date_above_next": ("Later in het jaar is een lager aantal sinds 1 januari geleverd ({detail}).",
                                "Klopt dit aantal? Lever dan ook de kwartalen erna opnieuw."),
    "year_to_date_jumps": ("Het aantal sinds 1 januari stijgt meer dan er personen in de periode zelf zijn bereikt: het kan "
                           "hoogstens {detail} zijn.",
                           "Controleer BER-1 en BER-2. Klopt het toch? Geef dan uitleg bij het accepteren."),
    "unusual": ("Dit wijkt sterk af van wat eerder is geleverd: {detail}.",
                "Klopt het? Geef dan uitleg bij het accepteren. Klopt het niet? Herstel het en lever het bestand opnieuw."),
    "part_exceeds_count": ("Dit is meer dan het aantal waar het een deel van is: {detail}.",
                           "Controleer beide. Klopt het toch? Zet in de toelichting waarom."),
    "stock_begins": ("De stand aan het begin hoort die aan het einde van de vorige periode te zijn: {detail}.",
                     "Controleer beide. Klopt het toch? Zet in de toelichting waarom."),
    "stock_flow": ("Begin + instroom - uitstroom komt uit op {detail}.",
                   "Controleer BER-5, BER-6 en BER-7. Klopt het toch? Zet in de toelichting waarom."),
    "incomplete": ("Er ontbreken cijfers waarover een afspraak is gemaakt: {detail}.",
                   "Vul ze aan, of zet in de toelichting waarom ze er niet zijn."),
    "no_longer_delivered": ("Over het vorige kwartaal leverde u ook cijfers die nu ontbreken: {detail}.",
                 "Vul ze aan, of zet in de toelichting waarom ze er niet zijn."),
    "censored": ('"Kleiner dan" is bewaard als grens, niet als getal; een som hiermee kan niet.',
                 "Mag u het aantal leveren? Vul dan het getal in."),
    # a case list
    "case_list_apart": ("In deze werkmap staan een zakenlijst en een kwartaalmonitor.",
                        "Lever ze als twee aparte bestanden."),
    "not_a_quarter": ("Een zakenlijst gaat over een heel kwartaal.", "Schrijf bijvoorbeeld 2025-K4."),
    "case_number_person": ("Een zaaknummer van acht of negen cijfers kan een burgerservicenummer zijn.",
                           "Vul een kenmerk in dat bij u is gemaakt en niemand aanwijst, zoals een hash. Staan hier echt "
                           "burgerservicenummers? Meld dat dan ook bij de gemeente."),
    "case_number_not_opaque": ("Een zaaknummer bestaat uit letters en cijfers zonder spaties, heeft ten minste één cijfer, "
                               "is 4 tot 128 tekens lang en is geen naam en geen datum.",
                               "Vul een kenmerk in dat bij u is gemaakt en niemand aanwijst, zoals een hash."),
    "duplicate_case": ("Deze zaak staat er al, met dezelfde aanbieder, deelovereenkomst en hetzelfde kwartaal (rij "
                       "{detail}).", "Houd één rij over. Vraagt iemand opnieuw om hulp? Geef dat een eigen zaaknummer."),
    "after_reference_date": ("Deze lijst is van {detail}; deze datum ligt daarna.",
                             "Neem alleen op wat op die dag al was gebeurd. De rest komt in de lijst van het volgende "
                             "kwartaal."),
    "start_before_request": ("De hulp begon voor er om was gevraagd.", "Controleer de aanvraagdatum en de startdatum."),
    "end_before_request": ("De zaak eindigde voor de aanvraag.", "Controleer de aanvraagdatum en de einddatum."),
    "withdrawn_after_start": ("Een aanvraag die is ingetrokken of afgewezen, heeft geen startdatum.",
                              "Begon de hulp wel? Kies dan een andere reden, zoals voortijdig gestopt."),
    "end_reason_missing": ("Bij een einddatum hoort een reden.", "Vul in waarom de zaak is geëindigd."),
    "end_date_missing": ("Bij een reden van het einde hoort een einddatum.", "Vul de einddatum in, of haal de reden weg."),
    "long_wait": ("Tussen aanvraag en start zit meer dan drie jaar.", "Klopt dat? Controleer de jaartallen."),
    "sub_agreement_left_out": ("De vorige zakenlijst had ook aanvragen van {detail}; deze heeft er geen.",
                               "Klopt dat, dan hoeft u niets te doen. Anders: zet die aanvragen er ook in."),
    "waiting_left_out": ("In deze zakenlijst ontbreken {detail}.",
                         "Een aanvraag van het laatste jaar blijft in de lijst, ook als de hulp is begonnen of de aanvraag "
                         "is ingetrokken. Geef elke aanvraag steeds hetzelfde zaaknummer."),
    "term_missing": ("Bij TER-12 hoort een termijn in dagen: zonder termijn is er geen deel binnen de termijn.",
                     'Vul de kolom "termijn in dagen" in.'),
    "term_elsewhere": ("Een termijn hoort alleen bij TER-12.", "Haal de termijn weg, of zet de afspraak bij TER-12."),
    "days_elsewhere": ("Een soort dagen hoort alleen bij TER-11, TER-12 en TER-13.", "Haal de soort dagen weg."),
    # social return
    "sr_quarter_needed": ("Social return wordt per kwartaal geleverd.", "Schrijf het kwartaal, bijvoorbeeld 2025-K4."),
    "sr_basis_missing": ("Bij deze grondslag hoort een bedrag.",
                         "Vul de opdrachtwaarde in, of bij de grondslag loonsom de loonsom."),
    "sr_unknown_table": ("Deze bouwblokkentabel kennen wij niet.", "Kies uit: {detail}."),
    "sr_table_not_valid": ("Deze tabel gold nog niet, of niet meer, op de dag van de gunning ({detail}).",
                           "Kies de tabel die bij de gunning is afgesproken."),
    "sr_fixed_at_award": ("Dit is anders dan eerder is geleverd, en het ligt vast bij de gunning: {detail}.",
                          "Maak het gelijk aan wat bij de gunning is afgesproken."),
    "sr_award_after_start": ("De gunning ligt na het begin van de looptijd.", "Controleer beide datums."),
    "sr_duplicate": ("Deze rij staat er al (rij {detail}).", "Houd één rij over."),
    "sr_unknown_obligation": ("Deze verplichting staat niet op het blad verplichtingen, bij deze deelovereenkomst.",
                              "Zet de verplichting daar erbij, of verbeter de code."),
    "sr_reference_person": ("Dit kenmerk kan een nummer van een persoon zijn.",
                            "Gebruik een kenmerk dat bij u is gemaakt, zoals een hash. Nooit een burgerservicenummer."),
    "sr_reference_not_opaque": ("Een kenmerk wijst niemand aan: minstens vier letters en cijfers zonder spaties, geen datum.",
                                "Gebruik een kenmerk dat bij u is gemaakt, zoals een hash."),
    "sr_unknown_group": ("Deze doelgroep kennen wij niet.",
                         "Schrijf bijvoorbeeld Participatiewet, WW, WIA, Wajong, BBL niveau 2 of nugger. Past niets? "
                         "Schrijf maatwerk."),
    "sr_unknown_block": ("Dit bouwblok staat niet in de tabel van deze verplichting.", "Kies uit: {detail}."),
    "sr_unknown_bonus": ("Deze bonus staat niet in de tabel van deze verplichting.", "Kies uit: {detail}."),
    "sr_hours_too_many": ("Meer dan 48 uur per week kan niet.", "Vul de uren per week in."),
    "sr_hours_missing": ("Bij een plaatsing, stage of leerwerkbaan horen uren per week.", "Vul de uren per week in."),
    "sr_below_minimum": ("De tabel telt pas vanaf {detail} uur per week; deze inzet telt voor 0.",
                         "Controleer de uren. Kloppen ze? Dan hoeft u niets te doen."),
    "sr_group_missing": ("Bij een plaatsing, stage of leerwerkbaan hoort een doelgroep.", "Vul de doelgroep in."),
    "sr_candidate_missing": ("Bij een plaatsing, stage of leerwerkbaan hoort een kandidaat_ref.",
                             "Vul een kenmerk van de kandidaat in dat bij u is gemaakt en niemand aanwijst."),
    "sr_displacement": ("Er staat niet bij dat deze plek geen gewone werknemer verdringt.",
                        "Vul bij geen verdringing ja in. Kan dat niet? Haal de rij weg."),
    "sr_custom_reason": ("Bij een bedrag voor maatwerk hoort een reden.", "Schrijf waarom dit bedrag redelijk is."),
    "sr_custom_needed": ("De tabel heeft voor deze inzet geen waarde: dit is maatwerk.",
                         "Vul een bedrag en een reden in, of kies een bouwblok. Twee mensen beoordelen maatwerk."),
    "sr_evidence_kind": ("Er staat wanneer het bewijs is gezien, maar niet welk bewijs.", "Vul het soort bewijs in."),
    "sr_outside_term": ("Deze inzet valt buiten de looptijd van de verplichting ({detail}) en telt voor 0.",
                        "Controleer de datums."),
    "sr_cap_reached": ("Deze kandidaat telt niet langer dan de tabel toestaat; {detail}.",
                       "Klopt de inzet? Dan hoeft u niets te doen."),
    "sr_hired_too_early": ("Deze kandidaat was al te lang voor het begin van de opdracht in dienst en telt voor 0.",
                           "Controleer de datum waarop de kandidaat in dienst kwam."),
    "sr_overlap": ("Deze kandidaat werkt vanaf {detail} volgens dit bestand meer dan een volledige baan.",
                   "Controleer de uren en de datums van alle plaatsingen van deze kandidaat."),
    "sr_same_placement": ("Mogelijk dubbel: dezelfde doelgroep, uren, start en vorm staan ook bij {detail}.",
                          "Zijn het twee kandidaten? Dan hoeft u niets te doen. Is het dezelfde plaatsing? Haal er één weg."),
    "sr_state_ignored": ("Goedkeuren en afkeuren doet de gemeente; deze inzet telt als ingediend.",
                         "U hoeft niets te doen."),
    "sr_censored": ("Een bedrag of aantal is hier één getal; kleiner dan is een grens.", "Vul alleen het getal in."),
    "sr_later_quarter": ("Deze inzet begint pas na het kwartaal van deze stand.",
                         "Klopt de datum? Dan telt hij mee zodra hij begint."),
    # vacancies, candidates, trajectories
    "labour_quarter_needed": ("Vacatures en plaatsingen worden per kwartaal geleverd.",
                              "Schrijf het kwartaal, bijvoorbeeld 2025-K4."),
    "labour_text_too_long": ("Deze tekst is langer dan 2000 tekens.", "Maak de tekst korter."),
    "labour_filled_before": ("De vacature is vervuld voordat zij werd gemeld.", "Controleer beide datums."),
    "labour_closed_before": ("De vacature sluit voordat zij werd gemeld.", "Controleer beide datums."),
    "labour_filled_date": ("Bij een vervulde vacature hoort een datum, en bij een andere status niet.",
                           "Vul bij vervuld op de datum in, of verbeter de status."),
    "labour_expired_date": ("Bij een verlopen vacature hoort de dag waarop zij sloot.", "Vul bij sluit op die dag in."),
    "labour_unknown_form": ("Deze vorm kennen wij niet.",
                            "Kies uit: regulier werk, stage, leerwerkplek, arbeidsmarkttraining. Zet er een ; tussen."),
    "labour_one_outcome": ("Een kandidaat is geplaatst, afgewezen of teruggetrokken: een van de drie.",
                           "Vul een van die datums in. Stopte iemand na de plaatsing? Vul werkelijk eind in."),
    "labour_steps_order": ("De stappen staan niet op volgorde: voordracht, gesprek, uitkomst.", "Controleer de datums."),
    "labour_hours_missing": ("Bij een plaatsing horen uren per week.", "Vul de uren per week in."),
    "labour_coach_missing": ("Er zijn uren van een jobcoach, maar er staat niet dat er een is.",
                             "Vul bij jobcoach ja in, of haal de uren weg."),
    "labour_end_without_placement": ("Er is een laatste werkdag, maar geen plaatsing.",
                                     "Vul bij geplaatst op de eerste werkdag in."),
    "labour_after_without_end": ("Er staat waar iemand daarna heen ging, maar de plaatsing loopt nog.",
                                 "Vul bij werkelijk eind de laatste werkdag in."),
    "labour_unknown_vacancy": ("Deze vacature staat niet op het blad vacatures van deze aanbieder.",
                               "Zet de vacature daar erbij, of verbeter de code."),
    "labour_later_quarter": ("Deze dag ligt na het kwartaal van deze stand.", "Controleer de datum en het kwartaal."),
    # volunteers
    "quarter_needed": ("Vrijwilligers worden per kwartaal geteld.", "Schrijf het kwartaal, bijvoorbeeld 2025-K4."),
    "duplicate_pool": ("Deze rij staat er al, met dezelfde aanbieder, deelovereenkomst en kwartaal (rij {detail}).",
                       "Houd één rij over."),
    "pool_balance": ("Begin + nieuw geworven + heractief - uitstroom komt uit op {detail}.",
                     "Controleer de stand aan het begin en aan het einde, en wie erbij kwam en wegging."),
    "former_exceeds_new": ("Oud-cliënten zijn een deel van de nieuwe vrijwilligers; dat zijn er {detail}.",
                           "Tel alleen wie dit kwartaal nieuw is en eerder cliënt was."),
    "active_exceeds_end": ("Actief is een deel van de vrijwilligers aan het einde; dat zijn er {detail}.",
                           "Tel alleen wie er aan het einde nog is en zich minstens één keer inzette."),
    "cohort_exceeds_start": ("Van wie een jaar eerder begon, kunnen er niet meer over zijn dan er begonnen: {detail}.",
                             "Controleer beide getallen; misschien zijn ze verwisseld."),
    "reasons_of_leaving": ("De redenen van uitstroom zijn samen {detail}.",
                           "Maak de uitstroom en de redenen samen gelijk. Weet u een reden niet? Tel die bij overig."),
    "pool_pair": ("Bij dit getal hoort ook {detail}.", "Vul beide in, of geen van beide."),
    "matches_exceed": ("Er zijn meer mensen gekoppeld dan zich aanmeldden: {detail}.",
                       "Klopt het, bijvoorbeeld door aanmeldingen van eerder? Dan hoeft u niets te doen. Tel personen, geen taken."),
    "hours_implausible": ("Dit is per actieve vrijwilliger {detail} uur per week; 1 tot en met 20 is gewoon.",
                          "Controleer de uren van het hele kwartaal en het aantal actieve vrijwilligers."),
    "pool_begins": ("Het vorige kwartaal eindigde met {detail}.",
                    "Is dit een verbetering? Zet dan in de toelichting waarom. Anders: maak het begin daaraan gelijk."),
    "pool_ends": ("Het volgende kwartaal, dat al is geleverd, begint met {detail}.",
                  "Klopt dit getal? Lever dan ook het volgende kwartaal opnieuw."),
    "cohort_differs": ("In dat kwartaal zijn {detail} nieuwe vrijwilligers geleverd.",
                       "Controleer welke van de twee klopt, en verbeter die."),
    # foreign files
    "all_left_out": (
        "Van de {detail} gelezen rijen blijft er geen enkele over: het recept slaat ze allemaal over.",
        "Kijk bij de overgeslagen rijen waarom. Pas het recept aan, of lever het goede bestand.",
    ),
    "left_out": ("Volgens het recept is deze rij geen cijfer: {detail}.", "Klopt dat niet? Pas het recept aan."),
    "totals_row": ("Deze rij is een totaal; zij controleert de andere rijen.", ""),
    "totals_mismatch": ("De rijen erboven zijn samen {detail}; dat is niet het totaal dat hier staat.",
                        "Zoek de rij die ontbreekt, dubbel staat of niet klopt, of herstel het totaal."),
    "totals_absent": ('De rij met het totaal ("{detail}") is er niet, dus de som is niet gecontroleerd.',
                      "Zet de rij met het totaal terug, of haal [totals] uit het recept."),
    "unknown_answer": ("Dit antwoord hoort niet bij de schaal.",
                       "Zeg in het recept waar het voor staat. Kies uit: {detail}."),
    "no_scale": ("In deze kolom staan {detail} verschillende antwoorden die niet bij de schaal horen.",
                 "Is dit een open vraag? Wijs dan een andere kolom aan."),
    "no_valid_answers": ("Er is geen geldig antwoord ({detail} zonder antwoord), dus ook geen cijfer.", ""),
    "many_missing_answers": ("Veel antwoorden tellen niet mee: {detail} is weet niet, n.v.t. of leeg.",
                             "Controleer of de vraag voor iedereen bedoeld was."),
    "duplicate_figure": ("Dit kengetal staat er al, met hetzelfde onderwerp, gebied, groep, periode en bron (rij {detail}).",
                         "Houd één rij over."),
    "bound_not_allowed": ("Een kengetal is een getal; kleiner dan is een grens.", "Vul het getal in, of haal de rij weg."),
    "missing_value": ("Er is geen waarde ingevuld.", "Vul de waarde in, of laat het recept rijen zonder waarde overslaan."),
    **SURVEY_SENTENCES,
}  # fmt: skip
