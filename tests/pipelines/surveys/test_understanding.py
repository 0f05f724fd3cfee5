"""From the texts of an export to our words: what counts, what does not and why, and what is never kept."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from small_exports import GOOD, GRADE, PROVIDERS, answers_to, export, facts, understood

from pipelines.surveys.export import CHOSEN, NOT_CHOSEN, Asked, Export
from pipelines.surveys.facts import Choice
from pipelines.surveys.respondents import digest
from pipelines.surveys.understanding import understand
from schemas.questions import QUESTIONS, own_code
from schemas.surveys import SURVEY_TABLES
from schemas.vocabulary import DataSet, Severity, Weighting


def test_a_question_of_the_catalogue_is_known_by_its_words_and_its_answers_get_scores():
    found = understood({GOOD: ["Helemaal mee eens", "Niet eens, niet oneens", "Weet niet", "", "n.v.t."]})
    rows = answers_to(found, "wmo-6")
    assert rows["score"].tolist()[:2] == [5, 3]
    assert rows["answer"].tolist()[:2] == ["helemaal mee eens", "neutraal"]
    assert rows["missing"].tolist()[2:] == ["dont_know", "empty", "not_applicable"]
    item = found.frames["survey_item"].iloc[0]
    assert (item["scale"], item["attributable_to"], item["topic"]) == ("likert5_eens", "provider", "kwaliteit")


def test_to_agree_with_a_complaint_gives_a_low_score():
    found = understood({"Ik moest te lang wachten op hulp": ["helemaal mee eens", "helemaal niet mee eens"]})
    assert answers_to(found, "client-wachten")["score"].tolist() == [6 - 5, 6 - 1]


def test_a_half_grade_is_a_grade_and_what_is_none_is_pointed_at_in_its_cell():
    found = understood({GRADE: ["7,5", "8", "0", "11", "7-", "Piet vond het niets"]})
    assert answers_to(found, "cijfer-ondersteuning")["score"].tolist()[:2] == [7.5, 8]
    told = [(item.code, item.cell, item.received) for item in found.findings]
    assert told == [
        ("survey_grade", "A4", '"0"'), ("survey_grade", "A5", '"11"'), ("survey_grade", "A6", '"7-"'),
        ("survey_grade", "A7", "andere tekst"),
    ]  # fmt: skip
    assert all(item.severity is Severity.ERROR for item in found.findings)


def test_the_same_wrong_answer_is_one_finding_however_often_it_was_given():
    found = understood({GOOD: ["mee eens"] * 20 + ["mee eans"] * 7})
    assert [(item.code, item.cell, item.received, item.times) for item in found.findings] == [
        ("survey_answer", "A22", '"mee eans"', 7)
    ]
    assert "helemaal mee eens; mee eens" in found.findings[0].sentence


def test_a_question_that_many_cannot_answer_is_flagged():
    found = understood({GOOD: ["mee eens"] * 7 + ["weet niet"] * 2 + ["n.v.t."] + [""] * 30})
    assert [(item.code, item.detail) for item in found.findings] == [("survey_dont_know", "3 van de 10")]
    assert not understood({GOOD: ["mee eens"] * 6 + ["weet niet"] * 2}).findings, "a quarter is not more than that"


def test_numbers_without_words_are_no_answers_unless_the_question_asks_for_a_number():
    found = understood({"Ik ben goed geholpen": ["1", "2", "5"], "Welk cijfer geeft u de balie?": ["7", "8", "9"],
                        "Hoe oud is uw woning?": ["12", "130", "45"]})  # fmt: skip
    kinds = dict(zip(found.frames["survey_item"]["text"], found.frames["survey_item"]["kind"], strict=True))
    assert kinds == {"Welk cijfer geeft u de balie?": "grade", "Hoe oud is uw woning?": "number"}
    assert [item.code for item in found.findings] == ["survey_numbers_only"]


def test_a_choice_says_what_the_numbers_of_a_file_stand_for():
    labels = {"1": "helemaal mee eens", "2": "mee eens", "9": "weet niet"}
    choice = Choice(QUESTIONS["wmo-6"], labels)
    found = understood({"v6": ["1", "2", "9"]}, choices={"A": choice})
    rows = answers_to(found, "wmo-6")
    assert rows["answer"].tolist()[:2] == ["helemaal mee eens", "mee eens"]
    assert rows["missing"].tolist()[2] == "dont_know"
    assert not found.frames["survey_item"].empty
    assert understood({"v6": ["1"], GOOD: ["eens"]}, choices={"A": Choice(leave_out=True)}).frames[
        "survey_item"
    ]["item"].tolist() == ["wmo-6"]  # fmt: skip


def test_free_text_is_never_among_the_answers():
    written = [f"Mevrouw {name} hielp goed" for name in "ABCDEFGHIJKLMNOPQRSTUVWXYZABCD"]
    found = understood({"Wat gaat goed?": written, GOOD: ["mee eens"] * 30})
    assert [item.code for item in found.findings] == ["survey_open_question"]
    assert (
        not found.frames["survey_answer"]
        .astype("str")
        .apply(lambda column: column.str.contains("Mevrouw"))
        .any(axis=None)
    )


def test_an_answer_in_ones_own_words_is_told_as_other():
    found = understood({"Hoe kwam u bij ons?": ["via de huisarts"] * 9 + ["via mijn buurvrouw Truus"]})
    rows = answers_to(found, own_code("Hoe kwam u bij ons?"))
    assert rows["answer"].value_counts().to_dict() == {"via de huisarts": 9, "anders": 1}
    assert [(item.code, item.detail) for item in found.findings] == [("survey_own_words", "1")]


def test_of_a_question_with_more_choices_each_choice_is_a_row_and_who_was_asked_is_one_too():
    asked = tuple(
        Asked(letter, "Welke hulp krijgt u?", option=option, first="A")
        for letter, option in zip("ABC", ("Huishouden", "Begeleiding", "Vervoer"), strict=True)
    )
    answers = pd.DataFrame(
        {"A": [CHOSEN, CHOSEN, ""], "B": [CHOSEN, NOT_CHOSEN, ""], "C": [NOT_CHOSEN, NOT_CHOSEN, ""]},
        index=[2, 3, 4], dtype="str",
    )  # fmt: skip
    about = pd.DataFrame({"provider": ["berk"] * 3}, index=answers.index, dtype="str")
    found = understand(Export("proef", "blad", asked, answers, about), facts(), providers=PROVIDERS)
    rows = found.frames["survey_answer"].astype({"option": "str"})
    chosen = rows[rows["option"].notna()]
    assert list(zip(chosen["respondent"], chosen["option"], strict=True)) == [
        (1, "Huishouden"), (2, "Huishouden"), (1, "Begeleiding")
    ]  # fmt: skip
    one = rows[rows["option"].isna()]
    assert one["missing"].isna().tolist() == [True, True, False]
    assert found.frames["survey_item"]["kind"].tolist() == ["multiple"]


def test_the_same_question_twice_keeps_two_codes():
    columns = export({GOOD: ["eens"], "2. " + GOOD: ["oneens"]})
    found = understand(columns, facts(), providers=PROVIDERS)
    assert found.frames["survey_item"]["item"].tolist() == ["wmo-6", "wmo-6-2"]


def test_a_provider_is_known_by_code_name_and_chamber_of_commerce_number():
    found = understood({GOOD: ["eens"] * 4}, {"provider": ["Berk", "Stichting  De Berk", "12345678", "De Beuk"]})
    assert found.frames["survey_respondent"]["provider_id"].fillna("").tolist() == ["berk"] * 3 + [""]
    told = [(item.code, item.row, item.received, item.detail) for item in found.findings]
    assert told == [("unknown_provider", 5, '"De Beuk"', 'Bedoelt u "berk"?')]


def test_who_the_answers_are_about_must_be_said_in_a_survey_about_providers():
    assert [item.code for item in understood({GOOD: ["eens"]}, {"provider": [""]}).findings] == ["survey_no_provider"]
    some = understood({GOOD: ["eens"] * 2}, {"provider": ["berk", ""]})
    assert [(item.code, item.row) for item in some.findings] == [("survey_provider_empty", 3)]
    named = understood({GOOD: ["eens"]}, {"provider": [""]}, wave=facts(provider_id="linde"))
    assert named.frames["survey_respondent"]["provider_id"].tolist() == ["linde"]


@pytest.mark.parametrize("kind", [DataSet.YOUTH_SURVEY, DataSet.CITIZEN_PANEL])
def test_what_is_never_shown_per_provider_is_never_kept_per_provider(kind):
    counts = pd.DataFrame(
        {"provider_id": ["berk", None], "population": [10, 90], "invited": None, "undeliverable": None}
    )
    found = understood({GOOD: ["eens"]}, wave=facts(kind, counts=counts))
    assert found.frames["survey_respondent"]["provider_id"].isna().all()
    assert found.frames["survey_wave_count"]["population"].tolist() == [90]
    assert [item.code for item in found.findings] == ["survey_provider_dropped"]


def test_an_organisation_is_kept_as_a_digest_and_does_not_rate_itself():
    about = {"provider": ["berk", "linde", "berk"], "organisation": ["Huisarts X", "Huisarts X", "Stichting De Berk"]}
    found = understood({"Komt afspraken na": ["eens"] * 3}, about, wave=facts(DataSet.PARTNER_SURVEY))
    people = found.frames["survey_respondent"]
    assert people["organisation"].tolist() == [digest("huisarts x", "meting-1")] * 2
    assert people["respondent"].tolist() == [1, 2]
    assert [(item.code, item.detail) for item in found.findings] == [("survey_self_rated", "1")]
    assert len(answers_to(found, "partner-afspraken")) == 2
    assert digest("Huisarts X", "meting-1") != digest("Huisarts X", "meting-2")


def test_an_age_is_no_age_band_and_is_not_repeated():
    found = understood({GOOD: ["eens"] * 3}, {"age_band": ["43", "18 t/m 34 jaar", "01-02-1950"]})
    assert [(item.code, item.row, item.received) for item in found.findings] == [
        ("survey_age", 2, None), ("survey_age", 4, None)
    ]  # fmt: skip
    assert found.frames["survey_respondent"]["age_band"].fillna("").tolist() == ["", "18 t/m 34 jaar", ""]


def test_weights_are_read_only_where_the_wave_says_so():
    about = {"weight": ["1,25", "0.8", "0", ""]}
    assert understood({GOOD: ["eens"] * 4}, about).frames["survey_respondent"]["weight"].isna().all()
    found = understood({GOOD: ["eens"] * 4}, about, wave=facts(weighting=Weighting.DELIVERED))
    assert found.frames["survey_respondent"]["weight"].tolist()[:2] == [1.25, 0.8]
    assert [(item.code, item.row) for item in found.findings] == [("survey_weight", 4), ("survey_weight", 5)]


def test_the_frames_are_those_of_the_contract():
    found = understood({GOOD: ["eens"]})
    for table, frame in found.frames.items():
        assert list(frame.columns) == list(SURVEY_TABLES[table]), table


def test_a_file_without_answers_is_said_to_be_one():
    empty = export({GOOD: []})
    assert [item.code for item in understand(empty, facts(), providers=PROVIDERS).findings] == ["survey_nobody"]
    none = replace(empty, asked=())
    assert "survey_no_questions" in [item.code for item in understand(none, facts(), providers=PROVIDERS).findings]


def test_many_thousands_of_respondents_are_understood_in_seconds():
    count, questions = 20_000, 12
    rng = np.random.default_rng(5)
    words = np.array(["Mee eens", "Niet mee eens", "Neutraal", "Weet niet", ""])
    columns = {f"Stelling {letter}": words[rng.integers(0, 5, count)].tolist() for letter in "abcdefghijkl"}
    big = export(columns)
    before = time.perf_counter()
    found = understand(big, facts(), providers=PROVIDERS)
    assert time.perf_counter() - before < 20  # two cores that others use as well
    assert len(found.frames["survey_answer"]) == count * questions
