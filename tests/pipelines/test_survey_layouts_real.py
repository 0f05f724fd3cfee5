"""Real exports of survey tools come through without a recipe; each count is made a second time in plain Python."""

from __future__ import annotations

import csv

import pandas as pd
import pytest
from real_files import cells_of, real

from pipelines.surveys.export import CHOSEN, NOT_CHOSEN, Asked, Export
from pipelines.surveys.layouts import (
    read_code_book,
    read_export,
    read_wide,
    suggested_about,
    with_about,
    with_code_book,
)

STAR_WARS = "A1_surveymonkey_starwars.csv"
RESEARCHERS = "A2_limesurvey_rse_nl_2017.csv"
SPANISH = "A3_googleforms_rcommunity_2019_es.xlsx"
QUALTRICS = "A4_qualtrics_three_header_rows.csv"
SAN_DIEGO = "B1_sandiego_resident_survey_2015.csv"


def export_of(name: str) -> Export:
    found = read_export(cells_of(name))
    assert found is not None
    return found


def question(export: Export, words: str) -> list[Asked]:
    return [item for item in export.asked if words in item.text]


def share(export: Export, item: Asked) -> tuple[int, int]:
    """How many chose an option, of how many that saw the question."""
    column = export.answers[item.key]
    return int((column == CHOSEN).sum()), int(column.isin([CHOSEN, NOT_CHOSEN]).sum())


@pytest.mark.parametrize(
    ("name", "tool", "respondents"),
    [
        (STAR_WARS, "SurveyMonkey", 1186),
        (RESEARCHERS, "LimeSurvey", 77),
        (SPANISH, "Google Forms", 338),
        (QUALTRICS, "Qualtrics", 1),
    ],
)
def test_the_respondents_of_a_real_export_are_counted_right(name: str, tool: str, respondents: int):
    found = export_of(name)
    assert (found.tool, len(found.answers), len(found.about)) == (tool, respondents, respondents)
    assert list(found.answers.columns) == [item.key for item in found.asked]
    assert found.answers.index.equals(found.about.index)


def test_surveymonkey_options_are_shares_of_who_saw_the_question():
    with real(STAR_WARS).open(encoding="cp1252", newline="") as lines:
        rows = list(csv.reader(lines))[2:]
    options = [item for item in export_of(STAR_WARS).asked if item.option is not None]
    saw = sum(any(row[3:9]) for row in rows)
    assert len(options) == 6 and {item.question for item in options} == {"D"}
    for place, item in enumerate(options, start=3):
        assert share(export_of(STAR_WARS), item) == (sum(bool(row[place]) for row in rows), saw)
    assert options[0].option == "Star Wars: Episode I The Phantom Menace"
    assert options[0].text.startswith("Which of the following Star Wars films have you seen?")


def test_a_matrix_of_surveymonkey_is_a_question_per_row():
    han = question(export_of(STAR_WARS), "Please state whether you view")[0]
    assert (han.part, han.option) == ("Han Solo", None)
    assert han.text.endswith("unfamiliar with him/her. Han Solo")
    assert (export_of(STAR_WARS).answers[han.key] == "Very favorably").sum() == 610


def test_limesurvey_options_with_yes_and_no_are_shares_and_who_was_not_asked_is_left_out():
    with real(RESEARCHERS).open(encoding="utf-8", newline="") as lines:
        head, *rows = list(csv.reader(lines))
    found = export_of(RESEARCHERS)
    tested = [column for column, text in enumerate(head) if text.startswith("proj4can[")]
    options = question(found, "what sort of testing")
    assert [item.code for item in options] == ["proj4can"] * 4
    for column, item in zip(tested, options, strict=True):
        assert head[column].endswith(f"[{item.option}]")
        assert share(found, item) == (
            sum(row[column] == "Yes" for row in rows),
            sum(row[column] in ("Yes", "No") for row in rows),
        )


def test_a_label_inside_a_number_of_limesurvey_is_the_number():
    found = export_of(RESEARCHERS)
    (teaching,) = question(found, "spend on Teaching")
    assert set(found.answers[teaching.key]) == {"1", "2", "3", "4", "5", "6"}
    (satisfied,) = question(found, "satisfied are you with [Your career]")
    assert "10" in set(found.answers[satisfied.key])


def test_the_free_list_of_training_programmes_is_open():
    assert [item.open for item in question(export_of(RESEARCHERS), "What training programs")] == [True]


