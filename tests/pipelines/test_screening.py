"""Screening: citizen service numbers, persons and columns that tools add are found, and nothing of them is said."""

from __future__ import annotations

import cProfile
import dataclasses
import hashlib
import json
import pstats

import hidden_numbers
import pytest
from hidden_numbers import HEADERS, ROW, numbers, one, sheet

from pipelines.findings import fold, safe
from pipelines.reading.cells import FileCells, SheetCells
from pipelines.screening import holds_citizen_numbers, screen

BSN = "111222333"


def csv(*rows: list[str]) -> FileCells:
    return FileCells("csv", (SheetCells.of("", list(rows)),))


def listed(header: str, values: list[str]) -> FileCells:
    return csv(["aanbieder", header], *(["berk", value] for value in values))


# --- citizen service numbers: trial P7


def test_every_number_in_every_place_is_found():
    found = hidden_numbers.recall(240)
    assert {place: hit for place, (hit, _) in found.items()} == {place: of for place, (_, of) in found.items()}
    assert len(found) == 12


def test_codes_that_are_no_citizen_numbers_raise_no_alarm():
    assert {kind: refused for kind, (refused, _) in hidden_numbers.false_alarms(500).items() if refused} == {}


def test_half_of_twenty_is_the_line():
    good, bad = numbers(20, 1), numbers(20, 2, passing=False)
    assert holds_citizen_numbers(listed("code", good[:10] + bad[:10]))
    assert not holds_citizen_numbers(listed("code", good[:9] + bad[:11]))
    assert not holds_citizen_numbers(listed("code", good[:7]))  # a short list without a word is no proof ...
    assert holds_citizen_numbers(listed("code", good[:8]))  # ... but that all of eight pass is: 1 in 11 ** 8


def test_one_code_that_passes_and_stands_in_every_row_is_no_proof():
    assert not holds_citizen_numbers(listed("nummer", [BSN] * 500))


@pytest.mark.parametrize(
    "header", ["BSN", "bsn_nr", "cliëntBSN", "B.S.N.", "Burgerservice-nummer", "sofi nr", "bsnnummer"]
)
def test_one_number_under_a_header_that_says_so_is_enough(header: str):
    found = screen(listed(header, ["onbekend", BSN]))
    assert found.personal == "citizen_numbers"
    assert found.where.startswith("kolom B")


def test_a_header_that_says_so_above_other_numbers_is_no_alarm():
    assert not holds_citizen_numbers(listed("bsn", numbers(1, 3, passing=False)))
    assert not holds_citizen_numbers(listed("bsn aanwezig", ["ja", "nee"]))


@pytest.mark.parametrize("header", ["RSIN", "KvK-nummer", "telefoon", "factuurnummer", "fiscaal nummer"])
def test_a_header_that_says_something_else_excuses_its_column(header: str):
    assert not holds_citizen_numbers(listed(header, numbers(40, 4)))


def test_a_title_or_the_table_above_excuses_nothing():
    good = [[number] for number in numbers(25, 4)]
    assert holds_citizen_numbers(csv(["Contracten en facturen 2025"], [""], ["cliënt"], *good))
    kvk = [[number] for number in numbers(30, 5, passing=False)]
    assert holds_citizen_numbers(csv(["KvK"], *kvk[:5], [""], ["cliënt"], *good))


def test_a_form_with_the_number_beside_its_label_is_found():
    assert holds_citizen_numbers(csv(["Naam instelling", "De Berk"], ["BSN:", BSN]))


@pytest.mark.parametrize(
    "text",
    [f"cliënt {BSN} belde", "zie bsn 1112.22.333", "BSN 111/222/333", f"dossier:{BSN}", "cliënt 111 222 333 is gestart", "bsn 12345672 telt dubbel",
     "nummer 1112.22.333", f"https://loket.example/?bsn={BSN}"],
)  # fmt: skip
def test_a_number_among_words_is_found(text: str):
    assert holds_citizen_numbers(csv(HEADERS, [*ROW[:4], text]))


