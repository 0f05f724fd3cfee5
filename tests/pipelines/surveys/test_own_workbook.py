"""Our own survey workbook read: long, wide and counted come to the same, and what is said twice or cannot be is told."""

from __future__ import annotations

import pytest
from small_exports import GOOD, GRADE, PROVIDERS
from small_workbook import WAVE, long, sheet, wave_sheet, workbook

from pipelines.reading.cells import FileCells
from pipelines.sources.survey_form import recognised
from pipelines.surveys.own_recipe import recipe_of_wave
from pipelines.surveys.own_survey import Surveyed, read_own


def read(cells: FileCells) -> Surveyed:
    return read_own(cells, {}, PROVIDERS)


def answers(found: Surveyed) -> list[tuple[int, str, str, str]]:
    rows = found.frames["survey_answer"].astype({"item": "str", "answer": "str", "missing": "str"})
    told = rows[["respondent", "item", "answer", "missing"]].fillna("")
    return sorted(told.itertuples(index=False, name=None))


WIDE = sheet("antwoorden breed", [["respondent", "aanbieder", GOOD, GRADE], ["7", "berk", "eens", "8"],
                                  ["9", "linde", "weet niet", "6,5"]])  # fmt: skip
LONG = long(["7", "berk", GOOD, "eens"], ["7", "berk", GRADE, "8"], ["9", "linde", GOOD, "weet niet"],
            ["9", "linde", GRADE, "6,5"])  # fmt: skip


def test_the_same_answers_long_and_wide_are_the_same_rows():
    assert answers(read(workbook(WIDE))) == answers(read(workbook(LONG)))
    assert answers(read(workbook(LONG))) == [
        (1, "cijfer-ondersteuning", "8", ""), (1, "wmo-6", "mee eens", ""),
        (2, "cijfer-ondersteuning", "6,5", ""), (2, "wmo-6", "", "dont_know"),
    ]  # fmt: skip


def test_the_number_of_a_respondent_in_the_file_is_not_kept():
    people = read(workbook(LONG)).frames["survey_respondent"]
    assert people["respondent"].tolist() == [1, 2]
    assert "7" not in people.drop(columns="row").astype("str").to_string()


def test_who_rates_two_providers_is_two_respondents():
    found = read(workbook(long(["1", "berk", GOOD, "eens"], ["1", "linde", GOOD, "oneens"])))
    assert found.frames["survey_respondent"]["provider_id"].tolist() == ["berk", "linde"]
    assert [slot[0] for slot in found.slots] == ["berk", "linde"]


def test_a_question_by_its_code_and_by_its_words_is_one_question():
    found = read(workbook(long(["1", "berk", "wmo-6", "eens"], ["2", "berk", GOOD, "oneens"])))
    assert found.frames["survey_item"]["item"].tolist() == ["wmo-6"]
    assert found.frames["survey_item"]["text"].tolist() == [GOOD]


def test_a_fault_in_the_long_form_is_pointed_at_in_its_own_row():
    found = read(workbook(long(["1", "berk", GOOD, "eens"], ["1", "berk", GRADE, "11"])))
    assert [(item.code, item.cell) for item in found.findings] == [("survey_grade", "D3")]


def test_a_question_of_ones_own_says_its_kind_scale_and_topic():
    questions = sheet("vragen", [["vraag", "tekst", "soort", "schaal", "gunstig", "onderwerp", "omgekeerd"],
                                 ["V1", "Hoe is de ruimte?", "antwoordschaal", "Top; Goed; Matig; Slecht", "2", "ruimte", ""],
                                 ["V2", "Wat doet u hier?", "meer keuzes", "", "", "", ""],
                                 ["V3", "Het is hier te druk", "antwoordschaal", "likert5_eens", "", "ruimte", "ja"]])  # fmt: skip
    rows = long(["1", "berk", "V1", "goed"], ["1", "berk", "V2", "eten"], ["1", "berk", "V2", "praten"],
                ["1", "berk", "V3", "helemaal mee eens"])  # fmt: skip
    found = read(workbook(rows, questions))
    items = found.frames["survey_item"].set_index("text")
    assert items.loc["Hoe is de ruimte?", "scale"] == "eigen 2: top; goed; matig; slecht"
    assert items.loc["Hoe is de ruimte?", "topic"] == "ruimte"
    assert items.loc["Wat doet u hier?", "kind"] == "multiple"
    said = found.frames["survey_answer"].astype({"item": "str"}).set_index("item")
    assert said.loc[items.loc["Hoe is de ruimte?", "item"], "score"] == 3
    assert said.loc[items.loc["Het is hier te druk", "item"], "score"] == 6 - 5


