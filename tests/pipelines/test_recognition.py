"""What a file is: our template with its version, kengetallen, a survey tool's layout, or unknown."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from real_files import cells_of, sheet

from pipelines.reading.cells import FileCells, SheetCells
from pipelines.reading.pool import ReadingPool
from pipelines.recognition import recognise
from pipelines.templates import TEMPLATE_VERSION, monitoring_rows, write_monitoring, write_register
from schemas.monitoring import MONITORING
from schemas.quarter import Quarter
from schemas.reference import REFERENCE

HEADERS = [item.header for item in MONITORING.fields]
NEWEST = TEMPLATE_VERSION.rsplit(" ", 1)[-1]


def read(path: Path) -> FileCells:
    with ReadingPool(1) as pool:
        return pool.read(path)


def test_our_own_template_is_recognised_with_its_version(tmp_path: Path):
    rows = monitoring_rows(pd.DataFrame({"provider_id": ["a"], "sub_agreement_id": ["D-1"]}), Quarter(2025, 4))
    write_monitoring(tmp_path / "a.xlsx", rows, provider="A", municipality="B", quarter=Quarter(2025, 4), due_on=None)
    found = recognise(read(tmp_path / "a.xlsx"), [])
    assert (found.kind, found.version, found.known) == ("monitoring", NEWEST, True)
    assert found.label == f"Herkend: ons sjabloon, versie {NEWEST}"


def test_our_own_register_is_recognised(tmp_path: Path):
    write_register(tmp_path / "r.xlsx", {})
    found = recognise(read(tmp_path / "r.xlsx"), [])
    assert (found.kind, found.label) == ("register", "Herkend: stamgegevens")


@pytest.mark.parametrize(("version", "said"), [(0, "Er is een nieuwere"), (999, "nieuwer dan dit programma")])
def test_an_older_and_a_newer_template_are_told(version: int, said: str):
    found = recognise(sheet(["Kwartaalmonitor"], [f"sjabloon kwartaalmonitor {version}"], HEADERS, ["a"]), [])
    assert (found.kind, found.version) == ("monitoring", str(version))
    assert said in found.label


def test_our_columns_without_a_version_are_recognised_too():
    found = recognise(sheet(HEADERS, ["a"]), [])
    assert (found.kind, found.version, found.label) == ("monitoring", None, "Herkend: ons sjabloon, zonder versie")


def test_kengetallen_are_not_taken_for_the_monitor():
    found = recognise(sheet(["Inwoners van Kleindorp"], [item.header for item in REFERENCE.fields], ["a"]), [])
    assert (found.kind, found.header_rows, found.label) == ("reference", (2,), "Herkend: kengetallen")


@pytest.mark.parametrize(
    ("name", "tool", "headers", "first"),
    [
        ("A1_surveymonkey_starwars.csv", "SurveyMonkey", (1, 2), 3),
        ("A2_limesurvey_rse_nl_2017.csv", "LimeSurvey", (1,), 2),
        ("A3_googleforms_rcommunity_2019_es.xlsx", "Google Forms", (1,), 2),
        ("A4_qualtrics_three_header_rows.csv", "Qualtrics", (1, 2), 4),
    ],
)
def test_the_export_of_a_survey_tool_is_recognised_with_its_rows_of_headings(
    name: str, tool: str, headers: tuple[int, ...], first: int
):
    found = recognise(cells_of(name), [])
    assert (found.kind, found.name, found.header_rows, found.first_row) == ("export", tool, headers, first)
    assert (found.label, found.known) == (f"Herkend: uitvoer van {tool}", False)


def test_the_national_resident_survey_is_recognised():
    found = recognise(cells_of("B3_vng_burgerpeiling_2022.sav"), [])
    assert (found.kind, found.name) == ("export", "de VNG Burgerpeiling (SPSS)")


@pytest.mark.parametrize(
    "headers",
    [["ID", "Start time", "Completion time", "Email", "Vraag"], ["Id", "Begintijd", "Tijd van voltooien", "Vraag"]],
)
def test_microsoft_forms_is_recognised_in_two_languages(headers: list[str]):
    assert recognise(sheet(headers, ["1"], kind="xlsx"), []).name == "Microsoft Forms"


@pytest.mark.parametrize("name", ["B1_sandiego_resident_survey_2015.csv", "D1_sydney_contracts_2013.csv",
                                  "D2_wakefield_spend_2018-19_Q2.csv", "E3_readxl_deaths.xlsx"])  # fmt: skip
def test_what_nobody_knows_is_unknown_and_says_what_to_do(name: str):
    found = recognise(cells_of(name), [])
    assert (found.kind, found.known) == ("unknown", False)
    assert "wijs aan" in found.label


def test_a_file_with_nothing_in_it_is_unknown():
    assert recognise(FileCells("xlsx", (SheetCells.of("Blad1", []),)), []).kind == "unknown"
    assert recognise(FileCells("xlsx", ()), []).kind == "unknown"
