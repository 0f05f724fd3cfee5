"""A mapping becomes TOML, TOML a recipe, and the recipe the right rows; surveys against plain pandas."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest
from real_files import cells_of, real, recipe_of, sheet

from pipelines.errors import UsageProblem
from pipelines.recipes import apply, rows_kept
from pipelines.recipes.declaration import (
    Answers,
    Content,
    Formula,
    Layout,
    LeaveOut,
    Measure,
    Source,
    Totals,
    Unpivot,
)
from pipelines.recipes.writing import for_file, recipe_text
from pipelines.recognition import recognise
from schemas.scales import NO_ANSWER
from schemas.vocabulary import DataSet, Severity

SMALL = Content(
    title="Instroom van De Ark",
    columns={"provider_name": Source(("instelling",)), "period": Source(("maand",))},
    measures=(Measure("BER-5", {"value": Formula(("nieuw",))}),),
)
EVERYTHING = Content(
    title='Alles "tegelijk" \\ met tekens: é €',
    layout=Layout(sheet="Blad 1", header_rows=(2, 3), first_row=5, leave_out_rows=(6,), fill_headings=False, decimal=".",
                  thousands=",", missing=frozenset({"nb", "99"}), zero=frozenset({"nihil"}), encoding="cp1252",
                  separator=";"),
    columns={
        "provider_name": Source(("instelling",), words={"ARK bv": "De Ark"}, otherwise="overig"),
        "sub_agreement_id": Source(("contract", "perceel"), join="-", empty="geen"),
        "note": Source(("opmerking", "toelichting")),
    },
    constants={"period": "2025-K4"},
    period_is="quarter_of_date",
    measures=(
        Measure("TER-2", {"numerator": Formula(("a",), ("b",)), "denominator": Formula(("a", "c"), times=2.0)},
                rows_add_up=True, note="a - b"),
        Measure("BER-5", {"value": Formula(multiply=("a", "b"), round=True)}),
        Measure("TEV-2", answers="Vraag 1. Eens?"),
    ),
    answers=(Answers("Vraag 1. Eens?", "janee", {"Jazeker!": "ja", "?": NO_ANSWER}),),
    leaves_out=(LeaveOut("instelling", ("Subtotaal",), ("bron:",), ("gemiddeld",), True, "geen cijfer"),),
    totals=Totals("instelling", "Totaal", Severity.WARNING, ("a",)),
    registers_unknown=True,
    skip=frozenset({"missing_value", "bad_period"}),
    fingerprints=("0123456789abcdef",),
)  # fmt: skip


def test_what_the_mapping_holds_comes_back_from_its_text_to_the_letter():
    assert recipe_of(recipe_text(EVERYTHING)).content == EVERYTHING
    assert recipe_of(recipe_text(SMALL)).content == SMALL


def test_wide_to_long_kengetallen_come_back_from_their_text():
    content = Content(
        title="Inwoners",
        data_set=DataSet.REFERENCE,
        unpivot=Unpivot("jaar", "aantal", first="2023", last="2024"),
        columns={"area": Source(("wijk",)), "period": Source(("jaar",)), "value": Source(("aantal",))},
        constants={"subject": "inwoners", "unit": "personen", "source": "eigen telling"},
    )
    cells = sheet(["wijk", "2023", "2024"], ["Noord", "10", "12"], ["Zuid", "7", "5"])
    recipe = recipe_of(recipe_text(content, cells))
    found = apply(recipe, cells).frame[["area", "period", "value", "value_cell"]].to_numpy().tolist()
    assert found == [["Noord", "2023", 10, "B2"], ["Noord", "2024", 12, "C2"], ["Zuid", "2023", 7, "B3"],
                     ["Zuid", "2024", 5, "C3"]]  # fmt: skip


def test_a_mapping_for_a_file_gives_its_rows_and_recognises_next_quarter():
    cells = sheet(["instelling", "maand", "nieuw"], ["Ark", "2025-10", "3"])
    recipe = recipe_of(recipe_text(SMALL, cells))
    assert apply(recipe, cells).frame[["provider_name", "period", "value"]].to_numpy().tolist() == [
        ["Ark", "2025-10", 3]
    ]
    later = sheet(["Instelling", "maand", "nieuw"], ["Ark", "2026-01", "5"], ["Bij", "2026-01", "6"])
    assert recognise(later, [recipe]).name == "proef"
    assert recognise(sheet(["instelling", "maand", "weg"], ["Ark", "2026-01", "5"]), [recipe]).kind == "unknown"


def test_a_remembered_recipe_asks_again_for_what_may_differ_per_file():
    cells = sheet(["nieuw"], ["3"])
    content = dataclasses.replace(SMALL, columns={}, constants={"provider_name": "De Ark", "period": "2025-K3"})
    recipe = recipe_of(recipe_text(content, cells))
    assert recognise(cells, [recipe]).asks == {"provider_name": "De Ark", "period": "2025-K3"}
    later = for_file(recipe, {"period": "2025-K4"})
    assert apply(later, cells).frame[["provider_name", "period", "value"]].to_numpy().tolist() == [
        ["De Ark", "2025-K4", 3]
    ]
    assert recipe_of(later.text).content == later.content
    assert for_file(recipe, {"period": "2025-K3"}) is recipe
    sure = recipe_of(recipe_text(dataclasses.replace(content, ask=()), cells))
    assert recognise(cells, [sure]).asks == {}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"columns": {"period": Source(("maand",))}}, "minstens de aanbieder en de periode"),
        ({"measures": ()}, "minstens één measure"),
        ({"title": " "}, "niet leeg"),
        ({"columns": {**SMALL.columns, "note": Source(("weg",))}}, "staan niet in het bestand: weg"),
        ({"layout": Layout(header_rows=(1,), first_row=9)}, "onder de opschriften niets"),
        ({"unpivot": Unpivot("x", "y", ("maand", "kwijt"))}, "kwijt"),
    ],
)
def test_an_unfinished_mapping_says_what_is_missing(change: dict, said: str):
    cells = sheet(["instelling", "maand", "nieuw"], ["Ark", "2025-10", "3"])
    with pytest.raises(UsageProblem) as problem:
        recipe_text(dataclasses.replace(SMALL, **change), cells)
    assert said in str(problem.value)


def test_the_text_can_be_read_by_a_person():
    text = recipe_text(SMALL, sheet(["instelling", "maand", "nieuw"], ["Ark", "2025-10", "3"]))
    assert text.startswith('title = "Instroom van De Ark"\n')
    assert "# een bestand met deze opschriften gaat vanzelf met dit recept\n[recognise]\n" in text
    assert '[[measure]]\nindicator = "BER-5"\nvalue = "nieuw"\n' in text


# --- real surveys

QUESTION = (
    "Please state whether you view the following characters favorably, unfavorably, or are unfamiliar with him/her."
)
FAVOUR = {
    "Very favorably": "zeer tevreden",
    "Somewhat favorably": "tevreden",
    "Neither favorably nor unfavorably (neutral)": "niet tevreden, niet ontevreden",
    "Somewhat unfavorably": "ontevreden",
    "Very unfavorably": "zeer ontevreden",
    "Unfamiliar (N/A)": NO_ANSWER,
}


def test_a_survey_of_surveymonkey_gives_the_shares_of_a_plain_count():
    name = "A1_surveymonkey_starwars.csv"
    cells, column, region = cells_of(name), f"{QUESTION} · Han Solo", "Location (Census Region) · Response"
    found = recognise(cells, [])
    assert (found.name, found.header_rows, found.first_row) == ("SurveyMonkey", (1, 2), 3)
    content = Content(
        title="Star Wars",
        layout=Layout(header_rows=found.header_rows, first_row=found.first_row),
        columns={"breakdown_value": Source((region,), join="", empty="onbekend")},
        constants={"provider_name": "Millennium Falcon", "period": "2014-K3", "breakdown": "locatie"},
        answers=(Answers(column, "likert5_tevreden", FAVOUR),),
        measures=(Measure("TEV-2", answers=column),),
    )
    tidy = apply(recipe_of(recipe_text(content, cells)), cells)
    assert tidy.findings == [] or {item.code for item in tidy.findings} == {"many_missing_answers"}
    raw = pd.read_csv(real(name), encoding="cp1252", header=None, skiprows=2, dtype=str, keep_default_na=False)
    answers, regions = raw[15], raw[37].where(raw[37] != "", "onbekend")
    valid = answers.isin(list(FAVOUR)[:5]).groupby(regions).sum()
    agree = answers.isin(["Very favorably", "Somewhat favorably"]).groupby(regions).sum()
    mine = tidy.frame.set_index("breakdown_value")
    assert mine["denominator"].astype(int).to_dict() == valid[valid > 0].to_dict()
    assert mine["numerator"].astype(int).to_dict() == agree[valid > 0].to_dict()
    assert (tidy.rows_read, rows_kept(tidy)) == (len(raw), len(raw))
    assert valid.sum() == answers.isin(list(FAVOUR)[:5]).sum() > 800


def test_a_survey_of_google_forms_gives_the_shares_per_quarter_of_a_plain_count():
    name, column = "A3_googleforms_rcommunity_2019_es.xlsx", "¿Utilizas paquetes tidyverse cuando usa R ahora?"
    labels = {"Generalmente": "(bijna) altijd", "De vez en cuando": "vaak", "Raramente": "soms", "Nunca": "(bijna) nooit",
              "No sé qué es el paquete tidyverse": NO_ANSWER}  # fmt: skip
    content = Content(
        title="R in het Spaans",
        columns={"period": Source(("Timestamp",))},
        constants={"provider_name": "R"},
        period_is="quarter_of_date",
        answers=(Answers(column, "freq4", labels),),
        measures=(Measure("TEV-2", answers=column),),
    )
    cells = cells_of(name)
    tidy = apply(recipe_of(recipe_text(content, cells)), cells)
    raw = pd.read_excel(real(name), engine="openpyxl")
    when = raw["Timestamp"].dt.year.astype(str) + "-K" + raw["Timestamp"].dt.quarter.astype(str)
    said = raw[column].str.strip()
    valid = said.isin(["Generalmente", "De vez en cuando", "Raramente", "Nunca"]).groupby(when).sum()
    agree = said.isin(["Generalmente", "De vez en cuando"]).groupby(when).sum()
    mine = tidy.frame.set_index("period")
    assert mine["denominator"].astype(int).to_dict() == valid[valid > 0].to_dict()
    assert mine["numerator"].astype(int).to_dict() == agree[valid > 0].to_dict()
    assert tidy.rows_read == len(raw) == 338
