"""Real files of others: each opens to a table with facts that we counted by hand, or to one clear Dutch reason."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.findings import Finding
from pipelines.reading.cells import FileCells, Unreadable
from pipelines.reading.pool import ReadingPool

REAL = Path(os.environ.get("KWARTAALBEELD_REAL", Path(__file__).parents[2].parent / "shared" / "real"))
# file: (kind, rows, columns, cells by address from 0); the counts of SOURCES.md with the header rows added
TABLES: dict[str, tuple[str, int, int, dict[tuple[int, int], str]]] = {
    "A1_surveymonkey_starwars.csv": (
        "csv", 2 + 1186, 38,
        {(0, 0): "RespondentID", (1, 3): "Star Wars: Episode I  The Phantom Menace", (2, 2): "Yes"}),
    "A2_limesurvey_rse_nl_2017.csv": (
        "csv", 1 + 77, 131, {(0, 1): "socio1. In which country do you work?", (1, 1): "Netherlands"}),
    "A3_googleforms_rcommunity_2019_es.xlsx": (
        "xlsx", 1 + 338, 52, {(0, 0): "Timestamp", (1, 0): "2019-12-13 12:02:31.994000", (1, 1): "Inicial"}),
    "A4_qualtrics_three_header_rows.csv": (
        "csv", 3 + 1, 20, {(1, 0): "Anfangsdatum", (2, 0): '{"ImportId":"startDate"}', (3, 18): "Hello World!"}),
    "B1_sandiego_resident_survey_2015.csv": ("csv", 1 + 2477, 119, {(0, 1): "Q1_1", (1, 1): "5"}),
    "B1_sandiego_dictionary.csv": ("csv", 1 + 130, 3, {(1, 0): "Q1"}),
    "B2_cbs_bevolkingskernen_2011.csv": (
        "csv", 1 + 4 + 1 + 2169, 36, {(5, 1): "aantal", (6, 0): "Aadorp", (6, 1): "-", (2174, 0): "1 000 tot 2 000 inwoners"}),
    "B3_vng_burgerpeiling_2022.sav": (
        "sav", 2 + 1, 178, {(0, 1): "gemnr", (1, 1): "gemeentenummer (CBS-code)", (2, 0): "0"}),
    "C1_nza_ggz_wachttijden_2016_ruw.csv": ("csv", 1 + 2578, 32, {(0, 4): "NAAM", (1, 2): "24417607"}),
    "C1_nza_metadata.xlsx": ("xlsx", 14, 3, {(11, 1): "2017-05-19"}),
    "C2_nhs_ae_attendances_2016_2019.csv": ("csv", 1 + 12_765, 6, {(12_765, 0): "2018-04-01", (12_765, 3): "4388"}),
    "C3_nhs_fft_rolling_totals.xlsx": ("xlsx", 1 + 5, 16, {(1, 0): "Jan-24", (1, 10): "0,98", (5, 7): "40"}),
    "D1_sydney_contracts_2013.csv": ("csv", 1 + 86 + 2, 22, {(0, 2): "Tender Number", (1, 2): "1298"}),
    "D2_wakefield_spend_2018-19_Q2.csv": (
        "csv", 3 + 4_469 + 133, 17 + 6, {(2, 1): "Organisation Code", (3, 5): "Children´s and Education Services"}),
    "E1_nl_begrotingsanalyse_2011.csv": ("csv", 43, 20, {(5, 2): "Groningen", (8, 2): "208"}),
    "E2_uk_mha_provider_utf16le.csv": ("csv", 1 + 327, 19, {(1, 1): "Enfield PCT", (1, 4): "2"}),
    "E3_readxl_deaths.xlsx": ("xlsx", 4 + 1 + 10 + 4, 6, {(5, 0): "David Bowie", (5, 4): "1947-01-08"}),
    "E4_dates_1904.xlsx": ("xlsx", 3, 2, {(0, 0): "2021-01-01", (2, 0): "255:10:10", (2, 1): "17"}),
}  # fmt: skip


@pytest.fixture(scope="module")
def pool() -> Iterator[ReadingPool]:
    with ReadingPool(1) as pool:
        yield pool


def real(name: str) -> Path:
    path = REAL / name
    if not path.exists():
        pytest.skip(f"{path} is er niet; zet KWARTAALBEELD_REAL op de map met echte bestanden")
    return path


def read(pool: ReadingPool, name: str) -> FileCells:
    return pool.read(real(name))


@pytest.mark.parametrize("name", TABLES)
def test_a_real_file_opens_to_its_table(pool: ReadingPool, name: str):
    kind, height, width, known = TABLES[name]
    cells = read(pool, name)
    sheet = cells.sheets[0]
    assert (cells.kind, sheet.height, sheet.width) == (kind, height, width)
    assert {place: sheet.frame.iat[place] for place in known} == known


def test_the_only_real_file_with_a_password_says_so(pool: ReadingPool):
    with pytest.raises(Unreadable) as problem:
        read(pool, "E5_password_protected.xlsx")
    sentence = Finding(problem.value.code, detail=problem.value.detail).sentence
    assert sentence.startswith("Het bestand heeft een wachtwoord.")


def test_nine_of_the_ten_sheets_of_c3_are_empty(pool: ReadingPool):
    cells = read(pool, "C3_nhs_fft_rolling_totals.xlsx")
    assert [sheet.name for sheet in cells.sheets if sheet.height] == ["IP"]
    assert len(cells.sheets) == 10 and cells.filled is cells.sheets[0]


def test_the_merged_cells_of_e3_are_named(pool: ReadingPool):
    assert read(pool, "E3_readxl_deaths.xlsx").sheets[0].merged == ("B4:E4",)


def test_line_ends_within_quotes_of_d1_stay_in_their_cell(pool: ReadingPool):
    sheet = read(pool, "D1_sydney_contracts_2013.csv").sheets[0]
    assert "\r" in sheet.frame.iat[1, 0] and "Disclosure of Contract -- Class 2 Contract" in sheet.frame.iat[1, 0]


def test_thousands_commas_of_e2_are_not_touched(pool: ReadingPool):
    sheet = read(pool, "E2_uk_mha_provider_utf16le.csv").sheets[0]
    assert any(cell.strip() == "62,271" for row in sheet.rows() for cell in row)
