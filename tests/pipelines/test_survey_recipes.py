"""A survey is explained once, in a recipe that a person can read; the next wave asks only what is new."""

from __future__ import annotations

from pathlib import Path

import pytest
from real_files import cells_of, real, sheet
from small_surveys import HEADS, delivered, export, survey_facts
from small_town import Town

from pipelines import intake
from pipelines.errors import UsageProblem
from pipelines.recipes import parse_recipe
from pipelines.recipes.writing import draft_text, recipe_text
from pipelines.surveys.by_recipe import deliver
from pipelines.surveys.proposing import see
from schemas.vocabulary import DataSet, DeliveryState, QuestionKind, Selection, SurveyMode

FACTS = survey_facts()


def content(town: Town, delivery_id: str, **facts: str) -> intake.Content:
    seen = intake.survey_seen(town.home, delivery_id)
    assert seen is not None
    return seen.with_facts({**FACTS, **facts})


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


def test_an_export_that_nobody_explained_waits_for_what_is_known_of_the_wave(town: Town) -> None:
    first = delivered(town, "enquete.csv", export())
    assert (first.state, first.recognised) == (DeliveryState.UNMAPPED, "Herkend: uitvoer van LimeSurvey")
    assert first.delivery_id
    seen = intake.survey_seen(town.home, first.delivery_id)
    assert seen is not None
    assert (seen.tool, seen.respondents, seen.left_out["incomplete"]) == ("LimeSurvey", 19, 1)
    by_column = {item.column: item for item in seen.questions}
    assert by_column["E"].about == "provider"
    assert (by_column["F"].item, by_column["F"].scale) == ("wmo-2", "likert5_eens")
    assert (by_column["G"].item, by_column["G"].kind) == ("cijfer-ondersteuning", QuestionKind.GRADE)
    assert (by_column["H"].kind, by_column["H"].answers) == (None, ())  # free text is not shown here
    assert dict(by_column["I"].answers) == {"mooi": 9, "lelijk": 10} or dict(by_column["I"].answers) == {
        "mooi": 10,
        "lelijk": 9,
    }


def test_tried_saved_and_accepted_the_answers_are_stored_without_who_gave_them(town: Town) -> None:
    first = delivered(town, "enquete.csv", export())
    assert first.delivery_id
    trial = intake.try_recipe(town.home, first.delivery_id, content(town, first.delivery_id))
    assert trial.checked.errors == []
    made = intake.save_recipe(town.home, first.delivery_id, "clienten-limesurvey", text=trial.text, by="Anja")
    assert made.state is DeliveryState.WAITING and made.delivery_id
    assert made.checked.slots == [("berk", "2026-K1", "clientenquete")]
    intake.accept(town.home, made.delivery_id, by="Anja")
    frames = made.checked.frames
    assert len(frames["survey_respondent"]) == 19
    assert set(frames["survey_item"]["item"]) >= {"wmo-2", "cijfer-ondersteuning"}
    assert "10.0.0" not in "".join(frame.to_csv() for frame in frames.values())
    assert frames["survey_wave_count"]["invited"].tolist() == [40]


def test_the_next_wave_is_recognised_and_asks_only_what_differs(town: Town) -> None:
    first = delivered(town, "enquete.csv", export())
    assert first.delivery_id
    trial = intake.try_recipe(town.home, first.delivery_id, content(town, first.delivery_id))
    intake.save_recipe(town.home, first.delivery_id, "clienten-limesurvey", text=trial.text, by="Anja")
    second = delivered(town, "enquete2.csv", export(day="2026-04-06"))
    assert second.state is DeliveryState.UNMAPPED and second.delivery_id
    label, asks = intake.asked_of(town.home, second.delivery_id)
    assert label.startswith("Herkend: recept clienten-limesurvey")
    assert asks == {name: FACTS[name] for name in ("quarter", "starts_on", "ends_on", "invited", "undeliverable")}
    with pytest.raises(UsageProblem, match="aantal uitgenodigd"):
        intake.confirm(town.home, second.delivery_id, {"quarter": "2026-K2"}, by="Anja")
    told = {
        "quarter": "2026-K2",
        "starts_on": "2026-04-06",
        "ends_on": "2026-04-24",
        "invited": "50",
        "undeliverable": "0",
    }
    done = intake.confirm(town.home, second.delivery_id, told, by="Anja")
    assert done.state is DeliveryState.WAITING
    assert done.checked.slots == [("berk", "2026-K2", "clientenquete")]
    assert done.checked.frames["survey_wave"]["wave_id"].tolist() == ["clientenquete-2026-K2-allen"]


def test_on_the_command_line_propose_prints_a_recipe_and_deliver_takes_what_is_new(town: Town, tmp_path: Path) -> None:
    file, recipe = tmp_path / "enquete.csv", tmp_path / "wmo.toml"
    file.write_bytes(export())
    text = town.run("propose", file).out.split("\n\n", 1)[1]
    assert 'kind = ""  # wat voor meting' in text and 'item = "wmo-2"' in text
    with pytest.raises(UsageProblem, match="kind ontbreekt"):
        parse_recipe("wmo", text)
    for name in ("kind", "quarter", "mode", "selection"):
        text = text.replace(f'\n{name} = ""', f'\n{name} = "{FACTS[name]}"')
    recipe.write_text(text, encoding="utf-8")
    told = town.run("deliver", file, "--recipe", recipe, "--set", "quarter=2026-K2", "--accept")
    assert told.code == 0, told.out + told.err
    assert [row["state"] for row in intake.list_deliveries(town.home)][-1] == "accepted"


