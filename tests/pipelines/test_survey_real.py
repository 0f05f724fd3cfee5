"""A real survey of residents weighted to its districts, held against the same sums in plain pandas."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from real_files import cells_of, real
from small_surveys import survey_facts
from small_town import Town

from pipelines.recipes import parse_recipe
from pipelines.settings import Settings
from pipelines.surveys.by_recipe import deliver
from pipelines.surveys.slots import survey_slots
from pipelines.surveys.tables import surveys
from pipelines.surveys.understanding import understand
from pipelines.surveys.wave_facts import check_margins
from pipelines.warehouse import open_warehouse
from schemas.vocabulary import Weighting

NAME = "B1_sandiego_resident_survey_2015.csv"


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pd.DataFrame]:
    folder = tmp_path_factory.mktemp("sandiego")
    file, book = real(NAME), real("B1_sandiego_dictionary.csv")
    text = Town(folder).run("propose", file, "--survey-row", "1", "--code-book", book).out.split("\n\n", 1)[1]
    for name, said in {**survey_facts(), "kind": "inwonerpanel", "selection": "steekproef"}.items():
        text = text.replace(f'\n{name} = ""', f'\n{name} = "{said}"')
    text = text.replace('# weighting = ""', f'weighting = "{Weighting.RAKED.label}"').replace(
        "# [survey.margins]", "[survey.margins]"
    )
    # the code book has no words for the districts: nine that count alike
    text = text.replace(
        "# district = { groep = 0 }", "district = { " + ", ".join(f"{at} = 100" for at in range(1, 10)) + " }"
    )
    found = deliver(parse_recipe("sandiego", text), cells_of(NAME))
    assert found.export is not None
    facts = found.facts
    assert not check_margins(facts, understand(found.export, facts, found.choices).frames["survey_respondent"])
    frames = understand(found.export, facts, found.choices).frames
    slots = pd.DataFrame(survey_slots(frames, facts), columns=["provider_id", "quarter", "data_set"])
    with open_warehouse(folder / "werk.duckdb") as warehouse:
        warehouse.append(1, "L-1", frames)
        active = slots.assign(delivery_id="L-1", version=1)
        found = surveys(warehouse, active, Settings())
        assert surveys(warehouse, active, Settings()) is found  # not worked out twice
        assert surveys(warehouse, active, replace(Settings(), indicative_below_n=10)) is not found
        return found.tables


@pytest.fixture(scope="module")
def plain() -> pd.DataFrame:
    """The answers to the first question (9 is no answer) with the weights of nine equal districts."""
    rows = pd.read_csv(real(NAME), usecols=["Q1_1", "Q28"])
    rows = rows[rows["Q28"].notna()]
    share = rows["Q28"].map(rows["Q28"].value_counts(normalize=True))
    return rows.assign(weight=1 / rows["Q28"].nunique() / share)


def test_the_districts_count_alike_and_the_effective_number_is_told(
    tables: dict[str, pd.DataFrame], plain: pd.DataFrame
):
    response = tables["survey_response"].iloc[0]
    n_eff = plain["weight"].sum() ** 2 / (plain["weight"] ** 2).sum()
    assert response["completed"] == 2477
    assert response["n_eff"] == pytest.approx(n_eff)
    assert f"ongeveer {n_eff:.0f} willekeurige deelnemers" in response["sentence"]
    margins = tables["survey_margins"]
    assert len(margins) == plain["Q28"].nunique() == 9
    assert list(margins["share_weighted"]) == pytest.approx([100 / 9] * 9)
    assert margins.set_index("category")["respondents"]["9"] == 273


def test_nine_is_dont_know_and_no_answer(tables: dict[str, pd.DataFrame], plain: pd.DataFrame):
    rows = tables["survey_results"]
    rows = rows[rows["measure"].eq("agrees")]  # by the scale that the proposal read from the code book: 5 is the best
    items = tables["survey_items"].set_index("item")["text"]
    place = items[items.str.endswith("As a place to live")].index[0]
    whole = rows[rows["item"].eq(place) & rows["district"].isna()].set_index("weighted")
    valid = plain[plain["Q1_1"].between(1, 5)]
    everybody = pd.read_csv(real(NAME), usecols=["Q1_1"])["Q1_1"]
    assert whole.loc[False, "n"] == everybody.between(1, 5).sum()
    assert whole.loc[False, "value"] == pytest.approx(
        100 * everybody.isin([4, 5]).sum() / everybody.between(1, 5).sum()
    )
    expected = 100 * valid.loc[valid["Q1_1"] >= 4, "weight"].sum() / valid["weight"].sum()
    assert whole.loc[True, "value"] == pytest.approx(expected)


def test_each_district_has_its_own_result(tables: dict[str, pd.DataFrame]):
    rows = tables["survey_results"]
    assert rows["district"].nunique() == 9 and (rows["n"].dropna() >= 10).all()
