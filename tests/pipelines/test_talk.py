"""The quarterly talk: what is written at figures, agreed and asked, kept in the ledger, published and replayed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

import pandas as pd
import pytest
from small_town import Town

from pipelines import record
from pipelines.acts import Acts, acting
from pipelines.errors import NotFound, UsageProblem, WrongState
from pipelines.promised import shaped
from pipelines.publishing import is_behind
from pipelines.settings import Settings
from pipelines.talk import writing
from pipelines.talk.tables import talk_tables
from pipelines.talk.writing import comment_within
from schemas.talk import LONGEST_TEXT, TALK_TABLES

TABLES = {table.name: table for table in TALK_TABLES}

HOSTILE = (
    "# kop $x$ <script>alert(1)</script> `code` =1+1 \u202eomgekeerd\u202c @x [a](javascript:b) {{c}}\ntweede regel"
)
DUE = date(2025, 6, 1)
THEN, LATER, LAST = "2025-05-06T09:00:00Z", "2025-05-16T09:00:00Z", "2025-08-01T09:00:00Z"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    town = Town(tmp_path_factory.mktemp("kleindorp"))
    town.accepted("k1.csv", "berk;D-3;2025-K1;BER-2;20;;;aantal;;;", "berk;D-3;2025-K1;TER-2;;30;50;%;;;")
    town.accepted("k2.csv", "berk;D-3;2025-K2;BER-2;70;;;aantal;;;")
    town.publish()
    yield town


@pytest.fixture
def acts(town: Town) -> Iterator[Acts]:
    with acting(town.home) as acts:
        yield acts


def comment(acts: Acts, text: str = "Wij zochten een tweede begeleider.", **how: Any) -> None:
    given = {"indicator": "BER-2", "function": "manager", "by": "controller", **how}
    comment_within(acts, given.pop("provider", "berk"), given.pop("quarter", "2025-K1"), text=text, **given)


def action(acts: Acts, quarter: str = "2025-K1", **how: Any) -> str:
    given = {"text": "Extra intake-uren", "owner": "manager", "due_on": DUE, "by": "beheer", **how}
    return writing.open_action_within(acts, "berk", quarter, **given)


def note(acts: Acts, kind: str, text: str) -> str:
    return writing.note_within(acts, "berk", "2025-K1", kind=kind, text=text, function="wethouder", by="beheer")


def told(
    acts: Acts, table: str, *, figures: dict[str, float | None] | None = None, **where: str
) -> list[dict[str, Any]]:
    """Rows as they would be published beside these figures of berk over 2025-K1, with None for nothing."""
    values = pd.DataFrame(
        [
            {"provider_id": "berk", "quarter": quarter, "indicator": code, "sub_agreement_id": "D-3", "value": value}
            for quarter in ("2025-K1", "2025-K2")
            for code, value in (figures or {"BER-2": 20.0, "TER-2": 60.0}).items()
        ]
    ).assign(headline=True, status="on_track", variation=None, assurance=None, verdict=None)
    values = values.assign(verdict_sentence="", reason="", theme="reach", grain="sub_agreement")
    rows = shaped(talk_tables(acts.ledger, values, Settings())[table], TABLES[table])
    for name, value in where.items():
        rows = rows[rows[name] == value]
    return rows.astype(object).where(rows.notna(), None).to_dict("records")


def test_a_commentary_stands_at_its_number_as_published_then(acts: Acts):
    comment(acts, HOSTILE)
    row = told(acts, "talk_commentary", indicator="BER-2")[0]
    assert row["text"] == HOSTILE and row["side"] == "provider" and row["function"] == "manager"
    assert row["written_by"] == "controller" and row["written_at"].endswith("Z")
    for now, then, restated in ((20.0, 20.0, False), (25.0, 20.0, True), (None, None, True)):  # hidden now: not told
        row = told(acts, "talk_commentary", figures={"BER-2": now}, indicator="BER-2")[0]
        assert (row["value_then"], row["value_now"], row["restated"]) == (then, now, restated)


def test_who_is_written_to_has_ten_working_days_and_an_answer_stops_the_clock(acts: Acts):
    comment(acts, "Waarom zo weinig?", indicator="TER-2", function="contractmanager", sub_agreement_id="D-3", at=THEN)
    first = told(acts, "talk_commentary", indicator="TER-2")[0]
    assert first["response"] == "overdue"  # the home was made today, long after
    assert first["respond_by"] == pd.Timestamp(2025, 5, 20)  # 6 May is a Tuesday; no holiday but 5 May in between
    comment(acts, "Er was geen plaats.", indicator="TER-2", function="bestuurder", at=LATER)
    both = {row["side"]: row for row in told(acts, "talk_commentary", indicator="TER-2")}
    assert both["municipality"]["response"] == "answered" and both["provider"]["response"] == "is_answer"
    assert both["municipality"]["answered_on"] == pd.Timestamp(2025, 5, 16) and both["provider"]["respond_by"] is None
    gone = {"indicator": "TER-2", "sub_agreement_id": "D-3", "side": "aanbieder", "by": "controller"}
    writing.withdraw_comment_within(acts, "berk", "2025-K1", **gone)
    assert [row["side"] for row in told(acts, "talk_commentary", indicator="TER-2")] == ["municipality"]
    comment(acts, "Later.", indicator="TER-2", function="bestuurder", at=LAST)
    both = {row["side"]: row["response"] for row in told(acts, "talk_commentary", indicator="TER-2")}
    assert both == {"municipality": "answered_late", "provider": "is_answer"}


def test_who_writes_anew_after_an_answer_gives_the_other_side_its_days_again(acts: Acts):
    about = {"indicator": "BER-2", "sub_agreement_id": "D-3", "quarter": "2025-K2"}

    def standing(side: str) -> dict[str, Any]:
        rows = told(acts, "talk_commentary", indicator="BER-2", quarter="2025-K2", side=side)
        return rows[0]

    comment(acts, "Te laag?", function="contractmanager", at=THEN, **about)
    comment(acts, "Nog even.", function="manager", at=LATER, **about)
    assert standing("municipality")["response"] == "answered"
    comment(acts, "En nu?", function="contractmanager", at=LAST, **about)
    again = standing("municipality")
    assert (again["response"], again["answered_on"]) == ("overdue", None)
    assert again["respond_by"] == pd.Timestamp(2025, 8, 15)  # ten working days after 1 August
    comment(acts, "Nu wel.", function="manager", at="2025-08-11T09:00:00Z", **about)
    assert standing("municipality")["answered_on"] == pd.Timestamp(2025, 8, 11)
    assert standing("provider")["response"] == "is_answer"


def test_a_commentary_is_at_a_figure_that_is_published(acts: Acts):
    wrongs: tuple[dict[str, str], ...] = (
        {"quarter": "2019-K1"}, {"indicator": "XXX-1"}, {"provider": "niemand"}, {"sub_agreement_id": "D-1"},
    )  # fmt: skip
    for wrong in wrongs:
        with pytest.raises(NotFound):
            comment(acts, **wrong)
    with pytest.raises(NotFound) as problem:
        comment(acts, provider="linde", indicator="TER-2")
    assert "D-1, D-2" in str(problem.value)  # it stands there per sub-agreement


def test_a_text_of_ten_thousand_characters_is_kept_and_one_more_is_refused(acts: Acts):
    longest = "é" * LONGEST_TEXT
    comment(acts, longest, function="contractmanager")
    assert told(acts, "talk_commentary", indicator="BER-2", side="municipality")[0]["text"] == longest
    for text in (longest + "x", "  \n ", "nul\x00teken"):
        with pytest.raises(UsageProblem):
            comment(acts, text)


@pytest.mark.parametrize(
    "text",
    [
        "cliënt 111222333 belde",
        "111222333",
        "bsn: 111.222.333",
        "1112\u200b22333",
        "１１１２２２３３３",
        "(111222333).",
    ],
)
def test_a_text_that_may_hold_a_citizen_service_number_is_refused_and_not_echoed(acts: Acts, text: str):
    before = acts.ledger.position
    for act in (
        lambda: comment(acts, text),
        lambda: action(acts, text=text),
        lambda: note(acts, "klachten", text),
        lambda: action(acts, owner=text),
    ):
        with pytest.raises(UsageProblem) as problem:
            act()
        assert "222" not in str(problem.value)
    assert acts.ledger.position == before


def test_an_action_point_is_carried_over_until_it_is_closed(acts: Acts):
    made = action(acts, indicator="BER-2", escalation="verbeterafspraak", text=HOSTILE)
    rows = {row["quarter"]: row for row in told(acts, "talk_actions", action_id=made)}
    assert list(rows) == ["2025-K1", "2025-K2"]
    assert [rows[quarter]["carried_over"] for quarter in rows] == [False, True]
    assert rows["2025-K1"]["text"] == HOSTILE and rows["2025-K1"]["side"] == "provider"
    assert rows["2025-K1"]["escalation"] == "improvement" and rows["2025-K2"]["overdue"]
    change = partial(writing.change_action_within, acts, made, by="beheer")
    with pytest.raises(UsageProblem):
        change("2025-K2", state="gereed")  # nothing said of what it brought
    change("2025-K2", state="gereed", result="Sinds mei")
    rows = {row["quarter"]: row for row in told(acts, "talk_actions", action_id=made)}
    assert [(row["state"], row["overdue"]) for row in rows.values()] == [("open", True), ("done", False)]
    with pytest.raises(WrongState):
        change("2025-K3", result="nog iets")
    with pytest.raises(UsageProblem):
        change("2025-K1", state="loopt")  # not before what was said later
    assert action(acts) != made


def test_a_question_stays_until_it_is_answered_and_a_signal_does_not(acts: Acts):
    asked, noted = note(acts, "open vraag", "Hoeveel?"), note(acts, "wachtlijst", "14 -> 23")
    rows = told(acts, "talk_notes")
    assert [(row["note_id"], row["quarter"]) for row in rows] == [
        (asked, "2025-K1"),
        (noted, "2025-K1"),
        (asked, "2025-K2"),
    ]
    answer = partial(writing.answer_within, acts, quarter="2025-K2", text="Twaalf", function="manager", by="beheer")
    answer(asked)
    given = [(row["quarter"], row["answer"]) for row in told(acts, "talk_notes", note_id=asked)]
    assert given == [("2025-K1", None), ("2025-K2", "Twaalf")]
    for wrong in (asked, noted):
        with pytest.raises(WrongState):
            answer(wrong)
    writing.remove_note_within(acts, noted, by="beheer")
    assert not told(acts, "talk_notes", note_id=noted)


def test_a_day_before_the_quarter_begins_is_no_plan_and_no_due_date(acts: Acts):
    before = date(2024, 12, 31)
    with pytest.raises(UsageProblem, match="31-12-2024 ligt voor het kwartaal 2025-K1 begint"):
        writing.plan_within(acts, "eik", "2025-K1", on=before, present=[], by="beheer")
    with pytest.raises(UsageProblem, match="Vul in wanneer het klaar moet zijn"):
        writing.open_action_within(
            acts, "eik", "2025-K1", text="Bel", owner="contractmanager", due_on=before, by="beheer"
        )
    with pytest.raises(UsageProblem, match="ligt voor het kwartaal"):
        present = ["bestuurder", "contractmanager"]
        writing.discuss_within(acts, "eik", "2025-K1", on=before, present=present, by="beheer")
    assert not told(acts, "talks", provider_id="eik") and not told(acts, "talk_actions", provider_id="eik")


def test_a_talk_goes_from_draft_to_discussed_with_functions_of_both_sides(acts: Acts):
    writing.plan_within(acts, "eik", "2025-K1", on=date(2025, 5, 20), present=["contractmanager"], by="beheer")
    row = told(acts, "talks", provider_id="eik")[0]
    assert (row["state"], row["planned_on"]) == ("draft", pd.Timestamp(2025, 5, 20))
    assert "voorlopig" in row["sentence"] and row["present_provider"] is None
    discuss = partial(writing.discuss_within, acts, "eik", "2025-K1", on=date(2025, 5, 21), by="beheer")
    for wrong in (["contractmanager"], ["contractmanager", "Jan Jansen"]):
        with pytest.raises(UsageProblem):
            discuss(present=wrong)
    with pytest.raises(UsageProblem, match="1-1-2099 moet nog komen"):
        discuss(on=date(2099, 1, 1), present=["bestuurder", "contractmanager"])
    discuss(present=["bestuurder", "contractmanager", "controller"])
    row = told(acts, "talks", provider_id="eik")[0]
    assert row["state"] == "discussed" and row["present_municipality"] == "contractmanager"
    assert row["present_provider"] == "controller, bestuurder"


def test_the_talk_is_published_and_comes_back_the_same_after_a_rebuild(town: Town):
    record.plan_talk(town.home, "berk", "2025-K2", on=date(2025, 8, 20), by="beheer")
    assert is_behind(town.home)
    town.publish()
    assert not is_behind(town.home)
    before = {table.name: town.table(table.name) for table in TALK_TABLES}
    assert not before["talks"].empty and not before["talk_points"].empty
    assert town.run("rebuild").code == 0
    for name, earlier in before.items():
        pd.testing.assert_frame_equal(town.table(name), earlier)
    assert town.run("verify").code == 0


def test_the_terminal_plans_a_talk_ahead_and_takes_away_what_was_a_mistake(town: Town):
    ahead = ("--provider", "eik", "--quarter", "2031-K1")
    answer = town.run("talk", *ahead, "--plan", "2031-05-20")
    assert answer.code == 0 and "Over het 1e kwartaal 2031 is nog niets gepubliceerd." in answer.out
    assert town.run("talk", *ahead).code == 6
    assert any(item.quarter == "2031-K1" for item in record.to_do(town.home))
    assert "is geen dag. Schrijf die als 31-12-2026" in town.run("talk", *ahead, "--plan", "morgen").err
    about = ("--provider", "berk", "--quarter", "2025-K1")
    said = town.run("note", "Een vergissing", *about, "--kind", "klachten", "--function", "manager")
    note_id = said.out.split()[0]
    assert town.run("note", *about, "--withdraw", note_id).code == 0
    assert not any(row["note_id"] == note_id for row in record.talk_now(town.home, "berk", "2025-K1").signals)
    assert town.run("note", *about, "--withdraw", note_id).code == 6
    assert town.run("note", *about, "--kind", "klachten", "--function", "manager").code == 2
    at = (*about, "--indicator", "BER-2", "--function", "manager")
    assert town.run("comment", "Te weinig", *at).code == town.run("comment", *at, "--withdraw").code == 0
    assert town.run("comment", *at).code == 2


def test_what_changes_nothing_in_the_publication_is_no_longer_waiting_after_publishing(town: Town):
    town.publish()
    found = record.annotate(
        town.home, "Even", starts_on=date(2025, 2, 1), ends_on=None, indicators=[], providers=[], by="x"
    )
    record.remove_annotation(town.home, found, why="toch niet", by="x")
    assert is_behind(town.home)
    assert not town.run("publish", "--json").json["changed"] and not is_behind(town.home)