@pytest.mark.parametrize(
    "text",
    [f"KvK {BSN}", f"factuurnummer: {BSN}", f"NL{BSN}B01", f"tel. {BSN}", f"+31(0){BSN}", f"0,{BSN}", f"https://x.example/{BSN}",
     "3f2504e0-4f89-11d3-9a0c-111222333abc", "bsn gezien op 01-10-2025", "€ 111.222.333", "van 2024-2025 3 keer"],
)  # fmt: skip
def test_what_its_words_call_something_else_is_no_alarm(text: str):
    assert not holds_citizen_numbers(csv(HEADERS, [*ROW[:4], text]))


def test_amounts_in_a_chart_are_no_comment_with_a_number():
    amounts = [BSN, *numbers(9, 6, passing=False)]
    assert not holds_citizen_numbers(one(sheet([HEADERS, ROW], remarks=tuple(amounts))))
    assert holds_citizen_numbers(one(sheet([HEADERS, ROW], remarks=(BSN,))))


@pytest.mark.parametrize("place", hidden_numbers.PLACES)
def test_where_it_stands_is_said_and_the_number_never_is(place: str):
    found = numbers(20, 8)
    for _, cells, name in hidden_numbers.PLACES[place](found):
        screened = screen(cells, file_name=name)
        (finding,) = screened.findings
        said = json.dumps([screened.where, finding.as_dict(), dataclasses.asdict(finding)], ensure_ascii=False)
        assert any(word in screened.where for word in ("kolom", "naam", "opmerking"))
        digits = "".join(filter(str.isdigit, said))
        assert not [number for number in found if number in digits]
        assert "{detail}" not in finding.sentence


def test_a_sheet_with_the_name_of_a_person_is_told_by_its_number():
    assert screen(one(sheet([["bsn"], [BSN]], "Jan de Vries"))).where == 'kolom A ("bsn") op blad 1'


def calls_to_screen(rows: int) -> int:
    """Functions called, in Python or from it, to screen a sheet of so many rows, with a value of its own in each."""
    row = ["berk", "DO-1", "2025-10", "BER-1", "12", "3", "4", "aantal", "", "", "geen bijzonderheden"]
    many = SheetCells.of("", [row]).frame.iloc[[0] * rows].reset_index(drop=True)
    many[4] = many.index.astype("str")
    file, profile = FileCells("csv", (SheetCells("", many),)), cProfile.Profile()
    assert profile.runcall(screen, file).personal is None
    return pstats.Stats(profile).total_calls  # type: ignore[attr-defined]


def test_screening_a_long_sheet_asks_no_more_calls_than_a_short_one():
    # a call for every cell or row makes a million rows take minutes; their time is measured in benchmarks/reading.py
    calls_to_screen(2_000)  # what is made once, is made now
    assert calls_to_screen(20_000) == calls_to_screen(2_000) < 20_000


# --- persons

PEOPLE = [["Jansen", "01-02-1980"], ["De Wit", "13-12-1975"]]


@pytest.mark.parametrize(
    "name", ["naam", "Achternaam", "voornaam", "Naam cliënt", "cliëntnaam", "Naam van de kandidaat", "Last name"]
)
@pytest.mark.parametrize("born", ["geboortedatum", "Geb.datum", "geb. dat.", "Date of birth"])
def test_names_beside_dates_of_birth_are_persons(name: str, born: str):
    found = screen(csv([name, born, "waarde"], *([*person, "1"] for person in PEOPLE)))
    assert found.personal == "persons"
    assert found.where == f'kolom "{name}"'
    assert "Jansen" not in found.findings[0].sentence


def test_persons_lower_on_a_sheet_on_a_form_and_on_a_hidden_sheet_are_found():
    table = [["achternaam", "geboortedatum"], *PEOPLE]
    assert screen(csv(*[["a", "1"]] * 60, ["", ""], *table)).personal == "persons"
    assert screen(csv(["Naam cliënt", "Jansen"], ["Geboortedatum", "1 februari 1980"])).personal == "persons"
    assert screen(one(unseen=(sheet(table, "oud"),))).personal == "persons"
    assert (
        screen(csv(["cliënt", ""], ["naam", "geboorte-"], ["achternaam", "geboortedatum"], *PEOPLE)).personal
        == "persons"
    )


