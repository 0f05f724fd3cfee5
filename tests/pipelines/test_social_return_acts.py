"""Asking about an entry, telling possible doubles apart, and tables of building blocks that are fixed at the award."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from shutil import copytree

import pytest
from small_social_return import bought, delivered, placed, promise
from small_town import Town, kwartaalbeeld

from pipelines import record
from pipelines.errors import NotFound, SlotLocked, UsageProblem, WrongState
from pipelines.social_return.block_tables import own_tables
from schemas.place import DATA_VARIABLE, data_folder
from schemas.vocabulary import EntryState


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


def test_a_question_is_an_act_with_its_answer_and_the_entry_goes_on_waiting(town: Town):
    delivered(town, entries=[bought("a", date(2025, 5, 1), 100)])
    (entry,) = record.entries_to_review(town.home)
    with pytest.raises(UsageProblem):
        record.ask_about_entry(town.home, entry.entry_id, " ", by="coordinator")
    with pytest.raises(UsageProblem, match="burgerservicenummer"):
        record.ask_about_entry(town.home, entry.entry_id, "Is dit 111222333?", by="coordinator")
    with pytest.raises(NotFound):
        record.ask_about_entry(town.home, "niets", "Wat is dit?", by="coordinator")
    record.ask_about_entry(town.home, entry.entry_id, "Van welk bedrijf is de factuur?", by="coordinator")
    (asked,) = record.entries_to_review(town.home)[0].questions
    assert (asked.text, asked.asked_by, asked.answer) == ("Van welk bedrijf is de factuur?", "coordinator", None)
    record.answer_about_entry(town.home, asked.number, "Van het SW-bedrijf", by="controller")
    (now,) = record.entries_to_review(town.home)
    assert now.state is EntryState.SUBMITTED
    assert (now.questions[0].answer, now.questions[0].answered_by) == ("Van het SW-bedrijf", "controller")
    with pytest.raises(WrongState):
        record.answer_about_entry(town.home, asked.number, "nog eens", by="controller")
    assert town.run("verify").code == 0


def test_a_possible_double_counts_once_until_a_person_told_them_apart_and_that_is_remembered(town: Town):
    promises = [promise(), promise(obligation_id="SR-2")]
    both = [placed("a", "WW", date(2025, 3, 1), 20, district="Centrum"),
            placed("b", "WW", date(2025, 3, 1), 20, district="Centrum", obligation_id="SR-2")]  # fmt: skip
    delivered(town, promises=promises, entries=both)
    first, second = record.entries_to_review(town.home)
    assert len(first.maybe_twice) == len(second.maybe_twice) == 1
    record.approve_entries(town.home, [first.entry_id], by="coordinator")
    with pytest.raises(WrongState, match="mogelijk dezelfde plaatsing"):
        record.approve_entries(town.home, [second.entry_id], by="coordinator")
    with pytest.raises(UsageProblem):
        record.compare_entries(town.home, second.entry_id, twice=False, why="", by="coordinator")
    record.compare_entries(town.home, second.entry_id, twice=False, why="twee mensen in een ploeg", by="coordinator")
    assert all(not item.maybe_twice for item in record.entries_to_review(town.home))
    with pytest.raises(WrongState):
        record.compare_entries(town.home, second.entry_id, twice=True, why="toch", by="coordinator")
    record.approve_entries(town.home, [second.entry_id], by="coordinator")
    # a third like them is asked about again
    third = placed("c", "WW", date(2025, 3, 1), 20, district="Centrum", obligation_id="SR-2")
    delivered(town, "drie.xlsx", promises=promises, entries=[*both, third])
    assert sum(bool(item.maybe_twice) for item in record.entries_to_review(town.home)) == 3


def test_what_a_person_calls_double_does_not_count(town: Town):
    promises = [promise(), promise(obligation_id="SR-2")]
    both = [placed("a", "WW", date(2025, 3, 1), 20), placed("b", "WW", date(2025, 3, 1), 20, obligation_id="SR-2")]
    delivered(town, promises=promises, entries=both)
    _, second = record.entries_to_review(town.home)
    record.compare_entries(town.home, second.entry_id, twice=True, why="zelfde contract", by="coordinator")
    (rejected,) = [item for item in record.entries_to_review(town.home) if item.state is EntryState.REJECTED]
    assert (rejected.entry_id, rejected.why) == (second.entry_id, "Dubbel: zelfde contract")


def test_a_changed_version_of_a_table_changes_nothing_that_was_awarded_under_the_former_one(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    own = tmp_path / "data"
    copytree(data_folder() / "reference", own / "reference")
    monkeypatch.setenv(DATA_VARIABLE, str(own))
    delivered(town, entries=[placed("a", "WWB", date(2025, 3, 1), 24)])
    before = record.entries_to_review(town.home)[0].formula
    assert before == "40.000 x 24/36 x 306/365 = 22.356,16"
    file = own / "reference" / "bouwblokken" / "haaglanden-2023.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("amount = 40000", "amount = 10"), encoding="utf-8")
    assert own_tables()["haaglanden-2023"].block("PW").amount == 10
    assert record.entries_to_review(town.home)[0].formula == before
    file.unlink()
    assert record.entries_to_review(town.home)[0].formula == before
    assert town.run("rebuild").code == 0
    assert record.entries_to_review(town.home)[0].formula == before
    again = delivered(town, "later.xlsx", entries=[placed("a", "WWB", date(2025, 3, 1), 32)])
    assert again.code == 0, again.out + again.err  # the archived table still holds
    assert town.run("verify").code == 0


def test_the_command_line_judges_asks_and_copies_a_table(town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    delivered(town, entries=[bought("a", date(2025, 5, 1), 100)])
    (entry,) = record.entries_to_review(town.home)
    assert town.run("judge", entry.entry_id, "--approve", "--ask", "wat?").code == 2
    assert town.run("judge", entry.entry_id, "--ask", "Waar is de factuur?", "--by", "coordinator").code == 0
    listed = town.run("entries")
    assert "Waar is de factuur? Antwoord: nog niet." in listed.out
    assert town.run("judge", entry.entry_id, "--approve", "--by", "coordinator").code == 0
    assert record.entries_to_review(town.home)[0].state is EntryState.APPROVED
    own = tmp_path / "data"
    copytree(data_folder() / "reference", own / "reference")
    monkeypatch.setenv(DATA_VARIABLE, str(own))
    assert kwartaalbeeld("blocks", "--copy", "utrecht", "--as", "kleindorp-2026").code == 0
    tables = own_tables()
    assert tables["kleindorp-2026"].blocks == tables["utrecht"].blocks
    for source, name in (("utrecht", "kleindorp-2026"), ("utrecht", "../weg"), ("niets", "kleindorp-2027")):
        assert kwartaalbeeld("blocks", "--copy", source, "--as", name).code == 2


def test_what_if_is_answered_by_the_same_valuation_and_keeps_nothing(town: Town):
    stage = placed("st", "BOL", date(2025, 9, 1), 18, form="stage", planned_end=date(2025, 10, 31))
    delivered(town, entries=[stage])
    asked = record.Change("berk", "2025-K4", "SR-1", 1, months=2)
    found = record.what_if_entry(town.home, asked)
    assert found.before == "5.000 x 18/36 x 61/365 = 417,81"
    assert found.after == "5.000 x 18/36 x 122/365 = 835,62"  # two months more: 31 October becomes 31 December
    assert "alsof deze inzet is goedgekeurd" in found.sentence
    assert "Er blijft een tekort van € 41.664,38." in found.sentence  # 42,500 - 835.62
    (entry,) = record.entries_to_review(town.home)
    assert entry.state is EntryState.SUBMITTED
    record.approve_entries(town.home, [entry.entry_id], by="coordinator")
    full = record.what_if_entry(town.home, record.Change("berk", "2025-K4", "SR-1", 1, hours=36))
    assert full.after == "5.000 x 36/36 x 61/365 = 835,62"
    assert "alsof" not in full.sentence
    for wrong in (record.Change("berk", "2025-K4", "SR-1", 1), record.Change("berk", "2025-K4", "SR-1", 1, months=61)):
        with pytest.raises(UsageProblem):
            record.what_if_entry(town.home, wrong)
    for gone in (
        record.Change("berk", "2025-K4", "SR-1", 2, months=1),
        record.Change("eik", "2025-K4", "SR-1", 1, months=1),
    ):
        with pytest.raises(NotFound):
            record.what_if_entry(town.home, gone)


def test_in_a_quarter_that_is_settled_as_a_whole_no_entry_is_decided_on(town: Town):
    delivered(town, entries=[bought("a", date(2025, 5, 1), 100)])
    (entry,) = record.entries_to_review(town.home)
    record.settle_quarter(town.home, entry.quarter, why="Niet elk gesprek was er", by="coordinator")
    for decide in (record.approve_entries, lambda *given, by: record.reject_entries(*given, why="Nee", by=by)):
        with pytest.raises(SlotLocked, match="kwartaalbeeld reopen"):
            decide(town.home, [entry.entry_id], by="coordinator")
    record.reopen_quarter(town.home, entry.quarter, why="Er wacht nog inzet", by="coordinator")
    assert record.approve_entries(town.home, [entry.entry_id], by="coordinator") == 1
