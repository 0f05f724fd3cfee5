"""Each tool's layout on small sheets: what is a question, who is a respondent, and what never comes along."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from real_files import sheet

from pipelines.reading.cells import FileCells
from pipelines.surveys.export import Export
from pipelines.surveys.layouts import read_code_book, read_export, read_wide, with_about
from pipelines.surveys.layouts.choices import OTHER, find_choices
from pipelines.surveys.layouts.code_book import labels_of
from pipelines.surveys.layouts.distinct import Distinct
from pipelines.surveys.layouts.free_text import is_open


def read(cells: FileCells) -> Export:
    found = read_export(cells)
    assert found is not None
    return found


def column(*texts: str) -> Distinct:
    return Distinct.of(pd.Series(texts, dtype="str"))


LIME = ["id. Antwoord ID", "submitdate. Datum ingediend", "lastpage. Laatste pagina", "ipaddr. IP-adres",
        "V1. Hoe tevreden bent u?", "V2[SQ1]. Wat gebruikt u? [Vervoer]", "V2[SQ2]. Wat gebruikt u? [Dagbesteding]",
        "V2[other]. Wat gebruikt u? [Anders]", "V3[a]. De hulp ... [Ik werd snel geholpen]", "interviewtime. Totale tijd",
        "groupTime4. Groepstijd: Over u"]  # fmt: skip


def test_limesurvey_leaves_out_what_was_not_sent_in_and_drops_timing_and_who_somebody_is():
    found = read(sheet(
        LIME,
        ["1", "2026-01-02 10:00:00", "3", "10.0.0.7", "tevreden", "Y", "", "", "mee eens", "120.5", "33.1"],
        ["2", "", "1", "10.0.0.8", "ontevreden", "", "", "", "", "20.5", "3.1"],
        ["3", "2026-01-03 11:00:00", "3", "10.0.0.9", "tevreden", "", "Y", "de taxi van Jan", "oneens", "90.0", "20"],
    ))  # fmt: skip
    assert found.left_out == {"incomplete": 1, "technical": 3, "personal": 1, "timing": 2}
    assert list(found.answers.index) == [2, 4]
    assert [item.key for item in found.asked] == ["E", "F", "G", "H", "I"]
    assert [(item.text, item.option, item.question) for item in found.asked[1:3]] == [
        ("Wat gebruikt u?", "Vervoer", "F"), ("Wat gebruikt u?", "Dagbesteding", "F"),
    ]  # fmt: skip
    assert found.answers["F"].tolist() == ["ja", "nee"] and found.answers["G"].tolist() == ["nee", "ja"]
    assert found.asked[3].open and not found.asked[4].open
    assert (found.asked[4].text, found.asked[4].part) == ("De hulp ... Ik werd snel geholpen", "Ik werd snel geholpen")
    assert "niet" in found.findings[0].sentence and "1 formulier dat niet is afgemaakt" in found.findings[0].sentence
    assert "10.0.0" not in found.answers.to_csv() + found.about.to_csv()


def test_limesurvey_without_a_date_goes_by_the_last_page():
    found = read(sheet(["lastpage. Last page", "startlanguage. Start language", "V1. Vraag"],
                       ["4", "nl", "a"], ["2", "nl", "b"], ["4", "nl", "c"]))  # fmt: skip
    assert found.answers["C"].tolist() == ["a", "c"] and found.left_out["incomplete"] == 1


def test_surveymonkey_options_and_their_other_and_open_questions():
    found = read(sheet(
        ["Respondent ID", "Collector ID", "IP Address", "Email Address", "Wat gebruikt u?", "", "", "Hoe ging het?", "Tips"],
        ["", "", "", "", "Vervoer", "Dagbesteding", "Anders (geef nadere toelichting)", "Response", "Open-Ended Response"],
        ["11", "7", "10.1.1.1", "a@b.nl", "Vervoer", "", "", "Goed", "Meer tijd"],
        ["12", "7", "10.1.1.2", "c@d.nl", "", "", "", "Slecht", ""],
    ))  # fmt: skip
    assert [(item.key, item.option, item.open) for item in found.asked] == [
        ("E", "Vervoer", False), ("F", "Dagbesteding", False), ("G", None, True), ("H", None, False), ("I", None, True),
    ]  # fmt: skip
    assert found.answers["F"].tolist() == ["nee", ""]  # of who chose nothing nobody knows whether they saw it
    assert found.left_out == {"technical": 2, "personal": 2}


def test_surveymonkey_options_by_number_are_options_too():
    rows = [["1", "1", "", ""], ["2", "1", "2", ""], ["3", "", "2", "3"]]
    found = read(sheet(["Respondent ID", "Wat?", "", ""], ["", "Bus", "Taxi", "Response"], *rows))
    assert [item.option for item in found.asked] != ["Bus", "Taxi"]  # Response is no option: a row is not guessed
    found = read(sheet(["Respondent ID", "Wat?", "", "Hoe?"], ["", "Bus", "Taxi", "Response"], *rows))
    assert [item.option for item in found.asked] == ["Bus", "Taxi", None]
    assert found.answers["B"].tolist() == ["ja", "ja", "nee"]


def test_microsoft_forms_cuts_at_semicolons_and_a_repeated_question_loses_its_number():
    found = read(sheet(
        ["Id", "Begintijd", "Tijd van voltooien", "E-mail", "Naam", "Wat gebruikt u?", "Toelichting", "Hoe ging het?", "Hoe ging het?2"],
        ["1", "46000.5", "46000.6", "a@b.nl", "Jan de Wit", "Vervoer; heen en terug;Dagbesteding;", "", "goed", "slecht"],
        ["2", "46000.5", "46000.6", "c@d.nl", "Piet Bos", "Vervoer; heen en terug;", "lang verhaal", "goed", "goed"],
        ["3", "46000.5", "46000.6", "e@f.nl", "Kees Vos", "Dagbesteding;", "", "goed", "goed"],
    ))  # fmt: skip
    assert found.left_out == {"technical": 1, "timing": 2, "personal": 2}
    assert [item.text for item in found.asked if item.letter in "HI"] == ["Hoe ging het?"] * 2
    assert [item.open for item in found.asked if item.letter == "G"] == [True]
    options = {item.option: found.answers[item.key].tolist() for item in found.asked if item.letter == "F"}
    assert options["Dagbesteding"] == ["ja", "nee", "ja"]
    assert not any(name in found.answers.to_csv() for name in ("Jan", "Piet", "@"))


QUALTRICS = (
    ["Status", "DistributionChannel", "Finished", "ResponseId", "Q1", "Q2_1", "Q2_2", "Q3_First Click", "aanbieder"],
    ["Response Type", "Distribution Channel", "Finished", "Response ID", "Hoe ging het?",
     "Wat gebruikt u? - Selected Choice - Vervoer", "Wat gebruikt u? - Selected Choice - Dagbesteding",
     "Timing - First Click", "aanbieder"],
    [f'{{"ImportId":"{name}"}}' for name in ("status", "distributionChannel", "finished", "_recordId", "QID1", "QID2_1",
                                             "QID2_2", "QID3_FIRST_CLICK", "aanbieder")],
)  # fmt: skip


def test_qualtrics_previews_tests_and_unfinished_answers_are_no_respondents():
    found = read(sheet(
        *QUALTRICS,
        ["IP Address", "anonymous", "True", "R_1", "goed", "Vervoer", "", "1.2", "De Berk"],
        ["Survey Preview", "preview", "True", "R_2", "slecht", "Vervoer", "", "1.2", "De Berk"],
        ["0", "anonymous", "1", "R_3", "slecht", "", "Dagbesteding", "1.2", "De Wilg"],
        ["0", "anonymous", "0", "R_4", "slecht", "", "", "1.2", "De Wilg"],
        ["8", "anonymous", "1", "R_5", "slecht", "", "", "1.2", "De Wilg"],
    ))  # fmt: skip
    assert found.left_out == {"preview": 1, "spam": 1, "incomplete": 1, "technical": 4, "timing": 1}
    assert list(found.answers.index) == [4, 6]
    assert [(item.code, item.option) for item in found.asked] == [
        ("Q1", None), ("Q2", "Vervoer"), ("Q2", "Dagbesteding"), ("aanbieder", None),
    ]  # fmt: skip
    assert {item.text for item in found.asked[1:3]} == {"Wat gebruikt u?"}
    moved = with_about(found, {"provider": "I"})
    assert moved.about["provider"].tolist() == ["De Berk", "De Wilg"]


def test_an_spss_file_reads_its_questions_from_the_second_row_and_ticks_are_options():
    found = read(sheet(
        ["nr", "v1", "v2_1", "v2_2", "naam"], ["nr", "v1. Hoe ging het?", "Wat gebruikt u? [Vervoer]",
                                               "Wat gebruikt u? [Dagbesteding]", "Uw naam"],
        ["1", "goed", "ja", "", "Jan"], ["2", "slecht", "nee", "ja", "Piet"], kind="sav",
    ))  # fmt: skip
    assert [(item.text, item.option) for item in found.asked] == [
        ("Hoe ging het?", None), ("Wat gebruikt u?", "Vervoer"), ("Wat gebruikt u?", "Dagbesteding"),
    ]  # fmt: skip
    assert found.answers["C"].tolist() == ["ja", "nee"] and found.answers["D"].tolist() == ["nee", "ja"]
    assert found.left_out == {"technical": 1, "personal": 1}


def test_a_plain_table_reads_from_the_header_row_that_is_pointed_at():
    found = read_wide(sheet(["Enquête De Berk"], [], ["Nr", "Wat gebruikt u?", "Cijfer", "Postcode"],
                            ["1", "bus; taxi", "8.0", "1234 AB"], ["2", "bus", "7", "1235 CD"], ["3", "taxi; bus", "", "1236EF"],
                            ["4", "taxi", "10.0", "1237 GH"], []), None, 3)  # fmt: skip
    assert found.left_out == {"technical": 1, "personal": 1}  # a whole postcode is a handful of houses
    assert [item.option for item in found.asked] == ["bus", "taxi", None]
    assert found.answers["C"].tolist() == ["8", "7", "", "10"]
    with pytest.raises(KeyError):
        read_wide(sheet(["a"]), "Blad2", 1)


def test_a_column_of_mail_addresses_is_personal_under_any_words():
    found = read_wide(
        sheet(["Waar bent u te bereiken", "Cijfer"], ["a@b.nl", "7"], ["c@d.nl", "8"], ["geen", "9"]), None, 1
    )
    assert [item.text for item in found.asked] == ["Cijfer"] and found.left_out == {"personal": 1}


def test_what_nobody_knows_is_no_export():
    assert read_export(sheet(["a", "b"], ["1", "2"])) is None


@pytest.mark.parametrize(
    ("cells", "options"),
    [
        (["Ja, zeker", "Ja, misschien", "Nee", "Ja, zeker"], None),
        (["tevreden", "niet tevreden, niet ontevreden", "ontevreden", "zeer tevreden"], None),
        (["iets anders, denk ik", "niets, eigenlijk", "meer tijd, meer geld"], None),
        (["bus, taxi", "bus", "taxi", "bus, taxi, trein", "trein"], ["bus", "taxi", "trein"]),
        (["bus (lijn 1, 2), taxi", "bus (lijn 1, 2)", "taxi", "taxi, trein", "trein"], ["bus (lijn 1, 2)", "taxi", "trein"]),
        (["Vrienden, familie of buren, Internet", "Internet", "Vrienden, familie of buren", "Internet, Folder", "Folder"],
         ["Vrienden, familie of buren", "Internet", "Folder"]),
    ],
)  # fmt: skip
def test_options_are_told_by_the_cells_and_a_comma_within_an_option_does_not_cut_it(
    cells: list[str], options: list[str] | None
):
    found = find_choices(column(*cells), ", ", free=False)
    assert (found and list(found.options)) == options


def test_what_one_person_typed_beside_options_is_not_published_as_an_option():
    cells = ["Bus, Taxi", "Bus", "Taxi", "Bus, Taxi", "Bus, Buurvrouw Annie rijdt mij"] + ["Taxi"] * 6
    found = find_choices(column(*cells), ", ", free=True)
    assert found is not None and found.options == ("Bus", "Taxi", OTHER)
    assert [text for text in found.typed if text] == ["Buurvrouw Annie rijdt mij"]


def test_answers_with_numbers_and_labels_read_as_a_person_means_them():
    assert column("8.0", "7.0", "6.50").answers().texts == ["8", "7", "6.50"]
    assert column("1 (None at all)", "2", "10 - Completely satisfied").answers().texts == ["1", "2", "10"]
    assert column("1 - Slecht", "2 - Matig", "3 - Goed").answers().texts == ["Slecht", "Matig", "Goed"]
    assert column("1 - 5 keer", "6 - 10 keer", "vaker").answers().texts == ["1 - 5 keer", "6 - 10 keer", "vaker"]


def test_free_text_is_told_from_closed_answers_and_from_numbers():
    assert is_open(
        column(*(f"ik vond het {word} en kom zeker nog eens terug" for word in ("fijn", "goed", "matig", "lang")))
    )
    assert is_open(column(*(f"reden {word}" for word in "abcdefghijklmnop")))
    assert not is_open(column(*map(str, range(18, 90))))
    assert not is_open(column("goed", "slecht", "matig", "goed"))
    assert not is_open(column(*(f"wijk {number % 20}" for number in range(200))))


def test_a_code_book_cell_is_cut_at_codes_and_not_at_commas():
    assert labels_of("1 - Own, 2 - Rent") == {"1": "Own", "2": "Rent"}
    assert labels_of("4 - Facebook, Twitter, etc, 5 - Between $25k and $49,999, 9 - Don't know") == {
        "4": "Facebook, Twitter, etc", "5": "Between $25k and $49,999", "9": "Don't know",
    }  # fmt: skip
    assert labels_of("Number of years old") == {}
    assert read_code_book(sheet(["a", "b", "c"], *[["1", "2", "3"]] * 9)) is None


def test_texts_come_back_by_row_as_they_stood_there():
    found = Distinct.of(pd.Series(["b", "", " a  c ", "b"], dtype="str"))
    assert found.series(pd.RangeIndex(4)).tolist() == ["b", "", "a c", "b"]
    assert found.counts.tolist() == [2, 1]
    assert np.array_equal(found.spread([True, False]), [True, False, False, True])
