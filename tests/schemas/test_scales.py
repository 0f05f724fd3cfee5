"""Scales: read by their words in every spelling, with the reason where there is no answer, never by a code."""

import pytest

from schemas.scales import SCALES, Answer, own_scale, recognise_scale, scale_of
from schemas.vocabulary import MissingReason


@pytest.mark.parametrize(
    ("scale", "text", "word", "score"),
    [
        ("likert5_eens", "Helemaal  mee eens", "helemaal mee eens", 5),
        ("likert5_eens", "1. Helemaal mee eens", "helemaal mee eens", 5),
        ("likert5_eens", "Neutraal (niet eens, niet oneens)", "neutraal", 3),
        ("likert5_eens", "Niet eens / niet oneens", "neutraal", 3),
        ("likert5_eens", "(5) oneens", "niet mee eens", 2),
        ("likert5_tevreden", "Niet tevreden/niet ontevreden", "niet tevreden, niet ontevreden", 3),
        ("freq4", "Bijna nooit", "(bijna) nooit", 1),
        ("moeite5", "Zeer weinig moeite", "zeer weinig moeite", 5),
        ("moeite5", "zeer veel moeite", "zeer veel moeite", 1),
        ("janee", "Ja", "ja", 2),
        ("cijfer10", "7,5", "7,5", 7.5),
        ("cijfer10", "10 (uitstekend)", "10", 10),
        ("nps11", "0 - zeer onwaarschijnlijk", "0", 0),
    ],
)
def test_an_answer_is_read_by_its_words_and_the_larger_score_is_the_more_favourable(scale, text, word, score):
    assert SCALES[scale].read(text) == Answer(word, score)


@pytest.mark.parametrize("text", ["0", "11", "7-", "7 a 8", "7+", "zeven"])
def test_what_is_no_grade_is_not_made_one(text):
    assert SCALES["cijfer10"].read(text) is None


def test_a_recommendation_is_whole_and_from_one_has_no_zero():
    assert SCALES["nps11"].read("7,5") is None
    assert SCALES["nps10"].read("0") is None
    assert SCALES["nps10"].side(6) == "unfavourable"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Weet niet", MissingReason.DONT_KNOW),
        ("Weet niet / geen mening", MissingReason.DONT_KNOW),
        ("N.v.t.", MissingReason.NOT_APPLICABLE),
        ("Wil ik liever niet zeggen", MissingReason.REFUSED),
        ("", MissingReason.EMPTY),
        (" - ", MissingReason.EMPTY),
    ],
)
def test_no_answer_has_its_reason_on_every_scale(text, reason):
    assert {scale.read(text) for scale in SCALES.values()} == {reason}


def test_a_scale_is_recognised_by_words_only():
    assert recognise_scale(["Mee eens", "neutraal", "weet niet"]) is SCALES["likert5_eens"]
    assert recognise_scale(["zeer tevreden", "neutraal"]) is SCALES["likert5_tevreden"]
    assert recognise_scale(["1", "2", "3", "4", "5"]) is None
    assert recognise_scale(["ja", "nee", "soms"]) is None
    assert recognise_scale(["neutraal"]) is None, "it is a word of three scales"
    assert recognise_scale(["weet niet", ""]) is None


def test_a_scale_of_ones_own_comes_back_from_its_code():
    scale = own_scale(("Zeer goed", "Goed", "Matig", "Slecht"), 2)
    assert scale_of(scale.code) == scale
    assert scale.read("goed") == Answer("goed", 3)
    assert scale_of("cijfer10") is SCALES["cijfer10"]
    assert scale_of(None) is None


@pytest.mark.parametrize(("words", "top"), [(("goed",), 1), (("goed", "Goed "), 1), (("goed", "slecht"), 2)])
def test_a_scale_on_which_nothing_can_be_told_apart_is_none(words, top):
    with pytest.raises(ValueError, match="a scale has two"):
        own_scale(words, top)


def test_the_sides_of_a_scale_meet_in_the_middle():
    likert = SCALES["likert5_eens"]
    assert [likert.side(score) for score in (5, 4, 3, 2, 1)] == (
        ["favourable"] * 2 + ["neutral"] + ["unfavourable"] * 2
    )
    assert [SCALES["cijfer10"].side(score) for score in (8, 7.5, 5.5, 5)] == (
        ["favourable", "neutral", "neutral", "unfavourable"]
    )
    assert [SCALES["janee"].side(score) for score in (2, 1)] == ["favourable", "unfavourable"]


def test_in_a_recipe_a_half_grade_counts_as_the_grade_below_it():
    assert SCALES["cijfer10"].word("7,5") == "7"
    assert SCALES["cijfer10"].word("weet niet") == "geen antwoord"
    assert SCALES["cijfer10"].word("11") is None