def test_no_names_or_no_dates_are_no_persons():
    assert screen(csv(["naam", "geboortedatum"], ["", ""])).personal is None
    assert screen(csv(["cliëntnummer", "geboortedatum"], ["A12", "01-02-1980"])).personal is None
    assert screen(csv(["naam aanbieder", "geboortedatum"], ["De Berk", "01-02-1980"])).personal is None
    assert screen(csv(["naam", "geboortejaar"], *PEOPLE)).personal is None


@pytest.mark.parametrize(
    "header",
    ["naam cliënt", "Cliëntnaam", "Naam kandidaat", "Achternaam van de cliënt", "kandidaatnaam", "Naam werknemer"],
)
def test_a_column_of_names_of_clients_makes_a_list_of_persons(header: str):
    assert screen(csv([*HEADERS, header], [*ROW, "J. Jansen"])).personal == "persons"
    assert screen(csv([*HEADERS, header], [*ROW, "onbekend"], [*ROW, "C-001"], [*ROW, ""])).personal is None


@pytest.mark.parametrize("header", ["Naam deelnemer", "Medewerker", "Werknemers", "Volledige naam"])
def test_a_name_beside_a_target_group_is_a_person_and_a_reference_or_a_number_is_none(header: str):
    heads = ["Opdrachtnemer", "Regeling", "Uren", header]
    rows = [["De Berk", "WWB", "24", "Fatima Yilmaz"], ["De Berk", "Maatwerk", "8", "Piet Smit"]]
    assert screen(csv(heads, *rows)).personal == "persons"
    assert screen(csv(heads, *[[*row[:3], f"K-{at}"] for at, row in enumerate(rows)])).personal is None
    assert screen(csv(heads, *[[row[0], "Thuisbegeleiding", *row[2:]] for row in rows])).personal is None


@pytest.mark.parametrize(
    "header",
    ["naam", "NAAM", "Naam.zorgaanbieder", "naam aanbieder", "Naam organisatie", "instelling", "contactpersoon", "Supplier Name",
     "Naam contactpersoon", "naam cliëntenraad", "naam deelnemer", "cliëntgroep", "aantal cliënten"],
)  # fmt: skip
def test_names_of_organisations_go_through(header: str):
    found = screen(csv(["kvk", header, "wachttijd"], ["12345678", "Stichting De Berk", "3"]))
    assert (found.personal, found.drop) == (None, ())


# --- columns that tools add

MAIL = "j.jansen@voorbeeld.nl"
QUALTRICS = ["StartDate", "IPAddress", "RecordedDate", "ResponseId", "RecipientLastName", "RecipientFirstName", "RecipientEmail",
             "LocationLatitude", "LocationLongitude", "UserLanguage", "Q1"]  # fmt: skip


def dropped(*rows: list[str]) -> list[str]:
    found = screen(csv(*rows))
    assert found.personal is None
    return [rows[max(item.header_row, 0)][item.column] for item in found.drop]


def test_a_qualtrics_export_loses_what_qualtrics_added():
    imports = [f'{{"ImportId":"{name}"}}' for name in QUALTRICS]
    answer = ["2025-10-01", "10.20.30.40", "2025-10-01", "R_1", "Jansen", "Jan", MAIL, "52,1", "4,3", "NL", "8"]
    found = screen(csv(QUALTRICS, QUALTRICS, imports, answer))
    assert [QUALTRICS[item.column] for item in found.drop] == [
        "IPAddress", "RecipientLastName", "RecipientFirstName", "RecipientEmail", "LocationLatitude", "LocationLongitude"
    ]  # fmt: skip
    assert {item.header_row for item in found.drop} == {2}
    assert {item.values for item in found.drop} == {1}


