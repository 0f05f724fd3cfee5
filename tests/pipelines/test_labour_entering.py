"""What is typed about vacancies: through the same gates as a file, kept as a delivery, and read again like one."""

from __future__ import annotations

import json
from datetime import date

import pytest
from small_labour import checked, delivered, looking, put_forward
from small_town import Town

from pipelines import record
from pipelines.errors import NotFound, UsageProblem, WrongState
from pipelines.labour.writing import labelled
from pipelines.sources.labour import TABLES
from schemas.labour import LABOUR_SHEETS
from schemas.quarter import Quarter
from schemas.vocabulary import CandidateOrigin, MatchStep, VacancyState

K4, K1 = Quarter(2025, 4), Quarter(2026, 1)
KEY = ("berk", "V-1", "kand-001")
BEFORE = ("berk", "V-1", "kand-009")  # put forward already where each test begins


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    town = Town(tmp_path_factory.mktemp("town"))
    assert delivered(town, matches=[put_forward(BEFORE[2])]).code == 0
    return town


def step(town: Town, what: MatchStep, on: str, quarter: Quarter = K4, **told: str) -> str:
    return record.step_labour(town.home, KEY, step=what, told={"on": on, **told}, quarter=quarter, by="coach")


def test_a_candidate_goes_from_the_register_to_a_placement_and_the_vacancy_is_filled(town: Town):
    step(town, MatchStep.PUT_FORWARD, "6-10-2025")
    step(town, MatchStep.INTERVIEW, "13-10-2025")
    step(town, MatchStep.PLACED, "1-11-2025")
    stands = record.labour_standing(town.home)
    (match,) = [item for item in stands.matches if item.candidate == "kand-001"]
    assert (match.put_forward_on, match.interview_on, match.placed_on) == (
        date(2025, 10, 6), date(2025, 10, 13), date(2025, 11, 1),
    )  # fmt: skip
    assert (match.hours, match.origin) == (24, CandidateOrigin.MUNICIPALITY)
    (vacancy,) = stands.vacancies
    assert (vacancy.state, vacancy.filled_on, vacancy.requirements) == (
        VacancyState.FILLED,
        date(2025, 11, 1),
        "rijbewijs B",
    )
    assert len(stands.matches) == 2  # kand-009 stands as it was


def test_a_new_quarter_begins_as_the_one_before_it(town: Town):
    typed = {"provider_id": "berk", "vacancy": "V-2", "title": "Stage keuken", "form": "stage", "hours": "32",
             "reported_on": "5-1-2026", "state": "open"}  # fmt: skip
    record.enter_labour(town.home, [("vacatures", typed)], K1, by="coach")
    assert {"V-1", "V-2"} <= {item.vacancy for item in record.labour_standing(town.home).vacancies}
    assert [item.vacancy for item in record.labour_standing(town.home, until=K4).vacancies] == ["V-1"]
    assert record.labour_standing(town.home).newest == "2026-K1"


def test_what_cannot_be_right_changes_nothing_and_says_all_of_it(town: Town):
    before = record.labour_standing(town.home)
    with pytest.raises(UsageProblem, match=r"(?s)vorm.*48 uur"):
        record.enter_labour(town.home, [("kandidaten", {"candidate": "kand-002", "target_group": "WW", "forms": "zeilen",
                                                        "hours": "60"})], K4, by="coach")  # fmt: skip
    with pytest.raises(UsageProblem, match="dag in"):
        record.step_labour(town.home, BEFORE, step=MatchStep.ENDED, told={"on": " "}, quarter=K4, by="coach")
    with pytest.raises(WrongState, match="al voorgedragen"):
        record.step_labour(
            town.home, BEFORE, step=MatchStep.PUT_FORWARD, told={"on": "7-10-2025"}, quarter=K4, by="coach"
        )
    with pytest.raises(WrongState, match="nog niet voorgedragen"):
        record.step_labour(town.home, ("berk", "V-1", "kand-77"), step=MatchStep.PLACED, told={"on": "1-11-2025"},
                           quarter=K4, by="coach")  # fmt: skip
    with pytest.raises(NotFound, match="is er niet"):
        record.fitting_for(town.home, "berk", "V-99")
    assert record.labour_standing(town.home) == before


