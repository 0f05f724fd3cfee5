"""The catalogue of questions: recognised by their words, and honest about whom they say something of."""

import pytest

from schemas.questions import QUESTIONS, own_code, recognise_question, suggest_questions
from schemas.scales import SCALES
from schemas.vocabulary import Attributable, QuestionKind


def test_what_the_statutory_questionnaire_asks_about_access_belongs_to_the_municipality():
    belongs = {number: QUESTIONS[f"wmo-{number}"].attributable_to for number in range(1, 11)}
    assert {number for number, whose in belongs.items() if whose is Attributable.MUNICIPALITY} == {1, 2, 3, 4, 5}
    assert [QUESTIONS[f"wmo-{number}"].topic for number in (1, 6, 7, 8, 9, 10)] == (
        ["toegang", "kwaliteit", "kwaliteit", "effect", "effect", "effect"]
    )


@pytest.mark.parametrize(
    "text",
    [
        "Ik wist waar ik moest zijn met mijn hulpvraag",
        "1. ik wist waar ik moest zijn met mijn hulpvraag.",
        "Stelling 1: Ik wist  waar ik moest zijn met mijn hulpvraag",
        "wmo-1",
    ],
)
def test_a_question_is_known_by_its_words_whatever_stands_around_them(text):
    assert recognise_question(text) is QUESTIONS["wmo-1"]


def test_a_question_that_only_looks_like_one_is_suggested_and_not_taken_over():
    text = "Ik wist waar ik moest zijn met mijn vraag"
    assert recognise_question(text) is None
    assert suggest_questions(text)[0].code == "wmo-1"


def test_accents_and_apostrophes_do_not_make_another_question():
    asked = "Wist u dat u gebruik kon maken van een onafhankelijke clientondersteuner"
    assert recognise_question(asked) is QUESTIONS["wmo-5"]


def test_a_question_of_ones_own_has_the_same_code_in_each_wave():
    assert own_code("3. Wat vindt u van de wachtkamer?") == own_code("Wat vindt u van de wachtkamer")
    assert own_code("Wat vindt u van de wachtkamer?") != own_code("Wat vindt u van de keuken?")


def test_every_question_stands_on_a_scale_of_its_kind():
    for item in QUESTIONS.values():
        scale = SCALES[item.scale or ""]
        assert (item.kind in (QuestionKind.GRADE, QuestionKind.NPS)) == scale.numeric, item.code


def test_to_agree_with_a_complaint_is_unfavourable():
    assert {code for code, item in QUESTIONS.items() if item.reversed} == {"client-wachten", "panel-alleen"}