def test_other_tools_lose_theirs():
    microsoft = ["Id", "Begintijd", "Tijd van voltooien", "E-mail", "Naam", "Hoe tevreden bent u?"]
    assert dropped(microsoft, ["1", "45931,4", "45931,5", MAIL, "Jan Jansen", "8"]) == ["E-mail", "Naam"]
    monkey = ["Respondent ID", "Collector ID", "IP Address", "Email Address", "First Name", "Last Name", "Welk cijfer?"]
    assert (
        dropped(monkey, [""] * 6 + ["Response"], ["1", "2", "10.20.30.40", MAIL, "Jan", "Jansen", "8"]) == monkey[2:6]
    )
    lime = ["id", "submitdate", "startlanguage", "ipaddr", "firstname", "lastname", "email", "q1"]
    assert dropped(lime, ["1", "2025-10-01", "nl", "10.20.30.40", "Jan", "Jansen", MAIL, "8"]) == lime[3:7]
    google = ["Tijdstempel", "E-mailadres", "Wat is uw naam? (niet verplicht)", "Hoe tevreden bent u?"]
    assert dropped(google, ["2025-10-01", MAIL, "Jan Jansen", "8"]) == google[1:3]


def test_addresses_under_another_header_or_under_none_are_dropped():
    assert dropped(["contact", "waarde"], [MAIL, "1"], ["geen", "2"]) == ["contact"]
    (item,) = screen(csv([MAIL, "1"], ["piet@voorbeeld.nl", "2"])).drop
    assert (item.header_row, item.header, item.values) == (-1, "", 2)
    assert MAIL not in item.finding.sentence
    assert dropped(["bron", "waarde"], ["2001:db8:0:0:1:0:0:1", "1"]) == ["bron"]


def test_what_only_looks_like_it_stays():
    assert dropped(["vraag", "e-mail"], ["a", ""]) == []  # nothing was filled in
    assert dropped(["Hoe tevreden bent u over contact per e-mail?"], ["8"], ["7"]) == []
    assert dropped(["Hoe wilt u bericht?", "cijfer"], ["E-mail", "8"], ["Telefoon", "7"]) == []
    assert dropped(["paragraaf", "cijfer"], ["1.2.3.4", "8"], ["1.2.3.5", "7"]) == []
    assert dropped(["tijd", "cijfer"], ["12:33:44", "8"]) == []
    assert dropped(["naam", "waarde", "start date", "end date"], ["De Berk", "1", "2025-01-01", "2025-12-31"]) == []


def test_our_own_templates_lose_only_unknown_columns_with_addresses():
    own = [
        "aanbieder",
        "deelovereenkomst",
        "periode",
        "indicator",
        "waarde",
        "teller",
        "noemer",
        "eenheid",
        "toelichting",
    ]
    row = ["berk", "D-1", "2025-K3", "BER-2", "90", "", "", "aantal", MAIL]
    assert dropped([*own, "achternaam", "mail"], [*row, "Jansen", MAIL]) == ["mail"]
    names = ["koepelovereenkomst", "aanbieders", "deelovereenkomsten", "deelname"]
    providers = [["aanbieder", "naam", "kvk", "agb", "e-mail"], ["berk", "De Berk", "10000002", "", MAIL]]
    file = one(*(sheet(providers if name == "aanbieders" else [["x"]], name) for name in names))
    assert [(item.sheet_name, item.column) for item in screen(file).drop] == [("aanbieders", 4)]


def test_the_sender_is_told_which_column_and_how_many_values():
    file = one(sheet([["E-mail", "cijfer"], [MAIL, "8"], [MAIL, "7"]], "Antwoorden"))
    (fault,) = fold(screen(file).findings)
    assert fault.sentence == (
        'Blad "Antwoorden", kolom "E-mail": Deze kolom zegt wie iemand is (kolom A, 2 waarden). Kwartaalbeeld maakt de kolom leeg '
        "voordat het een bestand bewaart. Laat de kolom de volgende keer weg uit het bestand."
    )


# --- what is echoed of a cell


@pytest.mark.parametrize(
    "text",
    [
        BSN,
        "111 222 333",
        "1112.22.333",
        "111\u00a0222\u00a0333",
        f"x {BSN}",
        MAIL,
        "06-12345678",
        "111 - 222 - 333",
        "111\u200b222\u200b333",
    ],
)
def test_no_number_or_address_is_echoed(text: str):
    assert safe(text) in {"een mailadres", "een lang nummer"}


# --- case lists: a case number may be a hash, which now and then holds nine digits that pass