def test_what_is_written_back_is_what_was_stored(town: Town):
    alone = put_forward("kand-002", placed_on=date(2025, 10, 20), hours=8, job_coach="nee")
    rich = put_forward("kand-001", placed_on=date(2025, 10, 20), hours=20.5, job_coach="ja", coach_hours=6,
                       ends_on=date(2025, 12, 1), after="opleiding", months_off=1, form="stage")  # fmt: skip
    first = checked(candidates=[looking(), looking("kand-002", provider_id="berk", travel=None)], matches=[rich, alone])
    assert not first.errors
    assert first.frames["labour_match"]["job_coach"].tolist() == [True, False]
    sheets = {
        form.name: labelled(first.frames[TABLES[form.name]], form, K4).to_dict("records") for form in LABOUR_SHEETS
    }
    plain = {name: [{key: None if value != value else value for key, value in row.items()} for row in rows]
             for name, rows in sheets.items()}  # fmt: skip
    again = checked(vacancies=plain["vacatures"], candidates=plain["kandidaten"], matches=plain["trajecten"])
    assert {name: str(frame.to_dict("records")) for name, frame in again.frames.items()} == {
        name: str(frame.to_dict("records")) for name, frame in first.frames.items()
    }


def test_the_command_line_does_the_same(town: Town):
    for sheet, cells in (
        ("vacatures", ("aanbieder=berk", "vacature=V-3", "titel=Stage kantine", "vorm=stage",
                       "uren per week=32", "gemeld op=5-1-2026", "status=open")),
        ("kandidaten", ("kandidaat_ref=kand-005", "doelgroep=WWB", "gewenste vorm=stage", "uren per week=36")),
    ):  # fmt: skip
        typed = (part for cell in cells for part in ("--cell", cell))
        said = town.run("enter", sheet, "--quarter", "2026-K1", *typed)
        assert said.code == 0, said.err
    found = json.loads(town.run("fitting", "--provider", "berk", "--vacancy", "V-3", "--json").out)
    assert [item["candidate"] for item in found["found"]] == ["kand-005"]
    put = (
        "--provider",
        "berk",
        "--vacancy",
        "V-3",
        "--candidate",
        "kand-005",
        "--on",
        "2026-01-12",
        "--quarter",
        "2026-K1",
    )
    assert town.run("step", "voorgedragen", *put).code == 0
    assert "1 al voorgedragen" in town.run("fitting", "--provider", "berk", "--vacancy", "V-3").out
    out = town.folder / "feed" / "vacatures.csv"
    assert town.run("vacancies", "export", "--format", "csv", "--on", "2026-01-20", "--out", out).code == 0
    assert ";Stage kantine;stage;32;" in out.read_text(encoding="utf-8-sig")
    assert town.run("vacancies", "export", "--format", "csv", "--out", out).code == 9  # nothing is written over
    before = town.run("vacancies", "export", "--on", "2020-01-01", "--out", town.folder / "leeg.jsonld")
    assert (before.code, "Op 01-01-2020 is geen vacature open." in before.out) == (0, True)
    assert town.run("vacancies", "export", "--format", "rss", "--out", town.folder / "a.xml").code == 2
    assert "V-3" in {item["vacancy"] for item in json.loads(town.run("vacancies", "--json").out)}


def test_nothing_is_entered_in_a_settled_quarter(town: Town):
    record.lock(town.home, "berk", "2025-K4", data_set="vacatures", by="controller")
    with pytest.raises(WrongState, match="vastgesteld"):
        record.step_labour(
            town.home, BEFORE, step=MatchStep.INTERVIEW, told={"on": "13-10-2025"}, quarter=K4, by="coach"
        )
    assert town.run("verify").code == 0
