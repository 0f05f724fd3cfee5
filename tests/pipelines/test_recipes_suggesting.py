"""What is proposed for a strange file: where its table stands, what its columns are, and what only a person can tell."""

from __future__ import annotations

import pytest
from real_files import cells_of, register_of, sheet

from pipelines.reading.cells import FileCells
from pipelines.recipes.columns import HIDDEN, OPEN
from pipelines.recipes.declaration import Layout
from pipelines.recipes.suggesting import ColumnSeen, SheetSeen, propose
from schemas.dimensions import Kind, SheetForm
from schemas.scales import NO_ANSWER
from schemas.social_return import ENTRIES, INVOICES
from schemas.vocabulary import DataSet

REGISTER = register_of(ark="Stichting De Ark", bij="De Bijenkorf B.V.")


def seen(cells: FileCells, **how) -> SheetSeen:
    return propose(cells, REGISTER, **how).sheets[0]


def column(cells: FileCells, name: str, **how) -> ColumnSeen:
    return next(item for item in seen(cells, **how).columns if item.name == name)


def roles(found: ColumnSeen) -> list[tuple[str, str]]:
    return [(item.role, item.indicator) for item in found.suggestions]


# --- where the table stands


@pytest.mark.parametrize(
    ("name", "headers", "first", "titles", "units"),
    [
        ("B2_cbs_bevolkingskernen_2011.csv", (2, 3, 4, 5), 7, (1,), (6,)),
        ("E1_nl_begrotingsanalyse_2011.csv", (4, 5, 6, 7), 8, (1, 2), ()),
        ("E2_uk_mha_provider_utf16le.csv", (1,), 2, (), ()),
        ("C3_nhs_fft_rolling_totals.xlsx", (1,), 2, (), ()),
        ("D2_wakefield_spend_2018-19_Q2.csv", (3,), 4, (1,), ()),
        ("A1_surveymonkey_starwars.csv", (1, 2), 3, (), ()),
        ("B1_sandiego_dictionary.csv", (1,), 2, (), ()),
    ],
)
def test_the_table_is_found_in_real_files(name: str, headers, first: int, titles, units):
    found = seen(cells_of(name)).location
    assert (found.header_rows, found.first_row, found.title_rows, found.unit_rows) == (headers, first, titles, units)


def test_the_choice_of_the_user_goes_before_the_guess():
    cells = cells_of("E1_nl_begrotingsanalyse_2011.csv")
    names = [item.name for item in seen(cells, layout=Layout(header_rows=(6, 7), first_row=8)).columns]
    assert names[:4] == ["NR.", "Cluster", "Groningen", "Friesland"]


def test_every_real_file_gets_a_proposal_and_no_error():
    for name in ("A2_limesurvey_rse_nl_2017.csv", "A4_qualtrics_three_header_rows.csv", "D1_sydney_contracts_2013.csv",
                 "C1_nza_metadata.xlsx", "E4_dates_1904.xlsx", "B3_vng_burgerpeiling_2022.sav"):  # fmt: skip
        assert propose(cells_of(name), REGISTER).sheets


# --- what the columns are


FILE = sheet(
    ["Zorgaanbieder", "Verslagmaand", "Nieuwe cliënten", "Wachtlijst", "Iets", "Opmerkingen"],
    ["De Ark", "okt 2025", "12", "3", "Ja", ""],
    ["Stichting De Ark", "nov 2025", "15", "4", "Nee", "zie bijlage"],
    ["Bijenkorf", "dec 2025", "11", "2", "weet niet", ""],
)


def test_a_column_is_suggested_by_a_synonym_by_its_content_and_by_likeness():
    assert roles(column(FILE, "Zorgaanbieder")) == [("provider_name", "")]
    assert column(FILE, "Zorgaanbieder").suggestions[0].score == 100
    assert (column(FILE, "Verslagmaand").looks_like, roles(column(FILE, "Verslagmaand"))) == ("maand", [("period", "")])
    assert ("value", "BER-5") in roles(column(FILE, "Nieuwe cliënten"))
    assert ("value", "TER-4") in roles(column(FILE, "Wachtlijst"))
    assert roles(column(FILE, "Opmerkingen")) == [("note", "")]
    why = column(FILE, "Nieuwe cliënten").suggestions[0].why
    assert why.startswith('"Nieuwe cliënten" ') and "Instroom" in why