CASE_HEADER = ["aanbieder", "deelovereenkomst", "kwartaal", "zaaknummer", "aanvraagdatum", "startdatum", "einddatum",
               "reden einde", "leeftijdsgroep", "wijk"]  # fmt: skip


def cases(case_numbers: list[str], **more: list[str]) -> FileCells:
    """A case list; `more` are columns beside it."""
    rest = ["10-01-2025", "31-01-2025", "", "", "27 t/m 64 jaar", "Centrum"]
    rows = [["berk", "D-3", "2025-K1", name, *rest] for name in case_numbers]
    for values in more.values():
        rows = [[*row, value] for row, value in zip(rows, values, strict=True)]
    return csv([*CASE_HEADER, *more], *rows)


def hashes(count: int, length: int) -> list[str]:
    return [hashlib.sha256(f"case {place}".encode()).hexdigest()[:length] for place in range(count)]


@pytest.mark.parametrize("length", [16, 20, 32, 40, 64])
@pytest.mark.parametrize("count", [12, 200, 5000])
def test_hashes_as_case_numbers_raise_no_alarm(count: int, length: int):
    assert screen(cases(hashes(count, length))).personal is None


def within_hex(found: list[str]) -> list[str]:
    """Sixteen signs that are a hash to look at, and hold a number."""
    return [f"ab{number}cdef0" for number in found]


def test_one_hash_that_holds_a_number_by_chance_is_no_alarm_in_the_case_numbers_alone():
    chance = [*hashes(199, 16), *within_hex([BSN])]
    assert screen(cases(chance)).personal is None
    assert holds_citizen_numbers(cases(hashes(200, 16), ander=chance))  # in any other column it is found
    assert holds_citizen_numbers(listed("zaaknummer", chance))  # and in any other file


@pytest.mark.parametrize("share", [10, 50, 199])
def test_numbers_put_into_hashes_are_more_than_chance(share: int):
    assert holds_citizen_numbers(cases([*hashes(200 - share, 16), *within_hex(numbers(share, 8))]))


@pytest.mark.parametrize(
    "text", ["client{}", "zaak {}", "ZK-{}-A", "{}", "abc{}", "BSN{}", "a{}b"], ids=lambda text: text.format("nummer")
)
def test_a_number_in_what_is_no_hash_is_found_in_the_case_numbers_too(text: str):
    many = 20 if text == "{}" else 1  # a bare number is no proof by itself: one in eleven passes
    told = [text.format(number) for number in numbers(many, 9)]
    assert holds_citizen_numbers(cases([*hashes(20, 16), *told]))


@pytest.mark.parametrize("text", ["ab{}cdef0", "deadbeef{}", "x{}y", "ref {} a"])
def test_a_number_within_other_text_is_found_in_other_files_as_before(text: str):
    assert holds_citizen_numbers(listed("kenmerk", [text.format(BSN)]))
    assert holds_citizen_numbers(csv(HEADERS, [*ROW[:-1], text.format(BSN)]))


@pytest.mark.parametrize(
    ("header", "value"),
    [("geboortedatum", "12-03-1951"), ("Achternaam", "Okkerse"), ("naam cliënt", "G. Okkerse"), ("naam", "G. Okkerse"),
     ("postcode", "1234 AB"), ("adres", "Lindestraat 4"), ("straat", "Lindestraat")],
)  # fmt: skip
def test_a_case_list_with_a_column_about_who_somebody_is_is_refused(header: str, value: str):
    found = screen(cases(hashes(3, 32), **{header: ["", value, ""]}))
    assert found.personal == ("persons" if header == "naam cliënt" else "case_list_persons")
    assert header in found.where and value not in found.where
    assert screen(cases(hashes(3, 32), **{header: ["", "", ""]})).personal is None  # nothing is filled in


def test_a_date_of_birth_in_the_age_band_is_refused():
    made = cases(hashes(3, 32))
    born = made.sheets[0].frame.copy()
    born.iat[2, CASE_HEADER.index("leeftijdsgroep")] = "12-03-1951"
    assert screen(FileCells("csv", (SheetCells("", born),))).personal == "case_list_persons"
