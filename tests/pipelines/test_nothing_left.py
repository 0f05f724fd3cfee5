"""Rows that a recipe leaves out are counted with their reason; a file of which nothing is left is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines import intake
from pipelines.skipping import told
from tests.pipelines.small_town import Town

TOP = 'title = "Lijst"\n[columns]\nprovider_name = "instelling"\nperiod = "maand"\n'
MEASURE = '[[measure]]\nindicator = "BER-5"\nvalue = "nieuw"\n'
KENGETALLEN = (
    'title = "Lijst"\ndata_set = "kengetallen"\n[columns]\narea = "instelling"\nperiod = "maand"\nvalue = "nieuw"\n'
    '[constants]\nsubject = "inwoners"\nunit = "aantal"\nsource = "CBS"\n'
)
LEAVE_OUT = '[[leave_out]]\ncolumn = "instelling"\nstarts_with = "{text}"\nreason = "dit is een kop"\n'
ROWS = "instelling;maand;nieuw\n{rows}"


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


@pytest.mark.parametrize(
    "recipe",
    [
        TOP + MEASURE + LEAVE_OUT.format(text="kop"),
        TOP + MEASURE + '[rows]\nskip = ["missing_value", "not_a_number"]\n',
        KENGETALLEN + LEAVE_OUT.format(text="kop"),
        KENGETALLEN + '[rows]\nskip = ["missing_value", "not_a_number"]\n',
    ],
    ids=["leave-out", "skip", "kengetallen-leave-out", "kengetallen-skip"],
)
def test_a_file_of_which_every_row_is_left_out_is_refused(town: Town, recipe: str) -> None:
    file = town.write("lijst.csv", ROWS.format(rows="kop A;2025-01;geen\nkop B;2025-02;\n"))
    answer = town.run("deliver", file, "--recipe", town.write("recept.toml", recipe), "--accept")
    assert answer.code == 3, answer.out
    assert "Van de 2 gelezen rijen blijft er geen enkele over" in answer.out
    assert "overgeslagen: " in answer.out
    assert town.run("check", file, "--recipe", town.folder / "recept.toml").code == 3


def test_rows_that_are_left_out_are_told_in_one_line_with_their_reasons(town: Town) -> None:
    recipe = TOP + MEASURE + LEAVE_OUT.format(text="kop") + '[rows]\nskip = ["not_a_number"]\n'
    rows = "kop A;2025-01;1\nkop B;2025-01;2\nDe Berk B.V.;2025-01;veel\nDe Berk B.V.;2025-02;4\n"
    file = town.write("lijst.csv", ROWS.format(rows=rows))
    answer = town.run("deliver", file, "--recipe", town.write("recept.toml", recipe))
    assert "4 rijen gelezen: 1 met een meting, 3 overgeslagen." in answer.out
    newest = intake.list_deliveries(town.home)[-1]["delivery_id"]
    line = told(intake.case(town.home, newest).checked)
    assert line.startswith(
        "3 van de 4 gelezen rijen tellen niet mee. 2 keer: Volgens het recept is deze rij geen cijfer: "
    )
    assert "dit is een kop; 1 keer: " in line