def test_counted_results_become_numbers_of_people():
    rows = sheet("uitkomsten", [["vraag", "aanbieder", "antwoord", "aantal", "aandeel", "n"],
                                [GOOD, "berk", "eens", "", "66,7", "30"], [GOOD, "berk", "oneens", "", "33,3", "30"],
                                [GOOD, "berk", "weet niet", "4", "", ""], ["wmo-1", "berk", "eens", "12", "", "12"]])  # fmt: skip
    found = read(workbook(rows))
    assert not found.findings
    counted = found.frames["survey_counted"]
    assert counted["number"].tolist() == [round(30 * 0.667), round(30 * 0.333), 4, 12]
    assert counted["missing"].fillna("").tolist() == ["", "", "dont_know", ""]
    assert counted["score"].tolist()[:2] == [4, 2]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([["eens", "", "60", "50"], ["oneens", "", "30", "50"]], "survey_shares"),
        ([["eens", "30", "", "50"], ["oneens", "10", "", "50"]], "survey_sum"),
        ([["eens", "", "60", ""]], "survey_share_without_n"),
        ([["eens", "", "", ""]], "survey_number_or_share"),
        ([["eens", "", "130", "50"]], "survey_share"),
        ([["eens", "30", "", "50"], ["oneens", "20", "", "51"]], "survey_n_differs"),
        ([["eens", "30", "", ""], ["eens", "20", "", ""]], "survey_twice"),
        ([["gaat wel", "30", "", ""], ["eens", "30", "", ""], ["oneens", "30", "", ""]], "survey_answer"),
    ],
)
def test_counts_that_cannot_be_right_are_told(rows: list[list[str]], code: str):
    heads = ["vraag", "aanbieder", "antwoord", "aantal", "aandeel", "n"]
    found = read(workbook(sheet("uitkomsten", [heads, *([GOOD, "berk", *row] for row in rows)])))
    assert code in [item.code for item in found.findings]


def test_an_open_answer_belongs_to_its_respondent_and_one_with_a_service_number_is_not_kept():
    opened = sheet("open antwoorden", [["respondent", "aanbieder", "open vraag", "open antwoord"],
                                       ["9", "linde", "Wat kan beter?", "De wachttijd"], ["7", "berk", "Wat kan beter?", "n.v.t."],
                                       ["7", "berk", "Wat kan beter?", "Mijn nummer is 111222333"]])  # fmt: skip
    kept = read(workbook(LONG, opened)).frames["survey_open_answer"]
    assert kept[["respondent", "provider_id", "text"]].to_numpy().tolist() == [[2, "linde", "De wachttijd"]]


def test_response_per_provider_stands_beside_that_of_the_wave():
    counts = sheet("respons per aanbieder", [["aanbieder", "populatie", "uitgenodigd", "onbestelbaar"], ["berk", "60", "40", "1"],
                                             ["bervk", "60", "40", "1"]])  # fmt: skip
    found = read(workbook(LONG, counts))
    kept = found.frames["survey_wave_count"]
    assert kept["provider_id"].fillna("").tolist() == ["", "berk"]
    assert kept["invited"].tolist() == [100, 40]
    assert [(item.code, item.detail) for item in found.findings] == [("unknown_provider", 'Bedoelt u "berk"?')]


def test_the_facts_of_a_wave_may_come_beside_the_file():
    recipe = recipe_of_wave({"soort": "partnerenquête", "kwartaal": "2025-K4", "methode": "op papier",
                             "werving": "steekproef", "tot": "15-11-2025"})  # fmt: skip
    assert recipe is not None and recipe.content.survey is not None
    found = read_own(FileCells("csv", (WIDE,)), recipe.content.survey.facts, PROVIDERS)
    wave = found.frames["survey_wave"].iloc[0]
    assert (wave["kind"], wave["wave_id"], str(wave["ends_on"])[:10]) == (
        "partnerenquete", "partnerenquete-2025-K4-allen", "2025-11-15"
    )  # fmt: skip
    assert recipe_of_wave({"period": "2025-K4"}) is None


def test_a_table_of_somebody_else_with_a_column_respondent_is_not_ours():
    table = sheet("blad1", [["respondent", "vraag 1"], ["1", "7"]])
    assert not recognised(FileCells("csv", (table,)))
    assert recognised(FileCells("csv", (WIDE,)))
    assert recognised(FileCells("xlsx", (wave_sheet(), table)))
    assert set(WAVE) >= {"meting", "soort"}