def test_a_question_that_changed_under_the_recipe_is_told_and_nothing_is_guessed(town: Town) -> None:
    cells = sheet(HEADS, *[line.split(";") for line in export().decode().split("\n")[1:]])
    seen = see(cells)
    assert seen is not None
    recipe = parse_recipe("x", recipe_text(seen.with_facts(FACTS), cells))
    other = sheet([*HEADS[:8], "V4. Hoe vindt u de website?"], *list(cells.sheets[0].rows(1)))
    found = deliver(recipe, other)
    assert found.export is None and [item.code for item in found.findings] == ["survey_other_question"]
    assert "Hoe vindt u de folder?" in found.findings[0].sentence


def test_choices_in_a_recipe_decide_item_scale_labels_and_what_is_left_out() -> None:
    cells = sheet(HEADS, *[line.split(";") for line in export().decode().split("\n")[1:]])
    text = draft_text(see(cells).content, cells)  # type: ignore[union-attr]
    for name in ("kind", "quarter", "mode", "selection"):
        text = text.replace(f'\n{name} = ""', f'\n{name} = "{FACTS[name]}"')
    text = text.replace('text = "Hoe vindt u de folder?"',
                        'text = "Hoe vindt u de folder?"\nscale = "janee"\nlabels = { mooi = "ja", lelijk = "nee" }')  # fmt: skip
    text = text.replace('text = "Wat kan er beter?"', 'text = "Wat kan er beter?"\nleave_out = true')
    found = deliver(parse_recipe("x", text), cells)
    assert found.export is not None
    assert (found.facts.kind, found.facts.mode, found.facts.selection) == (
        DataSet.CLIENT_SURVEY, SurveyMode.ONLINE, Selection.EVERYONE,
    )  # fmt: skip
    assert found.choices["I"].labels == {"mooi": "ja", "lelijk": "nee"} and found.choices["H"].leave_out
    assert "H" not in [item.letter for item in found.export.asked]
    assert found.choices["F"].question is not None and found.choices["F"].question.code == "wmo-2"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ('quarter = "ooit"', "survey.quarter"),
        ('mode = "per duif"', "survey.mode = per duif bestaat niet"),
        ('kind = "kwartaalmonitor"', "survey.kind = kwartaalmonitor bestaat niet"),
        ('invited = "veel"', "survey.invited is een heel getal"),
        ('starts_on = "1 mei"', "survey.starts_on is een datum"),
        ("geheim = 1", "onbekend onderdeel geheim"),
        ("[survey.columns]\nnaam = \"A\"", "onbekende kolom naam"),
        ('[[survey.question]]\ncolumn = "A"\nitem = "wmo-99"', "vraag wmo-99 bestaat niet"),
        ('[[survey.question]]\ncolumn = "A"\nscale = "sterren"', "schaal sterren bestaat niet"),
        ('weighting = "gewogen naar de bevolking"', "survey.margins ontbreekt"),
        ("[survey.margins]\nwijk = {}", "onbekend kenmerk wijk"),
        ('[survey.margins]\ndistrict = { Noord = "veel" }', "noemt groepen met een heel aantal"),
        ("[survey.margins]\ndistrict = { Noord = 700 }", "hoort bij weighting"),
    ],
)  # fmt: skip
def test_a_recipe_of_a_survey_says_what_is_wrong_with_it(said: str, words: str) -> None:
    facts = {name: f'{name} = "{text}"' for name, text in FACTS.items() if name != said.split(" ")[0]}
    text = 'title = "x"\n[survey]\ntool = "LimeSurvey"\n' + "\n".join([*facts.values(), said])
    with pytest.raises(UsageProblem, match=words.replace("[", r"\[")):
        parse_recipe("x", text)


def test_the_proposal_for_a_real_export_becomes_a_recipe_that_reads_it() -> None:
    cells = cells_of("A2_limesurvey_rse_nl_2017.csv")
    seen = see(cells)
    assert seen is not None
    recipe = parse_recipe("x", recipe_text(seen.with_facts(FACTS), cells))
    found = deliver(recipe, cells)
    assert found.export is not None and len(found.export.answers) == 77
    assert parse_recipe("y", recipe_text(recipe.content)).content == recipe.content


def test_a_coded_survey_with_its_code_book_becomes_a_recipe_and_no_unlisted_code_counts(
    town: Town, tmp_path: Path
) -> None:
    file, book = real("B1_sandiego_resident_survey_2015.csv"), real("B1_sandiego_dictionary.csv")
    text = town.run("propose", file, "--survey-row", "1", "--code-book", book).out.split("\n\n", 1)[1]
    for name, said in {**FACTS, "kind": "inwonerpanel", "selection": "steekproef"}.items():
        text = text.replace(f'\n{name} = ""', f'\n{name} = "{said}"')
    found = deliver(parse_recipe("sandiego", text), cells_of("B1_sandiego_resident_survey_2015.csv"))
    assert found.export is not None and len(found.export.answers) == 2477
    place = next(item for item in found.export.asked if item.letter == "B")
    assert place.text.endswith("As a place to live")
    assert (found.export.answers["B"] == "Don't Know").sum() == 21
    rent = next(item for item in found.export.asked if item.text == "Do you own or rent your home?")
    assert set(found.export.answers[rent.key]) == {"Own", "Rent", ""}
    assert set(found.export.about["sex"]) == {"Male", "Female", ""}
    assert found.export.about["district"].value_counts().to_dict()["9"] == 273
    told = [item for item in found.export.findings if item.code == "code_not_in_book"]
    assert len(told) == 10


def test_a_file_that_is_no_code_book_is_told(town: Town, tmp_path: Path) -> None:
    (tmp_path / "enquete.csv").write_bytes(export())
    told = town.run("propose", tmp_path / "enquete.csv", "--code-book", tmp_path / "enquete.csv")
    assert told.code != 0 and "geen codeboek" in told.err
