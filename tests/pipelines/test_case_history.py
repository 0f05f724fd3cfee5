"""A case list beside the earlier ones: what was left out is told in counts, and only to the one who delivers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import small_cases
from small_cases import number, row, town_with
from small_town import Answer, Town

FEBRUARY, MAY = date(2025, 2, 3), date(2025, 5, 6)


def waiting(
    sub: str, quarter: str, cases: list[int], *, requested: date = FEBRUARY, started: date | None = None
) -> list[str]:
    return [row("linde", sub, quarter, number(f"{sub} {case}"), requested, started=started) for case in cases]


def sent(town: Town, name: str, rows: list[str], *, accept: bool = True) -> Answer:
    path = town.write(name, "\n".join([small_cases.HEADER, *rows]) + "\n")
    answer = town.run("deliver", path, "--by", "controller", *(["--accept"] if accept else []))
    assert answer.code == 0, answer.out + answer.err
    return answer


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """De Linde with nine requests that wait at the end of March 2025, of two sub-agreements."""
    made = town_with([], tmp_path)
    sent(made, "k1.csv", waiting("D-1", "2025-K1", list(range(6))) + waiting("D-2", "2025-K1", [1, 2, 3]))
    return made


def test_a_whole_list_gives_no_warning(town: Town):
    both = waiting("D-1", "2025-K2", [0, 1, 2], started=MAY) + waiting("D-1", "2025-K2", [3, 4, 5])
    answer = sent(town, "k2.csv", both + waiting("D-2", "2025-K2", [1, 2, 3]))
    assert "waarschuwing" not in answer.out


def test_waiting_requests_that_are_gone_are_counted_and_never_named(town: Town):
    answer = sent(town, "k2.csv", waiting("D-1", "2025-K2", [0, 1, 9]) + waiting("D-2", "2025-K2", [1, 2, 3]))
    assert "ontbreken 4 van de 6 aanvragen van D-1 die eind 1e kwartaal 2025 nog wachtten" in answer.out
    assert "D-2 die" not in answer.out
    assert not any(number(f"D-1 {case}")[:8] in answer.out for case in range(10))


def test_a_sub_agreement_that_is_gone_is_told_once(town: Town):
    answer = sent(town, "k2.csv", waiting("D-1", "2025-K2", list(range(6))))
    assert "had ook aanvragen van D-2 (lijst van het 1e kwartaal 2025)" in answer.out
    assert answer.out.count("waarschuwing") == 1


def test_a_new_version_is_held_against_the_one_it_replaces(town: Town):
    answer = sent(town, "k1-2.csv", waiting("D-1", "2025-K1", [0, 1, 2, 3, 4]) + waiting("D-2", "2025-K1", [1, 2, 3]))
    assert "ontbreken 1 van de 6 aanvragen van D-1" in answer.out


def test_a_request_from_before_the_window_may_have_started_and_left_the_list(town: Town):
    old = waiting("D-1", "2025-K2", [7], requested=date(2024, 4, 2))
    sent(town, "k2.csv", waiting("D-1", "2025-K2", list(range(6))) + waiting("D-2", "2025-K2", [1, 2, 3]) + old)
    answer = sent(town, "k3.csv", waiting("D-1", "2025-K3", list(range(6))) + waiting("D-2", "2025-K3", [1, 2, 3]))
    assert "waarschuwing" not in answer.out  # the window of 2025-K3 begins on 1 October 2024


def test_of_two_lists_in_one_file_the_later_is_held_against_the_earlier(tmp_path: Path):
    made = town_with([], tmp_path)
    answer = sent(made, "beide.csv", waiting("D-1", "2025-K1", [0, 1]) + waiting("D-1", "2025-K2", [0]))
    assert "ontbreken 1 van de 2 aanvragen van D-1" in answer.out


def test_what_a_list_left_out_is_in_no_publication(town: Town):
    sent(town, "k2.csv", waiting("D-1", "2025-K2", [0]))
    town.publish()
    for table in ("values", "deliveries", "delivered_cells", "completeness"):
        texts = town.table(table).astype("str")
        assert not texts.apply(lambda column: column.str.contains("die eind|had ook aanvragen")).any(axis=None), table
