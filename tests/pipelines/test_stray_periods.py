"""One row of a wrong quarter is pointed at in its cell; a file that holds several quarters is left in peace."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_town import Town

from pipelines import intake


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


def row(period: str, code: str, value: int) -> str:
    return f"berk;D-3;{period};{code};{value};;;aantal;;;"


OCTOBER_TO_DECEMBER = [row("2025-10", "BER-5", 4), row("2025-11", "BER-5", 5), row("2025-12", "BER-5", 6),
                       row("2025-10", "BER-6", 1), row("2025-11", "BER-6", 2)]  # fmt: skip


def codes(answer: object) -> dict[str, int]:
    return answer.json[0]["findings_by_code"]  # type: ignore[attr-defined]


def test_a_year_that_was_mistyped_is_a_warning_at_its_cell(town: Town) -> None:
    answer = town.deliver("k4.csv", *OCTOBER_TO_DECEMBER, row("december 2024", "BER-6", 3), accept=False)
    (found,) = [item for item in answer.json[0]["findings"] if item["code"] == "stray_period"]
    assert (found["cell"], found["received"], found["severity"]) == ("C7", '"december 2024"', "waarschuwing")
    assert "4e kwartaal 2025" in found["sentence"]


def test_where_it_would_take_the_place_of_more_it_is_an_error_at_its_cell_and_the_only_one(town: Town) -> None:
    town.accepted("2024.csv", row("2024-K4", "BER-2", 90), row("2024-K4", "BER-5", 9), row("2024-K4", "BER-6", 8))
    answer = town.deliver("k4.csv", *OCTOBER_TO_DECEMBER, row("december 2024", "BER-6", 3), accept=False)
    assert codes(answer).get("stray_period_replaces") == 1 and "would_erase" not in codes(answer)
    (found,) = [item for item in answer.json[0]["findings"] if item["severity"] == "fout"]
    assert found["cell"] == "C7" and "L00002 al mee" in found["sentence"]


def test_one_figure_among_many_of_another_quarter_is_pointed_at(town: Town) -> None:
    answer = town.deliver("k4.csv", *OCTOBER_TO_DECEMBER, row("2025-09", "BER-6", 3), accept=False)
    assert codes(answer)["stray_period"] == 1


def test_a_file_with_several_quarters_goes_through(town: Town) -> None:
    both = [row(period, code, 9) for period in ("2024-K4", "2025-K4") for code in ("BER-2", "BER-5", "BER-6")]
    assert "stray_period" not in codes(town.deliver("twee.csv", *both, accept=False))
    new_figure = [*both, row("2025-K4", "BER-7", 4)]
    assert "stray_period" not in codes(town.deliver("meer.csv", *new_figure, accept=False))
    correction = [*OCTOBER_TO_DECEMBER, row("2025-12", "BER-6", 3), row("2025-09", "BER-6", 3)]
    assert "stray_period" not in codes(town.deliver("verbetering.csv", *correction, accept=False))
    assert len(intake.list_deliveries(town.home)) == 1 + 3


def test_a_ratio_above_one_is_told_once(town: Town) -> None:
    answer = town.deliver("k4.csv", "berk;D-3;2025-K4;TER-2;80;12;8;%;;;", accept=False)
    assert "numerator_exceeds_denominator" in codes(answer) and "ratio_mismatch" not in codes(answer)