def test_answers_are_recognised_by_their_words_with_their_scale():
    found = column(FILE, "Iets")
    assert (found.looks, found.scale, found.labels) == (
        "answers",
        "janee",
        {"Ja": "ja", "Nee": "nee", "weet niet": NO_ANSWER},
    )
    codes = sheet(["vraag"], *([[str(number)] for number in (1, 2, 3, 4, 5, 9)] * 3))
    assert column(codes, "vraag").scale is None


def test_answers_in_other_words_are_shown_to_be_explained():
    found = column(cells_of("A1_surveymonkey_starwars.csv"), "Which character shot first? · Response")
    assert found.labels == dict.fromkeys(["Greedo", "Han", "I don't understand this question"], "")


def test_kengetallen_have_their_own_roles():
    cells = sheet(["Wijken en buurten", "Jaar", "Inwoners"], ["Noord", "2024", "1250"], ["Zuid", "2024", "990"])
    found = {item.name: roles(item)[0][0] for item in seen(cells, data_set=DataSet.REFERENCE).columns}
    assert found == {"Wijken en buurten": "area", "Jaar": "period", "Inwoners": "value"}


_SAMPLE = {Kind.NUMBER: "24", Kind.DATE: "1-3-2025", Kind.PERIOD: "2025-K4"}


@pytest.mark.parametrize("form", [ENTRIES, INVOICES])
def test_every_column_of_social_return_is_suggested_by_its_own_header(form: SheetForm):
    cells = sheet([item.header for item in form.fields], [_SAMPLE.get(item.kind, "tekst") for item in form.fields])
    found = {
        item.name: {role for role, _ in roles(item)} for item in seen(cells, data_set=DataSet.SOCIAL_RETURN).columns
    }
    named = {item.header: "provider_name" if item.name == "provider_id" else item.name for item in form.fields}
    assert {header for header, role in named.items() if role not in found[header]} == set()
    other = sheet(["Bonuscode", "Boekdatum", "Leverancier"], ["55PLUS", "3-10-2025", "De Ark"])
    told = [roles(item)[0][0] for item in seen(other, data_set=DataSet.SOCIAL_RETURN).columns]
    assert told == ["bonuses", "invoiced_quarter", "provider_name"]


# --- what may not be shown


def test_no_value_is_shown_of_a_column_that_may_be_about_a_person():
    cells = sheet(["Naam cliënt", "E-mail", "IP-adres", "cijfer"], ["Jan Jansen", "j@x.nl", "10.0.0.1", "7"],
                  ["Piet Puk", "p@x.nl", "10.0.0.2", "8"])  # fmt: skip
    assert [item.samples for item in seen(cells).columns] == [(HIDDEN,), (HIDDEN,), (HIDDEN,), ("7", "8")]
    assert all(not item.labels for item in seen(cells).columns[:3])


def test_no_open_answer_is_shown():
    said = [[f"Mijn zoon {number} woont bij mevrouw De Vries en dat gaat niet zo heel goed"] for number in range(20)]
    assert column(sheet(["Wat kan beter?"], *said), "Wat kan beter?").samples == (OPEN,)


def test_a_mail_address_and_a_long_number_are_never_echoed():
    cells = sheet(["x", "y"], ["a@b.nl", "123456782"], ["c@d.nl", "111222333"])
    assert [item.samples[0] for item in seen(cells).columns] == ["een mailadres", "een lang nummer"]


# --- what only a person can tell


def test_what_has_two_meanings_is_asked():
    cells = sheet(["a", "b", "c", "d"], ["1.234", "T1 2025", "62,271", "1,5"], ["2.500", "T2 2025", "104", "2,125"])
    asked = {item.column: item.code for item in seen(cells).questions}
    assert asked == {"a": "ambiguous_number", "b": "ambiguous_tertial", "c": "ambiguous_comma"}
    assert all(len(item.choices) == 2 and item.sentence.endswith("?") for item in seen(cells).questions)


def test_typed_numbers_of_a_workbook_are_not_asked_about():
    assert seen(sheet(["a"], ["1,234"], ["2"], kind="xlsx")).questions == ()


def test_unknown_providers_get_candidates_and_no_decision():
    found = {item.name: item.candidates for item in seen(FILE).providers}
    assert set(found) == {"De Ark", "Bijenkorf"}
    assert found["De Ark"][0][:2] == ("ark", "Stichting De Ark")
    assert found["Bijenkorf"][0][:2] == ("bij", "De Bijenkorf B.V.")


def test_totals_rows_are_pointed_at():
    cells = sheet(["wijk", "aantal"], ["Noord", "1"], ["Zuid", "2"], ["Totaal", "3"])
    assert seen(cells).totals == (4,)
