"""Volunteers and case lists in somebody's own layout: a recipe says where each column of our form stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_cases import number
from small_town import Town

from pipelines.errors import UsageProblem
from pipelines.recipes import parse_recipe

POOL = """
title = "Vrijwilligers van De Berk"
data_set = "vrijwilligers"
[file]
header_row = 2
[columns]
period = "Periode"
stock_begin = "Stand 1e dag"
recruited = "Erbij"
returned = { column = "Terug", words = { "geen" = "0" } }
departed = "Eraf"
stock_end = "Stand laatste dag"
[constants]
provider_id = "berk"
sub_agreement_id = "D-3"
"""
CASES = """
title = "Aanvragen van De Berk"
data_set = "zakenlijst"
[columns]
case_number = "kenmerk"
requested_on = "binnen"
started_on = "start"
ended_on = "klaar"
end_reason = { column = "waarom", words = { "teruggetrokken" = "ingetrokken" } }
[constants]
provider_id = "berk"
sub_agreement_id = "D-3"
quarter = "2026-K1"
[recognise]
ask = ["quarter"]
"""


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


def recipe(town: Town, name: str, text: str) -> Path:
    path = town.home.root / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def pool(*rows: str) -> str:
    return "\n".join(
        ["Overzicht vrijwilligers;;;;;;", "Periode;Stand 1e dag;Erbij;Terug;Eraf;Stand laatste dag;Opmerking", *rows]
    )


def test_a_pool_in_its_own_layout_counts_and_leads_back_to_its_own_cells(town: Town) -> None:
    file = town.write("pool.csv", pool("2026-Q1;40;6;geen;4;42;mooi kwartaal"))
    answer = town.run("deliver", file, "--recipe", recipe(town, "pool", POOL), "--accept", "--json")
    assert (answer.code, answer.json[0]["state"]) == (0, "accepted"), answer
    values = town.publish().set_index(["indicator", "quarter"])
    assert values.loc[("WED-2", "2026-K1"), "value"].max() == 6 - 4
    cells = town.table("delivered_cells")
    assert {"B3", "F3"} <= set("; ".join(cells["value_cell"].dropna()).split("; "))
    assert town.run("rebuild").code == 0
    assert town.run("verify").code == 0


def test_a_pool_that_does_not_add_up_is_told_at_the_senders_own_cell(town: Town) -> None:
    file = town.write("pool.csv", pool("2026-Q1;40;6;0;4;50;"))
    answer = town.run("check", file, "--recipe", recipe(town, "pool", POOL))
    assert answer.code == 3, answer
    assert "F3" in answer.out and "Stand laatste dag" in answer.out


def test_a_case_list_in_its_own_layout_counts(town: Town) -> None:
    rows = [f"{number(at)};{1 + at}-1-2026;{11 + at}-1-2026;;" for at in range(12)]
    rows += [f"{number('weg')};3-2-2026;;10-2-2026;teruggetrokken"]
    file = town.write("zaken.csv", "\n".join(["kenmerk;binnen;start;klaar;waarom", *rows]))
    written = recipe(town, "zaken", CASES)
    answer = town.run("deliver", file, "--recipe", written, "--set", "quarter=2026-K1", "--accept", "--json")
    assert (answer.code, answer.json[0]["state"]) == (0, "accepted"), answer
    values = town.publish().set_index(["indicator", "quarter"])
    assert values.loc[("TER-11", "2026-K1"), "value"].max() == 10
    assert town.run("rebuild").code == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (POOL.replace('departed = "Eraf"\n', ""), "ontbreekt departed"),
        (POOL.replace("stock_end =", "eindstand ="), "onbekende kolom eindstand"),
        (POOL + '[[measure]]\nindicator = "BER-1"\nvalue = "Erbij"\n', "geen measure"),
        (POOL.replace("vrijwilligers\"", "vrijwillers\""), "bestaat niet"),
    ],
)  # fmt: skip
def test_a_recipe_that_would_fail_says_what_is_wrong(text: str, said: str) -> None:
    with pytest.raises(UsageProblem, match=said):
        parse_recipe("proef", text)
