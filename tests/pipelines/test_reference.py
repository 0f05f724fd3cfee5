"""Kengetallen: our own form and foreign files, checked, stored and read again."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from real_files import RECIPES, real, register_of, sheet
from small_town import Town, kwartaalbeeld

from pipelines.checking import check_cells, tidy_accepted
from pipelines.place import Home
from schemas.reference import REFERENCE

HEAD = [item.header for item in REFERENCE.fields]
ROW = ["inwoners", "Noord", "0 tot 15 jaar", "2024", "1.250,5", "personen", "CBS"]
TODAY = pd.Timestamp("2026-11-25")


def checked(*rows: list[str]):
    return check_cells(sheet(["Inwoners"], HEAD, *rows), None, register_of(), today=TODAY)


def row(**changes: str) -> list[str]:
    return [changes.get(item.name, cell) for item, cell in zip(REFERENCE.fields, ROW, strict=True)]


def test_our_own_form_gives_figures_and_a_slot_per_source_and_period():
    found = checked(ROW, row(subgroup=""), row(period="2023"), row(source="x" * 100))
    assert (found.data_set, found.errors) == ("kengetallen", [])
    assert found.slots == [
        ("*", "CBS 2023", "kengetallen"),
        ("*", "CBS 2024", "kengetallen"),
        ("*", "x" * 80, "kengetallen"),
    ]
    figures = found.frames["reference_figure"]
    assert figures["value"].tolist() == [1250.5] * 4
    assert figures["value_cell"].tolist() == ["E3", "E4", "E5", "E6"]
    assert figures["subgroup"].isna().tolist() == [False, True, False, False]
    assert (found.rows_read, found.rows_skipped, found.rows_to_store) == (4, 0, 4)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"value": "veel"}, "not_a_number"),
        ({"value": ""}, "required"),
        ({"value": "<5"}, "bound_not_allowed"),
        ({"value": "1.234"}, "ambiguous_number"),
        ({"area": ""}, "required"),
        ({"source": ""}, "required"),
    ],
)
def test_a_figure_that_is_none_is_a_finding_at_its_cell(changes: dict[str, str], code: str):
    found = checked(row(**changes))
    assert [item.code for item in found.errors] == [code]
    assert found.errors[0].row == 3 and found.errors[0].cell


def test_the_same_figure_twice_is_a_finding_that_names_the_first():
    found = checked(ROW, row(value="7"))
    assert [(item.code, item.row, item.detail) for item in found.errors] == [("duplicate_figure", 4, "3")]
    assert checked(ROW, row(subgroup=""), row(area="Zuid")).errors == []


def test_what_was_accepted_is_read_again_to_the_same_rows():
    cells = sheet(["Inwoners"], HEAD, ROW, row(area="Zuid"))
    first = check_cells(cells, None, register_of(), today=TODAY).frames["reference_figure"]
    pd.testing.assert_frame_equal(tidy_accepted(cells, None, register_of())["reference_figure"], first)


def test_kengetallen_are_stored_and_survive_a_rebuild(tmp_path: Path):
    home = Home(tmp_path)
    assert kwartaalbeeld("init", "--home", home.root).code == 0
    answer = kwartaalbeeld("deliver", real("E2_uk_mha_provider_utf16le.csv"), "--recipe", RECIPES / "nhs-mha-2011.toml",
                           "--accept", "--json", "--home", home.root)  # fmt: skip
    assert answer.code == 0, answer.err
    assert answer.json[0]["state"] == "accepted"
    assert kwartaalbeeld("verify", "--home", home.root).code == 0
    assert kwartaalbeeld("rebuild", "--home", home.root).code == 0
    assert kwartaalbeeld("verify", "--home", home.root).code == 0


def test_kengetallen_beside_a_register_change_nothing_in_it(tmp_path: Path):
    town = Town(tmp_path / "dorp")
    text = ";".join(HEAD) + "\n" + ";".join(ROW) + "\n"
    answer = town.run("deliver", town.write("inwoners.csv", text), "--accept", "--json")
    assert (answer.code, answer.json[0]["data_set"]) == (0, "kengetallen")
    assert town.run("verify").code == 0
