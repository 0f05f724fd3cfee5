"""The shipped recipes of this capability: what comes out of each real file equals a plain pandas reading of it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from real_files import FILES, RECIPES, cells_of, real, register_of, shipped
from small_town import kwartaalbeeld

from pipelines.checked import Checked
from pipelines.checking import check_cells
from pipelines.place import Home
from pipelines.publishing import published_values
from pipelines.recipes import load_recipes, parse_recipe
from pipelines.recipes.writing import recipe_text
from pipelines.recognition import fits, recognise

TODAY = pd.Timestamp("2026-11-25")


@cache
def checked(name: str) -> tuple[Checked, pd.DataFrame]:
    found = check_cells(cells_of(FILES[name]), shipped(name), register_of(), today=TODAY)
    assert found.errors == [], [item.sentence for item in found.errors][:3]
    return found, found.frames["reference_figure"]


def long(frame: pd.DataFrame, keys: list[str]) -> dict[tuple[str, ...], float]:
    """Every figure by its key; a key that stands there twice would be lost, so it must not."""
    assert not frame.duplicated(keys).any()
    return dict(zip(frame[keys].itertuples(index=False, name=None), frame["value"], strict=True))


# --- CBS: population per place x age band x household


@pytest.fixture(scope="module")
def places() -> pd.DataFrame:
    """Row 7 and further, with the three rows of headings joined, as a plain reading sees them."""
    raw = pd.read_csv(real(FILES["cbs-bevolkingskernen-2011"]), sep=";", encoding="cp1252", header=None, skiprows=2,
                      dtype=str)  # fmt: skip
    heads = raw.iloc[:3].T
    names = [" · ".join(dict.fromkeys(parts)) for parts in heads.itertuples(index=False, name=None)]
    return raw.iloc[4:].set_axis(names, axis=1)


def test_every_figure_of_the_cbs_equals_a_plain_reading(places: pd.DataFrame):
    _, figures = checked("cbs-bevolkingskernen-2011")
    body = places[~places["Onderwerpen"].str.contains("inwoners")]
    body = body[~body["Onderwerpen"].duplicated(keep=False)]
    melted = body.melt("Onderwerpen", list(body.columns[1:34]))
    theirs = {
        (place, group): 0.0 if text == "-" else float(text)
        for place, group, text in melted.itertuples(index=False, name=None)
    }
    assert long(figures, ["area", "subgroup"]) == theirs
    assert len(figures) == 33 * len(body)
    assert figures[["subject", "period", "unit", "source"]].drop_duplicates().to_numpy().tolist() == [
        ["inwoners", "2011", "personen", "CBS StatLine, Bevolkingskernen"]
    ]


def test_every_row_of_the_cbs_is_kept_or_left_out_with_a_reason(places: pd.DataFrame):
    found, figures = checked("cbs-bevolkingskernen-2011")
    classes = places["Onderwerpen"].str.contains("inwoners").sum()
    twice = places["Onderwerpen"].duplicated(keep=False).sum()
    assert found.rows_read == len(places) == 2169
    assert found.rows_skipped == classes + twice
    assert found.rows_measured == figures["row"].nunique() == 2169 - classes - twice
    reasons = {item.row for item in found.findings}
    assert len(reasons) == found.rows_skipped


def test_a_figure_of_the_cbs_names_its_cell():
    _, figures = checked("cbs-bevolkingskernen-2011")
    found = figures[
        (figures["area"] == "Aalsmeer") & figures["subgroup"].str.endswith("particuliere huishoudens · Totaal")
    ]
    assert found[["value", "row", "value_cell"]].to_numpy().tolist() == [[10265.0, 10, "C10"]]


# --- Begrotingsanalyse: clusters x provinces


def test_every_figure_of_the_budgets_equals_a_plain_reading():
    found, figures = checked("begrotingsanalyse-2011")
    raw = pd.read_csv(real(FILES["begrotingsanalyse-2011"]), header=None, dtype=str, encoding="cp1252",
                      keep_default_na=False, skip_blank_lines=False)  # fmt: skip
    provinces, body = raw.iloc[5, 2:14].str.strip(), raw.iloc[7:]
    theirs = {}
    for row in body.itertuples(index=False, name=None):
        for province, text in zip(provinces, row[2:14], strict=True):
            if digits := re.sub(r"[^\d-]", "", text):
                theirs[(f"{row[0]} {row[1].strip()}", province)] = float(digits)
    assert long(figures, ["subject", "area"]) == theirs
    assert theirs[("30 Totaal", "Groningen")] == -1414
    assert theirs[("34 Aantal inwoners", "Drenthe")] == 491524
    assert found.rows_read == found.rows_skipped + figures["row"].nunique() == len(body)
    units = figures.groupby("unit")["row"].nunique().to_dict()
    assert units == {"inwoners": 1, "gemeenten": 1, "euro per inwoner": figures["row"].nunique() - 2}


# --- Mental Health Act: counts per organisation


def test_every_count_of_the_mental_health_act_equals_a_plain_reading():
    found, figures = checked("nhs-mha-2011")
    raw = pd.read_csv(real(FILES["nhs-mha-2011"]), encoding="utf-16", thousands=",", skipinitialspace=True)
    raw["area"] = raw["Organisation_code"].str.strip() + " " + raw["Organisation_name"].str.split().str.join(" ")
    melted = raw.melt("area", list(raw.columns[4:19]))
    theirs = {(area, subject): float(value) for area, subject, value in melted.itertuples(index=False, name=None)}
    assert long(figures, ["area", "subject"]) == theirs
    assert (found.rows_read, found.rows_skipped) == (len(raw), 0)
    assert theirs[("RA2 Royal Surrey County Hospital NHS Foundation Trust", "Total_informal_admissions")] == 62271
    assert set(figures["period"]) == {"2010-11"}  # a year of reporting, not November


def test_in_the_mental_health_act_formal_admissions_are_the_sum_of_their_kinds():
    _, figures = checked("nhs-mha-2011")
    wide = figures.pivot(index="area", columns="subject", values="value")
    kinds = ["Part_II_patients", "Court_and_prison_disposal_patients", "Previous_legislation_and_other_acts"]
    assert (wide[kinds].sum(axis=1) == wide["Total_formal_admissions_excluding_place_of_safety_detentions"]).all()


# --- Friends and Family Test: monthly shares


def test_every_month_of_the_friends_and_family_test_equals_a_plain_reading(tmp_path: Path):
    home = Home(tmp_path)
    assert kwartaalbeeld("init", "--home", home.root).code == 0
    answer = kwartaalbeeld("deliver", real(FILES["nhs-fft"]), "--recipe", str(RECIPES / "nhs-fft.toml"), "--accept",
                           "--json", "--home", home.root)  # fmt: skip
    assert answer.code == 0, answer.err
    assert (answer.json[0]["rows_read"], answer.json[0]["rows_skipped"]) == (5, 0)
    assert kwartaalbeeld("publish", "--home", home.root).code == 0
    values = published_values(home, indicator="TEV-2")
    months = values[(values["period_kind"] == "month") & values["denominator"].notna()].set_index("period")
    raw = pd.read_excel(real(FILES["nhs-fft"]), sheet_name="IP", engine="openpyxl")
    raw.index = pd.to_datetime(raw["FFT Period"], format="%b-%y").dt.strftime("%Y-%m")
    responses, share = raw["Monthly total responses"], raw["Monthly total percentage positive"]
    assert months["denominator"].to_dict() == responses.astype(float).to_dict()
    assert months["numerator"].to_dict() == (responses * share).round().to_dict()
    assert ((months["value"] / 100 - share).abs() < 0.5 / responses).all()


# --- fingerprints


@pytest.mark.parametrize("name", FILES)
def test_every_shipped_recipe_recognises_its_own_file_and_no_other(name: str):
    recipes, problems = load_recipes([RECIPES])
    assert problems == []
    assert {recipe.name for recipe in recipes} == set(FILES)
    found = recognise(cells_of(FILES[name]), recipes)
    assert (found.kind, found.name, found.known) == ("recipe", name, True)
    assert [recipe.name for recipe in recipes if fits(recipe, cells_of(FILES[name]))] == [name]


def test_the_shipped_recipes_are_what_the_mapping_can_write():
    for name in FILES:
        recipe = shipped(name)
        again = parse_recipe(name, recipe_text(recipe.content, cells_of(FILES[name])))
        assert again.content == recipe.content