def test_google_forms_cells_with_several_answers_are_cut_at_options_and_not_within_them():
    frame = pd.read_excel(real(SPANISH), dtype=str, engine="openpyxl").fillna("")
    found = export_of(SPANISH)
    texts = frame.iloc[:, 25]
    assert texts.name == "¿Cómo descubre nuevos paquetes o paquetes que no le son familiares?"
    options = {item.option: item for item in found.asked if item.letter == "Z" and item.option}
    for option in (
        "Redes sociales como blogs, R-bloggers, Twitter, Slack o contactos de GitHub",
        "Su red personal, como colegas y profesores",
        "Libros, libros de texto o artículos de revistas (JSS, JOSS, R-Journal)",
        "Listas de correo electrónico como r-help, r-packages o r-pkg-devel",
        "Vistas de tareas de CRAN",
    ):
        assert share(found, options[option]) == (texts.str.contains(option, regex=False).sum(), (texts != "").sum())


def test_the_same_heading_twice_in_google_forms_is_two_questions():
    twice = question(export_of(SPANISH), "¿Qué opción refleja mejor la razón principal por la que aprendiste R?")
    assert [item.question for item in twice] == ["F", "N"]
    assert [int((export_of(SPANISH).answers[item.key] != "").sum()) for item in twice] == [7, 330]


def test_what_one_person_typed_in_google_forms_is_no_option_but_an_open_answer():
    found = export_of(SPANISH)
    gender = [item for item in found.asked if item.letter == "AQ"]
    assert [item.open for item in gender] == [False, True]
    closed, typed = (found.answers[item.key] for item in gender)
    counts = closed[closed != ""].value_counts()
    assert counts.min() > 1 and counts["anders"] == (typed != "").sum()


def test_free_text_is_open_and_a_job_title_too():
    found = export_of(SPANISH)
    for words in ("que más te gusta", "que menos te gusta", "nombre de tu cargo laboral"):
        assert [item.open for item in question(found, words)] == [True]


def test_the_one_response_in_the_qualtrics_file_is_no_preview():
    """Its Status is 0 (an ordinary answer), its channel 'anonymous', Finished 1: it counts, and the three header rows do not."""
    found = export_of(QUALTRICS)
    assert list(found.answers.index) == [4]
    assert found.left_out == {"technical": 11, "personal": 6, "timing": 1}
    assert [(item.code, item.open) for item in found.asked] == [("Q1", False), ("Q2", True)]
    assert "130.92.34.66" not in found.answers.to_csv() + found.about.to_csv()


def test_san_diego_reads_by_its_code_book_and_no_dont_know_is_an_answer():
    book = read_code_book(cells_of("B1_sandiego_dictionary.csv"))
    assert book is not None and len(book.columns) == 130
    found = with_code_book(read_wide(cells_of(SAN_DIEGO), None, 1), book)
    frame = pd.read_csv(real(SAN_DIEGO), dtype=str)
    assert len(found.answers) == len(frame) == 2477
    listed = [item for item in found.asked if item.code and (told := book.of(item.code)) and told.labels]
    assert len(listed) > 100
    assert not any("9" in set(found.answers[item.key]) for item in listed)
    (place,) = [item for item in found.asked if item.code == "Q1_1"]
    assert found.answers[place.key].value_counts().to_dict() == {
        "Excellent": (frame["Q1_1"] == "5").sum(), "Good": (frame["Q1_1"] == "4").sum(),
        "Fair": (frame["Q1_1"] == "3").sum(), "Poor": (frame["Q1_1"] == "2").sum(),
        "Very Poor": (frame["Q1_1"] == "1").sum(), "Don't Know": (frame["Q1_1"] == "9").sum(),
    }  # fmt: skip
    (parks,) = [item for item in found.asked if item.code == "Q4_1"]  # there 9 is a service
    assert (found.answers[parks.key] == "Parks and recreation programs and facilities").sum() == (
        frame["Q4_1"] == "9"
    ).sum()


def test_a_code_that_the_book_does_not_list_is_told_and_does_not_count():
    book = read_code_book(cells_of("B1_sandiego_dictionary.csv"))
    assert book is not None
    found = with_code_book(read_wide(cells_of(SAN_DIEGO), None, 1), book)
    told = {item.column: item.detail for item in found.findings if item.code == "code_not_in_book"}
    assert told["Q22"] == "6 (430 keer), 9 (167 keer)"
    (rent,) = [item for item in found.asked if item.code == "Q23"]
    assert found.answers[rent.key].value_counts().to_dict() == {"Own": 1518, "Rent": 914, "": 45}


def test_the_district_of_san_diego_moves_to_what_is_known_of_a_respondent():
    book = read_code_book(cells_of("B1_sandiego_dictionary.csv"))
    assert book is not None
    found = with_code_book(read_wide(cells_of(SAN_DIEGO), None, 1), book)
    about = suggested_about(found)
    assert about == {"sex": "DM", "district": "DN"}
    moved = with_about(found, about)
    assert moved.about["district"].value_counts().to_dict()["9"] == 273  # a district, no "don't know"
    assert len(moved.asked) == len(found.asked) - 2 and "DN" not in moved.answers.columns
